"""Front matter and evaluation results -> keys with their lines.

Results: https://huggingface.co/docs/hub/eval-results
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import NOTHING, Card, CardKey, CardValue, Location, Problem
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import RepositoryInputs, read_entire_file, report_skipped_files
from openrelease.untrusted import load_yaml

MOST_KEYS = 200
MOST_LINES = 2_000  # lines kept of one key's value; tables of scores have the most
MOST_RESULTS = 100  # files of results

_LONGEST = 400  # characters of one text of front matter
_BYTES = 262_144
_RESULTS = re.compile(r"^\.eval_results/[^/]+\.ya?ml$")


def read_front_matter_keys(document: ParsedDocument, gathered: RepositoryInputs) -> Iterator[tuple[str, CardKey]]:
    """Yield the keys at the top of a document's front matter."""
    folder = document.path.rpartition("/")[0]
    for name, value in islice((document.metadata or {}).items(), MOST_KEYS):
        yield (
            name[:_LONGEST],
            CardKey(
                value=_shorten_value(value),
                location=Location(path=document.path, line=document.lines.get(name)),
                lines=dict(islice(_list_lines_below(document.places, name), MOST_LINES)),
                names_file=isinstance(value, str) and _is_in_tree(value, folder, gathered),
            ),
        )


def _is_in_tree(path: str, folder: str, gathered: RepositoryInputs) -> bool:
    """Return whether a path exists in the tree, relative to a folder or to the root."""
    known = (f"{folder}/{path}" if folder else path, path)
    return any(each.removeprefix("./") in gathered.paths for each in known)


def _list_lines_below(places: Mapping[tuple[str | int, ...], int], name: str) -> Iterator[tuple[str, int]]:
    """Yield the line of each part of one key's value under its path, such as "0.results.2"."""
    for path, line in places.items():
        if len(path) > 1 and path[0] == name:
            yield ".".join(str(step)[:_LONGEST] for step in path[1:]), line


def _shorten_value(value: object) -> CardValue:
    """Copy a value with its texts shortened; its size and depth were limited when it was read."""
    if isinstance(value, Mapping):
        return {str(key)[:_LONGEST]: _shorten_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_shorten_value(item) for item in value)
    return value if isinstance(value, bool) or value is None else str(value)[:_LONGEST]


def read_evaluation_results(gathered: RepositoryInputs) -> Iterator[Card | Problem]:
    """Read each file of results as a card of the role "evaluation", or say why it could not be read."""
    paths = [entry.path for entry in gathered.entries if _RESULTS.match(entry.path)]
    for path in paths[:MOST_RESULTS]:
        try:
            loaded = load_yaml(read_entire_file(gathered.snapshot, path, _BYTES))
        except (UnreadableError, UntrustedInputError) as error:
            line = getattr(error, "line", None)
            yield Problem(location=Location(path=path, line=line), message=error.reason, affects=NOTHING)
            yield Card(path=path, role="evaluation", named=True)
            continue
        steps = {".".join(map(str, steps)): line for steps, line in loaded.lines.items() if steps}
        place = Location(path=path, line=loaded.lines.get((), 1))
        key = CardKey(value=_shorten_value(loaded.value), location=place, lines=dict(islice(steps.items(), MOST_LINES)))
        yield Card(path=path, role="evaluation", named=True, keys={"results": key})
    yield from report_skipped_files(paths[MOST_RESULTS:], "files of results", MOST_RESULTS, NOTHING)
