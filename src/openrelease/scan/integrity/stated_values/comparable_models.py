"""WeightRelease -> the models whose tensors are all known, to be compared with what is said of them.

Packed weights (quantized) are left out: their shapes do not count parameters.
"""

from collections.abc import Iterator, Mapping

from openrelease.model import Severity
from openrelease.scan.integrity.library_detection import detect_library
from openrelease.scan.integrity.release_paths import join_path
from openrelease.scan.integrity.shards.shard_index import read_shard_indexes
from openrelease.scan.integrity.weight_release import WeightRelease, compute_once, is_quantized
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.untrusted import Plain
from openrelease.values import dataclass
from openrelease.weights import Tensor

_PACKED_TYPES = frozenset({"U8", "I8", "I32", "U32", "U4", "I4", "F4"})
_FULL_SUFFIXES = (".safetensors", ".bin")
# The order in which transformers and diffusers look for weights.
_FORMS = tuple(
    (f"{stem}.{suffix}", f"{stem}.{suffix}.index.json")
    for stem, suffix in (
        ("model", "safetensors"),
        ("diffusion_pytorch_model", "safetensors"),
        ("pytorch_model", "bin"),
        ("diffusion_pytorch_model", "bin"),
    )
)


@dataclass(frozen=True, kw_only=True)
class ComparableModel:
    """A model in one form, with all of its tensors and the configuration beside it (empty without one).

    `is_main`: the card is about it, as it is at the root or the only one, and it is not an adapter.
    """

    folder: str
    files: tuple[WeightFileHeader, ...]
    tensors: tuple[Tensor, ...]
    config: Mapping[str, Plain]
    is_main: bool

    @property
    def path(self) -> str:
        """The path of its first file."""
        return self.files[0].fact.path

    @property
    def config_path(self) -> str:
        """The path of its config.json."""
        return join_path(self.folder, "config.json")

    @property
    def has_full_names(self) -> bool:
        """Whether its files name tensors as the library does, which other formats do not."""
        return self.files[0].name.endswith(_FULL_SUFFIXES)


@compute_once
def find_comparable_models(release: WeightRelease) -> tuple[ComparableModel, ...]:
    """Return one model for each folder that has weights of one form, all of them read and none packed."""
    return tuple(_find(release))


def _find(release: WeightRelease) -> Iterator[ComparableModel]:
    chosen = {folder: _select_files(release, folder, f) for folder, f in release.files_by_folder.items()}
    models = {folder: files for folder, files in chosen.items() if files}
    main = "" if "" in models else next(iter(models), "") if len(models) == 1 else None
    for folder, files in models.items():
        config = release.config(folder)
        tensors = tuple(tensor for file in files if file.header for tensor in file.header.tensors or ())
        if not is_quantized(config) and not _is_packed(tensors):
            is_main = folder == main and detect_library(release, folder) != "peft"
            yield ComparableModel(folder=folder, files=files, tensors=tensors, config=config, is_main=is_main)


def _select_files(
    release: WeightRelease, folder: str, files: tuple[WeightFileHeader, ...]
) -> tuple[WeightFileHeader, ...]:
    """Return the files of one model in one form; none where it is unknown which they are.

    The form is that which libraries load first: the single file, the shards of an index, or the only file.
    """
    named = {file.name: file for file in files}
    for single, index_name in _FORMS:
        if single in named:
            return _accept_known_files((named[single],))
        index = read_shard_indexes(release).get(join_path(folder, index_name))
        if index is not None:
            targets = set(index.targets.values())
            listed = tuple(file for file in release.files if file.fact.path in targets)
            return _accept_known_files(listed) if len(listed) == len(targets) else ()
    return _accept_known_files(files) if len(files) == 1 else ()


def _accept_known_files(files: tuple[WeightFileHeader, ...]) -> tuple[WeightFileHeader, ...]:
    sound = all(file.header and file.header.tensors and not _is_broken(file) for file in files)
    return files if files and sound and not any(map(_is_gguf_adapter, files)) else ()


def _is_broken(file: WeightFileHeader) -> bool:
    return any(fault.severity in {Severity.ERROR, Severity.UNKNOWN} for fault in file.fact.faults)


def _is_gguf_adapter(file: WeightFileHeader) -> bool:
    return file.fact.metadata.get("general.type", "model") != "model"


def _is_packed(tensors: tuple[Tensor, ...]) -> bool:
    """Return whether more than a tenth of the elements are of a type that weights are packed into."""
    packed = sum(tensor.elements for tensor in tensors if tensor.dtype in _PACKED_TYPES)
    return packed * 10 > sum(tensor.elements for tensor in tensors)
