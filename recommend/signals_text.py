"""Signals from what items are about: text, words, keywords, authors, topics, the goal and the learned projection."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from recommend.arrays import unit_rows
from recommend.evidence import Floats, Ints, Matrix
from recommend.fitted import Fitted
from recommend.query import Query

__all__ = [
    "author",
    "era",
    "goal",
    "goal_words",
    "keywords",
    "nearest",
    "taste",
    "text",
    "topics",
    "words",
]

MOST = 64
"""Of longer histories, this many evenly spread items stand for all where each one costs a pass over the library."""
NEAREST = 3
ERA = 1.5
"""Years after which an item of another time counts 1/e."""


def _nothing(fitted: Fitted) -> Floats:
    return np.zeros(len(fitted.evidence), np.float32)


def _centroid(rows: Floats, liked: Ints) -> Floats:
    middle: Floats = unit_rows(rows[liked].mean(axis=0, keepdims=True))[0]
    return middle


def _nearest(rows: Floats, liked: Ints) -> Floats:
    return _top_mean(rows[_spread(liked)] @ rows.T)


def _spread(liked: Ints) -> Ints:
    return liked if len(liked) <= MOST else liked[np.linspace(0, len(liked) - 1, MOST).astype(np.intp)]


def _top_mean(near: Floats) -> Floats:
    """Return the mean of the greatest `NEAREST` of each column; passes over whole rows are what a processor likes."""
    best = list(near[:NEAREST])
    for row in near[NEAREST:]:
        left = row
        for place, held in enumerate(best):
            best[place], left = np.maximum(held, left), np.minimum(held, left)
    return np.asarray(np.sum(best, axis=0) / np.float32(len(best)), np.float32)


def _sparse_centroid(rows: Matrix, liked: Ints) -> Floats:
    middle = np.asarray(rows[liked].sum(axis=0), np.float32).ravel()
    return np.asarray(rows @ (middle / max(float(np.linalg.norm(middle)), 1e-9)), np.float32)


def text(fitted: Fitted, query: Query) -> Floats:
    """Likeness of text to the middle of what was liked (Rocchio, 1971), by sentence vectors."""
    if not len(query.liked):
        return _nothing(fitted)
    return np.asarray(fitted.evidence.vectors @ _centroid(fitted.evidence.vectors, query.liked), np.float32)


def nearest(fitted: Fitted, query: Query) -> Floats:
    """Mean likeness of text to the three nearest liked items, for a reader has several interests.

    Item by item instead of one profile, as in Sarwar et al. (WWW 2001), with text in place of ratings.
    """
    return _nearest(fitted.evidence.vectors, query.liked) if len(query.liked) else _nothing(fitted)


def words(fitted: Fitted, query: Query) -> Floats:
    """Likeness of words, tf-idf with single words and pairs (Salton & Buckley, 1988)."""
    return _sparse_centroid(fitted.words[1], query.liked) if len(query.liked) else _nothing(fitted)


def era(fitted: Fitted, query: Query) -> Floats:
    """Share of the liked items that are about as old: a list grows in its years (half-value about a year).

    A density estimate of the liked years (Parzen, 1962) with an exponential kernel.
    """
    years = fitted.evidence.years
    liked = years[query.liked][np.isfinite(years[query.liked])] if len(query.liked) else years[:0]
    if not len(liked):
        return _nothing(fitted)
    distinct, at = fitted.years
    near = np.exp(-np.abs(distinct[:, None] - liked[None, :]) / np.float32(ERA)).mean(axis=1)
    return np.asarray(np.nan_to_num(near, nan=0.0)[at], np.float32)


def keywords(fitted: Fitted, query: Query) -> Floats:
    """Shared keywords and tags, rare ones counting more (inverse document frequency: Spärck Jones, 1972)."""
    return _facet(fitted, fitted.keywords, query)


def author(fitted: Fitted, query: Query) -> Floats:
    """Shared authors, those of few items counting more (inverse document frequency: Spärck Jones, 1972)."""
    return _facet(fitted, fitted.authors, query)


def topics(fitted: Fitted, query: Query) -> Floats:
    """Shared topics, rare ones counting more (inverse document frequency: Spärck Jones, 1972)."""
    return _facet(fitted, fitted.topics, query)


def _facet(fitted: Fitted, rows: Matrix, query: Query) -> Floats:
    return _sparse_centroid(rows, query.liked) if len(query.liked) and rows.nnz else _nothing(fitted)


def goal(fitted: Fitted, query: Query) -> Floats:
    """Likeness of text to the goal, by sentence vectors (Reimers & Gurevych, Sentence-BERT, EMNLP 2019)."""
    if query.goal_vector is None:
        return _nothing(fitted)
    return np.asarray(fitted.evidence.vectors @ query.goal_vector, np.float32)


def goal_words(fitted: Fitted, query: Query) -> Floats:
    """Words of the goal in the item, tf-idf (vector space search: Salton, Wong & Yang, 1975)."""
    if not query.goal.strip():
        return _nothing(fitted)
    model, rows = fitted.words
    asked = sp.csr_array(model.transform([query.goal]))
    return np.asarray((rows @ asked.T).toarray(), np.float32).ravel()


def taste(fitted: Fitted, query: Query) -> Floats:
    """Likeness to the middle of what was liked, in the learned projection (two-tower model: Yi et al., RecSys 2019).

    See `recommend.taste`.
    """
    if not len(query.liked):
        return _nothing(fitted)
    return np.asarray(fitted.learned.taste @ _centroid(fitted.learned.taste, query.liked), np.float32)
