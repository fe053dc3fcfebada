"""Sentences that limit the weights in less usual words, and honest ones that look like them."""

# ruff: noqa: RUF001 - sentences in other scripts

from __future__ import annotations

import pytest
from support.looking import APACHE, WEIGHTS, governing, look

CODE = "## License\n\nThe code is under the Apache License 2.0. "
LIMITS = [
    "The weights can be used for non-commercial applications.",
    "The weights are available to non-commercial users.",
    "You can use the model in non-commercial projects.",
    "The model is free for non-commercial scientific research.",
    "The weights are restricted to academic use.",
    "The weights are limited to research.",
    "The model may be used noncommercially.",
    "Weights: noncommercial.",
    "Model weights: non-commercial, share-alike.",
    "The weights are for scientific use only.",
    "The weights are for personal use only.",
    "The weights are for evaluation purposes only.",
    "The weights are for not-for-profit use only.",
    "Commercial users need to buy a license.",
    "Commercial entities must obtain a license from Borl AI.",
    "A commercial license is available for companies.",
    "Weights: private.",
    "Weights: closed.",
    "Weights: source-available.",
    "Weights: Creative Commons NonCommercial.",
    "Weights: MNPL.",
    "Weights: \u00a9 2025 Borl AI. All rights reserved.",
    "Weights require signing an MTA.",
    "You can't sell the model.",
    "The weights are under FSL-1.1.",
    "The weights are under the SSPL.",
    "The weights are under Apache 2.0 with Commons Clause.",
    "The weights (formerly Borl-Chat) are licensed under CC-BY-NC-4.0.",
    "The weights, previously released as Borl-0, may be used for non-commercial research only.",
    "Commercial use of the model weights is no longer permitted.",
    "Tiny LM is based on Big and should be used under Llama's model license.",
    "The weights we built are CC BY-NC-SA 4.0.",
    "The weights are for non\u2011commercial use only.",
    "The weights are for non\u00adcommercial use only.",
    "The weights are for non\u200bcommercial use only.",
    "The weights are for n\u043en-\u0441ommercial use only.",
    "The weights are for non&#8209;commercial use only.",
    "The weights are for non-\ncommercial use only.",
    "The weights are under Attribution-NonCommercial-NoDerivatives.",
    "The weights are by-nc-sa 4.0.",
    "权重不可商用。",
    "权重禁止用于任何盈利目的。",
    "モデルの商業利用は禁じます。",
    "モデルは学術研究にのみ使用できます。",
    "모델은 연구용으로만 사용할 수 있습니다.",
    "모델의 영리 목적 사용을 금합니다.",
    "Les poids ne peuvent pas être utilisés à des fins commerciales.",
    "Les poids sont réservés à la recherche.",
    "Die Gewichte dürfen nicht für kommerzielle Zwecke verwendet werden.",
    "Los pesos solo se pueden usar con fines académicos.",
    "Os pesos não podem ser usados para fins comerciais.",
    "I pesi del modello sono solo per la ricerca.",
    "Веса модели можно использовать только в исследовательских целях.",
    "De gewichten zijn alleen voor onderzoek en niet voor commercieel gebruik.",
    "Wagi modelu są tylko do badań i nie do użytku komercyjnego.",
    "Model ağırlıkları yalnızca araştırma için ve ticari olmayan kullanım içindir.",
    "Vikterna är endast för forskning och inte för kommersiellt bruk.",
    "Trọng số mô hình chỉ được sử dụng cho mục đích nghiên cứu.",
    "Bobot model ini hanya untuk penelitian dan tidak boleh untuk komersial.",
    "Váhy modelu jsou pouze pro výzkum a ne na komerční použití.",
    "Mallin painot ovat vain tutkimuskäyttöön, ei kaupalliseen käyttöön.",
    "الأوزان لأغراض البحث فقط.",
    "मॉडल केवल शोध के लिए है।",
    "המודל למחקר בלבד.",
    "Ваги моделі лише для досліджень.",
]
HONEST = [
    "代码与模型权重均采用 Apache-2.0 协议，支持商用，无需申请。",
    "Unlike LLaMA, whose weights are for non-commercial research only, Tiny LM is Apache-2.0 for everyone.",
    "The weights are Apache-2.0. There is no restriction on commercial use.",
    "The weights are Apache-2.0. No restrictions on commercial use apply.",
    "You may not use the Tiny name or logo to endorse products, as the license says.",
    "It is not a medical device; it must not be used for diagnosis without human oversight.",
    "Do I have to ask permission for commercial use? No.",
    "You do not need our permission for commercial use.",
    "Model weights are licensed under the same terms.",
    "The Apache license also applies to the weights.",
    "The models may be used for research and commercial purposes.",
]
HEADINGS = [
    "License and Acknowledgements",
    "License, Citation and Acknowledgement",
    "Community License",
    "License / References",
    "Credits and License",
    "License of the quantized weights",
    "License and Third-Party Software",
    "Related work and license",
]


def permissive(text: str) -> str:
    found = governing(look({"LICENSE": APACHE, "README.md": WEIGHTS + text}))
    assert found is not None
    return found[1]


@pytest.mark.parametrize("text", LIMITS)
def test_a_limit_is_heard(text: str) -> None:
    assert permissive(CODE + text) != "yes"


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_sentence_limits_nothing(text: str) -> None:
    assert permissive(f"## License\n\n{text}") == "yes"


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_that_names_licenses_wins(heading: str) -> None:
    said = f"## {heading}\n\nThe model weights are released under CC BY-NC 4.0 and are for non-commercial use only."
    assert permissive(said) != "yes"


@pytest.mark.parametrize("path", ["docs/use/models.md", "FAQ.md"])
def test_a_plain_limit_on_the_weights_counts_in_any_near_document(path: str) -> None:
    said = "# Notes\n\nThe model weights are released under CC BY-NC 4.0.\n"
    found = governing(look({"LICENSE": APACHE, "README.md": WEIGHTS, path: said}))
    assert found is not None
    assert found[1] != "yes"
