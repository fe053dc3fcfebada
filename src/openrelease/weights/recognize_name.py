"""A path -> whether it may be that of weights, and the format if the content is not here."""

import re
from functools import cache

from openrelease.weights.format_table import find_by_name, list_names, list_suffixes
from openrelease.weights.model_words import (
    has_model_word,
    is_in_weight_folder,
    is_training_state,
    is_vocabulary,
    normalize_path,
)
from openrelease.weights.recognized_format import Recognition
from openrelease.weights.weight_format import WeightFormat


def may_be_weights(path: str) -> bool:
    """Return whether a file of this name may hold weights, so that its first bytes are worth reading."""
    name = normalize_path(path).removesuffix(".dvc").removesuffix(".gz")
    return name.endswith(list_suffixes()) or name_pattern().search(name) is not None


@cache
def name_pattern() -> re.Pattern[str]:
    """Return the pattern of names of weights that do not end with a suffix of weights; it is for lower case."""
    suffixes = tuple(f"{re.escape(suffix)}$" for suffix in list_suffixes())
    patterns = (names.pattern for _, names in list_names())
    return re.compile("|".join(each for each in patterns if each and not each.endswith(suffixes)))


def recognize_by_name(path: str) -> Recognition | None:
    """Return what a file is whose content is not here; None unless its name is hardly that of anything else.

    A `.dvc` file stands for the file of that name without the suffix.
    """
    name = normalize_path(path).removesuffix(".dvc")
    if is_training_state(name) or is_vocabulary(name):
        return None
    found = find_by_name(name, "certain")
    if found is None and (has_model_word(name) or is_in_weight_folder(name)):
        found = find_by_name(name, "likely")
    return found.recognize_by(None) if found else None


def find_exclusive_format(path: str) -> WeightFormat | None:
    """Return the format that users expect by the suffix, if content of another one under it is an error."""
    return find_by_name(normalize_path(path), "exclusive")


def may_be_text(path: str) -> bool:
    """Return whether text files that are no weights have such a name too, as `.pth` of Python has."""
    return find_by_name(normalize_path(path), "text_too") is not None


def list_required_graphs(path: str) -> tuple[str, ...]:
    """Return the suffixes of the files of which one must describe a raw file of this name; empty for other files."""
    name = normalize_path(path)
    found = (names for _, names in list_names() if names.graphs and names.match(name))
    return tuple(suffix for names in found for suffix in names.graphs)


def list_graph_suffixes(data_suffix: str) -> tuple[str, ...]:
    """Return the suffixes of graphs that keep their weights in a file of the same name with `data_suffix`."""
    found = (names.suffixes for _, names in list_names() if names.data_suffix == data_suffix)
    return tuple(suffix for suffixes in found for suffix in suffixes)
