"""Learn the blend's weights from training lists: some are cut out, hidden in part, and must be found again.

LambdaRank (Burges, "From RankNet to LambdaRank to LambdaMART", 2010) with nDCG over each reader's likeliest items,
for the tasks all, warm and cold together; every data set counts the same. A softmax over the same items ranks worse
(see docs/recommendation.md). The items hidden in `dev` or `heldout` are never read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bench.next_reads_data import Part, Reader
from library.paths import write_atomic
from recommend.blend import GATES, PRIORS, bent, gates, priors, seen
from recommend.evidence import Floats
from recommend.fitted import fit
from recommend.signals import LEARNED

__all__ = ["Examples", "examples", "learn", "store"]

TOP, OTHERS = 40, 100
CUT, DEEP, RIVALS = 20, 40, 150
BATCH = 32
START = 0.02
LEAST = 0.005
"""Smaller weights are stored as 0, and signals without any weight are not computed."""

Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True)
class Examples:
    """One row per reader and item: `rows` (m, 2 * signals * gates + priors), `hit`, `cold` (m,); `starts` of readers.

    The columns of a row are first those up to the knee of `recommend.blend`, then those beyond it.
    """

    rows: NDArray[np.float16]
    hit: Mask
    cold: Mask
    starts: NDArray[np.intp]


def examples(part: Part, seed: int = 0) -> Examples:
    """Return what every signal says about the likeliest items of the part's readers."""
    chance = np.random.default_rng(seed)
    fitted = fit(part.evidence)
    known, before = gates(part.evidence), priors(part.evidence)
    rows, hits, colds, starts = [], [], [], []
    at = 0
    for reader in part.readers:
        query = reader.query
        scores = np.stack(list(seen(fitted, query, LEARNED).values()))
        items = _likely(scores, part, reader, chance)
        if not np.isin(items, reader.hidden).any():
            continue
        sides = bent(scores[:, items].T).transpose(0, 2, 1).reshape(len(items), -1)
        by_gate = sides[:, :, None] * known[items][:, None, :]
        rows.append(np.hstack([by_gate.reshape(len(items), -1), before[items]]).astype(np.float16))
        hits.append(np.isin(items, reader.hidden))
        colds.append(part.cold[items])
        starts.append(at)
        at += len(items)
    return Examples(np.vstack(rows), np.concatenate(hits), np.concatenate(colds), np.array(starts, np.intp))


def _likely(scores: Floats, part: Part, reader: Reader, chance: np.random.Generator) -> NDArray[np.intp]:
    free = part.warm | part.cold
    free[list(reader.known)] = False
    chosen = [np.array([item for item in reader.hidden if free[item]], np.intp)]
    for group in (np.flatnonzero(free & part.warm), np.flatnonzero(free & part.cold)):
        k = min(TOP, len(group))
        if k:
            best = np.argpartition(-scores[:, group], k - 1, axis=1)[:, :k]
            chosen.append(group[np.unique(best)])
    every = np.flatnonzero(free)
    chosen.append(chance.choice(every, min(OTHERS, len(every)), replace=False))
    return np.unique(np.concatenate(chosen))


def _readers(sets: Sequence[Sequence[Examples]]) -> list[tuple[NDArray[np.float16], Mask, Mask, float]]:
    """Return (rows, hit, cold, weight) of each reader; every data set counts the same."""
    out = []
    for group in sets:
        count = sum(len(one.starts) for one in group)
        for one in group:
            for start, stop in pairwise([*one.starts.tolist(), len(one.hit)]):
                out.append((one.rows[start:stop], one.hit[start:stop], one.cold[start:stop], 1 / count))
    mean = float(np.mean([weight for *_, weight in out]))
    return [(rows, hit, cold, weight / mean) for rows, hit, cold, weight in out]


