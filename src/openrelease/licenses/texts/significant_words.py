"""Words that may change what a license allows: where one was added or is missing, it is another text."""

from __future__ import annotations

import re
from functools import lru_cache

_STEMS = (
    # what one may, must or must not do
    "allow|permit|permission|grant|agree|accept|accord|comply|compl(?:iance|ied)|consent|approv|authori[sz]|condition|"
    "oblig|oblige|requir|prohibit|forbid|forbidden|restrict|limit|revoc|revok|terminat|expir|exclu|except|refus|deny|"
    "denied|withdraw|withh[eo]ld|suspen|cease|"
    # who, and for what
    "commerc|noncommerc|academ|scholar|educat|evaluat|militar|weapon|surveil|police|govern|nuclear|individual|"
    "personal|profit|nonprofit|enterprise|compan|corporat|employ|competit|subscrib|customer|revenue|purpose|"
    # for what price
    "royalt|pay|paid|purchas|charge|fee|"
    # what may be done
    "redistribut|distribut|sublicens|modif|deriv|adapt|relicens|resell|sell|train|distill|finetun|benchmark|"
    "perpetu|worldwide|yearly|annual|monthly|temporar|trial|"
    "retain|attribut|acknowledg|notwithstanding|supplement|amend|addendum|additional|addition|irrevoc|"
    # the same in the languages that license files are often written in
    "kommerz|nichtkommerz|gewerb|untersag|verboten|ausschlie|lizenz|comerc|interdit|prohibid|prohib|vietat|uniquement|"
    "exclusiv|utilis|uso|seulement|solamente|nicht|keine|nur"
)
_WHOLE = (
    "may|must|shall|will|should|can|cannot|could|not|no|non|nor|never|none|only|solely|just|unless|until|without|provided|"
    "however|but|if|users?|use|used|using|usage|research|researchers?|entity|entities|natural|internal|internally|"
    "fields?|free|terms|subject|pas|ne|solo|ai|models?"
)
_WEIGHTY = re.compile(rf"(?:{_STEMS})\w*|(?:{_WHOLE})", re.IGNORECASE)
_LINE = re.compile(rf"\b(?:(?:{_STEMS})\w*|(?:{_WHOLE}))\b", re.IGNORECASE)
_NAMES = re.compile(
    r"\b(?:corporations?|compan(?:y|ies)|individual contributors?|contributors?|research|academ\w*|govern\w*|"
    r"enterprises?|educat\w*|commercial bank\w*|ai|models?|will|for details)\b",
    re.IGNORECASE,
)
_HARMLESS_PHRASES = (
    r"end of terms and conditions",
    r"(?:under|by|to) (?:the|its|their|these|following) (?:terms|conditions)(?: and conditions)?(?: of)?",
    r"all rights reserved",
    r"(?:adapted|derived|modified|distributed|used|built) from",
    r"distributed (?:in|with) (?:this|the) (?:repository|package|distribution)",
    r"copyright notices and license terms",
    r"file for (?:more )?details",
    # how releases that bundle the work of others introduce its terms
    r"see (?:the )?(?:file )?acknowledge?ments(?: file)?",
    r"your use of (?:the )?(?:source )?code for (?:the )?(?:these )?(?:sub)?components is subject to",
    r"components are provided under (?:the|an) (?:apache|bsd|mit)(?:[ -]style)?(?: 2\.0)? licen[sc]es?",
)
_HARMLESS = re.compile(
    f"(?=[abcdefmstuy])(?:{'|'.join(_HARMLESS_PHRASES)})".replace(" ", r"\s{1,40}"), re.IGNORECASE
)  # the letters that phrases begin with: asked first, they spare most of the search
FOREIGN = re.compile(r"[^\W\d_a-zA-ZÀ-ɏ]{2,}")
"""Runs of letters that are not Latin: what they say is not understood here."""


@lru_cache(maxsize=4096)
def is_significant_word(word: str) -> bool:
    """May this word, in the form in which words are compared, change what a license allows?"""
    return _WEIGHTY.fullmatch(word) is not None


def has_significant_word(line: str) -> bool:
    """Does a copyright line say more than who and when? Words usual in names of holders do not count."""
    rest = _HARMLESS.sub(" ", _NAMES.sub(" ", line))
    return _LINE.search(rest) is not None


@lru_cache(maxsize=2)
def blank_harmless_phrases(text: str) -> str:
    """The text with set phrases blanked that hold weighty words and still change nothing."""
    return _HARMLESS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
