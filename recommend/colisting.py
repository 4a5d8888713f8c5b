"""Which items stand in the same lists: an item-to-item matrix from lists, helped by what items have in common.

Up to `LARGEST` items it is EASE (Steck, "Embarrassingly Shallow Autoencoders", WWW 2019), denoising (Steck,
"Autoencoders that Don't Overfit towards the Identity", NeurIPS 2020), with item-side rows stacked under the lists
(in the manner of Jeunen et al., "Closed-Form Models for Collaborative Filtering with Side-Information", RecSys 2020);
above, cosine of the lists with shrinkage, which stays sparse.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.linalg import lapack

from recommend.arrays import scaled
from recommend.evidence import Floats, Matrix

__all__ = ["LARGEST", "colisting", "ease"]

Dense: TypeAlias = tuple[Floats, Floats, Floats]

LARGEST = 20_000
RIDGE, HIDDEN = 20.0, 0.7
"""The ridge on every item, and the share of each list that is thought hidden while the weights are learned."""
KEEP = 512
SHRINK = 10.0
STEP = 1_000
CITED, NEAR, KEYWORD, WORD, TASTE = 0.5, 0.5, 0.5, 1.0, 5.0
"""What one link, neighbour, keyword, word and place in the learned projection weighs next to one list."""


def colisting(lists: Matrix, links: Matrix, near: Matrix, dense: Dense) -> Matrix | NDArray[np.float16]:
    """Return how much a known item (row) speaks for another (column), (n, n): float16, sparse above `LARGEST` items.

    Parameters
    ----------
    lists : (lists, n) 0/1.
    links, near : (n, n) citations and nearest neighbours by text, both symmetric.
    dense : keyword factors, word factors and places in the learned projection, each (n, factors).
    """
    n = lists.shape[1]
    if n > LARGEST:
        return _cosine(lists)
    gram = np.zeros((n, n), np.float32)
    one = sp.eye_array(n, dtype=np.float32)
    sides = [(1.0, lists), (CITED, links + one if links.nnz else links), (NEAR, near + one)]
    for weight, side in sides:
        _add_sparse(gram, sp.csr_array(side), weight)
    for weight, rows in zip((KEYWORD, WORD, TASTE), dense, strict=True):
        if rows.shape[1]:
            _add_dense(gram, rows, weight)
    gram[np.diag_indices(n)] += HIDDEN / (1 - HIDDEN) * np.asarray(lists.sum(axis=0), np.float32).ravel()
    return ease(gram, RIDGE).astype(np.float16)


def ease(gram: Floats, ridge: float) -> Floats:
    """Return the item-to-item weights of EASE for a Gram matrix (n, n), which is overwritten.

    Examples
    --------
    >>> weights = ease(np.array([[2, 2, 0], [2, 2, 0], [0, 0, 1]], np.float32), 1.0)
    >>> [round(float(weight), 2) for weight in weights[0, :2]]
    [0.0, 0.67]
    """
    gram[np.diag_indices(len(gram))] += ridge
    # The transposed view of a C array is a Fortran array, so LAPACK works in place.
    factor, failed = lapack.spotrf(gram.T, lower=1, overwrite_a=1, clean=0)
    if failed:
        raise ValueError("the Gram matrix is not positive definite")
    inverse, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    full = inverse.T
    for start in range(0, len(full), STEP):  # `full` holds the upper triangle
        stop = start + STEP
        full[stop:, start:stop] = full[start:stop, stop:].T
        block = full[start:stop, start:stop]
        full[start:stop, start:stop] = np.triu(block) + np.triu(block, 1).T
    full /= -np.diagonal(full).copy()[None, :]
    full[np.diag_indices(len(full))] = 0
    return np.asarray(full, np.float32)


def _add_sparse(gram: Floats, rows: Matrix, weight: float) -> None:
    columns = sp.csr_array(rows.T)
    for start in range(0, len(gram), STEP):
        gram[start : start + STEP] += np.float32(weight) * (columns[start : start + STEP] @ rows).toarray()


def _add_dense(gram: Floats, rows: Floats, weight: float) -> None:
    for start in range(0, len(gram), STEP):
        gram[start : start + STEP] += (np.float32(weight) * rows[start : start + STEP]) @ rows.T


def _cosine(lists: Matrix) -> Matrix:
    size = np.asarray(lists.sum(axis=1), np.float32).ravel()
    held = np.asarray(lists.sum(axis=0), np.float32).ravel()
    columns, weighted = sp.csr_array(lists.T), scaled(lists, 1 / np.log2(2 + size))
    parts = []
    root = np.sqrt(held + SHRINK).astype(np.float32)
    for start in range(0, lists.shape[1], STEP):
        block = scaled(columns[start : start + STEP] @ weighted, 1 / root[start : start + STEP], 1 / root)
        parts.append(_strongest(block, start))
    return sp.csr_array(sp.vstack(parts))


def _strongest(block: Matrix, start: int) -> Matrix:
    lines = block.tolil()
    for row in range(block.shape[0]):
        lines[row, start + row] = 0
    out = sp.csr_array(lines)
    out.eliminate_zeros()
    for row in range(out.shape[0]):
        values = out.data[out.indptr[row] : out.indptr[row + 1]]
        if len(values) > KEEP:
            values[values < np.partition(values, -KEEP)[-KEEP]] = 0
    out.eliminate_zeros()
    return out
