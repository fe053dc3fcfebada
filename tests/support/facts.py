"""Facts made by hand: a small release that is complete, and the ways to change it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from openrelease.catalog.load_catalog import load_catalog
from openrelease.model import (
    ComponentFacts,
    CopyrightHolder,
    Document,
    EffectiveLicense,
    Evidence,
    Facts,
    Kind,
    Location,
    Permissive,
    Problem,
    Status,
    Subject,
)

CATALOG = load_catalog().components
COMPONENTS = [*CATALOG]

ABSENT = ComponentFacts(status=Status.ABSENT)


def at(path: str, line: int | None = None) -> Location:
    """A place."""
    return Location(path=path, line=line)


def statement(
    expression: str | None = "Apache-2.0", path: str = "LICENSE", line: int | None = 1, **fields: Any
) -> EffectiveLicense:
    """A license statement; without further words, a license file with Apache-2.0."""
    usual = {"permissive": Permissive.YES, "how": "file"}
    return EffectiveLicense(expression=expression, location=at(path, line), **(usual | fields))


def seen(status: Status, path: str, line: int | None = None, **fields: Any) -> ComponentFacts:
    """A component with one piece of evidence; `how` and `url` are of the evidence."""
    own = (fields["license"],) if fields.get("license") else ()
    evidence = Evidence(
        location=at(path, line), how=fields.get("how", "model-definition"), status=status, url=fields.get("url")
    )
    return ComponentFacts(
        status=status,
        evidence=(evidence,),
        license=fields.get("license"),
        claims=fields.get("claims", own),
    )


def subject(kind: Kind = Kind.MODEL, name: str | None = "acme/rocket", revision: str | None = "a" * 40) -> Subject:
    """What is judged."""
    return Subject(name=name, revision=revision, kind=kind, kind_how="declared")


def facts(
    *,
    about: Subject | None = None,
    documents: tuple[Document, ...] = (),
    problems: tuple[Problem, ...] = (),
    **components: ComponentFacts,
) -> Facts:
    """Facts in which only the named components are there."""
    every = dict.fromkeys(COMPONENTS, ABSENT) | components
    return Facts(
        subject=about or subject(),
        components=every,
        catalog=CATALOG,
        documents=documents,
        problems=problems,
    )


def complete() -> Facts:
    """A release that meets the baseline: weights linked, the rest in the repository, all Apache-2.0."""
    inherited = statement(how="inherited")
    made = facts(
        weights=seen(
            Status.LINKED,
            "README.md",
            12,
            license=statement(path="README.md", line=2, how="front_matter"),
            url="https://huggingface.co/acme/rocket",
            how="hub-model-link",
        ),
        inference_code=seen(Status.IN_REPO, "rocket/model.py", license=inherited),
        architecture_code=seen(Status.IN_REPO, "rocket/model.py", license=inherited),
        license=seen(Status.IN_REPO, "LICENSE", 1, license=statement()),
        model_card=seen(Status.IN_REPO, "MODEL_CARD.md", 1, how="card-file"),
        documents=(document("MODEL_CARD.md", "card", "model_details", "intended_use", "limitations"),),
    )
    return replace(made, holders=(CopyrightHolder(name="Acme", location=at("LICENSE", 189)),))


def document(path: str, role: str, *topics: str) -> Document:
    """A document that speaks of the topics, each ten lines further down."""
    return Document(path=path, role=role, topics={topic: at(path, 10 * n) for n, topic in enumerate(topics, start=1)})


def without(base: Facts, *components: str) -> Facts:
    """The same facts with some components absent."""
    return replace(base, components={**base.components, **dict.fromkeys(components, ABSENT)})


def changed(base: Facts, **components: ComponentFacts) -> Facts:
    """The same facts with some components replaced."""
    return replace(base, components={**base.components, **components})
