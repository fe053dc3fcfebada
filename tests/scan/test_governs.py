"""Which statement wins: files for the part, then words about it, then what the repository says of itself."""

from __future__ import annotations

import pytest
from support.corpus import CORPUS
from support.looking import APACHE, WEIGHTS, governing, look

from openrelease.config import load_settings
from openrelease.model import SetAside, format_location
from openrelease.repository import MemorySnapshot
from openrelease.run import collect_facts

PLAIN = {"README.md": WEIGHTS}
UNKNOWN_TEXT = "You may use this on Sundays, if you ask the owner of the mill first.\n" * 8


def test_no_statement_gives_no_license() -> None:
    assert governing(look(PLAIN)) is None


def test_the_root_license_covers_what_the_repository_links_as_its_own() -> None:
    assert governing(look({**PLAIN, "LICENSE": APACHE})) == ("Apache-2.0", "yes", "inherited")


def test_it_leaves_open_what_is_linked_from_a_folder_far_away() -> None:
    files = {"LICENSE": APACHE, "README.md": "# T\n\nText.\n", "a/b/c/notes.md": WEIGHTS}
    assert governing(look(files)) == ("Apache-2.0", "unknown", "inherited")


def test_a_license_of_a_folder_of_code_governs_no_weights() -> None:
    assert governing(look({**PLAIN, "tools/LICENSE": APACHE})) is None


@pytest.mark.parametrize("path", ["LICENSE-MODEL", "MODEL_LICENSE.txt", "weights/LICENSE", "LICENSE_weights"])
def test_a_license_file_for_the_weights_beats_that_of_the_root(path: str) -> None:
    files = {**PLAIN, "LICENSE": APACHE, path: UNKNOWN_TEXT}
    assert governing(look(files)) == (None, "unknown", "file")


@pytest.mark.parametrize("path", ["LICENSE-CODE", "DATA_LICENSE"])
def test_a_license_file_for_another_part_does_not(path: str) -> None:
    files = {**PLAIN, "LICENSE": APACHE, path: UNKNOWN_TEXT}
    assert governing(look(files)) == ("Apache-2.0", "yes", "inherited")


def test_a_permissive_file_for_the_weights_does_not_outweigh_words_that_forbid() -> None:
    said = {"README.md": WEIGHTS + "The weights are for research use only.\n"}
    assert governing(look({**said, "LICENSE-MODEL": APACHE})) == ("Apache-2.0", "unknown", "file")


def test_words_do_not_outweigh_a_root_license_that_nobody_can_name() -> None:
    said = {"README.md": WEIGHTS + "The weights are under the MIT license.\n"}
    assert governing(look({**said, "LICENSE": UNKNOWN_TEXT})) == ("MIT", "unknown", "prose")


def test_vague_words_do_not_hide_a_license_that_is_known_not_to_be_permissive() -> None:
    text = CORPUS / "ai_license_texts" / "llama-3.1.txt"
    if not text.exists():
        pytest.skip("1 case needs the license texts of the shared corpus")
    said = {"README.md": WEIGHTS + "To download the weights, accept the license.\n"}
    found = governing(look({**said, "LICENSE": text.read_text(encoding="utf-8")}))
    assert found is not None
    assert found[1:] == ("no", "inherited")


@pytest.mark.parametrize("path", ["LICENSE.pdf", "MODEL_LICENSE.pdf"])
def test_a_license_that_cannot_be_read_is_told_and_leaves_it_open(path: str) -> None:
    facts = look({**PLAIN, path: b"%PDF-1.7\n\x00\x01\x02\x03" * 40})
    found = governing(facts)
    assert found is not None
    assert found[1] == "unknown"
    assert [problem.location.path for problem in facts.problems] == [path]


def test_a_license_file_that_is_too_long_is_not_half_read() -> None:
    facts = look({**PLAIN, "LICENSE": APACHE + "\nMore terms.\n" * 60_000})
    found = governing(facts)
    assert found is not None
    assert found[1] == "unknown"


def test_a_contradiction_names_its_place() -> None:
    said = {"README.md": WEIGHTS + "## License\n\nCC-BY-NC-4.0\n", "LICENSE": APACHE}
    license_ = look(said).components["weights"].license
    assert license_ is not None
    assert [(each.expression, format_location(each.location)) for each in license_.against] == [
        ("CC-BY-NC-4.0", "README.md:7")
    ]


def test_all_statements_about_a_component_are_kept() -> None:
    said = {"README.md": WEIGHTS + "The weights are under CC BY 4.0.\n", "LICENSE": APACHE}
    found = look(said).components["weights"].claims
    assert [stated.expression for stated in found] == ["CC-BY-4.0", "Apache-2.0"]


CALL = """# T

## Usage

```python
from transformers import AutoModel
AutoModel.from_pretrained("acme/tiny-lm")
```
"""


def test_code_in_a_library_has_the_license_of_the_library() -> None:
    assert governing(look({"README.md": CALL, "LICENSE": UNKNOWN_TEXT}), "inference_code") == (
        "Apache-2.0",
        "yes",
        "library",
    )


def test_a_paper_elsewhere_has_terms_of_its_own() -> None:
    said = WEIGHTS + "[Paper](https://arxiv.org/abs/2401.00001)\n"
    assert governing(look({"README.md": said, "LICENSE": APACHE}), "research_paper") is None


NOTES = {
    "Licensed under either of\n\n* Apache License, Version 2.0\n* MIT license\n\nat your choice.": "Apache-2.0 OR MIT",
    "This project is licensed under the MIT License.\n": "MIT",
}


