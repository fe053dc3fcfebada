"""`python -m openrelease`: the command line."""

from openrelease.cli import run_and_exit

if __name__ == "__main__":
    run_and_exit()
