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

from bench.prerequisite_training import Teaching, fit
from embeddings.encoder import Encoder
from graph.prerequisites_edges import square_log_odds
from graph.prerequisites_features import Concepts, make_concepts
from graph.prerequisites_model import PairModel

__all__ = [
    "Asked",
    "Encode",
    "ask",
    "ask_unseen",
    "cached",
    "read_csv",
    "read_jsonl",
    "unseen_square",
    "write_csv",
    "write_jsonl",
]

FOLDS = 3
Floats = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True, slots=True)
class Asked:
    """Concepts of one source, and the log-odds (n, n) that the row is needed before the column."""

    ids: tuple[str, ...]
    some: Concepts
    square: npt.NDArray[np.float64]


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


def ask(data: Path, encode: Encode, model: PairModel) -> dict[str, Asked]:
    """Ask one model about every ordered pair of every source."""
    return {
        source: Asked(ids, some, square_log_odds(model, some))
        for source, (ids, some) in _concepts(data, encode).items()
    }


def ask_unseen(data: Path, encode: Encode, teaching: Teaching, *, forget: bool = False) -> dict[str, Asked]:
    """Ask models that saw neither concept of a pair.

    Parameters
    ----------
    data : Path
        The benchmark's folder; its Metacademy part is what teaches.
    encode : callable
        Texts to vectors.
    teaching : Teaching
        From the same folder.
    forget : bool
        The concepts' names are kept out of our own map as well.

    Returns
    -------
    dict
        Source -> answers. Metacademy's concepts are cut into three folds, and a pair is scored by a model without the
        folds of both; for other sources, concepts with their names are left out of Metacademy.
    """
    found = {}
    for source, (ids, some) in _concepts(data, encode).items():
        if source == "meta":
            found[source] = Asked(ids, some, unseen_square(teaching, some, forget=forget))
        else:
            model = fit(teaching, "", set(some.names), forget=forget)
            found[source] = Asked(ids, some, square_log_odds(model, some))
        print(f"asked about {len(ids)} unseen concepts of {source}", flush=True)
    return found


def unseen_square(teaching: Teaching, some: Concepts, *, forget: bool = False) -> npt.NDArray[np.float64]:
    """Log-odds (n, n) for all of Metacademy's concepts, each pair by a model without the folds of both."""
    fold = np.random.default_rng(7).permutation(len(some)) % FOLDS
    square = np.full((len(some), len(some)), -30.0)
    for left_in in range(FOLDS):
        hidden = {name for name, mine in zip(some.names, fold, strict=True) if mine != left_in}
        answers = square_log_odds(fit(teaching, "", hidden, forget=forget), some)
        apart = fold != left_in
        ours = apart[:, None] & apart[None, :]
        square[ours] = answers[ours]
    return square
