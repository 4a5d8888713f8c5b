"""Fit the prerequisite model to what teaches it: which pairs it is shown, and which parts it has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bench.prerequisite_teaching import Teaching
from graph.prerequisites_features import Concepts
from graph.prerequisites_knowledge import Knowledge, build_knowledge
from graph.prerequisites_model import (
    Head,
    Linear,
    PairModel,
    Trees,
    clues_of_the_map,
    place_both_ways,
    raw_features,
)

__all__ = ["SETTINGS", "fit", "fit_linear"]

SETTINGS: Mapping[str, float] = {"opposite": 0.35, "floor": -3.0}
AXES = 24
INDIRECT = 0.4  # weight of a pair that is only needed through others
OWN_PAIRS = 3000
OWN_WEIGHT = 0.5
NEAR = 5
LEVELS = 255

Pairs = npt.NDArray[np.intp]
Pair = tuple[int, int]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Shown:
    """Pairs (a, b) of some concepts that a model is shown, with answers and weights."""

    some: Concepts
    a: Pairs
    b: Pairs
    answer: npt.NDArray[np.float64]
    weight: npt.NDArray[np.float64]


def fit(
    teaching: Teaching, encoder_name: str, without: Collection[str] = (), *, forget: bool = False, seed: int = 0
) -> PairModel:
    """Fit a model, uncalibrated.

    Parameters
    ----------
    teaching : Teaching
        What may teach.
    encoder_name : str
        Name of the encoder behind the vectors.
    without : collection of str
        Plain names of Metacademy's concepts to keep out, so that they are unseen.
    forget : bool
        Keep those names out of our own map too: how well would it do on subjects nobody mapped?
    seed : int
        Decides which pairs without a relation are shown.

    Returns
    -------
    PairModel
        With curves that leave log-odds as they are.
    """
    kept = [
        number
        for number, name in enumerate(teaching.full.names)
        if name not in without or (number >= teaching.hand and not forget)
    ]
    knowledge, node = _map_of(teaching, kept)
    hand = [number for number in kept if number < teaching.hand]
    own = [number for number in kept if number >= teaching.hand]
    sample = np.concatenate([teaching.full.name_vectors[kept], teaching.full.text_vectors[hand]])
    pca = PCA(AXES, random_state=0).fit(sample)
    axes, centre = pca.components_.astype(np.float32), pca.mean_.astype(np.float32)
    placed = {id(some): place_both_ways(knowledge, some, node) for some in (teaching.full, teaching.bare)}

    def head(shown: Iterable[_Shown]) -> Head:
        some = list(shown)
        clues = [clues_of_the_map(knowledge, placed[id(one.some)], one.a, one.b, node) for one in some]
        tables = [raw_features(one.some, one.a, one.b, axes, centre, c) for one, c in zip(some, clues, strict=True)]
        answer, weight = (np.concatenate([getattr(one, name) for one in some]) for name in ("answer", "weight"))
        return Head(fit_linear(np.vstack(tables), answer, weight), _boosted(np.vstack(tables), answer, weight))

    rng = np.random.default_rng(seed)
    told = [one for one in own if teaching.full.texts[one]]
    needed = head(
        _pairs(teaching, some, numbers, count, weight, rng)
        for some, numbers, count, weight in (
            (teaching.full, hand, None, 1.0),
            (teaching.bare, hand, None, 1.0),
            (teaching.bare, own, OWN_PAIRS, OWN_WEIGHT),
            (teaching.full, told, OWN_PAIRS // 3, OWN_WEIGHT),
        )
    )
    direct = head(
        _direct_pairs(teaching, some, numbers, weight, rng)
        for some, numbers, weight in (
            (teaching.full, hand, 1.0),
            (teaching.bare, hand, OWN_WEIGHT),
            (teaching.bare, own, OWN_WEIGHT),
            (teaching.full, told, OWN_WEIGHT),
        )
    )
    straight = np.array([[-30, 30], [-30, 30]], dtype=np.float32)
    curves = {"certainty": straight, "edge": straight}
    edge = needed.linear  # until `bench.train_prerequisites` fits it on answers given unseen
    return PairModel(knowledge, axes, centre, needed, direct, edge, curves, SETTINGS, encoder_name, teaching.courses)


def _map_of(teaching: Teaching, kept: Sequence[int]) -> tuple[Knowledge, Pairs]:
    """Map of the kept concepts, and for every concept its node there (-1: none)."""
    node = np.full(len(teaching.ids), -1, dtype=np.intp)
    node[kept] = np.arange(len(kept))
    row_kept = node[teaching.owner] >= 0
    edges = [(int(node[x]), int(node[y])) for x, y in teaching.edges if node[x] >= 0 and node[y] >= 0]
    names = [teaching.full.names[number] for number in kept]
    texts = {int(node[one]): teaching.full.text_vectors[one] for one in kept if teaching.full.texts[one]}
    return build_knowledge(names, teaching.rows[row_kept], node[teaching.owner[row_kept]], edges, texts), node


def _pairs(
    teaching: Teaching,
    some: Concepts,
    numbers: Sequence[int],
    count: int | None,
    weight: float,
    rng: np.random.Generator,
) -> _Shown:
    """Pairs of which one is needed for the other somehow, their opposites, random ones and near ones."""
    inside = set(numbers)
    every = sorted(pair for pair in teaching.closure if pair[0] in inside and pair[1] in inside)
    true = every if count is None else _drawn(every, count, rng)
    related = teaching.closure | {(b, a) for a, b in teaching.closure}
    loose, near = _unrelated(some, numbers, len(true), related, rng)
    share = np.array([1.0 if pair in teaching.edges else INDIRECT for pair in true])
    weights = np.concatenate([share, share, np.full(len(loose) + len(near), 0.5)])
    return _shown(some, true, [*((b, a) for a, b in true), *loose, *near], weights * weight)


def _direct_pairs(
    teaching: Teaching, some: Concepts, numbers: Sequence[int], weight: float, rng: np.random.Generator
) -> _Shown:
    """Pairs of which one is the next step before the other; against them also what is needed through others only."""
    inside = set(numbers)
    true = sorted(pair for pair in teaching.edges if pair[0] in inside and pair[1] in inside)
    through = sorted(pair for pair in teaching.closure - teaching.edges if pair[0] in inside and pair[1] in inside)
    related = teaching.closure | {(b, a) for a, b in teaching.closure}
    far = _drawn(through, 2 * len(true), rng)
    loose, near = _unrelated(some, numbers, 2 * len(true), related, rng)
    false = [*((b, a) for a, b in true), *far, *loose, *near]
    return _shown(some, true, false, np.full(len(true) + len(false), weight))


def _shown(some: Concepts, true: Sequence[Pair], false: Sequence[Pair], weight: npt.NDArray[np.float64]) -> _Shown:
    pairs = np.array([*true, *false], dtype=np.intp).reshape(-1, 2)
    answer = np.zeros(len(pairs))
    answer[: len(true)] = 1
    return _Shown(some, pairs[:, 0], pairs[:, 1], answer, weight)


def _drawn(pairs: Sequence[Pair], count: int, rng: np.random.Generator) -> Sequence[Pair]:
    if len(pairs) <= count:
        return pairs
    return [pairs[place] for place in sorted(rng.choice(len(pairs), count, replace=False))]


def _unrelated(
    some: Concepts, numbers: Sequence[int], count: int, related: Collection[Pair], rng: np.random.Generator
) -> tuple[Sequence[Pair], Sequence[Pair]]:
    """Up to `count` random pairs without a relation, and as many near ones."""
    drawn = rng.choice(np.array(numbers), (3 * count, 2))
    loose = [(int(a), int(b)) for a, b in drawn if a != b and (int(a), int(b)) not in related][:count]
    return loose, _drawn(_near_pairs(some, numbers, related), count, rng)


def _near_pairs(some: Concepts, numbers: Sequence[int], related: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Most similar concepts without a relation: the hard negatives."""
    vectors = some.text_vectors[list(numbers)]
    found = []
    for row, one in enumerate(numbers):
        nearest = np.argsort(-(vectors @ vectors[row]), kind="stable")[1 : 4 * NEAR]
        others = [numbers[place] for place in nearest if some.names[numbers[place]] != some.names[one]]
        found += [(one, other) for other in others if (one, other) not in related][:NEAR]
    return found


