"""The trained part of prerequisite inference: plain arrays in one file, read and evaluated with numpy.

Made by `python -m bench train_prerequisites`; trained on Metacademy's graph (CC BY-SA 3.0, see NOTICE) and on the
project's own map of subjects and topics, on nothing else. The file holds no code and no pickles.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.prerequisites_courses import Courses
from graph.prerequisites_features import TEXT_FEATURES, Concepts, Pairs, text_features
from graph.prerequisites_knowledge import (
    KNOWLEDGE_FEATURES,
    Knowledge,
    Placement,
    build_knowledge,
    first_rows,
    place,
    place_by_text,
    transfer,
)

__all__ = [
    "MODEL_FILE",
    "Head",
    "Linear",
    "PairModel",
    "Trees",
    "clues_of_the_map",
    "curve",
    "default_model",
    "load_model",
    "place_both_ways",
    "raw_features",
    "save_model",
]

MODEL_FILE = Path(__file__).with_name("prerequisites.npz")
FORMAT = 3
FEATURES = (*TEXT_FEATURES, *KNOWLEDGE_FEATURES, *(f"text_{name}" for name in KNOWLEDGE_FEATURES))
LINEAR = ("mean", "scale", "weights", "bias")
TREES = ("feature", "threshold", "left", "right", "value")
BATCH = 20_000  # pairs at a time: a few hundred megabytes at most

Floats = npt.NDArray[np.float32]
Arrays = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic regression over standardised columns: `mean`, `scale`, `weights` (f,) and `bias` (1,)."""

    mean: Floats
    scale: Floats
    weights: Floats
    bias: Floats

    def log_odds(self, table: Floats) -> npt.NDArray[np.float64]:
        """Log-odds of each row of `table` (p, f)."""
        result: npt.NDArray[np.float64] = ((table - self.mean) / self.scale) @ self.weights + self.bias[0]
        return result


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees as arrays (t, nodes): a row with `left` 0 is a leaf; `start` is the log-odds before them."""

    feature: npt.NDArray[np.int16]
    threshold: Floats
    left: npt.NDArray[np.int16]
    right: npt.NDArray[np.int16]
    value: Floats
    start: float

    def log_odds(self, table: Floats) -> npt.NDArray[np.float64]:
        """Sum of all trees for each row of `table` (p, f)."""
        total = np.full(len(table), self.start)
        rows = np.arange(len(table))
        for tree in range(len(self.feature)):
            node = np.zeros(len(table), dtype=np.int64)
            while (inner := self.left[tree][node] > 0).any():
                smaller = table[rows, self.feature[tree][node]] <= self.threshold[tree][node]
                child = np.where(smaller, self.left[tree][node], self.right[tree][node])
                node = np.where(inner, child, node)
            total += self.value[tree][node]
        return total


@dataclass(frozen=True, slots=True)
class Head:
    """One question about a pair: the mean of a logistic regression and of boosted trees."""

    linear: Linear
    trees: Trees

    def log_odds(self, table: Floats) -> npt.NDArray[np.float64]:
        """Log-odds of each row of `table` (p, f)."""
        return (self.linear.log_odds(table) + self.trees.log_odds(table)) / 2


@dataclass(frozen=True, slots=True)
class PairModel:
    """Everything needed to say how likely a is a prerequisite of b.

    `axes` (k, d) and `centre` (d,) reduce vectors; `needed` says whether a is needed at all, `direct` whether as the
    next step; `edge` weighs both for pairs among all others (see `graph.prerequisites_edges`). Curves are (2, n)
    knots, log-odds to probability: `certainty` for all ordered pairs of a collection, `edge` for proposed edges.
    `encoder` names the vectors it was trained with.
    """

    knowledge: Knowledge
    axes: Floats
    centre: Floats
    needed: Head
    direct: Head
    edge: Linear
    curves: Mapping[str, Floats]
    settings: Mapping[str, float]
    encoder: str
    courses: Courses

    def log_odds(self, some: Concepts, a: Pairs, b: Pairs) -> npt.NDArray[np.float64]:
        """Uncalibrated log-odds that a is needed before b, shape (p,); the opposite question counts against it."""
        return self.against(self.one_way(some, a, b)[0], self.one_way(some, b, a)[0])

    def against(self, forth: npt.NDArray[np.float64], back: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Log-odds of a question, of which those of its opposite are taken."""
        result: npt.NDArray[np.float64] = forth - self.settings["opposite"] * np.maximum(back, self.settings["floor"])
        return result

    def one_way(self, some: Concepts, a: Pairs, b: Pairs) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Log-odds (p,) that a is needed before b, and that it is the next step before it."""
        placed = place_both_ways(self.knowledge, some)
        needed, direct = np.zeros(len(a)), np.zeros(len(a))
        for start in range(0, len(a), BATCH):
            part = slice(start, start + BATCH)
            clues = clues_of_the_map(self.knowledge, placed, a[part], b[part])
            table = raw_features(some, a[part], b[part], self.axes, self.centre, clues)
            needed[part], direct[part] = self.needed.log_odds(table), self.direct.log_odds(table)
        return needed, direct

    def confidence(self, some: Concepts, a: Pairs, b: Pairs, of: str = "certainty") -> npt.NDArray[np.float64]:
        """Calibrated probability that a is needed before b, directly or not, shape (p,)."""
        return curve(self.curves[of], self.log_odds(some, a, b))


def curve(knots: Floats, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Read a curve given by rising knots (2, n) at some values.

    Examples
    --------
    >>> curve(np.array([[-1, 1], [0.2, 0.8]], dtype=np.float32), np.array([-5.0, 0.0])).round(2).tolist()
    [0.2, 0.5]
    """
    return np.asarray(np.interp(values, knots[0], knots[1]))


