"""A passage -> its sentences, and each of them in clauses that name one subject at a time."""

import re
from collections.abc import Iterator

from openrelease.values import dataclass

LONGEST_SENTENCE = 1_500  # characters; a longer one is cut at the last space before
_SENTENCES = re.compile(
    r"(?<=[。\uff01\uff1f\uff1b।!?;•])\s*|(?<=[^\WA-Z0-9]{2}\.)\s+|(?<=[\"')\]]\.)\s+|(?<=\d\.)\s+(?=[A-ZÀ-ÞА-Я])"
    r"|(?<=[A-Z]{2}\.)\s+(?=[A-Z])|\s\.\s"
)
_CLAUSES = re.compile(
    r":\s(?=[A-Z][\w.-]{1,40}(?: and [\w.-]{1,40})? (?:is|are) (?:licensed|released|under)\b)"
    r"|,?\s(?=(?:except|excluding|apart from|other than|ausgenommen|sauf|salvo|excepto|exceto|tranne|кроме)\b)"
    r"|,?\s(?:while|whereas|but|however|whilst|though|aber|mais|pero|mas|però|ma|jedoch|sondern)\s"
    r"|[\uff0c,](?:但|而)|但是?|[\uff0c,、](?=.{0,6}(?:模型|权重|權重|代码|代碼|数据|數據))"
    r"|,\s(?:and\s)?(?!whose |which |that )"
    r"(?=(?:the |our |all |its |these )?(?:[\w-]{1,30} )?(?:weights?|models?|checkpoints?|code|data)"
    r"(?: ?sets?| weights| files)? (?:is|are|may|can|must) )"
)


_NOUNS_ALONE = re.compile(
    r"(?:(?:all|the|our|of|these|and|both|source|model|models|training|pre-?trained|code|weights|checkpoints?|data|"
    r"datasets?|parameters|scripts)\b[\s,]{0,3}){1,12}",
    re.IGNORECASE,
)
"""The beginning of a list of subjects: "All the code, model weights, and data are ...\"."""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A clause with the sentence that it stands in."""

    text: str
    sentence: str


def split_clauses(text: str) -> Iterator[Clause]:
    """Yield the clauses of a folded text in order."""
    for sentence in split_sentences(text):
        listed = ""
        for part in _CLAUSES.split(sentence):
            clause = f"{listed}{(part or '').strip()}"
            listed = f"{clause}, " if clause and _NOUNS_ALONE.fullmatch(clause) else ""
            if clause and not listed:
                yield Clause(text=clause, sentence=sentence)
        if listed:
            yield Clause(text=listed.removesuffix(", "), sentence=sentence)


def split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences; one that is too long in pieces."""
    for sentence in _SENTENCES.split(text):
        rest = sentence.strip()
        while len(rest) > LONGEST_SENTENCE:
            cut = rest.rfind(" ", 0, LONGEST_SENTENCE)
            cut = cut if cut > 0 else LONGEST_SENTENCE
            yield rest[:cut]
            rest = rest[cut:].strip()
        if rest:
            yield rest
