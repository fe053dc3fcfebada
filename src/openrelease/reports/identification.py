"""What license texts are -> text, a line each; and JSON, an object a line."""

from collections.abc import Iterable, Mapping

from openrelease.reports.shared.escape import escape_terminal, json_text


def format_text(described: Iterable[Mapping[str, object]]) -> str:
    """A line for each file: its name, the license, and what is to be known of it; clauses that limit it below."""
    return "".join(f"{_format_line(each)}\n" for each in described)


def format_json(described: Iterable[Mapping[str, object]]) -> str:
    """An object for each file, one a line."""
    return "".join(f"{''.join(line.strip() for line in json_text(dict(each)).splitlines())}\n" for each in described)


def _format_line(each: Mapping[str, object]) -> str:
    parts = (
        str(each["expression"] or "no license is known"),
        "changed" if each.get("modified") else "",
        _KINDS.get(str(each.get("kind")), str(each.get("kind") or "")),
        _PERMISSIVE.get(str(each.get("permissive")), ""),
        str(each.get("note") or ""),
    )
    lines = [f"{each['file']}: {', '.join(filter(None, parts))}", *_format_limits(each.get("limits"))]
    return "\n".join(map(escape_terminal, lines))


def _format_limits(limits: object) -> list[str]:
    """A line for the first clause of each kind by which a text is not permissive."""
    first = {each["kind"]: each for each in reversed(limits if isinstance(limits, list) else [])}
    return [
        f'  line {each["line"]}: {each["kind"]}: "{each["clause"]}"'
        for each in sorted(first.values(), key=lambda each: each["line"])
    ]


_KINDS = {
    "license": "a license text",
    "notice": "a notice that names a license, without its text",
    "url": "only an address",
    "empty": "an empty file",
    "template": "a license text whose copyright line is not filled in",
    "unknown": "",  # the note says why
}
_PERMISSIVE = {
    "True": "permissive: yes",
    "False": "permissive: no",
    "mixed": "permissive: differs between parts",
    "unknown": "permissive: unknown",
}
