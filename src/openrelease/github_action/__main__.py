"""The steps of action.yml: `python -I -m openrelease.github_action STEP`."""

import importlib
import io
import os
import sys
import traceback

from openrelease.errors import OpenReleaseError
from openrelease.github_api.workflow_commands import print_safely, write_command

_CRASH_CODE = 3
_STEPS = {
    "look": ("step_locate_base", "locate_base"),
    "base": ("step_fetch_base", "fetch_base"),
    "policies": ("remote_policies", "fetch_policies"),
    "judge": ("step_check", "check_release"),
    "comment": ("step_comment", "write_comment"),
    "check": ("step_check_run", "publish_check_run"),
}
"""The module and function of each step; only that module is imported, so that steps with a token load no scanner."""


def main() -> int:
    """Run the named step; return 0 where it did its work, whatever the verdict."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # -I ignores PYTHONIOENCODING, and Windows has its own default
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        module, function = _STEPS[sys.argv[1]]
        getattr(importlib.import_module(f"openrelease.github_action.{module}"), function)(os.environ)
    except OpenReleaseError as error:
        write_command("error", str(error))
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - a bare traceback would print untrusted text
        print_safely(traceback.format_exc())
        write_command("error", f"openrelease itself failed ({type(error).__name__}): please report it with this log")
        return _CRASH_CODE
    return 0


if __name__ == "__main__":
    sys.exit(main())
