"""`python -m bench train_prerequisites --data DIR [--out FILE]`: make the prerequisite model that ships.

The parts that say how sure the model is (curves, cuts, which pairs are direct) come from concepts it had not seen:
Metacademy's concepts are cut into folds, and a pair is asked of a model that was fitted without the folds of both.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.isotonic import IsotonicRegression

from bench.prerequisite_teaching import Teaching, read_teaching
from bench.prerequisite_training import SETTINGS, fit, fit_linear
from bench.prerequisite_unseen import EDGE_STRENGTH, unseen_edges, unseen_squares
from embeddings.encoder import SentenceEncoder
from graph.prerequisites_edges import Square, Squares, edge_features, ranked, without_detours
from graph.prerequisites_features import Concepts
from graph.prerequisites_model import MODEL_FILE, PairModel, save_model

__all__ = ["Unseen", "finish", "main"]

TRUE_SHARE = 0.72  # of the edges proposed, this many must hold on unseen concepts
CANDIDATES = 0.03  # share of all pairs from which edges are chosen
KNOTS = 12

Truth = npt.NDArray[np.bool_]
Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Unseen:
    """Answers about concepts that the models asked had not seen, and the truth (n, n).

    `features` tell edges apart, `edges` are the log-odds of regressions over them that had not seen the pair either.
    """

    squares: Squares
    features: npt.NDArray[np.float32]
    edges: Square
    needed: Truth
    direct: Truth


def main(arguments: Sequence[str]) -> int:
    """Train, calibrate and store the model."""
    parser = argparse.ArgumentParser(prog="python -m bench train_prerequisites", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with A_concepts.jsonl and the edges")
    parser.add_argument("--out", type=Path, default=MODEL_FILE, help="where to write the model")
    options = parser.parse_args(arguments)
    encoder = SentenceEncoder()
    teaching = read_teaching(options.data, encoder)
    print(f"{teaching.hand} concepts of Metacademy, {len(teaching.ids) - teaching.hand} of our own", flush=True)
    model = finish(fit(teaching, encoder.name), _ask(teaching))
    print(f"settings {dict(model.settings)}")
    save_model(model, np.array(sorted(teaching.edges), dtype=np.int16), options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")
    return 0


def _ask(teaching: Teaching) -> Unseen:
    full, hand = teaching.full, teaching.hand
    some = Concepts(full.names[:hand], full.texts[:hand], full.name_vectors[:hand], full.text_vectors[:hand])
    squares = unseen_squares(teaching, some)
    features, direct = edge_features(some, squares), teaching.truth(teaching.edges)
    return Unseen(squares, features, unseen_edges(features, direct), teaching.truth(teaching.closure), direct)


def finish(model: PairModel, unseen: Unseen) -> PairModel:
    """Add what unseen concepts teach: which pairs are direct, how sure to be, and from where on something is needed."""
    answer = _apart(unseen.direct)
    edge = fit_linear(unseen.features, answer, np.ones(len(answer)), EDGE_STRENGTH)
    cut, edge_curve = _edges(unseen)
    curves = {"certainty": _curve(_apart(unseen.squares.needed), _apart(unseen.needed)), "edge": edge_curve}
    settings = {**SETTINGS, "needed_cut": _needed_cut(unseen), "edge_cut": cut}
    return replace(model, edge=edge, curves=curves, settings=settings)


def _apart(square: Square | Truth) -> Values:
    """Off-diagonal values, row by row."""
    return np.asarray(square[~np.eye(len(square), dtype=bool)], dtype=np.float64)


def _edges(unseen: Unseen) -> tuple[float, npt.NDArray[np.float32]]:
    """Cut with the best F1 among those with enough true edges, and how sure the edges are that are left."""
    lowest = float(np.quantile(_apart(unseen.edges), 1 - CANDIDATES))
    kept = without_detours(ranked(unseen.edges, lowest), len(unseen.edges))
    rows, columns = np.array([pair[:2] for pair in kept]).T
    scores = np.array([pair[2] for pair in kept])
    direct, needed = unseen.direct[rows, columns], unseen.needed[rows, columns]
    size = np.arange(1, len(kept) + 1)
    quality = 2 * np.cumsum(direct) / (size + unseen.direct.sum())
    quality[np.cumsum(needed) < TRUE_SHARE * size] = 0
    best = int(quality.argmax())
    print(f"edges on unseen concepts: F1 {quality[best]:.3f} with {best + 1}, {needed[: best + 1].mean():.0%} true")
    return float(scores[best]), _curve(scores, needed.astype(np.float64))


def _needed_cut(unseen: Unseen) -> float:
    """Cut with the best mean F1 over goals of "everything needed before"."""
    best = (0.0, 0.0)
    wanted = unseen.needed.any(axis=0)
    for cut in np.linspace(0.5, 3.5, 31):
        chosen = unseen.squares.needed >= cut
        hits, sizes = (chosen & unseen.needed).sum(axis=0), chosen.sum(axis=0) + unseen.needed.sum(axis=0)
        best = max(best, (float(np.mean(2 * hits[wanted] / np.maximum(1, sizes[wanted]))), float(cut)))
    print(f"everything needed before a goal, unseen: F1 {best[0]:.3f} at {best[1]:.2f}")
    return best[1]


def _curve(scores: Values, truth: Values) -> npt.NDArray[np.float32]:
    """Rising curve from log-odds to the share that holds, as a few knots."""
    order = np.argsort(scores, kind="stable")
    rising = IsotonicRegression(y_min=0.0, y_max=0.99, out_of_bounds="clip").fit(scores, truth)
    at = np.unique(scores[order][[*range(0, len(order), len(order) // KNOTS), -1]])
    tail = np.quantile(scores, [0.95, 0.97, 0.98, 0.985, 0.99, 0.993, 0.996, 0.998])
    knots = np.unique(np.round(np.concatenate([at, tail]), 3).astype(np.float32))
    # A window around each knot, so that one lucky step of the isotonic fit does not decide.
    level = [float(rising.predict(knot + np.linspace(-0.3, 0.3, 7)).mean()) for knot in knots]
    return np.array([knots, np.maximum.accumulate(level)], dtype=np.float32)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
