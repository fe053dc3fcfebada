"""What a license text is, what an expression says, and what it allows."""

from openrelease.licenses.terms.acceptance import APPROVALS, GRANTS, Acceptance
from openrelease.licenses.terms.compatibility import RELATIONS, Flow, flow, flow_of_versions
from openrelease.licenses.terms.license_facets import PERMISSIVE_KINDS, USER, LicenseFacets
from openrelease.licenses.terms.license_pairs import possible_versions
from openrelease.licenses.terms.license_table import LicenseTable, Listed
from openrelease.licenses.terms.model_families import Families, Family
from openrelease.licenses.terms.parse_expression import Parsed, parse
from openrelease.licenses.texts.identify import Identifier
from openrelease.licenses.texts.matching.fingerprints import Template, TextIndex
from openrelease.licenses.texts.restriction_phrases import Restriction
from openrelease.licenses.texts.text_identification import Identification, Match, describe_identification

__all__ = [
    "APPROVALS",
    "GRANTS",
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
    "Restriction",
    "Template",
    "TextIndex",
    "describe_identification",
    "flow",
    "flow_of_versions",
    "parse",
    "possible_versions",
]
