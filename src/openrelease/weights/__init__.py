"""What a weight file is, told from its first bytes; tensors are never read."""

from __future__ import annotations

from openrelease.weights.names import by_name, weight_like
from openrelease.weights.recognise import recognise
from openrelease.weights.weight_file import WeightFile

__all__ = ["WeightFile", "by_name", "recognise", "weight_like"]
