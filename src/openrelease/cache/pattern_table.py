"""Regular expressions and packaged YAML -> what they are compiled to, from a table in the cache folder.

`re` is written in Python up to the program that its engine runs, and to compile the patterns of a check takes longer
than all other work on a small repository. The table holds these programs, as `__pycache__` holds those of modules; it
belongs to one interpreter, whose engine verifies each program. Where `re` is not as expected, it is left alone.
"""

import contextlib
import marshal
import sys
from array import array
from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import Any

from openrelease.cache.cache_folder import CacheFolder
from openrelease.cache.installation import installation_digest

MOST_PATTERNS = 5_000
"""Patterns in the table; further ones are compiled."""

_LEAST_NEW = 20  # patterns that are worth writing the table again
_Program = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


@contextlib.contextmanager
def use_pattern_table(folder: CacheFolder) -> Iterator[None]:
    """Take patterns that are compiled in the block from the table, and add those that it lacks."""
    engine, compiler = sys.modules.get("_sre"), _find_compiler()
    if engine is None or compiler is None:
        yield
        return
    name, original = _name_table(engine), compiler.compile
    patterns, documents = tables = _read_tables(folder, name)
    known = len(patterns) + len(documents)
    compiler.compile = _make_compile(patterns, engine, compiler)
    from openrelease.catalog.packaged_yaml import remember_parsed  # noqa: PLC0415 - compiles patterns of its room

    remember_parsed(documents)
    try:
        yield
    finally:
        compiler.compile = original
        remember_parsed(None)
        if len(patterns) + len(documents) >= known + _LEAST_NEW:
            folder.write(name, marshal.dumps(tables))


def _find_compiler() -> Any:
    """Return the module whose `compile` is called by `re`, if it has the parts that are used here."""
    compiler = sys.modules.get("re._compiler") or sys.modules.get("sre_compile")  # the latter until Python 3.10
    expected = ("compile", "_code", "_sre", "isstring")
    return compiler if all(hasattr(compiler, name) for name in expected) else None


def _name_table(engine: Any) -> str:
    parts = (installation_digest(), sys.implementation.cache_tag, engine.MAGIC, engine.CODESIZE)
    return f"patterns-{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"


def _read_tables(folder: CacheFolder, name: str) -> tuple[dict[Any, _Program], dict[bytes, bytes]]:
    content = folder.read(name)
    if content is None:
        return {}, {}
    tables: tuple[dict[Any, _Program], dict[bytes, bytes]]
    tables = marshal.loads(content)  # noqa: S302 - complete, and written by this user
    return tables


def _make_compile(table: dict[Any, _Program], engine: Any, compiler: Any) -> Callable[..., Any]:
    """Return `compile` of the module that `re` calls, with the table before it."""
    original = compiler.compile
    parser = sys.modules.get("re._parser") or sys.modules.get("sre_parse")

    def compile_pattern(pattern: Any, flags: int = 0) -> Any:
        flags = int(flags)
        key = pattern, flags
        program = table.get(key) if compiler.isstring(pattern) else None
        if program is None:
            if not compiler.isstring(pattern) or len(table) >= MOST_PATTERNS or flags & compiler.SRE_FLAG_DEBUG:
                return original(pattern, flags)
            program = table[key] = _make_program(parser.parse(pattern, flags), flags, compiler)  # type: ignore[union-attr]
        state, code, groups, names, numbers = program
        return engine.compile(pattern, state, memoryview(code).cast("I").tolist(), groups, names, numbers)

    return compile_pattern


def _make_program(parsed: Any, flags: int, compiler: Any) -> _Program:
    """Return what the engine is given for a pattern, as the standard library makes it."""
    code = compiler._code(parsed, flags)  # noqa: SLF001 - there is no public way to a program
    names = parsed.state.groupdict
    numbers: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        numbers[number] = name
    return flags | parsed.state.flags, array("I", code).tobytes(), parsed.state.groups - 1, names, tuple(numbers)
