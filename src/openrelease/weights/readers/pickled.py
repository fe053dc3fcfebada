"""Source -> Header: a bare pickle (scikit-learn, joblib, Paddle): what it imports, and no more."""

from __future__ import annotations

from openrelease.weights.header import Header, RefusedError
from openrelease.weights.pickles import trace_pickle
from openrelease.weights.source import Source

PREFIX = "pickle"
_MAX_PICKLE_BYTES = 8_388_608  # bytes that are looked through


def read(source: Source) -> Header:
    """List the imports of the first pickle in the file."""
    data = source.read(0, _MAX_PICKLE_BYTES)
    seen = trace_pickle(data)
    named = ", ".join(list(seen.imports)[:5])
    told = f" (it imports {named[:200]})" if named else ""
    if seen.cut and source.size > len(data):
        raise RefusedError("unknown", f"is a pickle of more than {_MAX_PICKLE_BYTES:,} bytes{told}")
    if seen.cut or seen.broken:
        raise RefusedError("truncated" if seen.cut else "malformed", f"{seen.broken or 'has no end'}{told}")
    return Header(format="pickle", imports=tuple(seen.imports), executable=None)
