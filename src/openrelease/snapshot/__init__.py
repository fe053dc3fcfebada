"""The only code that reads repositories."""
