"""How far a survey is -> a bar of rich on stderr."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from openrelease.survey.progress import Advance


@contextmanager
def show_bar(total: int, done: int) -> "Iterator[Advance]":
    """Yield a function that moves the bar by one target."""
    columns = (TextColumn("survey"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("survey", total=total, completed=done)
        yield lambda: progress.advance(task)
