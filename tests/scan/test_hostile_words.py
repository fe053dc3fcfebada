"""An attacker's releases, finding by finding: words that limit weights where a reader of lists would not look.

The weights lie in the repository or are linked; by itself the base is permissive. No case may be.
"""

# ruff: noqa: RUF001 - sentences in other scripts

from __future__ import annotations

import json
import re

import pytest
from support.looking import APACHE, WEIGHTS, governing, look

from openrelease.model import Affects

MIT = re.sub(
    r"\n{3,}",
    "\n\n",
    """\
MIT License

Copyright (c) 2026 Borl AI

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
""",
)
NC = "Borl Research License. The model weights are licensed for non-commercial research use only.\n"
LIMIT = "The weights are for non-commercial research use only."
LONG = "We trained it on many books, and it reads them well. " * 120


def readme(text: str) -> dict[str, str]:
    return {"README.md": f"{WEIGHTS}{text}\n"}


def card(*keys: str) -> dict[str, str]:
    return {"README.md": "\n".join(("---", "license: apache-2.0", *keys, "---", WEIGHTS))}


def adapter(base: str) -> dict[str, str]:
    return {"adapter_config.json": json.dumps({"base_model_name_or_path": base, "peft_type": "LORA"})}


TEXTS = {  # finding 1
    "weights before": f"Weights: CC BY-NC 4.0. Code:\n\n{MIT}",
    "rail before": f"The weights are under the CreativeML Open RAIL-M; code:\n\n{MIT}",
    "tag before": f"SPDX-License-Identifier: CC-BY-NC-4.0\n\n{MIT}",
    "tag of both": f"SPDX-License-Identifier: MIT AND CC-BY-NC-4.0\n\n{MIT}",
    "commons clause": f"With Commons Clause v1.0\n\n{APACHE}",
    "llama behind": f"{APACHE}\n\nApart from the weights, which are under the Llama 2 Community License.\n",
    "reserved before": f"Borl weights: all rights reserved. For everything else:\n\n{APACHE}",
    "contract behind": f"{MIT}\n\nThis covers the source code. The weights are covered by a separate contract.\n",
    "proprietary before": f"Proprietary and confidential.\n\n{MIT}",
    "turkish before": f"Sadece ticari olmayan kullanim icin.\n\n{MIT}",
    "swedish before": f"Endast foer forskning.\n\n{MIT}",
    "polish before": f"Tylko do badan.\n\n{MIT}",
    "german before": f"Firmen brauchen einen Vertrag.\n\n{MIT}",
    "one year": APACHE.replace("hereby grants to You a perpetual", "hereby grants to You for one year a perpetual", 1),
    "minus the weights": APACHE.replace(
        '"Work" shall mean the work', '"Work" shall mean the code, minus the weights: the work', 1
    ),
    "sell zero copies": MIT.replace("sell\ncopies", "sell\nzero copies", 1),
    "copyright block": MIT.replace("Borl AI\n", "Borl AI\nBusinesses need a contract\nand owe 5% of sales\n", 1),
    "one country": MIT.replace("any person obtaining", "any person in Estonia obtaining", 1),
}
SECTIONS = {  # findings 3 and 6
    "comparison": "## Comparison of our models\n\n| Model | License |\n|---|---|\n| Tiny LM | CC-BY-NC-4.0 |",
    "quantized": f"## License of the quantized weights\n\n{LIMIT}",
    "formerly": "The weights (formerly Borl-Chat) are licensed under CC-BY-NC-4.0.",
    "we built": "The weights we built are CC BY-NC-SA 4.0.",
    "long paragraph": f"{LONG}{LIMIT}",
    "fence": f"## License\n\n```\n{LIMIT.upper()}\n```\n",
    "indented": f"## License\n\n    {LIMIT.upper()}\n",
    "banner": '<h3 align="center">Research use only - contact us for a commercial agreement</h3>\n',
    "address of a license": "Weights: see [here](https://creativecommons.org/licenses/by-nc-nd/4.0/)",
    "picture of a license": "Weights: ![see](https://licensebuttons.net/l/by-nc-nd/4.0/88x31.png)",
    "slashes": "Code / weights / data: Apache-2.0 / CC-BY-NC-4.0 / CC0-1.0.",
    "no longer": "Commercial use of the model weights is no longer permitted.",
}
FILES = [
    "LEGAL",
    "LEGAL.md",
    "DISCLAIMER.md",
    "RESTRICTIONS.txt",
    "ADDENDUM.md",
    "AGREEMENT.txt",
    "MODEL_AGREEMENT.md",
    "COPYRIGHT",
    "COPYRIGHT.md",
    "PERMISSIONS.md",
    "Lizenz.txt",
    "LICENCIA.md",
    "许可证.txt",
    "docs/LICENSE.md",
    "wiki/License.md",
    "README.rst",
    "docs/index.md",
    "FAQ.md",
    "README.adoc",
    "README.org",
    ".github/README.md",
    "LICENSES/LicenseRef-Borl.txt",
    "weights/TERMS",
    "weights/NOTICE",
    "weights/TERMS.txt",
    "models/borl/TERMS.md",
    "model/USAGE",
    "weights/RESTRICTIONS",
    "model_license.json",
    "legal/MODEL.md",
    "legal/weights.txt",
    "terms/model.md",
    "docs/legal/model.md",
    "policies/model.md",
    ".license",
]  # finding 11
KEYS = {  # findings 8 and 11
    "gated prompt": card('extra_gated_prompt: "You agree to use the weights for non-commercial research only."'),
    "gated description": card('extra_gated_description: "For non-commercial research only."'),
    "gated eu": card("extra_gated_eu_disallowed: true"),
    "license name": card("license_name: llama3.1"),
    "license link": card("license_link: https://creativecommons.org/licenses/by-nc/4.0/"),
    "family link": card("license_link: https://ai.google.dev/gemma/terms"),
    "weights license": card("weights_license: cc-by-nc-4.0"),
    "model license": card("model_license: cc-by-nc-4.0"),
    "licenses": card("licenses: cc-by-nc-4.0"),
    "tag": card('tags: ["license:cc-by-nc-4.0"]'),
    "tag of a base": card('tags: ["base_model:meta-llama/Llama-2-7b-hf"]'),
    "base with a name": card("base_model: [{name: meta-llama/Llama-2-7b-hf}]"),
    "bases": card("base_models: [meta-llama/Llama-2-7b-hf]"),
    "base by scheme": card("base_model: hf://meta-llama/Llama-2-7b-hf"),
    "base in words": card("base_model: Meta Llama 3.1 8B Instruct"),
    "base of ollama": card("base_model: llama3.2:1b"),
    "base elsewhere": card("base_model: LLM-Research/Meta-Llama-3-8B"),
    "base of its own": card("base_model: borl-ai/llama-2-7b"),
    "config.json": {"config.json": json.dumps({"license": "cc-by-nc-4.0", "model_type": "tiny"})},
    "codemeta": {"codemeta.json": json.dumps({"license": "https://spdx.org/licenses/CC-BY-NC-4.0"})},
    "zenodo": {".zenodo.json": json.dumps({"license": {"id": "cc-by-nc-4.0"}})},
}
BASES = [  # finding 9
    *("unsloth/llama-3-8b-bnb-4bit", "NousResearch/Meta-Llama-3-8B", "TheBloke/Llama-2-7B-fp16", "yahma/llama-7b-hf"),
    *("nvidia/Llama-3.1-Nemotron-70B", "lmsys/vicuna-13b-v1.3", "google/medgemma-4b-it", "google/gemma-3n-E4B-it"),
    *("Qwen/Qwen2.5-VL-3B-Instruct", "Qwen/Qwen2.5-Coder-3B-Instruct", "facebook/musicgen-small"),
    *("facebook/nllb-200-distilled-600M", "black-forest-labs/FLUX.1-Kontext-dev", "CohereForAI/aya-101"),
    *("CohereLabs/aya-expanse-8b", "LGAI-EXAONE/EXAONE-3.5-7.8B-Instruct", "tencent/Hunyuan-A13B-Instruct"),
    *("THUDM/chatglm2-6b", "microsoft/Orca-2-7b", "coqui/XTTS-v2", "meta-llama/Llama-Guard-3-8B"),
]
FAMILIES = {
    "mergekit": {"mergekit_config.yml": "models:\n  - model: meta-llama/Llama-2-7b-hf\n  - model: acme/other\n"},
    "axolotl": {"axolotl.yml": "base_model: meta-llama/Llama-2-7b-hf\n"},
    "local path": {"config.json": json.dumps({"_name_or_path": "/mnt/models/Llama-2-7b-hf"})},
    "abliterated": readme("Borl is Llama-3-8B-Instruct, abliterated."),
    "conversion": readme("GGUF conversion of `google/gemma-2-2b-it`."),
    "trained further": readme("We took LLaMA-2 7B and trained it further on our books."),
    "template of the hub": readme("**Finetuned from model:** meta-llama/Llama-2-7b-hf"),
    "row of a table": readme("| | |\n|---|---|\n| Base model | meta-llama/Llama-3.1-8B |\n"),
    "text of diffusers": readme("These are LoRA adaption weights for black-forest-labs/FLUX.1-dev."),
    "title": {"README.md": WEIGHTS.replace("Tiny LM", "Llama-3-Borl-8B")},
    "built with": readme("Built with Llama."),
    "gemma notice": {
        "NOTICE": "Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms\n"
    },
    "llama notice": {
        "NOTICE": "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright (c) Meta Platforms, Inc.\n"
    },
}
HEADERS = [  # finding 7
    *("License", "Licensing", "Usage terms", "Permitted use", "Restrictions", "Conditions", "Rights", "Availability"),
    *("Terms", "协议", "授权", "许可", "Licencia", "Licentie", "Lisans", "Lizenz", "Licence", "ライセンス", "라이선스"),
    *("Лицензия", "Licença", "Licenza"),
]
COMMERCIAL = ["Commercial", "Commercial?", "Commercial use", "商用", "商业使用"]
REFUSALS = [
    *(
        "✖",
        "🚫",
        "⛔",
        "×",
        "x",
        "N",
        "Non",
        "Nein",
        "否",
        "不可",
        "Not allowed",
        "non-commercial only",
        "forbidden",
        "👎",
    ),
    *("False", "—", "❌", "No", "✗"),
]


