"""`python -m bench train_prerequisites --data DIR [--out FILE]`: make the prerequisite model that ships.

The parts that say how sure the model is (curves, cuts, which pairs are direct) come from concepts it had not seen:
Metacademy's concepts are cut into folds, and a pair is asked of a model that was fitted without the folds of both.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.isotonic import IsotonicRegression

from bench.prerequisite_teaching import Teaching, read_teaching
from bench.prerequisite_training import SETTINGS, fit
from bench.prerequisite_unseen import fit_edges, unseen_edges, unseen_squares
from embeddings.encoder import SentenceEncoder
from graph.prerequisites_edges import (
    Square,
    Squares,
    edge_features,
    edge_log_odds,
    propose,
    ranked,
    square_log_odds,
    without_detours,
)
from graph.prerequisites_features import Concepts
from graph.prerequisites_model import MODEL_FILE, PairModel, curve, load_model, save_model

__all__ = ["Unseen", "finish", "main"]

TRUE_SHARE = 0.72  # of the edges proposed, this many must hold on unseen concepts
CANDIDATES = 0.03  # share of all pairs from which edges are chosen
KNOTS = 12
SPLITS = 10  # of the needing concepts in halves, one to set the curve and one to see whether it holds

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
    shipped = _shipped()
    teaching = read_teaching(options.data, encoder)
    print(f"{teaching.hand} concepts of Metacademy, {len(teaching.ids) - teaching.hand} of our own", flush=True)
    some = _metacademy(teaching)
    model = finish(fit(teaching, encoder.name), _ask(teaching, some))
    print(f"settings {dict(model.settings)}")
    save_model(model, np.array(sorted(teaching.edges), dtype=np.int16), options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB, sha256 {_digest(options.out.read_bytes())}")
    if shipped is not None:
        print(f"the file that was there before: sha256 {shipped[0]}")
        _compare(shipped[1], load_model(options.out), some)
    return 0


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _shipped() -> tuple[str, PairModel] | None:
    """Digest and content of the file that ships; None where it is missing or of another format."""
    try:
        return _digest(MODEL_FILE.read_bytes()), load_model()
    except (FileNotFoundError, ValueError):
        return None


def _compare(old: PairModel, new: PairModel, some: Concepts) -> None:
    """Print how far two files answer apart: other processors round vectors otherwise, and trees split there."""
    squares = [square_log_odds(model, some) for model in (old, new)]
    sure = [curve(model.curves["certainty"], one.needed) for model, one in zip((old, new), squares, strict=True)]
    apart = np.abs(_apart(sure[0] - sure[1]))
    edges = [
        {(edge.needed, edge.needing) for edge in propose(model, some, edge_log_odds(model, some, one))}
        for model, one in zip((old, new), squares, strict=True)
    ]
    print(
        f"its answers: probabilities {apart.mean():.4f} apart on average, {apart.max():.4f} at most; "
        f"of {len(edges[0])} and {len(edges[1])} edges {len(edges[0] & edges[1])} in common"
    )


def _metacademy(teaching: Teaching) -> Concepts:
    full, hand = teaching.full, teaching.hand
    return Concepts(full.names[:hand], full.texts[:hand], full.name_vectors[:hand], full.text_vectors[:hand])


def _ask(teaching: Teaching, some: Concepts) -> Unseen:
    squares = unseen_squares(teaching, some)
    features = edge_features(some, squares)
    direct, needed = teaching.truth(teaching.edges), teaching.truth(teaching.closure)
    return Unseen(squares, features, unseen_edges(features, direct, needed), needed, direct)


def finish(model: PairModel, unseen: Unseen) -> PairModel:
    """Add what unseen concepts teach: which pairs are direct, how sure to be, and from where on something is needed."""
    edge = fit_edges(unseen.features, _apart(unseen.direct) > 0, _apart(unseen.needed) > 0)
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
    best = _best_cut(direct, needed, int(unseen.direct.sum()))
    f1 = 2 * direct[:best].sum() / (best + unseen.direct.sum())
    print(f"edges on unseen concepts: F1 {f1:.3f} with {best}, {needed[:best].mean():.0%} true")
    _print_halves(unseen, scores, columns, direct, needed)
    _print_bands(scores, needed, np.arange(len(kept)) < best, columns, len(unseen.edges))
    return float(scores[best - 1]), _curve(scores, needed.astype(np.float64))


def _best_cut(direct: Truth, needed: Truth, wanted: int) -> int:
    """So many of the edges, the surest first, have the best F1 among the numbers with enough true ones."""
    size = np.arange(1, len(direct) + 1)
    quality = 2 * np.cumsum(direct) / (size + wanted)
    quality[np.cumsum(needed) < TRUE_SHARE * size] = 0
    return int(quality.argmax()) + 1


def _print_halves(unseen: Unseen, scores: Values, needing: npt.NDArray[np.intp], direct: Truth, needed: Truth) -> None:
    """Print how edges do whose cut was chosen on the other half of the needing concepts."""
    f1, true = [], []
    for half in _halves(len(unseen.edges)):
        chosen = np.zeros(len(scores), dtype=bool)
        for known in (half, ~half):
            inside = known[needing]
            best = _best_cut(direct[inside], needed[inside], int(unseen.direct[:, known].sum()))
            chosen |= ~inside & (scores >= scores[inside][best - 1])
        f1.append(2 * direct[chosen].sum() / (chosen.sum() + unseen.direct.sum()))
        true.append(needed[chosen].mean())
    print(f"  with a cut chosen on other concepts: F1 {np.mean(f1):.3f} ± {np.std(f1):.3f}, {np.mean(true):.0%} true")


def _halves(count: int) -> Iterator[Truth]:
    """Concepts cut in halves, by chance, several times."""
    for split in range(SPLITS):
        yield np.random.default_rng(split).permutation(count) < count // 2


def _print_bands(scores: Values, needed: Truth, shown: Truth, needing: npt.NDArray[np.intp], count: int) -> None:
    """Print what share of the edges shown with some confidence holds; the curve comes from other needing concepts."""
    hits: list[tuple[float, bool]] = []
    for half in _halves(count):
        for known in (half[needing], ~half[needing]):
            sure = curve(_curve(scores[known], needed[known].astype(np.float64)), scores[~known & shown])
            hits += zip(sure.tolist(), needed[~known & shown].tolist(), strict=True)
    for low, high in pairwise((0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)):
        some = [held for sure, held in hits if low <= sure < high]
        if some:
            print(f"  shown with {low:.1f}-{high:.1f}: {np.mean(some):.0%} hold, of {len(some) / SPLITS:.0f} edges")


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
