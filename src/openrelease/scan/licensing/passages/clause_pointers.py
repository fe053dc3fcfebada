"""A clause that names no license -> what it leaves open: terms elsewhere, exceptions, parts that differ."""

import re
from collections.abc import Iterator

from openrelease.model import Permissive
from openrelease.scan.inputs.owner_names import is_related_owner
from openrelease.scan.licensing.passages.clause_context import OTHERS_PARTS, OTHERS_TERMS, ClauseContext, ParsedClause
from openrelease.scan.licensing.passages.license_mentions import find_license_names
from openrelease.scan.licensing.passages.parse_clause import TRAINED
from openrelease.scan.licensing.passages.passage_claim import DIFFERS, PERMITS, POINTS, WHOLE, PassageClaim
from openrelease.scan.licensing.passages.subjects import find_subjects

_LONGEST = 300  # characters: a longer clause says more than where the terms are
_EXCEPTING = re.compile(
    r"^\W*(?:except|excluding|apart from|other than|ausgenommen|sauf|salvo|excepto|exceto|tranne|кроме)\b",
    re.IGNORECASE,
)
_LICENSE_FILE = re.compile(r"\bLICEN[CS]E\b")
_LEADS_TO_LIST = re.compile(
    r"\b(?:either|any|one|all|both) of(?: the following)?(?: licen[cs]es)?\W{0,3}$", re.IGNORECASE
)
_ASKS_WHICH = re.compile(r"\b(?:which|what|any|each|how) licen", re.IGNORECASE)
_AGREEMENT = re.compile(
    r"利用規約|使用許諾|利用条件|licen[cs]e agreement|model licen|accept|agree to|commercial licen"
    r"|\b(?:our|this|these|the) [\w -]{0,30}\b(?:models?|weights)\b[^.]{0,80}\b(?:under|subject|governed|licen)",
    re.IGNORECASE,
)
_LICENSE_PLACE = re.compile(
    r"\blicen[cs]es? (?:file|info|agreement|text|terms|above|below)|\b(?:see|refer to|check) (?:the )?licen"
    r"|\blicen[cs]e\b.{0,20}(?:can be )?found",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"^\W*(?:please |for (?:more )?[\w ]{0,30},? |check |refer to |see |read |review |consult ){1,4}", re.IGNORECASE
)
_ACCEPT = re.compile(r"\b(?:accept|sign|agree to)\b", re.IGNORECASE)
_PAGE = re.compile(r"(?<![\w./-])(?P<owner>[A-Za-z][\w.-]{1,38})/(?P<name>[A-Za-z][\w.]{0,40}-[\w.-]{1,40})(?![\w/])")
_OBEYS = re.compile(
    r"\b(?:comply|complies|abide|adhere|follow|in accordance|subject)\b[^.;]{0,20}\b(?:the )?"
    r"(?-i:[A-Z])[\w.-]{1,20}(?:['\u2019]s)?(?: [\w.]{1,12}){0,3} licen[cs]e\b"
    r"|遵[守循从從]\W{0,2}[A-Z][\w. -]{1,30}(?:的|模型|开源|开放|原始|社区){0,3}(?:许可|協議|协议|授权)"
    r"|[A-Z][\w. -]{1,30}のライセンスに(?:従|準拠|準じ|基づ)"
    r"|[A-Z][\w. -]{1,30}의? ?(?:라이선스|라이센스)를? ?(?:따르|따릅|따라|준수)",
    re.IGNORECASE,
)
"""Terms of a model that are to be kept: "but should comply with the Acme 1.5 license"."""
_MAY = re.compile(r"\b(?:may|might|can|could)\b", re.IGNORECASE)
_MIXTURE = re.compile(r"\b(?:mixture|combination|mix|variety) of\b[^.]{0,80}\blicen[cs]es\b", re.IGNORECASE)


def read_mixture(clause: ParsedClause) -> tuple[PassageClaim, ...]:
    """Give the claims of "a mixture of non-commercial and permissive licenses"."""
    if not (clause.own and _MIXTURE.search(clause.text)):
        return ()
    return tuple(clause.claim(part, DIFFERS, Permissive.MIXED, "several-licenses") for part in clause.parts)


def read_exclusion(clause: ParsedClause, context: ClauseContext) -> tuple[PassageClaim, ...]:
    """Give the parts that a clause takes out of a license: "does not cover the weights", "code only"."""
    phrases, text = context.phrases, clause.text
    if not (clause.own and (clause.names_terms or clause.around.titled)) or phrases.has("harmless", text):
        return ()
    parts: tuple[str, ...] = ()
    if phrases.has("only_code", text):
        parts = ("weights",)
    elif phrases.has("denied", text):
        named = dict.fromkeys(each.part for each in find_subjects(text, phrases))
        parts = tuple(part for part in named if part in OTHERS_TERMS)
    return tuple(clause.claim(part, POINTS, reason="excluded") for part in parts)


