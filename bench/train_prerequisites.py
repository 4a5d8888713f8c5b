"""`python -m bench train_prerequisites --data DIR [--out FILE]`: make the prerequisite model that ships.

The parts that say how sure the model is (curves, cuts, which pairs are direct) come from concepts it had not seen:
Metacademy's concepts are cut into folds, a model is fitted without each fold, and asked about it.
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

from bench.learning_paths_data import unseen_square
from bench.prerequisite_training import SETTINGS, Teaching, fit, fit_linear, read_teaching
from embeddings.encoder import SentenceEncoder
from graph.prerequisites_edges import edge_features, square_log_odds
from graph.prerequisites_features import Concepts
from graph.prerequisites_model import MODEL_FILE, PairModel, save_model

__all__ = ["Fold", "calibrate", "finish", "main", "unseen_folds", "whole"]

FOLDS = 3
TRUE_SHARE = 0.74  # of the edges proposed, this many must hold on unseen concepts
KNOTS = 12
EDGE_STRENGTH = 0.01

Square = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fold:
    """Concepts a model had not seen: its log-odds (n, n), what tells edges apart, and the truth (n, n)."""

    square: Square
    features: npt.NDArray[np.float32]
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
    folds = unseen_folds(teaching, encoder.name)
    model = finish(fit(teaching, encoder.name), folds)
    model = calibrate(model, whole(teaching, unseen_square(teaching, _part(teaching, range(teaching.hand)))))
    print(f"settings {dict(model.settings)}")
    save_model(model, np.array(sorted(teaching.edges), dtype=np.int16), options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")
    return 0


def unseen_folds(teaching: Teaching, encoder_name: str, seed: int = 7) -> list[Fold]:
    """Fit without each fold of Metacademy's concepts, and ask about that fold."""
    share = np.random.default_rng(seed).permutation(teaching.hand) % FOLDS
    folds = []
    for fold in range(FOLDS):
        numbers = [int(number) for number in np.flatnonzero(share == fold)]
        model = fit(teaching, encoder_name, {teaching.full.names[number] for number in numbers})
        some = _part(teaching, numbers)
        square = square_log_odds(model, some)
        folds.append(_fold(teaching, numbers, some, square))
        print(f"fold {fold + 1} of {FOLDS}: {len(numbers)} concepts, {folds[-1].direct.sum()} edges", flush=True)
    return folds


def whole(teaching: Teaching, square: Square) -> Fold:
    """All of Metacademy's concepts at once, as many as a real library has, with answers given unseen."""
    numbers = list(range(teaching.hand))
    return _fold(teaching, numbers, _part(teaching, numbers), square)


def _part(teaching: Teaching, numbers: Sequence[int]) -> Concepts:
    places = list(numbers)
    return Concepts(
        tuple(teaching.full.names[number] for number in places),
        tuple(teaching.full.texts[number] for number in places),
        teaching.full.name_vectors[places],
        teaching.full.text_vectors[places],
    )


def _fold(teaching: Teaching, numbers: Sequence[int], some: Concepts, square: Square) -> Fold:
    needed = np.array([[(a, b) in teaching.closure for b in numbers] for a in numbers])
    direct = np.array([[(a, b) in teaching.edges for b in numbers] for a in numbers])
    return Fold(square, edge_features(some, square), needed, direct)


def _apart(square: Square | Truth) -> npt.NDArray[np.float64]:
    """Off-diagonal values, row by row."""
    return np.asarray(square[~np.eye(len(square), dtype=bool)], dtype=np.float64)


def finish(model: PairModel, folds: Sequence[Fold]) -> PairModel:
    """Add what unseen concepts teach: which pairs are direct, and from where on a concept counts as needed."""
    answer = np.concatenate([_apart(fold.direct) for fold in folds])
    table = np.vstack([fold.features for fold in folds])
    edge = fit_linear(table, answer, np.ones(len(answer)), EDGE_STRENGTH)
    return replace(model, edge=edge, settings={**SETTINGS, "needed_cut": _needed_cut(folds)})


def calibrate(model: PairModel, everything: Fold) -> PairModel:
    """Cut and curves from a pool of realistic size: in a small one, edges look less likely than they are."""
    scores, needed = model.edge.log_odds(everything.features), _apart(everything.needed)
    cut = _edge_cut(scores, _apart(everything.direct), needed)
    curves = {"certainty": _curve(_apart(everything.square), needed), "edge": _curve(scores, needed)}
    return replace(model, curves=curves, settings={**model.settings, "edge_cut": cut})


def _edge_cut(scores: Square, direct: Square, needed: Square) -> float:
    """Cut with the best F1 among those with enough true edges."""
    best = (0.0, float(scores.max()))
    for cut in np.quantile(scores, np.linspace(0.97, 0.999, 60)):
        chosen = scores >= cut
        hits = float((direct * chosen).sum())
        if (needed * chosen).sum() >= TRUE_SHARE * chosen.sum():
            best = max(best, (2 * hits / float(chosen.sum() + direct.sum()), float(cut)))
    print(f"edges on unseen concepts: F1 {best[0]:.3f} at {best[1]:.2f}")
    return best[1]


def _needed_cut(folds: Sequence[Fold]) -> float:
    """Cut with the best mean F1 over goals of "everything needed before"."""
    best = (0.0, 0.0)
    for cut in np.linspace(0.5, 3.5, 31):
        values = []
        for fold in folds:
            chosen = fold.square >= cut
            hits, sizes = (chosen & fold.needed).sum(axis=0), chosen.sum(axis=0) + fold.needed.sum(axis=0)
            wanted = fold.needed.any(axis=0)
            values.extend(2 * hits[wanted] / np.maximum(1, sizes[wanted]))
        best = max(best, (float(np.mean(values)), float(cut)))
    print(f"everything needed before a goal, unseen: F1 {best[0]:.3f} at {best[1]:.2f}")
    return best[1]


def _curve(scores: Square, truth: Square) -> npt.NDArray[np.float32]:
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
