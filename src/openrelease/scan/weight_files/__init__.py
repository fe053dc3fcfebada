"""Entries -> weight files and their headers."""
