"""Passages that readers labeled -> how far our claims agree with what they take from each of them.

    python benchmarks/statements.py FOLDER [--show PART] [--half 1|2]

FOLDER holds passages.jsonl (id, repo, path, section, header, text) and labels.jsonl (id, weights, code). Each
label says whether the release's own weights (code) may be used, changed and shared by anybody, as far as the
passage alone gives: yes, no, mixed, doubt or silent, or a list of the answers that careful readers gave.
Figures are given for all, and for the two halves that the SHA-1 of the repository's name parts. Exit 1 where a
`yes` is said of what readers call `no` or `mixed`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_identifier, load_license_table
from openrelease.model import Kind, Permissive
from openrelease.scan.inputs.owner_names import is_related_owner
from openrelease.scan.inputs.parse_document import parse_document
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.licensing.from_metadata import read_front_matter_license
from openrelease.scan.licensing.passages.passage_claim import DIFFERS, GRANTS, PassageClaim
from openrelease.scan.licensing.passages.release_names import ReleaseNames
from openrelease.scan.licensing.read_documents import read_document_claims
from openrelease.scan.licensing.statement import Reader

ANSWERS = {Permissive.YES: "yes", Permissive.NO: "no", Permissive.UNKNOWN: "doubt", Permissive.MIXED: "mixed"}
TOOLS = re.compile(
    r"recipe|eval|bench|toolkit|server|inference|cpp|jax|rust|agent|tools?\b|tutorial|awesome|cookbook|quant|ocr|engine|"
    r"framework|serve|finetun|standard|card"
)
MODELS = re.compile(r"\d+(?:\.\d+)?b\b|llms?\b|-lm\b|gpt|diffusion|llama|olmo|bert\b|models?\b")
MODEL_LICENSE = re.compile(r"\b(?:community|models?|rail) licen[cs]e", re.IGNORECASE)
"""Names of licenses that are written for models."""
MODEL_PAGE = re.compile(
    r"huggingface\.co/(?!(?:datasets|spaces|papers|docs|blog|collections)/)(?P<owner>[\w.-]+)/[\w.-]+"
)
FRONT_MATTER = re.compile(r"(?m)^\s*license:\s*[\"']?([\w.+-]+)")
MODEL_TITLE = re.compile(
    r"(?:large|open|small|vision|foundation)[ -]*(?:language|foundation|diffusion)? model|语言模型|大模型"
    r"|diffusion model",
    re.IGNORECASE,
)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", choices=["weights", "code"], help="list the answers that differ")
    parser.add_argument("--half", type=int, choices=[1, 2], help="of --show: the half to list")
    args = parser.parse_args()
    passages, labels = (read_rows(args.folder / f"{name}.jsonl") for name in ("passages", "labels"))
    named = {row["id"]: row for row in labels}
    answered = [(row, named[row["id"]], answer(row)) for row in passages]
    wrong = 0
    for part in ("weights", "code"):
        for title, half in (("all", None), ("half 1", 1), ("half 2", 2)):
            rows = [
                (label[part], given[part]) for row, label, given in answered if half in {None, half_of(row["repo"])}
            ]
            print(f"{part}, {title}: {figures(rows)}")
        for row, label, given in answered:
            allowed = several(label[part])
            if given[part] == "yes" and "yes" not in allowed and allowed & {"no", "mixed"}:
                wrong += 1
                print(f"  yes for {'/'.join(sorted(allowed))}: {row['repo']} {row['path']}:{row['line']}")
            if args.show == part and given[part] not in allowed and args.half in {None, half_of(row["repo"])}:
                print(f"\n## {row['id']} {row['repo']} {row['path']} | {row['section']} | {row['header'] or ''}")
                print(f"   said {given[part]}, is {'/'.join(sorted(allowed))}")
                print("  ", row["text"][:600].replace("\n", "\n   "))
                for claim in given["claims"]:
                    print(
                        "   >",
                        claim.about,
                        "own" if claim.own else "OTHER",
                        claim.effect,
                        claim.permissive.value,
                        claim.reason,
                        claim.name,
                        "|",
                        claim.words[:80],
                    )
    return int(wrong > 0)


def answer(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give what our claims say of the weights and of the code of the release."""
    document = read_document(row)
    release = ReleaseNames(
        repository=row["repo"],
        titles=(row["section"].split(" / ")[0],) if row["section"] else (),
        generic=load_catalog().generic_words,
    )
    claims = list(read_document_claims(document, load_license_table(), release))
    claims += front_matter_claims(document)
    own = [claim for claim in claims if claim.own]
    named = {claim.about for claim in own if claim.name or claim.expression}
    own = [
        c
        for c in own
        if c.name
        or c.effect in {DIFFERS, "restricts"}
        or not (c.about in named or (c.about == "whole" and named & {"code", "weights"}))
    ]
    models = releases_models(row)
    context = speaks_of_models(row)
    weights = [
        claim
        for claim in own
        if claim.about == "weights" or (claim.about == "whole" and covers_weights(claim, models, context=context))
    ]
    code = [claim for claim in own if claim.about in {"code", "whole"}]
    return {"weights": joined(weights), "code": joined(code), "claims": claims}


