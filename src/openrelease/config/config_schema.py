"""The dataclasses of the settings file -> its JSON schema, for editors."""

from typing import Any, TypeAlias

from openrelease.config.config_format import ConfigFile, spell_key
from openrelease.policies.policy_schema import schema_of

Data: TypeAlias = dict[str, Any]


def build_settings_schema() -> Data:
    """Return the schema of `.openrelease.yml`; whether paths exist is validated against the tree."""
    shape = schema_of(ConfigFile)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of a repository for openrelease",
        **shape,
        "properties": {spell_key(name): each for name, each in shape["properties"].items()},
    }
