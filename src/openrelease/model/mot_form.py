"""The form of a record of the Model Openness Tool: what its components are called, and which are ours."""

from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class RecordComponent:
    """A component of records: its name and description, our id, and its kind: code, data or document.

    `number` is its place among the components of the framework.
    """

    number: int
    name: str
    id: str
    kind: str
    description: str


@dataclass(frozen=True, kw_only=True)
class RecordForm:
    """The framework that records name, and their components in the order of its classes, the third first."""

    framework: str
    version: str
    date: str
    components: tuple[RecordComponent, ...]
