"""data/ -> nouns: the only code that knows the layout of our own data files."""
