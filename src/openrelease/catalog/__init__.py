"""Packaged data -> types: components, licenses, model types. Only this room knows the layout of our data."""

from openrelease.catalog.load_licenses import load_identifier, load_license_table

__all__ = ["load_identifier", "load_license_table"]
