"""Recall@20, nDCG@20 and MRR of ranked lists against hidden items, as the public scorer of the data defines them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from rich.console import Console
from rich.table import Table

__all__ = ["Measured", "judge", "measure", "show"]

Measured: TypeAlias = Mapping[str, tuple[float, float, float, float]]
"""By task: recall, its half width, nDCG, MRR."""

CUT = 20
DISCOUNT = 1 / np.log2(np.arange(2, CUT + 2))


def judge(ranked: Sequence[str], hidden: set[str]) -> tuple[float, float, float]:
    """Return recall@20 (by min(20, hidden)), nDCG@20 and the reciprocal rank of the first hit.

    Examples
    --------
    >>> judge(["a", "b"], {"b"})[::2]
    (1.0, 0.5)
    """
    hit = np.array([item in hidden for item in ranked], np.bool_)
    top, most = hit[:CUT], min(CUT, len(hidden))
    first = np.flatnonzero(hit)
    gain = float((top * DISCOUNT[: len(top)]).sum() / DISCOUNT[:most].sum())
    return float(top.sum() / most), gain, float(1 / (first[0] + 1)) if len(first) else 0.0


def measure(folder: Path, part: str, ranked: Mapping[str, Mapping[str, Sequence[str]]]) -> Measured:
    """Return `task: (recall, half width, nDCG, MRR)`, averaged over the readers with hidden items in the task."""
    out: dict[str, tuple[float, float, float, float]] = {}
    with (folder / f"{part}_hidden.jsonl").open(encoding="utf-8") as file:
        hidden = {row["reader"]: row for row in map(json.loads, file)}
    for task in ("warm", "cold", "all"):
        judged = []
        for reader, row in hidden.items():
            wanted = {*row["warm"], *row["cold"]} if task == "all" else set(row[task])
            if wanted:
                judged.append(judge(ranked.get(reader, {}).get(task, ()), wanted))
        values = np.array(judged)
        recall, gain, first = values.mean(axis=0)
        width = 1.96 * values[:, 0].std(ddof=1) / np.sqrt(len(values))
        out[task] = (float(recall), float(width), float(gain), float(first))
    return out


def show(title: str, rows: Iterable[tuple[str, Measured, float]]) -> None:
    """Print one line per method: recall ± half width / nDCG / MRR of each task, and seconds."""
    table = Table("", "warm", "cold", "all", "seconds", title=title)
    for name, tasks, seconds in rows:
        cells = []
        for task in ("warm", "cold", "all"):
            recall, width, gain, first = tasks[task]
            cells.append(f"{recall:.3f} ±{width:.3f} / {gain:.3f} / {first:.3f}")
        table.add_row(name, *cells, f"{seconds:.1f}")
    Console(width=150).print(table)
