"""data/ -> nouns: the only code that knows the layout of our own data files."""

from openrelease.knowledge.licenses import identifier, license_table

__all__ = ["identifier", "license_table"]
