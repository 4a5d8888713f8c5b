"""A good reading order for any list of titles: what a teacher would do who knows the subject but not the list.

Papers go by year, lessons by their usual place in a course, by what needs what, and by words like *introduction*.
Parts of one thing always stay in their order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.prerequisites_courses import course_position
from graph.prerequisites_knowledge import needs_below_names
from graph.prerequisites_model import PairModel

__all__ = ["Item", "part_number", "reading_order", "word_level"]

Floats = npt.NDArray[np.floating]

EARLY = re.compile(
    r"\b(?:intro\w*|overview|basics?|fundamentals?|preliminar\w+|primer|getting started|what is|why|motivation|welcome|"
    r"logistics|background|review of|refresher|foundations?|history|administrivia|syllabus|prerequisites?|"
    r"installation|setup)\b|入門|入门|基礎|基础|概論|概论|導論|导论",
    re.IGNORECASE,
)
LATE = re.compile(
    r"\b(?:advanced|applications?|conclusions?|summary|wrap[- ]?up|future|project|presentations?|final|exam|recent|"
    r"frontiers?|ethics|case stud\w+|further|outlook|guest|special topics|state[- ]of[- ]the[- ]art|research|"
    r"deployment|production)\b|進階|进阶|應用|应用|總結|总结",
    re.IGNORECASE,
)
PART = re.compile(r"(?:part|lecture|chapter|week|day|lesson|unit|#)?\s*\b(\d{1,2}|[ivx]{1,4})\)?\s*$", re.IGNORECASE)
ROMAN = dict(zip(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), range(1, 11), strict=True))

NEEDS_SHARE = 0.25
WORDS_SHARE = 0.8
LESSON_SHARE = 0.4  # of the lesson order, where years decide
DATED = 0.5  # from this share of dated items on, years decide
KIN = 0.1  # how far the year of a similar item reaches
PULL = 0.4  # how much similar items are drawn together, where years decide


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be put in order."""

    id: str
    title: str
    year: int | None = None


def part_number(title: str) -> tuple[str, int] | None:
    """Name of the whole and number of the part, if the title ends with one.

    Examples
    --------
    >>> part_number("Parsing, part II"), part_number("Parsing 3"), part_number("Parsing")
    (('parsing', 2), ('parsing', 3), None)
    """
    match = PART.search(title)
    if match is None:
        return None
    text = match[1].lower()
    number = int(text) if text.isdigit() else ROMAN.get(text)
    if number is None:
        return None
    return re.sub(r"[\W_]+", " ", title[: match.start()]).strip().lower(), number


def word_level(title: str) -> float:
    """-1 for titles that open a subject, 1 for those that close it, 0 otherwise.

    Examples
    --------
    >>> [word_level(title) for title in ("Introduction to graphs", "Graphs", "Advanced graphs")]
    [-1.0, 0.0, 1.0]
    """
    return float(bool(LATE.search(title))) - float(bool(EARLY.search(title)))


def reading_order(
    items: Sequence[Item], vectors: npt.NDArray[np.float32] | None = None, model: PairModel | None = None
) -> list[str]:
    """Ids in reading order.

    Parameters
    ----------
    items : sequence of Item
        In any order; ties keep it.
    vectors : float32 array (n, d), optional
        Unit vectors of the titles, of the model's encoder; without them and the model, only years, words and part
        numbers count.
    model : PairModel, optional
        Knows courses and what needs what.

    Returns
    -------
    list of str
        A permutation of the ids.

    Examples
    --------
    >>> reading_order([Item("c", "Advanced nets"), Item("b", "Nets 2"), Item("a", "Nets 1")])
    ['a', 'b', 'c']
    """
    if not items:
        return []
    place: Floats = WORDS_SHARE * np.array([word_level(item.title) for item in items])
    if vectors is not None and model is not None:
        lessons = _level(course_position(model.courses, vectors))
        place = place + lessons + NEEDS_SHARE * _level(needs_below_names(model.knowledge, vectors))
    if (years := _years(items, vectors)) is not None:
        place = _level(years) + LESSON_SHARE * _level(place)
        if vectors is not None:
            near = np.exp((vectors @ vectors.T - 1) / KIN)
            place = (1 - PULL) * place + PULL * (near @ place) / near.sum(axis=1)
    place = _parts_in_order(items, place)
    number = [(part_number(item.title) or ("", 0))[1] for item in items]
    return [items[spot].id for spot in sorted(range(len(items)), key=lambda spot: (place[spot], number[spot], spot))]


def _level(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / (values.std() + 1e-9))


def _years(items: Sequence[Item], vectors: npt.NDArray[np.float32] | None) -> Floats | None:
    """Year of each item, that of similar items where it is unknown; None if too few are dated."""
    years = np.array([item.year or np.nan for item in items], dtype=float)
    dated = ~np.isnan(years)
    if dated.mean() < DATED:
        return None
    if vectors is None:
        return np.where(dated, years, np.median(years[dated]))
    near = np.exp((vectors @ vectors[dated].T - 1) / KIN)
    return np.where(dated, years, (near @ years[dated]) / near.sum(axis=1))


def _parts_in_order(items: Sequence[Item], place: Floats) -> Floats:
    """Give the places of the parts of one thing to them in the order of their numbers."""
    wholes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for spot, item in enumerate(items):
        if found := part_number(item.title):
            wholes[found[0]].append((found[1], spot))
    result = place.copy()
    for parts in wholes.values():
        ordered = sorted(parts)
        for (_, spot), value in zip(ordered, sorted(place[spot] for _, spot in parts), strict=True):
            result[spot] = value
    return result
