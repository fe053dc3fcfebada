"""Statements -> the license that governs each component: the nearest statement wins, and doubt stays doubt.

For each part (weights, code, data, document) the tiers are: a license file named for the part; what
documents and metadata say of the part; the license of the whole repository, which the part inherits where the
repository publishes it. Within a tier, statements that differ in permissiveness give `mixed`.
"""

from collections.abc import Iterator, Sequence

from openrelease.catalog.catalog_entries import Library
from openrelease.model import (
    Claim,
    Component,
    EffectiveLicense,
    Evidence,
    Location,
    Permissive,
    Reason,
    SetAside,
    Status,
    is_inside,
)
from openrelease.scan.components.detect_components import ComponentInputs
from openrelease.scan.integrity.runner_evidence import RUNNER_COMPONENTS
from openrelease.scan.licensing.scope import find_component_folder, reaches
from openrelease.scan.licensing.statement import Reader, ScopedClaim
from openrelease.scan.licensing.weight_pages import offers_weights
from openrelease.values import replace

_LIMITS = frozenset({Reason.NON_COMMERCIAL, Reason.PERMISSION_REQUIRED, Reason.USE_RESTRICTED})
_DRIVERS = frozenset({"library-driver", "graph-script"})
"""Evidence of a script of the repository that calls a library: the script is under the repository's license."""
_WORST_FIRST = (Permissive.NO, Permissive.MIXED, Permissive.UNKNOWN, Permissive.YES)


def resolve_effective_license(
    component: Component,
    evidence: Sequence[Evidence],
    statements: Sequence[ScopedClaim],
    inputs: ComponentInputs,
    reader: Reader,
) -> tuple[EffectiveLicense | None, tuple[Claim, ...]]:
    """Return the license that governs a component that is there, and all claims about that.

    The component `license` has no license of its own; its claims are those of all components.
    """
    counted = [each for each in statements if each.claim.set_aside is None]
    governing, claims = _resolve_claim(component, evidence, counted, inputs, reader)
    misread = (each for each in statements if each.claim.set_aside and each.part in {component.part, ""})
    aside = tuple(each.claim for each in misread) if evidence else ()
    if governing is None:
        return None, (*claims, *aside)
    effective = EffectiveLicense.of(governing)
    direct = {each.claim for each in statements if each.part == component.part}
    told = (replace(each, set_aside=_find_set_aside(each, effective, direct=each in direct)) for each in claims)
    return effective, (*told, *aside)


def _find_set_aside(claim: Claim, governing: EffectiveLicense, *, direct: bool) -> SetAside | None:
    """Return why a claim does not govern, None for the one that does."""
    if (claim.location, claim.expression) == (governing.location, governing.expression):
        return None
    if any(claim.location == each.location for each in governing.against):
        return SetAside.CONTRADICTS
    if claim.how == "badge":
        return SetAside.BADGE
    if (claim.expression, claim.permissive) == (governing.expression, governing.permissive):
        return SetAside.CONFIRMS
    nearer = not direct and governing.how not in {"inherited", "assumed"}
    return SetAside.NEARER_CLAIM if nearer else SetAside.OUTWEIGHED


