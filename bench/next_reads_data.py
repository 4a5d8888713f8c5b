"""The data of `bench next_reads` as evidence and questions, and parts cut out of its training lists.

Nothing here reads hidden items of the part that is to be predicted.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from embeddings.encoder import Encoder, Vectors
from embeddings.refresh import text_hash
from library.fields import author_id
from library.paths import write_atomic
from library.texts import resource_text
from library.vocabulary import Resource
from recommend.evidence import Evidence, Matrix, incidence
from recommend.query import Query

__all__ = ["Part", "Reader", "cut_parts", "read_part"]

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Reader:
    """One reader: name, goal (a list's name) with its vector, known items, hidden items (only of cut parts)."""

    name: str
    goal: str
    vector: Vectors | None
    known: tuple[int, ...]
    hidden: tuple[int, ...] = ()

    @property
    def query(self) -> Query:
        """The question that the recommender gets."""
        return Query(liked=np.array(self.known, np.intp), goal=self.goal, goal_vector=self.vector)


@dataclass(frozen=True, eq=False)
class Part:
    """Evidence from training lists, the readers to predict for, and which items stand to choose (warm, cold)."""

    evidence: Evidence
    readers: tuple[Reader, ...]
    warm: Mask
    cold: Mask
    training: tuple[Reader, ...] = ()


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _goal(name: str) -> str:
    """Return a list's name as a line of text; its outer headings say something too."""
    return name.replace(" / ", ", ")


def read_part(folder: Path, part: str, encoder: Encoder, cache: Path) -> Part:
    """Return `dev`, `heldout`, ... of a data set as evidence and questions.

    Raises
    ------
    FileNotFoundError
    """
    items = list(_rows(folder / "items.jsonl"))
    at = {row["id"]: position for position, row in enumerate(items)}
    works = [Resource(row["id"], row["title"], summary=row["abstract"] or "") for row in items]
    texts = [resource_text(work, keywords=row["tags"]) for work, row in zip(works, items, strict=True)]
    training = _readers(folder / "train_libraries.jsonl", at, encoder, cache)
    readers = _readers(folder / f"{part}_known.jsonl", at, encoder, cache)
    tags, names = _incidence([[tag.casefold() for tag in row["tags"]] for row in items])
    authors, people = _incidence([list(filter(None, map(author_id, row["authors"]))) for row in items])
    evidence = Evidence.of(
        [row["id"] for row in items],
        [row["title"] for row in items],
        _encoded(texts, encoder, cache),
        texts=tuple(map(resource_text, works)),
        lists=incidence([one.known for one in training], len(items)),
        list_names=tuple(one.goal for one in training),
        citations=_citations(folder / "citations.csv", at),
        keywords=tags,
        keyword_names=names,
        authors=authors,
        author_names=people,
        years=np.array([row["year"] or np.nan for row in items], np.float32),
    )
    choice = json.loads((folder / "candidates.json").read_text(encoding="utf-8"))
    warm, cold = (np.isin(evidence.ids, choice[name]) for name in ("warm", "cold"))
    return Part(evidence, readers, warm, cold, training)


def _readers(path: Path, at: Mapping[str, int], encoder: Encoder, cache: Path) -> tuple[Reader, ...]:
    rows = list(_rows(path))
    goals = [_goal(row.get("list", "")) for row in rows]
    vectors: Sequence[Vectors | None] = [None] * len(rows)
    if any(goals):
        vectors = list(_encoded(goals, encoder, cache))
    return tuple(
        Reader(row["reader"], goal, vector if goal else None, tuple(at[node] for node in row["items"] if node in at))
        for row, goal, vector in zip(rows, goals, vectors, strict=True)
    )


def _incidence(named: Sequence[Sequence[str]]) -> tuple[Matrix, tuple[str, ...]]:
    columns = {name: place for place, name in enumerate(dict.fromkeys(name for some in named for name in some))}
    return incidence([[columns[name] for name in some] for some in named], len(columns)), tuple(columns)


def _citations(path: Path, at: Mapping[str, int]) -> Matrix:
    if not path.is_file():
        return incidence([()] * len(at), len(at))
    with path.open(encoding="utf-8", newline="") as file:
        pairs = [(at[row["a"]], at[row["b"]]) for row in csv.DictReader(file) if row["a"] in at and row["b"] in at]
    first, second = np.array(pairs, np.int32).T
    ones = np.ones(len(pairs), np.float32)
    one_way = sp.csr_array(sp.coo_array((ones, (first, second)), shape=(len(at), len(at))))
    both: Matrix = sp.csr_array(one_way.maximum(one_way.T))
    return both


def _encoded(texts: Sequence[str], encoder: Encoder, cache: Path) -> Vectors:
    path = cache / f"vectors-{text_hash(encoder.name + chr(0).join(texts))[:16]}.npy"
    if not path.is_file():
        vectors = encoder.encode(list(texts))
        write_atomic(path, lambda file: np.save(file, vectors))
    stored: Vectors = np.load(path)
    return stored


def cut_parts(whole: Part, share: float, seed: int) -> Part:
    """Return a part like dev, cut out of the training lists only: some lists become readers with hidden items.

    A reader hides 35 % of the items; where lists overlap, 7.5 % of all items are taken out of every list, known
    and training, so that they are cold. Other items that no remaining list holds are cold as well.
    """
    chance = np.random.default_rng(seed)
    order = chance.permutation(len(whole.training))
    count = int(len(order) * share)
    n = len(whole.evidence)
    counts = whole.evidence.list_counts
    overlap = float(np.mean(counts[counts > 0] > 1))
    gone = np.zeros(n, np.bool_)
    if overlap > 0.5:
        gone[chance.choice(np.flatnonzero(counts), int(0.075 * (counts > 0).sum()), replace=False)] = True
    kept = [[item for item in whole.training[at].known if not gone[item]] for at in np.sort(order[count:])]
    lists = incidence(kept, n)
    warm = np.asarray(lists.sum(axis=0)).ravel() > 0
    readers = [_hide(whole.training[at], gone, chance) for at in np.sort(order[:count])]
    never = whole.cold & np.array([len(text) > len(title) + 1 for text, title in _texts(whole.evidence)])
    cold = ((counts > 0) & ~warm) | (never if overlap <= 0.5 else False)
    usable = tuple(one for one in readers if one.known and one.hidden)
    return Part(whole.evidence.with_lists(lists), usable, warm, cold)


def _texts(evidence: Evidence) -> Iterator[tuple[str, str]]:
    return zip(evidence.texts, evidence.titles, strict=True)


def _hide(reader: Reader, gone: Mask, chance: np.random.Generator) -> Reader:
    items = [int(item) for item in chance.permutation(np.array(reader.known, np.intp))]
    stay = [item for item in items if not gone[item]]
    hide = round(len(stay) * 0.35)
    hidden = (*stay[:hide], *(item for item in items if gone[item]))
    return Reader(reader.name, reader.goal, reader.vector, tuple(sorted(stay[hide:])), hidden)
