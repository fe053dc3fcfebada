"""Repository -> folders that are copies of other people's projects, with the line that shows it.

A copy keeps what makes a folder a project: a README that names the project's own address, a license file, the
metadata of a package, or files that belong to the root of a repository. An address or a copyright holder of
somebody else, beside one of these, shows a copy; neither is enough alone, as instructions name other projects too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from openrelease.catalog.patterns import Pattern
from openrelease.errors import UnreadableError
from openrelease.model import Entry, EntryKind, Location, Snapshot
from openrelease.scan.inputs.owner_names import SHORTEST_WORD, is_related_owner
from openrelease.scan.inputs.path_groups import PathGroups
from openrelease.values import dataclass, field

MOST_FOLDERS = 200  # folders that are looked into
_BYTES = 65_536  # bytes of each file that are searched
_README = re.compile(r"readme(\.\w+)?", re.IGNORECASE)
_LICENSE = re.compile(r"(?:licen[cs]e|copying)(?:\.(?:md|txt|rst))?", re.IGNORECASE)
_PACKAGE = frozenset({"setup.py", "setup.cfg", "pyproject.toml", "package.json", "cargo.toml"})
_ROOT_FILES = frozenset(
    {".gitignore", ".gitmodules", ".pre-commit-config.yaml", "contributing.md", "code_of_conduct.md"}
    | {"changelog.md", "security.md", "citation.cff"}
)
_PROJECT_FILES = Pattern(("readme", "licen[cs]e", "copying", *map(re.escape, sorted(_PACKAGE | _ROOT_FILES))))
_ADDRESS = re.compile(r"github\.com[/:]([\w.-]{1,64})/([\w.-]{1,100})")
_HOLDER = re.compile(r"copyright (?:\(c\)|\xa9|\d{4})[ \d,(c)-]{0,30}([^\n\[\]]{3,80})", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{4,}")
_COMMON_WORDS = frozenset(
    {"authors", "author", "contributors", "rights", "reserved", "affiliates", "corporation", "team", "present", "their"}
    | {"project", "developers", "copyright", "license", "research", "university", "community", "limited", "company"}
)


@dataclass(frozen=True, kw_only=True)
class _Project:
    """The files of a folder that make it look like a project of its own."""

    readmes: list[str] = field(default_factory=list)
    licenses: list[str] = field(default_factory=list)
    packages: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def kinds(self) -> int:
        """How many kinds of such files the folder has."""
        return sum(map(bool, (self.readmes, self.licenses, self.packages, self.others)))


def find_vendored_folders(snapshot: Snapshot, grouped: PathGroups) -> Mapping[str, Location]:
    """Return the folders that are copies of other projects, each with the place that shows it."""
    projects = _list_projects(grouped.find(_PROJECT_FILES))
    root = projects.pop("", _Project())
    name = snapshot.name or ""
    known = _find_words(name) | {word for path in root.licenses for word in _find_holder_words(snapshot, path)}
    found: dict[str, Location] = {}
    for folder, project in list(projects.items())[:MOST_FOLDERS]:
        inside = any(folder.startswith(f"{each}/") for each in found)
        if project.kinds > 1 and not inside and not _shares_beginning(folder.rpartition("/")[2], name):
            place = _find_foreign_address(snapshot, folder, project, name)
            place = place or _find_foreign_holder(snapshot, project, known)
            found.update({folder: place} if place else {})
    return found


def _list_projects(entries: Iterable[Entry]) -> dict[str, _Project]:
    """Group the files that make a project by folder, the outermost first."""
    projects: dict[str, _Project] = {}
    for entry in sorted(entries, key=lambda each: each.path.count("/")):
        folder, _, name = entry.path.rpartition("/")
        if entry.kind is EntryKind.FILE and (kind := _detect_project_file(name.casefold())):
            getattr(projects.setdefault(folder, _Project()), kind).append(entry.path)
    return projects


def _detect_project_file(name: str) -> str:
    if name in _PACKAGE:
        return "packages"
    if name in _ROOT_FILES:
        return "others"
    if _README.fullmatch(name):
        return "readmes"
    return "licenses" if _LICENSE.fullmatch(name) else ""


def _shares_beginning(folder: str, name: str) -> bool:
    """Return whether a folder has the beginning of the repository's own name: a part of it, whoever wrote it first."""
    return _fold(folder)[:SHORTEST_WORD] == _fold(name.partition("/")[2])[:SHORTEST_WORD]


def _find_foreign_address(snapshot: Snapshot, folder: str, project: _Project, name: str) -> Location | None:
    """Find where a README or the metadata of a package names a repository of others by the folder's own name."""
    owner = name.partition("/")[0]
    if not owner:
        return None
    wanted = _fold(folder.rpartition("/")[2])
    for path in (*project.readmes, *project.packages):
        text = _read_beginning(snapshot, path)
        for match in _ADDRESS.finditer(text):
            named = _fold(match[2].removesuffix(".git"))
            if named == wanted and not is_related_owner(match[1], owner):
                return Location(path=path, line=text.count("\n", 0, match.start()) + 1)
    return None


def _find_foreign_holder(snapshot: Snapshot, project: _Project, known: set[str]) -> Location | None:
    """Find a license file whose copyright holders share no word with those of the root and its owner."""
    if not known or not (project.packages or project.others):
        return None
    for path in project.licenses:
        words = set(_find_holder_words(snapshot, path))
        if words and not any(one in two or two in one for one in words for two in known):
            return Location(path=path, line=1)
    return None


def _find_holder_words(snapshot: Snapshot, path: str) -> Iterator[str]:
    for match in _HOLDER.finditer(_read_beginning(snapshot, path)):
        yield from _find_words(match[1])


def _find_words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold())) - _COMMON_WORDS


def _fold(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def _read_beginning(snapshot: Snapshot, path: str) -> str:
    try:
        return snapshot.read(path, _BYTES).decode("utf-8", "replace")
    except UnreadableError:
        return ""
