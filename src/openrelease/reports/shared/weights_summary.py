"""Facts -> what the weights in the repository are, a line for each format; without any markup."""

import re
from collections.abc import Iterable, Sequence

from openrelease.model import Facts, Fault, Severity, WeightFile

MOST_LINES = 6
_SHARD = re.compile(r"[-_.]\d{5}-of-\d{5}")
_UNITS = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"))
_BYTES = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"))
_SERIALISATIONS = {
    "safe": "data only",
    "pickle": "pickle, executes code when loaded",
    "executable": "holds code",
    "unknown": "may hold code",
}


def weight_lines(facts: Facts) -> tuple[str, ...]:
    """Format, files, bytes, parameters, dtypes, content or pointer, what loading does, and what is broken."""
    groups: dict[tuple[str, str], list[WeightFile]] = {}
    for file in facts.weights:
        groups.setdefault((file.format, file.serialisation), []).append(file)
    lines = tuple(_format_line(*key, files) for key, files in groups.items())
    more = (f"and {len(lines) - MOST_LINES} more formats",) if len(lines) > MOST_LINES else ()
    return (*lines[:MOST_LINES], *more, *_describe_bytes_read(facts.weights))


def _format_line(name: str, serialisation: str, files: Sequence[WeightFile]) -> str:
    parts = (
        _count_files(files),
        _format_size(files),
        _format_parameters(files),
        _describe_pointers(files),
        "" if all(map(_file_errors, files)) else _SERIALISATIONS.get(serialisation, serialisation),
        _describe_broken(files),
    )
    return f"{name}: {', '.join(part for part in parts if part)}"


def _count_files(files: Sequence[WeightFile]) -> str:
    """How many files, and how many of them are shards."""
    shards = [file for file in files if _SHARD.search(file.path) and not file.path.endswith(".index")]
    if len(shards) == len(files) > 1 and len({_SHARD.sub("", file.path) for file in shards}) == 1:
        return f"{len(files)} shards"
    of_shards = f" ({len(shards)} of them shards)" if shards else ""
    return f"{len(files)} file{'' if len(files) == 1 else 's'}{of_shards}"


def _file_errors(file: WeightFile) -> tuple[Fault, ...]:
    return tuple(fault for fault in file.faults if fault.severity is Severity.ERROR)


def _describe_broken(files: Iterable[WeightFile]) -> str:
    """The first file with errors, and how many more there are."""
    faults = [each[0] for each in map(_file_errors, files) if each]
    if not faults:
        return ""
    more = f", and {len(faults) - 1} more with errors" if len(faults) > 1 else ""
    return f"but {faults[0].location.path} {faults[0].message}{more}"


def _format_size(files: Iterable[WeightFile]) -> str:
    sizes = [file.size for file in files]
    known = sum(size for size in sizes if size is not None)
    return f"{_scale_number(known, _BYTES) or f'{known} bytes'}" if None not in sizes else "size not known"


def _format_parameters(files: Sequence[WeightFile]) -> str:
    """Parameters of a model: of all its shards, or of each file, where there are checkpoints or variants."""
    models: dict[str, int] = {}
    dtypes: dict[str, int] = {}
    for file in files:
        if file.parameters is not None:
            model = _SHARD.sub("", file.path)
            models[model] = models.get(model, 0) + file.parameters
        for dtype, count in file.dtypes.items():
            dtypes[dtype] = dtypes.get(dtype, 0) + count
    if not models:
        return ""
    ends = (min(models.values()), max(models.values()))
    least, most = (_scale_number(count, _UNITS) or str(count) for count in ends)
    counted = most if least == most else f"{least} to {most}"
    main = ", ".join(sorted(dtypes, key=lambda dtype: -dtypes[dtype])[:3])
    return f"{counted} parameters{' each' if len(models) > 1 else ''}{f' ({main})' if main else ''}"


def _describe_pointers(files: Sequence[WeightFile]) -> str:
    pointers = [file.pointer for file in files if file.pointer is not None]
    if not pointers:
        return ""
    systems = ", ".join(dict.fromkeys(pointers))
    count = "all" if len(pointers) == len(files) else str(len(pointers))
    return f"{count} pointers of {systems}, not verified"


def _describe_bytes_read(files: Sequence[WeightFile]) -> tuple[str, ...]:
    """How little of them was read, where there is anything to read."""
    here = [file for file in files if file.pointer is None]
    if not here:
        return ()
    # What git unpacks from its start at each read is read more than once.
    read = sum(min(file.bytes_read, file.size or file.bytes_read) for file in here)
    return (f"read {_scale_number(read, _BYTES) or f'{read} bytes'} of {_format_size(here)} (headers only)",)


def _scale_number(number: int, units: Sequence[tuple[float, str]]) -> str:
    """The number in its largest unit, "" where it is below all of them."""
    return next((f"{number / size:.3g} {unit}" for size, unit in units if number >= size), "")
