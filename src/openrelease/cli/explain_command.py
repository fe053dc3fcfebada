"""Arguments -> exit code: `openrelease explain`, the pages of the manual about one word."""

import argparse

from openrelease.cli.output import write_output
from openrelease.manual.explain_word import explain
from openrelease.manual.render_page import render_page


def run_explain(arguments: argparse.Namespace) -> int:
    """Print every page about the word."""
    pages = (render_page(each.sort, each.name, each.title, each.parts) for each in explain(arguments.name))
    write_output("\n".join(pages), None)
    return 0
