"""Models that take text, and have no tokenizer."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.configuration.library_folders import find_library_folders
from openrelease.scan.integrity.configuration.model_inputs import takes_text
from openrelease.scan.integrity.configuration.pipeline_parts import Lack, find_incomplete_parts
from openrelease.scan.integrity.configuration.tokenizer_files import has_tokenizer, is_tokenizer_file
from openrelease.scan.integrity.library_detection import detect_library, find_standard_file
from openrelease.scan.integrity.release_paths import base_name
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.weights import find_format

RULE = Rule(
    id="tokenizer-missing",
    severity=Severity.ERROR,
    title="a model takes text, and its tokenizer is missing",
    manual=(
        "A model takes text by its architecture, the task of its card, or as a module of "
        "sentence-transformers. A tokenizer is tokenizer.json, a vocabulary, a SentencePiece or tiktoken "
        "file, or source that auto_map names; tokenizer_config.json or merges alone are not. GGUF files hold "
        "their own, and models that read bytes need none."
    ),
    why="Text cannot be turned into the tokens that the model was trained on.",
    remedy="Add the tokenizer that the model was trained with: tokenizer.json, or its vocabulary files.",
    example=Example(
        files={
            "config.json": '{"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"]}',
            "model.safetensors": "a safetensors file with w [8, 4]",
        },
        mended={"tokenizer.json": "{}"},
    ),
    sources=("https://huggingface.co/docs/transformers/main_classes/tokenizer",),
)

_MESSAGE = "takes text, and there is no tokenizer beside it"
_EXPORTERS = frozenset({"transformers", "transformers.js", "optimum"})


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look beside weights of transformers, beside exported models, and in the parts of pipelines."""
    for found in find_library_folders(release):
        needed = found.library == "transformers" and found.has_config and takes_text(release, found.folder)
        if needed and not has_tokenizer(release, found.folder):
            yield RULE.make_finding(found.path, _MESSAGE)
    for part in find_incomplete_parts(release):
        if part.lack is Lack.VOCABULARY:
            remedy = f"Add the vocabulary to {part.place[:100]}, as the pipeline saved it."
            yield RULE.make_finding(part.path, f"lists {part.part}, which has no vocabulary", remedy)
    if _is_exported_text_model(release) and not any(is_tokenizer_file(base_name(p)) for p in release.paths):
        yield RULE.make_finding(release.files[0].fact.path, _MESSAGE)


def _is_exported_text_model(release: WeightRelease) -> bool:
    """Return whether it takes text and has other file names, such as those of an export to ONNX."""
    formats = (find_format(file.fact.format) for file in release.files)
    included = any(each.has_tokenizer for each in formats if each is not None)
    usual = any(find_standard_file(release, folder) for folder in release.files_by_folder)
    parts = any(detect_library(release, folder) in {"peft", "diffusers"} for folder in release.files_by_folder)
    known = release.card.get("library_name") in _EXPORTERS or "model_type" in release.config("")
    return not (usual or parts or included) and known and takes_text(release, "")
