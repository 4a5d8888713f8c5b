"""One score out of all signals, item by item according to the evidence there is about it.

Every signal is standardised over the library for this reader and weighted: by one weight up to `KNEE` standard
deviations and by another beyond, because the few items far ahead are another matter than the rest. A weight is a
linear function of the item's evidence (its gates): whether any list holds it, how many lists, how many citations. No
weight knows which library it is used in. The weights lie in `weights.json` with the command that made them; the
score is the sum of the parts that `parts` returns, nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommend.arrays import standardise
from recommend.evidence import Evidence, Floats
from recommend.fitted import Fitted
from recommend.query import Query
from recommend.signals import LEARNED

__all__ = [
    "GATES",
    "PRIORS",
    "Weights",
    "bent",
    "gates",
    "parts",
    "priors",
    "seen",
    "stored_weights",
    "voiced",
    "weighted",
]

GATES = ("unlisted", "listed", "well_listed", "rarely_listed", "uncited", "cited")
PRIORS = ("unlisted", "lists", "unlisted_overlap", "lists_overlap", "citations")
PRIOR_PARTS: Mapping[str, Sequence[str]] = {
    "unlisted": ("unlisted", "unlisted_overlap"),
    "in_lists": ("lists", "lists_overlap"),
    "linked": ("citations",),
}
"""What speaks for an item whoever asks, as parts of the score."""
KNEE, FLOOR = 3.0, 0.5
"""Where a weight changes, and the least share of the weight beyond that also counts up to there: in a library of a
dozen items nothing is ever three deviations ahead."""
FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Weights:
    """How much everything counts.

    Parameters
    ----------
    signals, beyond : for each signal one number per gate, up to `KNEE` and beyond it.
    priors : a number for each of `PRIORS`.
    made : by what command.
    """

    signals: Mapping[str, Sequence[float]]
    beyond: Mapping[str, Sequence[float]]
    priors: Mapping[str, float]
    made: str = ""


@lru_cache(maxsize=1)
def stored_weights() -> Weights:
    """Return the weights in `weights.json`."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    signals, beyond = (
        {name: tuple(by_gate[gate] for gate in GATES) for name, by_gate in stored[side].items()}
        for side in ("signals", "beyond")
    )
    return Weights(signals, beyond, stored["priors"], stored["made"])


@lru_cache(maxsize=1)
def gates(evidence: Evidence) -> Floats:
    """Return what is known about each item, float32 (n, len(GATES)), all between 0 and 1.5.

    A weight on two opposite gates is a weight everywhere; on one of them, a weight for such items only.
    """
    lists, links = evidence.list_counts, evidence.link_counts
    held = lists > 0
    columns = [
        ~held,
        held,
        np.where(held, np.minimum(np.log1p(lists) / 3, 1.5), 0),
        np.where(held, 1 / np.maximum(lists, 1), 0),
        links == 0,
        np.minimum(np.log1p(links) / 3, 1.2),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


@lru_cache(maxsize=1)
def voiced(fitted: Fitted) -> dict[str, NDArray[np.bool_]]:
    """Return, for signals that rest on one kind of evidence, which items have any of it, each (n,).

    Elsewhere such a signal is silent: no citation known is no sign of being unrelated.
    """
    evidence = fitted.evidence
    linked = evidence.link_counts > 0
    return {
        "list_walk": evidence.list_counts > 0,
        "alike": evidence.list_counts > 0,
        "cited": linked,
        "co_cited": linked,
        "keywords": np.diff(evidence.keywords.indptr) > 0,
        "author": np.diff(evidence.authors.indptr) > 0,
        "era": np.isfinite(evidence.years),
    }


def overlap(evidence: Evidence) -> float:
    """Return the share of list entries whose item stands in another list too.

    Where lists repeat each other, what many hold is worth reading; where they do not, it is mostly taken.
    """
    counts = evidence.list_counts
    return float(1 - (counts == 1).sum() / max(float(counts.sum()), 1.0))


@lru_cache(maxsize=1)
def priors(evidence: Evidence) -> Floats:
    """Return what speaks for an item whoever asks, float32 (n, len(PRIORS))."""
    lists, share = evidence.list_counts, np.float32(overlap(evidence))
    unlisted = (lists == 0).astype(np.float32) if lists.any() else np.zeros(len(evidence), np.float32)
    popular = np.log1p(lists)
    return np.stack(
        [unlisted, popular, share * unlisted, share * popular, np.log1p(evidence.link_counts)], axis=1
    ).astype(np.float32)


def seen(fitted: Fitted, query: Query, names: Iterable[str]) -> dict[str, Floats]:
    """Return the signals as the blend sees them: standardised over everything not liked yet, 0 where silent."""
    over = np.ones(len(fitted.evidence), np.bool_)
    over[query.liked] = False
    speaks = voiced(fitted)
    out = {}
    for name in names:
        scores = standardise(LEARNED[name](fitted, query), over)
        out[name] = np.where(speaks[name], scores, np.float32(0)) if name in speaks else scores
    return out


def bent(scores: Floats) -> Floats:
    """Return standardised scores as what lies up to `KNEE` and what lies beyond, float32 (n, 2).

    Examples
    --------
    >>> bent(np.array([1.0, 5.0], np.float32)).tolist()
    [[1.0, 0.0], [3.0, 2.0]]
    """
    low = np.minimum(scores, np.float32(KNEE))
    return np.stack([low, scores - low], axis=-1)


def _slopes(low: Sequence[float], beyond: Sequence[float]) -> Floats:
    """Return the weights of a signal by gate up to the knee and beyond it, float32 (len(GATES), 2)."""
    return np.stack([np.maximum(low, FLOOR * np.array(beyond)), beyond], axis=1).astype(np.float32)


def _joined(sides: Floats, scores: Floats) -> Floats:
    """Return `(sides * bent(scores)).sum(axis=1)`; NumPy sums pairs ten times as slowly as it adds two arrays."""
    low = np.minimum(scores, np.float32(KNEE))
    return np.asarray(sides[:, 0] * low + sides[:, 1] * (scores - low), np.float32)


def weighted(weights: Weights) -> list[str]:
    """Return the names of the signals with any weight."""
    return [name for name, row in weights.signals.items() if any(row) or any(weights.beyond[name])]


def parts(fitted: Fitted, scores: Mapping[str, Floats], weights: Weights | None = None) -> dict[str, Floats]:
    """Return the learned parts of every item's score by name, each float32 (n,); their sum is the score.

    Parameters
    ----------
    scores : what `seen` returns, at least for the signals that are `weighted`.
    """
    weights = weights or stored_weights()
    known, before = gates(fitted.evidence), priors(fitted.evidence)
    out = {}
    for name in weighted(weights):
        side = known @ _slopes(weights.signals[name], weights.beyond[name])
        out[name] = _joined(side, scores[name])
    for name, terms in PRIOR_PARTS.items():
        columns = [PRIORS.index(term) for term in terms]
        out[name] = before[:, columns] @ np.array([weights.priors[term] for term in terms], np.float32)
    return out
