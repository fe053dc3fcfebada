"""`python -m openrelease`: the command line."""

import sys

if not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
    del sys.path[0]  # the current folder, which may be the repository that is checked: its modules must not be run

from openrelease.cli import run_and_exit

if __name__ == "__main__":
    run_and_exit()
