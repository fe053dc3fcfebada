from __future__ import annotations

import pytest
from support.looking import APACHE, WEIGHTS, governing, look

LIMIT = (None, "no", "prose")
DOUBT = (None, "unknown", "prose")
NAMED = ("CC-BY-NC-4.0", "no", "prose")
ROOT = ("Apache-2.0", "yes", "inherited")
CONTRADICTED = ("Apache-2.0", "unknown", "inherited")


def weights(text: str) -> tuple[str | None, str, str] | None:
    return governing(look({"LICENSE": APACHE, "README.md": WEIGHTS + text}))


@pytest.mark.parametrize(
    "text",
    [
        "The model weights are released under the CC-BY-NC-4.0 license.",
        "Code is under MIT. The weights are licensed under CC BY-NC 4.0.",
        "Weights: CC-BY-NC-4.0",
        "## Model License\n\nCC BY-NC 4.0",
        "## License\n\n- Code: MIT\n- Weights: CC BY-NC 4.0",
        "## Model weights license: CC-BY-NC-4.0\n\nSee above.",
        "<p>The model weights are under the <b>CC-BY-NC-4.0</b> license.</p>",
        "The model is fine-tuned from Big, which is under the CC-BY-NC-4.0 license.",
    ],
)
def test_a_license_that_is_named_for_the_weights(text: str) -> None:
    assert weights(text) == NAMED


@pytest.mark.parametrize(
    "text",
    [
        "The weights are for research use only.",
        "> The model is intended for academic use only",
        "The models may only be used for non-commercial purposes.",
        "The model weights are available for non-commercial research.",
        "You may not use the model for commercial purposes.",
        "Commercial use of the weights is prohibited.",
        "The model weights are under the Apache 2.0 license, for research use only.",
        "This repository is MIT licensed, except for the weights, which are for research only.",
        "<p>The model is for <b>research use</b> only.</p>",
        "Please note that the pretrained weights are not for commercial use.",
        "Model weights: research-only.",
        "本模型仅供学术研究使用",
        "The model weights are released under the Acme Community License.",
        "The weights are released under GPL.",
        "The code is Apache-2.0 licensed; the weights are proprietary.",
        "Use of the model is governed by our [Acceptable Use Policy](https://acme.io/aup).",
        "The model weights are released under Apache 2.0 with additional use restrictions.",
        "The model is released under an open RAIL license.",
        "Model: OpenRAIL-M",
        "Users must not use the weights to train other models.",
        "This model must not be used in the EU.",
        "You may not use this model to build competing products.",
        "## License\n\nApache 2.0. The weights may not be used for military purposes.",
        "Use of the model for surveillance is prohibited.",
    ],
)
def test_limits_are_not_permissive_whatever_else_is_said(text: str) -> None:
    assert weights(text) == LIMIT


@pytest.mark.parametrize(
    "text",
    [
        "The weights are not covered by the Apache 2.0 license.",
        "The Apache 2.0 license does not cover the model weights.",
        "This license does not apply to the model weights.",
        "The Apache-2.0 license applies only to the code, not to the weights.",
        "By downloading the weights you agree to our terms of use.",
        "Please refer to the license of each model.",
        "Weights: see [MODEL_LICENSE](https://acme.io/model-license).",
        "Model weights may carry separate upstream license terms.",
        "Request access and accept our license on the Hub.",
        "## License\n\nApache 2.0 (code only).",
        "## License\n\nThe code is Apache 2.0. For the model, please see the Hub page.",
        "## License\n\nModel weights: TBD",
        "The license applies only to the code.",
    ],
)
def test_terms_without_a_name_leave_the_license_open(text: str) -> None:
    assert weights(text) == DOUBT


@pytest.mark.parametrize(
    "text",
    [
        "For commercial use, please contact us.",
        "Commercial use requires a separate license.",
        "Non-commercial use only.",
        "Free for companies with fewer than 700 million users.",
    ],
)
def test_words_that_limit_the_whole_limit_the_weights_beside_a_license_file(text: str) -> None:
    assert weights(text) == LIMIT


