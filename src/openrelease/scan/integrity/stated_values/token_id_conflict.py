"""Special token ids that are outside of the vocabulary."""

from collections.abc import Iterator, Mapping

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.release_paths import base_name
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.untrusted import Plain

RULE = Rule(
    id="token-id-conflict",
    severity=Severity.WARNING,
    title="config.json states a special token id outside of the vocabulary",
    manual=(
        "bos_token_id, eos_token_id, pad_token_id, decoder_start_token_id, sep_token_id and cls_token_id of a "
        "config.json, or of its text_config, are compared with vocab_size beside them: ids count from 0. Negative "
        "ids, which mean that there is no such token, are left alone."
    ),
    why="The embedding has no row for the token: generation or padding fails, or never ends.",
    remedy="Correct the id or vocab_size, so that both match the tokenizer that is released.",
    example=Example(
        files={
            "config.json": '{"vocab_size": 16, "eos_token_id": 16}',
            "model.safetensors": "a safetensors file with model.embed_tokens.weight [16, 4]",
        },
        mended={"config.json": '{"vocab_size": 16, "eos_token_id": 15}'},
    ),
    sources=("https://huggingface.co/docs/transformers/main_classes/configuration",),
)

_ID_KEYS = (
    *("bos_token_id", "eos_token_id", "pad_token_id"),
    *("decoder_start_token_id", "sep_token_id", "cls_token_id"),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Compare the ids of each config.json with its vocabulary."""
    for path, config in release.json.items():
        if base_name(path) == "config.json":
            inner = config.get("text_config")
            for part in (config, inner) if isinstance(inner, dict) else (config,):
                yield from _check_ids(path, part)


def _check_ids(path: str, config: Mapping[str, Plain]) -> Iterator[Fault]:
    size = config.get("vocab_size")
    if not isinstance(size, int):
        return
    for key in _ID_KEYS:
        value = config.get(key)
        ids = [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, int)]
        outside = [each for each in ids if each >= size > 0]
        if outside:
            yield RULE.make_finding(path, f"says {key} {outside[0]:,}, and the vocabulary has {size:,} entries")
