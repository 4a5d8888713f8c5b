"""From "a is needed before b" to the edges worth proposing: direct ones, without cycles, with a confidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.prerequisites_features import SIGNALS, Concepts
from graph.prerequisites_model import PairModel, curve
from graph.prerequisites_words import place_from_top, word_clues

__all__ = [
    "EDGE_SIGNALS",
    "ProposedEdge",
    "Squares",
    "edge_features",
    "edge_log_odds",
    "propose",
    "ranked",
    "square_log_odds",
    "without_detours",
]

Floats = npt.NDArray[np.float32]
Square = npt.NDArray[np.float64]

EDGE_SIGNALS = (
    "cosine", "text_cosine", "mentioned", "mentioned_back", "words_mentioned", "words_mentioned_back",
    "name_in_text_meaning", "meaning_asymmetry", "mention_asymmetry", "name_inside",
)  # fmt: skip
CLIP, CLIP_DIRECT = 6.0, 8.0
WAYS = 3  # detours that are averaged


@dataclass(frozen=True, slots=True, order=True)
class ProposedEdge:
    """Concept number `needed` is a direct prerequisite of `needing`, with a calibrated confidence."""

    needed: int
    needing: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Squares:
    """Log-odds (n, n) that the row is needed before the column, at all and as the next step; the diagonals are -30."""

    needed: Square
    direct: Square


def square_log_odds(model: PairModel, some: Concepts) -> Squares:
    """Ask the model about every ordered pair of n concepts."""
    count = len(some)
    rows, columns = np.nonzero(~np.eye(count, dtype=bool))
    needed, direct = np.full((count, count), -30.0), np.full((count, count), -30.0)
    forth = np.zeros((count, count))
    forth[rows, columns], direct[rows, columns] = model.one_way(some, rows, columns)
    needed[rows, columns] = model.against(forth, forth.T)[rows, columns]
    return Squares(needed, direct)


def edge_features(some: Concepts, squares: Squares) -> Floats:
    """What tells the next step before a concept from a distant one.

    Parameters
    ----------
    some : Concepts
        n concepts.
    squares : Squares
        From `square_log_odds`.

    Returns
    -------
    float32 array (n * (n - 1), 40)
        One row for each ordered pair of different concepts, row by row: log-odds and probabilities of both questions,
        the best detours through a third concept, places among the other candidates, `EDGE_SIGNALS` and word clues.

    Notes
    -----
    Cubic in n for the detours, in compiled loops: half a second at n = 500.
    """
    rows, columns = np.nonzero(~np.eye(len(some), dtype=bool))
    needed, direct = np.clip(squares.needed, -CLIP, CLIP), np.clip(squares.direct, -CLIP_DIRECT, CLIP_DIRECT)
    sure, next_step = _probability(squares.needed), _probability(squares.direct)
    nearest = some.text_vectors @ some.text_vectors.T
    np.fill_diagonal(nearest, 0.0)
    detour, detours = _detours(sure)
    arrays = [
        needed, needed.T, sure, sure.T, detour, detours,
        place_from_top(sure, 0), place_from_top(nearest, 0), place_from_top(nearest, 1),
        direct, direct.T, next_step, place_from_top(next_step, 0), place_from_top(next_step, 1), *word_clues(some),
    ]  # fmt: skip
    signals = [SIGNALS[name](some, rows, columns) for name in EDGE_SIGNALS]
    return np.column_stack([*(one[rows, columns] for one in arrays), *signals]).astype(np.float32)


def _probability(log_odds: Square) -> Square:
    sure: Square = 1 / (1 + np.exp(-log_odds))
    np.fill_diagonal(sure, 0.0)
    return sure


def _detours(sure: Square) -> tuple[Square, Square]:
    """Weakest link of the best way through a third concept, and the mean of the best few."""
    best, mean = np.zeros_like(sure), np.zeros_like(sure)
    few = min(WAYS, len(sure))
    for row in range(len(sure)):
        ways = np.minimum(sure[row][:, None], sure)
        top = np.partition(ways, len(sure) - few, axis=0)[-few:]
        best[row], mean[row] = top.max(axis=0), top.mean(axis=0)
    return best, mean


def edge_log_odds(model: PairModel, some: Concepts, squares: Squares) -> Square:
    """Log-odds (n, n) that the row is a direct prerequisite of the column."""
    rows, columns = np.nonzero(~np.eye(len(some), dtype=bool))
    result = np.full((len(some), len(some)), -30.0)
    result[rows, columns] = model.edge.log_odds(edge_features(some, squares))
    return result


def propose(model: PairModel, some: Concepts, scores: Square | None = None) -> list[ProposedEdge]:
    """Direct prerequisites among concepts.

    Parameters
    ----------
    model : PairModel
        The trained model.
    some : Concepts
        n concepts; two at least, or nothing is proposed.
    scores : float array (n, n), optional
        From `edge_log_odds`, if known already.

    Returns
    -------
    list of ProposedEdge
        Without cycles and detours, the surest first; `confidence` is the share of such edges that hold, counting
        those that hold through others.
    """
    if len(some) <= 1:
        return []
    known = edge_log_odds(model, some, square_log_odds(model, some)) if scores is None else scores
    kept = without_detours(ranked(known, model.settings["edge_cut"]), len(some))
    sure = curve(model.curves["edge"], np.array([score for *_, score in kept]))
    return [ProposedEdge(row, column, float(one)) for (row, column, _), one in zip(kept, sure, strict=True)]


def ranked(scores: Square, cut: float) -> list[tuple[int, int, float]]:
    """Pairs (row, column, score) that reach the cut, the best first."""
    rows, columns = np.nonzero(scores >= cut)
    found = zip(rows.tolist(), columns.tolist(), scores[rows, columns].tolist(), strict=True)
    return sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1]))


def without_detours(edges: Iterable[tuple[int, int, float]], count: int) -> list[tuple[int, int, float]]:
    """Keep edges in their order, as long as none closes a cycle or is implied by those before it.

    Examples
    --------
    >>> kept = without_detours([(0, 1, 0.9), (1, 2, 0.8), (2, 0, 0.7), (0, 2, 0.6)], 3)
    >>> [(needed, needing) for needed, needing, _ in kept]
    [(0, 1), (1, 2)]
    """
    before = np.eye(count, dtype=bool)  # the row is needed for the column, or is it
    kept = []
    for needed, needing, score in edges:
        if not before[needed, needing] and not before[needing, needed]:
            before |= np.outer(before[:, needed], before[needing])
            kept.append((needed, needing, score))
    return kept
