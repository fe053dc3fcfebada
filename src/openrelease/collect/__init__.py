"""Snapshot -> Facts: looks, never judges."""
