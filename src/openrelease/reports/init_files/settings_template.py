"""Facts -> `.openrelease.yml`: what cannot be found in the files, and nothing else.

What is found is not written: a declaration that goes out of date later would contradict the files.
"""

import json
import re
from collections.abc import Iterator, Sequence

from openrelease.model import Facts, Kind, Status

_PLAIN = re.compile(r"[A-Za-z0-9][\w./-]*")
_MAIN = {Kind.MODEL: "weights", Kind.DATASET: "datasets"}


def render_settings(facts: Facts, policies: Sequence[str], name: str | None) -> str:
    """The text of the file; `name` is that of the repository where git does not know it."""
    return "".join(f"{line}\n" for line in _settings_lines(facts, policies, name))


def _settings_lines(facts: Facts, policies: Sequence[str], name: str | None) -> Iterator[str]:
    yield f"kind: {facts.subject.kind.value} # or another: {', '.join(_other_kinds(facts.subject.kind))}"
    if name:
        yield f"name: {_quote_scalar(name)}"
    if policies:
        yield f"policies: [{', '.join(policies)}] # `openrelease policies` lists the others"
    main = _MAIN.get(facts.subject.kind)
    if main and not facts.releases and facts.components[main].status not in {Status.IN_REPO, Status.LINKED}:
        yield "# Where a part is that the repository does not contain and no document links:"
        yield "# components:"
        yield f"#   {main}: [{{url: https://huggingface.co/OWNER/NAME}}]"


def _other_kinds(kind: Kind) -> Iterator[str]:
    return (each.value for each in Kind if each is not kind)


def _quote_scalar(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value)
