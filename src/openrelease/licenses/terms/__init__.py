"""License ids -> what they allow, require and forbid, and which may be combined."""
