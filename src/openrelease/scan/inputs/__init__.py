"""Repository -> documents, source and tables, each read once and within limits."""
