"""data/initial -> the templates of files that a repository begins with."""

from openrelease import __version__
from openrelease.model import Kind
from openrelease.package_folder import PACKAGE_FOLDER

_FOLDER = PACKAGE_FOLDER / "data" / "initial"

NO_COMMIT = "0" * 40
"""What a workflow names where the commit of this release is not known: GitHub refuses it."""

CARDS = {Kind.MODEL: "model_card.md", Kind.DATASET: "data_card.md"}
"""The template of the card of each kind of repository that has one."""

POLICIES = {Kind.MODEL: ("aia-baseline",), Kind.DATASET: ("otdi-0.1.7",)}
"""What each kind of repository is judged by to begin with; others are judged by nothing."""


def read_template(name: str) -> str:
    """A template, with the version of this release, and the commit that it was built from, where it names them."""
    text = _FOLDER.joinpath(name).read_text(encoding="utf-8")
    return text.replace("VERSION", __version__).replace("COMMIT", read_own_commit() or NO_COMMIT)


def read_own_commit() -> str | None:
    """The commit that this package was built from; None where it runs from a checkout or an unpacked copy."""
    file = _FOLDER.parent / "commit"
    return file.read_text(encoding="ascii").strip() if file.is_file() else None
