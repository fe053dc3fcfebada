"""Cards in git and on the Hub that contradict each other."""

from collections.abc import Iterator

from openrelease.model import Example, Rule, Severity
from openrelease.scan.hub_pair.hub_side import read_keys
from openrelease.scan.hub_pair.pairs import Pair
from openrelease.scan.inputs.read_inputs import is_readme

RULE = Rule(
    id="hub-card-differs",
    severity=Severity.WARNING,
    title="the card on the Hub contradicts the card in git",
    manual=(
        "The keys license, license_name, base_model, datasets, library_name and language in the front matter of the "
        "README at both roots are compared; a key that only one of them has is left alone."
    ),
    why="People read the card on the Hub, and reviewers the one in git.",
    remedy="Correct whichever is wrong; a workflow that uploads the card keeps them equal.",
    example=Example(
        files={
            "README.md": "---\nbase_model: acme/old\n---\n# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/tiny.\n",
            "hub:acme/tiny": "a model with card, license, configuration and weights",
            "hub:acme/tiny/README.md": "---\nlicense: apache-2.0\nbase_model: acme/new\n---\n# Tiny\n",
        },
        mended={
            "README.md": "---\nbase_model: acme/new\n---\n# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/tiny.\n"
        },
    ),
    sources=("https://github.com/huggingface/hub-docs/blob/main/modelcard.md",),
)

_KEYS = ("license", "license_name", "base_model", "datasets", "library_name", "language")


def check_pair(pair: Pair) -> Iterator[str]:
    """Yield a finding for the keys that differ."""
    roots = (each for each in pair.gathered.documents if is_readme(each.path) and "/" not in each.path)
    here, there = read_keys(next(roots, None)), read_keys(pair.side.card)
    found = [key for key in _KEYS if here.get(key) and there.get(key) and _as_words(here[key]) != _as_words(there[key])]
    if pair.own and found:
        key = found[0]
        more = f" (and {', '.join(found[1:])})" if len(found) > 1 else ""
        yield f"whose card says {key}: {_show(there[key])}{more}; the one in git says {_show(here[key])}"


def _as_words(value: object) -> frozenset[str]:
    return frozenset(str(each).casefold() for each in (value if isinstance(value, list) else [value]))


def _show(value: object) -> str:
    return ", ".join(map(str, value if isinstance(value, list) else [value]))[:80]
