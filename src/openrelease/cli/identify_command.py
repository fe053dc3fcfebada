"""Arguments -> exit code: `openrelease identify`, which licenses the texts of files are."""

import argparse
import gc
from collections.abc import Mapping

from openrelease.catalog.load_licenses import load_identifier, load_license_table
from openrelease.cli.output import write_output
from openrelease.cli.user_files import MAX_FILE_BYTES, read_user_file
from openrelease.errors import UntrustedInputError
from openrelease.licenses import describe_identification
from openrelease.model import Permissive
from openrelease.reports.identification import format_json, format_text
from openrelease.reports.report_keys import PERMISSIVE
from openrelease.untrusted import decode_text

_COLLECTED = (2_000, 10, 10)
"""New objects between two collections: what reading a file leaves behind refers to itself, and files may be many."""


def run_identify(arguments: argparse.Namespace) -> int:
    """Print what each file is, in the order of the arguments."""
    gc.set_threshold(*_COLLECTED)
    described = tuple(map(_describe_file, arguments.files))
    write_output(format_json(described) if arguments.format == "json" else format_text(described), None)
    return 0


def _describe_file(file: str) -> Mapping[str, object]:
    """Return what one file is; a file that is not text gets a note, so that the others are still identified."""
    data = read_user_file(file, MAX_FILE_BYTES)
    try:
        text, refused = decode_text(data), {}
    except UntrustedInputError as error:
        text, refused = "", {"kind": "unknown", "note": error.reason}
    known = load_identifier().identify(text)
    permissive = Permissive.NO if known.limits else load_license_table().permissive(known.expression)
    return {"file": file, **describe_identification(known), "permissive": PERMISSIVE[permissive], **refused}
