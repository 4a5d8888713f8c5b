"""What one reader asks: what was liked, what was not, and for what purpose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from recommend.evidence import Evidence, Floats, Ints

__all__ = ["Query"]


def _nothing() -> Ints:
    return np.zeros(0, np.intp)


@dataclass(frozen=True, eq=False)
class Query:
    """A reader's question as positions in an `Evidence`.

    Parameters
    ----------
    liked : positions of what the reader has read or liked.
    disliked : positions of thumbs down.
    goal : free text, a list's name, a topic.
    goal_vector : its vector, float32 (d,); None without a text model or goal.
    muted : words that push an item down.
    known_topics : columns of `Evidence.topics` marked as known.
    ignored : positions shown before without any answer, repeated for every time.
    settled : positions that are never recommended, for the reader has read or chosen them; None for all liked ones.
    """

    liked: Ints = field(default_factory=_nothing)
    disliked: Ints = field(default_factory=_nothing)
    goal: str = ""
    goal_vector: Floats | None = None
    muted: tuple[str, ...] = ()
    known_topics: Ints = field(default_factory=_nothing)
    ignored: Ints = field(default_factory=_nothing)
    settled: Ints | None = None

    @classmethod
    def of(cls, evidence: Evidence, liked: Iterable[str] = (), disliked: Iterable[str] = (), goal: str = "") -> Query:
        """Return the query for node ids; ids that the evidence does not have are left out."""
        at = evidence.position
        return cls(
            np.array([at[node] for node in dict.fromkeys(liked) if node in at], np.intp),
            np.array([at[node] for node in dict.fromkeys(disliked) if node in at], np.intp),
            goal,
        )
