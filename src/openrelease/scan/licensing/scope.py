"""A statement and the evidence of a component -> its scope: the whole component, or its own folder."""

from collections.abc import Iterator, Sequence

from openrelease.model import Component, Evidence, Permissive, Status, is_inside
from openrelease.scan.components.detect_components import ComponentInputs
from openrelease.scan.licensing.statement import ScopedClaim


def reaches(
    statement: ScopedClaim, component: Component, evidence: Sequence[Evidence], inputs: ComponentInputs
) -> bool:
    """Return whether a statement may be believed for a component.

    A document deep in the tree covers the files at or below its folder and for what it links itself, a
    license file there for what any document of its folder links. What they say against a license counts
    everywhere: of doubt, rather too much than too little. One in the folder of the model that is looked at
    covers the model, as long as that lies in no other folder.
    """
    if statement.claim.permissive is not Permissive.YES:
        return True
    if statement.files:
        shown = (each.location.path for each in _strongest_evidence(evidence))
        return statement.files.issuperset((*shown, *_weight_file_paths(component, evidence, inputs)))
    if not statement.within:
        return True
    if statement.within == inputs.gathered.root == find_component_folder(component, evidence, inputs):
        return True
    document, below = statement.claim.location.path, f"{statement.within}/"
    beside = statement.claim.how == "file"
    linked = {
        each.link.url for each in inputs.targets if each.path == document or (beside and each.path.startswith(below))
    }
    files_reached = all(path.startswith(below) for path in _weight_file_paths(component, evidence, inputs))
    return files_reached and all(
        each.location.path.startswith(below) or each.url in linked for each in _strongest_evidence(evidence)
    )


def find_component_folder(component: Component, evidence: Sequence[Evidence], inputs: ComponentInputs) -> str:
    """Give the folder of the model that is looked at, "" where some of the component lies outside of it.

    What its folder says is then not said of all of the component.
    """
    root = inputs.gathered.root
    lying = (each.location.path for each in evidence if each.status is Status.IN_REPO)
    files = (*lying, *_weight_file_paths(component, evidence, inputs))
    return root if all(is_inside(path, root) for path in files) else ""


def _strongest_evidence(evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    return (each for each in evidence if each.status is evidence[0].status)


def _weight_file_paths(component: Component, evidence: Sequence[Evidence], inputs: ComponentInputs) -> Iterator[str]:
    """Yield all weight files of a release: of many, not each is among the evidence."""
    if component.id == "weights" and evidence[0].status is Status.IN_REPO:
        yield from (seen.place for seen in inputs.released if seen.found)
