"""Statements -> the license that governs each component: the nearest statement wins, and doubt stays doubt.

For each part (weights, code, data, document) the tiers are: a license file named for the part; what
documents and metadata say of the part; the license of the whole repository, which the part inherits where the
repository publishes it. Within a tier, statements that differ in permissiveness give `mixed`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from openrelease.catalog.component_rules import Component, Library
from openrelease.model import Evidence, License, Location, Permissive, Status, inside, spot
from openrelease.scan.components.detect_components import Scene
from openrelease.scan.components.link_targets import OWN, Target, related
from openrelease.scan.licensing.scope import home_of, reaches
from openrelease.scan.licensing.statement import ALLOWS, FORBIDS, Reader, Statement

_RUN_BY_LIBRARIES = frozenset({"architecture_code", "inference_code"})
_WORST = (Permissive.NO, Permissive.MIXED, Permissive.UNKNOWN, Permissive.YES)


def governing(
    component: Component,
    evidence: Sequence[Evidence],
    statements: Sequence[Statement],
    scene: Scene,
    reader: Reader,
) -> tuple[License | None, tuple[License, ...]]:
    """Give the license that governs a component that is there, and all statements that speak of it.

    A license is under none, but its statements say what it is.
    """
    if not evidence:
        return None, ()
    if component.id == "license":
        return None, tuple(each.license for each in statements)
    own = [each for each in statements if each.component in {"", component.id}]
    heard = [each for each in own if reaches(each, component, evidence, scene)]
    home = home_of(component, evidence, scene)
    direct = [each for each in heard if each.part == component.part]
    whole = [each for each in heard if not each.part]
    if component.part == "weights":
        direct += [_as_weights(each) for each in whole if _for_models(each, home, scene)]
    linked = evidence[0].status is Status.LINKED
    if (
        linked
        and component.part in {"code", "document"}
        and (said := [each for each in own if each.component])
    ):
        spoken = tuple(each.license for each in (*said, *direct))
        return _doubted(_chosen(said), direct, (), scene.gathered.levels), spoken
    if component.part == "code" and linked:
        remote = any(each.how == "auto-map-remote" for each in evidence)  # source with terms of its own
        runs = component.id in _RUN_BY_LIBRARIES and not remote
        return _library(evidence, scene, reader) if runs else None, ()
    spoken = tuple(each.license for each in (*direct, *whole))
    if component.part == "document" and linked:
        return None, ()  # a paper or a page elsewhere has terms of its own
    nearest, inherited = (
        _chosen(_near(direct, scene.gathered.root)),
        _inherited(component, evidence, whole, scene),
    )
    chosen = _stricter(nearest, inherited, whole) if nearest else inherited
    return _doubted(chosen, direct, whole, scene.gathered.levels) or _elsewhere(component, statements), spoken


def _elsewhere(component: Component, statements: Sequence[Statement]) -> License | None:
    """Where nothing else speaks, tell of words that do not reach this far; they decide nothing."""
    said = (each for each in statements if each.within and each.part in {component.part, ""})
    for each in said:
        note = f"said for {each.within}/ and what is linked there, not for all that is here"
        return replace(each.license, permissive=_at_most_unknown(each.license), note=note)
    return None


def _for_models(statement: Statement, home: str, scene: Scene) -> bool:
    """Tell of a license file whether it is in a folder of models, or in that of the one that is looked at."""
    placed = scene.lookout.weight_folders.search(statement.folder) or (home and statement.folder == home)
    return statement.license.how == "file" and bool(placed)


def _as_weights(statement: Statement) -> Statement:
    return replace(statement, part="weights")


def _near(direct: Sequence[Statement], home: str) -> Sequence[Statement]:
    """Leave out texts and words elsewhere, where the folder of the model that is looked at has its own.

    What is declared of a component stays: then there are two, and both count.
    """
    own = {_is_text(each) for each in direct if home and inside(each.license.location.path, home)}
    return [
        each
        for each in direct
        if _is_text(each) not in own or each.component or inside(each.license.location.path, home)
    ]


def _is_text(statement: Statement) -> bool:
    return statement.license.how == "file"


def _chosen(direct: Sequence[Statement]) -> License | None:
    """Take the license of the first tier that says anything: files, then words; badges only confirm."""
    files = [each for each in direct if each.license.how == "file"]
    words = [each for each in direct if each.license.how not in {"file", "badge"}]
    badges = [each for each in direct if each.license.how == "badge"]
    for tier in (files, words):
        if tier:
            return _joined(tier)
    return replace(badges[0].license, permissive=_at_most_unknown(badges[0].license)) if badges else None


def _stricter(nearest: License, inherited: License | None, whole: Sequence[Statement]) -> License:
    """Prefer a license that is known not to be permissive to words that name none ("accept the license")."""
    if nearest.how == "file" or nearest.expression or nearest.permissive is not Permissive.UNKNOWN:
        return nearest
    said = (each.license for each in whole if each.license.how not in {"file", "badge"})
    known = (license_ for license_ in (inherited, *said) if license_)
    return next((license_ for license_ in known if license_.permissive is Permissive.NO), nearest)


def _at_most_unknown(license_: License) -> Permissive:
    return Permissive.UNKNOWN if license_.permissive is Permissive.YES else license_.permissive


def _joined(tier: Sequence[Statement]) -> License:
    """Join the statements of one tier: one license, or the word that they differ."""
    first = tier[0].license
    values = {each.license.permissive for each in tier}
    if values == {first.permissive}:
        return first
    granted = any(each.license.note == ALLOWS for each in tier)
    if Permissive.NO in values and (granted or Permissive.YES in values):
        names = sorted({each.license.expression or "terms without a name" for each in tier})
        note = f"differs between parts: {', '.join(names)}"
        worst = next(each.license for each in tier if each.license.permissive is Permissive.NO)
        return replace(worst, expression=None, permissive=Permissive.MIXED, note=note)
    worst_first = sorted(tier, key=lambda each: _WORST.index(each.license.permissive))
    return worst_first[0].license


def _inherited(
    component: Component, evidence: Sequence[Evidence], whole: Sequence[Statement], scene: Scene
) -> License | None:
    """Give the repository's license to what the repository publishes: in the tree, or linked as its own.

    Data that is only linked is mostly made from others' work, so that the license of the source says little.
    """
    if not whole:
        return None
    files = _nearest(evidence, [each for each in whole if each.license.how == "file"], scene)
    words = [each for each in whole if each.license.how not in {"file", "badge"}]
    badges = [each for each in whole if each.license.how == "badge"]
    for tier in (files, words):
        if tier:
            found = _joined(tier)
            linked_data = component.part == "data" and evidence[0].status is not Status.IN_REPO
            if _published(evidence, scene) and not linked_data:
                return replace(found, how="inherited") if found.how == "file" else found
            note = "and the repository does not say that it covers what is only linked"
            return replace(found, how="inherited", permissive=_at_most_unknown(found), note=note)
    return replace(badges[0].license, permissive=_at_most_unknown(badges[0].license)) if badges else None


def _nearest(evidence: Sequence[Evidence], files: Sequence[Statement], scene: Scene) -> tuple[Statement, ...]:
    """Give the license files of the folder that is looked at, or of the next above it that has any.

    For what lies outside of that folder its license says nothing: there the one above counts, too.
    """
    levels = [each for each in scene.gathered.levels if any(_folder(file) == each for file in files)]
    lying = [each.location.path for each in evidence if each.status is Status.IN_REPO]
    places = lying or [f"{scene.gathered.root}/"]
    reached = {next((level for level in levels if _within(place, level)), None) for place in places}
    return tuple(file for level in levels if level in reached for file in files if _folder(file) == level)


def _folder(file: Statement) -> str:
    return file.license.location.path.rpartition("/")[0]


def _within(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _published(evidence: Sequence[Evidence], scene: Scene) -> bool:
    if any(each.status is Status.IN_REPO for each in evidence):
        return True
    own = {(each.path, each.link.line, each.link.url) for each in scene.targets if _is_owners(each, scene)}
    home = scene.gathered.at_home
    near = [each for each in evidence if scene.lookout.near.search(home(each.location.path))]
    return any((each.location.path, each.location.line, each.url) in own for each in near)


def _is_owners(target: Target, scene: Scene) -> bool:
    """Is it its owner's for certain? What only shares a word of the name may have terms of its own."""
    owner = (scene.gathered.snapshot.name or "").partition("/")[0]
    return target.whose == OWN and (not target.owner or related(target.owner, owner))


