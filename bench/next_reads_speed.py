"""How long one reader's list takes on growing libraries, with everything loaded: `recommend.rank.next_reads` whole.

The libraries are drawn at random in the sizes that real ones have (lists of 30, ten neighbours, ten citations an
item); nothing is fitted, so scores mean nothing and only the time counts.
"""

from __future__ import annotations

import statistics
import time

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from recommend.arrays import unit_rows
from recommend.colisting import LARGEST
from recommend.evidence import Evidence, Floats, Matrix, incidence
from recommend.fitted import Fitted, Learned
from recommend.query import Query
from recommend.rank import next_reads

__all__ = ["print_speed"]

SIZES = (15_000, 100_000)
LIKED, READERS = 20, 15
PER_LIST, LINKS, NEAR, TOGETHER = 30, 5, 5, 128


def print_speed() -> None:
    """Print the median time of a list of 20 for readers of 20 items, reasons and diversity included."""
    print("resources  milliseconds  of the processor")
    for size in SIZES:
        fitted, draw = _library(size), np.random.default_rng(1)
        wall, work = [], []
        for _ in range(READERS + 1):  # the first one makes what is made at first use
            query = Query(liked=draw.choice(size, LIKED, replace=False))
            began, spent = time.perf_counter(), time.process_time()
            next_reads(fitted, query, 20)
            wall.append(time.perf_counter() - began)
            work.append(time.process_time() - spent)
        print(f"{size:9}  {1000 * statistics.median(wall[1:]):12.0f}  {1000 * statistics.median(work[1:]):16.0f}")


def _library(size: int) -> Fitted:
    draw = np.random.default_rng(0)
    words = np.array([f"word{at}" for at in range(20_000)])
    titles = [" ".join(some) for some in words[draw.integers(0, len(words), (size, 8))]]
    lists = [draw.choice(size, PER_LIST, replace=False).tolist() for _ in range(size // 5)]
    evidence = Evidence.of(
        [str(at) for at in range(size)],
        titles,
        unit_rows(draw.standard_normal((size, 384), np.float32)),
        lists=incidence(lists, size),
        citations=_random(draw, size, LINKS),
        keywords=incidence(draw.integers(0, 3_000, (size, 3)).tolist(), 3_000),
        years=draw.integers(1990, 2026, size).astype(np.float32),
        kinds=("paper",) * size,
    )
    near = _random(draw, size, NEAR)
    rows: Floats = draw.standard_normal((size, 512), np.float32)
    taste = unit_rows(draw.standard_normal((size, 128), np.float32))
    return Fitted(evidence, Learned(_together(draw, size), near, rows, np.eye(512, dtype=np.float32), taste))


def _random(draw: np.random.Generator, size: int, each: int) -> Matrix:
    one_way = incidence(draw.integers(0, size, (size, each)).tolist(), size)
    both: Matrix = sp.csr_array(one_way.maximum(one_way.T))
    return both


def _together(draw: np.random.Generator, size: int) -> Matrix | NDArray[np.float16]:
    if size <= LARGEST:
        row = draw.standard_normal(2 * size, np.float32).astype(np.float16)
        return np.stack([row[size - at : 2 * size - at] for at in range(size)])
    values = draw.random(size * TOGETHER, np.float32)
    places = draw.integers(0, size, size * TOGETHER, np.int32)
    return sp.csr_array((values, places, np.arange(size + 1) * TOGETHER), shape=(size, size))
