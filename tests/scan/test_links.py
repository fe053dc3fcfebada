from __future__ import annotations

import pytest

from openrelease.catalog.load_catalog import load_catalog
from openrelease.scan.components.link_targets import (
    FOREIGN,
    NO_OWNER,
    OPEN,
    OWN,
    Target,
    find_hub_ids,
    find_targets,
    resolve_owners,
)
from openrelease.scan.inputs.owner_names import is_related_owner
from openrelease.scan.inputs.parsed_document import Block, Link

SUBJECT = "acme/rocket-lm"


def found(url: str, *, subject: str | None = SUBJECT, where: str = "prose", section: str = "") -> Target | None:
    link = Link(url=url, label="", line=1, where=where, section=(section,) if section else ())
    made = resolve_owners(find_targets("README.md", [link], load_catalog(), subject), load_catalog(), subject)
    return made[0] if made else None


@pytest.mark.parametrize(
    ("url", "kind", "owner", "name"),
    [
        ("https://huggingface.co/acme/rocket", "hub-model", "acme", "rocket"),
        ("HTTPS://www.HuggingFace.co/acme/rocket/tree/main", "hub-model", "acme", "rocket"),
        ("https://hf.co/acme/rocket-{size}", "hub-model", "acme", "rocket-{size}"),
        ("https://huggingface.co/acme/rocket/resolve/main/w.safetensors", "hub-model", "acme", "rocket"),
        ("https://huggingface.co/acme/rocket/tree/step1000", "hub-checkpoint", "acme", "rocket"),
        ("https://huggingface.co/acme", "hub-org", "acme", ""),
        ("https://huggingface.co/spaces/acme/demo", "hub-other", "", ""),
        ("https://huggingface.co/docs/x/y", "hub-other", "", ""),
        ("https://huggingface.co/datasets/acme/d", "hub-dataset", "acme", "d"),
        ("https://huggingface.co/datasets/d", "hub-dataset", "", "d"),
        ("https://huggingface.co/collections/acme/c-1", "hub-collection", "acme", ""),
        ("https://huggingface.co/papers/2401.00001", "hub-paper", "", "2401.00001"),
        ("https://modelscope.cn/models/acme/rocket", "hub-model", "acme", "rocket"),
        ("https://files.io/a/b/w.pt?x=1", "weight-file", "files.io", "w.pt"),
        ("https://files.io/w.gguf", "weight-file", "files.io", "w.gguf"),
        ("https://github.com/other/x/releases/download/v1/w.pt", "weight-file", "other", "x"),
        ("https://github.com/other/x/releases/download/v1/x.zip", "release-asset", "other", "x"),
        ("https://files.io/models/rocket.zip", "weight-archive", "files.io", ""),
        ("https://github.com/other/x", "github-repo", "other", "x"),
        ("https://github.com/other/x.git", "github-repo", "other", "x"),
        ("https://github.com/other/x/blob/main/a.md", "github-file", "other", "x"),
        ("https://github.com/other/x/issues/1", "github-social", "", ""),
        ("https://arxiv.org/pdf/2401.00001v2.pdf", "arxiv", "", "2401.00001"),
        ("https://doi.org/10.1000/x", "doi", "", "10.1000/x"),
        ("https://zenodo.org/records/12", "data-record", "", "12"),
        ("https://files.io/a/report.pdf#page=2", "pdf", "files.io", "report.pdf"),
        ("https://img.shields.io/badge/License-MIT-blue", "badge", "", ""),
        ("magnet:?xt=urn:btih:1", "magnet", "", ""),
        ("//cdn.io/x", "web", "cdn.io", ""),
        ("docs/a%20b.md#c", "local", "", "docs/a b.md"),
    ],
)
def test_what_a_link_leads_to(url: str, kind: str, owner: str, name: str) -> None:
    target = found(url)
    assert target is not None
    assert (target.kind, target.owner, target.name) == (kind, owner, name)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "#anchor",
        "URL",
        "here",
        "TODO",
        "...",
        "mailto:a@b.io",
        "javascript:x()",
        "data:text/html,x",
        "https://example.com/model",
        "http://localhost:8000/x",
        "https://huggingface.co/your-org/model",
        "https://huggingface.co/<owner>/rocket",
        "https://huggingface.co/{{ owner }}/rocket",
        "https://arxiv.org/abs/waiting-on-url",
        "/Users/me/model",
        "username/model",
        "org/model-name",
        "https://a.io/$MODEL",
        f"https://github.com/{SUBJECT}",
        f"git+https://github.com/{SUBJECT}.git",
    ],
)
def test_placeholders_and_the_repository_itself_are_no_targets(url: str) -> None:
    assert found(url) is None


