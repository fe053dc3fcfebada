"""What a license text is, what an expression says, and what it allows."""

from openrelease.licenses.acceptance import APPROVALS, Acceptance
from openrelease.licenses.expression import Parsed, parse
from openrelease.licenses.facets import PERMISSIVE_KINDS, USER, LicenseFacets
from openrelease.licenses.families import Families, Family
from openrelease.licenses.identify import Identification, Identifier, Match, describe
from openrelease.licenses.index import Remembered, TextIndex
from openrelease.licenses.phrases import Restriction
from openrelease.licenses.relations import RELATIONS, Flow, flow
from openrelease.licenses.table import LicenseTable, Listed

__all__ = [
    "APPROVALS",
    "PERMISSIVE_KINDS",
    "RELATIONS",
    "USER",
    "Acceptance",
    "Families",
    "Family",
    "Flow",
    "Identification",
    "Identifier",
    "LicenseFacets",
    "LicenseTable",
    "Listed",
    "Match",
    "Parsed",
    "Remembered",
    "Restriction",
    "TextIndex",
    "describe",
    "flow",
    "parse",
]
