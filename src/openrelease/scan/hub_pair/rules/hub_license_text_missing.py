"""Repositories of the Hub without a license text, or without the NOTICE of the release."""

import re
from collections.abc import Iterable, Iterator

from openrelease.model import Entry, Example, Rule, Severity
from openrelease.scan.hub_pair.pairs import Pair

RULE = Rule(
    id="hub-license-text-missing",
    severity=Severity.WARNING,
    title="a repository on the Hub has no license text, or no NOTICE",
    manual=(
        "The root of the repository on the Hub is searched for a file with the text or the notice of a license, and "
        "for a NOTICE where the repository in git has one."
    ),
    why=(
        "Most licenses, the permissive ones too, are given with their text and copyright notice; who gets the weights "
        "from the Hub does not see the text on GitHub. Apache-2.0 (section 4d) and the licenses of Llama ask for the "
        "NOTICE, too."
    ),
    remedy="Upload the LICENSE of the repository, and its NOTICE if there is one, beside the weights.",
    example=Example(
        files={
            "README.md": "# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/tiny.\n",
            "hub:acme/tiny": "a model with card, license, configuration and weights",
            "hub:acme/tiny/LICENSE": "no such file",
        },
        mended={"hub:acme/tiny/LICENSE": "the text of the Apache License 2.0"},
    ),
    sources=("https://huggingface.co/docs/hub/repositories-licenses",),
)


_NOTICE = re.compile(r"notice(?:\.(?:txt|md|rst))?", re.IGNORECASE)


def check_pair(pair: Pair) -> Iterator[str]:
    """Yield a finding where a license or the NOTICE is missing, and all files could be listed and read."""
    snapshot = pair.counterpart.snapshot
    if not pair.own or snapshot is None or pair.counterpart.gated or not pair.side.terms_known:
        return
    if not pair.side.weights and not pair.side.has_data:
        return
    if not any(each.text for each in pair.side.texts):
        yield "which has no license text"
    elif _has_notice(pair.gathered.entries) and not _has_notice(snapshot.entries()):
        yield "which lacks the NOTICE of the repository"


def _has_notice(entries: Iterable[Entry]) -> bool:
    return any(_NOTICE.fullmatch(entry.path) for entry in entries)
