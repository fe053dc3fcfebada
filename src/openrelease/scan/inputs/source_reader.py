"""One file of source, or a list of URLs -> Program, read by the suffix of its name."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from openrelease.catalog.catalog_entries import Catalog
from openrelease.catalog.component_rules import FileRule
from openrelease.model import Entry, EntryKind
from openrelease.scan.inputs.keyword_features import find_keyword_features
from openrelease.scan.inputs.license_headers import read_license_headers, read_license_notices
from openrelease.scan.inputs.source_features import (
    HUB_CALLS,
    RELEASE_NAME,
    SCORE_NAME,
    WEIGHT_NAME,
    SourceFile,
    parse_notebook,
    parse_python,
    parse_shell,
)
from openrelease.untrusted import decode_text
from openrelease.values import replace
from openrelease.weights import list_suffixes

NOTEBOOK = "ipynb"
_FIRST = frozenset({"py", "sh", NOTEBOOK})  # read first, in case a limit is reached
_SHELL = frozenset({"sh", "bash", "slurm", "sbatch"})
_OTHER = frozenset(
    {
        "c",
        "cc",
        "cpp",
        "cxx",
        "cu",
        "rs",
        "go",
        "java",
        "kt",
        "scala",
        "swift",
        "js",
        "mjs",
        "ts",
        "jl",
        "lua",
    }
    | {"r"}
)
_PLACES = (b"://", b"repo_id", b"name_or_path", *(name.encode() for name in HUB_CALLS))
# output of site generators and bundlers: long, and no part of a release
_BUILT = re.compile(r"(^|/)(docs?|dist|build|static|assets|public|site|website)/|\.min\.js$", re.IGNORECASE)
_SUFFIXES = _FIRST | _SHELL | _OTHER
_UNREAD_SOURCE = frozenset({"pl"})  # source that is not read


def is_source(entry: Entry, catalog: Catalog, lists: Collection[str]) -> bool:
    """Return whether an entry is read as source, or is one of the lists of download locations."""
    suffix = get_suffix(entry.path)
    if entry.kind is not EntryKind.FILE or not (suffix in _SUFFIXES or entry.path in lists):
        return False  # most files; only of others it is asked where they are
    return not (catalog.aside.search(entry.path) or (suffix in _OTHER and _BUILT.search(entry.path)))


def looks_like_source(path: str) -> bool:
    """Return whether the name of a file is that of source code, including languages that are not parsed."""
    return get_suffix(path) in _SUFFIXES | _UNREAD_SOURCE


def is_read_last(path: str) -> bool:
    """Sort key: languages that are only searched for keywords are read last."""
    return get_suffix(path) not in _FIRST


def get_suffix(path: str) -> str:
    """The suffix of a path in lower case, without the dot."""
    return path.rpartition("/")[2].rpartition(".")[2].casefold()


def read_source(path: str, data: bytes, rules: Sequence[FileRule]) -> SourceFile:
    """Read a source file; raises UntrustedInputError where it is not what its suffix says."""
    suffix = get_suffix(path)
    if suffix == NOTEBOOK:
        return parse_notebook(path, data)
    if suffix not in _SUFFIXES:
        return _parse_source(path, data, rules)
    headers, notices = read_license_headers(data), read_license_notices(data)
    return replace(_parse_source(path, data, rules), headers=headers, notices=notices)


def _parse_source(path: str, data: bytes, rules: Sequence[FileRule]) -> SourceFile:
    suffix = get_suffix(path)
    if suffix not in _SHELL and suffix in _SUFFIXES and not _may_match_rule(path, data, rules):
        return SourceFile(path=path)
    text = decode_text(data)
    if suffix in _OTHER:
        return SourceFile(path=path, features=find_keyword_features(path, text))
    if suffix == "py":
        return parse_python(path, text)
    features = find_keyword_features(path, text) if suffix in _SHELL else {}
    return replace(parse_shell(path, text), features=features)


def list_feature_rules(catalog: Catalog) -> tuple[FileRule, ...]:
    """All rules that need features of source, each once."""
    every = (rule for rules in catalog.rules.values() for rule in rules.files)
    return tuple(dict.fromkeys(rule for rule in every if rule.features))


def _may_match_rule(path: str, data: bytes, rules: Sequence[FileRule]) -> bool:
    """Return whether a source file contains a URL or a word of a rule; only then is it parsed."""
    named = get_suffix(path) not in _OTHER and any(word in data for word in _PLACES)
    return named or any(
        rule.path.search(path) and all(_may_show_feature(data, group) for group in rule.features) for rule in rules
    )


def _may_show_feature(data: bytes, group: frozenset[str]) -> bool:
    """Return whether the words of one of the features are in a file, before it is parsed."""
    words = {feature.rpartition(":")[2].encode() for feature in group}
    named = WEIGHT_NAME in group and any(map(data.__contains__, _suffixes()))
    released = RELEASE_NAME in group and b"releases/download" in data
    return named or released or SCORE_NAME in group or any(word in data for word in words)


@cache
def _suffixes() -> tuple[bytes, ...]:
    return tuple(suffix.encode() for suffix in list_suffixes())