def fit_linear(
    table: Floats, answer: npt.NDArray[np.float64], weight: npt.NDArray[np.float64], strength: float = 0.003
) -> Linear:
    """Fit a logistic regression on standardised columns; small `strength` means strong regularisation."""
    scaler = StandardScaler().fit(table)
    model = LogisticRegression(C=strength, max_iter=500).fit(scaler.transform(table), answer, sample_weight=weight)
    return Linear(
        scaler.mean_.astype(np.float32),
        scaler.scale_.astype(np.float32),
        model.coef_[0].astype(np.float32),
        model.intercept_.astype(np.float32),
    )


def _coarse(table: Floats) -> Floats:
    """Columns with as many values as trees tell apart, each moved to the nearest; thresholds lie between these.

    With weights, scikit-learn looks for them by itself once for each threshold, which took most of the time.
    """
    kept = np.empty_like(table)
    for column, values in enumerate(table.T):
        levels = np.unique(np.quantile(values, np.linspace(0, 1, LEVELS), method="nearest"))
        kept[:, column] = levels[np.searchsorted((levels[1:] + levels[:-1]) / 2, values)]
    return kept


def _boosted(table: Floats, answer: npt.NDArray[np.float64], weight: npt.NDArray[np.float64]) -> Trees:
    model = HistGradientBoostingClassifier(
        learning_rate=0.06,
        max_iter=150,
        max_leaf_nodes=15,
        min_samples_leaf=40,
        l2_regularization=5.0,
        max_features=0.3,
        early_stopping=False,
        random_state=0,
    ).fit(_coarse(table), answer, sample_weight=weight)
    grown = [rounds[0].nodes for rounds in model._predictors]
    shape = (len(grown), max(len(nodes) for nodes in grown))
    columns = {
        "feature": "feature_idx",
        "threshold": "num_threshold",
        "left": "left",
        "right": "right",
        "value": "value",
    }
    kinds = {"threshold": np.float32, "value": np.float32}
    arrays: dict[str, Any] = {name: np.zeros(shape, dtype=kinds.get(name, np.int16)) for name in columns}
    for tree, nodes in enumerate(grown):
        for name, column in columns.items():
            arrays[name][tree, : len(nodes)] = nodes[column]
        arrays["left"][tree, : len(nodes)][nodes["is_leaf"].astype(bool)] = 0
    return Trees(**arrays, start=float(np.ravel(model._baseline_prediction)[0]))
