"""data/ -> nouns: the only code that knows the layout of our own data files."""

from openrelease.knowledge.licenses import license_table

__all__ = ["license_table"]
