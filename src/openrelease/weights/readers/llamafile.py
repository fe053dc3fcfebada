"""Source -> Header: llamafile, a program with a zip archive at its end that holds a GGUF file.

https://github.com/Mozilla-Ocho/llamafile
"""

from __future__ import annotations

from dataclasses import replace

from openrelease.weights.header import Header, RefusedError
from openrelease.weights.readers import gguf
from openrelease.weights.source import Source
from openrelease.weights.zips import list_zip_members, open_stored_member

PREFIX = "llamafile"


def read(source: Source) -> Header:
    """Read the header of the GGUF file inside."""
    models = [member for member in list_zip_members(source) if member.name.endswith(".gguf")]
    if not models:
        raise RefusedError("malformed", "holds no .gguf file")
    if not models[0].stored:
        raise RefusedError("unknown", "holds a .gguf file that is compressed")
    return replace(gguf.read(open_stored_member(source, models[0])), format="llamafile", executable=True)
