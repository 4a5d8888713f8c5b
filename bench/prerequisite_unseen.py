"""Answers about concepts that a model had not seen: what calibrates the prerequisite model, and what is measured.

Metacademy's concepts are cut into folds; a pair is asked of a model that was fitted without the folds of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import numpy.typing as npt

from bench.prerequisite_teaching import Teaching
from bench.prerequisite_training import fit, fit_linear
from graph.prerequisites_edges import Square, Squares, square_log_odds
from graph.prerequisites_features import Concepts
from graph.prerequisites_model import Linear

__all__ = ["fit_edges", "unseen_edges", "unseen_squares"]

FOLDS = 6
EDGE_STRENGTH = 0.002
THROUGH = 0.5  # a pair that holds through others is half as wrong as one that does not hold

Truth = npt.NDArray[np.bool_]


def _blocks(count: int) -> Iterator[tuple[Truth, Truth]]:
    """Yield which of the concepts are kept out, and which pairs (n, n) are asked then; each pair comes once."""
    fold = np.random.default_rng(7).permutation(count) % FOLDS
    for one, other in combinations(range(FOLDS), 2):
        asked = np.outer(fold == one, fold == other)
        asked |= asked.T
        for inside in (one, other):
            if {one, other} == {inside, (inside + 1) % FOLDS}:
                asked |= np.outer(fold == inside, fold == inside)
        yield (fold == one) | (fold == other), asked


def unseen_squares(teaching: Teaching, some: Concepts, *, forget: bool = False) -> Squares:
    """Log-odds for all of Metacademy's concepts, each pair by a model without the folds of both."""
    squares = Squares(np.full((len(some), len(some)), -30.0), np.full((len(some), len(some)), -30.0))
    for number, (hidden, asked) in enumerate(_blocks(len(some)), start=1):
        names = {name for name, out in zip(some.names, hidden, strict=True) if out}
        answers = square_log_odds(fit(teaching, "", names, forget=forget), some)
        squares.needed[asked], squares.direct[asked] = answers.needed[asked], answers.direct[asked]
        print(f"model {number} without {hidden.sum()} of {len(some)} concepts", flush=True)
    return squares


def fit_edges(features: npt.NDArray[np.float32], direct: Truth, needed: Truth) -> Linear:
    """Regression that tells direct needs (p,) from pairs that hold through others (`needed`, p) or not at all."""
    weight = np.where(needed & ~direct, THROUGH, 1.0)
    return fit_linear(features, direct.astype(np.float64), weight, EDGE_STRENGTH)


def unseen_edges(features: npt.NDArray[np.float32], direct: Truth, needed: Truth) -> Square:
    """Log-odds (n, n) that a pair is direct, each by a regression that saw no pair with either concept.

    Parameters
    ----------
    features : float32 array (n * (n - 1), f)
        From `edge_features`.
    direct, needed : bool array (n, n)
        The truth: as the next step, and at all.
    """
    rows, columns = np.nonzero(~np.eye(len(direct), dtype=bool))
    scores = np.full(direct.shape, -30.0)
    for hidden, asked in _blocks(len(direct)):
        shown = ~hidden[rows] & ~hidden[columns]
        pairs = rows[shown], columns[shown]
        model = fit_edges(features[shown], direct[pairs], needed[pairs])
        wanted = asked[rows, columns]
        scores[rows[wanted], columns[wanted]] = model.log_odds(features[wanted])
    return scores