def _resolve_claim(
    component: Component,
    evidence: Sequence[Evidence],
    statements: Sequence[ScopedClaim],
    inputs: ComponentInputs,
    reader: Reader,
) -> tuple[Claim | None, tuple[Claim, ...]]:
    if not evidence:
        return None, ()
    if component.id == "license":
        return None, tuple(each.claim for each in statements)
    own = [each for each in statements if each.component in {"", component.id}]
    reaching = [each for each in own if reaches(each, component, evidence, inputs)]
    home = find_component_folder(component, evidence, inputs)
    direct = [each for each in reaching if each.part == component.part]
    whole = [each for each in reaching if not each.part]
    if component.part == "weights":
        direct += [_as_weights(each) for each in whole if _is_text_for_models(each, home, inputs)]
    if component.part == "code":
        direct += [replace(each, part="code") for each in whole if _limits_folder_of_code(each, evidence[0])]
    linked = evidence[0].status is Status.LINKED
    if linked and component.part in {"code", "document"} and (said := [each for each in own if each.component]):
        claims_of_component = tuple(each.claim for each in (*said, *direct))
        return _withdraw_contradicted(_choose_tier(said), direct, (), inputs.gathered.levels), claims_of_component
    if component.part == "code" and linked:
        remote = any(each.how == "auto-map-remote" for each in evidence)  # source with terms of its own
        runs = component.id in RUNNER_COMPONENTS and not remote
        library = _find_library_license(evidence, inputs, reader) if runs else None
        if library or not any(each.how in _DRIVERS for each in evidence):
            return library, ()
    claims_of_component = tuple(each.claim for each in (*direct, *whole))
    if component.part == "document" and linked:
        return None, ()  # a paper or a page elsewhere has terms of its own
    nearest, inherited = (
        _choose_tier(_keep_nearest(direct, inputs.gathered.root)),
        _inherit_from_whole(component, evidence, whole, inputs, reader),
    )
    chosen = _choose_stricter(nearest, inherited, whole) if nearest else inherited
    chosen = _choose_known_limit(chosen, direct, whole)
    return _withdraw_contradicted(chosen, direct, whole, inputs.gathered.levels) or _find_narrower_statement(
        component, statements
    ), claims_of_component


def _find_narrower_statement(component: Component, statements: Sequence[ScopedClaim]) -> Claim | None:
    """Where no other claim is left, name the claims out of reach; they decide nothing."""
    said = (each for each in statements if each.within and each.part in {component.part, ""})
    for each in said:
        return replace(
            each.claim,
            permissive=_at_most_unknown(each.claim),
            reason=Reason.NARROWER_SCOPE,
            detail=f"{each.within}/",
        )
    return None


def _is_text_for_models(statement: ScopedClaim, home: str, inputs: ComponentInputs) -> bool:
    """Return whether a license file is in a folder of models, or in that of the scanned one."""
    placed = inputs.catalog.weight_folders.search(statement.folder) or (home and statement.folder == home)
    return statement.claim.how == "file" and bool(placed)


def _limits_folder_of_code(statement: ScopedClaim, evidence: Evidence) -> bool:
    """Return whether a license file that is not permissive is in a folder of the code, below the root."""
    beside = bool(statement.folder) and is_inside(evidence.location.path, statement.folder)
    return beside and statement.claim.how == "file" and statement.claim.permissive is Permissive.NO


def _as_weights(statement: ScopedClaim) -> ScopedClaim:
    return replace(statement, part="weights")


def _keep_nearest(direct: Sequence[ScopedClaim], home: str) -> Sequence[ScopedClaim]:
    """Leave out texts and words elsewhere, where the folder of the model that is looked at has its own.

    What is declared of a component stays: then there are two, and both count.
    """
    own = {_is_text(each) for each in direct if home and is_inside(each.claim.location.path, home)}
    return [
        each
        for each in direct
        if _is_text(each) not in own or each.component or is_inside(each.claim.location.path, home)
    ]


def _is_text(statement: ScopedClaim) -> bool:
    return statement.claim.how == "file"


def _choose_tier(direct: Sequence[ScopedClaim]) -> Claim | None:
    """Take the license of the first tier that says anything: files, then words; badges only confirm."""
    files = [each for each in direct if each.claim.how == "file"]
    words = [each for each in direct if each.claim.how not in {"file", "badge"}]
    badges = [each for each in direct if each.claim.how == "badge"]
    for tier in (files, words):
        if tier:
            return _merge_tier(tier)
    return replace(badges[0].claim, permissive=_at_most_unknown(badges[0].claim)) if badges else None


def _choose_stricter(nearest: Claim, inherited: Claim | None, whole: Sequence[ScopedClaim]) -> Claim:
    """Prefer a license that is known not to be permissive to words that name none ("accept the license")."""
    if nearest.how == "file" or nearest.expression or nearest.permissive is not Permissive.UNKNOWN:
        return nearest
    said = (each.claim for each in whole if each.claim.how not in {"file", "badge"})
    known = (license_ for license_ in (inherited, *said) if license_)
    return next((license_ for license_ in known if license_.permissive is Permissive.NO), nearest)