def permissive(files: dict[str, str]) -> str:
    found = governing(look({"LICENSE": APACHE, "README.md": WEIGHTS, **files}))
    return found[1] if found else "none"


def test_the_base_is_permissive() -> None:
    assert permissive({}) == "yes"
    assert permissive({"LICENSE": MIT}) == "yes"


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_with_words_beside_it_is_not_the_plain_license(name: str) -> None:
    assert permissive({"LICENSE": TEXTS[name]}) != "yes"


@pytest.mark.parametrize("name", SECTIONS)
def test_a_limit_counts_under_any_heading_and_in_any_form(name: str) -> None:
    assert permissive(readme(SECTIONS[name])) != "yes"


@pytest.mark.parametrize("name", FILES)
def test_a_limit_counts_in_any_document_of_terms(name: str) -> None:
    assert permissive({name: NC}) != "yes"


NOTES_OF_OTHERS = [
    "- Removed the dependency on foo, which is CC-BY-NC-4.0.",
    "- Bump stylegan2 (CC BY-NC 4.0) to 1.2.",
    "- Relicensed from CC BY-NC to Apache-2.0.",
    "- The model weights are now licensed under Apache-2.0; they were CC-BY-NC-4.0.",
    "- The weights are under Apache-2.0.\n\n## 1.0\n\n- The weights are for non-commercial research use only.",
]


