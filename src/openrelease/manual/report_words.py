"""Words of reports that no table of data describes -> what they mean, and a page for each."""

from collections.abc import Iterator, Mapping

from openrelease.catalog.load_licenses import load_license_table
from openrelease.manual.evidence_words import EVIDENCE, PLACEHOLDERS
from openrelease.manual.license_words import CLAIM_SOURCES, NOTICES, PERMISSIVE, REASONS, RELATIONS
from openrelease.manual.manual_page import ManualPage

STATUSES: Mapping[str, str] = {
    "in_repo": "The component is in the tree; a pointer of Git LFS, Xet, git-annex or DVC counts.",
    "linked": "The repository links one specific place that has it. Nothing is fetched, so the link is not verified.",
    "unclear": "There is only a hint: a part of it, a claim in prose, a collection, or statements that contradict.",
    "absent": "Neither the component nor a link to it was found in anything that could be read.",
}

OUTCOMES: Mapping[str, str] = {
    "met": "The requirement is definitely fulfilled. A policy is met if every required requirement is.",
    "unmet": 'What is required is definitely missing or not as it should be (printed as "not met").',
    "unknown": "What could be read does not decide it; the message gives the reason. Unknown never counts as met.",
    "undetermined": "Of a policy: no required requirement is unmet, but at least one is unknown.",
    "not_applicable": "The question does not arise, or the policy is not for this kind of repository.",
    "waived": "An exception in the settings suspends the requirement until a date. Waived is not met.",
    "not_asked": "In a comparison of policies: this policy does not ask for the component.",
}

PRINTED_OUTCOMES: Mapping[str, str] = {
    "not met": "Unmet: what is required is definitely missing, or not as it should be.",
}

KINDS: Mapping[str, str] = {
    "model": "A repository that releases a model: weights, the source that runs them, a card.",
    "dataset": "A repository that releases data.",
    "benchmark": "A repository that releases what models are measured by.",
    "tooling": "A repository of software for models that releases no model itself.",
}

LEVELS: Mapping[str, str] = {
    "required": "The policy is not met without it.",
    "recommended": "Reported as advice; it does not change the outcome.",
    "optional": "Reported for the record, without advice; it does not change the outcome.",
    "advisory": "Of a policy: its outcome is reported and does not change the exit code.",
}

GRADES: Mapping[str, str] = {
    "open": "Of a criterion: all that it asks for is there.",
    "partial": "Of a criterion: a part of what it asks for is there.",
    "partial or open": "Of a criterion: at least a part is there; a person has to decide whether it is all.",
    "closed": "Of a criterion: nothing that it asks for is there.",
}

SEVERITIES: Mapping[str, str] = {
    "error": "Of an integrity rule: something is broken or missing, so that the weights cannot be used as they are.",
    "warning": "Of an integrity rule: two things disagree, or something is risky. The weights may still work.",
    "note": "Of an integrity rule: a fact that users may want to know. It fails no requirement.",
    "unknown": "Of an integrity rule: something could not be checked. It never counts as met.",
}

EXCEPTIONS: Mapping[str, str] = {
    "used": "Of an exception in the settings: it waives a requirement that would not be met.",
    "unused": "Of an exception in the settings: nothing that it covers is unmet, so it can be removed.",
    "expired": "Of an exception in the settings: its date has passed, so it waives nothing.",
}

CHANGES: Mapping[str, str] = {
    "worse": "Of a change against the base: the release lost something, or a requirement is no longer met.",
    "better": "Of a change against the base: the release gained something, or a requirement is newly met.",
    "other": "Of a change against the base: neither better nor worse. Of a document: neither card nor README.",
}

SERIALISATIONS: Mapping[str, str] = {
    "safe": "Of a weight file: its format holds data only, and loading it runs no code.",
    "pickle": "Of a weight file: loading it runs what the pickle imports.",
    "executable": "Of a weight file: it holds code or is a program, and using it runs that.",
    "unknown": "Of a weight file: it may hold code, which the header does not show.",
}

POINTERS: Mapping[str, str] = {
    "git-lfs": "A pointer of Git LFS is in the tree in the place of the file: it states size and SHA-256.",
    "xet": "A pointer of Xet storage is in the tree in the place of the file.",
    "git-annex": "A pointer or link of git-annex is in the tree in the place of the file.",
    "dvc": "A .dvc file or a stage of dvc.lock stands for the file: it states size and MD5.",
    "content not in the repository": "The entry is in the tree, and its content is not in this clone.",
}

DOCUMENT_ROLES: Mapping[str, str] = {
    "card": "Of a document: a model card or data card.",
    "readme": "Of a document: a README.",
    "data": "Of a card: it describes a data set.",
    "evaluation": "Of a card: a file with evaluation results.",
}

ORIGINS: Mapping[str, str] = {
    "built-in": "Of a policy: it is part of openrelease. Any other origin is the path of a policy file.",
}

WORDS: Mapping[str, Mapping[str, str]] = {
    "status": STATUSES,
    "outcome": OUTCOMES,
    "printed outcome": PRINTED_OUTCOMES,
    "grade": GRADES,
    "severity": SEVERITIES,
    "license source": CLAIM_SOURCES,
    "reason": REASONS,
    "term": PERMISSIVE,
    "relation": RELATIONS,
    "notice": NOTICES,
    "kind of repository": KINDS,
    "level": LEVELS,
    "exception": EXCEPTIONS,
    "change": CHANGES,
    "evidence": EVIDENCE,
    "placeholder": PLACEHOLDERS,
    "serialisation": SERIALISATIONS,
    "pointer": POINTERS,
    "document": DOCUMENT_ROLES,
    "origin": ORIGINS,
}
"""What each word means, by what it is a word for."""


def list_word_pages() -> Iterator[ManualPage]:
    """Yield a page for each word, the kinds of licenses included."""
    groups = {**WORDS, "kind of license": load_license_table().kinds}
    for sort, words in groups.items():
        for name, meaning in words.items():
            yield ManualPage(sort=sort, name=name, title="a word of reports", parts=(("what", meaning),))
