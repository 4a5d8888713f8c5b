"""What a reader wants right now (filters, intent, sliders) and the signals whose weights are stated, not learned.

No public data tells how much readiness or recency is worth, so these weights are a choice, written in `STATED`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from recommend.arrays import unit_rows
from recommend.evidence import Evidence, Floats, Matrix
from recommend.fitted import Fitted
from recommend.query import Query
from recommend.signals_text import topics

__all__ = ["INTENTS", "STATED", "Intent", "Wishes", "allowed", "stated_parts"]

Intent = Literal["for you", "ready now", "similar", "foundations", "newest", "bridge"]
INTENTS: tuple[Intent, ...] = get_args(Intent)

HALF_LIFE = 4.0
"""Years after which an item counts half as new."""
ENOUGH_TEXT = 0.35
"""Likeness below this is no likeness: unrelated titles reach it too."""


@dataclass(frozen=True)
class Wishes:
    """What may be shown and what counts.

    Parameters
    ----------
    intent : one of `INTENTS`.
    kinds, languages : only these; empty allows all, and items of unknown language always pass.
    years : first and last year; items of unknown year pass.
    listed_only : leave out what no list holds.
    diversity : 0 to 1, see `recommend.mmr`.
    sliders : factor by part name, 1 where not named.
    """

    intent: Intent = "for you"
    kinds: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    years: tuple[int, int] | None = None
    listed_only: bool = False
    diversity: float = 0.15
    sliders: Mapping[str, float] = field(default_factory=dict)


def allowed(fitted: Fitted, query: Query, wishes: Wishes) -> NDArray[np.bool_]:
    """Return which items may be shown, (n,): not settled, not disliked, and within every filter."""
    evidence = fitted.evidence
    may = np.ones(len(evidence), np.bool_)
    may[query.liked if query.settled is None else query.settled] = False
    may[query.disliked] = False
    if wishes.kinds:
        may &= np.isin(evidence.kinds, list(wishes.kinds))
    if wishes.languages and evidence.languages:
        may &= np.isin(evidence.languages, [*wishes.languages, ""])
    if wishes.years:
        first, last = wishes.years
        may &= ~((evidence.years < first) | (evidence.years > last))
    if wishes.listed_only:
        may &= evidence.list_counts > 0
    return may


def known_topics(fitted: Fitted, query: Query) -> NDArray[np.bool_]:
    """Return which topics the reader knows, (topics,): marked, taught by what was read, or required by these."""
    evidence = fitted.evidence
    known = np.zeros(evidence.topics.shape[1], np.float32)
    known[query.known_topics] = 1
    if len(query.liked):
        known = np.maximum(known, np.asarray(evidence.topics[query.liked].max(axis=0).toarray()).ravel() >= 0.5)
    for _ in range(len(known)):
        wider = np.minimum(known + evidence.topic_requires.T @ known, 1)
        wider = (wider > 0).astype(np.float32)
        if (wider == known).all():
            break
        known = wider
    return known > 0


def readiness(fitted: Fitted, query: Query) -> Floats:
    """Return minus the share of an item's needs (topics and items) that the reader does not know; 0 is ready.

    What is ready is the outer fringe of what is known, in knowledge space theory (Doignon & Falmagne, 1985).
    """
    topics, items, total = _needs(fitted.evidence)
    known = known_topics(fitted, query).astype(np.float32)
    read = np.zeros(len(fitted.evidence), np.float32)
    read[query.liked] = 1
    met = topics @ known + items @ read
    return np.asarray(np.where(total > 0, met / np.maximum(total, 1) - 1, 0), np.float32)


@lru_cache(maxsize=1)
def _needs(evidence: Evidence) -> tuple[Matrix, Matrix, Floats]:
    """Return which topics (n, topics) and which items (n, n) each item needs, 0/1, and how many these are, (n,)."""
    about = (evidence.topics >= 0.5).astype(np.float32)
    topics = ((about @ evidence.topic_requires) > 0).astype(np.float32)
    items = (evidence.requires > 0).astype(np.float32)
    return topics, items, np.asarray(topics.sum(axis=1) + items.sum(axis=1), np.float32).ravel()


def level_step(fitted: Fitted, query: Query) -> Floats:
    """Return minus how far an item's level is above the reader's highest usual level plus half a step; 0 is fine.

    A step and no more: the zone of proximal development (Vygotsky, 1978).
    """
    levels = fitted.evidence.levels
    of_read = levels[query.liked][np.isfinite(levels[query.liked])] if len(query.liked) else levels[:0]
    reach = 0.5 + (float(np.quantile(of_read, 0.75)) if len(of_read) else 0.0)
    return np.asarray(-np.maximum(np.nan_to_num(levels, nan=reach) - reach, 0), np.float32)


def quality(fitted: Fitted, _: Query) -> Floats:
    """Return how central an item is: its rank by PageRank and by the number of lists that agree, 0 to 1.

    PageRank: Page et al., 1999; agreement of lists: rank aggregation by mean rank (Borda, 1781).
    """
    return _central(fitted.evidence)


@lru_cache(maxsize=1)
def _central(evidence: Evidence) -> Floats:
    return (_rank(evidence.importance) + _rank(evidence.list_counts)) / np.float32(2)


def _rank(values: Floats) -> Floats:
    if not len(values) or values.max() == values.min():
        return np.zeros(len(values), np.float32)
    order = np.sort(values)
    return np.asarray(np.searchsorted(order, values, "left") / len(values), np.float32)


def recency(fitted: Fitted, _: Query) -> Floats:
    """Return how new an item is, 1 for the newest year of the library, half of it every four years; 0 unknown.

    The half-life of literature: Burton & Kebler, 1960.
    """
    years = fitted.evidence.years
    if not np.isfinite(years).any():
        return np.zeros(len(years), np.float32)
    age = float(np.nanmax(years)) - years
    return np.asarray(np.nan_to_num(0.5 ** (age / HALF_LIFE), nan=0.0), np.float32)


def disliked(fitted: Fitted, query: Query) -> Floats:
    """Return minus the greatest likeness of text to anything that got a thumb down.

    Negative feedback as in Rocchio, 1971, but by the nearest instead of the middle.
    """
    if not len(query.disliked):
        return np.zeros(len(fitted.evidence), np.float32)
    near = (fitted.evidence.vectors @ fitted.evidence.vectors[query.disliked].T).max(axis=1)
    return np.asarray(-np.maximum(near - ENOUGH_TEXT, 0) / (1 - ENOUGH_TEXT), np.float32)


def muted(fitted: Fitted, query: Query) -> Floats:
    """Return -1 for every item with a muted word in its text; the reader's own rule."""
    words = [re.escape(word.strip()) for word in query.muted if word.strip()]
    if not words:
        return np.zeros(len(fitted.evidence), np.float32)
    stop = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
    return -np.array([bool(stop.search(text)) for text in fitted.evidence.texts], np.float32)


