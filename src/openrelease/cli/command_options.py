"""Each command with its help text and its options, for the parser of the command line."""

import argparse
import re
from collections.abc import Callable, Mapping
from pathlib import Path

CHECK_FORMATS = ("terminal", "json", "markdown", "github", "sarif", "gitlab", "html", "badge", "badge-svg")
"""The formats of `check`; a test keeps them equal to those of reports/, imported only when needed."""

EXIT_CODES_HELP = (
    "exit codes: 0 every policy is met, 1 a policy is not met or that is unknown, "
    "2 wrong usage, settings or policy, 3 the repository cannot be read"
)

_FAIL_ON_WORDS = ("unmet", "regression", "never")
_UNKNOWN_WORDS = ("fail", "pass")
_LEAST_SECONDS, _MOST_SECONDS = 0.1, 86_400.0
_KIND_WORDS = ("model", "dataset", "benchmark", "tooling", "index")
_NAME_HELP = "name of the repository on its host [default: from the settings file, else from the remote `origin`]"
_PATH_HELP = (
    "repository or folder to check, or hub:OWNER/NAME[@REV] or hub:datasets/OWNER/NAME on the Hugging Face Hub "
    "[default: the current folder]"
)


def _add_check_options(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXIT_CODES_HELP
    _add_target_options(parser)
    _add_change_options(parser)
    parser.add_argument(
        "--fail-on",
        choices=_FAIL_ON_WORDS,
        help="exit with 1 unless every policy is met (unmet), only for what the change loses (regression), "
        "or never [default: from the settings file, else unmet]",
    )
    parser.add_argument(
        "--unknown",
        choices=_UNKNOWN_WORDS,
        help="whether a required result that is unknown fails the check [default: from the settings file, else fail]",
    )
    parser.add_argument(
        "--manifest", metavar="FILE", help="check what a Model Openness Tool record declares, instead of the files"
    )
    parser.add_argument(
        "--for-upload",
        action="store_true",
        help="check the files of a folder as `hf upload` would upload them: the text of a pointer is no weights",
    )
    parser.add_argument(
        "--with-hub",
        action="store_true",
        help="follow the links of the release to the Hugging Face Hub, and verify what they promise "
        "[default: no network]",
    )
    parser.add_argument(
        "--deadline",
        type=_parse_seconds,
        metavar="SECONDS",
        help="stop the check after so many seconds; what was not read is unknown then [default: 120]",
    )
    parser.add_argument("--format", choices=CHECK_FORMATS, default="terminal", help="format of the report")
    parser.add_argument(
        "--no-cache",
        dest="cache",
        action="store_false",
        help="neither use nor store results in the cache folder, ~/.cache/openrelease",
    )
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="print the full report of a change, and which license claim applies to each component and why",
    )


def _add_change_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that compare two states of a repository."""
    parser.add_argument(
        "--base",
        metavar="REV",
        help="compare with this commit, branch or tag, and print what the change loses and gains",
    )
    parser.add_argument(
        "--settings-from",
        choices=("base", "head"),
        help="whose settings and policy files count with --base [default: base, so that a change cannot "
        "alter the rules that it is checked by]",
    )


def _add_target_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose a tree, and the policies and settings for it."""
    parser.add_argument("path", nargs="?", metavar="PATH", help=_PATH_HELP)
    tree = parser.add_mutually_exclusive_group()
    tree.add_argument("--revision", "--rev", metavar="REV", help="check a commit instead of the files on disk")
    tree.add_argument("--staged", action="store_true", help="check the git index, which the next commit will hold")
    parser.add_argument(
        "--policy",
        action="extend",
        type=_parse_names,
        default=[],
        metavar="ID|FILE",
        help="policy to check by: a built-in one, `all` of them, or a file; repeat it or separate with commas "
        "[default: from the settings file, else by the kind of the repository]",
    )
    parser.add_argument("--name", metavar="OWNER/NAME", help=_NAME_HELP)
    parser.add_argument(
        "--config", metavar="FILE", help="settings file, as a path inside the repository [default: .openrelease.yml]"
    )
    parser.add_argument(
        "--output", metavar="FILE", type=_parse_output_path, help="write the output to this file instead of stdout"
    )


def _add_export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "form",
        choices=("attestation", "cyclonedx", "mot", "spdx"),
        metavar="{attestation,cyclonedx,mot,spdx}",  # argparse names the missing argument by it
        help="an in-toto statement on the verdict of a policy, a CycloneDX ML-BOM, a Model Openness Tool "
        "record, or an SPDX 3 document",
    )
    _add_target_options(parser)
    parser.add_argument("--release", metavar="NAME", help="export this model of a repository with several")


def _add_init_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", metavar="PATH", help=_PATH_HELP)
    parser.add_argument("--name", metavar="OWNER/NAME", help=_NAME_HELP)
    parser.add_argument("--kind", choices=_KIND_WORDS, help="what the repository releases [default: detected]")
    parser.add_argument("--dry-run", action="store_true", help="print what would be written, and write nothing")
    parser.set_defaults(revision=None, staged=False, policy=[], config=None)


