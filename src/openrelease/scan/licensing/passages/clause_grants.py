"""A clause that names licenses -> a claim for each subject with the licenses that follow it."""

import re
from collections.abc import Iterator, Sequence

from openrelease.model import Permissive
from openrelease.scan.licensing.passages.clause_context import ClauseContext, ParsedClause, merge_whole
from openrelease.scan.licensing.passages.license_mentions import LicenseName
from openrelease.scan.licensing.passages.passage_claim import DIFFERS, GRANTS, WHOLE, PassageClaim
from openrelease.scan.licensing.passages.release_names import ReleaseNames
from openrelease.scan.licensing.passages.subjects import Subject
from openrelease.values import dataclass, field, replace

_OPTION = re.compile(r"\bor\b|\bdual|\boption|/|\beither\b|或|または|\boder\b|\bou\b|\bo\b", re.IGNORECASE)
_FOR = re.compile(
    r"\W{0,3}(?:licen[cs]e )?(?:is |are )?(?:for|on) (?:the |our |all )?|\s{0,2}\((?:the |our |all )?", re.IGNORECASE
)
_MOSTLY = re.compile(r"\b(?:majority|most|bulk|large parts?) of\b[^.;]{0,30}$", re.IGNORECASE)
_MODEL_NAME = re.compile(
    r"\b(?!(?:The|This|These|All|Our|Both|Code|Models?|Weights?|License|Licence|Note)\b)"
    r"(?P<name>[A-Z][\w./+]{0,30}(?:[- ][A-Z0-9][\w./+]{0,30}){0,4})(?: \([^)]{0,40}\))?(?: series| pre-?trained)?"
    r"(?: models?| weights?| checkpoints?)?(?::| is\b| are\b| under\b)"
)
_VARIANT = re.compile(r"\d|\b(?:tiny|nano|mini|small|base|medium|large|huge|giant|xl|instruct|chat)\b", re.IGNORECASE)


@dataclass(kw_only=True)
class _Group:
    """Subjects, and the licenses that follow them before the next subject."""

    subjects: list[str] = field(default_factory=list)
    names: list[LicenseName] = field(default_factory=list)


def read_grant(clause: ParsedClause, context: ClauseContext) -> Iterator[PassageClaim]:
    """Yield what the licenses of a clause are said of, in its order."""
    made_from = not clause.own and context.phrases.has("made_from", clause.sentence)
    for group in _group_mentions(clause):
        scope = _find_scope(clause.text, group.names[0])
        for part in merge_whole(group.subjects) or clause.parts:
            about = "weights" if part == WHOLE and _is_variant(scope, context.release) else part
            yield replace(_grant(clause, about, group.names), scope=scope, made_from=made_from)
            if part == "code" and _says_mostly(clause):
                yield clause.claim(part, DIFFERS, reason="parts-differ")


def _group_mentions(clause: ParsedClause) -> list[_Group]:
    marks: list[Subject | LicenseName] = [*clause.subjects, *clause.names]
    groups = [_Group()]
    for mark in sorted(marks, key=lambda each: each.start):
        if isinstance(mark, LicenseName):
            groups[-1].names.append(mark)
            continue
        if groups[-1].names:
            groups.append(_Group())
        groups[-1].subjects.append(mark.part)
    return _pair_in_order(clause, [group for group in groups if group.names])


def _pair_in_order(clause: ParsedClause, groups: list[_Group]) -> list[_Group]:
    """Pair "code / weights: X / Y" and "X for the code (Y for the weights)" one by one."""
    subjects = [each.part for each in clause.subjects]
    if len(subjects) != len(clause.names) or len(subjects) == 1:
        return groups
    listed = len(groups) == 1 and "/" in clause.text[: clause.names[0].start] and "/" in _between(clause.names, clause)
    followed = all(
        _FOR.fullmatch(clause.text[name.end : subject.start])
        for name, subject in zip(clause.names, clause.subjects, strict=True)
    )
    if not (listed or followed):
        return groups
    return [_Group(subjects=[part], names=[name]) for part, name in zip(subjects, clause.names, strict=True)]


def _between(names: Sequence[LicenseName], clause: ParsedClause) -> str:
    return clause.text[names[0].end : names[-1].start]


def _grant(clause: ParsedClause, about: str, names: Sequence[LicenseName]) -> PassageClaim:
    """One claim: "MIT or Apache-2.0" is a choice, "MIT and CC BY 4.0" are both."""
    option = len(names) > 1 and _OPTION.search(clause.text[names[0].end : names[-1].start]) is not None
    permissive = _join_permissive(names, option=option)
    mixed = permissive is Permissive.MIXED
    claim = clause.claim(about, DIFFERS if mixed else GRANTS, permissive, "several-licenses" if mixed else "")
    known = list(dict.fromkeys(each.expression or "" for each in names))
    expression = (" OR " if option else " AND ").join(known) if all(known) and not mixed else None
    return replace(claim, expression=expression, name=" / ".join(each.text for each in names))


def _join_permissive(names: Sequence[LicenseName], *, option: bool) -> Permissive:
    values = {each.permissive for each in names}
    best_first = (Permissive.YES, Permissive.UNKNOWN, Permissive.NO)
    if not option and {Permissive.YES, Permissive.NO} <= values:
        return Permissive.MIXED
    return next(each for each in (best_first if option else reversed(best_first)) if each in values)


def _find_scope(text: str, name: LicenseName) -> str:
    """Give the name of the model that a license is said of, nothing where it is said of the release."""
    found = [match["name"].strip() for match in _MODEL_NAME.finditer(text[: name.start])]
    return found[-1] if found else ""


def _is_variant(scope: str, release: ReleaseNames) -> bool:
    """Return whether a name is that of one of several models: "Tiny-2", and not that of the release."""
    return _VARIANT.search(scope) is not None and not release.is_name(scope)


def _says_mostly(clause: ParsedClause) -> bool:
    """Return whether what is said of the code is said of most of it only."""
    return any(each.part == "code" and _MOSTLY.search(clause.text[: each.start]) for each in clause.subjects)
