"""A text -> the known licenses in it: word for word first, then the ones that were changed."""

from collections.abc import Sequence

from openrelease.licenses.texts.combine import Part
from openrelease.licenses.texts.matching.fingerprints import Template, TextIndex
from openrelease.licenses.texts.matching.match_template import find_template
from openrelease.licenses.texts.matching.template_candidates import select_candidates
from openrelease.licenses.texts.matching.templates import UNKNOWN
from openrelease.licenses.texts.matching.text_view import TextView
from openrelease.licenses.texts.matching.word_diff import ChangedText, find_changed_text

_SHOWN = 6
_FEW_WORDS = 20
_MOST_CHANGED = 8


def find_whole_parts(view: TextView, templates: Sequence[Template]) -> list[Part]:
    """Return the templates that are in a text word for word, by where they begin; none overlap."""
    found = _choose([part for template in templates for part in _find_whole(view, template)])
    return sorted(found, key=lambda part: part.start)


def add_changed_parts(view: TextView, index: TextIndex, whole: Sequence[Part]) -> list[Part]:
    """Return the licenses of a text by where they begin: those that are there whole, and the changed ones."""
    parts = list(whole)
    left = _blank(view.encoded, [*parts, *_find_asides(view, index, parts)])
    for _ in range(_MOST_CHANGED):
        if len(left) - left.count(UNKNOWN) < _FEW_WORDS:
            break
        candidates = select_candidates(left, index)
        found = find_changed_text(left, candidates.changed)
        if found is None:
            break
        parts.append(_describe_changed(view, found))
        left = _blank(left, parts[-1:])
    return sorted(parts, key=lambda part: part.start)


def _find_whole(view: TextView, template: Template) -> list[Part]:
    return [
        Part(
            id=template.id,
            start=start,
            end=end,
            role=template.role,
            notice=template.role == "notice",
            slack=end - start - template.size,
        )
        for start, end in find_template(template.program, view.text)
    ]


def _find_asides(view: TextView, index: TextIndex, parts: Sequence[Part]) -> list[Part]:
    """Return what the list calls optional beside the licenses that are there."""
    asides = index.asides_of({part.id for part in parts}) if parts else ()
    return [part for template in asides for part in _find_whole(view, template)]


def _choose(found: Sequence[Part]) -> list[Part]:
    """Return the longest parts; of two of the same words the one with fewer that the template leaves open."""
    chosen: list[Part] = []
    taken: set[int] = set()
    for part in sorted(found, key=lambda part: (part.start - part.end, part.slack)):
        if part.start not in taken and part.end - 1 not in taken and taken.isdisjoint(range(part.start, part.end)):
            chosen.append(part)
            taken.update(range(part.start, part.end))
    return chosen


def _blank(text: str, parts: Sequence[Part]) -> str:
    for part in parts:
        text = text[: part.start] + UNKNOWN * (part.end - part.start) + text[part.end :]
    return text


def _describe_changed(view: TextView, found: ChangedText) -> Part:
    words, more = view.words, view.drop_skipped(found.added)
    shown = " ".join(ascii(words.raw(at))[1:-1] for at in more[:_SHOWN])
    where = f" on line {words.line(more[0])}" if more else ""
    added = f'{len(more)} words added{where} ("{shown}")' if more else ""
    place = f" before line {words.line(found.gap)}" if found.gap is not None else ""
    missing = f"{found.missing} words missing{place}" if found.missing else ""
    what = ", ".join(filter(None, (added, missing))) or "other words"
    return Part(
        id=found.template.id,
        start=found.start,
        end=found.end,
        role=found.template.role,
        change=f"text differs: {what}",
        notice=found.template.role == "notice",
    )