def _push(scores: Floats, hit: Mask) -> Floats:
    """Return how strongly each item is to be moved (up below 0): LambdaRank with nDCG, cut below rank 40."""
    out = np.zeros(len(scores))
    best = np.argsort(-scores, kind="stable")
    rank = np.empty(len(scores), np.intp)
    rank[best] = np.arange(len(scores))
    gain = np.where(rank < DEEP, 1 / np.log2(rank + 2), 0.5 / np.log2(DEEP + 2))
    wanted, rivals = np.flatnonzero(hit), best[~hit[best]][:RIVALS]
    ideal = (1 / np.log2(np.arange(2, min(CUT, len(wanted)) + 2))).sum()
    behind = scores[wanted][:, None] - scores[rivals][None, :]
    pull = np.abs(gain[wanted][:, None] - gain[rivals][None, :]) / ideal / (1 + np.exp(np.clip(behind, -30, 30)))
    out[wanted] = -pull.sum(axis=1)
    out[rivals] = pull.sum(axis=0)
    return np.asarray(out, np.float32)


def _slope(weights: Floats, small: NDArray[np.float16], hit: Mask, cold: Mask) -> Floats:
    rows = small.astype(np.float32)
    scores = rows @ weights
    push = np.zeros(len(scores), np.float32)
    for task in (np.ones(len(hit), np.bool_), ~cold, cold):
        if (hit & task).any():
            push[task] += _push(scores[task], hit[task])
    return np.asarray(rows.T @ push, np.float32)


def learn(sets: Sequence[Sequence[Examples]], epochs: int = 12, rate: float = 0.01, decay: float = 1e-3) -> Floats:
    """Return the weights, (2 * signals * gates + priors,), by Adam; the mean over the last fifth of the way.

    Parameters
    ----------
    sets : for each data set, the examples of its cut parts.
    decay : ridge on the weights.

    Notes
    -----
    Weights of signals stay at or above 0: likeness never counts against an item, and most weights end at 0.
    """
    readers, chance = _readers(sets), np.random.default_rng(0)
    weights = np.full(2 * len(LEARNED) * len(GATES) + len(PRIORS), START, np.float32)
    mean, square, total = np.zeros_like(weights), np.zeros_like(weights), np.zeros_like(weights)
    step, taken = 0, 0
    for epoch in range(epochs):
        pace = rate * max(0.05, 0.5 * (1 + float(np.cos(np.pi * epoch / epochs))))
        for some in np.array_split(chance.permutation(len(readers)), max(1, len(readers) // BATCH)):
            slopes = [readers[at][3] * _slope(weights, *readers[at][:3]) for at in some]
            slope = np.sum(slopes, axis=0) / len(some) + 2 * decay * weights
            step += 1
            mean += 0.1 * (slope - mean)
            square += 0.01 * (slope * slope - square)
            weights -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
            weights[: -len(PRIORS)] = np.maximum(weights[: -len(PRIORS)], 0)
            if epoch >= epochs * 4 // 5:
                total, taken = total + weights, taken + 1
    return np.asarray(total / taken, np.float32)


def store(weights: Floats, path: Path, made: str) -> None:
    """Write the weights as readable JSON, one line per signal and side of the knee."""
    weights = np.where(np.abs(weights) < LEAST, 0, weights)
    by_side = weights[: -len(PRIORS)].astype(float).round(4).reshape(2, len(LEARNED), len(GATES))
    parts = [f' "made": {json.dumps(made)}']
    for side, rows in zip(("signals", "beyond"), by_side.tolist(), strict=True):
        named = {name: dict(zip(GATES, row, strict=True)) for name, row in zip(LEARNED, rows, strict=True)}
        lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in named.items())
        parts.append(f' "{side}": {{\n{lines}\n }}')
    before = dict(zip(PRIORS, weights[-len(PRIORS) :].astype(float).round(4).tolist(), strict=True))
    text = "{\n" + ",\n".join([*parts, f' "priors": {json.dumps(before)}']) + "\n}\n"
    write_atomic(path, lambda file: file.write(text.encode()))
