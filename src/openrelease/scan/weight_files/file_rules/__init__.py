"""Rules on a single weight file: is it what its name says, and what does loading it do?

A rule is a module with `RULE` and `check_file`; `rule_table` finds it here by that.
"""
