"""Weights on the Hub that a workflow of the repository removes at its next run."""

import re
from collections.abc import Iterator
from contextlib import suppress

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import Example, Rule, Severity
from openrelease.scan.hub_pair.pairs import Pair
from openrelease.untrusted import decode_text

RULE = Rule(
    id="hub-sync-deletes",
    severity=Severity.ERROR,
    title="a workflow would remove weights from the Hub",
    manual=(
        "Workflows that use huggingface/hub-sync, or `hf upload` with `--delete`, make the Hub a copy of git. Weight "
        "files that only the Hub has are removed then. A workflow counts if it names the linked repository."
    ),
    why="The next push removes the weights of the release.",
    remedy="Add the weights to git with Git LFS, or leave out what deletes in the workflow.",
    example=Example(
        files={
            "README.md": "# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/tiny.\n",
            ".github/workflows/sync.yml": (
                "jobs:\n  sync:\n    steps:\n      - uses: huggingface/hub-sync@v0.2.1\n"
                "        with: {repo_id: acme/tiny}\n"
            ),
            "hub:acme/tiny": "a model with card, license, configuration and weights",
        },
        mended={".github/workflows/sync.yml": None},
    ),
    sources=("https://github.com/huggingface/hub-sync",),
)

_WORKFLOW = re.compile(r"\.github/workflows/[^/]+\.ya?ml")
_SYNC = re.compile(r"huggingface/hub-sync@|(?:hf|huggingface-cli) upload [^\n]{0,400}--delete")
_WORKFLOW_BYTES = 65_536
_MAX_WORKFLOWS = 30


def check_pair(pair: Pair) -> Iterator[str]:
    """Yield a finding where a workflow makes the linked repository a copy of one without its weights."""
    here = {each.path for each in pair.weights}
    lost = sorted(each.path for each in pair.side.weights if each.path not in here)
    names = (pair.counterpart.link.name, pair.counterpart.moved_to or pair.counterpart.link.name)
    for path, text in _read_workflows(pair) if lost else ():
        if _SYNC.search(text) and any(name in text for name in names):
            more = f" and {len(lost) - 1} more files" if len(lost) > 1 else ""
            yield f"from which {path} removes {lost[0]}{more}, which git does not have"
            return


def _read_workflows(pair: Pair) -> Iterator[tuple[str, str]]:
    found = [entry.path for entry in pair.gathered.entries if _WORKFLOW.fullmatch(entry.path)]
    for path in found[:_MAX_WORKFLOWS]:
        with suppress(UnreadableError, UntrustedInputError):
            yield path, decode_text(pair.gathered.snapshot.read(path, _WORKFLOW_BYTES))
