"""Weights that are here only as pickles."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.scan.weight_files.file_rules import weights_disguised

RULE = Rule(
    id="pickle-only",
    severity=Severity.WARNING,
    title="the weights are only in a form that can run code",
    manual=(
        "Reported where weights are pickles, as .bin and .pt files of PyTorch are, and no weight file of the "
        "release is in a format that holds data alone. This is not a verdict on malware."
    ),
    why="Loading a pickle can run any code, so careful users and platforms refuse it.",
    remedy="Publish the same tensors as safetensors, which hold data alone, beside the pickles or instead of them.",
    example=Example(
        files={"tiny.pth": "a pickle with w [2, 2]"},
        mended={"tiny.safetensors": "a safetensors file with w [2, 2]"},
    ),
    sources=("https://huggingface.co/docs/hub/security-pickle",),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Report the first pickle where no weights are in a safe form."""
    facts = [file.fact for file in release.files]
    errors = {fact.path for fact in facts for fault in fact.faults if fault.severity is Severity.ERROR}
    # A broken file is reported as such; so is a pickle under a safe name, whose intended form is known.
    pickles = [fact.path for fact in facts if fact.serialisation == "pickle" and fact.path not in errors]
    disguised = any(fault.rule == weights_disguised.RULE.id for fact in facts for fault in fact.faults)
    if pickles and not disguised and all(fact.serialisation != "safe" for fact in facts):
        yield RULE.make_finding(pickles[0], "is a pickle, and no weights are in a form that holds data alone")