def _doubted(
    chosen: License | None,
    direct: Sequence[Statement],
    whole: Sequence[Statement],
    levels: Sequence[str],
) -> License | None:
    """Withdraw a "permissive" where another statement of the part or of the whole says that it is not.

    A license file of the root that cannot be named speaks against what words claim, too.
    """
    if chosen is None or chosen.permissive is not Permissive.YES:
        return chosen
    named = (*direct, *whole)
    against = next((each.license for each in named if _is_against(each.license, chosen, levels)), None)
    if against is None:
        return chosen
    terms = against.expression or against.note or "a license that cannot be named"
    return replace(
        chosen, permissive=Permissive.UNKNOWN, note=f"contradicted by {spot(against.location)}: {terms}"
    )


def _is_against(stated: License, chosen: License, levels: Sequence[str]) -> bool:
    if stated.note == FORBIDS:
        return True
    at_root = stated.how == "file" and stated.location.path.rpartition("/")[0] in levels
    if chosen.how in {"file", "inherited"}:
        return stated.how != "file" and stated.permissive is Permissive.NO
    if at_root:
        return stated.permissive is not Permissive.YES
    return stated.how != "file" and stated.permissive is Permissive.NO


def _library(evidence: Sequence[Evidence], scene: Scene, reader: Reader) -> License | None:
    """Name the license of the well-known library that runs the model, where the documents name one."""
    for library, place in _libraries(evidence, scene):
        note = f"source is in {library.name}, not in this repository ({library.source})"
        return reader.license(library.license, "library", place, note)
    return None


def _libraries(evidence: Sequence[Evidence], scene: Scene) -> Iterator[tuple[Library, Location]]:
    by_source = {library.source.partition(" ")[0]: library for library in scene.lookout.libraries}
    for each in evidence:
        if library := by_source.get((each.url or "").removeprefix("https://")):
            yield library, each.location
    rows = {each.location.path: each.location.line or 0 for each in reversed(evidence)}
    for document in scene.gathered.documents:
        if document.path not in rows:
            continue
        for library in scene.lookout.libraries:
            for block in document.blocks:
                if library.pattern.search(block.text):
                    yield library, Location(path=document.path, line=block.line)
