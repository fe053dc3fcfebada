"""Sentences that may set terms, in words that no phrase understands: the weights are not called permissive."""

# ruff: noqa: RUF001 - sentences in other scripts

from __future__ import annotations

import pytest
from support.looking import APACHE, WEIGHTS, governing, look

SECTION = "## License\n\nThe code is under the Apache License 2.0.\n\n"
AMONG_LICENSES = [
    "Checkpoints are handed out for academic work; for anything else please write to us first.",
    "The hen house model falls under the terms of the barn, and royalties are due.",
    "Startups below ten people get the weights for free.",
    "The checkpoints aren't licensed to people who keep foxes.",
    "The rights on the weights can be revoked by the barn at any time.",
    "Pesos: CC BY-NC-SA 4.0.",
    "Gewichte: CC BY-NC-ND 4.0.",
    "Weights: the Barn's own non-commercial license.",
    "Ağırlıkların ticari kullanımı yasaktır.",
    "يُمنع الاستخدام التجاري لأوزان النموذج.",
    "Bobot model dilarang dijual.",
    "License: Apache 2.0 (code), CC-BY-NC-ND 4.0 (models).",
]
ANYWHERE = [
    "Download: [model.safetensors](model.safetensors) (CC BY-NC 4.0)",
    "The weights are for schools, but selling them is not ok.",
    "Companies that sell eggs may not use the weights.",
    "Eine gewerbliche Nutzung der Gewichte ist untersagt.",
    "Para uso comercial, solicite autorización a los autores.",
    "Untuk penggunaan komersial, silakan hubungi kami.",
    "The weights are gated. We give them to schools, for non-profit projects only.",
]
HONEST = [
    "If you think that a picture infringes on your rights, please contact us.",
    "We cannot guarantee that the model is always right.",
    "For enterprise support, please contact us.",
    "There is no limitation for academic or commercial use of the weights.",
    "The code reads license plates of companies.",
    "Hens and Eggs are trademarks of their companies.",
]


@pytest.mark.parametrize("text", AMONG_LICENSES)
def test_among_licenses_a_word_of_terms_leaves_the_weights_open(text: str) -> None:
    found = governing(look({"README.md": f"{WEIGHTS}{SECTION}{text}\n", "LICENSE": APACHE}))
    assert found[1] != "yes"


@pytest.mark.parametrize("text", ANYWHERE)
def test_elsewhere_several_words_of_terms_leave_the_weights_open(text: str) -> None:
    found = governing(look({"README.md": f"{WEIGHTS}{text}\n", "LICENSE": APACHE}))
    assert found[1] != "yes"


@pytest.mark.parametrize("text", HONEST)
def test_words_that_set_no_terms_leave_the_license_as_it_is(text: str) -> None:
    assert governing(look({"README.md": f"{WEIGHTS}{text}\n", "LICENSE": APACHE}))[1] == "yes"
    found = governing(look({"README.md": f"{WEIGHTS}{SECTION}{text}\n", "LICENSE": APACHE}))
    assert found[1] == "yes"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("NOTICE", "The weights in model.safetensors may not be sold. Ask the barn for anything else."),
        ("NUTZUNGSBEDINGUNGEN.md", "Das Modell darf nicht zur Überwachung von Hühnern genutzt werden."),
        ("CONDITIONS.md", "Il est interdit de vendre les poids."),
    ],
)
def test_in_files_of_terms_too(path: str, text: str) -> None:
    assert governing(look({"README.md": WEIGHTS, "LICENSE": APACHE, path: f"{text}\n"}))[1] != "yes"


@pytest.mark.parametrize("path", ["NOTICE", "CONDITIONS.md"])
def test_files_of_terms_may_set_none(path: str) -> None:
    files = {"README.md": WEIGHTS, "LICENSE": APACHE, path: "The weights were made by the barn in May.\n"}
    assert governing(look(files))[1] == "yes"
