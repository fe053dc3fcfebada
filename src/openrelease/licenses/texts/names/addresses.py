"""Words -> where an address of the web or of mail ends that says nothing but where something lies."""

import re
from collections.abc import Set as AbstractSet

from openrelease.licenses.texts.names.name_exclusions import is_excluded
from openrelease.licenses.texts.words.tokens import Words, normalize_word

_URL = re.compile(
    r"(?:https?://)?(?:[\w-]{1,40}\.){1,5}[A-Za-z]{2,12}(?::\d{2,5})?(?:/[\w.~%+@=?&#:,/-]{0,200})?", re.IGNORECASE
)
_MAIL = re.compile(r"[\w.+-]{1,60}(?:@|\s?\[at\]\s?|\s?\(at\)\s?)[\w-]{1,40}(?:\.[\w-]{1,40}){1,4}", re.IGNORECASE)
_LICENSE_HOSTS = re.compile(
    r"(?:www\.)?(?:(?:opensource|apache|(?:wiki\.)?creativecommons|gnu|fsf|unlicense|spdx|mozilla|opendatacommons|"
    r"eclipse|boost|scripts\.sil|openfontlicense|gust|latex-project|artisticlicense|dbad-license|blueoakcouncil|"
    r"opendefinition|en\.wikipedia|(?:[\w-]+\.)?mit-license)\.org|choosealicense\.com|tldrlegal\.com|cdla\.dev|cdla\.io|"
    r"openmdw\.ai|wtfpl\.net|joinup\.ec\.europa\.eu|eupl\.eu|cecill\.info|license\.coscl\.org\.cn)",
    re.IGNORECASE,
)
_FORGES = re.compile(
    r"(?:www\.|gist\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|huggingface\.co|sourceforge\.net|"
    r"gitee\.com|modelscope\.cn|pypi\.org|npmjs\.com|crates\.io|arxiv\.org|doi\.org|zenodo\.org|kaggle\.com|git\.sr\.ht|"
    r"openslr\.org|figshare\.com|osf\.io|fonts\.google\.com|"
    r"launchpad\.net|linkedin\.com|twitter\.com|x\.com|orcid\.org|[\w-]+\.github\.io)",
    re.IGNORECASE,
)
_PATH_WORDS = """
license licenses licence html htm txt php legalcode deed en www org com text old standalone current http ai dev io
cn eu net info rdf publicdomain mark wiki software index gpl lgpl agpl mpl title cd md article page list types
general public cgi bin scripts sil compatiblelicenses policies considerations for and licensors licensees fulltext
full legal code choose
"""
_GENERIC = frozenset(_PATH_WORDS.split())
_PATH_EXCLUDED = re.compile(
    r"licen|terms|legal|eula|commerc|research|polic|restrict|agreement|contract|non-|only|forbid|prohib|paid|price|"
    r"pricing|conditions",
    re.IGNORECASE,
)
_LICENSE_FILE = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|huggingface\.co)/(?:[\w.-]{1,60}/){2}(?:-/)?(?:blob|raw|tree)/"
    r"[\w.-]{1,60}/(?:LICEN[CS]E|COPYING)(?:\.(?:md|txt|rst))?(?=[\s.,;)]|$)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\.(?:md|txt|rst|html?|pdf|docx?|png|jpe?g|gif|svg|webp|bmp)$", re.IGNORECASE)
"""The ending of a document or image, which is no host where nothing says that it is one."""
_DOMAINS = re.compile(
    r"\.(?:[a-z]{2}|com|org|net|edu|gov|info|biz|dev|app|xyz|site|tech|cloud|page|example)$", re.IGNORECASE
)
_MOST_SEGMENTS = 12
_LEAST_LETTERS = 3
_MAILBOXES = frozenset(("contact", "legal", "sales"))


def find_address(words: Words, at: int, known: AbstractSet[str] | None) -> int | None:
    """Return the index of the word after the address that begins at a word, None where none does.

    An address of a license has to be that of one whose words are `known`; another one may only name a host, a
    repository or a mailbox. Where None are known, that of any license will do.
    """
    start, text = words.starts[at], words.text
    found = _MAIL.match(text, start) or _URL.match(text, start)
    if found is None or not is_harmless_address(found[0].rstrip(".,;:"), known):
        return None
    return _find_word_after(words, at, found.end())


def find_license_page(words: Words, at: int, known: AbstractSet[str] | None) -> int | None:
    """Return the index of the word after the address of a page about licenses, None where none begins."""
    found = _URL.match(words.text, words.starts[at])
    host = re.sub(r"^https?://", "", found[0], flags=re.IGNORECASE).partition("/")[0] if found else ""
    return find_address(words, at, known) if _LICENSE_HOSTS.fullmatch(host.rstrip(".,;:")) else None


def find_license_file(words: Words, at: int) -> int | None:
    """Return the index of the word after the address of a repository's license file, None where none begins.

    Such an address is harmless only where the license is named that lies there.
    """
    found = _LICENSE_FILE.match(words.text, words.starts[at])
    return None if found is None else _find_word_after(words, at, found.end())


def _find_word_after(words: Words, at: int, offset: int) -> int:
    stop = at + 1
    while stop < len(words) and words.starts[stop] < offset:
        stop += 1
    return stop


def is_harmless_address(address: str, known: AbstractSet[str] | None) -> bool:
    """Return whether an address only says where something lies."""
    if "@" in address and "/" not in address:
        box = address.partition("@")[0]
        return (
            _MAIL.fullmatch(address) is not None
            and address.isascii()
            and not _PATH_EXCLUDED.search(box)
            and is_plain_mailbox(box)
            and not is_spoken_host(address.partition("@")[2])
        )
    bare = re.sub(r"^https?://", "", address, flags=re.IGNORECASE)
    host, _, path = bare.partition("/")
    if not _URL.fullmatch(address) or not address.isascii() or (bare == address and _DOCUMENT.search(address)):
        return False
    if _LICENSE_HOSTS.fullmatch(host):
        said = {normalize_word(word) for word in re.findall(r"[^\W_]+", path)}
        return known is None or said <= known | _GENERIC
    if not is_plain_host(host.partition(":")[0]):
        return False
    segments = [segment for segment in path.split("/") if segment]
    most = _MOST_SEGMENTS if _FORGES.fullmatch(host) else 0
    return len(segments) <= most and _PATH_EXCLUDED.search(bare) is None and _is_plain_path(path)


def is_plain_mailbox(name: str) -> bool:
    """Return whether the name of a mailbox says nothing about what may be done."""
    words = [word for word in re.findall(r"[^\W_]+", name) if word not in _MAILBOXES]
    return name.isascii() and not any(len(word) >= _LEAST_LETTERS and is_excluded(word) for word in words)


def is_plain_host(host: str) -> bool:
    """Return whether the name of a host has a usual ending and says nothing about what may be done."""
    return not is_spoken_host(host) and _DOMAINS.search(host) is not None


def is_spoken_host(host: str) -> bool:
    """Return whether the name of a host says something about what may be done."""
    return any(len(word) >= _LEAST_LETTERS and is_excluded(word) for word in re.findall(r"[^\W_]+", host))


def _is_plain_path(path: str) -> bool:
    """Return whether a path leads to no document but a README, and no word of it says what may be done."""
    words = re.findall(r"[^\W_]+", path)
    name = path.rpartition("/")[2].partition(".")[0].lower()
    other = _DOCUMENT.search(path) and name not in {"readme", "authors", "contributors", "notice", "index"}
    return (
        "?" not in path and not other and not any(len(word) >= _LEAST_LETTERS and is_excluded(word) for word in words)
    )
