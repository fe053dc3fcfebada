"""Sections -> text within a size limit: the least severe items are dropped first, and counted."""

from collections.abc import Sequence

from openrelease.values import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Item:
    """A row or bullet; `severity` decides what is cut first (the largest)."""

    severity: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """Items between a head and a foot; without items it is left out. `name` is what its items are called.

    `more` counts further, less severe items that are not rendered.
    """

    name: str
    head: str
    items: tuple[Item, ...]
    foot: str = ""
    more: int = 0


def folded_section(name: str, summary: str, items: tuple[Item, ...], *, head: str = "", foot: str = "") -> Section:
    """Return a section of which only `summary` is in sight until the reader opens it."""
    opened = f"<details><summary>{summary}</summary>\n\n{head}"
    return Section(name=name, head=opened, items=items, foot=f"{foot}{FOLD_END}")


FOLD_END = "\n</details>\n\n"

_NOTICE = 60  # characters of the last line, besides what it says of each section


def fit_sections(sections: Sequence[Section], limit: int) -> str:
    """All sections, in at most `limit` characters as long as their heads and feet leave room."""
    whole = _join_sections(sections)
    if len(whole) <= limit and not any(section.more for section in sections):
        return whole
    frame = sum(len(section.head) + len(section.foot) for section in sections)
    notice = _NOTICE + sum(len(section.name) + 24 for section in sections)
    kept = _keep_severe(sections, limit - frame - notice)
    cut = ", ".join(
        f"{_count_items(before) - len(after.items)} of {_count_items(before)} {before.name}"
        for before, after in zip(sections, kept, strict=True)
        if len(after.items) < _count_items(before)
    )
    return f"{_join_sections(kept)}\nCut, the least severe first: {cut}. The JSON report has all.\n"


MOST = 10_000
"""Items of a section that are worth rendering: no limit has room for more."""


def _count_items(section: Section) -> int:
    return len(section.items) + section.more


def _keep_severe(sections: Sequence[Section], room: int) -> tuple[Section, ...]:
    """The most severe items that fit into `room` characters; once one does not fit, none after it does."""
    every = [(item.severity, n, m, item) for n, each in enumerate(sections) for m, item in enumerate(each.items)]
    chosen: set[tuple[int, int]] = set()
    for _, n, m, item in sorted(every, key=lambda entry: entry[:3]):
        room -= len(item.text)
        if room < 0:
            break
        chosen.add((n, m))
    return tuple(
        replace(section, items=tuple(item for m, item in enumerate(section.items) if (n, m) in chosen))
        for n, section in enumerate(sections)
    )


def _join_sections(sections: Sequence[Section]) -> str:
    return "".join(
        section.head + "".join(item.text for item in section.items) + section.foot
        for section in sections
        if section.items
    )
