"""Weight files of some formats -> findings about the data files that they refer to."""

from collections.abc import Iterator

from openrelease.errors import UnreadableError
from openrelease.model import Fault, Pointer, Rule
from openrelease.repository import parse_pointer
from openrelease.scan.integrity.release_paths import resolve_inside
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.weights import Reference, WeightFormat, find_format

ADD_DATA = "Add the file that holds the data, or export the model again with its data inside."


def check_data_files(release: WeightRelease, rule: Rule, rule_of_format: str) -> Iterator[Fault]:
    """Yield findings about the data files of formats whose `external_data_rule` is `rule_of_format`.

    Those of `rule` are for files that are missing; for short ones, the format has a rule `PREFIX-truncated`.
    """
    for file, form, reference in _list_references(release):
        name, path = reference.path[:200], resolve_inside(file.folder, reference.path)
        if form.external_data_rule != rule_of_format:
            continue
        if path is None:
            yield rule.make_finding(file.fact.path, f"keeps its data in {name!a}, which is outside of the release")
        elif path == file.fact.path:
            yield rule.make_finding(path, "names itself as the file that holds its data")
        elif not release.has_content(path):
            remedy = f"Add {name}, or export the model again with its data inside."
            yield rule.make_finding(file.fact.path, f"needs {name}, which is missing", remedy)
        elif (size := _read_content_size(release, path)) is not None and size < reference.least:
            message = f"has {size:,} bytes, and {file.name} needs {reference.least:,} of it"
            yield form.header_rules["truncated"].make_finding(path, message)


def _list_references(release: WeightRelease) -> Iterator[tuple[WeightFileHeader, WeightFormat, Reference]]:
    """Yield the files that each weight file refers to, with the most bytes that it needs of each."""
    for file in release.files:
        form = find_format(file.fact.format)
        if form is not None and file.header is not None:
            least = {each.path: each for each in sorted(file.header.references, key=lambda each: each.least)}
            yield from ((file, form, reference) for reference in least.values())


def _read_content_size(release: WeightRelease, path: str) -> int | None:
    """Return the size of the content, also where a pointer stands for it; None where it is unknown."""
    entry = release.paths.get(path)
    if entry is None:
        return None
    try:
        pointer: Pointer | None = parse_pointer(release.snapshot, entry)
    except UnreadableError:
        return None
    return entry.size if pointer is None else pointer.size
