"""Words of our reports -> what they mean: statuses, outcomes, ways to state a license, permissive."""

from __future__ import annotations

from collections.abc import Mapping

STATUSES: Mapping[str, str] = {
    "in_repo": "The thing itself is in the tree; a pointer of Git LFS, Xet, git-annex or DVC counts.",
    "linked": "The repository names one specific place that has it. Nothing was fetched: it is not verified.",
    "unclear": "There is only a hint: a part, a claim in prose, a collection, or statements that contradict.",
    "absent": "Nothing in the tree, and no link to it, in all that could be read.",
}

OUTCOMES: Mapping[str, str] = {
    "met": "What is asked for is definitely there. A policy is met where every required part is.",
    "unmet": 'What is asked for is definitely missing or not as it should be (told as "not met").',
    "unknown": "It cannot be told from what could be read; the reason is given. It never counts as met.",
    "undetermined": "Of a policy: nothing required is unmet, but something required is unknown.",
    "not_applicable": "The question does not arise, or the policy is not for this kind of repository.",
    "waived": "An exception in the settings says that it need not be met for a while. Waived is not met.",
}

HOWS: Mapping[str, str] = {
    "file": "The license was recognized by the text of a license file.",
    "front_matter": "The card's front matter names the license.",
    "metadata": "The metadata of a package names the license.",
    "header": "The header of a source file names the license.",
    "prose": "A sentence names the license, or says which terms apply.",
    "table": "A table names the license.",
    "badge": "A badge names the license: it confirms others, and settles nothing alone.",
    "declared": "The settings or a manifest of the repository name the license.",
    "inherited": "The license of the whole repository, for want of a nearer statement about the thing.",
    "library": "The license of the well-known library that has the source.",
}

PERMISSIVE: Mapping[str, str] = {
    "permissive": (
        "Anybody may use, change and share it for any purpose, for notices and credit alone. "
        "yes or true: every license that applies is so. no or false: one that applies is not. "
        "mixed: it differs between the models or parts released here. unknown: it cannot be told."
    ),
    "mixed": "Some of the models or parts released here are under a permissive license, and others are not.",
}

KINDS: Mapping[str, str] = {
    "model": "A repository that releases a model: weights, the source that runs them, a card.",
    "dataset": "A repository that releases data.",
    "benchmark": "A repository that releases what models are measured by.",
    "tooling": "A repository of software for models, which releases none itself.",
}

LEVELS: Mapping[str, str] = {
    "required": "Without it the policy is not met.",
    "recommended": "Advice: it is told, and decides nothing.",
    "optional": "It is asked for the record: told beside the others, and nobody is told to do anything.",
    "advisory": "Of a policy: all of it is told, and nothing of it decides the exit code.",
}

TOLD: Mapping[str, str] = {
    "not met": "Unmet: what is asked for is definitely missing, or not as it should be.",
    "cannot tell": "Unknown: it cannot be told from what could be read; it never counts as met.",
}

GRADES: Mapping[str, str] = {
    "open": "Of a criterion: all that it asks for is there.",
    "partial": "Of a criterion: a part of what it asks for is there.",
    "partial or open": "Of a criterion: at least a part is there; whether it is all a person has to tell.",
    "closed": "Of a criterion: nothing that it asks for is there.",
}

WORDS: Mapping[str, Mapping[str, str]] = {
    "status": STATUSES,
    "outcome": OUTCOMES,
    "outcome, as told": TOLD,
    "grade": GRADES,
    "how a license is known": HOWS,
    "term": PERMISSIVE,
    "kind of repository": KINDS,
    "level": LEVELS,
}
"""Every word by what sort of word it is."""
