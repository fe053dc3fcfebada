"""A log -> the workflow commands that GitHub's runner would obey in it; nothing of it is ours.

https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

REGISTERED = {
    *("error", "warning", "notice", "debug", "group", "endgroup", "echo", "add-mask", "add-matcher"),
    *("remove-matcher", "stop-commands", "set-output", "save-state", "set-env", "add-path"),
}


def recognised(log: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """The commands that the runner finds in a log: ActionCommand.cs, TryParseV2 and then TryParse."""
    for line in re.split(r"\r\n|\r|\n", log):
        found = _new_form(line.lstrip()) or _old_form(line)
        if found:
            name, _, pairs, data, separator = found
            split = (pair.split("=", 1) for pair in pairs.strip().split(separator))
            yield name, {pair[0]: _decoded(pair[1]) for pair in split if len(pair) == 2}, _decoded(data)


def _new_form(line: str) -> tuple[str, ...] | None:
    end = line.find("::", 2)
    name, space, pairs = line[2:end].partition(" ")
    known = line.startswith("::") and end > 0 and name.lower() in REGISTERED
    return (name, space, pairs, line[end + 2 :], ",") if known else None


def _old_form(line: str) -> tuple[str, ...] | None:
    start = line.find("##[")
    end = line.find("]", start)
    name, space, pairs = line[start + 3 : end].partition(" ")
    known = start >= 0 and end >= 0 and name.lower() in REGISTERED
    return (name, space, pairs, line[end + 1 :], ";") if known else None


def _decoded(text: str) -> str:
    pieces = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%3B": ";", "%5D": "]", "%25": "%"}
    return re.sub("|".join(pieces), lambda match: pieces[match[0]], text)