def _choose_known_limit(
    chosen: Claim | None, direct: Sequence[ScopedClaim], whole: Sequence[ScopedClaim]
) -> Claim | None:
    """Prefer a limit that is understood to a license that is not; neither badges nor single models settle it."""
    if chosen is None or chosen.permissive is not Permissive.UNKNOWN:
        return chosen
    said = (*direct, *whole)
    limits = (each.claim for each in said if each.claim.how != "badge" and _is_limit(each))
    return next(limits, chosen)


def _at_most_unknown(license_: Claim) -> Permissive:
    return Permissive.UNKNOWN if license_.permissive is Permissive.YES else license_.permissive


def _merge_tier(tier: Sequence[ScopedClaim]) -> Claim:
    """Join the statements of one tier: one license, or the word that they differ."""
    first = tier[0].claim
    values = {each.claim.permissive for each in tier}
    if values == {first.permissive}:
        return first
    if limit := next((each.claim for each in tier if _is_limit(each)), None):
        return limit
    granted = any(each.claim.reason is Reason.COMMERCIAL_USE_GRANTED for each in tier)
    if Permissive.NO in values and (granted or Permissive.YES in values):
        names = sorted({each.claim.expression or "terms without a name" for each in tier})
        worst = next(each.claim for each in tier if each.claim.permissive is Permissive.NO)
        return replace(
            worst,
            expression=None,
            permissive=Permissive.MIXED,
            reason=Reason.MIXED_PARTS,
            detail=", ".join(names),
        )
    worst_first = sorted(tier, key=lambda each: _WORST_FIRST.index(each.claim.permissive))
    return worst_first[0].claim


def _is_limit(statement: ScopedClaim) -> bool:
    """Return whether a claim restricts all models, and not one of several: then no grant beside it holds."""
    limited = statement.claim.permissive is Permissive.NO and statement.claim.reason in _LIMITS
    return limited and not statement.model


def _inherit_from_whole(
    component: Component,
    evidence: Sequence[Evidence],
    whole: Sequence[ScopedClaim],
    inputs: ComponentInputs,
    reader: Reader,
) -> Claim | None:
    """Give the repository's license to what the repository publishes: in the tree, or linked as its own.

    Data that is only linked is mostly made from others' work, so that the license of the source says little.
    """
    if not whole:
        return None
    files = _find_nearest_files(evidence, [each for each in whole if each.claim.how == "file"], inputs)
    words = [each for each in whole if each.claim.how not in {"file", "badge"}]
    badges = [each for each in whole if each.claim.how == "badge"]
    for tier in (files, words):
        if tier:
            found = _merge_tier(tier)
            linked_data = component.part == "data" and evidence[0].status is not Status.IN_REPO
            calls = component.part == "code" and any(each.how in _DRIVERS for each in evidence)
            if calls or (_is_published(evidence, inputs) and not linked_data):
                return replace(found, how="inherited") if found.how == "file" else found
            if component.part == "weights" and offers_weights(evidence, inputs, reader.release):
                return _assume(found, reader)
            return replace(
                found,
                how="inherited",
                permissive=Permissive.UNKNOWN if _is_copyleft(found, reader) else _at_most_unknown(found),
                reason=Reason.LINKED_ELSEWHERE,
                detail="",
            )
    return replace(badges[0].claim, permissive=_at_most_unknown(badges[0].claim)) if badges else None


def _assume(found: Claim, reader: Reader) -> Claim:
    """Return the license of the whole as that of weights that lie elsewhere; the settings say what that is worth."""
    if found.how != "file":
        return found
    if reader.accepts_assumptions:
        return replace(found, how="assumed")
    return replace(found, how="assumed", permissive=_at_most_unknown(found), reason=Reason.LINKED_ELSEWHERE, detail="")


def _is_copyleft(claim: Claim, reader: Reader) -> bool:
    """Return whether a license restricts only how source is passed on, and nothing of what lies elsewhere."""
    row = reader.table.facets(claim.expression) if claim.expression else None
    return row is not None and (row.kind or "").endswith("copyleft")


