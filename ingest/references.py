"""Works named without an address: who made what, told by the style that neighbouring lines share.

One line such as `Silent Spring - Rachel Carson` may be anything. A person sees from the lines around it that the
list names works, which side of the dash is the author, and reads the doubtful lines like the plain ones. So each line
is read in every way it allows, and the lines of one list vote on the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.namings import Printed, Reference, readings

__all__ = ["Habit", "Printed", "Reference", "habit_of", "named_in", "references"]


@dataclass(frozen=True, slots=True)
class Habit:
    """How often each style is surely used, and could be, in one document.

    `cited` counts the citations beside, `lone` those of them whose author is a mere surname.
    """

    sure: Counter[str]
    possible: Counter[str]
    cited: int = 0
    lone: int = 0


def habit_of(lines: Iterable[Printed], cited: int = 0, lone: int = 0) -> Habit:
    """Count the styles in which the lines of one document can be read."""
    sure: Counter[str] = Counter()
    possible: Counter[str] = Counter()
    for text, set_off in lines:
        ways = readings(text, set_off)
        sure.update({way.style for way in ways if way.sure})
        possible.update({way.style for way in ways})
    return Habit(sure, possible, cited, lone)


def references(
    lines: Sequence[Printed], *, announced: bool = False, habit: Habit | None = None
) -> list[Reference | None]:
    """Read lines without addresses that stand in one list as works with their authors.

    Parameters
    ----------
    lines
        Each line with its stretches in italics and bold.
    announced
        Whether the heading or the neighbours say that works stand here.
    habit
        How the whole document writes; by default these lines alone.

    Returns
    -------
    list of Reference or None
        For each line how it is read; None when it names no work.

    Examples
    --------
    >>> lines = ["Emma - Jane Austen", "Silent Spring - Rachel Carson", "Kindred - Octavia Butler"]
    >>> [found.title for found in references([(line, ()) for line in lines])]
    ['Emma', 'Silent Spring', 'Kindred']
    """
    habit = habit or habit_of(lines)
    chosen = [_best(readings(*line), habit, announced=announced) for line in lines]
    told = [way for way in chosen if way is not None]
    most = len(told) * 2 >= sum(1 for text, _ in lines if text.strip())
    shared = sum(way.sure for way in told) >= 2 or any(habit.sure[way.style] >= 3 for way in told)
    believed = most and (shared or announced or habit.lone >= 2)
    return [way if way is not None and (way.alone or believed) else None for way in chosen]


def named_in(text: str, set_off: tuple[str, ...]) -> Reference | None:
    """Read a text that surely names one work, as a cell of a table does; None when it gives no author."""
    ways = [
        way
        for way in readings(text, set_off)
        if way.sure or (way.style.startswith("lone") and way.style != "lone dash" and " " in way.title)
    ]
    return max(ways, key=lambda way: (way.alone, way.sure), default=None)


def _best(options: Sequence[Reference], habit: Habit, *, announced: bool) -> Reference | None:
    """The way to read a line that its neighbours share."""
    ranked = sorted(options, key=lambda way: (way.alone, habit.sure[way.style], way.sure), reverse=True)
    return next((way for way in ranked if way.sure or _is_shared(way, habit, announced=announced)), None)


def _is_shared(way: Reference, habit: Habit, *, announced: bool) -> bool:
    """Tell a doubtful way to read a line that the document surely uses elsewhere."""
    sure, possible = habit.sure[way.style], habit.possible[way.style]
    order = way.style.split()[0]
    alike = sum(count for style, count in habit.sure.items() if style.startswith(order))
    if (
        order != "lone"
        and alike >= 3
        and alike * 3 >= habit.sure.total() * 2
        and all(" " in name for name in way.authors)
    ):
        # Whatever stands between them, this document names the work and its author in this order.
        return True
    if order != "lone":
        return sure >= (1 if announced else 2) and sure * (3 if announced else 2) >= possible
    named = sum(count for style, count in habit.sure.items() if style.startswith("author"))
    alike = named + sum(count for style, count in habit.possible.items() if style.startswith("lone"))
    return habit.lone >= 2 or named >= 3 or (announced and alike + habit.cited >= 3)
