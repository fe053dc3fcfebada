"""limit_weights.json -> the numbers of the alarm for sentences that may limit use."""

import json
from array import array
from base64 import b64decode
from typing import Any

from openrelease.package_folder import PACKAGE_FOLDER

WEIGHTS_FILE = PACKAGE_FOLDER / "catalog" / "limit_weights.json"
"""Written by scripts/train_limit_alarm.py."""


def load_limit_weights() -> dict[str, Any]:
    """Return `weights` (a signed byte for each feature), `scale`, `bias` and `margin`."""
    data: dict[str, Any] = json.loads(WEIGHTS_FILE.read_bytes())
    return {**data, "weights": array("b", b64decode(data["weights"]))}
