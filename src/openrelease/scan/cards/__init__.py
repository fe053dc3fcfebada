"""Documents -> model and dataset cards: front matter keys, sections, topics."""
