"""A sentence that claims nothing -> whether it may limit the release in words that are not understood.

In a section about licenses, words of trade, refusal or asking are enough; elsewhere several have to stand together.
They are searched in all languages, since a sentence is often in another one than the document around it. What is worded
like a limit, by a model of words, is one anywhere.
"""

from functools import cache

from openrelease.catalog.load_phrases import Phrases, load_phrasebook
from openrelease.model import Permissive
from openrelease.scan.licensing.passages.clause_context import LONGEST_QUOTE, ClauseContext
from openrelease.scan.licensing.passages.clauses import split_sentences
from openrelease.scan.licensing.passages.license_mentions import find_license_names
from openrelease.scan.licensing.passages.limit_alarm import is_like_a_limit
from openrelease.scan.licensing.passages.passage_claim import POINTS, PassageClaim
from openrelease.scan.licensing.passages.subjects import find_subjects

NOT_UNDERSTOOD = "not-understood"
"""The reason of a claim whose words are not understood."""
_OTHER_PARTS = frozenset({"code", "data", "document", "outputs", "thing"})
"""A limit on these is none on the weights."""
_BEGINNING = 30  # characters: whose noun stands there is what a sentence is about
_LONGEST = 600  # characters: a longer sentence is a text, which is read elsewhere


def read_unread_terms(sentence: str, context: ClauseContext, *, named: bool = False) -> tuple[PassageClaim, ...]:
    """Return a claim that leaves the terms of the weights open, where a sentence may set some.

    `named`: it names terms of something that has another name.
    """
    around = context.around
    others = around.foreign or around.parts == ("data",) or (around.notice and not _begins_with_weights(sentence))
    if others or len(sentence) > _LONGEST or not _may_limit(sentence, context, named=named):
        return ()
    claim = PassageClaim(
        about="weights",
        effect=POINTS,
        permissive=Permissive.UNKNOWN,
        reason=NOT_UNDERSTOOD,
        location=around.location,
        words=sentence[:LONGEST_QUOTE],
        how=around.how,
        own=True,
    )
    return (claim,)


def _may_limit(sentence: str, context: ClauseContext, *, named: bool) -> bool:
    words, phrases, around = _words_of_all_languages(), context.phrases, context.around
    titled = around.titled or around.legal or around.notice
    alarmed = not named and _alarms(sentence, context, titled=titled)
    text = phrases.pattern("unlimited").sub(" ", sentence)
    trade = words.has("doubt.trade", text)
    if not (titled or alarmed) and (named or not trade):  # most sentences
        return False
    begins = _begins_with_weights(text)
    others = phrases.has("others", text) and not begins
    if others or words.has("doubt.none", text) or phrases.has("past", text) or phrases.has("yours", text):
        return False
    if alarmed:
        return True
    refusal, asking = words.has("doubt.refusal", text), words.has("doubt.asking", text)
    weights = begins or words.has("subject.weights", text)
    if not titled:
        return asking or (weights and refusal)
    if not named and (trade or refusal or (weights and (asking or words.has("doubt.study", text)))):
        return True
    heading = around.how != "prose"  # "Tiny Code License" is a title
    return (begins or not named) and not heading and _names_other_license(text, context)


def _begins_with_weights(text: str) -> bool:
    return _words_of_all_languages().has("subject.weights", text[:_BEGINNING])


def _alarms(sentence: str, context: ClauseContext, *, titled: bool) -> bool:
    """Return whether the words of a sentence are like those that limit weights, or a whole release."""
    around = context.around
    prose = around.how == "prose" and not around.advice and len([*split_sentences(sentence)]) == 1
    if not prose or not is_like_a_limit(sentence, context.release.particular, expected=titled):
        return False
    parts = {each.part for each in find_subjects(sentence, context.phrases)}
    return not parts or not parts <= _OTHER_PARTS


def _names_other_license(text: str, context: ClauseContext) -> bool:
    """Return whether a sentence names a license that is not permissive."""
    names = find_license_names(text, context.table)
    return any(each.permissive is not Permissive.YES for each in names)


@cache
def _words_of_all_languages() -> Phrases:
    return Phrases(load_phrasebook().languages)
