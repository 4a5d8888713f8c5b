"""Where in a course a subject usually comes: learned from typical courses, lecture by lecture, by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Courses", "course_position", "read_courses"]

Floats = npt.NDArray[np.float32]

TEMPERATURE = 0.12
COURSE_TEMPERATURE = 0.045
COVERED = 0.3  # of the subjects, this share may be foreign to a course without counting against it


@dataclass(frozen=True, slots=True)
class Courses:
    """Lectures of many courses: unit `rows` (m, d), `place` (m,) from 0 to 1 in the course, `course` (m,) which."""

    rows: Floats
    place: Floats
    course: npt.NDArray[np.int16]


def read_courses(text: str) -> tuple[list[str], Floats, npt.NDArray[np.int16]]:
    """Read `course: lecture; lecture` lines into titles, places (0 to 1) and course numbers.

    Examples
    --------
    >>> titles, place, course = read_courses("algebra: numbers; equations; polynomials")
    >>> titles, place.tolist(), course.tolist()
    (['numbers', 'equations', 'polynomials'], [0.0, 0.5, 1.0], [0, 0, 0])
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    lectures = [[one.strip() for one in line.partition(":")[2].split(";")] for line in lines]
    place = [spot / max(1, len(some) - 1) for some in lectures for spot in range(len(some))]
    course = np.repeat(np.arange(len(lectures)), [len(some) for some in lectures])
    return [one for some in lectures for one in some], np.array(place, dtype=np.float32), course.astype(np.int16)


def course_position(courses: Courses, vectors: Floats) -> Floats:
    """Expected place of each subject in a course on all of them, float32 (n,) from 0 to 1.

    Parameters
    ----------
    courses : Courses
        What is known of courses.
    vectors : float32 array (n, d)
        Unit vectors of the subjects of one list: courses that cover the list count most.

    Returns
    -------
    float32 array (n,)
    """
    if not len(vectors):
        return np.zeros(0, dtype=np.float32)
    cosines = vectors @ courses.rows.T
    cover = np.array([_cover(cosines[:, courses.course == number].max(axis=1)) for number in range(_count(courses))])
    trust = np.exp((cover - cover.max()) / COURSE_TEMPERATURE)
    weight = np.exp((cosines - cosines.max(axis=1, keepdims=True)) / TEMPERATURE) * trust[courses.course]
    position: Floats = ((weight @ courses.place) / weight.sum(axis=1)).astype(np.float32)
    return position


def _count(courses: Courses) -> int:
    return int(courses.course.max()) + 1


def _cover(best: Sequence[float] | Floats) -> float:
    """How well a course covers a list: mean of the subjects it covers best."""
    kept = max(3, int((1 - COVERED) * len(best)))
    return float(np.sort(best)[-kept:].mean())