def _find_nearest_files(
    evidence: Sequence[Evidence], files: Sequence[ScopedClaim], inputs: ComponentInputs
) -> tuple[ScopedClaim, ...]:
    """Give the license files of the folder that is looked at, or of the next above it that has any.

    For what lies outside of that folder its license says nothing: there the one above counts, too.
    """
    levels = [each for each in inputs.gathered.levels if any(_folder_of_file(file) == each for file in files)]
    lying = [each.location.path for each in evidence if each.status is Status.IN_REPO]
    places = lying or [f"{inputs.gathered.root}/"]
    reached = {next((level for level in levels if _is_within(place, level)), None) for place in places}
    return tuple(file for level in levels if level in reached for file in files if _folder_of_file(file) == level)


def _folder_of_file(file: ScopedClaim) -> str:
    return file.claim.location.path.rpartition("/")[0]


def _is_within(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _is_published(evidence: Sequence[Evidence], inputs: ComponentInputs) -> bool:
    if any(each.status is Status.IN_REPO for each in evidence):
        return True
    home = inputs.gathered.at_home
    return any(each.owned and inputs.catalog.near.search(home(each.location.path)) for each in evidence)


def _withdraw_contradicted(
    chosen: Claim | None,
    direct: Sequence[ScopedClaim],
    whole: Sequence[ScopedClaim],
    levels: Sequence[str],
) -> Claim | None:
    """Withdraw a "permissive" where another statement of the part or of the whole says that it is not.

    A license file of the root that cannot be named contradicts what words claim, too.
    """
    if chosen is None or chosen.permissive is not Permissive.YES:
        return chosen
    stated = chosen.how == "prose" and chosen.expression is not None and any(each.claim is chosen for each in direct)
    named = (*direct, *(each for each in whole if not (stated and _is_known_text(each))))
    found = next((each for each in named if _contradicts(each.claim, chosen, levels)), None)
    if found is None:
        return chosen
    against = found.claim
    limited = chosen.how in {"inherited", "assumed"} and _is_definite(found)
    if limited or (against.how == "file" and against.permissive is Permissive.MIXED):
        return against
    doubted = replace(chosen, permissive=Permissive.UNKNOWN, reason=Reason.CONTRADICTED, detail="")
    return EffectiveLicense.of(doubted, [against])


def _is_known_text(statement: ScopedClaim) -> bool:
    """Return whether a file holds a license that is understood: a sentence on the license of a part goes before it."""
    return statement.claim.how == "file" and statement.claim.permissive is Permissive.NO


def _is_definite(statement: ScopedClaim) -> bool:
    """Return whether words limit the use of all models: no text beside them allows more.

    Another license by its name alone is a contradiction that only the maintainers can settle.
    """
    return statement.claim.how in {"prose", "table"} and _is_limit(statement)


def _contradicts(stated: Claim, chosen: Claim, levels: Sequence[str]) -> bool:
    if stated.reason is Reason.USE_RESTRICTED:
        return True
    at_root = stated.how == "file" and stated.location.path.rpartition("/")[0] in levels
    if chosen.how in {"file", "inherited", "assumed"}:
        return stated.how != "file" and stated.permissive is Permissive.NO
    if at_root:
        return stated.permissive is not Permissive.YES
    return stated.how != "file" and stated.permissive is Permissive.NO


def _find_library_license(evidence: Sequence[Evidence], inputs: ComponentInputs, reader: Reader) -> Claim | None:
    """Name the license of the well-known library that runs the model, where the documents name one."""
    for library, place in _find_libraries(evidence, inputs):
        return reader.make_claim(library.license, "library", place, None, f"{library.name}, {library.source}")
    return None


def _find_libraries(evidence: Sequence[Evidence], inputs: ComponentInputs) -> Iterator[tuple[Library, Location]]:
    by_source = {library.source.partition(" ")[0]: library for library in inputs.catalog.libraries}
    for each in evidence:
        if library := by_source.get((each.url or "").removeprefix("https://")):
            yield library, each.location
    rows = {each.location.path: each.location.line or 0 for each in reversed(evidence)}
    for document in inputs.gathered.documents:
        if document.path not in rows:
            continue
        for library in inputs.catalog.libraries:
            for block in document.blocks:
                if library.pattern.search(block.text):
                    yield library, Location(path=document.path, line=block.line)
