"""The type that rules on a single weight file look at."""

from openrelease.values import dataclass
from openrelease.weights import Header, Recognition


@dataclass(frozen=True, kw_only=True)
class FileContent:
    """A file that is named for weights: its first bytes and size, and its format by name and by content.

    `found` and `header` are None where the content is not of a known format, or not here. `pointer` is set for
    a pointer; then `size` is what it states, and `stored` the bytes that Git LFS keeps for it in this clone.
    `implausible`: no weights can be behind the pointer. `undescribed`: raw data whose graph is not in the tree.
    """

    path: str
    size: int | None
    named: Recognition | None = None
    found: Recognition | None = None
    header: Header | None = None
    head: bytes = b""
    pointer: str = ""
    stored: int | None = None
    implausible: bool = False
    undescribed: bool = False

    @property
    def is_unrecognized(self) -> bool:
        """Whether its content is here and not of a known format."""
        return self.found is None and not self.pointer