def place_both_ways(knowledge: Knowledge, some: Concepts, hidden: Pairs | None = None) -> tuple[Placement, Placement]:
    """Place concepts on the map by their names, and by their texts (see `place`)."""
    return place(knowledge, some.name_vectors, hidden), place_by_text(knowledge, some.text_vectors, hidden)


def clues_of_the_map(
    knowledge: Knowledge, placed: tuple[Placement, Placement], a: Pairs, b: Pairs, hidden: Pairs | None = None
) -> Floats:
    """What the map says of pairs by name, and by text, float32 (p, 2 * len(KNOWLEDGE_FEATURES)); see `transfer`."""
    return np.hstack([transfer(knowledge, one, a, b, hidden) for one in placed])


def raw_features(some: Concepts, a: Pairs, b: Pairs, axes: Floats, centre: Floats, clues: Floats) -> Floats:
    """Text signals, reduced vectors (difference, product, sum) and clues of the map, float32 (p, f)."""
    low = (some.text_vectors - centre) @ axes.T
    names = (some.name_vectors - centre) @ axes.T
    texts = text_features(some, a, b)
    read = texts[:, [TEXT_FEATURES.index("both_texts")]] > 0
    left, right = np.where(read, low[a], names[a]), np.where(read, low[b], names[b])
    vectors = [4 * (left - right), 16 * left * right, 2 * (left + right)]
    return np.hstack([texts, *vectors, clues]).astype(np.float32)


def save_model(model: PairModel, edges: npt.NDArray[np.int16], path: Path = MODEL_FILE) -> None:
    """Write a model; name vectors are kept in 8 bits, which moves a cosine by less than 0.01."""
    map_ = model.knowledge
    told = np.flatnonzero((map_.texts != map_.rows[first_rows(map_.owner)]).any(axis=1))
    header = {
        "format": FORMAT,
        "features": [*FEATURES],
        "encoder": model.encoder,
        "settings": dict(model.settings),
        "names": map_.names,
        "start": {name: head.trees.start for name, head in _heads(model).items()},
    }
    arrays: dict[str, npt.NDArray[Any]] = {
        "header": np.frombuffer(json.dumps(header).encode(), dtype=np.uint8),
        "rows": _in_bytes(map_.rows),
        "owner": map_.owner.astype(np.int16),
        "edges": edges,
        "text_rows": _in_bytes(map_.texts[told]),
        "text_owner": told.astype(np.int16),
        **{f"curve_{name}": knots for name, knots in model.curves.items()},
        **{f"{one}_tree_{name}": getattr(head.trees, name) for one, head in _heads(model).items() for name in TREES},
        **{
            f"{one}_linear_{name}": getattr(head.linear, name) for one, head in _heads(model).items() for name in LINEAR
        },
        **{f"edge_{name}": getattr(model.edge, name) for name in LINEAR},
        "course_rows": _in_bytes(model.courses.rows),
        "course_place": model.courses.place,
        "course_course": model.courses.course,
        "axes": model.axes,
        "centre": model.centre,
    }
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]  # the stub reads keywords as its flag


def load_model(path: Path = MODEL_FILE) -> PairModel:
    """Read a model.

    Raises
    ------
    FileNotFoundError
        If there is none.
    ValueError
        If it was made for other features than the present code has.
    """
    with np.load(path, allow_pickle=False) as stored:
        data = {name: stored[name] for name in stored.files}
    header = json.loads(bytes(data["header"]).decode())
    if header["format"] != FORMAT or header["features"] != [*FEATURES]:
        raise ValueError(f"{path} was made for other signals: run `python -m bench train_prerequisites`")
    edges = [(int(x), int(y)) for x, y in data["edges"]]
    texts = dict(zip(data["text_owner"].tolist(), _unit(data["text_rows"]), strict=True))
    return PairModel(
        knowledge=build_knowledge(header["names"], _unit(data["rows"]), data["owner"].astype(np.intp), edges, texts),
        needed=_head(data, "needed", header["start"]),
        direct=_head(data, "direct", header["start"]),
        edge=Linear(**_named(data, "edge_")),
        curves=_named(data, "curve_"),
        settings=header["settings"],
        encoder=header["encoder"],
        courses=Courses(_unit(data["course_rows"]), data["course_place"], data["course_course"]),
        axes=data["axes"],
        centre=data["centre"],
    )


def _heads(model: PairModel) -> dict[str, Head]:
    return {"needed": model.needed, "direct": model.direct}


def _head(data: Arrays, name: str, start: Mapping[str, float]) -> Head:
    trees = Trees(start=float(start[name]), **_named(data, f"{name}_tree_"))
    return Head(Linear(**_named(data, f"{name}_linear_")), trees)


def _in_bytes(rows: Floats) -> npt.NDArray[np.int8]:
    """Rows scaled to their largest part, in 8 bits."""
    small: npt.NDArray[np.int8] = np.rint(rows / (np.abs(rows).max(axis=1, keepdims=True) / 127)).astype(np.int8)
    return small


def _unit(rows: npt.NDArray[np.int8]) -> Floats:
    long = rows.astype(np.float32)
    unit: Floats = long / np.linalg.norm(long, axis=1, keepdims=True)
    return unit


def _named(data: Arrays, prefix: str) -> dict[str, npt.NDArray[Any]]:
    return {name.removeprefix(prefix): array for name, array in data.items() if name.startswith(prefix)}


@lru_cache(maxsize=1)
def default_model() -> PairModel | None:
    """Return the model that comes with the program, read once; None where it is missing."""
    return load_model() if MODEL_FILE.is_file() else None
