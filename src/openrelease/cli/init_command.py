"""Arguments -> exit code: `openrelease init`, which creates the files that a repository starts with."""

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from openrelease import __version__
from openrelease.catalog.file_templates import CARDS, NO_COMMIT, POLICIES, read_template
from openrelease.cli.open_target import open_target
from openrelease.cli.output import write_output
from openrelease.cli.user_files import MAX_FILE_BYTES, create_file, find_obstacle, read_user_file
from openrelease.config import CONFIG_PATH, Settings
from openrelease.errors import UsageError
from openrelease.hub import is_hub_target
from openrelease.model import Facts, Kind, Snapshot, Status
from openrelease.policies.builtin_policies import load_builtin
from openrelease.reports.init_files import render_card, render_readme_lines, render_settings
from openrelease.repository.git.find_repository import find_repository
from openrelease.run import collect_facts
from openrelease.values import dataclass, replace

WORKFLOW_PATH = ".github/workflows/openrelease.yml"
HOOKS_PATH = ".pre-commit-config.yaml"
PROJECT = "https://github.com/openrelease/openrelease"


@dataclass(frozen=True, kw_only=True)
class PlannedFile:
    """A file to create: its path and text, what it is for, and what to do where it already exists."""

    path: str
    text: str
    what: str
    otherwise: str = ""
    is_card: bool = False


def run_init(arguments: argparse.Namespace) -> int:
    """Create the files that do not exist yet, and print what was done for each."""
    if is_hub_target(arguments.path):
        raise UsageError("init creates files: clone the repository of the Hub, and run it there")
    snapshot, settings = open_target(arguments)
    if arguments.kind is not None:
        settings = replace(settings, kind=Kind(arguments.kind))
    facts = collect_facts(snapshot, settings)
    root = Path(arguments.path).resolve()
    planned = tuple(_plan_files(facts, settings, snapshot, root))
    lines = tuple(_create_planned(root, each, dry_run=arguments.dry_run) for each in planned)
    written = [each for each, line in zip(planned, lines, strict=True) if not line.startswith("skipped")]
    printed = (_describe_subject(facts), *lines, *_next_steps(written), *_suggest_readme_lines(facts))
    write_output("".join(f"{line}\n" for line in printed), None)
    return 0


def _describe_subject(facts: Facts) -> str:
    subject = facts.subject
    return f"{subject.name or 'this repository'}: {subject.kind.value} ({subject.kind_how})"


def _create_planned(root: Path, planned: PlannedFile, *, dry_run: bool) -> str:
    if reason := find_obstacle(root, planned.path):
        more = f"; {planned.otherwise}" if planned.otherwise else ""
        return f"skipped      {planned.path}: {reason}{more}"
    if dry_run:
        return f"would write  {planned.path}: {planned.what}"
    create_file(root, planned.path, planned.text)
    return f"wrote        {planned.path}: {planned.what}"


def _next_steps(written: Sequence[PlannedFile]) -> Iterator[str]:
    """Yield what is left to do with the files that were written."""
    yield ""
    if any(NO_COMMIT in each.text for each in written):
        yield f"In {WORKFLOW_PATH}, replace the zeros with the commit that this prints:"
        yield f"  git ls-remote {PROJECT} v{__version__}"
    card = "fill in the card, " if any(each.is_card for each in written) else ""
    add = "`git add` the new files, and " if written else ""
    yield f"Next: {card}{add}run `openrelease check`."


def _suggest_readme_lines(facts: Facts) -> Iterator[str]:
    """Yield the sentence and the badge for the README, if the kind has a definition to name on it."""
    for policy in POLICIES.get(facts.subject.kind, ())[:1]:
        if lines := [*render_readme_lines(facts, load_builtin(policy).title)]:
            yield "For the README, the license of the release and a badge (`openrelease explain readme-badge`):"
            yield from (f"  {line}" for line in lines)


def _plan_files(facts: Facts, settings: Settings, snapshot: Snapshot, root: Path) -> Iterator[PlannedFile]:
    yield PlannedFile(
        path=CONFIG_PATH,
        text=render_settings(facts, POLICIES.get(facts.subject.kind, ()), _unknown_name(facts, snapshot)),
        what="the kind of the repository and the policies",
    )
    yield from _plan_card(facts, settings)
    if _is_repository_root(root):
        yield PlannedFile(path=WORKFLOW_PATH, text=read_template("workflow.yml"), what="checks each pull request")
        hooks = read_template("hooks.yaml")
        yield PlannedFile(
            path=HOOKS_PATH,
            text=hooks,
            what="checks each commit and push, with pre-commit or prek",
            otherwise=""
            if _has_hook(root / HOOKS_PATH)
            else f"to check each commit, add to it: {_hook_snippet(hooks)}",
        )


def _unknown_name(facts: Facts, snapshot: Snapshot) -> str | None:
    """Return the name of the repository where git does not know it by itself."""
    return None if facts.subject.name == snapshot.name else facts.subject.name


def _has_hook(path: Path) -> bool:
    """Return whether the file already has our hook; an unreadable one counts as not having it."""
    if not path.is_file():
        return False
    try:
        return re.search(rb"\bid: *['\"]?openrelease\b", read_user_file(str(path), MAX_FILE_BYTES)) is not None
    except UsageError:
        return False


def _hook_snippet(hooks: str) -> str:
    """Return our entry of the hook configuration on one line, to add to a file with other hooks."""
    lines = [line.strip().removeprefix("- ") for line in hooks.partition("repos:\n")[2].splitlines()]
    repo, rev, _, *ids = lines
    return f"- {{{repo}, {rev}, hooks: [{', '.join(f'{{{each}}}' for each in ids)}]}}"


def _is_repository_root(root: Path) -> bool:
    """Return whether workflows and hooks belong here: at the top of a repository, or outside git."""
    repository = find_repository(root)
    if repository is None:
        return True
    if repository.top is None:
        raise UsageError(f"{root.name} is a bare repository or a git directory; use the folder of a work tree")
    return Path(repository.top).resolve() == root


def _plan_card(facts: Facts, settings: Settings) -> Iterator[PlannedFile]:
    """Yield a card where there is none: as README.md, or as a file beside an existing README."""
    kind = facts.subject.kind
    if kind not in CARDS or facts.releases:
        return
    role, component = _CARD_ROLES[kind.value]
    there = next((each.path for each in facts.cards if each.named and each.role == role), None)
    linked = facts.components[component].status is Status.LINKED
    if linked or there:
        return
    path = f"{component.upper()}.md" if _has_readme(facts) else "README.md"
    text = render_card(facts, settings.licenses, read_template(CARDS[kind]))
    yield PlannedFile(path=path, text=text, what=f"a {component.replace('_', ' ')} to fill in", is_card=True)


def _has_readme(facts: Facts) -> bool:
    """Return whether the root has a README that was read; an untracked one is only not overwritten."""
    return any(each.role == "readme" and "/" not in each.path for each in facts.documents)


_CARD_ROLES = {"model": ("model", "model_card"), "dataset": ("data", "data_card")}
