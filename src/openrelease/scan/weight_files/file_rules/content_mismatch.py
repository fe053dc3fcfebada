"""A file named for weights -> why its content is not of the format in its name."""

from openrelease.scan.weight_files.file_rules.file_content import FileContent
from openrelease.scan.weight_files.file_rules.weights_placeholder import describe_placeholder
from openrelease.weights import SAMPLE_BYTES, find_format, read_header, source_from_bytes


def has_known_signature(file: FileContent) -> bool:
    """Return whether every file of the format in its name begins in a known way."""
    form = find_format(file.named.format) if file.named else None
    return form is not None and form.strict


def describe_mismatch(file: FileContent) -> str:
    """Return why the content is not of the format in its name, "" where that cannot be said."""
    if file.named is None or not file.is_unrecognized or file.undescribed or describe_placeholder(file):
        return ""
    name, signed = file.named.format, has_known_signature(file)
    if not signed and (file.head.isascii() or _has_unsigned_files(name)):
        return ""
    header = read_header(name if signed else "", source_from_bytes(file.path, file.head))
    whole = (file.size or 0) <= SAMPLE_BYTES
    reason = header.faults[0].message if header.faults and whole else "its first bytes are of another format"
    return f"is named as {name}, and is not: {reason}"


def _has_unsigned_files(name: str) -> bool:
    form = find_format(name)
    return form is None or form.has_raw_files or not form.signatures
