"""Pairs of repositories of which the second only hides what the first shows: it must not have a better verdict.

The second is the first with files or bytes that state nothing: padding, copies in other folders, noise. What the first
was refused for may no longer be read in it, and what is not read is unknown.

Most pairs begin with a release that has all that is asked for, so that they begin met, undetermined or unmet by what is
wrong with them. No addition may honestly better them: nothing is missing that it could bring, and it never changes a
file but for what is put behind its text. Some begin with data or a tool, to which the policy does not apply; those are
only padded and flooded, since weights that are added make something else of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from openrelease.model import Outcome, PolicyOutcome, Report
from support.hostile_releases import CARD_NC, EXAMPLE, NON_COMMERCIAL, SAFETENSORS, base

Files = dict[str, "bytes | str"]

_FLOODED = 0.005  # the share of additions that pass a limit on the number of files, which take seconds
LICENSED = ("weights-license", "code-license", "data-license", "license", "weights-whole", "weights-agree")
"""Requirements whose verdict no addition may improve; a component or a document may well be added."""

_CODE = "import torch\n\n\ndef generate(model, prompt):\n    return model(torch.tensor(prompt))\n"
_BASE: Mapping[str, bytes | str] = {
    "README.md": "---\nlicense: apache-2.0\n---\n# Tiny\n\n## License\n\nCode and weights are under Apache-2.0.\n",
    "LICENSE": (EXAMPLE / "LICENSE").read_bytes(),
    "model.safetensors": SAFETENSORS,
    "generate.py": _CODE,
}

_COMPLETE: Mapping[str, bytes | str] = base()
"""A release that is met; whatever is undetermined or unmet in a pair comes from its flaws."""

_OTHERS: Sequence[Mapping[str, bytes | str]] = (
    {
        "README.md": "---\nlicense: cc-by-4.0\ntask_categories: [text-generation]\n---\n# Hen dataset\n\nA corpus.\n",
        "data/train.csv": "a,b\n1,2\n",
        "LICENSE": _BASE["LICENSE"],
    },
    {
        "README.md": "# Hen toolkit\n\nHens is a small library for serving any model.\n\n## License\n\nApache-2.0.\n",
        "pyproject.toml": '[project]\nname = "hens"\nversion = "1"\n',
        "hens/serve.py": "def serve(path):\n    return path\n",
        "LICENSE": _BASE["LICENSE"],
    },
)
"""Releases of other kinds than a model."""

_FLAWS: Sequence[Mapping[str, bytes | str]] = (
    {"zz/model.safetensors": SAFETENSORS, "zz/README.md": CARD_NC},
    {"zz/models/model.safetensors": SAFETENSORS, "zz/models/LICENSE": NON_COMMERCIAL},
    {"LICENSE-WEIGHTS": NON_COMMERCIAL},
    {"MODEL_CARD.md": CARD_NC},
    {"README.md": f"---\nlicense: cc-by-nc-4.0\n---\n# Tiny\n\n{NON_COMMERCIAL}"},
    {"USE_POLICY.md": f"# Acceptable use\n\n{NON_COMMERCIAL}"},
    {"large/pytorch_model.bin": b"<!DOCTYPE html>404"},
    {"zz/deep/model.safetensors": b"x" * 5_000},
    {"generate.py": f"# SPDX-License-Identifier: CC-BY-NC-4.0\n{_CODE}"},
    {"REUSE.toml": 'version = 1\n[[annotations]]\npath = "**"\nSPDX-License-Identifier = "CC-BY-NC-4.0"\n'},
    {"LICENSE": NON_COMMERCIAL},
    {"zz/LICENSE": "Terms: ask us.\n", "zz/model.safetensors": SAFETENSORS},
    {"zz/README.md": "---\nlicense: other\n---\n# Weights\n", "zz/model.safetensors": SAFETENSORS},
    {"LICENSE-WEIGHTS": "The weights are under terms that we send you.\n"},
    {"zz/model.safetensors": SAFETENSORS[:-1]},
    {"README.md": b"\xff\xfe# Tiny"},
    {},
)


def make_pair(number: int) -> tuple[Files, Files]:
    """Return a release with at most two flaws, and the same with one to three additions."""
    chance = random.Random(number)  # noqa: S311 - the same pair for the same number
    start = chance.choice((_BASE, *(_COMPLETE,) * 4, chance.choice(_OTHERS)))
    is_model = start is _BASE or start is _COMPLETE
    before: Files = {**start}
    for flaw in chance.sample(_FLAWS, chance.choice((0, 1, 1, 2))) if is_model else ():
        before |= flaw
    after = before
    additions = _ADDITIONS if is_model else _PLAIN_ADDITIONS
    floods = _FLOODS if is_model else _PLAIN_FLOODS
    for _ in range(chance.choice((1, 1, 2, 3))):
        after = chance.choice(floods if chance.random() < _FLOODED else additions)(after, chance)
    return before, after


def find_better(before: Report, after: Report) -> str:
    """Return what is better in the second report, "" where nothing is."""
    for was, now in zip(before.verdicts, after.verdicts, strict=True):
        old = {each.requirement.id: each.outcome for each in was.verdicts}
        for each in now.verdicts:
            name = each.requirement.id
            if name in LICENSED and each.outcome is not old[name] and _is_gain(old[name], each.outcome):
                return f"{name}: {old[name].value} -> {each.outcome.value}"
        if was.outcome is not PolicyOutcome.MET and now.outcome is PolicyOutcome.MET:
            return f"{was.policy.id}: {was.outcome.value} -> met"
    return ""


def _is_gain(old: Outcome, new: Outcome) -> bool:
    """Unmet to unknown is no gain: it says less."""
    return new is Outcome.MET or (old is Outcome.UNMET and new is Outcome.NOT_APPLICABLE)


def _as_bytes(content: bytes | str) -> bytes:
    return content.encode() if isinstance(content, str) else content


_PADDING = (b"\nword " * 100_000, b"\n" * 600_000, b"\n<!-- x -->\n" * 50_000, b" " * 600_000, b"\n- a" * 300, b"\nx")


def _pad_file(files: Files, chance: random.Random) -> Files:
    """Put padding behind a text; weights and licenses are texts of their own, which a change breaks."""
    path = chance.choice([path for path in files if path.endswith((".md", ".py", ".toml")) or "LICENSE" in path])
    return {**files, path: _as_bytes(files[path]) + chance.choice(_PADDING)}


def _flood_licenses(files: Files, chance: random.Random) -> Files:
    depth = chance.choice(("", "/b", "/b/c"))
    return {**files, **{f"a{n:02}{depth}/LICENSE": _BASE["LICENSE"] for n in range(61)}}


def _flood_documents(files: Files, chance: random.Random) -> Files:
    text, count = chance.choice((("x\n", 401), ("```\n" + "x" * 400_000 + "\n```\n", 9)))
    return {**files, **{f"a{n:03}/README.md": text for n in range(count)}}


def _flood_source(files: Files, _: random.Random) -> Files:
    return {**files, **{f"t{n:04}.py": "pass\n" for n in range(3_001)}}


def _flood_weights(files: Files, chance: random.Random) -> Files:
    folder = chance.choice(("m", "examples/m", "checkpoints"))
    return {**files, **{f"{folder}/a{n:04}.safetensors": SAFETENSORS for n in range(2_001)}}


def _add_noise(files: Files, chance: random.Random) -> Files:
    name = chance.choice(
        ("NOTES.md", "data/x.csv", "x.bin", "a/b/c.txt", "assets/logo.png", "config.json", "tests/t.py")
    )
    return {**files, name: chance.choice((b"", b"x\n", b"{}", chance.randbytes(200), b"# Notes\n\nNothing.\n"))}


def _lengthen_paths(files: Files, _: random.Random) -> Files:
    long = "/".join(["p" * 100] * 5)
    return {**files, **{f"{long}/{n}.txt": "x" for n in range(3)}}


def _copy_somewhere(files: Files, chance: random.Random) -> Files:
    """Add a license, a README or weights that are sound, in a folder that has none or among the tests."""
    folder = chance.choice(("a", "a/b", "tests", "docs", "zz", "examples/x", "third_party/y"))
    path = chance.choice(("LICENSE", "README.md", "model.safetensors", "generate.py"))
    return files if f"{folder}/{path}" in files else {**files, f"{folder}/{path}": _BASE[path]}


_PLAIN_FLOODS = (_flood_licenses, _flood_documents, _flood_source)
_FLOODS = (*_PLAIN_FLOODS, _flood_weights)
_Addition: TypeAlias = Callable[[Files, random.Random], Files]
_PLAIN_ADDITIONS: Sequence[_Addition] = (_pad_file, _pad_file, _add_noise, _lengthen_paths)
_ADDITIONS: Sequence[_Addition] = (*_PLAIN_ADDITIONS, _copy_somewhere, _copy_somewhere)
