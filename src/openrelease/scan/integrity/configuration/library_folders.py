"""WeightRelease -> the folders whose weights transformers or timm load, with the first file of each."""

from collections.abc import Iterator

from openrelease.scan.integrity.library_detection import detect_library, find_standard_file
from openrelease.scan.integrity.release_paths import join_path
from openrelease.scan.integrity.weight_release import WeightRelease, compute_once
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class LibraryFolder:
    """A folder with weights of a library; `path` is the first of them."""

    folder: str
    library: str  # "transformers" or "timm"
    path: str
    has_config: bool


@compute_once
def find_library_folders(release: WeightRelease) -> tuple[LibraryFolder, ...]:
    """Return each folder with weights under a name that transformers or timm load."""
    return tuple(_find(release))


def _find(release: WeightRelease) -> Iterator[LibraryFolder]:
    for folder in release.files_by_folder:
        path, library = find_standard_file(release, folder), detect_library(release, folder)
        if path is not None and library in {"transformers", "timm"}:
            known = release.has_file(join_path(folder, "config.json"))
            yield LibraryFolder(folder=folder, library=library, path=path, has_config=known)
