"""Small array helpers that several parts of the advice share."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp

from recommend.evidence import Floats, Ints, Matrix

__all__ = ["row_of", "row_stochastic", "scaled", "standardise", "unit_rows"]

TINY = 1e-12


def unit_rows(rows: Floats) -> Floats:
    """Return rows of length 1; rows of zeros stay."""
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    return np.asarray(rows / np.maximum(length, TINY), np.float32)


def scaled(matrix: Any, rows: Any = None, columns: Any = None) -> Matrix:
    """Return a sparse matrix with its rows and columns multiplied by the given factors."""
    out: Any = matrix
    if rows is not None:
        out = sp.diags_array(np.asarray(rows, np.float32)) @ out
    if columns is not None:
        out = out @ sp.diags_array(np.asarray(columns, np.float32))
    made: Matrix = sp.csr_array(out).astype(np.float32)
    return made


def row_of(matrix: Matrix, at: int) -> tuple[Ints, Floats]:
    """Return the columns and values of one row; reading a row by slices of the matrix takes thirty times as long."""
    own = slice(matrix.indptr[at], matrix.indptr[at + 1])
    return np.asarray(matrix.indices[own], np.intp), np.asarray(matrix.data[own], np.float32)


def row_stochastic(matrix: Any) -> Matrix:
    """Return a sparse matrix whose rows sum to 1; empty rows stay empty.

    Examples
    --------
    >>> row_stochastic(sp.csr_array([[1.0, 3.0], [0.0, 0.0]])).toarray().tolist()
    [[0.25, 0.75], [0.0, 0.0]]
    """
    total = np.asarray(matrix.sum(axis=1), np.float32).ravel()
    return scaled(matrix, np.where(total > 0, 1 / np.maximum(total, TINY), 0).astype(np.float32))


def standardise(scores: Floats, over: Any) -> Floats:
    """Return scores as distances from the mean in standard deviations, both taken over the items `over`.

    Scores that do not differ say nothing and become 0.
    """
    some = scores[over]
    if not len(some):
        return np.zeros_like(scores)
    middle = some.mean()
    off = some - middle
    spread = float(np.sqrt(off @ off / len(off)))
    if spread < 1e-7 * max(1.0, float(some.max()), -float(some.min())) or spread < 1e-20:
        return np.zeros_like(scores)
    return np.asarray((scores - middle) / np.float32(spread), np.float32)
