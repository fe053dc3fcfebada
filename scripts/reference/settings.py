"""The types that the settings file is decoded by -> docs/settings.md and docs/settings.schema.json."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import types
import typing
from collections.abc import Mapping
from typing import Any

from openrelease.config.config_format import (
    ConfigFile,
    ExceptionEntry,
    MisreadEntry,
    PartEntry,
    ReleaseEntry,
    spell_key,
)
from openrelease.policies.decode_options import field_descriptions, field_types
from openrelease.policies.policy_schema import schema_of
from openrelease.reports.shared.escape import json_text

HEAD = """\
<!-- Written by scripts/docs.py from src/openrelease/config/config_format.py: change that, `make docs`. -->

# Settings

"""
EXAMPLE = """\
## An example

<!-- settings: a test reads them -->
```yaml
# yaml-language-server: $schema=https://raw.githubusercontent.com/openrelease/openrelease/main/docs/settings.schema.json
kind: model
name: acme/rockets
policies: [aia-baseline, mof-3]
components: # of all models
  training_code:
    - url: https://github.com/acme/trainer
      revision: v1.2.0
      license: Apache-2.0
releases:
  - name: rocket-small
    root: models/small # with a license and a card of its own in it
  - name: rocket-large
    root: models/large
    card: docs/large.md
    license: licenses/LARGE.txt
    components:
      weights:
        - url: https://huggingface.co/acme/rocket-large
          revision: 5f0b02c
exceptions:
  - requirement: weights-license
    release: rocket-large
    reason: The new license comes with version 2.
    owner: "@acme/legal"
    expires: 2027-06-30
misread:
  - passage: README.md:12
    words: the demo voice is for non-commercial use only
    reason: The demo voice is no part of this release.
    owner: "@acme/legal"
```

"""
RULES = """\
## What counts

- A declared path has to hold the kind of content that the component is: weights of a known format,
  source code, data, or a document. Otherwise the component is unclear. A declared URL is not fetched; the component
  is linked, by declaration.
- A declared license is one statement among others, marked as declared. A license text takes precedence, and the
  report names both places if they differ. No declaration makes a license permissive if a text says that it is not.
- Each model is evaluated with its own folder, card and license, and with everything that all models share. Declarations
  of another model and table rows that name another model do not count for it. Files outside of the folders of all
  declared models count for each of them.
- Without `releases`, sibling folders are models of their own if each has a model card (by its name, or a README with
  front matter) and a license text or weights.
- The outcome for several models is that of the worst one, and the report has a table with a row for each model. At
  most 40 models are evaluated one by one; all others are evaluated together.
- An exception waives a requirement that is unmet or unknown until the end of its last day in UTC. The report shows
  its reason and owner, and the policy is "met with 1 waived". One with a `path` applies only if all findings are at or
  below that path. Expired exceptions do not apply, and unused ones are reported.
- A passage under `misread` is set aside if it begins on that line and holds these words; white space and upper or
  lower case do not matter. The report lists it among the claims that were set aside, and as a problem with the reason
  and the owner. Once the words are gone, the passage counts again and the report says so. License texts, keys of
  metadata and what the settings themselves declare cannot be set aside.
- On a pull request the settings of the base apply, exceptions and misread passages included; the report shows changes
  to them.
- A declared path at which there is nothing (deleted, renamed or misspelled) is reported at its line, and declares
  nothing: the requirement is lost unless the component is found elsewhere. A model whose folder is gone has nothing.
- A component, requirement or policy that does not exist is an error with file, line and key; the exit code is 2.

Editors can complete and validate the file with the [JSON schema](settings.schema.json).
"""


def page() -> str:
    """What the file is, an example, a table for each mapping, and what counts."""
    parts = ((ConfigFile, "Keys"), (PartEntry, "An item of a component"), (ReleaseEntry, "An item of `releases`"))
    lists = ((ExceptionEntry, "An item of `exceptions`"), (MisreadEntry, "An item of `misread`"))
    tables = (_table(kind, title) for kind, title in (*parts, *lists))
    return f"{HEAD}{_first(ConfigFile)}\n\n{EXAMPLE}{''.join(tables)}{RULES}"


def schema() -> str:
    """The JSON schema of the file, for editors."""
    shape = schema_of(ConfigFile)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of a repository for openrelease",
        **shape,
        "properties": {spell_key(name): each for name, each in shape["properties"].items()},
    }
    return json_text(schema)


def _first(kind: Any) -> str:
    return " ".join(inspect.cleandoc(kind.__doc__ or "").split())


def _table(kind: Any, title: str) -> str:
    hints, described = field_types(kind), field_descriptions(kind)
    rows = "".join(
        f"| `{spell_key(each.name)}` | {_needed(each)}{_sort(hints[each.name])} | {described[each.name]} |\n"
        for each in dataclasses.fields(kind)
    )
    told = "" if kind is ConfigFile else f"{_first(kind)}\n\n"
    return f"## {title}\n\n{told}| key | takes | is |\n|---|---|---|\n{rows}\n"


def _needed(field: dataclasses.Field[Any]) -> str:
    return "needed, " if field.default is dataclasses.MISSING else ""


def _sort(kind: Any) -> str:
    """What a key takes, in words."""
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        return _sort(next(each for each in typing.get_args(kind) if each is not types.NoneType))
    if typing.get_origin(kind) is tuple:
        return "a list"
    if typing.get_origin(kind) is Mapping:
        return "a list for each component"
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return " or ".join(f"`{member.value}`" for member in kind)
    return "text"
