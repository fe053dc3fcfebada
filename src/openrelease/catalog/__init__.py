"""Packaged data -> types: components, licenses, model types. Only this room knows the layout of our data."""

from openrelease.catalog.load_licenses import identifier, license_table

__all__ = ["identifier", "license_table"]
