"""Links to weights -> does the release offer them as its own, or are they on the page of another maker?"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from openrelease.model import Evidence, Location, Status
from openrelease.scan.components.detect_components import ComponentInputs
from openrelease.scan.components.link_targets import Target
from openrelease.scan.inputs.owner_names import is_related_owner, squash_name
from openrelease.scan.inputs.parsed_document import Section
from openrelease.scan.licensing.copyright_holders import find_copyright_holders
from openrelease.scan.licensing.passages.release_names import ReleaseNames

_ASKS_FIRST = frozenset({"access-form"})
"""Evidence of weights that are released under terms of their own."""
_FETCHES = frozenset({"weight-url", "weight-code-url", "download-script", "release-asset-loader", "pretrained-loader"})
"""Evidence that source itself fetches the weights, wherever it lies."""
_NAMED = frozenset({"hub-organisation-named"})
"""Evidence of a sentence that names the release's own models, whoever's account holds them."""
_OWNED_PAGES = ("hub-", "github-", "release-")
"""Kinds of links whose address names an owner."""
_MEASURES = re.compile(
    r"(?:^|/)(?:eval\w*|metrics?|losses)/|frechet|(?<![a-z])(?:fid|fvd|lpips)(?![a-z])|inception", re.IGNORECASE
)
"""Source that measures: the networks that it fetches for that are no part of a release."""
_Place = tuple[str, Section]
_DEEP = 3  # folders: what a document that far down links may be an experiment of its own
_SHORTEST_NAME = 4  # letters: a shorter one is a word of many names
_SHORTEST_OWNER = 5  # letters: a shorter one is part of many names


def offers_weights(evidence: Sequence[Evidence], inputs: ComponentInputs, release: ReleaseNames) -> bool:
    """Return whether the release offers weights that lie elsewhere, on no other maker's page.

    It does so in a document near the root, or in source that fetches them. A page whose model has the name of the
    release is its own, whoever's account it is.
    """
    home, near = inputs.gathered.at_home, inputs.catalog.near
    linked = [each for each in evidence if each.status is Status.LINKED and each.how not in _ASKS_FIRST]
    targets = tuple(_find_targets(linked, inputs))
    makers = _list_makers(inputs) if linked else ()
    foreign = _find_foreign_sections(targets, inputs, makers)
    for each, target in zip(linked, targets, strict=True):
        path = home(each.location.path)
        named = target is not None and (each.how in _NAMED or _has_name(target, release))
        if named and (path.count("/") < _DEEP or each.how.endswith("-in-source")):
            return True
        if _find_section(each.location, inputs) in foreign or _MEASURES.search(path):
            continue
        offered = near.search(path) or each.how in _FETCHES
        if offered and (named or target is None or not _is_of_another_maker(target, inputs, makers)):
            return True
    return False


def _find_foreign_sections(
    targets: Iterable[Target | None], inputs: ComponentInputs, makers: Collection[str]
) -> Collection[_Place]:
    """Return the sections where every page of weights whose owner is known is another maker's.

    A file beside them, on a page that names no owner, is taken for theirs.
    """
    owned: dict[_Place, bool] = {}
    for target in targets:
        if target and target.link.section and _names_owner(target):
            place = (target.path, target.link.section)
            owned[place] = owned.get(place, False) or not _is_of_another_maker(target, inputs, makers)
    return frozenset(place for place, own in owned.items() if not own)


def _find_section(place: Location, inputs: ComponentInputs) -> _Place | None:
    """Return the section that a line of a document stands in."""
    document = next((each for each in inputs.gathered.documents if each.path == place.path), None)
    above = [each for each in (document.blocks if document else ()) if each.line <= (place.line or 0)]
    return (place.path, above[-1].section) if above else None


def find_weight_pages(evidence: Sequence[Evidence], inputs: ComponentInputs) -> tuple[Target, ...]:
    """Return the targets of the links that are evidence of weights."""
    linked = [each for each in evidence if each.status is Status.LINKED]
    return tuple(dict.fromkeys(filter(None, _find_targets(linked, inputs))))


def _find_targets(evidence: Sequence[Evidence], inputs: ComponentInputs) -> Iterator[Target | None]:
    """Yield the target of each link, None for what is no link of a document."""
    pages: dict[tuple[str, int | None, str], Target] = {
        (each.path, each.link.line, each.link.url): each for each in inputs.targets
    }
    yield from (pages.get((each.location.path, each.location.line, each.url or "")) for each in evidence)


def _has_name(target: Target, release: ReleaseNames) -> bool:
    """Return whether the name of a page begins with that of the release, as a word of its own or with a version."""
    name = release.name
    if not target.kind.startswith("hub-"):
        return False
    if name and squash_name(name) == squash_name(target.name):
        return name not in release.generic
    if len(squash_name(name)) < _SHORTEST_NAME or name in release.generic:
        return False
    letters = r"[\W_]?".join(re.escape(each) for each in squash_name(name))
    return re.match(rf"{letters}(?![a-z])", target.name.casefold()) is not None


def _names_owner(target: Target) -> bool:
    """Return whether the address of a page names who owns it."""
    return bool(target.owner) and (target.kind.startswith(_OWNED_PAGES) or "huggingface.co" in target.link.url)


def _is_of_another_maker(target: Target, inputs: ComponentInputs, makers: Collection[str]) -> bool:
    """Return whether the owner of a page is neither that of the repository nor who holds its copyright."""
    owner, _, name = (inputs.gathered.snapshot.name or "").partition("/")
    plain = squash_name(target.owner)
    if not _names_owner(target) or is_related_owner(target.owner, owner):
        return False
    if len(plain) >= _SHORTEST_NAME and plain == squash_name(re.split(r"[\W_]", name)[0]):
        return False  # an account that is named for the project
    return len(plain) < _SHORTEST_OWNER or not any(plain in maker for maker in makers)


def _list_makers(inputs: ComponentInputs) -> tuple[str, ...]:
    """Return the names of the copyright holders, as names are compared; the texts are read for all pages once."""
    return tuple(squash_name(holder.name) for holder in find_copyright_holders(inputs.gathered))