def test_another_license_of_the_whole_contradicts_the_license_file() -> None:
    assert weights("## License\n\nThis repository is under CC-BY-NC-4.0.") == CONTRADICTED


@pytest.mark.parametrize(
    "text",
    [
        "The weights are released under the same license as the code.",
        "The weights are open source.",
        "The model is released under a permissive license, see [LICENSE](LICENSE).",
        "The model was previously released under the CC-BY-NC-4.0 license.",
        "It is trained on data with permissive licenses.",
        "## Acknowledgements\n\nThe model code borrows from Big, under the CC-BY-NC-4.0 license.",
        "## Related work\n\nBig: model weights under CC-BY-NC-4.0 license.",
        "The model performs well in terms of accuracy.",
        "The model should not be used for medical advice.",
        "The model may not be suitable for long texts.",
        "The model may not use all of its layers.",
        "## Out-of-scope use\n\nThe model must not be used for medical advice.",
        "## Limitations\n\nThe model may not be used in place of a doctor.",
        "All weights except the embedding use fp16.",
        "We use fp16 for all models except the small one.",
        "Do not include the init_checkpoint of the model.",
        "The data set is under the CC-BY-NC-4.0 license.",
        "```\nThe model weights are under the CC-BY-NC-4.0 license.\n```",
        "<!-- The model weights are under the CC-BY-NC-4.0 license. -->",
    ],
)
def test_what_is_not_said_of_the_weights_leaves_them_the_repository_s_license(text: str) -> None:
    assert weights(text) == ROOT


@pytest.mark.parametrize(
    "text",
    [
        "We use the model loader of Big, which is under the MIT license.",
        "## Acknowledgements\n\nThe model is made with Big, released under the MIT license.",
        "This model builds on third-party software under the MIT license.",
        "Tiny is derived from Big, originally licensed under the Apache 2.0 license.",
        "Big is licensed under the Apache 2.0 license.",
        "The evaluation suite is under the Apache-2.0 license.",
    ],
)
def test_the_license_of_others_makes_nothing_permissive(text: str) -> None:
    found = governing(look({"README.md": WEIGHTS + text}))
    assert found is None or found[1] != "yes"


def test_a_license_that_covers_the_weights_among_others_covers_them() -> None:
    said = "The Apache 2.0 license only applies to the source code and the model weights."
    assert weights(said) == ("Apache-2.0", "yes", "prose")


def test_a_rule_of_use_doubts_a_license_file_for_the_weights_too() -> None:
    said = WEIGHTS + "You may not use this model to build competing products.\n"
    found = governing(look({"LICENSE-MODEL": APACHE, "README.md": said}))
    assert found == ("Apache-2.0", "unknown", "file")


MODEL = "import torch.nn as nn\n\nclass Tiny(nn.Module):\n    def forward(self, x):\n        return x @ x\n"


@pytest.mark.parametrize(
    "card",
    [
        "# Tiny\n\nOutputs may be used commercially, see the CC-BY-NC-4.0 license.",
        "# Tiny\n\n## License\n\nCC BY-NC 4.0",
        "# Tiny\n\n**License:** Code is released under MIT, model weights are released under CC-BY-NC 4.0.",
    ],
)
def test_a_model_card_speaks_of_the_model_and_not_of_the_source(card: str) -> None:
    facts = look({"LICENSE": APACHE, "README.md": WEIGHTS, "model_cards/tiny.md": card, "model.py": MODEL})
    found = governing(facts, "inference_code")
    assert found is not None
    assert found[1] == "yes"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dataset license adheres to: Attribution-NonCommercial 4.0 International.", "CC-BY-NC-4.0"),
        ("The data is licensed under Attribution-ShareAlike 4.0 International.", "CC-BY-SA-4.0"),
        ("This does not allow you to use the data for any commercial activity.", None),
    ],
)
def test_a_document_about_the_data_names_its_license(text: str, expected: str | None) -> None:
    linked = "# Data\n\n[Data set](https://huggingface.co/datasets/acme/tiny)\n\n"
    readme = WEIGHTS + "Trained on [our data set](https://huggingface.co/datasets/acme/tiny).\n"
    facts = look({"LICENSE": APACHE, "README.md": readme, "dataset.md": linked + text})
    found = governing(facts, "datasets")
    assert found == (expected, "no", "prose")


