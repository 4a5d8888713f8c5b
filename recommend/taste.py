"""Taste: a projection of the joint features in which items of one list lie close together.

A linear two-tower model with shared weights, trained to find the hidden part of a list from the mean of the rest
by softmax over sampled items (Yi et al., "Sampling-Bias-Corrected Neural Modeling", RecSys 2019; features only, so
that items no list holds have a place too, as in DropoutNet: Volkovs et al., NeurIPS 2017). It starts as plain
cosine and is pulled back to it, so that few lists change little.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from recommend.arrays import TINY, unit_rows
from recommend.evidence import Floats, Ints, Matrix

__all__ = ["Lesson", "learn_taste"]


@dataclass(frozen=True)
class Lesson:
    """How the projection is learned; the numbers were chosen on lists held out of the training lists."""

    width: int = 128
    epochs: int = 12
    batch: int = 256
    least_steps: int = 12
    sample: int = 4_096
    hidden: float = 0.5
    dropout: float = 0.2
    rate: float = 4e-3
    pull: float = 1e-2
    temperature: float = 8.0
    seed: int = 0


@dataclass
class _Adam:
    rate: float
    shape: tuple[int, ...]
    step: int = 0
    mean: Floats = field(init=False)
    square: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.mean, self.square = np.zeros(self.shape, np.float32), np.zeros(self.shape, np.float32)

    def move(self, slope: Floats, share: float) -> Floats:
        self.step += 1
        self.mean += 0.1 * (slope - self.mean)
        self.square += 0.001 * (slope * slope - self.square)
        first, second = self.mean / (1 - 0.9**self.step), self.square / (1 - 0.999**self.step)
        return np.asarray(self.rate * share * first / (np.sqrt(second) + 1e-8), np.float32)


def learn_taste(lists: Matrix, rows: Floats, lesson: Lesson | None = None) -> Floats:
    """Return each item's place, float32 (n, width), rows of length 1.

    Parameters
    ----------
    lists : (lists, n) 0/1.
    rows : joint features (n, d).

    Notes
    -----
    Twelve passes over the lists with at most 4,096 items a step: linear in the number of lists.
    """
    lesson = lesson or Lesson()
    start = np.eye(min(lesson.width, rows.shape[1]), rows.shape[1], dtype=np.float32)
    several = np.flatnonzero(np.diff(lists.indptr) > 1)
    if not len(several):
        return unit_rows(rows @ start.T)
    chance = np.random.default_rng(lesson.seed)
    size = min(lesson.batch, max(16, len(several) // lesson.least_steps))
    steps = -(-len(several) // size) * lesson.epochs
    weights, log_heat = start.copy(), np.log(np.full(1, lesson.temperature, np.float32))
    moves, heats = _Adam(lesson.rate, weights.shape), _Adam(lesson.rate, (1,))
    drawn = (np.flatnonzero(np.bincount(lists.indices, minlength=len(rows))), chance)
    done = 0
    for _ in range(lesson.epochs):
        for some in np.array_split(chance.permutation(several), steps // lesson.epochs):
            share = _schedule(done / steps)
            slope, heat_slope = _slopes(lists[some], rows, weights, float(np.exp(log_heat[0])), lesson, drawn)
            weights -= moves.move(slope + 2 * lesson.pull * (weights - start), share)
            log_heat -= heats.move(np.full(1, heat_slope, np.float32), share)
            done += 1
    return unit_rows(rows @ weights.T)


def _schedule(done: float) -> float:
    return max(0.04, done / 0.1) if done < 0.1 else max(0.5 * (1 + float(np.cos(np.pi * (done - 0.1) / 0.9))), 1e-3)


def _sampled(lists: Matrix, held: Ints, most: int, chance: np.random.Generator) -> tuple[Ints, Matrix]:
    """Return the items of the lists, filled up with random others that some list holds, and the lists over these."""
    own = np.unique(lists.indices)
    others = chance.choice(held, min(len(held), max(0, most - len(own))), replace=False)
    items = np.union1d(own, others).astype(np.intp)
    at = np.searchsorted(items, lists.indices)
    return items, sp.csr_array((lists.data, at, lists.indptr), shape=(lists.shape[0], len(items)))


def _slopes(
    lists: Matrix, rows: Floats, weights: Floats, heat: float, lesson: Lesson, drawn: tuple[Ints, np.random.Generator]
) -> tuple[Floats, float]:
    """Return the slopes of the loss by the weights and by the log temperature, for one batch of lists."""
    held_items, chance = drawn
    items, held = _sampled(lists, held_items, lesson.sample, chance)
    hide = chance.random(held.nnz) < lesson.hidden
    known = sp.csr_array((np.where(hide, 0, held.data).astype(np.float32), held.indices, held.indptr), held.shape)
    wanted = np.asarray(
        sp.csr_array((hide.astype(np.float32), held.indices, held.indptr), held.shape).toarray(), np.float32
    )
    keep = (chance.random((len(items), rows.shape[1]), dtype=np.float32) >= lesson.dropout) / (1 - lesson.dropout)
    seen = rows[items] * keep.astype(np.float32)
    raw = seen @ weights.T
    length = np.linalg.norm(raw, axis=1, keepdims=True) + TINY
    places = raw / length
    sums = known @ places
    reach = np.linalg.norm(sums, axis=1, keepdims=True) + TINY
    readers = sums / reach
    near = readers @ places.T
    error = _error(np.asarray(heat * near, np.float32), known, wanted, sums)
    heat_slope = heat * float((error * near).sum())
    error *= np.float32(heat)
    to_readers = error @ places
    to_sums = (to_readers - readers * (readers * to_readers).sum(1, keepdims=True)) / reach
    to_places = error.T @ readers + known.T @ to_sums
    to_raw = (to_places - places * (places * to_places).sum(1, keepdims=True)) / length
    return np.asarray(to_raw.T @ seen, np.float32), heat_slope


def _error(logits: Floats, known: Matrix, wanted: Floats, sums: Floats) -> Floats:
    """Return the slope of the softmax loss by the logits; a list counts with the root of what it hides."""
    logits = np.where(known.toarray() > 0, np.float32(-1e4), logits)
    logits -= logits.max(axis=1, keepdims=True)
    chances = np.exp(logits)
    chances /= chances.sum(axis=1, keepdims=True)
    count = wanted.sum(axis=1, keepdims=True)
    usable = (count > 0) & (np.abs(sums).sum(axis=1, keepdims=True) > 0)
    weight = np.where(usable, 1 / np.sqrt(np.maximum(count, 1)), 0) / max(int(usable.sum()), 1)
    return np.asarray(weight * (chances * count - wanted), np.float32)
