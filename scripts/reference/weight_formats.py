"""The table of weight formats -> docs/weight-formats.md."""

from __future__ import annotations

import inspect

from openrelease.weights import FileNames, WeightFormat, load_formats
from reference.tables import table

HEAD = """\
<!-- Written by scripts/docs.py from the modules in src/openrelease/weights/formats: change those, `make docs`. -->

# Weight formats

A file is recognized by its content if the format has a signature, and else by its name. "Header read" means that
tensors or parameters are counted and that a truncated or broken file is reported; of other formats the report has
name and size. What loading a file may do: *data only* (no code), *pickle* (loading runs what the file imports),
*code* (the file is a program), *may hold code* (depends on the model).
[Integrity rules](rules.md) are described on a page of their own.

"""
LOADING = {"safe": "data only", "pickle": "pickle", "executable": "code", "unknown": "may hold code"}


def page() -> str:
    """A row for each format, and a part with its manual."""
    formats = sorted(load_formats().values(), key=lambda each: each.title.lower())
    header = ("format", "id", "names", "loading", "header read")
    rows = ((f"[{each.title}](#{each.id})", f"`{each.id}`", _names(each), *_facts(each)) for each in formats)
    return "\n".join((HEAD + table(header, rows), *map(_part, formats)))


def _names(each: WeightFormat) -> str:
    return ", ".join(f"`{name}`" for names in each.names for name in _list_names(names))


def _list_names(names: FileNames) -> tuple[str, ...]:
    return (*names.suffixes, *names.examples)


def _facts(each: WeightFormat) -> tuple[str, str]:
    return LOADING[each.serialisation], "yes" if each.reader else ""


def _part(each: WeightFormat) -> str:
    variants = f" Reported as {' or '.join(f'`{name}`' for name in each.ids[1:])}." if each.ids[1:] else ""
    source = f"\n\nSpecification: <{each.specification}>" if each.specification else ""
    rules = f"\n\nRules of its reader: `{each.rule_prefix}-…`." if each.reader else ""
    return f"## `{each.id}`\n\n{inspect.cleandoc(each.manual or '')}{variants}{rules}{source}\n"
