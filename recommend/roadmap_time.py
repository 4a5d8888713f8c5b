"""How long a resource takes, and on what that number rests.

The figures are working assumptions per kind and depth, open to the reader, not measurements: three passes over a
paper after S. Keshav, "How to Read a Paper", SIGCOMM CCR 37(3), 2007 (five to ten minutes, an hour, four to five
hours, rounded up for learners); for the other kinds what such a thing usually lasts, at three depths.
A stated length (`minutes` or `pages` of the node) always comes first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from library.vocabulary import Kind
from recommend.roadmap_types import Choice, Depth

__all__ = ["KIND_MINUTES", "bill", "estimate", "size_of", "timed"]

KIND_MINUTES: Mapping[Kind, tuple[int, int, int]] = {
    "paper": (20, 90, 300),
    "course": (180, 1200, 3000),
    "video": (45, 75, 120),
    "book": (180, 900, 2400),
    "blog": (10, 30, 75),
    "code": (20, 90, 300),
    "dataset": (15, 45, 120),
    "tool": (15, 60, 180),
    "demo": (10, 20, 45),
    "tutorial": (30, 90, 180),
    "list": (15, 30, 60),
    "discussion": (10, 20, 30),
    "site": (15, 30, 90),
    "other": (20, 60, 120),
}
DEPTH_COLUMN: Mapping[Depth, int] = {"overview": 0, "working": 1, "deep": 2}
STATED_SHARE: Mapping[Depth, float] = {"overview": 0.5, "working": 1.2, "deep": 2.0}
TOPIC_MINUTES: Mapping[Depth, int] = {"overview": 30, "working": 90, "deep": 240}
PAGE_MINUTES: Mapping[Depth, float] = {"overview": 0.5, "working": 3.0, "deep": 10.0}


def estimate(resource: Mapping[str, Any], depth: Depth) -> tuple[int, str]:
    """Minutes for one resource at a depth, and the basis of the number.

    Parameters
    ----------
    resource : mapping
        Node attributes; `kind` is read, and `minutes` or `pages` where the length is stated.
    depth : {"overview", "working", "deep"}
        How thoroughly.

    Returns
    -------
    minutes : int
        At least 1.
    basis : str
        One phrase for the reader.

    Examples
    --------
    >>> estimate({"kind": "paper"}, "overview")
    (20, 'usual for a paper, overview')
    >>> estimate({"kind": "video", "minutes": 50}, "working")
    (60, 'stated length 50 min, working')
    """
    if stated := resource.get("minutes"):
        return max(1, round(float(stated) * STATED_SHARE[depth])), f"stated length {stated} min, {depth}"
    if pages := resource.get("pages"):
        return max(1, round(float(pages) * PAGE_MINUTES[depth])), f"{pages} pages, {depth}"
    kind: Kind = resource.get("kind", "other")
    column = DEPTH_COLUMN[depth]
    if kind not in KIND_MINUTES:
        return KIND_MINUTES["other"][column], f"no figure for {kind}, {depth}"
    article = "an" if kind[0] in "aeiou" else "a"
    return KIND_MINUTES[kind][column], f"usual for {article} {kind}, {depth}"


def timed(choice: Choice, resource: Mapping[str, Any], depth: Depth, part: float = 1.0) -> Choice:
    """Return a choice with its time at a depth; `part` is how much of the resource is taken.

    Examples
    --------
    >>> course = Choice("c", "Course", "course", 0, "", "")
    >>> timed(course, {"kind": "course"}, "working", 0.3).basis
    '30 % of it; usual for a course, working'
    """
    whole, basis = estimate(resource, depth)
    if part < 1:
        return replace(
            choice, minutes=round(whole * part), whole=whole, basis=f"{part:.0%} of it; {basis}".replace("%", " %", 1)
        )
    return replace(choice, minutes=whole, whole=None, basis=basis)


def size_of(breadth: int, depth: Depth) -> float:
    """Return the minutes that a topic deserves, by the number of topics under it.

    Examples
    --------
    >>> size_of(0, "working"), size_of(8, "working")
    (90.0, 270.0)
    """
    return TOPIC_MINUTES[depth] * math.sqrt(1 + breadth)


def bill(mains: Iterable[tuple[str, Choice]]) -> dict[str, int]:
    """Return what each step costs, in order: the parts of a resource one by one, and all of it at most once.

    So the sum does not depend on the order, and never grows when a step goes.

    Examples
    --------
    >>> book = Choice("b", "Book", "book", 60, "", "")
    >>> chapter = Choice("b", "Book", "book", 20, "", "", whole=60)
    >>> bill([("x", chapter), ("y", book), ("z", chapter)])
    {'x': 20, 'y': 40, 'z': 0}
    """
    costs: dict[str, int] = {}
    paid: dict[str, int] = {}
    for step, main in mains:
        before = paid.get(main.id, 0)
        left = (main.whole or main.minutes) - before
        costs[step] = max(0, min(main.minutes, left) if main.whole else left)
        paid[main.id] = before + costs[step]
    return costs
