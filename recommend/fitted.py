"""What is computed once per state of the library, so that one reader's list is a few matrix products.

`fit` makes it from evidence; `save` and `load` keep it as one derived file that can always be made again.
"""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from library.paths import write_atomic
from recommend.arrays import row_stochastic, scaled, unit_rows
from recommend.colisting import colisting
from recommend.evidence import Evidence, Floats, Ints, Matrix
from recommend.features import facet_rows, factors, joint, word_rows
from recommend.taste import learn_taste
from recommend.walks import content_steps, list_steps, neighbours, typed_steps

__all__ = ["FORMAT", "Fitted", "fit", "load", "save"]

FORMAT = 3
"""Count up when what is computed changes, so that no stale file is used."""

WALKED, STACKED = 10, 40
"""Text neighbours of an item in the walks, and in the co-listing matrix."""
RIDGE = 0.3
SMALL = 3_000
"""Items below which one core fits faster than several."""


@dataclass(frozen=True, eq=False)
class Learned:
    """The arrays worth keeping on disk; n items.

    Parameters
    ----------
    colisted : (n, n) what a known item (row) says for another; dense float16, or sparse in large libraries.
    near : (n, n) text neighbours.
    joint : (n, d) joint features; `solved` is the inverse of their Gram matrix with a ridge, (d, d).
    taste : (n, k) places in the learned projection, rows of length 1.
    """

    colisted: Matrix | NDArray[np.float16]
    near: Matrix
    joint: Floats
    solved: Floats
    taste: Floats


@dataclass(frozen=True, eq=False)
class Fitted:
    """Evidence with everything computed from it once; what is cheap is made at first use."""

    evidence: Evidence
    learned: Learned

    @cached_property
    def words(self) -> tuple[Any, Matrix]:
        """The tf-idf model and the items' rows."""
        return word_rows(self.evidence)

    @cached_property
    def word_names(self) -> tuple[str, ...]:
        """The words and phrases of the tf-idf model, by column."""
        return tuple(self.words[0].get_feature_names_out())

    @cached_property
    def word_counts(self) -> Ints:
        """How many items have each word of the tf-idf model."""
        return np.bincount(self.words[1].indices, minlength=self.words[1].shape[1])

    @cached_property
    def keywords(self) -> Matrix:
        """Keyword rows by rarity, of length 1."""
        return facet_rows(self.evidence.keywords)

    @cached_property
    def authors(self) -> Matrix:
        """Author rows by rarity, of length 1."""
        return facet_rows(self.evidence.authors)

    @cached_property
    def topics(self) -> Matrix:
        """Topic rows by rarity, of length 1."""
        return facet_rows(self.evidence.topics)

    @cached_property
    def content_walk(self) -> Matrix:
        """Steps over text neighbours and citations."""
        return content_steps(self.learned.near, self.evidence.links)

    @cached_property
    def typed_walk(self) -> Matrix:
        """Steps over text neighbours, citations and lists."""
        return typed_steps(self.learned.near, self.evidence.links, self.evidence.lists)

    @cached_property
    def list_walk(self) -> tuple[Matrix, Matrix]:
        """Steps from items to lists and back."""
        return list_steps(self.evidence.lists)

    @cached_property
    def list_rows(self) -> Matrix:
        """Lists by what they hold, rare items weighing more, rows of length 1."""
        return facet_rows(self.evidence.lists)

    @cached_property
    def listed_near(self) -> Matrix:
        """Text neighbours that some list holds, rows summing to 1."""
        held = np.zeros(len(self.evidence), np.float32)
        held[self.held] = 1
        return row_stochastic(scaled(row_stochastic(self.learned.near), columns=held))

    @cached_property
    def held_joint(self) -> Floats:
        """Sum of the joint features over the held items."""
        return np.asarray(self.learned.joint[self.held].sum(axis=0), np.float32)

    @cached_property
    def years(self) -> tuple[Floats, Ints]:
        """The years there are, NaN among them, and which of them is each item's."""
        distinct, at = np.unique(self.evidence.years, return_inverse=True)
        return distinct, at

    @cached_property
    def held(self) -> Ints:
        """Positions of the items that some list holds; all items when there are no lists."""
        some = np.flatnonzero(self.evidence.list_counts > 0)
        return some if len(some) else np.arange(len(self.evidence))


