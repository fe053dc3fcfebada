"""Arguments -> exit code: `openrelease init`, the files that a repository begins with. It asks nothing.

What is imported inside functions is not paid for by --help.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from openrelease.cli.new_files import make, why_not
from openrelease.cli.open_target import LARGEST, file_bytes, opened
from openrelease.cli.output import emit
from openrelease.errors import UsageError

if TYPE_CHECKING:
    from openrelease.config import Settings
    from openrelease.model import Facts, Snapshot

WORKFLOW = ".github/workflows/openrelease.yml"
HOOKS = ".pre-commit-config.yaml"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A file to be made: its path, text, what it is, and what to do where it is left alone."""

    path: str
    text: str
    what: str
    otherwise: str = ""


def init(arguments: argparse.Namespace) -> int:
    """Make what is not there yet, and say of each file what became of it."""
    from openrelease.model import Kind  # noqa: PLC0415 - see the module's docstring
    from openrelease.run import look  # noqa: PLC0415 - same

    snapshot, settings = opened(arguments)
    if arguments.kind is not None:
        settings = replace(settings, kind=Kind(arguments.kind))
    facts = look(snapshot, settings)
    root = Path(arguments.path).resolve()
    planned = tuple(_planned(facts, settings, snapshot, root))
    lines = tuple(_done(root, each, dry_run=arguments.dry_run) for each in planned)
    emit("".join(f"{line}\n" for line in (_looked(facts), *lines, *_next(facts))), None)
    return 0


def _looked(facts: Facts) -> str:
    subject = facts.subject
    return f"{subject.name or 'this repository'}: {subject.kind.value} ({subject.kind_how})"


def _done(root: Path, planned: Planned, *, dry_run: bool) -> str:
    if reason := why_not(root, planned.path):
        more = f"; {planned.otherwise}" if planned.otherwise else ""
        return f"left alone   {planned.path}: {reason}{more}"
    if dry_run:
        return f"would write  {planned.path}: {planned.what}"
    make(root, planned.path, planned.text)
    return f"wrote        {planned.path}: {planned.what}"


def _next(facts: Facts) -> Iterator[str]:
    yield ""
    if facts.subject.kind.value in {"model", "dataset"}:
        yield "Next: fill in what the card asks for, `git add` what is new, and run `openrelease check`."
    else:
        yield "Next: `git add` what is new, and run `openrelease check`."


def _manifest(facts: Facts, snapshot: Snapshot) -> str:
    """The settings, with declarations only if they are accepted: a link that was found may be a template."""
    from openrelease.catalog.file_templates import POLICIES  # noqa: PLC0415 - same
    from openrelease.cli.overlay import Overlay  # noqa: PLC0415 - see the module's docstring
    from openrelease.config import CONFIG, load  # noqa: PLC0415 - same
    from openrelease.reports.init_files import render_settings  # noqa: PLC0415 - same

    policies = POLICIES.get(facts.subject.kind, ())
    text = render_settings(facts, policies)
    try:
        load(Overlay(below=snapshot, path=CONFIG, data=text.encode("utf-8", "backslashreplace")))
    except UsageError:
        return render_settings(facts, policies, declaring=False)
    return text


def _planned(facts: Facts, settings: Settings, snapshot: Snapshot, root: Path) -> Iterator[Planned]:
    from openrelease.catalog.file_templates import template  # noqa: PLC0415 - see the module's docstring
    from openrelease.config import CONFIG  # noqa: PLC0415 - same

    yield Planned(
        path=CONFIG, text=_manifest(facts, snapshot), what="what the repository is, and by what it is judged"
    )
    yield from _card(facts, settings)
    if _is_top(root):
        yield Planned(path=WORKFLOW, text=template("workflow.yml"), what="judges each pull request")
        hooks = template("hooks.yaml")
        yield Planned(
            path=HOOKS,
            text=hooks,
            what="judges each commit and push, with pre-commit or prek",
            otherwise=""
            if _has_hook(root / HOOKS)
            else f"to judge each commit, add to it: {_snippet(hooks)}",
        )


def _has_hook(path: Path) -> bool:
    """A hook of ours is in the file already; of one that is not to be read that is not believed."""
    if not path.is_file():
        return False
    try:
        return re.search(rb"\bid: *['\"]?openrelease\b", file_bytes(str(path), LARGEST)) is not None
    except UsageError:
        return False


def _snippet(hooks: str) -> str:
    """The part of the hooks that goes into a file that has others, on one line."""
    lines = [line.strip().removeprefix("- ") for line in hooks.partition("repos:\n")[2].splitlines()]
    repo, rev, _, *ids = lines
    return f"- {{{repo}, {rev}, hooks: [{', '.join(f'{{{each}}}' for each in ids)}]}}"


def _is_top(root: Path) -> bool:
    """Workflows and hooks are for a whole repository; outside git any folder may become one."""
    from openrelease.repository.find_repository import find_repository  # noqa: PLC0415 - see the module's docstring

    repository = find_repository(root)
    if repository is None:
        return True
    if repository.top is None:
        raise UsageError(f"{root.name} holds no files but git's own; give the folder of a work tree")
    return Path(repository.top).resolve() == root


def _card(facts: Facts, settings: Settings) -> Iterator[Planned]:
    """A card where there is none: the README, or a file beside the one that is there."""
    from openrelease.catalog.file_templates import CARDS, template  # noqa: PLC0415 - see the module's docstring
    from openrelease.model import Status  # noqa: PLC0415 - same
    from openrelease.reports.init_files import render_card  # noqa: PLC0415 - same

    kind = facts.subject.kind
    if kind not in CARDS or facts.releases:
        return
    role, component = _ROLES[kind.value]
    there = next((each.path for each in facts.cards if each.named and each.role == role), None)
    linked = facts.components[component].status is Status.LINKED
    if linked and not there:
        return
    path = there or (f"{component.upper()}.md" if _has_readme(facts) else "README.md")
    text = render_card(facts, settings.licenses, template(CARDS[kind]))
    yield Planned(path=path, text=text, what=f"a {component.replace('_', ' ')} to be filled in")


def _has_readme(facts: Facts) -> bool:
    """A README at the root that was read; one that git does not know yet is not written over, and no more."""
    return any(each.role == "readme" and "/" not in each.path for each in facts.documents)


_ROLES = {"model": ("model", "model_card"), "dataset": ("data", "data_card")}
