"""Declarations of the settings file x the tree -> Declarations, or every mistake in them."""

import re
from collections.abc import Iterator, Mapping

from openrelease.catalog.load_catalog import load_catalog
from openrelease.checks.check_type import ComponentId
from openrelease.config.check_paths import TreePaths, normalize_path
from openrelease.config.config_format import ConfigFile, MisreadEntry, PartEntry, ReleaseEntry
from openrelease.licenses import LicenseTable, parse
from openrelease.model import (
    Declarations,
    DeclaredLicense,
    DeclaredPart,
    DeclaredParts,
    DeclaredRelease,
    Location,
    MisreadPassage,
)
from openrelease.policies.decode_options import Mistake, Path, find_key_line, quote_short
from openrelease.values import dataclass

MAX_RELEASES = 40
"""Models of one settings file; each is scanned by itself."""

MAX_MISREAD = 20
"""Passages that one settings file may set aside."""

_FEWEST_WORDS = 3
_MAX_PARTS = 50  # entries of one component
_PASSAGE_FORM = re.compile(r".+:[1-9][0-9]{0,6}")
_URL_FORM = re.compile(r"(https?|s3|gs|hf|ipfs|ftp)://[^\s/]+\.?[^\s]*|magnet:\?\S+", re.IGNORECASE)
_SCHEME = re.compile(r"^[a-z0-9+.-]*:(//)?(www\.)?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ConfigContext:
    """What declarations are validated against: the file with its lines, the tree, the license table."""

    file: str
    lines: Mapping[Path, int]
    places: TreePaths
    table: LicenseTable

    def at(self, path: Path) -> Location:
        """Return the line of a key in the file, or of its nearest parent with a known line."""
        return Location(path=self.file, line=find_key_line(path, self.lines))


def build_declared(file: ConfigFile, ground: ConfigContext) -> Declarations:
    """Return the declarations of a file without mistakes."""
    releases = enumerate(file.releases or ())
    return Declarations(
        components=_build_parts(file.components, ("components",), ground),
        releases=tuple(_build_release(each, ("releases", at), ground) for at, each in releases),
        misread=tuple(_build_misread(each, ("misread", at), ground) for at, each in enumerate(file.misread or ())),
    )


def find_mistakes(file: ConfigFile, ground: ConfigContext) -> Iterator[Mistake]:
    """Yield what a well-formed file refers to that does not exist, and its contradictions."""
    yield from _check_components(file.components, ("components",), ground)
    releases = file.releases or ()
    if file.releases == ():
        yield Mistake(path=("releases",), message="empty list; add a model, or remove the key")
    if len(releases) > MAX_RELEASES:
        message = f"{len(releases)} models, and at most {MAX_RELEASES} are allowed in one file"
        yield Mistake(path=("releases",), message=message)
    for at, release in enumerate(releases):
        yield from _check_release(release, ("releases", at), releases[:at], ground)
    yield from _check_misread(file.misread or (), ground)


def _build_release(release: ReleaseEntry, path: Path, ground: ConfigContext) -> DeclaredRelease:
    card = None
    if release.card:
        card = DeclaredPart(location=ground.at((*path, "card")), path=normalize_path(release.card))
    return DeclaredRelease(
        name=release.name,
        root=normalize_path(release.root or ""),
        location=ground.at(path),
        kind=release.kind,
        card=card,
        license=_build_license(release.license, (*path, "license"), ground),
        components=_build_parts(release.components, (*path, "components"), ground),
    )


def _build_misread(entry: MisreadEntry, path: Path, ground: ConfigContext) -> MisreadPassage:
    file, _, line = entry.passage.rpartition(":")
    return MisreadPassage(
        passage=Location(path=normalize_path(file), line=int(line)),
        words=entry.words,
        reason=entry.reason,
        owner=entry.owner,
        location=ground.at(path),
    )


def _check_misread(entries: tuple[MisreadEntry, ...], ground: ConfigContext) -> Iterator[Mistake]:
    if len(entries) > MAX_MISREAD:
        message = f"{len(entries)} passages, and at most {MAX_MISREAD} can be set aside; reword the documents instead"
        yield Mistake(path=("misread",), message=message)
    for at, entry in enumerate(entries[:MAX_MISREAD]):
        path: Path = ("misread", at)
        yield from _check_passage(entry.passage, (*path, "passage"), ground)
        if len(entry.words.split()) < _FEWEST_WORDS:
            message = f"{quote_short(entry.words)} is too short; quote at least {_FEWEST_WORDS} words of the passage"
            yield Mistake(path=(*path, "words"), message=message)


def _check_passage(passage: str, path: Path, ground: ConfigContext) -> Iterator[Mistake]:
    if _PASSAGE_FORM.fullmatch(passage):
        yield from _check_path(passage.rpartition(":")[0], path, ground)
    else:
        message = f"{quote_short(passage)} is not of the form PATH:LINE, such as README.md:12"
        yield Mistake(path=path, message=message)


def _build_parts(
    components: Mapping[ComponentId, tuple[PartEntry, ...]] | None, path: Path, ground: ConfigContext
) -> DeclaredParts:
    return {
        id_: tuple(_build_part(part, (*path, id_, at), ground) for at, part in enumerate(parts))
        for id_, parts in (components or {}).items()
    }


def _build_part(part: PartEntry, path: Path, ground: ConfigContext) -> DeclaredPart:
    return DeclaredPart(
        location=ground.at(path),
        path=None if part.path is None else normalize_path(part.path),
        url=part.url,
        revision=part.revision,
        license=_build_license(part.license, (*path, "license"), ground),
    )


def _build_license(said: str | None, path: Path, ground: ConfigContext) -> DeclaredLicense | None:
    """Return the declared license: the text at a path of the tree, else an SPDX expression."""
    if said is None:
        return None
    if ground.places.is_file(normalize_path(said)) or _is_path(said):
        return DeclaredLicense(location=ground.at(path), text=normalize_path(said))
    return DeclaredLicense(location=ground.at(path), expression=parse(said, ground.table).expression)


def _check_release(
    release: ReleaseEntry, path: Path, before: tuple[ReleaseEntry, ...], ground: ConfigContext
) -> Iterator[Mistake]:
    if release.name in {each.name for each in before}:
        message = f"{quote_short(release.name)} is also the name of an earlier model; give each model its own name"
        yield Mistake(path=(*path, "name"), message=message)
    yield from _check_path(release.root, (*path, "root"), ground)
    yield from _check_path(release.card, (*path, "card"), ground)
    yield from _check_license(release.license, (*path, "license"), ground)
    yield from _check_components(release.components, (*path, "components"), ground)
    same = [each for each in before if normalize_path(each.root or "") == normalize_path(release.root or "")]
    if same and not (release.card or release.license or release.components):
        message = f"same root as {quote_short(same[0].name)}; give it its own root, card or license"
        yield Mistake(path=(*path, "root") if release.root else path, message=message)


def _check_components(
    components: Mapping[ComponentId, tuple[PartEntry, ...]] | None, path: Path, ground: ConfigContext
) -> Iterator[Mistake]:
    for id_, parts in (components or {}).items():
        if not parts or len(parts) > _MAX_PARTS:
            message = f"{len(parts)} entries; list 1 to {_MAX_PARTS}, each with a path or a url"
            yield Mistake(path=(*path, id_), message=message)
        for at, part in enumerate(parts[:_MAX_PARTS]):
            yield from _check_part(part, (*path, id_, at), ground)


def _check_part(part: PartEntry, path: Path, ground: ConfigContext) -> Iterator[Mistake]:
    if (part.path is None) is (part.url is None):
        seen = "neither a path nor a url" if part.path is None else "both a path and a url"
        yield Mistake(path=path, message=f"{seen}; use exactly one of them")
    if part.revision and part.path:
        message = "only applies to a url, as a path is read from the same commit; remove it"
        yield Mistake(path=(*path, "revision"), message=message)
    yield from _check_path(part.path, (*path, "path"), ground)
    yield from _check_url(part.url, (*path, "url"))
    yield from _check_license(part.license, (*path, "license"), ground)


def _check_path(said: str | None, path: Path, ground: ConfigContext) -> Iterator[Mistake]:
    if said is not None and (message := ground.places.describe_malformed(said)):
        yield Mistake(path=path, message=message)


def _check_url(said: str | None, path: Path) -> Iterator[Mistake]:
    if said is None:
        return
    if not _URL_FORM.fullmatch(said):
        message = f"{quote_short(said)} is not a URL; write all of it, such as https://huggingface.co/owner/name"
        yield Mistake(path=path, message=message)
    elif load_catalog().placeholder.search(_SCHEME.sub("", said)):
        message = f"{quote_short(said)} contains a placeholder; use the real URL, or remove the entry"
        yield Mistake(path=path, message=message)


def _is_path(said: str) -> bool:
    """Return whether this can only be the path of a license text: no id or expression looks like that."""
    return "/" in said and " " not in said


def _check_license(said: str | None, path: Path, ground: ConfigContext) -> Iterator[Mistake]:
    if said is None or ground.places.is_file(normalize_path(said)):
        return
    if _is_path(said):
        yield from _check_path(said, path, ground)
        return
    parsed = parse(said, ground.table)
    if parsed.expression is None or parsed.problem:
        problem = parsed.problem or f"{quote_short(said)} is not a known license; use an SPDX id"
        yield Mistake(path=path, message=f"{problem} (or the path of a license text in the repository)")
