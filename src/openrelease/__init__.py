"""Is this repository a complete open source AI release? Evidence first, then a verdict."""

__version__ = "0.1.0"
