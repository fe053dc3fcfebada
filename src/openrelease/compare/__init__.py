"""The states before and after a change -> what the change loses and gains, and whose settings count.

Knows no forge. Enter at `evaluate_change`.
"""
