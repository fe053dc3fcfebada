"""Every attack string in every place of a report that a repository can fill: nothing of it comes alive."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from support.attacks import ATTACKS, naughty_strings
from support.facts import COMPONENTS, at, complete, seen, statement
from support.manual_pages import manual_pages
from support.reports import report
from support.workflow_commands import recognised

from openrelease.model import ANYTHING, Facts, Problem, Reason, ReleaseFacts, Report, Status
from openrelease.reports import terminal
from openrelease.reports.github import workflow_annotations
from openrelease.reports.markdown import markdown_report
from openrelease.reports.markdown.markdown_report import SourceSite
from openrelease.reports.shared.comparison import Aspect, Change, Comparison, Direction, RuleChange
from openrelease.reports.shared.escape import escape_log

pytestmark = pytest.mark.slow

SITE = SourceSite(server="https://github.com", repository="acme/rocket", revision="a" * 40)
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ALIVE = re.compile(r"[@#]\w|://|www\.|gh-[0-9]|:\w+:|\b[0-9a-f]{7,40}\b", re.IGNORECASE)
PLAIN = "word"


def in_components(texts: Sequence[str]) -> Iterator[tuple[Report, Comparison | None]]:
    """As file names, license expressions, notes and links of components; a string a component."""
    for start in range(0, len(texts), len(COMPONENTS)):
        some = texts[start : start + len(COMPONENTS)]
        pairs = dict(zip(COMPONENTS, some, strict=False))
        license_ = {
            name: statement(text, text, reason=Reason.MODIFIED_TEXT, detail=text) for name, text in pairs.items()
        }
        found = {name: seen(Status.IN_REPO, text, 3, license=license_[name], url=text) for name, text in pairs.items()}
        given = replace(complete(), components={**complete().components, **found})
        yield report(given, "aia-open-science"), None


def in_problems(texts: Sequence[str]) -> Iterator[tuple[Report, Comparison | None]]:
    """As names of files that cannot be read, and as the reason."""
    problems = tuple(Problem(location=at(f"{text}/x", 2), message=text, affects=ANYTHING) for text in texts)
    yield report(replace(complete(), problems=problems)), None


def in_changes(texts: Sequence[str]) -> Iterator[tuple[Report, Comparison | None]]:
    """As what was and what is, of requirements, licenses and settings."""
    found = tuple(
        Change(
            aspect=aspect,
            direction=Direction.WORSE,
            id=text,
            title=text,
            before=text,
            after=text,
            weight="required",
            location=at(text, 1),
        )
        for text in texts
        for aspect in (Aspect.REQUIREMENT, Aspect.LICENSE)
    )
    altered = tuple(RuleChange(what=text, before=text, after=text) for text in texts)
    yield report(complete()), Comparison(base="b" * 40, governed=True, changes=found, amendments=altered)


def in_subject(texts: Sequence[str]) -> Iterator[tuple[Report, Comparison | None]]:
    """As the name, the reason of the kind, and what the note says."""
    for text in texts:
        subject = replace(complete().subject, name=text, kind_how=text)
        given: Facts = replace(complete(), subject=subject)
        yield report(given), Comparison(note=f"It says {text}")


def in_models(texts: Sequence[str]) -> Iterator[tuple[Report, Comparison | None]]:
    """As the names and folders of several models, in the tables, in what is folded, and as added."""
    for start in range(0, len(texts), 10):
        named = texts[start : start + 10]
        releases = tuple(ReleaseFacts(name=text, root=f"models/{text}", how=text, facts=complete()) for text in named)
        added = Change(
            aspect=Aspect.MODEL,
            direction=Direction.WORSE,
            id="m",
            title="A model is added",
            before="not there",
            after="not met",
            weight="required",
            models=tuple(named),
        )
        yield report(replace(complete(), releases=releases)), Comparison(changes=(added,))


Filler = Callable[[Sequence[str]], Iterator[tuple[Report, Comparison | None]]]
FILLERS = (in_components, in_problems, in_changes, in_subject, in_models)


def texts() -> tuple[str, ...]:
    return (*ATTACKS, *naughty_strings())


def tokens(text: str) -> list[Token]:
    found = PARSER.parse(text)
    return [*found, *(inner for token in found for inner in token.children or ())]


def plain_html(text: str) -> str:
    """HTML without its numbers, and without what stands in code elements, in which there is no other tag."""
    return re.sub(r"[0-9]+", "0", re.sub(r"<code>[^<>]*</code>", "<code/>", text))


def shape(told: str) -> tuple[Counter[str], set[str]]:
    """How often each block is there, and which HTML."""
    blocks = PARSER.parse(told)
    html = {plain_html(token.content) for token in blocks if token.type == "html_block"}
    return Counter(token.type for token in blocks), html


def assert_dead(told: str) -> None:
    """Outside of code spans nothing speaks to GitHub; links lead to files of the repository and to our manual."""
    for token in tokens(told):
        assert token.type not in {"image", "html_inline", "s_open", "fence", "code_block"}
        if token.type == "link_open":
            address = str(token.attrs["href"])
            ours = address in manual_pages()
            assert ours or address.startswith(f"https://github.com/acme/rocket/blob/{'a' * 40}/")
        if token.type == "text":
            assert not ALIVE.search(token.content), token.content


@pytest.mark.parametrize("filler", FILLERS, ids=lambda filler: filler.__name__)
def test_a_comment_has_the_shape_that_plain_words_would_give_it(filler: Filler) -> None:
    attacks = texts()
    assert len(attacks) > 557
    plain = [PLAIN] * len(attacks)
    for (given, comparison), (harmless, other) in zip(filler(attacks), filler(plain), strict=True):
        told = markdown_report.render(given, site=SITE, limit=10**9, comparison=comparison)
        expected = markdown_report.render(harmless, site=SITE, limit=10**9, comparison=other)
        assert shape(told) == shape(expected)
        assert_dead(told)


@pytest.mark.parametrize("filler", FILLERS, ids=lambda filler: filler.__name__)
def test_the_runner_finds_our_commands_only(filler: Filler) -> None:
    for given, comparison in filler(texts()):
        commands = workflow_annotations.render(given)
        found = list(recognised(commands))
        assert len(found) == len(commands.splitlines())
        assert {name for name, _, _ in found} <= {"error", "warning", "notice"}
        assert all(pairs["title"].startswith("openrelease") for _, pairs, _ in found)
        assert list(recognised(escape_log(terminal.render(given, comparison=comparison)))) == []
