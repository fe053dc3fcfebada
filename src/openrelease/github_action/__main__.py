"""The steps of action.yml: `python -I -m openrelease.github_action STEP`."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Mapping

from openrelease.errors import OpenReleaseError
from openrelease.github_api.workflow_commands import say, show

_CRASHED = 3


def main() -> int:
    """Run the step that is named; 0 when it did its work, whatever the verdict."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # -I leaves PYTHONIOENCODING aside, and Windows has its own
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        _STEPS[sys.argv[1]](os.environ)
    except OpenReleaseError as error:
        say("error", str(error))
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - a bare traceback would print what it quotes as it is
        show(traceback.format_exc())
        say("error", f"openrelease itself failed ({type(error).__name__}): please report it with this log")
        return _CRASHED
    return 0


def _look(environment: Mapping[str, str]) -> None:
    from openrelease.github_action.step_locate_base import look_for_base  # noqa: PLC0415 - as below

    look_for_base(environment)


def _base(environment: Mapping[str, str]) -> None:
    from openrelease.github_action.step_fetch_base import fetch_base  # noqa: PLC0415 - as below

    fetch_base(environment)


def _policies(environment: Mapping[str, str]) -> None:
    from openrelease.github_action.remote_policies import fetch_policies  # noqa: PLC0415 - as below

    fetch_policies(environment)


def _judge(environment: Mapping[str, str]) -> None:
    from openrelease.github_action.step_check import judge  # noqa: PLC0415 - the step with the token loads none of it

    judge(environment)


def _comment(environment: Mapping[str, str]) -> None:
    from openrelease.github_action.step_comment import write_comment  # noqa: PLC0415 - as above

    write_comment(environment)


def _check(environment: Mapping[str, str]) -> None:
    from openrelease.github_action.step_check_run import write_check_run  # noqa: PLC0415 - as above

    write_check_run(environment)


_STEPS = {
    "look": _look,
    "base": _base,
    "policies": _policies,
    "judge": _judge,
    "comment": _comment,
    "check": _check,
}

if __name__ == "__main__":
    sys.exit(main())
