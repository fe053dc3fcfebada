"""The types that the settings file is decoded by -> docs/settings.md and docs/settings.schema.json."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import types
import typing
from collections.abc import Mapping
from typing import Any

from openrelease.config.config_format import ConfigFile, ExceptionEntry, PartEntry, ReleaseEntry, spell_key
from openrelease.config.config_schema import build_settings_schema
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
```

"""
RULES = """\
## What counts

- A path has to be in the tree, and to hold what such a component is: weights that can be recognised,
  source, data, a document. Else the component is unclear. A URL is not fetched: the component is
  linked, by declaration.
- A declared license is a statement as any other, marked as declared. A license text that governs says
  more, and where they differ the report names both places. No declaration makes a license permissive
  that a text says is not.
- Each model is judged with its own folder, its own card and license, and what all share. What another
  model declares for itself, it does not see; nor a row of a table that names another model. What is in
  no declared model's folder counts for all of them.
- Without `releases`, folders side by side are models of their own if each has a model card (a card by
  its name, or a README with the front matter of one) and a license text or weights.
- The report on several models is as good as the worst of them, and has a table with a line for each.
  At most 40 are judged one by one; those beyond are judged together, so that none goes unseen.
- An exception waives what is not met or cannot be told, until the end of its last day in UTC. It is
  shown with its reason and owner, and a policy is then "met with 1 waived". One with a `path` counts
  where everything that is wrong lies at or below such paths. One that has expired does not count, and
  one that nothing needs is told too.
- On a pull request the settings of the base count, exceptions too; what the pull request alters of them
  is shown as a change of policy.
- What does not exist (a path, a component, a requirement, a model, a policy) is an error with file,
  line and key, and the exit code is 2.

Editors complete and check the file by the [JSON schema](settings.schema.json).
"""


def page() -> str:
    """What the file is, an example, a table for each mapping, and what counts."""
    parts = ((ConfigFile, "Keys"), (PartEntry, "An item of a component"), (ReleaseEntry, "An item of `releases`"))
    tables = (_table(kind, title) for kind, title in (*parts, (ExceptionEntry, "An item of `exceptions`")))
    return f"{HEAD}{_first(ConfigFile)}\n\n{EXAMPLE}{''.join(tables)}{RULES}"


def schema() -> str:
    """The JSON schema of the file, for editors."""
    return json_text(build_settings_schema())


def _first(kind: Any) -> str:
    return " ".join(inspect.cleandoc(kind.__doc__ or "").split())


def _table(kind: Any, title: str) -> str:
    hints = typing.get_type_hints(kind)
    rows = "".join(
        f"| `{spell_key(each.name)}` | {_needed(each)}{_sort(hints[each.name])} | {each.metadata['is']} |\n"
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