def test_data_under_the_terms_of_others_has_no_license_that_can_be_named() -> None:
    said = "For the dataset itself, please refer to the [Common Terms of Use](https://acme.io/terms).\n"
    data = "Trained on [our data set](https://huggingface.co/datasets/acme/tiny).\n\n"
    assert governing(look({"LICENSE": APACHE, "README.md": WEIGHTS + data + said}), "datasets") == DOUBT


def test_a_long_paragraph_is_read_like_any_other() -> None:
    assert weights("The weights are under the CC-BY-NC-4.0 license. " * 100) == NAMED


@pytest.mark.parametrize(
    "text",
    [
        "Some weights are only used for experimental verification or learning purposes.",
        "部分权重仅用于实验验证或学习用途。",
        "Our models are not only for academic research, they are for everyone.",
        "Unsere Modelle und die Gewichte sind nicht nur für die Forschung gedacht, der Einsatz ist frei.",
        "本模型不仅可用于学术研究。",
        "このモデルは研究目的だけでなく商用にも利用できます。",
        "BF16モデルは使用しないでください。",
        "이 모델은 라이선스를 위반하는 경우 사용금지 등의 조치를 취할 수 있습니다.",
        "All models are available on the Hub under the acme name.",
        "* Accept the conditions to access [sound/vad-3.0](https://huggingface.co/sound/vad-3.0) files and content",
        "Facebook官方发布的LLaMA模型禁止商用。",
        "The version of the model that is loaded is the internal one.",
        "People have only just started to experiment with the model.",
        "[Usage](#usage)\n| [Design](#design)\n| [License](#license)",
    ],
)
def test_descriptions_of_other_things_leave_the_license_of_the_repository(text: str) -> None:
    assert weights(text) == ROOT


@pytest.mark.parametrize(
    "text",
    [
        "No restrict on the research and the commercial use, but should comply with the Acme 1.5 license.",
        "模型可免费使用, 但请遵守Acme1.5的许可协议。",
        "模型权重单独发布, 并以各模型卡标注的条款为准。",
        "Model weights are released separately, and the terms stated on each model card prevail.",
        "Please accept our terms and conditions on acme/tiny-lm-7b before you download the weights.",
    ],
)
def test_terms_that_are_to_be_kept_leave_the_license_open(text: str) -> None:
    assert weights(text) == DOUBT


def test_the_name_of_a_changed_license_has_the_word_that_says_so() -> None:
    facts = look({"README.md": WEIGHTS + "The model weights are released under the Modified MIT License.\n"})
    found = facts.components["weights"].license
    assert found is not None
    assert (found.expression, found.detail) == (None, "Modified MIT License")


def test_a_license_that_is_named_for_the_weights_goes_before_the_text_for_the_whole() -> None:
    text = "SPDX-License-Identifier: CC-BY-NC-4.0\n"
    said = WEIGHTS + "The models are released under the MIT license."
    assert governing(look({"LICENSE": text, "README.md": said})) == ("MIT", "yes", "prose")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("with Gemma-2B as the text encoder", "yes"),
        ("made from Gemma-2B", "unknown"),
    ],
)
def test_a_family_that_encodes_prompts_sets_no_terms_of_the_weights(said: str, expected: str) -> None:
    readme = f"# Tiny\n\nWe release [Tiny](https://huggingface.co/acme/tiny-lm), {said}.\n"
    found = governing(look({"LICENSE": APACHE, "README.md": readme}))
    assert found is not None
    assert found[1] == expected
