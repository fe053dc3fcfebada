"""License files of folders inside -> Lineage: code that was copied in, and data that is shipped on."""

import re
from collections.abc import Iterator

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import Entry, EntryKind, Lineage, Location
from openrelease.scan.inputs.read_inputs import MOST_BYTES, RepositoryInputs, read_entire_file
from openrelease.scan.licensing.statement import Reader
from openrelease.untrusted import decode_text

MOST_FILES = 60

_FILE = re.compile(r"(?P<folder>.+)/(?:licen[cs]e|copying)(?:[-_.][^/]*)?", re.IGNORECASE)
_OTHER = re.compile(r"\.(?:py|js|ts|json|ya?ml|c|cc|cpp|h|go|rs|java|toml|xml)$", re.IGNORECASE)
_FOLDERS = {
    "vendored_code": re.compile(r"(?i)(?:^|/)_?(?:vendor(?:ed)?|third[-_]?party|3rd[-_]?party|externals?)/"),
    "shipped_data": re.compile(r"(?:^|/)(?:data|datasets?|corpus|corpora)/", re.IGNORECASE),
}  # fmt: skip
_NOT = re.compile(r"(?:^|/)(?:tests?|[^/]*fixtures?|node_modules|site-packages)/", re.IGNORECASE)


def find_vendored_code(gathered: RepositoryInputs, reader: Reader) -> Iterator[Lineage]:
    """The license of each folder of others' code or of data; a text that cannot be named has none."""
    files = [(entry, relation) for entry in gathered.entries for relation in _detect_relation(entry, gathered)]
    for entry, relation in files[:MOST_FILES]:
        yield from _read_license_file(entry.path, relation, gathered, reader)


def _detect_relation(entry: Entry, gathered: RepositoryInputs) -> Iterator[str]:
    if entry.kind is not EntryKind.FILE or _OTHER.search(entry.path) or _NOT.search(entry.path):
        return
    match = _FILE.fullmatch(entry.path)
    if match and match["folder"] in gathered.vendored:
        yield "vendored_code"
    elif match:
        yield from [name for name, folder in _FOLDERS.items() if folder.search(entry.path)][:1]


def _read_license_file(path: str, relation: str, gathered: RepositoryInputs, reader: Reader) -> Iterator[Lineage]:
    """Look at one file; one that cannot be read counts as one that cannot be named."""
    try:
        known = reader.identify(decode_text(read_entire_file(gathered.snapshot, path, MOST_BYTES)))
        expression, note, line = (None if known.modified else known.expression), known.note, 1
        line = min((match.start_line for match in known.matches), default=1)
    except (UnreadableError, UntrustedInputError) as error:
        expression, note, line = None, error.reason, None
    place = Location(path=path, line=line)
    folder = path.rpartition("/")[0]
    yield Lineage(
        relation=relation,
        upstream=folder,
        license=expression,
        location=place,
        note=note,
        seen={} if expression is None else {"text": place},
    )
