"""The steps of action.yml: `python -I -m openrelease.github_action STEP`."""

import io
import os
import sys
import traceback
from collections.abc import Mapping

from openrelease.errors import OpenReleaseError
from openrelease.github_api.workflow_commands import print_safely, write_command

_CRASH_CODE = 3


def main() -> int:
    """Run the named step; return 0 where it did its work, whatever the verdict."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # -I ignores PYTHONIOENCODING, and Windows has its own default
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        _STEPS[sys.argv[1]](os.environ)
    except OpenReleaseError as error:
        write_command("error", str(error))
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - a bare traceback would print untrusted text
        print_safely(traceback.format_exc())
        write_command("error", f"openrelease itself failed ({type(error).__name__}): please report it with this log")
        return _CRASH_CODE
    return 0


def _run_locate_base(environment: Mapping[str, str]) -> None:
    from openrelease.github_action.step_locate_base import locate_base  # noqa: PLC0415 - as below

    locate_base(environment)


def _run_fetch_base(environment: Mapping[str, str]) -> None:
    from openrelease.github_action.step_fetch_base import fetch_base  # noqa: PLC0415 - as below

    fetch_base(environment)


def _run_fetch_policies(environment: Mapping[str, str]) -> None:
    from openrelease.github_action.remote_policies import fetch_policies  # noqa: PLC0415 - as below

    fetch_policies(environment)


def _run_check(environment: Mapping[str, str]) -> None:
    from openrelease.github_action.step_check import check_release  # noqa: PLC0415 - steps with a token load none of it

    check_release(environment)


def _run_comment(environment: Mapping[str, str]) -> None:
    from openrelease.github_action.step_comment import write_comment  # noqa: PLC0415 - as above

    write_comment(environment)


def _run_check_run(environment: Mapping[str, str]) -> None:
    from openrelease.github_action.step_check_run import publish_check_run  # noqa: PLC0415 - as above

    publish_check_run(environment)


_STEPS = {
    "look": _run_locate_base,
    "base": _run_fetch_base,
    "policies": _run_fetch_policies,
    "judge": _run_check,
    "comment": _run_comment,
    "check": _run_check_run,
}

if __name__ == "__main__":
    sys.exit(main())