@pytest.mark.parametrize("name", ["CHANGELOG.md", "GOVERNANCE.md", "docs/HISTORY.rst", "LICENSE.yaml"])
def test_a_limit_in_notes_that_may_be_old_leaves_the_license_unknown(name: str) -> None:
    assert permissive({name: NC}) == "unknown"
    assert permissive({name: "license of the weights: cc-by-nc-4.0\n"}) == "unknown"


@pytest.mark.parametrize("note", NOTES_OF_OTHERS)
def test_notes_on_others_or_of_what_was_before_are_no_limit(note: str) -> None:
    assert permissive({"CHANGELOG.md": f"# Changelog\n\n## 1.1\n\n{note}\n"}) == "yes"


def test_notes_that_cannot_be_read_leave_terms_open() -> None:
    notes = {"CHANGELOG.md": "word " * 110_000}
    assert permissive(notes) == "yes"
    assert any(Affects.TERMS in each.affects for each in look({"LICENSE": APACHE, **notes}).problems)


@pytest.mark.parametrize("name", KEYS)
def test_a_key_that_limits_counts(name: str) -> None:
    assert permissive(KEYS[name]) != "yes"


@pytest.mark.parametrize("base", BASES)
def test_an_adapter_of_a_restricted_base_is_not_permissive(base: str) -> None:
    assert permissive(adapter(base)) != "yes"


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_that_the_weights_were_made_from_counts(name: str) -> None:
    assert permissive(FAMILIES[name]) != "yes"


@pytest.mark.parametrize("header", HEADERS)
def test_a_column_of_terms_counts_by_any_header(header: str) -> None:
    assert permissive(readme(f"| Model | {header} |\n|---|---|\n| Tiny LM | CC-BY-NC-4.0 |\n")) != "yes"


@pytest.mark.parametrize("header", COMMERCIAL)
@pytest.mark.parametrize("cell", REFUSALS)
def test_a_column_on_commercial_use_counts_by_any_refusal(header: str, cell: str) -> None:
    assert permissive(readme(f"| Model | {header} |\n|---|---|\n| Tiny LM | {cell} |\n")) != "yes"