@pytest.mark.parametrize("note", NOTES)
def test_a_license_file_that_only_names_licenses_is_a_note_of_them(note: str) -> None:
    found = governing(look({**PLAIN, "LICENSE": note}))
    assert found is not None
    assert found[:2] == (NOTES[note], "yes")


@pytest.mark.parametrize(
    "more",
    [
        "The weights are for research only.\n",
        "Whoever earns money with it shall give the mill its share of that money at Easter.\n",
        "Parts are under terms that the owner of the mill keeps in her drawer.\n",
    ],
)
def test_a_note_with_a_sentence_that_is_not_understood_is_an_unknown_text(more: str) -> None:
    found = governing(look({**PLAIN, "LICENSE": f"This project is licensed under the MIT License.\n\n{more}"}))
    assert found is not None
    assert found[1] != "yes"


def test_a_page_with_the_name_of_the_release_is_its_own_on_any_account() -> None:
    note = "This project is licensed under the MIT License.\n"
    files = {"README.md": "# Borl\n\n[weights](https://huggingface.co/millwheel/borl-base)\n", "LICENSE": note}
    assert governing(look(files, name="acme-labs/borl")) == ("MIT", "yes", "assumed")
    assert governing(look(files, name="acme-labs/mill")) == ("MIT", "unknown", "inherited")


def test_copyleft_on_source_leaves_open_what_lies_elsewhere() -> None:
    files = {
        "README.md": "# T\n\n[weights](https://huggingface.co/millwheel/tiny)\n",
        "LICENSE": "SPDX-License-Identifier: GPL-3.0-only\n",
    }
    assert governing(look(files, name="acme-labs/borl")) == ("GPL-3.0-only", "unknown", "inherited")


OWN = "[Weights](https://huggingface.co/acme/{name})"


@pytest.mark.parametrize(
    "text",
    [
        OWN.format(name="llama_7b_tiny_lora"),
        f"Meta LLAMA 7B 기반 [Full Finetune] -> {OWN.format(name='tiny-lm')}",
        f"| Base | Page |\n|---|---|\n| Gemma-2b | {OWN.format(name='tiny-lm')} |",
        f"{OWN.format(name='tiny-lm')} is a LoRA for Stable Diffusion 1.5.",
    ],
)
def test_an_inherited_license_does_not_cover_a_family_under_other_terms(text: str) -> None:
    assert governing(look({"README.md": f"# Tiny LM\n\n{text}\n", "LICENSE": APACHE})) == (
        "Apache-2.0",
        "unknown",
        "inherited",
    )


@pytest.mark.parametrize(
    "text",
    [
        OWN.format(name="tinyllama-1b"),
        f"{OWN.format(name='tiny-lm')} uses the architecture of Llama 2 and was trained from scratch.",
        f"{OWN.format(name='tiny-lm')} runs with llama.cpp and LLaMA-Factory.",
        f"Llama 2 is larger.\n\n{OWN.format(name='tiny-lm')}",
    ],
)
def test_a_name_beside_the_weights_is_no_family_that_they_were_made_from(text: str) -> None:
    found = governing(look({"README.md": f"# Tiny LM\n\n{text}\n", "LICENSE": APACHE}))
    assert found == ("Apache-2.0", "yes", "inherited")


def test_the_license_of_somebody_elses_model_is_not_ours() -> None:
    said = "The script needs Big. You need to agree to the license of the Big model first.\n"
    assert governing(look({"README.md": f"{WEIGHTS}{said}", "LICENSE": APACHE})) == ("Apache-2.0", "yes", "inherited")


def test_an_assumption_is_worth_what_the_settings_say() -> None:
    snapshot = MemorySnapshot(
        {
            "README.md": "# Borl\n\n[weights](https://huggingface.co/millwheel/borl-base)\n",
            "LICENSE": APACHE,
            ".openrelease.yml": "assumed: unknown\n",
        },
        name="acme-labs/borl",
    )
    found = governing(collect_facts(snapshot, load_settings(snapshot)))
    assert found == ("Apache-2.0", "unknown", "assumed")


def test_a_number_behind_by_is_no_license() -> None:
    said = "We released code that is ahead by 3%, see the README for 模型.\n"
    assert governing(look({"README.md": f"{WEIGHTS}{said}", "LICENSE": APACHE, "m.py": "x = 1\n"})) is not None
    assert all(
        each.expression == "Apache-2.0"
        for each in look({"README.md": said, "LICENSE": APACHE}).components["license"].claims
    )


def test_every_claim_that_does_not_govern_says_why() -> None:
    said = "The weights are under CC BY-NC 4.0.\n\n![license](https://img.shields.io/badge/license-MIT-blue.svg)\n"
    found = look({"README.md": f"{WEIGHTS}{said}", "LICENSE": APACHE}).components["weights"]
    assert found.license is not None
    why = {(each.how, each.expression): each.set_aside for each in found.claims}
    assert why == {
        ("prose", "CC-BY-NC-4.0"): None,
        ("badge", "MIT"): SetAside.BADGE,
        ("file", "Apache-2.0"): SetAside.NEARER_CLAIM,
    }


@pytest.mark.parametrize(
    "text",
    [
        "All the code, model weights, and data are licensed under the Apache License 2.0.",
        "The weights fall under the Apache License 2.0. It replaces the original CC BY-NC 4.0 license.",
        "`Tiny`는 Apache-2.0 라이선스 하에 공개되어 있습니다. 모델을 사용할 경우 라이선스 내용을 준수해주세요.",
    ],
)
def test_a_plain_grant_is_understood(text: str) -> None:
    found = governing(look({"README.md": f"{WEIGHTS}{text}\n", "LICENSE": APACHE}))
    assert found is not None
    assert found[:2] == ("Apache-2.0", "yes")
