"""Arguments -> exit code: the command line. Enter at `main`."""

from openrelease.cli.command_options import CHECK_FORMATS
from openrelease.cli.commands import main, run_and_exit

__all__ = ["CHECK_FORMATS", "main", "run_and_exit"]
