"""Arguments -> exit code: `openrelease check`, from the cache where nothing has changed since the same command."""

import argparse
import contextlib
import datetime as dt
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from openrelease.cache import CacheFolder, RecordedSnapshot, Result, has_absent_content, open_cache_folder, open_store
from openrelease.errors import SnapshotError
from openrelease.repository import list_untracked, open_snapshot
from openrelease.repository.git.find_repository import find_repository
from openrelease.repository.git.git_revision import resolve_commit
from openrelease.untrusted.run_limits import was_limit_reached

_FORMATS = ("terminal", "json", "markdown", "github", "sarif", "gitlab")  # they depend on the report alone
_OTHER_INPUTS = ("manifest", "output")  # no command with one of them is stored


def run_cached_check(arguments: argparse.Namespace) -> int:
    """Print what the same command printed before, if nothing has changed; else check, and store what was printed."""
    folder = open_cache_folder(_list_folders(Path(arguments.path))) if _may_cache(arguments) else None
    if folder is None:
        return _run_check(arguments)
    return _run_or_print(arguments, folder) if _is_storable(arguments) else _run_check(arguments, folder)


def _run_or_print(arguments: argparse.Namespace, folder: CacheFolder) -> int:
    root = Path(arguments.path)
    snapshot = RecordedSnapshot(snapshot=open_snapshot(root, revision=arguments.revision, staged=arguments.staged))
    command = _describe_command(arguments, snapshot)
    store = open_store(command, snapshot, folder) if command else None
    if store is None:
        return _run_check(arguments, folder)
    result = store.find_result(snapshot)
    if result is not None and result.untracked == _list_untracked(arguments):
        return _print_result(result)
    arguments.snapshot = snapshot
    with _record_output("stdout") as output, _record_output("stderr") as messages:
        code = _run_check(arguments, folder)
    if not was_limit_reached():
        untracked = _list_untracked(arguments)
        result = Result(output=output.text, messages=messages.text, code=code, untracked=untracked)
        store.keep_result(result, snapshot)
    return code


def _run_check(arguments: argparse.Namespace, folder: CacheFolder | None = None) -> int:
    with contextlib.ExitStack() as stack:
        if folder is not None:
            stack.enter_context(_use_patterns(folder))
            stack.enter_context(_keep_answers(arguments, folder))
        from openrelease.cli.check_command import run_check  # noqa: PLC0415 - most of the time of a second run

        return run_check(arguments)


def _use_patterns(folder: CacheFolder) -> contextlib.AbstractContextManager[None]:
    from openrelease.cache.pattern_table import use_pattern_table  # noqa: PLC0415 - not needed to print a result

    return use_pattern_table(folder)


@contextlib.contextmanager
def _keep_answers(arguments: argparse.Namespace, folder: CacheFolder) -> Iterator[None]:
    """Take what belongs to a commit on the Hub from the cache folder, and add what was not in it."""
    if not arguments.with_hub and not _is_on_hub(arguments):
        yield
        return
    from openrelease.hub import KeptAnswers  # noqa: PLC0415 - not needed otherwise

    arguments.hub_answers = KeptAnswers(folder=folder)
    try:
        yield
    finally:
        arguments.hub_answers.save()


def _may_cache(arguments: argparse.Namespace) -> bool:
    return bool(arguments.cache) and (":" not in arguments.path or _is_on_hub(arguments))


def _is_on_hub(arguments: argparse.Namespace) -> bool:
    return bool(arguments.path.startswith("hub:"))


def _is_storable(arguments: argparse.Namespace) -> bool:
    """Return whether the result depends on nothing but the tree and the words of the command."""
    named = any("/" in name or "\\" in name or "." in name for name in arguments.policy)
    other = any(getattr(arguments, name) is not None for name in _OTHER_INPUTS)
    elsewhere = arguments.with_hub or arguments.for_upload or _is_on_hub(arguments)
    return not named and not other and not elsewhere and arguments.format in _FORMATS


def _describe_command(arguments: argparse.Namespace, snapshot: RecordedSnapshot) -> list[str] | None:
    """Return the words of the command, the day, the base, and what the environment does to the output.

    None where what a base holds is not settled by its commit: it is not there, or content is missing.
    """
    words = [f"{name}={value!r}" for name, value in sorted(vars(arguments).items())]
    today = dt.datetime.now(dt.timezone.utc).date().isoformat()
    described = [*words, str(Path(arguments.path).resolve()), today, _describe_terminal()]
    if arguments.base is None and not arguments.staged:
        return described
    base = None if has_absent_content(snapshot) else _find_base(arguments)
    return None if base is None else [*described, base]


def _describe_terminal() -> str:
    if not sys.stdout.isatty():
        return ""
    import shutil  # noqa: PLC0415 - with modules for archives

    return repr((os.environ.get("NO_COLOR"), shutil.get_terminal_size()))


def _find_base(arguments: argparse.Namespace) -> str | None:
    """Return the full id of the commit that the tree may be compared with."""
    repository = find_repository(Path(arguments.path).resolve())
    try:
        return resolve_commit(repository, "HEAD" if arguments.base is None else arguments.base) if repository else None
    except SnapshotError:
        return None


def _list_folders(root: Path) -> list[Path]:
    """Return the folders whose content may come from the repository."""
    found = find_repository(root.resolve())
    return [root.resolve(), *((found.top or found.git_dir,) if found else ())]


def _list_untracked(arguments: argparse.Namespace) -> tuple[str, ...]:
    return () if arguments.staged or arguments.revision is not None else list_untracked(Path(arguments.path))


def _print_result(result: Result) -> int:
    from openrelease.cli.output import write_output  # noqa: PLC0415 - same

    write_output(result.output, None, commands=True)  # escaped when it was stored
    sys.stderr.write(result.messages)
    return result.code


class _Recorder:
    """A stream that also keeps what is written to it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self.text = stream, ""

    def write(self, text: str) -> int:
        self.text += text
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextlib.contextmanager
def _record_output(name: str) -> Any:
    recorder = _Recorder(getattr(sys, name))
    setattr(sys, name, recorder)
    try:
        yield recorder
    finally:
        setattr(sys, name, recorder._stream)  # noqa: SLF001 - its own