def read_open_terms(clause: ParsedClause, context: ClauseContext) -> Iterator[PassageClaim]:
    """Yield the claims of a clause about terms that it does not name."""
    phrases, text = context.phrases, clause.text
    if phrases.has("harmless", text) or (phrases.has("same_license", text) and not phrases.has("elsewhere", text)):
        return
    if reason := _find_difference(clause, context):
        certain = reason == "models-differ" and not _MAY.search(clause.text)
        permissive = Permissive.MIXED if certain else Permissive.UNKNOWN
        yield clause.claim(_part_that_differs(clause, reason), DIFFERS, permissive, reason)
    elif reason := _find_doubt(clause, context):
        for part in _find_pointed_parts(clause):
            yield clause.claim(part, POINTS, reason=reason)
    elif reason := _find_permission(clause, context):
        permissive = Permissive.YES if reason == "permissive" else Permissive.UNKNOWN
        for part in clause.parts:
            yield clause.claim(part, PERMITS, permissive, reason)


def _find_difference(clause: ParsedClause, context: ClauseContext) -> str:
    """Return the reason of a clause that puts parts or models under several licenses, "" for any other."""
    if not context.phrases.has("parts_differ", clause.text):
        return ""
    if not _names_weights(clause):
        return "parts-differ" if clause.names_terms or clause.around.titled else ""
    some = clause.names_terms and context.phrases.has("some_models", clause.text)
    return "models-differ" if some else ""


def _part_that_differs(clause: ParsedClause, reason: str) -> str:
    if reason == "models-differ":
        return "weights"
    return "data" if clause.parts == ("data",) else "code"


def _find_doubt(clause: ParsedClause, context: ClauseContext) -> str:
    """Give the reason why the terms of a part are open, nothing where they are not."""
    phrases, text, titled = context.phrases, clause.text, clause.around.titled
    weights = "weights" in clause.parts
    excepted = weights and (titled or clause.names_terms) and phrases.has("exception", text)
    if excepted or _is_exception_of_license(clause, context):
        return "excluded"
    if _names_weights(clause) and clause.names_terms and phrases.has("parts_differ", text):
        return "see-elsewhere"
    if not clause.names and (phrases.has("accept", text) or (weights and phrases.has("on_request", text))):
        return "" if not clause.subjects and _names_page_of_others(text, context) else "accept-terms"
    if _keeps_terms_of_models(clause) or (weights and phrases.has("elsewhere", text)):
        return "see-elsewhere"
    if _find_permission(clause, context) or (clause.first_part in OTHERS_PARTS and not titled):
        return ""
    return _find_pointer(clause, context)


def _keeps_terms_of_models(clause: ParsedClause) -> bool:
    """Return whether a clause about the weights, or about no part, asks to keep a license that it does not name."""
    about = _names_weights(clause) or not clause.subjects
    return about and not clause.names and _OBEYS.search(clause.text) is not None


def _names_page_of_others(text: str, context: ClauseContext) -> bool:
    """Return whether no page of the Hub in a clause is the release's: "accept the terms of acme/vad-1"."""
    release = context.release
    pages = tuple(_PAGE.finditer(text))
    own = any(is_related_owner(page["owner"], release.owner) or release.holds(page["name"]) for page in pages)
    return bool(pages) and not own


def _is_exception_of_license(clause: ParsedClause, context: ClauseContext) -> bool:
    """Return whether a clause begins with "except the weights", behind one about a license."""
    if not (_EXCEPTING.match(clause.text) and clause.first_part in OTHERS_TERMS):
        return False
    licensed = context.phrases.has("license_word", clause.sentence)
    return licensed or bool(find_license_names(clause.sentence, context.table))


def _find_pointer(clause: ParsedClause, context: ClauseContext) -> str:
    phrases, text, around = context.phrases, clause.text, clause.around
    if len(text) > _LONGEST or _LEADS_TO_LIST.search(text):
        return ""
    if _LICENSE_FILE.search(text) and (clause.subjects or around.titled):
        return "license-file"
    if _ASKS_WHICH.search(text) or TRAINED.search(text):
        return ""
    weights = "weights" in clause.parts
    if around.titled and weights and phrases.has("deferred", text):
        return "deferred"
    if not clause.names_terms or not phrases.has("pointer", text):
        return ""
    near = around.titled or around.legal or (weights and _AGREEMENT.search(text)) or _LICENSE_PLACE.search(text)
    return "see-elsewhere" if near else ""


def _find_permission(clause: ParsedClause, context: ClauseContext) -> str:
    """Give the kind of a permission that names no license."""
    phrases, text = context.phrases, clause.text
    weights = "weights" in clause.parts
    permissive = phrases.has("grant.permissive", text) and phrases.has("own", text)
    if permissive and (weights or clause.first_part in {"code", WHOLE}):
        return "permissive"
    return "unnamed" if clause.allows and (clause.first_part == "weights" or clause.around.titled) else ""


def _find_pointed_parts(clause: ParsedClause) -> tuple[str, ...]:
    """Give what a pointer is about: "see the README for the license" is about no document."""
    accepts = _ACCEPT.search(clause.text) or _OBEYS.search(clause.text)
    if not clause.subjects and clause.parts == (WHOLE,) and accepts:
        return ("weights",)
    pointing = _POINTING.match(clause.text) is not None
    return clause.around.parts if pointing and set(clause.parts) <= OTHERS_PARTS else clause.parts


def _names_weights(clause: ParsedClause) -> bool:
    return any(each.part == "weights" for each in clause.subjects)
