"""Licenses of the models of 2025 and 2026, by the names that cards give them, and the terms of well-known ones."""

from __future__ import annotations

import pytest

from openrelease.catalog import load_license_table
from openrelease.model import Permissive

TABLE = load_license_table()

NAMES = {
    "lfm1.0": "LicenseRef-lfm-open-1.0",
    "Jamba Open Model License": "LicenseRef-jamba-open-model",
    "Yi License": "LicenseRef-yi-series-2.1",
    "InternLM License": "LicenseRef-internlm",
    "Baichuan 2 Community License": "LicenseRef-baichuan2-community",
    "Baichuan2 Model Community License Agreement": "LicenseRef-baichuan2-community",
    "Skywork Community License": "LicenseRef-skywork-community",
    "K-EXAONE AI Model License Agreement": "LicenseRef-k-exaone",
    "EXAONE AI Model License Agreement 1.2 - NC": "LicenseRef-exaone-1.2-nc",
    "Upstage Solar License": "LicenseRef-solar",
    "Ideogram Non-Commercial Model Agreement": "LicenseRef-ideogram-nc",
    "HAI-DEF": "LicenseRef-hai-def",
    "Health AI Developer Foundations Terms of Use": "LicenseRef-hai-def",
    "LTX-2 Community License": "LicenseRef-ltx-2-community",
    "FLUX [dev] Non-Commercial License v2.0": "LicenseRef-flux-nc-2.0",
    "Stability AI Community License": "LicenseRef-scancode-stability-ai-community-2024",
    "NSCL": "LicenseRef-nscl",
    "CPML": "LicenseRef-cpml",
    "NVIDIA Open Model License": "LicenseRef-scancode-nvidia-open-model-2025-04-28",
    "GLM-4 License": "LicenseRef-glm-4",
    "The CogVideoX License": "LicenseRef-cogvideox",
    "Grok 2 Community License Agreement": "LicenseRef-grok-2-community",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_family_is_known_by_its_name_and_is_not_permissive(name: str) -> None:
    assert TABLE.resolve(name) == NAMES[name]
    assert TABLE.permissive(NAMES[name]) is Permissive.NO


@pytest.mark.parametrize(
    ("model", "license_"),
    [
        ("google/gemma-4-27b", "Apache-2.0"),
        ("google/gemma-3-27b-it", "LicenseRef-scancode-gemma-tou-2025-03-24"),
        ("zai-org/GLM-4.6", "MIT"),
        ("THUDM/glm-4-9b", "LicenseRef-glm-4"),
        ("openai/gpt-oss-20b", "Apache-2.0"),
        ("moonshotai/Kimi-K2-Instruct", "LicenseRef-scancode-moonshot-ai-modified-mit-2025"),
        ("deepseek-ai/DeepSeek-V3", "LicenseRef-scancode-deepseek-la-1.0"),
        ("deepseek-ai/DeepSeek-V3.1", "MIT"),
        ("LiquidAI/LFM2-1.2B", "LicenseRef-lfm-open-1.0"),
        ("ai21labs/Jamba-1.5-Large", "LicenseRef-jamba-open-model"),
    ],
)
def test_a_model_has_the_license_that_its_maker_states(model: str, license_: str) -> None:
    family = TABLE.origins.model(model)
    assert family is not None
    assert family.license == license_


@pytest.mark.parametrize(
    ("license_", "facet", "value"),
    [
        ("LicenseRef-grok-2-community", "kind", "proprietary"),
        ("LicenseRef-mistral-mrl-0.1", "commercial_use", "no"),
        ("LicenseRef-scancode-llama-3.2-license-2024", "territory", "EU"),
        ("LicenseRef-scancode-llama-4-cla-2025", "territory", "EU"),
        ("LicenseRef-scancode-hyperclova-x-seed-2025", "naming_duty", "HyperCLOVA X"),
        ("LicenseRef-glm-4", "commercial_use", "limited"),
        ("Aladdin", "commercial_use", "no"),
        ("LicenseRef-scancode-tencent-hunyuan-3d-2.0-cla", "territory", "EU"),
        ("LicenseRef-prior-labs-1.2", "naming_duty", "TabPFN"),
        ("LicenseRef-scancode-cc-devnations-2.0", "territory", "developing nations"),
    ],
)
def test_the_terms_of_a_license_are_those_of_its_text(license_: str, facet: str, value: str) -> None:
    row = TABLE.facets(license_)
    assert row is not None
    assert value in str(getattr(row, facet))
    assert row.permissive is False
