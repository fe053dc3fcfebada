"""Every phrase finds and leaves alone what its own sentences say, and none of them can be made slow."""

from __future__ import annotations

import re
import time

import pytest

from openrelease.catalog.load_phrases import Phrase, load_phrasebook

LONGEST_PATTERN = 180
ALLOWED_SECONDS = 1.0
LANGUAGES = {"en", "zh", "ja", "ko", "de", "fr", "es", "pt", "it", "ru"}
ENTRIES = [
    pytest.param(phrase, id=f"{language.code}-{number}-{phrase.kind}")
    for language in load_phrasebook().languages
    for number, phrase in enumerate(language.phrases)
]


@pytest.mark.parametrize("phrase", ENTRIES)
def test_a_phrase_reads_and_ignores_its_sentences(phrase: Phrase) -> None:
    pattern = re.compile(phrase.pattern, re.IGNORECASE)
    assert phrase.reads
    assert phrase.ignores
    assert [text for text in phrase.reads if not pattern.search(text)] == []
    assert [text for text in phrase.ignores if pattern.search(text)] == []


@pytest.mark.parametrize("phrase", ENTRIES)
def test_a_phrase_is_short_and_bounded(phrase: Phrase) -> None:
    assert len(phrase.pattern) <= LONGEST_PATTERN
    assert not re.search(r"\\w[*+]\)[*+]|\.[*+]|\][*+](?!\?)[^)]{0,20}\)[*+]", phrase.pattern)


@pytest.mark.slow
@pytest.mark.parametrize("language", [pytest.param(each, id=each.code) for each in load_phrasebook().languages])
def test_no_phrase_is_slow_on_what_almost_matches(language: object) -> None:
    for phrase in language.phrases:  # type: ignore[attr-defined]
        pattern = re.compile(phrase.pattern, re.IGNORECASE)
        for text in (*phrase.reads, *phrase.ignores):
            for pumped in (text * 200, text[: len(text) // 2 + 1] * 400, (text + " ") * 200):
                start = time.process_time()
                list(pattern.finditer(pumped[:8_000]))
                assert time.process_time() - start < ALLOWED_SECONDS, (phrase.pattern, text)


def test_the_languages_that_releases_are_written_in() -> None:
    assert {language.code for language in load_phrasebook().languages} >= LANGUAGES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The code is free.", ["en"]),
        ("本模型仅供学术研究使用。", ["en", "zh"]),
        ("Die Gewichte des Modells sind nur für die Forschung, und der Code ist unter MIT.", ["en", "de"]),
        ("Les poids sont pour la recherche, et le code est sous licence MIT.", ["en", "fr"]),
    ],
)
def test_the_languages_of_a_text(text: str, expected: list[str]) -> None:
    used = [language.code for language in load_phrasebook().for_text(text).languages]
    assert set(used) >= set(expected)
    assert "ru" not in used
