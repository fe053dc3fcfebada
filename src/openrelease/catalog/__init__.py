"""Packaged YAML and JSON -> typed values: components, licenses, model types. Start with `load_catalog`."""

from openrelease.catalog.load_licenses import load_identifier, load_license_table

__all__ = ["load_identifier", "load_license_table"]
