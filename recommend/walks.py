"""Random walks over lists, citations and text neighbours: what can be reached from what the reader liked.

Personalised PageRank (Page et al., 1999; Haveliwala, WWW 2002) by power iteration on CSR arrays, and the three-step
walk RP3beta over lists (Paudel et al., ACM TiiS 2017).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp

from recommend.arrays import row_stochastic, scaled
from recommend.evidence import Floats, Matrix

__all__ = ["content_steps", "list_steps", "neighbours", "reach", "typed_steps"]

STEP = 1_024
TURNS = 10


def neighbours(vectors: Floats, k: int) -> Matrix:
    """Return each item's `k` nearest by cosine with similarity cubed, made symmetric; (n, n), no loops.

    Exact, by blocks: O(n^2 d) once per state of the library.
    """
    n, k = len(vectors), min(k, len(vectors) - 1)
    if k < 1:
        return scaled(sp.csr_array((n, n), dtype=np.float32))
    columns, values = np.empty((n, k), np.int32), np.empty((n, k), np.float32)
    for start in range(0, n, STEP):
        near = vectors[start : start + STEP] @ vectors.T
        near[np.arange(len(near)), np.arange(start, start + len(near))] = -2
        at = np.argpartition(-near, k - 1, axis=1)[:, :k]
        columns[start : start + STEP] = at
        values[start : start + STEP] = np.maximum(np.take_along_axis(near, at, axis=1), 0) ** 3
    one_way = sp.csr_array((values.ravel(), columns.ravel(), np.arange(n + 1) * k), shape=(n, n))
    both: Matrix = sp.csr_array(one_way.maximum(one_way.T))
    both.eliminate_zeros()
    return both


def content_steps(near: Matrix, links: Matrix) -> Matrix:
    """Return the walk over text neighbours and citations, each kind with half of the chance; columns sum to 1."""
    return sp.csr_array(row_stochastic(row_stochastic(near) + row_stochastic(links)).T)


def typed_steps(near: Matrix, links: Matrix, lists: Matrix) -> Matrix:
    """Return the walk over items and lists: half of the chance by content, half through a list; columns sum to 1.

    The first n places are the items, the others the lists.
    """
    content = row_stochastic(row_stochastic(near) + row_stochastic(links))
    half = np.float32(0.5)
    up = row_stochastic(sp.csr_array(lists.T))
    steps: Any = sp.block_array([[half * content, half * up], [row_stochastic(lists), None]], format="csr")
    made: Matrix = sp.csr_array(row_stochastic(steps).T)
    return made


def reach(steps: Matrix, start: Floats, restart: float, turns: int = TURNS) -> Floats:
    """Return how likely a walk that restarts at `start` is met at each of its places; float32, as long as `start`.

    Examples
    --------
    >>> chain = sp.csr_array(np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32))
    >>> reach(chain, np.array([1, 0, 0], np.float32), 0.5).tolist()
    [0.5, 0.25, 0.125]
    """
    home = np.zeros(steps.shape[0], np.float32)
    home[: len(start)] = start / max(float(start.sum()), 1e-12)
    here, home = home, np.float32(restart) * home
    for _ in range(turns):
        here = np.float32(1 - restart) * (steps @ here) + home
    return np.asarray(here[: len(start)], np.float32)


def list_steps(lists: Matrix) -> tuple[Matrix, Matrix]:
    """Return the walk from items to lists (n, lists) and from lists to items (lists, n)."""
    return row_stochastic(sp.csr_array(lists.T)), row_stochastic(scaled(lists))
