"""Learn the blend's weights from training lists: some are cut out, hidden in part, and must be found again.

A listwise softmax (Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", ICML 2007) over
each reader's likeliest items, summed over the tasks all, warm and cold; every data set counts the same. The items
hidden in `dev` or `heldout` are never read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.next_reads_data import Part, Reader
from library.paths import write_atomic
from recommend.blend import GATES, PRIORS, gates, priors, seen
from recommend.evidence import Floats
from recommend.fitted import fit
from recommend.signals import LEARNED

__all__ = ["Examples", "examples", "learn", "store"]

TOP, OTHERS = 60, 100
ROOT = 0.7
"""A reader with k hidden items counts k to the power of 1 - ROOT."""


@dataclass(frozen=True)
class Examples:
    """One row per reader and item: `rows` (m, signals * gates + priors), `hit` and `cold` (m,); readers begin at `starts`."""

    rows: Floats
    hit: NDArray[np.bool_]
    cold: NDArray[np.bool_]
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
        scores = np.stack([seen(name, signal(fitted, query), query.liked) for name, signal in LEARNED.items()])
        items = _likely(scores, part, reader, chance)
        if not np.isin(items, reader.hidden).any():
            continue
        by_gate = scores[:, items].T[:, :, None] * known[items][:, None, :]
        rows.append(np.hstack([by_gate.reshape(len(items), -1), before[items]]).astype(np.float32))
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


def _tasks(one: Examples) -> Iterator[NDArray[np.bool_]]:
    yield np.ones(len(one.hit), np.bool_)
    yield ~one.cold
    yield one.cold


def _loss(weights: Floats, one: Examples, part: NDArray[np.bool_]) -> tuple[float, Floats]:
    """Return loss and slope of one task: mean over readers of the softmax loss of their hidden items."""
    scores = one.rows @ weights.astype(np.float32)
    scores = np.where(part, scores, np.float32(-1e9)).astype(np.float64)
    sizes = np.diff([*one.starts, len(scores)])
    scores -= np.repeat(np.maximum.reduceat(scores, one.starts), sizes)
    chances = np.where(part, np.exp(scores), 0)
    total = np.add.reduceat(chances, one.starts)
    hit = one.hit & part
    count = np.add.reduceat(hit.astype(np.float64), one.starts)
    worth = np.where(count > 0, np.maximum(count, 1) ** -ROOT, 0) / max(int((count > 0).sum()), 1)
    logs = scores - np.repeat(np.log(np.maximum(total, 1e-300)), sizes)
    each = np.repeat(worth, sizes)
    loss = -float((each * np.where(hit, logs, 0)).sum())
    slope = each * (np.repeat(count / np.maximum(total, 1e-300), sizes) * chances - hit)
    return loss, one.rows.T @ slope.astype(np.float32)


def learn(sets: Sequence[Sequence[Examples]], decay: float = 3e-3) -> Floats:
    """Return the weights, (signals * gates + priors,), by L-BFGS.

    Parameters
    ----------
    sets : for each data set, the examples of its cut parts.
    decay : ridge on the weights.
    """
    cut = [(1 / len(group), one, list(_tasks(one))) for group in sets for one in group]

    def value(weights: Floats) -> tuple[float, Floats]:
        loss, slope = decay * float(weights @ weights), 2 * decay * weights
        for share, one, tasks in cut:
            for task in tasks:
                if (one.hit & task).any():
                    more, by = _loss(weights, one, task)
                    loss, slope = loss + share * more, slope + share * by
        return loss, np.asarray(slope, np.float64)

    width = len(LEARNED) * len(GATES) + len(PRIORS)
    found = minimize(value, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return np.asarray(found.x, np.float32)


def store(weights: Floats, path: Path, made: str) -> None:
    """Write the weights as readable JSON, one line per signal."""
    split = len(LEARNED) * len(GATES)
    by_signal = weights[:split].astype(float).reshape(len(LEARNED), len(GATES)).round(4).tolist()
    signals = {name: dict(zip(GATES, row, strict=True)) for name, row in zip(LEARNED, by_signal, strict=True)}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in signals.items())
    before = json.dumps(dict(zip(PRIORS, weights[split:].astype(float).round(4).tolist(), strict=True)))
    text = f'{{\n "made": {json.dumps(made)},\n "signals": {{\n{lines}\n }},\n "priors": {before}\n}}\n'
    write_atomic(path, lambda file: file.write(text.encode()))
