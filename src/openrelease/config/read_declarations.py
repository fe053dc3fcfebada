"""What the settings file declares x the tree -> Declared, or every mistake in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openrelease.catalog.load_components import lookout
from openrelease.checks.check_type import ComponentId
from openrelease.config.check_paths import Places, tidy
from openrelease.config.config_format import File, Part, Release
from openrelease.licenses import LicenseTable, parse
from openrelease.model import Declared, DeclaredLicense, DeclaredPart, DeclaredRelease, Location, Parts
from openrelease.policies.decode_options import Mistake, Path, short

MOST_RELEASES = 40
"""Models that a file may declare: each is looked at by itself."""

_MOST_PARTS = 50  # places of one component
_URL = re.compile(r"(https?|s3|gs|hf|ipfs|ftp)://[^\s/]+\.?[^\s]*|magnet:\?\S+", re.IGNORECASE)
_SCHEME = re.compile(r"^[a-z0-9+.-]*:(//)?(www\.)?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a declaration is held against: the file itself with its lines, the tree, the license table."""

    file: str
    lines: Mapping[Path, int]
    places: Places
    table: LicenseTable

    def at(self, path: Path) -> Location:
        """The place of a key in the file; that of the nearest key above it where it has none."""
        ends = range(len(path), 0, -1)
        line = next((self.lines[path[:end]] for end in ends if path[:end] in self.lines), 1)
        return Location(path=self.file, line=line)


def declared(file: File, ground: Ground) -> Declared:
    """What a file without mistakes declares."""
    releases = enumerate(file.releases or ())
    return Declared(
        components=_parts(file.components, ("components",), ground),
        releases=tuple(_release(each, ("releases", at), ground) for at, each in releases),
    )


def mistaken(file: File, ground: Ground) -> Iterator[Mistake]:
    """Everything in a well-formed file that does not exist, or that contradicts itself."""
    yield from _wrong_components(file.components, ("components",), ground)
    releases = file.releases or ()
    if file.releases == ():
        yield Mistake(path=("releases",), message="an empty list; name a model, or leave the key out")
    if len(releases) > MOST_RELEASES:
        message = f"{len(releases)} models; at most {MOST_RELEASES} are judged, so put fewer into one file"
        yield Mistake(path=("releases",), message=message)
    for at, release in enumerate(releases):
        yield from _wrong_release(release, ("releases", at), releases[:at], ground)


def _release(release: Release, path: Path, ground: Ground) -> DeclaredRelease:
    card = None
    if release.card:
        card = DeclaredPart(location=ground.at((*path, "card")), path=tidy(release.card))
    return DeclaredRelease(
        name=release.name,
        root=tidy(release.root or ""),
        location=ground.at(path),
        kind=release.kind,
        card=card,
        license=_license(release.license, (*path, "license"), ground),
        components=_parts(release.components, (*path, "components"), ground),
    )


def _parts(components: Mapping[ComponentId, tuple[Part, ...]] | None, path: Path, ground: Ground) -> Parts:
    return {
        id_: tuple(_part(part, (*path, id_, at), ground) for at, part in enumerate(parts))
        for id_, parts in (components or {}).items()
    }


def _part(part: Part, path: Path, ground: Ground) -> DeclaredPart:
    return DeclaredPart(
        location=ground.at(path),
        path=None if part.path is None else tidy(part.path),
        url=part.url,
        revision=part.revision,
        license=_license(part.license, (*path, "license"), ground),
    )


def _license(said: str | None, path: Path, ground: Ground) -> DeclaredLicense | None:
    """A path of the tree is that of a text; everything else is an expression."""
    if said is None:
        return None
    if ground.places.is_file(tidy(said)):
        return DeclaredLicense(location=ground.at(path), text=tidy(said))
    return DeclaredLicense(location=ground.at(path), expression=parse(said, ground.table).expression)


def _wrong_release(
    release: Release, path: Path, before: tuple[Release, ...], ground: Ground
) -> Iterator[Mistake]:
    if release.name in {each.name for each in before}:
        message = f"{short(release.name)} is the name of an earlier model; give each a name of its own"
        yield Mistake(path=(*path, "name"), message=message)
    yield from _wrong_path(release.root, (*path, "root"), ground, "folder")
    yield from _wrong_path(release.card, (*path, "card"), ground, "file")
    yield from _wrong_license(release.license, (*path, "license"), ground)
    yield from _wrong_components(release.components, (*path, "components"), ground)
    same = [each for each in before if tidy(each.root or "") == tidy(release.root or "")]
    if same and not (release.card or release.license or release.components):
        message = f"the root of {short(same[0].name)} too; give it a root, card or license of its own"
        yield Mistake(path=(*path, "root") if release.root else path, message=message)


def _wrong_components(
    components: Mapping[ComponentId, tuple[Part, ...]] | None, path: Path, ground: Ground
) -> Iterator[Mistake]:
    for id_, parts in (components or {}).items():
        if not parts or len(parts) > _MOST_PARTS:
            message = f"{len(parts)} places; name one to {_MOST_PARTS}, each with a path or a url"
            yield Mistake(path=(*path, id_), message=message)
        for at, part in enumerate(parts[:_MOST_PARTS]):
            yield from _wrong_part(part, (*path, id_, at), ground)


def _wrong_part(part: Part, path: Path, ground: Ground) -> Iterator[Mistake]:
    if (part.path is None) is (part.url is None):
        seen = "neither a path nor a url" if part.path is None else "both a path and a url"
        yield Mistake(path=path, message=f"{seen}; name the one place where it is")
    if part.revision and part.path:
        message = "goes with a url: a path is judged at the commit that is judged; leave it out"
        yield Mistake(path=(*path, "revision"), message=message)
    yield from _wrong_path(part.path, (*path, "path"), ground)
    yield from _wrong_url(part.url, (*path, "url"))
    yield from _wrong_license(part.license, (*path, "license"), ground)


def _wrong_path(
    said: str | None, path: Path, ground: Ground, wanted: str = "file or folder"
) -> Iterator[Mistake]:
    message = "" if said is None else ground.places.wrong(said, wanted=wanted)
    if message:
        yield Mistake(path=path, message=message)


def _wrong_url(said: str | None, path: Path) -> Iterator[Mistake]:
    if said is None:
        return
    if not _URL.fullmatch(said):
        message = f"{short(said)} is no address; write it whole, such as https://huggingface.co/owner/name"
        yield Mistake(path=path, message=message)
    elif lookout().placeholder.search(_SCHEME.sub("", said)):
        message = f"{short(said)} holds a placeholder; name the place that has it, or leave the entry out"
        yield Mistake(path=path, message=message)


def _wrong_license(said: str | None, path: Path, ground: Ground) -> Iterator[Mistake]:
    if said is None or ground.places.is_file(tidy(said)):
        return
    if "/" in said and " " not in said:
        yield Mistake(path=path, message=ground.places.wrong(said, wanted="file"))
        return
    parsed = parse(said, ground.table)
    if parsed.expression is None or parsed.problem:
        problem = parsed.problem or f"{short(said)} is no license that is known; write an SPDX id"
        yield Mistake(path=path, message=f"{problem} (or the path of a license text in the repository)")
