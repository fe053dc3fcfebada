"""The installed program -> a digest that changes with its version, its files, its dependencies and its Python."""

import functools
import os
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from openrelease import __version__

_DEPENDENCIES = ("yaml", "markdown_it", "mdurl", "license_expression", "boolean", "tomli")


@functools.cache
def installation_digest() -> str:
    """Return the digest. Files count by size and time, as Python itself decides that bytecode is current."""
    parts = (__version__, sys.version, sys.platform, *_describe_files(), *_describe_dependencies())
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _describe_files() -> Iterator[str]:
    waiting = [str(Path(__file__).parents[1])]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if not entry.is_dir(follow_symlinks=False):
                    yield _describe_status(entry.path, entry.stat())
                elif entry.name != "__pycache__":
                    waiting.append(entry.path)


def _describe_dependencies() -> Iterator[str]:
    """Yield where each dependency is found, in the order that Python looks."""
    for name in _DEPENDENCIES:
        for folder in sys.path:
            try:
                yield _describe_status(name, os.stat(f"{folder}/{name}/__init__.py"))  # noqa: PTH116 - a hundred looks
                break
            except OSError:
                continue


def _describe_status(path: str, status: os.stat_result) -> str:
    return f"{path} {status.st_size} {status.st_mtime_ns}"
