"""Arguments -> exit code: the command line."""

from openrelease.cli.arguments import FORMATS
from openrelease.cli.commands import main, run_and_exit

__all__ = ["FORMATS", "main", "run_and_exit"]
