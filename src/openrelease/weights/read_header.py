"""A format and a source -> Header: calls the reader, and turns every refusal into a finding."""

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.weights.format_table import find_format
from openrelease.weights.header import Header, RefusedError
from openrelease.weights.model_words import normalize_path
from openrelease.weights.source import Source


def read_header(name: str, source: Source) -> Header:
    """Return the header of a file of the format with this id; that of a broken file has a finding.

    Raises nothing: what could not be read or understood is a finding of severity unknown.
    """
    found = find_format(name)
    reader = found.find_reader(normalize_path(source.path)) if found else None
    if found is None or reader is None:
        return Header(format=name)
    try:
        return _check_elements(reader(source))
    except RefusedError as error:
        kind, message = error.kind, error.message
    except UntrustedInputError as error:
        kind, message = "malformed", error.reason
    except UnreadableError as error:
        kind, message = "unknown", error.reason
    return Header(format=name, faults=(found.header_rules[kind].make_finding(source.path, message),))


def _check_elements(header: Header) -> Header:
    """Refuse a header whose tensors have no element: such a file is as large as one likes and holds nothing."""
    if header.tensors and not any(tensor.elements for tensor in header.tensors):
        raise RefusedError("malformed", "has no element in any of its tensors")
    return header
