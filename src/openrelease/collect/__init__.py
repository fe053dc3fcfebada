"""Snapshot -> Facts: looks, never judges. `facts.collect` is the whole of it."""
