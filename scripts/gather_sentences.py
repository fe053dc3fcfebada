"""Gather the sentences of public releases: `python scripts/gather_sentences.py CLONES OUT JUDGEMENTS ...`.

CLONES/OWNER+NAME/repo are bare clones, JUDGEMENTS folders of OWNER__NAME.yaml with `commit`, and with
`weights_permissive` or `verdict.license_permissive`, such as benchmarks/rounds/1. OUT gets a line of JSON for each
sentence of the documents that may state terms: `repo`, `label` (`honest` where readers call the weights permissive and
nothing else), `text`, and `claimed`, whether a license claim was read on its line. Of releases that are not honest only
READMEs are taken, without sections about terms. OUT is for scripts/train_limit_alarm.py, and stays out of the project.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_license_table
from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import Snapshot
from openrelease.repository import open_snapshot
from openrelease.scan.inputs.parse_document import parse_document
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import may_state_terms
from openrelease.scan.licensing.passages.clauses import split_sentences
from openrelease.scan.licensing.passages.fold_text import fold_text
from openrelease.scan.licensing.passages.release_names import ReleaseNames
from openrelease.scan.licensing.passages.unread_terms import NOT_UNDERSTOOD
from openrelease.scan.licensing.read_documents import read_document_claims

MOST_DOCUMENTS, MOST_BYTES, MOST_CHARACTERS = 25, 150_000, 20_000
SUFFIXES = (".md", ".rst", ".txt", ".mdx")
LICENSE_TEXTS = re.compile(r"(?:^|/)(?:licen[cs]e|copying)[^/]*$", re.IGNORECASE)
ABOUT_TERMS = re.compile(
    r"licen|terms|usage|use polic|disclaim|notice|copyright|intended|limit|access|download|许可|協議|协议|声明"
    r"|ライセンス|라이선스|лиценз",
    re.IGNORECASE,
)


def main() -> None:
    """Write the sentences of every judged release of which there is a clone."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clones", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("judgements", type=Path, nargs="+")
    arguments = parser.parse_args()
    judged = {path.stem: path for folder in arguments.judgements for path in sorted(folder.glob("*.yaml"))}
    with arguments.out.open("w", encoding="utf-8") as file:
        for stem, path in judged.items():
            clone = arguments.clones / stem.replace("__", "+") / "repo"
            judgement = yaml.safe_load(path.read_text(encoding="utf-8"))
            if clone.exists() and (label := find_label(judgement)):
                snapshot = open_snapshot(clone, revision=str(judgement["commit"]))
                for row in gather_sentences(stem, label, snapshot):
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")


def find_label(judgement: dict[str, Any]) -> str:
    """Return `honest`, `limited`, or "" where readers could not tell."""
    verdict = judgement.get("verdict")
    stated = judgement.get(
        "weights_permissive", verdict.get("license_permissive") if isinstance(verdict, dict) else None
    )
    answers = {str(each).lower() for each in (stated if isinstance(stated, list) else [stated])}
    if answers == {"true"}:
        return "honest"
    return "" if answers & {"true", "unknown", "none"} else "limited"


def gather_sentences(stem: str, label: str, snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """Yield the sentences of the documents nearest to the root."""
    catalog, release = load_catalog(), ReleaseNames(repository=stem.replace("__", "/"))
    paths = [each.path for each in snapshot.entries() if each.path.lower().endswith(SUFFIXES)]
    named = [each for each in paths if may_state_terms(each, catalog) and not LICENSE_TEXTS.search(each)]
    for path in sorted(named, key=lambda each: (each.count("/"), each))[:MOST_DOCUMENTS]:
        try:
            document = parse_document(path, snapshot.read(path, MOST_BYTES).decode("utf-8", "replace"))
        except (UnreadableError, UntrustedInputError):
            continue
        claims = read_document_claims(document, load_license_table(), release)
        claimed = {each.location.line for each in claims if each.reason != NOT_UNDERSTOOD}
        for line, section, sentence in list_sentences(document):
            if label == "honest" or (path.lower().startswith("readme") and not ABOUT_TERMS.search(section)):
                yield {"repo": stem, "label": label, "text": sentence, "claimed": line in claimed}


def list_sentences(document: ParsedDocument) -> Iterator[tuple[int, str, str]]:
    """Yield line, headings and words of each sentence; headings are sentences too."""
    passages = [(each.line, each.section, each.text) for each in document.blocks if not each.code]
    passages += [(each.line, (each.text,), each.text) for each in document.headings]
    for line, section, text in passages:
        for sentence in split_sentences(fold_text(text[:MOST_CHARACTERS])):
            yield line, " ".join(section[-2:]), sentence


if __name__ == "__main__":
    main()
