"""Reads the learning-path benchmark and asks the prerequisite model about it, also about concepts it must not know."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.prerequisite_teaching import Teaching
from bench.prerequisite_training import fit
from bench.prerequisite_unseen import unseen_edges, unseen_squares
from embeddings.encoder import Encoder
from graph.prerequisites_edges import Square, edge_features, edge_log_odds, square_log_odds
from graph.prerequisites_features import Concepts, make_concepts, plain_name
from graph.prerequisites_model import PairModel

__all__ = [
    "Asked",
    "Encode",
    "ask",
    "ask_unseen",
    "cached",
    "learned",
    "read_csv",
    "read_jsonl",
    "write_csv",
    "write_jsonl",
]

Floats = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True, slots=True)
class Asked:
    """Concepts of one source, and log-odds (n, n) that the row is needed before the column, at all and directly."""

    ids: tuple[str, ...]
    some: Concepts
    square: Square
    edges: Square


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """All objects of a file with one JSON object a line."""
    return [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]


def read_csv(path: Path) -> list[dict[str, str]]:
    """All rows of a CSV file, compressed or not."""
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows under a head."""
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def write_jsonl(path: Path, objects: Iterable[Mapping[str, object]]) -> None:
    """Write one JSON object a line."""
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects), "utf8")


def cached(encoder: Encoder, folder: Path) -> Encode:
    """Encoder that keeps vectors in a folder, so that a second run of the benchmark encodes nothing."""

    def encode(texts: Sequence[str]) -> Floats:
        key = hashlib.sha256("\0".join([encoder.name, *texts]).encode()).hexdigest()[:16]
        path = folder / f"vectors-{key}.npy"
        if not path.is_file():
            np.save(path, encoder.encode(texts))
        stored: Floats = np.load(path)
        return stored

    return encode


def _concepts(data: Path, encode: Encode) -> dict[str, tuple[tuple[str, ...], Concepts]]:
    lines = read_jsonl(data / "A_concepts.jsonl")
    sources: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        sources.setdefault(line["source"], []).append(line)
    found = {}
    for source, some in sources.items():
        titles = [one["title"] for one in some]
        texts = [f"{one.get('text') or ''} {one.get('goals') or ''}".strip() for one in some]
        read = [f"{title}. {text}" if text else title for title, text in zip(titles, texts, strict=True)]
        concepts = make_concepts(titles, texts, encode([title.replace("_", " ") for title in titles]), encode(read))
        found[source] = (tuple(one["id"] for one in some), concepts)
    return found


def learned(data: Path, model: PairModel) -> bool:
    """Whether the model was trained on the Metacademy concepts of this folder: then all of them are on its map."""
    lines = read_jsonl(data / "A_concepts.jsonl")
    names = {plain_name(line["title"]) for line in lines if line["source"] == "meta"}
    return bool(names) and names <= set(model.knowledge.names)


def ask(data: Path, encode: Encode, model: PairModel) -> dict[str, Asked]:
    """Ask one model about every ordered pair of every source."""
    return {source: _asked(ids, some, model, model) for source, (ids, some) in _concepts(data, encode).items()}


def _asked(ids: tuple[str, ...], some: Concepts, asked: PairModel, shipped: PairModel) -> Asked:
    squares = square_log_odds(asked, some)
    return Asked(ids, some, squares.needed, edge_log_odds(shipped, some, squares))


def ask_unseen(
    data: Path, encode: Encode, teaching: Teaching, shipped: PairModel, *, forget: bool = False
) -> dict[str, Asked]:
    """Ask models that saw neither concept of a pair.

    Parameters
    ----------
    data : Path
        The benchmark's folder; its Metacademy part is what teaches.
    encode : callable
        Texts to vectors.
    teaching : Teaching
        From the same folder.
    shipped : PairModel
        Says which pairs are direct, for other sources than Metacademy.
    forget : bool
        The concepts' names are kept out of our own map as well.

    Returns
    -------
    dict
        Source -> answers. Metacademy's concepts are cut into folds, and a pair is scored by a model without the folds
        of both; for other sources, concepts with their names are left out of Metacademy.
    """
    found = {}
    for source, (ids, some) in _concepts(data, encode).items():
        if source == "meta":
            squares = unseen_squares(teaching, some, forget=forget)
            truth = teaching.truth(teaching.edges), teaching.truth(teaching.closure)
            edges = unseen_edges(edge_features(some, squares), *truth)
            found[source] = Asked(ids, some, squares.needed, edges)
        else:
            found[source] = _asked(ids, some, fit(teaching, "", set(some.names), forget=forget), shipped)
        print(f"asked about {len(ids)} unseen concepts of {source}", flush=True)
    return found
