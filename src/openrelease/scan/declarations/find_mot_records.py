"""Snapshot -> the records of the Model Openness Tool in it, each as a release that is only declared.

A record is known by its content: any YAML file that names the framework, near the root.
"""

from collections.abc import Iterator

from openrelease.catalog.catalog_entries import Catalog
from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import NOTHING, Entry, EntryKind, Location, Problem, RecordForm, ReleaseFacts
from openrelease.scan.declarations.mot_record import read_record
from openrelease.scan.inputs.read_inputs import (
    RepositoryInputs,
    read_entire_file,
    report_skipped_files,
    sort_key_by_depth,
)
from openrelease.scan.licensing.statement import Reader

HOW = "a record of the Model Openness Framework"

MOST_FILES = 100  # YAML files that are looked into, nearest to the root first
MOST_RECORDS = 20
_BYTES = 65_536  # the longest of 273 records has 7,000
_DEPTH = 2  # folders


def find_mot_records(gathered: RepositoryInputs, reader: Reader, form: RecordForm) -> Iterator[ReleaseFacts | Problem]:
    """Yield each record, and what was meant as one and could not be read."""
    near = (entry.path for entry in gathered.entries if _may_be_one(entry, reader.catalog))
    data = {path: _read_bytes(gathered, path) for path in sorted(near, key=sort_key_by_depth)[:MOST_FILES]}
    records = [path for path, content in data.items() if form.framework.encode() in content]
    yield from (_parse_record(path, data[path], reader, form) for path in records[:MOST_RECORDS])
    yield from report_skipped_files(records[MOST_RECORDS:], "records", MOST_RECORDS, NOTHING)


def _parse_record(path: str, data: bytes, reader: Reader, form: RecordForm) -> ReleaseFacts | Problem:
    try:
        facts = read_record(data, path, reader, form)
    except UntrustedInputError as error:
        message = f"names the {form.framework}, and cannot be read as a record: {error.reason}"
        return Problem(location=Location(path=path, line=error.line), message=message, affects=NOTHING)
    return ReleaseFacts(name=facts.subject.name or path, root=path, how=HOW, facts=facts)


def _may_be_one(entry: Entry, catalog: Catalog) -> bool:
    near = entry.path.endswith((".yml", ".yaml")) and entry.path.count("/") <= _DEPTH
    fits = entry.kind is EntryKind.FILE and (entry.size or 0) <= _BYTES
    return near and fits and not entry.path.startswith(".") and not catalog.aside.search(entry.path)


def _read_bytes(gathered: RepositoryInputs, path: str) -> bytes:
    """The content; what cannot be read here is no record, and nothing else is looked for in it."""
    try:
        return read_entire_file(gathered.snapshot, path, _BYTES)
    except UnreadableError:
        return b""
