"""What is known about a library's items, as arrays aligned to their ids: the only input of every signal.

Evidence is frozen; nothing here is learned (that is `recommend.fitted`) and nothing is about one reader (`Query`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

__all__ = ["Evidence", "Floats", "Ints", "Matrix", "incidence"]

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.intp]
Matrix: TypeAlias = sp.csr_array
"""A sparse float32 matrix whose rows or columns follow `Evidence.ids`."""


def incidence(members: Sequence[Sequence[int]], width: int) -> Matrix:
    """Return the 0/1 matrix whose row i has ones at the columns `members[i]`, repeats counted once.

    Examples
    --------
    >>> incidence([[0, 2], []], 3).toarray().tolist()
    [[1.0, 0.0, 1.0], [0.0, 0.0, 0.0]]
    """
    rows = [sorted(set(row)) for row in members]
    columns = np.fromiter((column for row in rows for column in row), np.int32)
    starts = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    return sp.csr_array((np.ones(len(columns), np.float32), columns, starts), shape=(len(rows), width))


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything the signals may look at.

    Parameters
    ----------
    ids : node ids; every other field follows their order. n is their number.
    titles, texts : for words, muted words and reasons.
    vectors : float32 (n, d), rows of length 1 (or 0: no text).
    lists : (lists, n), which list (or section) holds what; `list_names` are aligned to its rows.
    citations : (n, n), row cites column; a link of unknown direction stands both ways.
    keywords, authors, topics : (n, names), with `keyword_names`, `author_names`, `topic_names` for the columns.
    requires : (n, n), row needs column first.
    topic_requires : (topics, topics), row needs column first.
    years : float32 (n,), NaN where unknown.
    levels : float32 (n,), 0 introductory, 1 intermediate, 2 advanced, NaN unknown.
    importance : float32 (n,), PageRank or zeros.
    kinds, languages : aligned texts, empty where unknown.
    revision : names the state of the library that this was taken from.
    """

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    vectors: Floats
    lists: Matrix
    citations: Matrix
    keywords: Matrix
    authors: Matrix
    topics: Matrix
    requires: Matrix
    topic_requires: Matrix
    years: Floats
    levels: Floats
    importance: Floats
    kinds: tuple[str, ...]
    languages: tuple[str, ...] = ()
    list_names: tuple[str, ...] = ()
    keyword_names: tuple[str, ...] = ()
    author_names: tuple[str, ...] = ()
    topic_names: tuple[str, ...] = ()
    revision: str = field(default="", compare=False)

    @classmethod
    def of(cls, ids: Sequence[str], titles: Sequence[str], vectors: Floats, **known: Any) -> Evidence:
        """Return evidence of which only the named parts are known; all others are empty.

        Examples
        --------
        >>> Evidence.of(["a", "b"], ["A", "B"], np.eye(2, dtype=np.float32)).citations.shape
        (2, 2)
        """
        n, topics = len(ids), known.get("topics", sp.csr_array((len(ids), 0), dtype=np.float32))
        empty: dict[str, Any] = {
            "texts": tuple(titles), "lists": sp.csr_array((0, n), dtype=np.float32), "topics": topics,
            "topic_requires": sp.csr_array((topics.shape[1],) * 2, dtype=np.float32),
            "years": np.full(n, np.nan, np.float32), "levels": np.full(n, np.nan, np.float32),
            "importance": np.zeros(n, np.float32), "kinds": ("",) * n, "languages": ("",) * n,
        }  # fmt: skip
        for name in ("citations", "requires"):
            empty[name] = sp.csr_array((n, n), dtype=np.float32)
        for name in ("keywords", "authors"):
            empty[name] = sp.csr_array((n, 0), dtype=np.float32)
        return cls(ids=tuple(ids), titles=tuple(titles), vectors=vectors, **empty | known)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each id stands."""
        return {node: at for at, node in enumerate(self.ids)}

    @cached_property
    def list_counts(self) -> Floats:
        """How many lists hold each item, float32 (n,)."""
        return np.asarray(self.lists.sum(axis=0), np.float32).ravel()

    @cached_property
    def links(self) -> Matrix:
        """Citations without direction, 0/1, (n, n)."""
        both = sp.csr_array(self.citations + self.citations.T)
        both.data = np.ones_like(both.data)
        return both

    @cached_property
    def link_counts(self) -> Floats:
        """How many items each item cites or is cited by, float32 (n,)."""
        return np.asarray(self.links.sum(axis=1), np.float32).ravel()

    def subset(self, keep: Ints) -> Evidence:
        """Return the evidence about the items at positions `keep` only, in that order."""
        changed: dict[str, Any] = {}
        for name in ("keywords", "authors", "topics"):
            changed[name] = getattr(self, name)[keep]
        for name in ("citations", "requires"):
            changed[name] = getattr(self, name)[keep][:, keep]
        for name in ("ids", "titles", "texts", "kinds", "languages"):
            values = getattr(self, name)
            changed[name] = tuple(values[at] for at in keep) if values else ()
        for name in ("vectors", "years", "levels", "importance"):
            changed[name] = getattr(self, name)[keep]
        return replace(self, lists=self.lists[:, keep], **changed)

    def with_lists(self, lists: Matrix, names: Sequence[str] = ()) -> Evidence:
        """Return the same items with other lists."""
        return replace(self, lists=lists, list_names=tuple(names))

    def check(self) -> None:
        """Raise ValueError when a field is not aligned to the ids or a vector is not finite."""
        n = len(self.ids)
        for one in fields(self):
            value = getattr(self, one.name)
            rows = value.shape[1 if one.name == "lists" else 0] if hasattr(value, "shape") else len(value)
            if one.name.endswith("names") or one.name in ("topic_requires", "revision"):
                continue
            if rows != n:
                raise ValueError(f"{one.name} has {rows} rows for {n} items")
        if not np.isfinite(self.vectors).all():
            raise ValueError("vectors are not finite")
