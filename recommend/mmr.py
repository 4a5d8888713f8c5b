"""Diversity by maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998)."""

from __future__ import annotations

import numpy as np

from recommend.evidence import Floats, Ints

__all__ = ["diversify"]


def diversify(scores: Floats, vectors: Floats, n: int, diversity: float) -> Ints:
    """Return the positions of `n` items in the order in which they are chosen.

    Parameters
    ----------
    scores : float32 (m,), higher is better.
    vectors : float32 (m, d), rows of length 1 or 0.
    diversity : 0 orders by score alone; 1 avoids likeness alone. An item gives up, at 0.5, as many standard
        deviations of score as its greatest likeness to an item already chosen.

    Examples
    --------
    >>> scores = np.array([1.0, 0.9, 0.5], np.float32)
    >>> vectors = np.array([[1, 0], [1, 0], [0, 1]], np.float32)
    >>> diversify(scores, vectors, 3, 0.0).tolist(), diversify(scores, vectors, 3, 0.9).tolist()
    ([0, 1, 2], [0, 2, 1])

    Notes
    -----
    O(n m d); give it the best few hundred, not the whole library.
    """
    order = np.argsort(-scores, kind="stable")
    if diversity <= 0 or len(scores) < 2:
        return order[:n]
    spread = float(scores.std()) or 1.0
    relevance = (scores - scores.mean()) / spread
    likeness = np.zeros(len(scores), np.float32)
    free = np.ones(len(scores), np.bool_)
    chosen: list[int] = []
    while len(chosen) < min(n, len(scores)):
        value = (1 - diversity) * relevance - diversity * likeness
        at = int(np.flatnonzero(free)[np.argmax(value[free])])
        chosen.append(at)
        free[at] = False
        likeness = np.maximum(likeness, vectors @ vectors[at])
    return np.array(chosen, np.intp)
