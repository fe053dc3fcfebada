"""Bytes of a repository -> plain values, or a refusal: every guarded loader of the house."""

from openrelease.untrusted.front_matter import FrontMatter, split_front_matter
from openrelease.untrusted.notation import load_json, load_toml
from openrelease.untrusted.plain import Plain
from openrelease.untrusted.text import decode_text
from openrelease.untrusted.typed_values import check_types
from openrelease.untrusted.yaml_events import YamlDocument, load_yaml

__all__ = [
    "FrontMatter",
    "Plain",
    "YamlDocument",
    "check_types",
    "decode_text",
    "load_json",
    "load_toml",
    "load_yaml",
    "split_front_matter",
]
