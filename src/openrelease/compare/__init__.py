"""Base and head -> what changed, and what is a regression; knows no forge. Enter at `evaluate_change`."""
