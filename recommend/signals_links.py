"""Signals from what items are linked by: lists, citations, walks over both, and models of them."""

from __future__ import annotations

import numpy as np

from recommend.arrays import standardise
from recommend.evidence import Floats
from recommend.fitted import Fitted
from recommend.query import Query
from recommend.walks import reach

__all__ = ["alike", "bridge", "cited", "co_cited", "co_listed", "list_walk", "ridge", "spread", "walk", "walk_content"]

CONTENT_RESTART, TYPED_RESTART = 0.3, 0.15
LISTS = 200
"""The lists most like what was liked that are asked what else they hold."""
LIKED_WEIGHT, SPREAD_WEIGHT = 20.0, 15.0
"""What a liked item counts, in standard deviations of the co-listing score."""


def _start(fitted: Fitted, query: Query) -> Floats:
    start = np.zeros(len(fitted.evidence), np.float32)
    start[query.liked] = 1
    return start


def co_listed(fitted: Fitted, query: Query) -> Floats:
    """What stands in lists with the liked items: EASE (Steck, WWW 2019) with more (see `recommend.colisting`).

    Liked items that few lists hold tell a little more.
    """
    telling = np.maximum(fitted.evidence.list_counts[query.liked], 1) ** np.float32(-0.1)
    return np.asarray(telling @ fitted.learned.colisted[query.liked].astype(np.float32), np.float32).ravel()


def list_walk(fitted: Fitted, query: Query) -> Floats:
    """Walk from liked items to lists to items, popular items held back (RP3beta, Paudel et al. 2017)."""
    up, down = fitted.list_walk
    popular = np.maximum(fitted.evidence.list_counts, 1) ** np.float32(0.4)
    return np.asarray((down.T @ (up.T @ _start(fitted, query))) / popular, np.float32)


def alike(fitted: Fitted, query: Query) -> Floats:
    """What the lists hold that are most like what was liked, rare items telling more (user-based nearest neighbours:
    Resnick et al., GroupLens, 1994; weighted by rarity as in Breese et al., UAI 1998).
    """
    rows = fitted.list_rows
    if not len(query.liked) or not rows.nnz:
        return np.zeros(len(fitted.evidence), np.float32)
    counts = np.maximum(fitted.evidence.list_counts, 1)
    near = np.asarray(rows @ (_start(fitted, query) * np.log((1 + rows.shape[0]) / counts)), np.float32)
    if len(near) > LISTS:
        near = np.where(near >= np.partition(near, -LISTS)[-LISTS], near, 0).astype(np.float32)
    return np.asarray((fitted.evidence.lists.T @ near) * counts ** np.float32(-0.35), np.float32)


def cited(fitted: Fitted, query: Query) -> Floats:
    """Cites or is cited by liked items (Garfield, 1955), items with many links counting less."""
    links = fitted.evidence.links
    if not links.nnz:
        return np.zeros(len(fitted.evidence), np.float32)
    damp = np.maximum(fitted.evidence.link_counts, 1) ** np.float32(-0.25)
    return np.asarray(damp * (links @ (damp * _start(fitted, query))), np.float32) / _root(query)


def co_cited(fitted: Fitted, query: Query) -> Floats:
    """Cited together with, or citing the same as, liked items (Kessler 1963; Small 1973)."""
    links = fitted.evidence.links
    if not links.nnz:
        return np.zeros(len(fitted.evidence), np.float32)
    count = np.maximum(fitted.evidence.link_counts, 1)
    damp = count ** np.float32(-0.25)
    once = damp * (links @ (damp * _start(fitted, query)))
    return np.asarray(damp * (links @ (count ** np.float32(-0.75) * once)), np.float32) / _root(query)


def _root(query: Query) -> np.float32:
    return np.float32(max(len(query.liked), 1) ** 0.5)


def walk_content(fitted: Fitted, query: Query) -> Floats:
    """Personalised PageRank over text neighbours and citations (Haveliwala 2002)."""
    if not len(query.liked):
        return np.zeros(len(fitted.evidence), np.float32)
    return reach(fitted.content_walk, _start(fitted, query), CONTENT_RESTART)


def walk(fitted: Fitted, query: Query) -> Floats:
    """Personalised PageRank over text neighbours, citations and lists, popular items held back.

    Readers' lists as places of the walk: Gori & Pucci, ItemRank (IJCAI 2007).
    """
    if not len(query.liked):
        return np.zeros(len(fitted.evidence), np.float32)
    popular = np.maximum(fitted.evidence.list_counts, 1) ** np.float32(0.25)
    return reach(fitted.typed_walk, _start(fitted, query), TYPED_RESTART) / popular


def ridge(fitted: Fitted, query: Query) -> Floats:
    """Ridge regression per reader on the joint features, liked against all held items; in place of a linear SVM.

    The closed form of the exemplar classifiers of Hariharan et al. (ECCV 2012): one matrix product a reader.
    """
    rows = fitted.learned.joint
    return np.asarray(rows @ (fitted.learned.solved @ rows[query.liked].sum(axis=0)), np.float32)


def bridge(fitted: Fitted, query: Query) -> Floats:
    """Ridge regression of the co-listing scores on the joint features.

    It carries what lists know to items that no list holds (attribute-to-item maps: Gantner et al., ICDM 2010).
    """
    if not len(query.liked):
        return np.zeros(len(fitted.evidence), np.float32)
    rows = fitted.learned.joint
    wanted, usual = _wanted(fitted, query, LIKED_WEIGHT)
    wanted[fitted.held] -= usual
    told = np.flatnonzero(wanted)  # in a large library, few items are listed with what was liked
    sums = wanted[told] @ rows[told] if 2 * len(told) < len(rows) else wanted @ rows
    return np.asarray(rows @ (fitted.learned.solved @ (sums + usual * fitted.held_joint)), np.float32)


def spread(fitted: Fitted, query: Query) -> Floats:
    """Mean co-listing score of the nearest listed items by text: what they would say for this one.

    One step of label propagation (Zhu & Ghahramani, 2002).
    """
    if not len(query.liked):
        return np.zeros(len(fitted.evidence), np.float32)
    return np.asarray(fitted.listed_near @ _wanted(fitted, query, SPREAD_WEIGHT)[0], np.float32)


def _wanted(fitted: Fitted, query: Query, liked: float) -> tuple[Floats, np.float32]:
    """Return the standardised co-listing scores of held items, and which of them means no co-listing at all."""
    held, scores = fitted.held, co_listed(fitted, query)
    target = np.zeros(len(fitted.evidence), np.float32)
    target[held] = standardise(scores, held)[held]
    silent = held[scores[held] == 0]
    usual = target[silent[0]] if len(silent) else np.float32(0)
    target[query.liked] = liked
    return target, usual
