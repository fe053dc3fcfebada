"""Weight files and what lies beside them -> integrity findings: complete, and without contradiction?

Enter at `inspect_weight_release` and `check_integrity`. A rule is a module with `RULE` and `check_release`, in the
package of the question that it asks; `rule_table` finds it there, and no list has to be edited.
"""

from openrelease.model import Fault
from openrelease.scan.inputs.read_inputs import RepositoryInputs
from openrelease.scan.integrity.read_release import read_weight_release
from openrelease.scan.integrity.rule_table import load_rule_modules
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.scan.weight_files.headers import WeightFileHeader

MAX_FINDINGS = 500


def inspect_weight_release(
    inputs: RepositoryInputs, files: tuple[WeightFileHeader, ...], name: str | None
) -> WeightRelease | None:
    """Read the configurations beside weight files; None, and nothing is read, where there are no weights."""
    if not files:
        return None
    return read_weight_release(inputs.snapshot, inputs.entries, files, inputs.documents, name)


def check_integrity(release: WeightRelease | None) -> tuple[Fault, ...]:
    """Return the findings between files, each once, in the order of rules and at most `MAX_FINDINGS`."""
    if release is None:
        return ()
    found = (each for module in load_rule_modules().values() for each in module.check_release(release))
    return tuple(dict.fromkeys(found))[:MAX_FINDINGS]
