"""Sentences that no rule knows: those that are worded like a limit leave the license unknown, others change nothing."""

from __future__ import annotations

import pytest
from support.looking import APACHE, WEIGHTS, governing, look

from openrelease.catalog.limit_weights import load_limit_weights
from openrelease.scan.licensing.passages.limit_alarm import FEATURES, is_like_a_limit

NAMES = frozenset({"quokka"})
LIKE_LIMITS = [
    "Firms that earn money with Quokka have to sign a contract with the institute before they install it.",
    "Wer das Modell im Betrieb einsetzen will, braucht vorher unsere schriftliche Zustimmung.",
    "Les sociétés qui souhaitent intégrer les poids doivent d'abord nous demander un contrat.",
    "Компании могут использовать веса только после подписания договора.",
    "公司在产品中使用权重前\uff0c须与我们签订合同。",
]
PLAIN = [
    "The checkpoints are converted once and then kept in the cache of the loader.",
    "Hospitals in three countries helped us to collect the images.",
    "Quokka runs on one graphics card, and a laptop is enough for the small one.",
    "The weights are averaged over the last five steps before they are saved.",
    "Das Modell braucht vor dem ersten Lauf etwa zwei Minuten.",
    "Les poids sont téléchargés au premier lancement.",
    "权重下载后请放入 models 文件夹。",
]


@pytest.mark.parametrize("sentence", LIKE_LIMITS)
def test_a_sentence_that_is_worded_like_a_limit(sentence: str) -> None:
    assert is_like_a_limit(sentence, NAMES, expected=True)


@pytest.mark.parametrize("sentence", PLAIN)
def test_a_sentence_that_limits_nothing(sentence: str) -> None:
    assert not is_like_a_limit(sentence, NAMES, expected=True)


def test_more_is_needed_where_no_limit_is_expected() -> None:
    sentence = LIKE_LIMITS[0]
    assert is_like_a_limit(sentence, NAMES, expected=True)
    assert not is_like_a_limit(sentence, NAMES, expected=False)


def test_a_title_is_too_short_to_be_asked_about() -> None:
    assert not is_like_a_limit("Commercial license agreement", NAMES, expected=True)


@pytest.mark.parametrize(("sentence", "permissive"), [(LIKE_LIMITS[2], "unknown"), (PLAIN[0], "yes")])
def test_what_is_like_a_limit_leaves_the_license_of_the_weights_unknown(sentence: str, permissive: str) -> None:
    found = governing(look({"README.md": f"{WEIGHTS}## License\n\n{sentence}\n", "LICENSE": APACHE}))
    assert found is not None
    assert found[1] == permissive


def test_there_is_a_number_for_each_feature() -> None:
    assert len(load_limit_weights()["weights"]) == FEATURES
