"""A clause -> is it about the release, or about somebody else's work?"""

import re
from collections.abc import Sequence

from openrelease.scan.licensing.passages.clause_context import ClauseContext
from openrelease.scan.licensing.passages.clauses import Clause
from openrelease.scan.licensing.passages.license_mentions import LicenseName
from openrelease.scan.licensing.passages.subjects import Subject, find_subjects

_OWN_START = re.compile(
    r"^\W*(?:all |the |our |this |these |use of |usage of ){1,3}(?:[\w-]{1,30} ){0,3}"
    r"(?:code|models?|weights|checkpoints|project|repo\w{0,7}|work)\b(?:[^.;]|\.(?=\w)){0,60}\b(?:is|are|may|can|must)\b",
    re.IGNORECASE,
)
_RELEASED_BY = re.compile(
    r"\b(?:(?:is|are|was|were) (?:released|made available|provided|published)|models? released) by "
    r"(?!us\b|the authors|our|\w{1,20}ing\b)(?P<who>[\w .-]{1,40})",
    re.IGNORECASE,
)
_MAKER_FIRST = re.compile(
    r"^\W*(?P<who>[A-Za-z][A-Za-z0-9_.-]{1,30}) ?(?:官方|公司|团队|団体)?"
    r"(?:(?:发布|發佈|开源|開源|提供|公开|公開|推出)的|(?:が|より)(?:公開|提供|配布|リリース)(?:した|している)"
    r"|(?:가|이|에서|사가) ?(?:공개|배포|제공)한)"
    r"|^.{0,60}\b(?:veröffentlichte[nsmr]? von|publi(?:[ée]e?s?|cad[oa]s?) (?:par|por|pela)|pubblicat[oaie] da|"
    r"(?:выпущенн|опубликованн)\w{2,3}) (?P<by>[A-Z][\w.-]{1,30})"
)
"""Beginnings such as "the model that Acme released", in languages other than English."""
_NO_ARTIFACT = re.compile(
    r"^\W*(?:the|each|every|its|an?) (?!(?:[\w-]+ ){0,5}licen[cs])[\w -]{1,60}\s(?:is|are|was|were|comes?|has)\b",
    re.IGNORECASE,
)
_HEAD = 20  # characters: a clause that begins so takes a part of the release out of its license
_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)


def names_stranger(before: str, context: ClauseContext) -> bool:
    """Return whether what stands before a license begins with the name of something else."""
    if context.phrases.has("own", before):
        return False
    around = context.around
    return context.release.names_stranger(before, (*around.names, around.location.path))


def has_other_subject(
    text: str, names: Sequence[LicenseName], subjects: Sequence[Subject], context: ClauseContext
) -> bool:
    """Return whether a license is named for something that is no part of a release: "the evaluation suite"."""
    before = text[: names[0].start] if names else ""
    if not before or subjects or context.around.titled or context.carried or context.phrases.has("own", before):
        return False
    return _NO_ARTIFACT.match(before) is not None and not context.release.holds(before)


def is_of_others(clause: Clause, text: str, context: ClauseContext) -> bool:
    """Return whether the section, the file or the words of a clause give it to somebody else."""
    release, phrases, around = context.release, context.phrases, context.around
    own_start = _OWN_START.search(text) is not None
    begins = release.begins(text)
    by = _RELEASED_BY.search(text)
    excepts = phrases.has("exception", clause.text[:_HEAD])
    if excepts and not around.foreign and (not around.notice or _names_weights(text, context)):
        return False
    maker = by or _MAKER_FIRST.match(text)
    who = next(filter(None, maker.groups()), "") if maker else ""
    if around.foreign or (who and not (release.holds(who) or release.is_owner(who))):
        return True
    if around.notice:
        return not (own_start or (begins and not _FROM.search(text)))
    if own_start or not phrases.has("others", clause.sentence):
        return False
    if begins and find_subjects(text, phrases) and not _FROM.search(text):
        return False
    return not (begins and phrases.has("exception", clause.sentence))


def _names_weights(text: str, context: ClauseContext) -> bool:
    return any(each.part == "weights" for each in find_subjects(text, context.phrases))
