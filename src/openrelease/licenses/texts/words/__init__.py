"""Raw text -> readable text -> the words that are compared."""