def _add_policies_options(parser: argparse.ArgumentParser) -> None:
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", nargs="+", metavar="FILE", help="validate policy files, and print every mistake")
    action.add_argument("--schema", action="store_true", help="print the JSON schema of policy files")
    action.add_argument("--diff", nargs=2, metavar=("A", "B"), help="print what policy B asks beyond A, and A beyond B")


def _add_explain_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a requirement, check, component, status, license, ...")


def _add_identify_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="license text, such as LICENSE")
    parser.add_argument("--format", choices=("terminal", "json"), default="terminal", help="format of the output")


def _add_survey_options(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "exit codes: 0 every target has a result or an error of its own, 2 wrong usage or policy"
    parser.add_argument(
        "targets",
        nargs="*",
        metavar="TARGET",
        help="folder, bare clone, github:OWNER, github:OWNER/NAME, hub:OWNER, hub:OWNER/NAME, or @FILE with one on "
        "each line; without any, the survey in --out goes on",
    )
    parser.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="folder of the survey; see docs/survey.md"
    )
    parser.add_argument(
        "--policy",
        action="extend",
        type=_parse_names,
        default=[],
        metavar="ID|FILE",
        help="policies to evaluate all targets by [default: aia-baseline, osaid-1.0, owd-0.3, mof-3, otdi-0.1.7]",
    )
    parser.add_argument(
        "--engine",
        default="processes",
        metavar="ENGINE",
        help="processes, inline (in this process, to debug), or dask:ADDRESS of a scheduler [default: processes]",
    )
    parser.add_argument(
        "--workers", type=_parse_count, metavar="N", help="targets evaluated at once [default: processors]"
    )
    parser.add_argument(
        "--shard", type=_parse_shard, default=(1, 1), metavar="I/N", help="evaluate this part of the targets alone"
    )
    parser.add_argument("--list-only", action="store_true", help="list the targets with their commits, and stop")
    parser.add_argument("--forks", action="store_true", help="with github:OWNER, also repositories that are forks")
    parser.add_argument(
        "--deadline", type=_parse_seconds, metavar="SECONDS", help="seconds for each target [default: 120]"
    )
    parser.add_argument(
        "--blob-limit",
        type=_parse_count,
        default=1_048_576,
        metavar="BYTES",
        help="of remote repositories, do not fetch files above this size [default: 1048576]",
    )


def _add_survey_report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder of a survey")
    parser.add_argument("--since", type=Path, metavar="OLD", help="folder of an earlier survey, to show what changed")
    parser.add_argument(
        "--history", type=Path, metavar="FILE", help="file of JSON lines that this survey is added to, for the plot"
    )
    parser.add_argument("--parquet", action="store_true", help="also write Parquet files, for queries")


COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("check a repository, or a change to it, by policies", _add_check_options),
    "facts": ("print what policies see of a repository, as JSON", _add_target_options),
    "export": ("export a release to the format of another tool", _add_export_options),
    "init": ("create settings, card, workflow and hooks for a repository", _add_init_options),
    "survey": ("evaluate many repositories by the same policies", _add_survey_options),
    "survey report": ("write the pages of a survey", _add_survey_report_options),
    "policies": ("list or compare policies, or validate your own", _add_policies_options),
    "explain": ("explain a word of a report, or a license", _add_explain_options),
    "identify": ("identify the license of a text", _add_identify_options),
}
"""Each command with its help text and the function that adds its options."""


def _parse_names(text: str) -> list[str]:
    """Split names at commas or lines, as the action does."""
    names = [name for name in map(str.strip, re.split(r"[,\n]", text)) if name]
    if not names:
        raise argparse.ArgumentTypeError("it names no policy")
    return names


def _parse_count(text: str) -> int:
    """Return a number from 1 to 2^40."""
    if not re.fullmatch(r"[1-9]\d{0,11}", text):
        raise argparse.ArgumentTypeError(f"{text[:40]} is not a number from 1")
    return int(text)


def _parse_shard(text: str) -> tuple[int, int]:
    """Return I and N of "I/N"."""
    found = re.fullmatch(r"([1-9]\d{0,5})/([1-9]\d{0,5})", text)
    if not found or int(found[1]) > int(found[2]):
        raise argparse.ArgumentTypeError(f"{text[:40]} is not a shard such as 2/8")
    return int(found[1]), int(found[2])


def _parse_seconds(text: str) -> float:
    """Return a time between a tenth of a second and a day."""
    seconds = float(text) if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", text) else 0.0
    if not _LEAST_SECONDS <= seconds <= _MOST_SECONDS:
        raise argparse.ArgumentTypeError(f"{text[:40]} is not a number of seconds, from 0.1 to 86400")
    return seconds


def _parse_output_path(text: str) -> Path:
    """Return where a report is written: anywhere but among git's own files."""
    path = Path(text)
    if ".git" in (part.lower() for part in (*path.parent.resolve().parts, path.name)):
        raise argparse.ArgumentTypeError(f"{text} is inside .git; choose another place")
    return path
