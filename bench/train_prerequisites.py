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

from bench.prerequisite_training import SETTINGS, Teaching, fit, fit_linear, read_teaching
from embeddings.encoder import SentenceEncoder
from graph.prerequisites_edges import edge_features, square_log_odds
from graph.prerequisites_features import Concepts
from graph.prerequisites_model import MODEL_FILE, PairModel, save_model

__all__ = ["Fold", "finish", "main", "unseen_folds"]

FOLDS = 3
TRUE_SHARE = 0.72  # of the edges proposed, this many must hold on unseen concepts
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
        some = Concepts(
            tuple(teaching.full.names[number] for number in numbers),
            tuple(teaching.full.texts[number] for number in numbers),
            teaching.full.name_vectors[numbers],
            teaching.full.text_vectors[numbers],
        )
        square = square_log_odds(model, some)
        needed = np.array([[(a, b) in teaching.closure for b in numbers] for a in numbers])
        direct = np.array([[(a, b) in teaching.edges for b in numbers] for a in numbers])
        folds.append(Fold(square, edge_features(some, square), needed, direct))
        print(f"fold {fold + 1} of {FOLDS}: {len(numbers)} concepts, {direct.sum()} edges", flush=True)
    return folds


def _apart(square: Square | Truth) -> npt.NDArray[np.float64]:
    """Off-diagonal values, row by row."""
    return np.asarray(square[~np.eye(len(square), dtype=bool)], dtype=np.float64)


def finish(model: PairModel, folds: Sequence[Fold]) -> PairModel:
    """Add what unseen concepts teach: the edge part, the curves and the cuts."""
    tables = [fold.features for fold in folds]
    direct = [_apart(fold.direct) for fold in folds]
    needed = np.concatenate([_apart(fold.needed) for fold in folds])
    held_out = []
    for number, table in enumerate(tables):
        rest = [place for place in range(len(folds)) if place != number]
        answer = np.concatenate([direct[place] for place in rest])
        part = fit_linear(np.vstack([tables[place] for place in rest]), answer, np.ones(len(answer)), EDGE_STRENGTH)
        held_out.append(part.log_odds(table))
    scores, answer = np.concatenate(held_out), np.concatenate(direct)
    edge = fit_linear(np.vstack(tables), answer, np.ones(len(answer)), EDGE_STRENGTH)
    edge_cut = _edge_cut(scores, answer, needed)
    certain = np.concatenate([_apart(fold.square) for fold in folds])
    settings = {**SETTINGS, "edge_cut": edge_cut, "needed_cut": _needed_cut(folds)}
    print(f"settings {settings}")
    curves = {"certainty": _curve(certain, needed), "edge": _curve(scores, needed)}
    return replace(model, edge=edge, curves=curves, settings=settings)


def _edge_cut(scores: Square, direct: Square, needed: Square) -> float:
    """Cut with the best F1 among those with enough true edges."""
    best = (0.0, float(scores.max()))
    for cut in np.quantile(scores, np.linspace(0.95, 0.999, 60)):
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
    knots = np.unique(np.concatenate([at, tail]))
    # A window around each knot, so that one lucky step of the isotonic fit does not decide.
    level = [float(rising.predict(knot + np.linspace(-0.3, 0.3, 7)).mean()) for knot in knots]
    return np.array([knots, np.maximum.accumulate(level)], dtype=np.float32)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