def covers_weights(claim: PassageClaim, models: str, *, context: bool) -> bool:
    """Return whether a claim about the whole counts for weights, judged by one passage and a name."""
    if claim.effect == DIFFERS:
        return False
    if claim.effect == "restricts" and not claim.name:
        return True
    if claim.permissive is Permissive.YES:
        return models == "firm"
    if claim.permissive is Permissive.NO:
        return models != "" or context or MODEL_LICENSE.search(claim.name) is not None
    return (models != "" or context) and (bool(claim.name) or claim.how == "badge")


def front_matter_claims(document: ParsedDocument) -> list[PassageClaim]:
    """Read the license key of a card as claims about its model or data, and about all that is with it."""
    reader = Reader(catalog=load_catalog(), table=load_license_table(), identify=load_identifier().identify)
    found = read_front_matter_license(document, reader, Kind.MODEL)
    return [
        PassageClaim(
            about=about,
            effect=GRANTS,
            permissive=each.claim.permissive,
            expression=each.claim.expression,
            name=each.claim.expression or "other",
            location=each.claim.location,
            words="",
        )
        for each in found
        for about in ((each.part, "code") if each.part == "weights" else (each.part,))
    ]


def read_document(row: Mapping[str, Any]) -> ParsedDocument:
    """Parse a passage as a document of its own, below its headings."""
    text = row["text"]
    key = FRONT_MATTER.search(text)
    if key and (text.lstrip().startswith("---") or not row["section"]) and row["kind"] != "table row":
        return replace(parse_document(row["path"], ""), metadata={"license": key[1]})
    trail = [title for title in row["section"].split(" / ") if title]
    heads = "\n".join(f"{'#' * min(level, 6)} {title}" for level, title in enumerate(trail, start=1))
    if row["kind"] == "table row":
        header = row["header"] or "| |"
        width = header.strip().strip("|").count("|") + 1
        text = f"{header}\n{'|---' * width}|\n{text}"
    parsed = parse_document(row["path"].removesuffix(".rst"), f"{heads}\n\n{text}\n")
    return replace(parsed, path=row["path"], headings=())


def releases_models(row: Mapping[str, Any]) -> str:
    """Return by name, title and links to own models whether a repository releases models: firm, likely or empty."""
    name = row["repo"].lower().partition("/")[2].replace("_", "-")
    title = row["section"].split(" / ")[0]
    if TOOLS.search(name):
        return ""
    owner = row["repo"].partition("/")[0]
    offered = any(is_related_owner(page["owner"], owner) for page in MODEL_PAGE.finditer(row["text"]))
    if offered or MODELS.search(name) or MODEL_TITLE.search(title):
        return "firm"
    known = load_families()
    words = {re.sub(r"\d+$", "", word) for word in (name.replace("-", ""), *re.split(r"[-.\d]+", name))}
    return "likely" if words & known else ""


def load_families() -> frozenset[str]:
    """Read the names of model types that well-known libraries run."""
    known = {model_type for library in load_catalog().libraries for model_type in library.model_types}
    return frozenset(re.sub(r"[^a-z]", "", name) for name in known) - {"clip", "dream", "audio", "vision", "encoder"}


def speaks_of_models(row: Mapping[str, Any]) -> bool:
    """Return whether the surroundings of a passage are about a model."""
    place = f"{row['section']} {row['path']}".lower()
    return bool(
        re.search(r"model[_ -]?cards?|model[_ -]licen|weights", place)
        or re.search(r"language model|checkpoint|model weights", row["text"].lower())
    )


def joined(claims: Sequence[PassageClaim]) -> str:
    """Join claims about one part into the one answer of a label."""
    values = {
        "mixed" if claim.effect == DIFFERS and claim.permissive is Permissive.MIXED else ANSWERS[claim.permissive]
        for claim in claims
    }
    if any(claim.effect == DIFFERS for claim in claims) and "yes" in values:
        return "mixed"
    if not values:
        return "silent"
    if {"yes", "no"} <= values or "mixed" in values:
        return "mixed"
    return next(each for each in ("no", "doubt", "yes") if each in values)


def figures(rows: Iterable[tuple[Any, str]]) -> str:
    """Return how many answers agree, over all and where a reader finds a claim."""
    held = [(several(label), given) for label, given in rows]
    labelled = [(label, given) for label, given in held if label != {"silent"}]
    over = sum(given == "yes" and "yes" not in label for label, given in held)
    return f"{share(held)}; where something is said {share(labelled)}; yes said wrongly {over}"


def share(rows: Sequence[tuple[set[str], str]]) -> str:
    """Word a share of answers that agree."""
    good = sum(given in label for label, given in rows)
    return f"{good}/{len(rows)} = {100 * good / max(len(rows), 1):.1f} %"


def several(value: Any) -> set[str]:
    """List the right answers."""
    return set(value) if isinstance(value, list) else {str(value)}


def half_of(repository: str) -> int:
    """Return the half that a repository is in."""
    return 1 + int(hashlib.sha1(repository.encode(), usedforsecurity=False).hexdigest(), 16) % 2


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Read a file of one JSON value a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


if __name__ == "__main__":
    sys.exit(main())
