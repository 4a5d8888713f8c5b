"""One dense row per item out of its text, words, keywords and citations; what `taste` and `ridge` learn on.

Items without some kind of evidence have zeros there, and an item that cites or is cited also sees the mean of its
neighbours (one step of simple graph convolution: Wu et al., ICML 2019).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

from recommend.arrays import row_stochastic, scaled, unit_rows
from recommend.evidence import Evidence, Floats, Matrix

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

__all__ = ["facet_rows", "factors", "joint", "word_rows"]

WORDS = 40_000
FACTORS = 300
WIDTH = 512


def word_rows(evidence: Evidence) -> tuple[TfidfVectorizer, Matrix]:
    """Return the tf-idf model of the items' texts and their rows (n, words), of length 1."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    few = 1 if len(evidence) < 200 else 2
    model = TfidfVectorizer(
        sublinear_tf=True, min_df=few, ngram_range=(1, 2), max_features=WORDS, stop_words="english", dtype=np.float32
    )
    texts = [text if any(map(str.isalnum, text)) else "nothing" for text in evidence.texts]
    return model, sp.csr_array(model.fit_transform([*texts, "untitled work"])[: len(texts)])


def facet_rows(names: Matrix) -> Matrix:
    """Return keyword, author or topic rows weighted by rarity (idf), of length 1; (n, names)."""
    if not names.shape[1]:
        return names
    held = np.asarray((names > 0).sum(axis=0), np.float32).ravel()
    weighted = scaled(names, columns=np.log((1 + names.shape[0]) / (1 + held)).astype(np.float32))
    length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1), np.float32).ravel())
    return scaled(weighted, 1 / np.maximum(length, 1e-9).astype(np.float32))


def factors(rows: Any, k: int = FACTORS) -> Floats:
    """Return the `k` strongest factors of a sparse matrix, times their strength; float32 (n, <= k)."""
    from sklearn.utils.extmath import randomized_svd

    k = min(k, min(rows.shape) - 1)
    if k < 1 or not rows.nnz:
        return np.zeros((rows.shape[0], 0), np.float32)
    left, strength, _ = randomized_svd(sp.csr_matrix(rows), k, random_state=0, n_iter=4)
    return np.asarray(left * strength, np.float32)


def _two_steps(links: Matrix) -> Matrix:
    near = sp.csr_array(links + sp.eye_array(links.shape[0], dtype=np.float32))
    root = np.asarray(near.sum(axis=1), np.float32).ravel() ** -0.5
    step = scaled(near, root, root)
    return sp.csr_array(step @ step)


def joint(evidence: Evidence, words: Floats, keywords: Floats) -> Floats:
    """Return all blocks side by side, turned so that the first columns carry most; float32 (n, <= 512).

    Parameters
    ----------
    words, keywords : factors of the word rows and of the keyword rows.
    """
    text = unit_rows(evidence.vectors - evidence.vectors.mean(axis=0)) if len(evidence) else evidence.vectors
    text[np.abs(evidence.vectors).sum(axis=1) == 0] = 0
    tagged = unit_rows(keywords)
    blocks = [text * np.float32(1.2), np.float32(0.7) * unit_rows(words), tagged]
    if evidence.links.nnz:
        near = row_stochastic(evidence.links)
        blocks += [np.float32(0.7) * unit_rows(factors(_two_steps(evidence.links))), near @ text, near @ tagged]
    rows = np.hstack(blocks).astype(np.float32)
    if rows.shape[1] > WIDTH or rows.shape[1] > len(evidence):
        _, directions = np.linalg.eigh(rows.T @ rows)
        rows = rows @ directions[:, ::-1][:, :WIDTH]
    return np.ascontiguousarray(rows, np.float32)
