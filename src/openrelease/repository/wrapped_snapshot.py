"""A snapshot around another one, which says the same of the tree unless a subclass says otherwise."""

from collections.abc import Sequence

from openrelease.model import Entry, Problem, Snapshot


class WrappedSnapshot:
    """Everything but `read`, taken from `snapshot`."""

    snapshot: Snapshot

    @property
    def name(self) -> str | None:
        """That of the snapshot."""
        return self.snapshot.name

    @property
    def revision(self) -> str | None:
        """That of the snapshot."""
        return self.snapshot.revision

    @property
    def problems(self) -> Sequence[Problem]:
        """Those of the snapshot."""
        return self.snapshot.problems

    def entries(self) -> Sequence[Entry]:
        """Those of the snapshot."""
        return self.snapshot.entries()
