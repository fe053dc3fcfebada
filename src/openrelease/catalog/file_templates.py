"""data/initial -> the templates of files that a repository begins with."""

from importlib import resources

from openrelease import __version__
from openrelease.model import Kind

_FOLDER = resources.files("openrelease").joinpath("data", "initial")

CARDS = {Kind.MODEL: "model_card.md", Kind.DATASET: "data_card.md"}
"""The template of the card of each kind of repository that has one."""

POLICIES = {Kind.MODEL: ("aia-baseline",), Kind.DATASET: ("otdi-0.1.7",)}
"""What each kind of repository is judged by to begin with; others are judged by nothing."""


def read_template(name: str) -> str:
    """A template, with the version of this release where it names one."""
    return _FOLDER.joinpath(name).read_text(encoding="utf-8").replace("VERSION", __version__)
