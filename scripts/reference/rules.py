"""The integrity rules -> docs/rules.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openrelease.manual.rule_pages import load_rules
from openrelease.model import Rule
from openrelease.weights import WeightFormat, load_formats
from openrelease.weights.header_rules import make_header_rules
from reference.tables import table

HEAD = """\
<!-- Written by scripts/docs.py from each RULE in src/openrelease/scan: change those, `make docs`. -->

# Integrity rules

Integrity rules check that the weights of a release are complete, and that what is said about them agrees with
what they are. They read headers and configurations, never a tensor, and run nothing. `openrelease explain RULE`
prints the same.

A finding of severity *error* fails the requirement `weights-whole`, a *warning* fails `weights-agree`, and a *note*
is only reported. *unknown* means that something could not be checked; `weights-whole` is unknown then.

"""
READERS = """\
## Rules of the readers

The readers of all formats report the same kinds of findings, but for two of which only some do. The first part of the
id names the reader.

"""


def page() -> str:
    """A table of the rules, a part for each with its example, and the rules that all readers share."""
    own = [rule for rule in load_rules().values() if rule.id not in header_ids()]
    rows = ((f"[`{rule.id}`](#{rule.id})", rule.severity.value, rule.title) for rule in own)
    parts = "\n".join(map(_part, own))
    return f"{HEAD}{table(('rule', 'severity', 'what is wrong'), rows)}\n{parts}\n{READERS}{_readers()}"


def header_ids() -> frozenset[str]:
    """The ids of the rules that the readers of formats share."""
    return frozenset(rule.id for form in load_formats().values() if form.reader for rule in form.header_rules.values())


def _part(rule: Rule) -> str:
    example = "".join(_example(rule)) if rule.example else ""
    sources = "".join(f"- <{url}>\n" for url in rule.sources)
    sources = f"\nSources:\n\n{sources}" if sources else ""
    return (
        f"## `{rule.id}`\n\n{rule.title[0].upper()}{rule.title[1:]} ({rule.severity.value}).\n\n{rule.manual}\n\n"
        f"Why it matters: {rule.why}\n{example}\nTo mend it: {rule.remedy}\n{sources}"
    )


def _example(rule: Rule) -> Iterator[str]:
    if rule.example:
        yield f"\nA release that fails:\n\n{_files(rule.example.files)}"
        yield f"\nThe change that mends it:\n\n{_files(rule.example.mended)}"


def _files(files: Mapping[str, str | None]) -> str:
    return "".join(_file(path, text) for path, text in files.items())


def _file(path: str, text: str | None) -> str:
    """A path, with a description in the same line or its content in a block."""
    if text is None:
        return f"- remove `{path}`\n"
    if text.startswith("a "):
        return f"- `{path}`: {text}\n"
    block = "".join(f"  {line}".rstrip() + "\n" for line in text.splitlines())
    return f"- `{path}`:\n\n  ```text\n{block}  ```\n"


def _readers() -> str:
    forms = [form for form in load_formats().values() if form.reader]
    prefixes: dict[str, list[str]] = {}
    for form in forms:
        prefixes.setdefault(form.rule_prefix, []).append(f"[{form.title}](weight-formats.md#{form.id})")
    readers = ((f"`{prefix}-…`", ", ".join(dict.fromkeys(titles))) for prefix, titles in sorted(prefixes.items()))
    kinds = table(("rule", "severity", "what is wrong", "found by"), _kinds(forms))
    return f"{kinds}\n{table(('rules', 'formats'), readers)}"


def _kinds(forms: Sequence[WeightFormat]) -> Iterator[tuple[str, ...]]:
    rare = tuple(dict.fromkeys(kind for form in forms for kind in form.rare_rules))
    for kind, rule in make_header_rules("", "weight", "", rare).items():
        some = ", ".join(f"`{form.rule_prefix}`" for form in forms if kind in form.rare_rules)
        yield f"`…-{kind}`", rule.severity.value, rule.title, some or "all"