def ignored(fitted: Fitted, query: Query) -> Floats:
    """Return minus the growing weight of how often an item was shown and left alone.

    Impression discounting: Lee et al., KDD 2014.
    """
    return -np.log1p(np.bincount(query.ignored, minlength=len(fitted.evidence))).astype(np.float32)


def foundation(fitted: Fitted, query: Query) -> Floats:
    """Return how much of what was liked rests on an item: required or cited by it, older, more central.

    Cited by what one reads: the citation index read backwards (Garfield, 1955).
    """
    evidence = fitted.evidence
    liked = np.zeros(len(evidence), np.float32)
    liked[query.liked] = 1
    below = evidence.requires.T @ liked + evidence.citations.T @ liked
    oldness = np.nan_to_num((np.nanmax(evidence.years) - evidence.years) / 10, nan=0) if _dated(fitted) else 0
    return np.asarray(np.log1p(below) + np.minimum(oldness, 1) + quality(fitted, query), np.float32)


def _dated(fitted: Fitted) -> bool:
    return bool(np.isfinite(fitted.evidence.years).any())


def between(fitted: Fitted, query: Query) -> Floats:
    """Return the smaller of the likenesses to what was liked and to the goal: high only between the two.

    The smaller of two degrees is their fuzzy "and" (Zadeh, 1965).
    """
    if query.goal_vector is None or not len(query.liked):
        return np.zeros(len(fitted.evidence), np.float32)
    centre = unit_rows(fitted.evidence.vectors[query.liked].mean(axis=0, keepdims=True))[0]
    vectors = fitted.evidence.vectors
    return np.asarray(np.minimum(vectors @ centre, vectors @ query.goal_vector), np.float32)


def aim(fitted: Fitted, query: Query) -> Floats:
    """Return how near an item's text is to the goal, 0 to 1: from unrelated texts to the nearest of the library.

    By sentence vectors (Reimers & Gurevych, EMNLP 2019).
    """
    if query.goal_vector is None or not len(fitted.evidence):
        return np.zeros(len(fitted.evidence), np.float32)
    near = np.maximum(fitted.evidence.vectors @ query.goal_vector, 0)
    return np.asarray(near / max(float(near.max()), ENOUGH_TEXT), np.float32)


def teaching(fitted: Fitted, _: Query) -> Floats:
    """Return 1 for what is made to be read, watched or worked through, 0 for what is made to be used: our choice."""
    return _teaches(fitted.evidence)


@lru_cache(maxsize=1)
def _teaches(evidence: Evidence) -> Floats:
    return np.isin(evidence.kinds, TEACHES).astype(np.float32)


TEACHES = ("course", "book", "tutorial", "video", "paper", "blog", "demo")
START = "start"
"""While nothing is liked and no goal is given, what an intent leaves open: good starters by level and agreement."""

Stated: TypeAlias = Callable[[Fitted, Query], Floats]
STATED: Mapping[str, tuple[Stated, Mapping[str, float]]] = {
    "readiness": (readiness, {"": 0.5, "ready now": 4.0, "foundations": 1.0, "similar": 0.0}),
    "level": (level_step, {"": 0.5, "ready now": 2.0, "foundations": 1.0, "similar": 0.0, START: 1.0}),
    # Among things of one year the more central ones come first.
    "quality": (quality, {"": 0.0, "foundations": 1.5, "newest": 0.2, START: 2.0}),
    "teaching": (teaching, {"": 0.0, START: 1.0}),
    "recency": (recency, {"": 0.0, "newest": 6.0}),
    "foundation": (foundation, {"": 0.0, "foundations": 2.5}),
    "topic": (topics, {"": 0.3, "similar": 0.6}),
    "aim": (aim, {"": 6.0, "similar": 2.0}),
    "between": (between, {"": 0.0, "bridge": 10.0}),
    "disliked": (disliked, {"": 6.0}),
    "muted": (muted, {"": 20.0}),
    "ignored": (ignored, {"": 0.5}),
}
"""Stated weights by intent; the empty intent stands for all that are not named."""


def stated_parts(fitted: Fitted, query: Query, intent: Intent) -> dict[str, Floats]:
    """Return the parts with stated weights by name, each float32 (n,); those of weight 0 are left out."""
    asked = (intent,) if len(query.liked) or query.goal else (intent, START)
    weights = {
        name: next((by_intent[one] for one in asked if one in by_intent), by_intent[""])
        for name, (_, by_intent) in STATED.items()
    }
    return {
        name: np.float32(weights[name]) * signal(fitted, query) for name, (signal, _) in STATED.items() if weights[name]
    }
