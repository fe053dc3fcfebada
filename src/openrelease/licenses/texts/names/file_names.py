"""Names of files that a sentence may point to: where licenses, notices and lists of authors lie, and sources.

A file of any other name, such as TERMS.md or LICENSE-WEIGHTS, may hold other terms.
"""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from openrelease.licenses.texts.names.name_exclusions import is_excluded
from openrelease.licenses.texts.words.tokens import normalize_word

_DOCUMENT_WORDS = """
license licenses unlicense copying lesser notice notices author authors contributor contributors copyright readme
acknowledgment acknowledgments acknowledgement acknowledgements credits maintainers thanks third 3rd thirdparty party
oss and of the deps dependencies vendor vendored original
"""
_DOCUMENT = frozenset(_DOCUMENT_WORDS.split())
_LICENSE_WORDS = """
apache mit bsd gpl gplv2 gplv3 lgpl lgplv2 lgplv3 agpl agplv3 mpl cc by sa zero cc0 isc boost bsl zlib psf python 0 1
2 3 4 clause expat x11 ofl epl
"""
_LICENSES = frozenset(_LICENSE_WORDS.split())
_COMPONENTS = frozenset(("weights", "model", "models", "checkpoint", "checkpoints", "data", "dataset", "datasets"))
"""Words of folders whose own license may be another one."""
_ENDINGS = frozenset(("txt", "md", "rst", "html", "htm"))
_DOCUMENT_ENDINGS = _ENDINGS | {"pdf", "doc", "docx", "png", "jpg", "jpeg", "gif", "svg", "webp", "bmp"}
_SOURCE = frozenset(
    "py js ts c h cc cpp hpp java go rs rb json yaml yml css sh pl php cs m swift proto".split()  # noqa: SIM905
)


def is_harmless_file(path: str, known: AbstractSet[str] | None) -> bool:
    """Return whether a path names a folder, a source file, or a document of which no other terms are expected.

    A document may have words of licenses that are `known` in its name, of usual ones where None are.
    """
    if ":" in path:
        return False
    *folders, name = path.removeprefix("./").rstrip(".").split("/")
    words = _split(name)
    if not _are_plain(folders) or not words:
        return _are_plain(folders) and not words
    if len(words) > 1 and words[-1] in _SOURCE:
        return _are_plain(words)
    stem = words[:-1] if words[-1] in _ENDINGS else words
    if folders and name.islower() and words[-1] not in _DOCUMENT_ENDINGS:
        return _are_plain(words)
    if any(word in _COMPONENTS for folder in folders for word in _split(folder)):
        return False
    return bool(stem) and _DOCUMENT | (_LICENSES if known is None else known) >= set(stem)


def _are_plain(parts: Iterable[str]) -> bool:
    """Return whether nothing in names of folders or source files says what may be done."""
    words = [word for part in parts for word in _split(part)]
    return not any(is_excluded(word) and word not in _DOCUMENT | {"weights", "model"} for word in words)


def _split(name: str) -> list[str]:
    return [normalize_word(word) for word in re.findall(r"[^\W_]+", name)]
