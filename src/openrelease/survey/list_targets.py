"""Words of the command line -> targets: folders, bare clones, files of them, repositories of GitHub or of the Hub.

Each target is pinned to a commit, so that a survey that is resumed, or spread over machines, reads the same.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from openrelease.errors import NoSuchTreeError, OpenReleaseError, UsageError
from openrelease.hub import HubError, is_hub_target
from openrelease.model import ErrorClass, Failure, Target
from openrelease.repository.git.find_repository import find_repository
from openrelease.repository.git.git_revision import resolve_commit
from openrelease.repository.git.remote_name import origin_name, origin_page
from openrelease.survey.fetch_commit import FetchError, FetchLimits, read_head
from openrelease.survey.github_targets import list_github
from openrelease.survey.hub_targets import describe_hub_error, list_hub, read_hub_commit
from openrelease.survey.survey_lines import read_line
from openrelease.values import dataclass, field

_GITHUB = re.compile(r"github:([A-Za-z0-9][\w.-]{0,99})(?:/([\w.-]{1,100}))?", re.ASCII)
_AT_ONCE = 8  # remotes that are asked for their HEAD at the same time
_MOST_BYTES = 1_073_741_824  # of a file of targets


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The targets in the order of the words, each once, and what the listing left out, by reason."""

    targets: tuple[Target, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)


def list_targets(words: Iterable[str], *, forks: bool = False, limits: FetchLimits | None = None) -> Listing:
    """Return the pinned targets; raises `UsageError` for a word that names nothing."""
    found: dict[str, Target] = {}
    left_out: Counter[str] = Counter()
    for word in words:
        for target in _expand_word(word, left_out, forks=forks):
            found.setdefault(target.target, target)
    return Listing(targets=tuple(_pin_targets(found.values(), limits or FetchLimits())), left_out=dict(left_out))


def _expand_word(word: str, left_out: Counter[str], *, forks: bool, nested: bool = False) -> Iterator[Target]:
    if found := _GITHUB.fullmatch(word):
        yield from list_github(found[1], found[2], left_out, forks=forks)
    elif is_hub_target(word):
        yield from list_hub(word)
    elif not nested and (word.startswith("@") or Path(word).is_file()):
        yield from _read_file(Path(word.removeprefix("@")), left_out, forks=forks)
    elif Path(word).is_dir():
        yield Target(target=word, source=str(Path(word).resolve()))
    else:
        raise UsageError(
            f"target {word[:200]}: no such folder, and not github:OWNER, github:OWNER/NAME, hub:… or @FILE"
        )


def _read_file(path: Path, left_out: Counter[str], *, forks: bool) -> Iterator[Target]:
    """Read a file with a target on each line: a word, or a line of targets.jsonl; `#` begins a comment."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"{path}: more than {_MOST_BYTES:,} bytes")
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    for line in lines:
        text = line.decode("utf-8", "surrogateescape").strip()
        if text.startswith("{"):
            yield read_line(line, Target)
        elif text and not text.startswith("#"):
            yield from _expand_word(text, left_out, forks=forks, nested=True)


def _pin_targets(targets: Iterable[Target], limits: FetchLimits) -> Iterator[Target]:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(lambda each: each if each.commit or each.error else _pin_target(each, limits), targets)


def _pin_target(target: Target, limits: FetchLimits) -> Target:
    """Return the target with its commit, or with the reason why there is none."""
    try:
        return _pin_at_source(target, limits)
    except HubError as error:
        return _fail_target(target, describe_hub_error(error))
    except FetchError as error:
        return _fail_target(target, error.failure)
    except NoSuchTreeError:
        return _fail_target(target, _NO_COMMIT)
    except OpenReleaseError as error:
        return _fail_target(target, Failure(type=ErrorClass.UNREADABLE, message=str(error)))


_NO_COMMIT = Failure(type=ErrorClass.EMPTY, message="it has no commit")


def _pin_at_source(target: Target, limits: FetchLimits) -> Target:
    if is_hub_target(target.source):
        return _replace(target, commit=read_hub_commit(target))
    return _pin_remote(target, limits) if "://" in target.source else _pin_folder(target)


def _pin_remote(target: Target, limits: FetchLimits) -> Target:
    commit = read_head(target.source, limits)
    return _replace(target, commit=commit) if commit else _fail_target(target, _NO_COMMIT)


def _pin_folder(target: Target) -> Target:
    repository = find_repository(Path(target.source))
    if repository is None:
        return target
    commit = resolve_commit(repository, "HEAD")
    git = repository.git()
    return _replace(target, commit=commit, name=target.name or origin_name(git), url=target.url or origin_page(git))


def _fail_target(target: Target, failure: Failure) -> Target:
    return _replace(target, error=failure)


def _replace(target: Target, **values: object) -> Target:
    return Target(**{**vars(target), **values})
