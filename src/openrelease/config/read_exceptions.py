"""Exceptions as written x requirements, models and the tree -> Waivers, or every mistake in them."""

import datetime as dt
import re
from collections.abc import Collection, Iterator

from openrelease.config.check_paths import normalize_path
from openrelease.config.config_format import ExceptionEntry
from openrelease.config.read_declarations import ConfigContext
from openrelease.model import Waiver
from openrelease.policies.decode_options import Mistake, Path, quote_short, suggest_word
from openrelease.values import dataclass

MAX_EXCEPTIONS = 200
"""Exceptions of one settings file."""

_DATE_FORM = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, kw_only=True)
class KnownNames:
    """The names that an exception may refer to: ids of requirements, and names of models.

    `releases` is None where none are declared: any folder of the tree may then be detected as a model.
    """

    requirements: Collection[str]
    releases: Collection[str] | None


def build_waivers(given: tuple[ExceptionEntry, ...], ground: ConfigContext) -> tuple[Waiver, ...]:
    """Return the exceptions of a file without mistakes."""
    return tuple(
        Waiver(
            requirement=each.requirement,
            reason=each.reason,
            owner=each.owner,
            expires=each.expires,
            location=ground.at(("exceptions", at)),
            path=None if each.path is None else normalize_path(each.path),
            release=each.release,
        )
        for at, each in enumerate(given)
    )


def find_mistakes(given: tuple[ExceptionEntry, ...], known: KnownNames, ground: ConfigContext) -> Iterator[Mistake]:
    """Yield what well-formed exceptions refer to that does not exist, and duplicates."""
    if len(given) > MAX_EXCEPTIONS:
        message = f"{len(given)} exceptions, at most {MAX_EXCEPTIONS} are allowed; choose a less demanding policy"
        yield Mistake(path=("exceptions",), message=message)
    for at, each in enumerate(given[:MAX_EXCEPTIONS]):
        yield from _check_exception(each, ("exceptions", at), known, ground)
        if (each.requirement, each.path, each.release) in {
            (other.requirement, other.path, other.release) for other in given[:at]
        }:
            message = f"duplicate exception from {quote_short(each.requirement)}; keep one of them"
            yield Mistake(path=("exceptions", at, "requirement"), message=message)


def _check_exception(given: ExceptionEntry, path: Path, known: KnownNames, ground: ConfigContext) -> Iterator[Mistake]:
    if given.requirement not in known.requirements:
        message = (
            f"no requirement {quote_short(given.requirement)}{suggest_word(given.requirement, known.requirements)} "
            "(reports show the ids behind each title)"
        )
        yield Mistake(path=(*path, "requirement"), message=message)
    if not _is_date(given.expires):
        message = f"{quote_short(given.expires)} is not a date; write the last day as YYYY-MM-DD, such as 2027-06-30"
        yield Mistake(path=(*path, "expires"), message=message)
    if given.path is not None and (wrong := ground.places.describe_malformed(given.path)):
        yield Mistake(path=(*path, "path"), message=wrong)
    if given.release is not None:
        yield from _check_release(given.release, (*path, "release"), known, ground)


def _check_release(name: str, path: Path, known: KnownNames, ground: ConfigContext) -> Iterator[Mistake]:
    folders = ground.places.folders
    names = {each.rpartition("/")[2] for each in folders} | folders
    if name.strip("/") not in (names if known.releases is None else known.releases):
        declared = known.releases or ()
        message = (
            f"no model {quote_short(name)}{suggest_word(name, declared)}; name one under `releases`, or its folder"
        )
        yield Mistake(path=path, message=message)


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE_FORM.fullmatch(text)) and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False
