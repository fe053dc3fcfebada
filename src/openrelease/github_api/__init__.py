"""The only code that writes to GitHub."""
