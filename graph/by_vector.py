"""What the text vectors say about topics: clues for near topics, doubt about names that are far off.

Nearness alone is weak evidence: judged on the starter library with the packaged model (all-MiniLM-L6-v2), three
quarters of the pairs hold whose text has all words of one of the topic's names, however far apart, and a fifth of the
others, between cosines of 0.5 and 0.65 all alike; see docs/graph.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from graph.schema import Vectors, topic_node
from graph.snapshot import Snapshot
from graph.topics import Clue
from graph.words import STOP_WORDS, words
from library.vocabulary import Resource, Topic

__all__ = ["NEAR", "by_vector", "confidence_of"]

NEAR = "its text is close to"
"""How the evidence of a likeness of texts begins."""

LEAST = 0.45
TOP = 3
CAP = 0.75
SPOKEN, UNSPOKEN = 0.55, 0.1  # at `LEAST`, with and without the words of a name
SLOPE = 1.0
FAR, DOUBT = 0.2, 0.6
BLOCK = 4096

Cosines = NDArray[np.float32]
Names = Sequence[frozenset[str]]
"""The words of each name of a topic."""


def by_vector(
    snapshot: Snapshot, vectors: Vectors | None, named: Mapping[str, Sequence[Clue]]
) -> Iterator[tuple[str, list[Clue]]]:
    """Yield each resource with a vector and its clues: the named ones, doubted where far off, and its nearest topics.

    Notes
    -----
    One matrix product of resources and topics, in blocks: O(resources × topics × dimensions).
    """
    if vectors is None or not len(vectors[0]):
        return
    nodes, matrix = vectors
    at = {node: row for row, node in enumerate(nodes)}
    resources = [one for one in snapshot.resources if one.id in at]
    topics = [topic for topic in snapshot.topics if topic_node(topic.id) in at]
    if not topics:
        return
    names = [_names(topic) for topic in topics]
    column = {topic.id: number for number, topic in enumerate(topics)}
    sides = matrix[[at[topic_node(topic.id)] for topic in topics]].T
    for first in range(0, len(resources), BLOCK):
        block = resources[first : first + BLOCK]
        cosines = matrix[[at[one.id] for one in block]] @ sides
        nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :TOP]
        for resource, row, best in zip(block, cosines, nearest, strict=True):
            near = [(topics[i], names[i], float(row[i])) for i in best.tolist() if row[i] >= LEAST]
            said = [_doubted(clue, row, column) for clue in named.get(resource.id, ())]
            yield resource.id, [*said, *_clues(resource, near)]


def _names(topic: Topic) -> Names:
    every = (frozenset(word.key for word in words(name)) - STOP_WORDS for name in (topic.name, *topic.aliases))
    return [name for name in every if name]


def _clues(resource: Resource, near: Sequence[tuple[Topic, Names, float]]) -> Iterator[Clue]:
    if not near:
        return
    said = {word.key for word in words(f"{resource.title} {resource.nickname} {resource.summary}")}
    for topic, names, cosine in near:
        spoken = any(name <= said for name in names)
        told = f"{NEAR} what “{topic.name}” is about ({cosine:.2f})"
        yield Clue(topic.id, round(confidence_of(cosine, spoken=spoken), 3), told)


def confidence_of(cosine: float, *, spoken: bool) -> float:
    """Return how sure a cosine makes a topic, with all words of one of its names in the text or not.

    Examples
    --------
    >>> [round(confidence_of(cosine, spoken=True), 2) for cosine in (0.3, 0.5, 0.9)]
    [0.0, 0.6, 0.75]
    >>> round(confidence_of(0.5, spoken=False), 2)
    0.15
    """
    return min((SPOKEN if spoken else UNSPOKEN) + SLOPE * (cosine - LEAST), CAP) if cosine >= LEAST else 0.0


def _doubted(clue: Clue, row: Cosines, column: Mapping[str, int]) -> Clue:
    """Lower the confidence of a topic that is named in a text about something far off."""
    if clue.topic not in column or row[column[clue.topic]] >= FAR:
        return clue
    return replace(clue, confidence=round(clue.confidence * DOUBT, 3))
