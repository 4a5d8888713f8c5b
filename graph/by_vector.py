"""What the text vectors say about topics: clues for near topics, doubt about names that are far off.

The scale was measured with the packaged model (all-MiniLM-L6-v2) on the starter library: of pairs that no name
supports, judged by hand, a quarter hold at a cosine of 0.45, half at 0.5 and two thirds at 0.65; see docs/graph.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from graph.schema import Vectors, topic_node
from graph.snapshot import Snapshot
from graph.topics import Clue

__all__ = ["NEAR", "by_vector", "confidence_of", "doubted"]

NEAR = "its text is close to"
"""How the evidence of a likeness of texts begins."""

LEAST = 0.45
TOP = 3
CAP = 0.75
ZERO, SLOPE = 0.35, 2.0
BY_RANK = (1.0, 0.85, 0.7)
FAR, DOUBT = 0.2, 0.6
BLOCK = 4096

Cosines = NDArray[np.float32]


def by_vector(snapshot: Snapshot, vectors: Vectors | None) -> Iterator[tuple[str, list[Clue], dict[str, float]]]:
    """Yield for each resource with a vector: its id, clues for its nearest topics, and topics that are far off.

    The last maps each topic that lies further away than `FAR` to its cosine.

    Notes
    -----
    One matrix product of resources and topics, in blocks: O(resources × topics × dimensions).
    """
    if vectors is None or not len(vectors[0]):
        return
    nodes, matrix = vectors
    at = {node: row for row, node in enumerate(nodes)}
    resources = [one.id for one in snapshot.resources if one.id in at]
    topics = [topic.id for topic in snapshot.topics if topic_node(topic.id) in at]
    names = {topic.id: topic.name for topic in snapshot.topics}
    if not topics:
        return
    sides = matrix[[at[topic_node(topic)] for topic in topics]].T
    for first in range(0, len(resources), BLOCK):
        block = resources[first : first + BLOCK]
        cosines = matrix[[at[one] for one in block]] @ sides
        nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :TOP]
        for resource, row, best in zip(block, cosines, nearest, strict=True):
            far = {topics[i]: float(row[i]) for i in np.flatnonzero(row < FAR)}
            yield resource, list(_clues(row, best, topics, names)), far


def _clues(row: Cosines, best: NDArray[np.int64], topics: Sequence[str], names: dict[str, str]) -> Iterator[Clue]:
    for rank, at in enumerate(best):
        cosine = float(row[at])
        if cosine >= LEAST:
            told = f"{NEAR} what “{names[topics[at]]}” is about ({cosine:.2f})"
            yield Clue(topics[at], round(confidence_of(cosine) * BY_RANK[rank], 3), told)


def confidence_of(cosine: float) -> float:
    """Return how sure a cosine alone makes a topic.

    Examples
    --------
    >>> confidence_of(0.3), round(confidence_of(0.6), 2), confidence_of(0.9)
    (0.0, 0.5, 0.75)
    """
    return min(max(SLOPE * (cosine - ZERO), 0.0), CAP)


def doubted(clues: Iterable[Clue], far: dict[str, float]) -> Iterator[Clue]:
    """Lower the confidence of topics named in a text that is about something far off."""
    for clue in clues:
        yield replace(clue, confidence=round(clue.confidence * DOUBT, 3)) if clue.topic in far else clue
