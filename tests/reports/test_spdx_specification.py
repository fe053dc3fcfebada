"""SPDX documents are valid by the JSON schema and by the SHACL shapes that the SPDX project publishes for 3.0.1."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import jsonschema
import pyshacl
import pytest
import rdflib
from support.facts import complete, facts, subject
from support.reports import hostile
from support.spdx_specification import read_specification

from openrelease.model import Facts, Kind
from openrelease.reports.exports import spdx

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]  # rdflib warns of itself

RELEASES: dict[str, Callable[[], Facts]] = {
    "complete": complete,
    "nothing": facts,
    "hostile": hostile,
    "dataset": lambda: facts(about=subject(kind=Kind.DATASET)),
}


@pytest.fixture(params=RELEASES.values(), ids=RELEASES)
def document(request: pytest.FixtureRequest) -> Any:
    return json.loads(spdx.render(request.param(), "2026-11-30T12:00:00Z"))


@cache
def schema() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(read_specification("rdf/schema.json")))


@cache
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(data=read_specification("rdf/spdx-model.ttl"), format="turtle")


def conforms(document: dict[str, Any]) -> tuple[bool, str]:
    """Whether the shapes hold, and the validator's report; the context is put in, so nothing is asked for."""
    context = json.loads(read_specification("rdf/spdx-context.jsonld"))["@context"]
    graph = rdflib.Graph().parse(data=json.dumps({**document, "@context": context}), format="json-ld")
    assert len(graph) > len(document["@graph"])
    held, _, report = pyshacl.validate(graph, shacl_graph=shapes(), ont_graph=shapes())
    return held, report


def test_a_document_is_valid_by_the_schema(document: Any) -> None:
    assert [*schema().iter_errors(document)] == []


def test_a_document_is_valid_by_the_shapes(document: Any) -> None:
    held, report = conforms(document)
    assert held, report


def test_both_refuse_what_the_model_does_not_have() -> None:
    text = spdx.render(complete(), "2026-11-30T12:00:00Z")
    assert not schema().is_valid(json.loads(text.replace('"hasDeclaredLicense"', '"grants"')))
    unnamed = json.loads(text)
    for each in unnamed["@graph"]:
        each.pop("creationInfo", None)
    assert not schema().is_valid(unnamed)
    assert not conforms(unnamed)[0]
