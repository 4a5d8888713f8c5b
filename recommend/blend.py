"""One score out of all signals, item by item according to the evidence there is about it.

Every signal is standardised over the library for this reader, made concave where it has a long tail, and weighted.
Its weight is a linear function of the item's evidence (its gates): whether any list holds it, how many lists, how
many citations. No weight knows which library it is used in. The weights lie in `weights.json` with the command
that made them; the score is the sum of the parts that `parts` returns, nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from recommend.arrays import concave, standardise
from recommend.evidence import Evidence, Floats
from recommend.fitted import Fitted
from recommend.query import Query
from recommend.signals import LEARNED

__all__ = ["GATES", "PRIORS", "Weights", "gates", "parts", "priors", "seen", "stored_weights"]

GATES = ("always", "unlisted", "lists", "citations")
PRIORS = ("unlisted", "lists", "unlisted_overlap", "lists_overlap", "citations")
FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Weights:
    """`signals`: one number per gate for each signal; `priors`: one for each of `PRIORS`; `made`: by what command."""

    signals: Mapping[str, Sequence[float]]
    priors: Mapping[str, float]
    made: str = ""


@lru_cache(maxsize=1)
def stored_weights() -> Weights:
    """Return the weights in `weights.json`."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    signals = {name: tuple(by_gate[gate] for gate in GATES) for name, by_gate in stored["signals"].items()}
    return Weights(signals, stored["priors"], stored["made"])


def gates(evidence: Evidence) -> Floats:
    """Return what is known about each item, float32 (n, len(GATES)): 1, 0/1, and two slowly growing counts."""
    lists, links = evidence.list_counts, evidence.link_counts
    columns = [
        np.ones(len(evidence)),
        lists == 0,
        np.minimum(np.log1p(lists) / 3, 1.5),
        np.minimum(np.log1p(links) / 3, 1.2),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def overlap(evidence: Evidence) -> float:
    """Return the share of list entries whose item stands in another list too.

    Where lists repeat each other, what many hold is worth reading; where they do not, it is mostly taken.
    """
    counts = evidence.list_counts
    return float(1 - (counts == 1).sum() / max(float(counts.sum()), 1.0))


def priors(evidence: Evidence) -> Floats:
    """Return what speaks for an item whoever asks, float32 (n, len(PRIORS))."""
    lists, share = evidence.list_counts, np.float32(overlap(evidence))
    unlisted = (lists == 0).astype(np.float32) if lists.any() else np.zeros(len(evidence), np.float32)
    popular = np.log1p(lists)
    return np.stack(
        [unlisted, popular, share * unlisted, share * popular, np.log1p(evidence.link_counts)], axis=1
    ).astype(np.float32)


def seen(name: str, scores: Floats, liked: Sequence[int] | np.ndarray) -> Floats:
    """Return a signal as the blend sees it: standardised over everything not liked yet, then concave."""
    over = np.ones(len(scores), np.bool_)
    over[np.asarray(liked, np.intp)] = False
    return concave(standardise(scores, over))


def parts(fitted: Fitted, query: Query, weights: Weights | None = None) -> dict[str, Floats]:
    """Return the learned parts of every item's score by name, each float32 (n,); their sum is the score."""
    weights = weights or stored_weights()
    evidence = fitted.evidence
    known = gates(evidence)
    out: dict[str, Floats] = {}
    for name, by_gate in weights.signals.items():
        scores = seen(name, LEARNED[name](fitted, query), query.liked)
        out[name] = scores * (known @ np.asarray(by_gate, np.float32))
    before = priors(evidence)
    out["unlisted"] = before[:, [0, 2]] @ np.array(
        [weights.priors["unlisted"], weights.priors["unlisted_overlap"]], np.float32
    )
    out["in_lists"] = before[:, [1, 3]] @ np.array(
        [weights.priors["lists"], weights.priors["lists_overlap"]], np.float32
    )
    out["linked"] = before[:, 4] * np.float32(weights.priors["citations"])
    return out
