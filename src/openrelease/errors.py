"""What can go wrong, and the exit code that follows: one base class, one subclass for each cause.

A repository that fails its policy is not an error: that is a report (exit 1).
"""


class OpenReleaseError(Exception):
    """Base of every error that we raise; `exit_code` is what the process returns for it."""

    exit_code = 3


class UsageError(OpenReleaseError):
    """The command line, the action's inputs or the settings file are wrong.

    `places` are the mistakes of a file one by one: path, line, and what is wrong there.
    """

    exit_code = 2

    def __init__(self, message: str, places: tuple[tuple[str, int, str], ...] = ()) -> None:
        """`message` says all of it in words."""
        super().__init__(message)
        self.places = places


class PolicyError(OpenReleaseError):
    """A policy file is wrong: every error in it, each with file, id and line, one a line."""

    exit_code = 2


class SnapshotError(OpenReleaseError):
    """The repository cannot be read at all, or git failed."""

    exit_code = 3


class NoSuchTreeError(SnapshotError):
    """What was asked for is not there: no such folder, revision or index. The arguments are wrong."""

    exit_code = 2


class UnreadableError(OpenReleaseError):
    """One file cannot be read. Collectors turn it into a `Problem`; it ends no run.

    `reason` is a short clause such as "content not in the repository" or "is a symlink".
    """

    exit_code = 3

    def __init__(self, path: str, reason: str) -> None:
        """Keep both parts: reports escape the path for their own medium."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class LimitReachedError(OpenReleaseError):
    """The whole run took too long or too much memory. What it was to tell is unknown, so it fails like a policy."""

    exit_code = 1


class UntrustedInputError(OpenReleaseError):
    """A guarded loader refused its input: `reason`, and `line` (from 1) where it is known."""

    exit_code = 3

    def __init__(self, reason: str, line: int | None = None) -> None:
        """`reason` never quotes more than a short, printable part of the input."""
        super().__init__(reason if line is None else f"line {line}: {reason}")
        self.reason = reason
        self.line = line


class InputLimitError(UntrustedInputError):
    """A guarded loader stopped at a limit of size, depth or number: the input may be sound."""
