"""A value of front matter -> what is wrong with it: the forms that keys of cards have on the Hub.

https://huggingface.co/docs/hub/model-cards#model-card-metadata,
https://huggingface.co/docs/hub/datasets-cards and https://huggingface.co/docs/hub/eval-results
"""

import enum
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from openrelease.model import CardKey, CardValue
from openrelease.values import dataclass


class Form(enum.Enum):
    """The forms of values that a policy can require."""

    TEXT = "text"
    ID = "id"
    LANGUAGE = "language"
    REPOSITORY = "repository"
    REPOSITORY_OR_NAME = "repository-or-name"
    SOURCE = "source"
    LINK = "link"
    MODEL_INDEX = "model-index"
    EVAL_RESULTS = "eval-results"
    CONFIGS = "configs"


@dataclass(frozen=True, kw_only=True)
class FormError:
    """What is wrong, and with which part of the value; `part` is a path such as "0.results.2", or empty."""

    message: str
    part: str = ""


ItemsByPath: TypeAlias = "Iterator[tuple[str, CardValue]]"

_OWNER = r"[A-Za-z0-9][\w.-]{0,95}"
_ITEMS: Mapping[Form, tuple[re.Pattern[str], str]] = {
    Form.TEXT: (re.compile(r"(?s)(?<!\s)\s*\S.*"), "a text"),
    Form.ID: (re.compile(r"[A-Za-z0-9][\w.+-]{0,95}"), "an id, of letters, digits, -, _ and . alone"),
    # ISO 639-1 or 639-3 with the subtags of BCP 47, and the two words that the Hub takes beside them
    Form.LANGUAGE: (
        re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}|multilingual|code"),
        "a language code such as en or zh-Hans (ISO 639)",
    ),
    Form.REPOSITORY: (re.compile(rf"{_OWNER}/{_OWNER}"), "of the form owner/name"),
    Form.REPOSITORY_OR_NAME: (re.compile(rf"({_OWNER}/)?{_OWNER}"), "of the form owner/name, or a name"),
    Form.SOURCE: (
        re.compile(rf"original|extended(\|({_OWNER}/)?{_OWNER})?|({_OWNER}/)?{_OWNER}|https?://\S+"),
        "original, extended, of the form owner/name, or a URL",
    ),
}
_STRUCTURES: Mapping[Form, str] = {
    Form.LINK: "a URL, or the path of a file of the repository",
    Form.MODEL_INDEX: (
        "a list; each has name and results, of which each has task.type, dataset.type, dataset.name and "
        "metrics with type and value, and source.url where there is a source"
    ),
    Form.EVAL_RESULTS: (
        "a list; each has dataset.id, dataset.task_id and value, and source.url where there is a source"
    ),
    Form.CONFIGS: "a list; each has config_name",
}
EXPECTED: Mapping[Form, str] = {**{form: expected for form, (_, expected) in _ITEMS.items()}, **_STRUCTURES}
"""What each form is, in words."""

_URL = re.compile(r"https?://[^\s/]+\.[^\s]+")


def iterate_items(value: CardValue) -> ItemsByPath:
    """Each item of a list with its path, or the value itself."""
    if isinstance(value, tuple):
        yield from ((str(number), item) for number, item in enumerate(value))
    else:
        yield "", value


def find_form_errors(form: Form, key: CardKey) -> Iterator[FormError]:
    """What is wrong with a value of this form; nothing where it is as it should be."""
    if form in _STRUCTURE_CHECKS:
        yield from _STRUCTURE_CHECKS[form](key)
        return
    pattern, expected = _ITEMS[form]
    for part, item in iterate_items(key.value):
        if not isinstance(item, str) or not pattern.fullmatch(item):
            yield FormError(message=f"{describe_value(item)} is not {expected}", part=part)


def describe_value(value: CardValue) -> str:
    """A value for a sentence, cut where it is long."""
    if isinstance(value, (Mapping, tuple)):
        return "a mapping" if isinstance(value, Mapping) else "a list"
    word = {None: "nothing", True: "true", False: "false"}.get(value) if not isinstance(value, str) else None
    return word or repr(str(value)[:60])


def _check_link(key: CardKey) -> Iterator[FormError]:
    if not isinstance(key.value, str) or not (_URL.fullmatch(key.value) or key.names_file):
        yield FormError(message=f"{describe_value(key.value)} is neither a URL nor a file of the repository")


def _check_model_index(key: CardKey) -> Iterator[FormError]:
    for place, model in _iterate_mappings("", key.value):
        yield from _find_missing_keys(place, model, "name", "results")
        for at, result in _iterate_mappings(f"{place}.results", model.get("results", ())):
            yield from _find_missing_keys(at, result, "task.type", "dataset.type", "dataset.name", "metrics")
            yield from _check_source(at, result)
            for spot, metric in _iterate_mappings(f"{at}.metrics", result.get("metrics", ())):
                yield from _find_missing_keys(spot, metric, "type", "value")
    yield from _find_non_mappings("", key.value)


def _check_eval_results(key: CardKey) -> Iterator[FormError]:
    for place, result in _iterate_mappings("", key.value):
        yield from _find_missing_keys(place, result, "dataset.id", "dataset.task_id", "value")
        yield from _check_source(place, result)
    yield from _find_non_mappings("", key.value)


def _check_configs(key: CardKey) -> Iterator[FormError]:
    for place, config in _iterate_mappings("", key.value):
        yield from _find_missing_keys(place, config, "config_name")
    yield from _find_non_mappings("", key.value)


_STRUCTURE_CHECKS: Mapping[Form, Callable[[CardKey], Iterator[FormError]]] = {
    Form.LINK: _check_link,
    Form.MODEL_INDEX: _check_model_index,
    Form.EVAL_RESULTS: _check_eval_results,
    Form.CONFIGS: _check_configs,
}


def _check_source(place: str, result: Mapping[str, CardValue]) -> Iterator[FormError]:
    if "source" in result:
        yield from _find_missing_keys(place, result, "source.url")


def _iterate_mappings(place: str, value: CardValue) -> Iterator[tuple[str, Mapping[str, CardValue]]]:
    for number, item in enumerate(value if isinstance(value, tuple) else ()):
        if isinstance(item, Mapping):
            yield f"{place}.{number}".removeprefix("."), item


def _find_non_mappings(place: str, value: CardValue) -> Iterator[FormError]:
    """Yield an error for each item of a list that is not a mapping."""
    if not isinstance(value, tuple):
        yield FormError(message=f"{describe_value(value)} where a list is expected", part=place)
    for part, item in iterate_items(value) if isinstance(value, tuple) else ():
        if not isinstance(item, Mapping):
            yield FormError(message=f"{describe_value(item)} where a mapping is expected", part=part)


def _find_missing_keys(place: str, value: Mapping[str, CardValue], *wanted: str) -> Iterator[FormError]:
    """Yield an error for each required key, such as "task.type", that is absent or empty."""
    for path in wanted:
        found: CardValue = value
        for step in path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
        if _is_empty(found):
            yield FormError(message=f"{path} is missing in item {place}", part=place)


def _is_empty(value: CardValue) -> bool:
    return value is None or (isinstance(value, (str, tuple)) and not value)
