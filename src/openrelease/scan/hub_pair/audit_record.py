"""Facts of a record and what is behind its links -> the same facts, each component with what was found for it."""

from openrelease.model import ComponentFacts, Evidence, Facts, Status
from openrelease.scan.hub_pair.pair_rules import check_pairs
from openrelease.scan.hub_pair.pairs import read_pairs
from openrelease.scan.inputs.read_inputs import RepositoryInputs
from openrelease.scan.licensing.statement import Reader
from openrelease.values import replace


def audit_record(facts: Facts, gathered: RepositoryInputs, reader: Reader) -> Facts:
    """Return the facts of a Model Openness Tool record after its links were followed.

    A component whose link leads to nothing is absent; one that was seen there is verified; of others nothing more is
    known than the record says. `gathered` are the inputs of no repository.
    """
    reading = read_pairs({id_: each.evidence for id_, each in facts.components.items()}, gathered, reader)
    components = {id_: _update(each, reading.found[id_]) for id_, each in facts.components.items()}
    return replace(
        facts,
        components=components,
        problems=(*facts.problems, *reading.problems),
        faults=(*facts.faults, *check_pairs(reading.pairs, facts.components, ())),
    )


def _update(facts: ComponentFacts, evidence: tuple[Evidence, ...]) -> ComponentFacts:
    return replace(facts, evidence=evidence) if evidence or not facts.evidence else ComponentFacts(status=Status.ABSENT)
