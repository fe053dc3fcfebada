"""Words of a command line -> arguments, or the usage of the command with what is wrong and a near miss."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from openrelease import __version__

CHECK_FORMATS = ("terminal", "json", "markdown", "github", "sarif")
"""The formats of `check`; a test keeps them equal to those of reports/, imported only when needed."""

_FAIL_ON_WORDS = ("unmet", "never")
_UNKNOWN_WORDS = ("fail", "pass")
_KIND_WORDS = ("model", "dataset", "benchmark", "tooling")

_EXITS_HELP = "exit codes: 0 definitely met, 1 not met or cannot tell, 2 wrong usage, 3 could not read"
_NAME_HELP = "the repository's own name on its host; else that of the settings or of the remote origin"
_PATH_HELP = "a repository or folder; the current folder if left out"
_POLICY_HELP = (
    "built-in policies, `all` of them, or files; separated by commas or each with --policy; "
    "else those of the settings, or aia-baseline"
)


def parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """The arguments; raises SystemExit after telling what is wrong (2), or the help (0)."""
    parser, commands = _build_parsers()
    arguments, rest = parser.parse_known_args(argv)
    rest = _take_path(arguments, rest)
    if rest:  # argparse alone would show the usage of the program, and not that of the command
        command = commands[arguments.command]
        command.error(f"unrecognized arguments: {' '.join(rest)}{_suggest_options(rest, command)}")
    return arguments


def _take_path(arguments: argparse.Namespace, rest: list[str]) -> list[str]:
    """What is left once PATH has its word: argparse itself finds none after `export mot --output FILE`."""
    if getattr(arguments, "path", "") is not None:
        return rest
    alone = len(rest) == 1 and not rest[0].startswith("-")
    arguments.path = rest[0] if alone else "."
    return [] if alone else rest


def _suggest_options(words: Sequence[str], command: argparse.ArgumentParser) -> str:
    """The options of the command that unknown words come near to."""
    options = re.findall(r"--[a-z-]+", command.format_usage())
    options = [*options, *re.findall(r"--[a-z-]+", command.format_help())]
    given = (word.partition("=")[0] for word in words if word.startswith("-"))
    close = [each for word in given for each in difflib.get_close_matches(word, options, n=1)]
    return f"; did you mean {', '.join(dict.fromkeys(close))}?" if close else ""


def _build_parsers() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    """The parser of the program, and that of each command by its name."""
    parser = argparse.ArgumentParser(
        prog="openrelease",
        description="Is this repository a complete open source AI release? Evidence first, then a verdict.",
        epilog=_EXITS_HELP,
    )
    parser.add_argument("--version", action="version", version=f"openrelease {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (does, fill) in _COMMANDS.items():
        fill(commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}."))
    return parser, dict(commands.choices)


def _add_check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = _EXITS_HELP
    _add_target_arguments(parser)
    parser.add_argument("--format", choices=CHECK_FORMATS, default="terminal", help="how the report is told")
    parser.add_argument(
        "--fail-on",
        metavar="{unmet,never}",
        type=_parse_fail_on,
        help="exit with 1 unless every policy is definitely met, or never",
    )
    parser.add_argument(
        "--manifest",
        metavar="FILE",
        help="judge what a record of the Model Openness Tool declares, and not the files",
    )
    parser.add_argument("--unknown", choices=_UNKNOWN_WORDS, help="what counts where something required cannot be told")


def _add_export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "form",
        choices=("mot", "cyclonedx"),
        metavar="{mot,cyclonedx}",  # what is missing is told by this name
        help="a record of the Model Openness Tool, or a CycloneDX ML-BOM",
    )
    _add_target_arguments(parser)
    parser.add_argument("--release", metavar="NAME", help="of several models in a repository, this one")


def _add_init_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", metavar="PATH", help=_PATH_HELP)
    parser.add_argument("--name", metavar="OWNER/NAME", help=_NAME_HELP)
    parser.add_argument("--kind", choices=_KIND_WORDS, help="what it releases; else that is found out")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be written")
    parser.set_defaults(revision=None, staged=False, policy=[], config=None)


def _add_target_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that choose a tree and how it is judged."""
    parser.add_argument("path", nargs="?", metavar="PATH", help=_PATH_HELP)
    tree = parser.add_mutually_exclusive_group()
    tree.add_argument("--revision", "--rev", metavar="REV", help="judge a commit instead of the files on disk")
    tree.add_argument("--staged", action="store_true", help="judge what is about to be committed")
    parser.add_argument(
        "--policy",
        action="extend",
        type=_parse_names,
        default=[],
        metavar="ID|FILE",
        help=_POLICY_HELP,
    )
    parser.add_argument("--name", metavar="OWNER/NAME", help=_NAME_HELP)
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="settings file, as a path inside the repository; else .openrelease.yml",
    )
    parser.add_argument("--output", metavar="FILE", type=_parse_output_path, help="write there instead of printing")


def _add_policies_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", nargs="+", metavar="FILE", help="tell every mistake in policy files")
    what.add_argument("--schema", action="store_true", help="print the JSON schema of policy files")


def _add_explain_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a requirement, check, component, status, license, ...")


def _add_identify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a text, such as LICENSE")
    parser.add_argument("--format", choices=("terminal", "json"), default="terminal", help="how the answer is told")


_COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("judge a repository by one or more policies", _add_check_arguments),
    "facts": ("print what policies see of a repository, as JSON", _add_target_arguments),
    "export": ("write a release in the words of other tools", _add_export_arguments),
    "init": ("write the files that a repository begins with; asks nothing", _add_init_arguments),
    "policies": ("list the built-in policies, or look at your own", _add_policies_arguments),
    "explain": ("tell what a word in a report is, or a license", _add_explain_arguments),
    "identify": ("tell which license a text is", _add_identify_arguments),
}


def _parse_fail_on(word: str) -> str:
    """A change is needed to lose something by it, and only a pull request has one."""
    if word == "regression":
        message = f"regression needs a base to compare with, as in the action; choose {' or '.join(_FAIL_ON_WORDS)}"
        raise argparse.ArgumentTypeError(message)
    if word not in _FAIL_ON_WORDS:
        raise argparse.ArgumentTypeError(f"{word!r} is not known; choose {' or '.join(_FAIL_ON_WORDS)}")
    return word


def _parse_names(text: str) -> list[str]:
    """Names that are separated by commas or lines, as in the action."""
    names = [name for name in re.split(r"\s*[,\n]\s*", text.strip()) if name]
    if not names:
        raise argparse.ArgumentTypeError("it names no policy")
    return names


def _parse_output_path(text: str) -> Path:
    """Where a report may be written: anywhere but among git's own files."""
    path = Path(text)
    if ".git" in (part.lower() for part in (*path.parent.resolve().parts, path.name)):
        raise argparse.ArgumentTypeError(f"{text} is inside .git; choose another place")
    return path
