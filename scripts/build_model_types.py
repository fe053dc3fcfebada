"""Make data/model_types.json: the model types that well-known libraries implement, with version and date.

`python scripts/build_model_types.py --transformers FOLDER --date 2026-11-23`, where FOLDER holds an unpacked
release of transformers. The architectures of llama.cpp come from the package gguf, of the extra `test`.
"""

from __future__ import annotations

import argparse
import json
import re
from importlib.metadata import version
from pathlib import Path

from gguf import MODEL_ARCH_NAMES

TABLE = Path(__file__).resolve().parents[1] / "src/openrelease/data/model_types.json"
_MAPPING = re.compile(r"CONFIG_MAPPING_NAMES = OrderedDict.*?\n\)", re.DOTALL)
_NAME = re.compile(r'\("([^"]+)", "')


def transformers(folder: Path) -> tuple[str, list[str]]:
    """Version and model types of an unpacked release."""
    tables = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("transformers/models/auto/*.py")))
    found = next(match[0] for text in tables if (match := _MAPPING.search(text)))
    metadata = next(folder.glob("transformers-*.dist-info/METADATA")).read_text(encoding="utf-8")
    return re.findall(r"^Version: (.+)$", metadata, re.MULTILINE)[0], sorted(set(_NAME.findall(found)))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--transformers", type=Path, required=True)
    parser.add_argument("--date", required=True)
    arguments = parser.parse_args()
    released, types = transformers(arguments.transformers)
    rows = {
        "transformers": {"version": released, "read": arguments.date, "model_types": types},
        "llama.cpp": {
            "version": f"gguf {version('gguf')}",
            "read": arguments.date,
            "model_types": sorted(MODEL_ARCH_NAMES.values()),
        },
    }
    TABLE.write_text(json.dumps(rows, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    counts = (f"{len(row['model_types'])} of {name}" for name, row in rows.items())
    print(f"{TABLE.name}: {', '.join(counts)}")


if __name__ == "__main__":
    main()
