"""What to read next: every item scored, filtered, diversified and explained.

reader → `next_reads` → blend (learned parts) + wishes (stated parts) → filters → diversity → reasons.
Nothing is written and nothing is fitted here; see `recommend.fitted` for what is computed once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommend.blend import parts, seen, stored_weights, weighted
from recommend.evidence import Floats
from recommend.explain import reasons
from recommend.fitted import Fitted
from recommend.mmr import diversify
from recommend.query import Query
from recommend.rerank import ASKED, corrections
from recommend.wishes import Wishes, allowed, stated_parts

__all__ = ["Recommendation", "next_reads", "order", "score_parts"]

DEEP = 10
"""Diversity chooses among this many times as many items as are asked for."""
LEAST_DEEP = 100


@dataclass(frozen=True)
class Recommendation:
    """An item to read next.

    `parts` add up to `score`; they are named as in `recommend.signals` and `recommend.wishes`. `reasons` quote the
    evidence behind the greatest of them, strongest first.
    """

    id: str
    score: float
    parts: Mapping[str, float]
    reasons: tuple[str, ...]


def score_parts(
    fitted: Fitted, query: Query, wishes: Wishes, may: NDArray[np.bool_] | None = None
) -> dict[str, Floats]:
    """Return every part of every item's score by name, each float32 (n,), sliders applied.

    Parameters
    ----------
    may : bool (n,), the items that may be shown, the likeliest of which get a second look; all that are allowed.
    """
    if may is None:
        may = allowed(fitted, query, wishes)
    scores = seen(fitted, query, {*weighted(stored_weights()), *ASKED})
    out = parts(fitted, scores)
    blended: Floats = np.asarray(sum(out.values()), np.float32)
    for name, more in corrections(fitted, query, scores, blended, may).items():
        out[name] = out[name] + more if name in out else more
    out |= stated_parts(fitted, query, wishes.intent)
    return {name: values * np.float32(wishes.sliders.get(name, 1)) for name, values in out.items()}


def order(scores: Floats, may: NDArray[np.bool_], n: int) -> NDArray[np.intp]:
    """Return the positions of the `n` best allowed items, best first; equals keep the order of the evidence."""
    some = np.flatnonzero(may)
    if n < len(some):
        cut = np.partition(scores[some], len(some) - n)[len(some) - n]
        some = some[scores[some] >= cut]
    return some[np.argsort(-scores[some], kind="stable")][:n]


def next_reads(
    fitted: Fitted,
    query: Query,
    n: int = 20,
    *,
    wishes: Wishes | None = None,
    among: NDArray[np.bool_] | None = None,
) -> list[Recommendation]:
    """Return what to read next, in the order in which to show it.

    Parameters
    ----------
    fitted : what `recommend.fitted.fit` made of the library.
    query : what the reader liked, disliked and is after; all may be empty.
    n : at most this many; fewer when the filters leave fewer.
    wishes : intent, filters, diversity, sliders.
    among : bool (n,), only these items.

    Returns
    -------
    Recommendations whose parts add up to their score. With `diversity` above 0 a lower score may stand above a
    higher one that repeats what is already shown.
    """
    wishes = wishes or Wishes()
    may = allowed(fitted, query, wishes)
    if among is not None:
        may &= among
    values = score_parts(fitted, query, wishes, may)
    total: Floats = np.asarray(sum(values.values()), np.float32)
    best = order(total, may, max(n * DEEP, LEAST_DEEP) if wishes.diversity > 0 else n)
    if wishes.diversity > 0:
        best = best[diversify(total[best], fitted.evidence.vectors[best], n, wishes.diversity)]
    return [_recommendation(fitted, query, int(at), values) for at in best]


def _recommendation(fitted: Fitted, query: Query, at: int, values: Mapping[str, Floats]) -> Recommendation:
    own = {name: float(part[at]) for name, part in values.items() if part[at]}
    others = replace(query, liked=query.liked[query.liked != at])  # nothing is its own reason
    return Recommendation(fitted.evidence.ids[at], sum(own.values()), own, reasons(fitted, others, at, own))