@pytest.mark.parametrize("url", ["user_guide.md", "organic/food.md", "owners.md", "https://github.com/users-co/x"])
def test_names_that_begin_like_placeholders_are_none(url: str) -> None:
    assert found(url) is not None


def test_a_link_to_a_file_of_this_repository_on_its_forge_is_local() -> None:
    target = found(f"https://github.com/{SUBJECT.upper()}/blob/main/docs/CARD%201.md#top")
    assert target is not None
    assert (target.kind, target.name, target.whose) == ("local", "/docs/CARD 1.md", OWN)


def test_a_hub_id_in_code_is_one_only_there() -> None:
    code, prose = found("acme/rocket", where="code"), found("acme/rocket")
    assert code is not None
    assert prose is not None
    assert (code.kind, prose.kind) == ("hub-id", "local")


@pytest.mark.parametrize(
    ("url", "subject", "section", "whose"),
    [
        ("https://huggingface.co/acme/x", "acme/y", "", OWN),
        ("https://huggingface.co/acme-labs/x", "acme/y", "Related work", OWN),
        ("https://huggingface.co/other/x", "acme/y", "", OPEN),
        ("https://huggingface.co/other/x", "acme/y", "Acknowledgements", FOREIGN),
        ("https://huggingface.co/other/rocket-gguf", "acme/rocket-lm", "", OWN),
        ("https://huggingface.co/other/language-model", "acme/language-model", "", OPEN),
        ("https://huggingface.co/big-rocket/x", "acme/BigRocket", "", OWN),
        ("https://huggingface.co/rocket/x", "acme/Rocket", "Acknowledgements", FOREIGN),
        ("https://huggingface.co/acme/x", None, "", NO_OWNER),
        ("https://huggingface.co/acme/x", None, "Related work", FOREIGN),
        ("https://huggingface.co/ada/TimeLM-50M", "acme/Time-LM", "", OWN),
        ("https://huggingface.co/ada/MyTimeLM-50M", "acme/Time-LM", "", OPEN),
        ("https://huggingface.co/ada/timely", "acme/tim", "", OPEN),
    ],
)
def test_whose_a_link_is(url: str, subject: str | None, section: str, whose: str) -> None:
    target = found(url, subject=subject, section=section)
    assert target is not None
    assert target.whose == whose


def test_a_name_makes_nothing_our_own_where_the_owner_does() -> None:
    urls = ("https://huggingface.co/acme/rocket", "https://huggingface.co/other/rocket-4bit")
    links = [Link(url=url, label="", line=1, where="prose") for url in urls]
    made = resolve_owners(find_targets("README.md", links, load_catalog(), SUBJECT), load_catalog(), SUBJECT)
    assert [target.whose for target in made] == [OWN, OPEN]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Acme", "acme-ai", True),
        ("acme-labs", "acme_research", True),
        ("acme", "acmecorp", True),
        ("meta-acme", "acme", True),
        ("The-AI-Acme", "aiacme", True),
        ("acme", "apex", False),
        ("mega", "omega", False),
        ("abc", "abcd", False),
        ("", "acme", False),
        ("ai", "ai", True),
    ],
)
def test_related_owners(one: str, other: str, *, same: bool) -> None:
    assert is_related_owner(one, other) is same
    assert is_related_owner(other, one) is same


def test_ids_in_code_become_links_with_the_line_of_the_file() -> None:
    block = Block(
        text="import x\nm = from_pretrained('acme/rocket')\nload_dataset(\"acme/d\")\n--model other/y\n",
        line=10,
        code=True,
        info="python",
    )
    assert [(link.url, link.line) for link in find_hub_ids(block, load_catalog())] == [
        ("https://huggingface.co/acme/rocket", 12),
        ("https://huggingface.co/datasets/acme/d", 13),
        ("https://huggingface.co/other/y", 14),
    ]
