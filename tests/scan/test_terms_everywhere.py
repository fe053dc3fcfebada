"""An attack: releases whose weights are under terms that are not permissive, stated as real ones state them.

Every way to say it stands in every place where it may stand, and so do honest sentences. No release of the first
sort may be permissive; of the honest ones no more than one in fifty may be doubted.
"""

# ruff: noqa: RUF001 - sentences in other scripts

import itertools
import json

import pytest
from support.looking import APACHE, WEIGHTS, governing, look

pytestmark = pytest.mark.slow

LIMITS = [
    "The model weights are for non-commercial use only.",
    "The weights may only be used for academic research.",
    "Commercial use of the model requires a separate license from us.",
    "The model weights are released under CC BY-NC 4.0.",
    "Our models are governed by the Llama 3.1 Community License.",
    "The weights are licensed under the CreativeML Open RAIL-M license.",
    "The checkpoints are distributed under GPL-3.0.",
    "You may not use the weights to train other models.",
    "The model is free for companies with fewer than 100 million monthly active users.",
    "Model weights: proprietary, all rights reserved.",
    "模型权重仅供学术研究使用，禁止商用。",
    "本模型商用需联系我们获得授权。",
    "モデルの重みは研究目的でのみ利用でき、商用利用は禁止です。",
    "모델 가중치는 비상업적 연구 목적으로만 사용할 수 있습니다.",
    "Die Modellgewichte dürfen nur für nichtkommerzielle Forschung verwendet werden.",
    "Les poids du modèle sont réservés à un usage non commercial.",
    "Los pesos del modelo son solo para uso no comercial.",
    "Os pesos do modelo são apenas para uso não comercial.",
    "I pesi del modello sono solo per uso non commerciale.",
    "Веса модели доступны только для некоммерческого использования.",
    "De modelgewichten zijn alleen voor niet-commercieel gebruik.",
    "Wagi modelu są tylko do użytku niekomercyjnego.",
    "Model ağırlıkları yalnızca ticari olmayan kullanım içindir.",
    "Trọng số mô hình chỉ dành cho mục đích phi thương mại.",
]
HONEST = [
    "The code and the model weights are released under the Apache License 2.0.",
    "The weights are Apache-2.0 and may be used commercially without asking us.",
    "Unlike models for non-commercial use, these weights are under Apache 2.0.",
    "代码与模型权重均采用 Apache-2.0 协议，支持商用，无需申请。",
    "モデルの重みは Apache-2.0 ライセンスで公開しており、商用利用も可能です。",
    "Die Modellgewichte stehen unter der Apache-Lizenz 2.0 und dürfen kommerziell genutzt werden.",
    "Les poids du modèle sont sous licence Apache 2.0, usage commercial permis.",
    "Веса модели распространяются под лицензией Apache 2.0.",
    "We trained the model on public data and evaluated it on ten benchmarks.",
    "The model may make mistakes; please check its answers before you rely on them.",
]
PLACES = {
    "license section": "## License\n\nThe code is under the Apache License 2.0. {}\n",
    "section of its own": "## Model license\n\n{}\n",
    "license and thanks": "## License and Acknowledgements\n\n{}\n",
    "list item": "## License\n\n- Code: Apache License 2.0\n- {}\n",
    "note": "> [!IMPORTANT]\n> {}\n",
    "quotation": "## Usage\n\n> {}\n",
    "bold": "**{}**\n",
    "heading": "## Terms of use\n\n### {}\n\nThat is all.\n",
    "html": '<p align="center"><b>{}</b></p>\n',
    "news": "## News\n\n- 2026-02: we released the weights. {}\n",
    "disclaimer": "## Disclaimer\n\n{}\n",
    "details": "<details><summary>License</summary>\n\n{}\n\n</details>\n",
    "bad line end": "## License\n\n{}\n\n## Citation\n\nCite us.\n",
}
PLACED = list(itertools.product(PLACES, LIMITS))


def permissive(files: dict[str, str]) -> str:
    found = governing(look({"LICENSE": APACHE, "README.md": WEIGHTS, **files}))
    return found[1] if found else "none"


@pytest.mark.parametrize("place", PLACES)
def test_no_limit_passes_in_any_place(place: str) -> None:
    passed = [each for each in LIMITS if permissive({"README.md": WEIGHTS + PLACES[place].format(each)}) == "yes"]
    assert passed == []


@pytest.mark.parametrize("place", PLACES)
def test_honest_sentences_pass_in_every_place(place: str) -> None:
    doubted = [each for each in HONEST if permissive({"README.md": WEIGHTS + PLACES[place].format(each)}) != "yes"]
    assert len(doubted) <= len(HONEST) * len(PLACES) // 50 // len(PLACES), doubted


