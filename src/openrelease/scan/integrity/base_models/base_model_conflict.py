"""Base models that differ among the card, an adapter, GGUF files and config.json."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.base_models.named_bases import (
    NamedBase,
    collect_named_bases,
    normalize_name,
    parse_hub_ids,
)
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="base-model-conflict",
    severity=Severity.WARNING,
    title="card, adapter, GGUF file or configuration name different base models",
    manual=(
        "base_model of the card is compared with base_model_name_or_path of adapters, general.base_model.* of "
        "GGUF files and _name_or_path of config.json. Without it, an adapter is compared with what is in its "
        "folder. Names without an owner are compared by their last part, without case and punctuation; a "
        "quantized file may name the model that it was made from or the base of that. Parts of a diffusers "
        "pipeline have origins of their own and are not compared."
    ),
    why="The license and the obligations of a derived model depend on its base.",
    remedy="Name the same base model in base_model of the card and in the configuration.",
    example=Example(
        files={
            "README.md": "---\nbase_model: acme/base\n---\n# Tiny adapter\n",
            "adapter_model.safetensors": "a safetensors file with lora_A.weight [4, 8]",
            "adapter_config.json": '{"peft_type": "LORA", "base_model_name_or_path": "acme/other"}',
        },
        mended={"README.md": "---\nbase_model: acme/other\n---\n# Tiny adapter\n"},
    ),
    sources=(
        "https://huggingface.co/docs/hub/model-cards#specifying-a-base-model",
        "https://github.com/ggml-org/ggml/blob/master/docs/gguf.md",
    ),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Compare the card with each of the others; where it names no base, an adapter with its neighbors."""
    card = parse_hub_ids(release.card.get("base_model"))
    others = tuple(collect_named_bases(release))
    first = next((each for each in others if each.path.endswith("adapter_config.json")), None)
    if card:
        yield from _compare(release, others, card, release.card_path)
    elif first is not None:
        neighbors = tuple(each for each in others if each.folder == first.folder and each.path != first.path)
        yield from _compare(release, neighbors, (first.base,), first.path)


def _compare(
    release: WeightRelease, others: tuple[NamedBase, ...], bases: tuple[str, ...], path: str
) -> Iterator[Fault]:
    for other in others:
        if not _names_same_base(other, bases, release):
            message = f"names {other.base} as base model, and {path} names {', '.join(sorted(bases))}"
            yield RULE.make_finding(other.path, message[:400])


def _names_same_base(other: NamedBase, bases: tuple[str, ...], release: WeightRelease) -> bool:
    """Return whether it names one of the bases, the release itself, or what a quantized file was made from.

    A name without its owner, as GGUF files have, is compared with the last part of an id.
    """
    tails = {_normalize_tail(each) for each in bases}
    own = {_normalize_tail(name) for name in (release.name or "", release.title) if name}
    tail = _normalize_tail(other.base)
    if other.is_model_config and tail in own:
        return True
    same = other.base in bases if "/" in other.base else tail in tails
    return same or other.base == (release.name or "").lower() or bool(other.own_names & tails)


def _normalize_tail(name: str) -> str:
    return normalize_name(name.rpartition("/")[2])
