"""Which resources have similar texts: each other's nearest neighbours, above a measured threshold.

Both ends have to choose each other, so that no text becomes a hub only because it is near to everything [1]_.
The neighbours of each resource are kept with the graph, so that after a change only what can have changed is
compared again.

References
----------
.. [1] M. Radovanović, A. Nanopoulos, M. Ivanović, "Hubs in space: Popular nearest neighbors in high-dimensional
   data", JMLR 11, 2010.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph.schema import Vectors

__all__ = ["LEAST", "NEAREST", "Neighbours", "find_neighbours", "mutual"]

NEAREST = 8
LEAST = 0.5
"""Measured on the starter library (docs/graph.md): of mutual neighbours below, under 20 % are confirmed by a shared
topic, a citation or common citations; at 0.5 it is 35 %, from 0.65 on 60 %, against 4 % of random pairs."""
BLOCK = 1024

Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each resource with a vector, in a lasting order: the digest of its vector, and its nearest with cosines."""

    digests: Mapping[str, str] = field(default_factory=dict)
    near: Mapping[str, Sequence[tuple[str, float]]] = field(default_factory=dict)


def find_neighbours(
    resources: Sequence[str], vectors: Vectors | None, before: Neighbours | None = None, *, nearest: int = NEAREST
) -> Neighbours:
    """Return the `nearest` neighbours of each resource with a cosine of at least `LEAST`.

    Parameters
    ----------
    resources : sequence of str
        Those to compare, in a lasting order; ones without a vector are left out.
    vectors : (list of node ids, float32 array (n, d)) or None
        Rows of length 1.
    before : Neighbours, optional
        What was found the last time, with the same `nearest`; the answer is the same, but comes sooner.

    Notes
    -----
    Exact, by blocks of a matrix product: O(n² d) time, O(n × block) memory; with `before` O(n c d) for c resources
    that are new, changed, or had a neighbour that changed.

    Examples
    --------
    >>> rows = np.array([[1, 0], [0.8, 0.6], [0, 1]], dtype=np.float32)
    >>> find_neighbours("abc", (["a", "b", "c"], rows), nearest=1).near
    {'a': [('b', 0.8)], 'b': [('a', 0.8)], 'c': [('b', 0.6)]}
    """
    if vectors is None:
        return Neighbours()
    at = {node: row for row, node in enumerate(vectors[0])}
    some = [one for one in resources if one in at]
    matrix = vectors[1][[at[one] for one in some]]
    digests = {one: _digest(row) for one, row in zip(some, matrix, strict=True)}
    before = before or Neighbours()
    fresh = [row for row, one in enumerate(some) if before.digests.get(one) != digests[one]]
    lost = {one for one, digest in before.digests.items() if digests.get(one) != digest}
    again = [row for row, one in enumerate(some) if any(near in lost for near, _ in before.near.get(one, ()))]
    found = {one: list(before.near.get(one, ())) for one in some}
    whole = sorted({*fresh, *again})
    for row in whole:
        found[some[row]] = []
    for row, column, cosine in _pairs(matrix, whole, range(len(some)), nearest):
        found[some[row]].append((some[column], cosine))
    others = sorted(set(range(len(some))).difference(whole))
    place = {one: row for row, one in enumerate(some)}
    for row, column, cosine in _pairs(matrix, others, fresh, nearest):
        merged = [*found[some[row]], (some[column], cosine)]
        found[some[row]] = sorted(merged, key=lambda pair: (-pair[1], place[pair[0]]))[:nearest]
    return Neighbours(digests, found)


def _digest(row: Rows) -> str:
    return hashlib.blake2b(row.tobytes(), digest_size=8).hexdigest()


def _pairs(matrix: Rows, rows: Sequence[int], columns: Sequence[int], nearest: int) -> Iterator[tuple[int, int, float]]:
    """Yield (row, column, cosine) for the nearest of the columns to each row; of equally near ones the first."""
    if not len(rows) or not len(columns):
        return
    wanted, others = np.asarray(rows), np.asarray(columns)
    sides = matrix[others].T
    for first in range(0, len(wanted), BLOCK):
        block = wanted[first : first + BLOCK]
        # Rounded: the last digits of a product depend on how it was cut into blocks.
        cosines = np.round(matrix[block] @ sides, 5)
        cosines[block[:, None] == others[None, :]] = -1
        at, to = np.nonzero(cosines >= LEAST)
        values = cosines[at, to]
        order = np.lexsort((others[to], -values, at))
        at, to, values = at[order], to[order], values[order]
        keep = np.arange(len(at)) - np.searchsorted(at, at) < nearest
        cells = zip(block[at[keep]].tolist(), others[to[keep]].tolist(), values[keep].tolist(), strict=True)
        yield from ((row, column, round(value, 5)) for row, column, value in cells)


def mutual(neighbours: Neighbours) -> Iterator[tuple[str, str, float]]:
    """Yield the pairs that chose each other, each once, the one first in order leading, with their cosine.

    Examples
    --------
    >>> near = {"a": [("b", 0.8)], "b": [("a", 0.8)], "c": [("b", 0.6)]}
    >>> list(mutual(Neighbours({}, near)))
    [('a', 'b', 0.8)]
    """
    place = {one: row for row, one in enumerate(neighbours.near)}
    chosen = {one: {near for near, _ in some} for one, some in neighbours.near.items()}
    for one, some in neighbours.near.items():
        for other, cosine in sorted(some, key=lambda pair: place[pair[0]]):
            if place[one] < place[other] and one in chosen[other]:
                yield one, other, cosine
