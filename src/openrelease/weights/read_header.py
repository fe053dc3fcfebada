"""A format and a source -> Header: calls the reader, and turns every refusal into a fault."""

from __future__ import annotations

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import Fault, Location, Severity
from openrelease.weights.header import Header, RefusedError
from openrelease.weights.readers import READERS
from openrelease.weights.source import Source


def read_header(name: str, source: Source) -> Header:
    """The header of a file of a format, as recognition names it; broken files come back with a fault.

    Raises nothing: what could not be read or understood is a fault of severity unknown.
    """
    reader = READERS.get(name)
    if reader is None:
        return Header(format=name)
    try:
        return reader.read(source)
    except RefusedError as error:
        return _refusal_header(name, source, f"{reader.PREFIX}-{error.kind}", error.message)
    except UntrustedInputError as error:
        return _refusal_header(name, source, f"{reader.PREFIX}-malformed", error.reason)
    except UnreadableError as error:
        return _refusal_header(name, source, f"{reader.PREFIX}-unknown", error.reason)


def _refusal_header(name: str, source: Source, rule: str, message: str) -> Header:
    severity = Severity.UNKNOWN if rule.endswith("-unknown") else Severity.ERROR
    fault = Fault(rule=rule, severity=severity, message=message, location=Location(path=source.path))
    return Header(format=name, faults=(fault,))
