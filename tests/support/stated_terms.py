"""Releases that state their terms in the words of maintainers: the cases of a bank, and the repository of each.

Every repository has the Apache License 2.0 as LICENSE and weights beside it; by itself it is permissive.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from support.hostile_releases import base
from support.looking import APACHE

BANK = Path(__file__).parents[1] / "scan" / "stated_terms.yaml"
APACHE_KEY = "license: apache-2.0\n"
LICENSES = {
    False: "This project is licensed under the Apache License 2.0, see [LICENSE](LICENSE).",
    True: "Code and weights are licensed under the Apache License 2.0, see [LICENSE](LICENSE).",
}
README = """\
---
language: en
pipeline_tag: text-generation
{front_matter}---

# Model card: Nibley

{top}
Nibley is a tiny language model of made-up village names.

## Model details

- Architecture: a character bigram model ([model.py](model.py)).
- Weights: [model.safetensors](model.safetensors), 32-bit floats.
- Developed by Borl AI. Version 1.0.

{weights}
## How to run it

```console
$ python generate.py --count 1
Toomellengtleromowit
```

{usage}
## Intended use

{intended_use}
Teaching, and testing tools that read model releases.
{details}
## License

{license}

{end}"""
PLACES = ("front_matter", "top", "weights", "usage", "intended_use", "license", "end")


@dataclass(frozen=True, kw_only=True)
class StatedTerms:
    """One case: a text, where it stands, and whether the weights are permissive all the same."""

    id: str
    permissive: bool
    place: str
    text: str
    outweighed: bool = False

    def stands_beside_a_key(self) -> bool:
        """Return whether a license key in the front matter leaves the terms as they are."""
        return not (self.outweighed or self.place == "front_matter")


def load_bank() -> tuple[tuple[StatedTerms, ...], frozenset[str]]:
    """Return the cases, and the ids of those that are known to be answered wrongly."""
    bank = yaml.safe_load(BANK.read_text(encoding="utf-8"))
    return tuple(_read_cases(bank["cases"])), frozenset(id_ for ids in bank["misses"].values() for id_ in ids)


def _read_cases(groups: list[dict[str, Any]]) -> Iterator[StatedTerms]:
    for group in groups:
        shared = {key: group[key] for key in ("permissive", "place", "outweighed") if key in group}
        for id_, text in group["texts"].items():
            yield StatedTerms(id=id_, text=text, **shared)


def build_release(case: StatedTerms, *, key: str = "", details: str = "") -> dict[str, bytes | str]:
    """Return the documents and weights of the release of a case; `key` is the license in its front matter."""
    slots = dict.fromkeys(PLACES, "") | {"license": LICENSES[case.permissive], "front_matter": key, "details": details}
    files: dict[str, bytes | str] = {"LICENSE": APACHE, "model.safetensors": _drop_metadata("model.safetensors")}
    if case.place in PLACES:
        slots[case.place] = f"{case.text}\n"
    elif case.place == "license_added":
        slots["license"] += f" {case.text}"
    else:
        files[case.place] = case.text
    return {**files, "README.md": README.format(**slots)}


def build_complete_release(case: StatedTerms) -> dict[str, bytes | str]:
    """Return the release of a case with all that a complete one has, so that only its terms decide."""
    files = base()
    readme = files["README.md"].decode()
    details = readme[readme.index("\n## Training\n") : readme.index("## License\n")]
    bare = {path: _drop_metadata(path) for path in files if path.endswith(".safetensors")}
    return {**files, **bare, **build_release(case, details=details)}


def _drop_metadata(path: str) -> bytes:
    """Return weights of the base without the license that their header names."""
    data = base()[path]
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data[8 + size :]
