"""Report -> workflow commands and check runs of GitHub."""
