"""What a license text is, what an expression says, and what it allows."""

from openrelease.licenses.expression import Parsed, parse
from openrelease.licenses.facets import PERMISSIVE_KINDS, LicenseFacets
from openrelease.licenses.table import LicenseTable, Listed

__all__ = ["PERMISSIVE_KINDS", "LicenseFacets", "LicenseTable", "Listed", "Parsed", "parse"]
