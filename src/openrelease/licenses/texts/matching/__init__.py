"""Words -> the known license texts in them."""
