"""Arguments -> exit code: `openrelease facts`, what policies see of a repository as JSON."""

import argparse

from openrelease.cli.open_target import open_target
from openrelease.cli.output import write_output
from openrelease.reports import facts_json
from openrelease.run import collect_facts


def run_facts(arguments: argparse.Namespace) -> int:
    """Scan a repository and print its facts; nothing is evaluated."""
    write_output(facts_json(collect_facts(*open_target(arguments))), arguments.output)
    return 0