NAMES = [
    "CC-BY-NC-4.0",
    "CC BY-NC-SA 4.0",
    "Gemma Terms of Use",
    "Llama 3 Community License",
    "OpenRAIL-M",
    "GPL-3.0",
    "CC-BY-SA-4.0",
    "BUSL-1.1",
]
FORMS = {
    "label": "## License\n\nCode: Apache-2.0. Weights: {}.\n",
    "slashes": "## License\n\nCode / weights: Apache-2.0 / {}.\n",
    "table": "| Model | Size | License |\n|---|---|---|\n| Tiny LM | 7B | {} |\n",
    "turned table": "| | Code | Weights |\n|---|---|---|\n| License | Apache-2.0 | {} |\n",
    "parentheses": "## License\n\nApache-2.0 for the code ({} for the weights).\n",
    "except": "## License\n\nEverything is under Apache-2.0, except the weights, which are under {}.\n",
    "but": "The code is Apache-2.0, but the checkpoints are {}.\n",
    "fence": "## License\n\n```\nThe model weights are licensed under {}.\n```\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_no_name_of_a_restricting_license_passes_in_any_form(form: str) -> None:
    passed = [each for each in NAMES if permissive({"README.md": WEIGHTS + FORMS[form].format(each)}) == "yes"]
    assert passed == []


def _card(*lines: str) -> dict[str, str]:
    return {"README.md": "\n".join(("---", *lines, "---", WEIGHTS))}


ELSEWHERE = {
    "license_name": _card("license: apache-2.0", "license_name: llama3.1"),
    "license_link": _card("license: apache-2.0", "license_link: https://creativecommons.org/licenses/by-nc/4.0/"),
    "family link": _card("license: apache-2.0", "license_link: https://ai.google.dev/gemma/terms"),
    "weights_license": _card("license: apache-2.0", "weights_license: cc-by-nc-4.0"),
    "model_license": _card("license: apache-2.0", "model_license: cc-by-nc-4.0"),
    "licenses": _card("license: apache-2.0", "licenses: cc-by-nc-4.0"),
    "prompt": _card("license: apache-2.0", "extra_gated_prompt: You agree to use it for non-commercial research only."),
    "card elsewhere": {"MODEL_CARD.md": "---\nlicense: cc-by-nc-4.0\n---\n# Card\n"},
    "base model": _card("license: apache-2.0", "base_model: meta-llama/Llama-2-7b-hf"),
    "config.json": {"config.json": json.dumps({"license": "cc-by-nc-4.0", "model_type": "tiny"})},
    "codemeta": {"codemeta.json": json.dumps({"license": "https://spdx.org/licenses/CC-BY-NC-4.0"})},
    "zenodo": {".zenodo.json": json.dumps({"license": {"id": "cc-by-nc-4.0"}})},
    "citation": {"CITATION.cff": "cff-version: 1.2.0\nlicense: CC-BY-NC-4.0\n"},
    "adapter": {"adapter_config.json": json.dumps({"base_model_name_or_path": "meta-llama/Llama-2-7b-hf"})},
    "mergekit": {"mergekit_config.yml": "models:\n  - model: meta-llama/Llama-2-7b-hf\n  - model: acme/other\n"},
    "local path": {"config.json": json.dumps({"_name_or_path": "/mnt/models/Llama-2-7b-hf"})},
    "model license file": {"MODEL_LICENSE": "The weights are for non-commercial research use only.\n"},
    "weights folder": {"weights/LICENSE": "The weights are for non-commercial research use only.\n"},
    "terms file": {"TERMS_OF_USE.md": "# Terms\n\nThe model may be used for non-commercial research only.\n"},
    "use policy": {"USE_POLICY.md": "# Use policy\n\nYou agree you will not use the model to develop weapons.\n"},
    "notice": {"NOTICE": "The model weights are licensed under CC BY-NC 4.0.\n"},
    "docs": {"docs/license.md": "# License\n\nThe model weights are under CC BY-NC 4.0.\n"},
    "folder readme": {"models/README.md": "# Models\n\nThe weights are for non-commercial research only.\n"},
    "legal": {"LEGAL.md": "The model weights are licensed for non-commercial research use only.\n"},
    "disclaimer": {"DISCLAIMER.md": "The model weights are licensed for non-commercial research use only.\n"},
    "agreement": {"AGREEMENT.txt": "The model weights are licensed for non-commercial research use only.\n"},
    "copyright": {"COPYRIGHT.md": "The model weights are licensed for non-commercial research use only.\n"},
    "chinese file": {"许可证.txt": "模型权重仅供学术研究使用，禁止商用。\n"},
    "spanish file": {"LICENCIA.md": "Los pesos del modelo son solo para uso no comercial.\n"},
    "linked file": {
        "README.md": WEIGHTS + "Code: Apache-2.0. [License of the weights](legal/weights.txt)\n",
        "legal/weights.txt": "The weights are for non-commercial research use only.\n",
    },
}


@pytest.mark.parametrize("place", ELSEWHERE)
def test_terms_beside_the_readme_count(place: str) -> None:
    assert permissive(ELSEWHERE[place]) != "yes"
