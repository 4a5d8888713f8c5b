"""Fit the prerequisite model: what it learns from, which pairs, and which parts.

Only two sources teach it: Metacademy (CC BY-SA 3.0, with attribution) and the project's own map of subjects and
topics. The other label sets of the benchmark measure and never teach.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

import starter
from embeddings.encoder import Encoder
from graph.prerequisites_courses import Courses, read_courses
from graph.prerequisites_features import Concepts, make_concepts
from graph.prerequisites_knowledge import Knowledge, build_knowledge, place, read_subjects, transfer
from graph.prerequisites_model import Linear, PairModel, Trees, raw_features

__all__ = ["SETTINGS", "Teaching", "fit", "fit_linear", "read_teaching"]

COURSES = Path(__file__).parents[1] / "graph" / "prerequisites_courses.txt"
SUBJECTS = Path(__file__).parents[1] / "graph" / "prerequisites_subjects.txt"
SETTINGS: Mapping[str, float] = {"opposite": 0.35, "floor": -3.0}
AXES = 24
INDIRECT = 0.4  # weight of a pair that is only needed through others
OWN_PAIRS = 3000
OWN_WEIGHT = 0.5
NEAR = 5

Pairs = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Teaching:
    """All concepts that may teach, Metacademy's first: `hand` of them, then our own.

    `edges` are (needed, needing) numbers, `closure` the same with everything in between; `rows` and `owner` are
    vectors of all names (aliases too); `bare` are the concepts as if they had no text.
    """

    ids: tuple[str, ...]
    hand: int
    full: Concepts
    bare: Concepts
    rows: Floats
    owner: Pairs
    edges: frozenset[tuple[int, int]]
    closure: frozenset[tuple[int, int]]
    courses: Courses


def read_teaching(data: Path, encoder: Encoder) -> Teaching:
    """Read Metacademy's part of the benchmark, the subjects and the topic vocabulary, and encode them."""
    lines = [json.loads(line) for line in (data / "A_concepts.jsonl").read_text("utf8").splitlines()]
    meta = [line for line in lines if line["source"] == "meta"]
    names: list[list[str]] = [[line["title"]] for line in meta]
    texts = [f"{line['text']} {line['goals']}" for line in meta]
    ids = [str(line["id"]) for line in meta]
    edges = [*_csv_edges(data / "A_edges_gold.csv")]
    closure = [*edges, *_csv_edges(data / "A_closure_gold.csv")]
    subjects, needs = read_subjects(SUBJECTS.read_text("utf8"))
    ids += [f"subject:{name}" for name in subjects]
    names += [[name, *others] for name, others in subjects.items()]
    texts += [""] * len(subjects)
    edges += [(f"subject:{first}", f"subject:{name}") for first, name in needs]
    for topic in yaml.safe_load((starter.FOLDER / "topics.yaml").read_text("utf8"))["topics"]:
        ids.append(f"topic:{topic['id']}")
        names.append([topic["name"], *(alias for alias in topic.get("aliases") or () if alias.isascii())])
        texts.append(topic.get("summary") or "")
        edges += [(f"topic:{need['topic']}", ids[-1]) for need in topic.get("requires") or ()]
    place_of = {one: number for number, one in enumerate(ids)}
    numbered = frozenset((place_of[x], place_of[y]) for x, y in edges if x in place_of and y in place_of)
    hand_closure = frozenset((place_of[x], place_of[y]) for x, y in closure if x in place_of and y in place_of)
    return _encoded(ids, len(meta), names, texts, encoder, numbered, hand_closure)


def _csv_edges(path: Path) -> Iterable[tuple[str, str]]:
    with path.open(encoding="utf8", newline="") as file:
        yield from ((row["a"], row["b"]) for row in csv.DictReader(file) if row["source"] == "meta")


