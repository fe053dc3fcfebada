"""Small whole releases of which each definition has a golden report: the example, less and more of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from openrelease.config import Flags, Settings, load_settings
from openrelease.model import Facts, Report
from openrelease.repository import MemorySnapshot
from openrelease.run import collect_facts, report_facts
from support.cases import TODAY, read_cases
from support.project import CHECKOUT

_EXAMPLE = CHECKOUT / "examples" / "complete"
_LEAST = ("LICENSE", "README.md", "model.py", "tensors.py", "generate.py", "model.safetensors")
_MORE = {
    "requirements.txt": "numpy==2.3.1\n",
    "params.json": '{"letters": 27}\n',
    "paper.pdf": "%PDF-1.4\n",
    "samples/village-names.txt": "Tarford\nMeldstow\n",
    "eval/heldout.jsonl": '{"name": "tarford"}\n',
    "docs/training-data-summary.md": "# Public summary of training content\n\nNames that we made up.\n",
    "docs/copyright-policy.md": "# Copyright policy\n\nWe take nothing from others.\n",
}
_PAPER = """
## Research paper

The paper on Nibley is [here](paper.pdf).

## Hardware

Trained on one processor core for a second.
"""


@cache
def releases() -> Mapping[str, Mapping[str, bytes]]:
    """Every release by what it is."""
    example = {
        path.relative_to(_EXAMPLE).as_posix(): path.read_bytes()
        for path in sorted(_EXAMPLE.rglob("*"))
        if path.is_file()
    }
    least = {path: example[path] for path in _LEAST}
    readme = example["README.md"]
    return {
        "complete": {
            **example,
            **{path: text.encode() for path, text in _MORE.items()},
            "README.md": readme.replace(b"\n## License\n", f"{_PAPER}\n## License\n".encode()),
        },
        "baseline only": {**least, "README.md": _only(readme)},
        "restricted license": {
            **{path: least[path] for path in _LEAST if path != "LICENSE"},
            "README.md": _only(readme)
            .replace(b"license: apache-2.0", b"license: cc-by-nc-4.0")
            .replace(b"Apache License 2.0\n([LICENSE](LICENSE))", b"CC BY-NC 4.0 license"),
        },
        "copyleft": {
            **{path: least[path] for path in _LEAST if path != "LICENSE"},
            "README.md": _only(readme)
            .replace(b"license: apache-2.0", b"license: gpl-3.0")
            .replace(b"Apache License 2.0\n([LICENSE](LICENSE))", b"GNU General Public License v3.0"),
        },
        "data set": read_cases(CHECKOUT / "tests" / "cases" / "otdi.md")[0].files,
        "nothing but a name": {"README.md": b"# Nibley, a language model\n\nComing soon.\n"},
    }


def _only(readme: bytes) -> bytes:
    """The card without what leads to the data, the training, the checkpoints and the report."""
    kept, skip = [], False
    for line in readme.decode().splitlines(keepends=True):
        if line.startswith("## "):
            skip = line.strip() in {"## Training", "## Evaluation"}
        if not skip:
            kept.append(line)
    return "".join(kept).encode()


@cache
def judged(name: str, policy: str) -> Report:
    """The report on one of the releases by one definition."""
    return report_facts(_facts(name), _settings(name, policy), today=TODAY)


@cache
def _facts(name: str) -> Facts:
    return collect_facts(_snapshot(name), _settings(name, "aia-baseline"))


def _settings(name: str, policy: str) -> Settings:
    return load_settings(_snapshot(name), Flags(policies=(policy,), name="acme/nibley"))


@cache
def _snapshot(name: str) -> MemorySnapshot:
    return MemorySnapshot(releases()[name], name="acme/nibley")
