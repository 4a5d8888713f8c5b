"""From "a is needed before b, somehow" to the edges worth proposing: direct ones, free of cycles, with a confidence."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt

from graph.prerequisites_features import SIGNALS, Concepts
from graph.prerequisites_model import PairModel, curve

__all__ = [
    "EDGE_SIGNALS",
    "ProposedEdge",
    "edge_features",
    "edge_log_odds",
    "propose",
    "square_log_odds",
    "without_cycles",
]

Floats = npt.NDArray[np.float32]
Square = npt.NDArray[np.float64]

EDGE_SIGNALS = (
    "cosine", "text_cosine", "mentioned", "mentioned_back", "words_mentioned", "words_mentioned_back",
    "name_in_text_meaning", "meaning_asymmetry", "mention_asymmetry", "name_inside",
)  # fmt: skip
CLIP = 6.0
WAYS = 3  # detours that are averaged


@dataclass(frozen=True, slots=True, order=True)
class ProposedEdge:
    """Concept number `needed` is a direct prerequisite of `needing`, with a calibrated confidence."""

    needed: int
    needing: int
    confidence: float


def square_log_odds(model: PairModel, some: Concepts) -> Square:
    """Log-odds (n, n) that the row is needed before the column, directly or not; the diagonal is -30."""
    count = len(some)
    rows, columns = np.nonzero(~np.eye(count, dtype=bool))
    square = np.full((count, count), -30.0)
    square[rows, columns] = model.log_odds(some, rows, columns)
    return square


def edge_features(some: Concepts, square: Square) -> Floats:
    """What tells a direct prerequisite from a distant one.

    Parameters
    ----------
    some : Concepts
        n concepts.
    square : float array (n, n)
        From `square_log_odds`.

    Returns
    -------
    float32 array (n * (n - 1), 19)
        One row for each ordered pair of different concepts, row by row: both log-odds and probabilities, the best
        detours through a third concept, ranks among the other candidates, and `EDGE_SIGNALS`.

    Notes
    -----
    Cubic in n for the detours, in compiled loops: half a second at n = 500.
    """
    count = len(some)
    rows, columns = np.nonzero(~np.eye(count, dtype=bool))
    sure = 1 / (1 + np.exp(-square))
    np.fill_diagonal(sure, 0.0)
    nearest = some.text_vectors @ some.text_vectors.T
    np.fill_diagonal(nearest, 0.0)
    detour, detours = _detours(sure)
    squares = [
        np.clip(square, -CLIP, CLIP), np.clip(square, -CLIP, CLIP).T, sure, sure.T, detour, detours,
        _rank(sure, 0), _rank(nearest, 0), _rank(nearest, 1),
    ]  # fmt: skip
    signals = [SIGNALS[name](some, rows, columns) for name in EDGE_SIGNALS]
    return np.column_stack([*(one[rows, columns] for one in squares), *signals]).astype(np.float32)


def _detours(sure: Square) -> tuple[Square, Square]:
    """Weakest link of the best way through a third concept, and the mean of the best few."""
    best, mean = np.zeros_like(sure), np.zeros_like(sure)
    few = min(WAYS, len(sure))
    for row in range(len(sure)):
        ways = np.minimum(sure[row][:, None], sure)
        top = np.partition(ways, len(sure) - few, axis=0)[-few:]
        best[row], mean[row] = top.max(axis=0), top.mean(axis=0)
    return best, mean


def _rank(values: npt.NDArray[np.floating], axis: int) -> npt.NDArray[np.floating]:
    """Logarithm of the place from the top along an axis."""
    order = np.argsort(-values, axis=axis, kind="stable")
    return np.log1p(np.argsort(order, axis=axis, kind="stable"))


def edge_log_odds(model: PairModel, some: Concepts, square: Square) -> Square:
    """Log-odds (n, n) that the row is a direct prerequisite of the column."""
    rows, columns = np.nonzero(~np.eye(len(some), dtype=bool))
    result = np.full((len(some), len(some)), -30.0)
    result[rows, columns] = model.edge.log_odds(edge_features(some, square))
    return result


def propose(model: PairModel, some: Concepts, square: Square | None = None) -> list[ProposedEdge]:
    """Direct prerequisites among concepts.

    Parameters
    ----------
    model : PairModel
        The trained model.
    some : Concepts
        n concepts; two at least, or nothing is proposed.
    square : float array (n, n), optional
        From `square_log_odds`, if known already.

    Returns
    -------
    list of ProposedEdge
        Free of cycles, the surest first; `confidence` is the share of such edges that hold, counting those that hold
        through others.
    """
    if len(some) <= 1:
        return []
    scores = edge_log_odds(model, some, square_log_odds(model, some) if square is None else square)
    rows, columns = np.nonzero(scores >= model.settings["edge_cut"])
    confidence = curve(model.curves["edge"], scores[rows, columns])
    found = sorted(
        (-scores[row, column], int(row), int(column), float(sure))
        for row, column, sure in zip(rows, columns, confidence, strict=True)
    )
    return without_cycles([ProposedEdge(row, column, sure) for _, row, column, sure in found])


def without_cycles(edges: list[ProposedEdge]) -> list[ProposedEdge]:
    """Keep edges in their order, as long as none closes a cycle.

    Examples
    --------
    >>> kept = without_cycles([ProposedEdge(0, 1, 0.9), ProposedEdge(1, 2, 0.8), ProposedEdge(2, 0, 0.7)])
    >>> [(edge.needed, edge.needing) for edge in kept]
    [(0, 1), (1, 2)]
    """
    digraph: nx.DiGraph[int] = nx.DiGraph()
    kept = []
    for edge in edges:
        ends = edge.needed, edge.needing
        if digraph.has_node(ends[1]) and digraph.has_node(ends[0]) and nx.has_path(digraph, ends[1], ends[0]):
            continue
        digraph.add_edge(*ends)
        kept.append(edge)
    return kept
