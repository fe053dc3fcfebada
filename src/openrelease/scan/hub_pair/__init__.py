"""A release and its repositories on the Hugging Face Hub -> claims, verified links and findings.

Enter at `list_hub_links`, which says what a release links there, and `read_pairs`, which takes what was fetched of
it. Nothing here talks to the Hub. A rule is a module of `rules` with `RULE` and `check_pair`.
"""

from openrelease.scan.hub_pair.audit_record import audit_record
from openrelease.scan.hub_pair.hub_links import list_hub_links, list_other_links
from openrelease.scan.hub_pair.pair_rules import check_pairs, load_pair_rules
from openrelease.scan.hub_pair.pairs import PairReading, read_pairs

__all__ = [
    "PairReading",
    "audit_record",
    "check_pairs",
    "list_hub_links",
    "list_other_links",
    "load_pair_rules",
    "read_pairs",
]
