"""How the command line prints for people: lines that are never cut, progress bars, times.

Ids and addresses are to be copied, so nothing is wrapped or folded here; a terminal breaks long lines by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from workspace import Progress

__all__ = ["bars", "counted", "duration", "err", "first", "out", "rows"]


class Screen(Console):
    """A console that lets the caller deal with a reader who has gone away."""

    def on_broken_pipe(self) -> None:
        """Raise the error that is being handled."""
        raise  # noqa: PLE0704


out = Screen(highlight=False, markup=False, emoji=False, soft_wrap=True)
err = Screen(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def bars() -> tuple[Bars, Progress]:
    """Return progress bars (one a step, on standard error if that is a terminal) and what tells them of progress."""
    columns = (TextColumn("{task.description:>24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    shown = Bars(*columns, console=err, disable=not err.is_terminal)
    tasks: dict[str, TaskID] = {}

    def report(step: str, done: int, total: int) -> None:
        if step not in tasks:
            tasks[step] = shown.add_task(step, total=total)
        shown.update(tasks[step], completed=done, total=total)

    return shown, report


def rows(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """Print a table; where a terminal is too narrow for it, each line with its first cell below the others."""
    widths = [max(map(cell_len, cells)) for cells in zip(columns, *lines, strict=True)]
    if out.is_terminal and sum(widths) + 2 * len(widths) > out.width:
        for name, *more in lines:
            out.print("  ".join(more))
            out.print(f"    {name}", style="dim")
        return
    for style, cells in (("bold", columns), *(("", line) for line in lines)):
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True))
        out.print("  ".join(padded).rstrip(), style=style)


def first(n: int, lines: Iterable[str], what: str) -> None:
    """Print the first `n` lines, and how many more there are of what."""
    rest = iter(lines)
    for line in islice(rest, n):
        out.print(f"  {line}")
    more = sum(1 for _ in rest)
    if more:
        out.print(f"  … and {more:,} more: {what}", style="dim")


def duration(minutes: float) -> str:
    """Return a time in words; what is not known to take any is not told as none.

    Examples
    --------
    >>> [duration(minutes) for minutes in (0, 12, 90, 120, 4700)]
    ['no time known', '12 min', '1.5 h', '2 h', '78 h']
    """
    if minutes < 1:
        return "no time known"
    if minutes < 60:
        return f"{minutes:.0f} min"
    hours = minutes / 60
    return f"{hours:.0f} h" if hours >= 10 else f"{hours:.1f}".removesuffix(".0") + " h"


def counted(**counts: int) -> str:
    """Return the counts that are not zero.

    Examples
    --------
    >>> counted(read=12, new=0, left_out=1)
    '12 read, 1 left out'
    """
    return ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items() if count)