def _encoded(
    ids: Sequence[str],
    hand: int,
    names: Sequence[Sequence[str]],
    texts: Sequence[str],
    encoder: Encoder,
    edges: frozenset[tuple[int, int]],
    closure: frozenset[tuple[int, int]],
) -> Teaching:
    flat = [name.replace("_", " ") for some in names for name in some]
    owner = np.repeat(np.arange(len(names)), [len(some) for some in names])
    rows = encoder.encode(flat)
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    titles = [some[0] for some in names]
    read = encoder.encode([f"{title}. {text}" if text else title for title, text in zip(titles, texts, strict=True)])
    full = make_concepts(titles, texts, rows[first], read)
    bare = make_concepts(titles, [""] * len(titles), rows[first], read)
    own = build_knowledge(titles, rows, owner, edges)
    whole = closure | {(int(x), int(y)) for x, y in np.argwhere(own.above > 0)}
    titles, place, course = read_courses(COURSES.read_text("utf8"))
    courses = Courses(encoder.encode(titles), place, course)
    return Teaching(tuple(ids), hand, full, bare, rows, owner, edges, frozenset(whole), courses)


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
    rng = np.random.default_rng(seed)
    hidden = place(knowledge, teaching.full.name_vectors, node)
    tables, answers, weights = [], [], []
    for some, numbers, count, weight in (
        (teaching.full, hand, None, 1.0),
        (teaching.bare, hand, None, 1.0),
        (teaching.bare, own, OWN_PAIRS, OWN_WEIGHT),
        (teaching.full, [one for one in own if teaching.full.texts[one]], OWN_PAIRS // 3, OWN_WEIGHT),
    ):
        a, b, answer, share = _pairs(teaching, some, numbers, count, rng)
        tables.append(raw_features(some, a, b, axes, centre, transfer(knowledge, hidden, a, b, node)))
        answers.append(answer)
        weights.append(share * weight)
    linear = fit_linear(np.vstack(tables), np.concatenate(answers), np.concatenate(weights))
    trees = _boosted(np.vstack(tables), np.concatenate(answers), np.concatenate(weights))
    straight = np.array([[-30, 30], [-30, 30]], dtype=np.float32)
    curves = {"certainty": straight, "edge": straight}
    return PairModel(knowledge, axes, centre, linear, trees, linear, curves, SETTINGS, encoder_name, teaching.courses)


def _map_of(teaching: Teaching, kept: Sequence[int]) -> tuple[Knowledge, Pairs]:
    """Map of the kept concepts, and for every concept its node there (-1: none)."""
    node = np.full(len(teaching.ids), -1, dtype=np.intp)
    node[kept] = np.arange(len(kept))
    row_kept = node[teaching.owner] >= 0
    edges = [(int(node[x]), int(node[y])) for x, y in teaching.edges if node[x] >= 0 and node[y] >= 0]
    names = [teaching.full.names[number] for number in kept]
    return build_knowledge(names, teaching.rows[row_kept], node[teaching.owner[row_kept]], edges), node


def _pairs(
    teaching: Teaching, some: Concepts, numbers: Sequence[int], count: int | None, rng: np.random.Generator
) -> tuple[Pairs, Pairs, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """True pairs, their opposites, random ones and near ones, with answers and weights."""
    inside = set(numbers)
    true = sorted(pair for pair in teaching.closure if pair[0] in inside and pair[1] in inside)
    if count is not None and len(true) > count:
        true = [true[place] for place in sorted(rng.choice(len(true), count, replace=False))]
    related = teaching.closure | {(b, a) for a, b in teaching.closure}
    drawn = rng.choice(np.array(numbers), (3 * len(true), 2))
    loose = [(int(a), int(b)) for a, b in drawn if a != b and (int(a), int(b)) not in related][: len(true)]
    near = _near_pairs(some, numbers, related)
    if len(near) > len(true):
        near = [near[place] for place in sorted(rng.choice(len(near), len(true), replace=False))]
    pairs = np.array([*true, *((b, a) for a, b in true), *loose, *near], dtype=np.intp).reshape(-1, 2)
    answer = np.zeros(len(pairs))
    answer[: len(true)] = 1
    share = np.array([1.0 if pair in teaching.edges else INDIRECT for pair in true])
    weight = np.concatenate([share, share, np.full(len(loose) + len(near), 0.5)])
    return pairs[:, 0], pairs[:, 1], answer, weight


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
    ).fit(table, answer, sample_weight=weight)
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
