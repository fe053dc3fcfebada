"""A sound file of every weight format, by the name that recognition gives.

Those in the module of a format's own tests, tests/weights/formats/test_*.py, are its `SOUND`.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from pathlib import Path

from support.weight_files import SOUND as SHARED

FORMATS = Path(__file__).resolve().parents[1] / "weights" / "formats"


def _collect_sound() -> Iterator[tuple[str, tuple[str, bytes]]]:
    for path in sorted(FORMATS.glob("test_*.py")):
        spec = importlib.util.spec_from_file_location(f"sound_{path.stem}", path)
        if spec is not None and spec.loader is not None:
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            yield from module.SOUND.items()


SOUND: Mapping[str, tuple[str, bytes]] = {**SHARED, **dict(_collect_sound())}
