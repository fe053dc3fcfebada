"""A format and a source -> Header: calls the reader, and turns every refusal into a finding."""

from __future__ import annotations

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.weights.header import Header, RefusedError
from openrelease.weights.header_rules import make_header_rules
from openrelease.weights.readers import READERS
from openrelease.weights.source import Source


def read_header(name: str, source: Source) -> Header:
    """The header of a file of a format, as recognition names it; broken files come back with a finding.

    Raises nothing: what could not be read or understood is a finding of severity unknown.
    """
    reader = READERS.get(name)
    if reader is None:
        return Header(format=name)
    try:
        return reader.read(source)
    except RefusedError as error:
        kind, message = error.kind, error.message
    except UntrustedInputError as error:
        kind, message = "malformed", error.reason
    except UnreadableError as error:
        kind, message = "unknown", error.reason
    rule = make_header_rules(reader.PREFIX)[kind]
    return Header(format=name, faults=(rule.make_finding(source.path, message),))
