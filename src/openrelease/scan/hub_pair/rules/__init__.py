"""Rules on a release and one of its repositories on the Hub; a rule is a module with `RULE` and `check_pair`."""
