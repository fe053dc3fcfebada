"""Words of a command line -> arguments, or the usage of the command with what is wrong and a suggestion."""

import argparse
import re
import sys
from collections.abc import Sequence

from openrelease import __version__
from openrelease.cli.command_options import COMMANDS, EXIT_CODES_HELP


def parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the arguments; raises SystemExit after printing what is wrong (2), or the help (0)."""
    words = _join_command(sys.argv[1:] if argv is None else argv)
    parser, commands = _build_parsers(words)
    arguments, rest = parser.parse_known_args(words)
    rest = _take_path(arguments, rest)
    if rest:  # argparse alone would print the usage of the program, not that of the command
        command = commands[arguments.command]
        command.error(f"unrecognized arguments: {' '.join(rest)}{_suggest_options(rest, command)}")
    return arguments


def _join_command(words: Sequence[str]) -> list[str]:
    """Return the words with a command of two words, such as `survey report`, as one."""
    joined = " ".join(words[:2])
    return [joined, *words[2:]] if " " in joined and joined in COMMANDS else list(words)


def _take_path(arguments: argparse.Namespace, rest: list[str]) -> list[str]:
    """Take PATH from what argparse left over: after `export mot --output FILE` it misses it."""
    if getattr(arguments, "path", "") is not None:
        return rest
    alone = len(rest) == 1 and not rest[0].startswith("-")
    arguments.path = rest[0] if alone else "."
    return [] if alone else rest


def _suggest_options(words: Sequence[str], command: argparse.ArgumentParser) -> str:
    """Return the options of the command that unknown words resemble, as the end of a message."""
    import difflib  # noqa: PLC0415 - for mistakes alone

    options = re.findall(r"--[a-z-]+", command.format_usage())
    options = [*options, *re.findall(r"--[a-z-]+", command.format_help())]
    given = (word.partition("=")[0] for word in words if word.startswith("-"))
    close = [each for word in given for each in difflib.get_close_matches(word, options, n=1)]
    return f"; did you mean {', '.join(dict.fromkeys(close))}?" if close else ""


def _build_parsers(words: Sequence[str]) -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    """Return the parser of the program, and that of each command by name; one that is not among the words is bare."""
    parser = argparse.ArgumentParser(
        prog="openrelease",
        description="Check whether a repository is a complete open source AI release, with evidence.",
        epilog=EXIT_CODES_HELP,
    )
    parser.add_argument("--version", action="version", version=f"openrelease {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", prog=parser.prog)
    for name, (summary, add_options) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        if name in words:
            add_options(command)
    return parser, dict(commands.choices)