def fit(evidence: Evidence, progress: Callable[[str], None] = lambda _: None) -> Fitted:
    """Compute everything from the evidence.

    Notes
    -----
    Cubic in the number of items up to `colisting.LARGEST` (a minute at 15,000), near-linear above but for the
    exact text neighbours. A small library is fitted on one core: its matrices are too small to share, and threads
    that wait for each other take many times the work itself where other programs want the cores too.
    """
    with threadpool_limits(1 if len(evidence) < SMALL else None):
        return _fit(evidence, progress)


def _fit(evidence: Evidence, progress: Callable[[str], None]) -> Fitted:
    progress("words and features")
    _, words = word_rows(evidence)
    word_factors, keyword_factors = factors(words), factors(facet_rows(evidence.keywords))
    rows = joint(evidence, word_factors, keyword_factors)
    vectors = unit_rows(evidence.vectors)
    progress("taste")
    taste = learn_taste(evidence.lists, rows)
    progress("co-listing")
    stacked = neighbours(vectors, STACKED)
    together = colisting(evidence.lists, evidence.links, stacked, (keyword_factors, word_factors, taste))
    held = np.flatnonzero(evidence.list_counts > 0) if evidence.lists.nnz else np.arange(len(evidence))
    return Fitted(evidence, Learned(together, neighbours(vectors, WALKED), rows, _solved(rows[held]), taste))


def _solved(rows: Floats) -> Floats:
    gram = (rows.T @ rows).astype(np.float64)
    gram[np.diag_indices(len(gram))] += RIDGE * max(np.trace(gram), 1e-9) / max(len(gram), 1)
    return np.linalg.inv(gram).astype(np.float32)


def save(fitted: Fitted, path: Path) -> None:
    """Write what was learned to `path`, whole or not at all."""

    def write(file: BinaryIO) -> None:
        arrays: dict[str, Any] = {}
        for one in fields(Learned):
            value = getattr(fitted.learned, one.name)
            if sp.issparse(value):
                arrays |= {f"{one.name}.{part}": getattr(value, part) for part in ("data", "indices", "indptr")}
            else:
                arrays[one.name] = value
        np.savez(file, mark=np.array(_mark(fitted.evidence)), **arrays)

    write_atomic(path, write)


def load(evidence: Evidence, path: Path) -> Fitted | None:
    """Return what `save` wrote for this very state of the library; None when there is none.

    A dense co-listing matrix stays on disk and is read by rows, so that loading takes no time and no memory for it.
    """
    if not path.is_file():
        return None
    try:
        return _stored(evidence, path)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None  # damaged: it is derived and made again


def _stored(evidence: Evidence, path: Path) -> Fitted | None:
    n = len(evidence)
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        if str(stored["mark"]) != _mark(evidence):
            return None
        values: dict[str, Any] = {}
        for one in fields(Learned):
            if one.name == "colisted" and one.name in stored:
                values[one.name] = _mapped(file, f"{one.name}.npy")
            elif one.name in stored:
                values[one.name] = stored[one.name]
            else:
                parts = tuple(stored[f"{one.name}.{part}"] for part in ("data", "indices", "indptr"))
                values[one.name] = sp.csr_array(parts, shape=(n, n))
    return Fitted(evidence, Learned(**values))


def _mapped(file: BinaryIO, member: str) -> NDArray[Any]:
    """Return an array of an open npz file without reading it; `numpy.savez` stores its members as they are."""
    with zipfile.ZipFile(file) as archive:
        at = archive.getinfo(member).header_offset
    file.seek(at + 26)  # the lengths of name and extra field end the 30 bytes of a member's own header
    file.seek(at + 30 + sum(struct.unpack("<HH", file.read(4))))
    np.lib.format.read_magic(file)
    shape, by_column, kind = np.lib.format.read_array_header_1_0(file)
    return np.memmap(file, kind, "r", file.tell(), shape, "F" if by_column else "C")


def _mark(evidence: Evidence) -> str:
    return json.dumps([FORMAT, evidence.revision, len(evidence)])
