"""What real readers read next: predictions by the product's own ranking, and simple baselines from the same run.

    python -m bench next_reads --data DIR --part dev --out FILE     write ranked lists for each reader of a part
    python -m bench next_reads --data DIR --table                   measure ours and the baselines on dev
    python -m bench next_reads --data DIR --ablate                  leave out one signal at a time
    python -m bench next_reads --data DIR --data DIR --learn        make recommend/weights.json and trees.json
    python -m bench next_reads --speed                              how long one reader's list takes

DIR holds one data set, or several in folders. Predictions read no hidden item; measuring needs them.
"""

from __future__ import annotations

import os

# Idle threads of the linear algebra libraries must not take the processor from each other.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench import next_reads_learn as learning
from bench import next_reads_trees as trees
from bench.next_reads_data import Part, Reader, cut_parts, read_part
from bench.next_reads_peers import PEERS
from bench.next_reads_score import Measured, measure, show
from bench.next_reads_speed import print_speed
from embeddings.encoder import SentenceEncoder
from recommend import rerank
from recommend.blend import FILE, stored_weights
from recommend.evidence import Floats
from recommend.fitted import Fitted, fit
from recommend.rank import order, score_parts
from recommend.wishes import Wishes

__all__ = ["main"]

DEEP = 100
TASKS = ("warm", "cold", "all")
PLAIN = Wishes(intent="for you", diversity=0.0, sliders={"aim": 0.0})  # a list's name is a hint, no stated goal
CUTS = {"few": ((0.25, 3), (0.25, 6)), "many": ((0.103, 1), (0.18, 5))}
"""Share of the training lists that are cut out as readers, and how often: for the weights, and for the trees. Few means
less than a thousand lists."""


def main(arguments: Sequence[str]) -> int:
    """Predict, measure, ablate or learn."""
    wanted = _parser().parse_args(arguments)
    if wanted.speed:
        print_speed()
        return 0
    folders = [folder for given in wanted.data for folder in _folders(given)]
    if not folders:
        print(f"no data set in {', '.join(map(str, wanted.data)) or 'nothing: name one with --data'}", file=sys.stderr)
        return 2
    if wanted.learn:
        return _learn(folders, wanted)
    for folder in folders:
        _one(folder, wanted)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench next_reads", description=__doc__)
    parser.add_argument("--data", type=Path, action="append", default=[], help="folder of a data set, or of several")
    parser.add_argument("--part", default="dev", help="dev, heldout, ...: reads PART_known.jsonl")
    parser.add_argument("--out", type=Path, help="write predictions here, one JSON line per reader")
    parser.add_argument("--table", action="store_true", help="measure ours and the baselines (needs PART_hidden.jsonl)")
    parser.add_argument("--ablate", action="store_true", help="measure without each signal (needs PART_hidden.jsonl)")
    parser.add_argument("--learn", action="store_true", help="learn weights and trees from the training lists")
    parser.add_argument("--speed", action="store_true", help="time one reader's list at 15,000 and 100,000 resources")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "studygraph-bench")
    return parser


def _folders(given: Path) -> list[Path]:
    if (given / "items.jsonl").is_file():
        return [given]
    return sorted(path.parent for path in given.glob("*/items.jsonl"))


def _one(folder: Path, wanted: argparse.Namespace) -> None:
    part = read_part(folder, wanted.part, SentenceEncoder(), wanted.cache)
    began = time.perf_counter()
    fitted = fit(part.evidence)
    print(f"{folder.name}: fitted {len(part.evidence)} items in {time.perf_counter() - began:.1f} s", file=sys.stderr)
    if wanted.out:
        _write(wanted.out, part, fitted)
    if wanted.table:
        show(f"{folder.name}, {wanted.part}", _table(folder, wanted.part, part, fitted))
    if wanted.ablate:
        show(f"{folder.name}, {wanted.part}: without", _ablation(folder, wanted.part, part, fitted))


def _masks(part: Part) -> dict[str, NDArray[np.bool_]]:
    return {"warm": part.warm, "cold": part.cold, "all": part.warm | part.cold}


def _write(path: Path, part: Part, fitted: Fitted) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    ranked = _ranked(part, _ours(part, fitted))
    each = (time.perf_counter() - began) / max(len(part.readers), 1)
    print(f"{len(ranked)} readers, {1000 * each:.0f} ms each", file=sys.stderr)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"reader": name, **tasks}) + "\n" for name, tasks in ranked.items())


def _ranked(part: Part, scores: Iterator[Floats]) -> dict[str, dict[str, list[str]]]:
    masks = _masks(part)
    return {reader.name: _best(part, masks, reader, row) for reader, row in zip(part.readers, scores, strict=True)}


def _best(part: Part, masks: dict[str, NDArray[np.bool_]], reader: Reader, row: Floats) -> dict[str, list[str]]:
    free = np.ones(len(row), np.bool_)
    free[list(reader.known)] = False
    return {task: [part.evidence.ids[at] for at in order(row, free & masks[task], DEEP)] for task in TASKS}


def _ours(part: Part, fitted: Fitted) -> Iterator[Floats]:
    for reader in part.readers:
        yield np.asarray(sum(_parts(part, fitted, reader).values()), np.float32)


def _parts(part: Part, fitted: Fitted, reader: Reader) -> dict[str, Floats]:
    may = part.warm | part.cold
    may[list(reader.known)] = False
    return score_parts(fitted, reader.query, PLAIN, may)


def _table(folder: Path, name: str, part: Part, fitted: Fitted) -> Iterator[tuple[str, Measured, float]]:
    for peer, score in PEERS.items():
        began = time.perf_counter()
        yield peer, measure(folder, name, _ranked(part, score(part))), time.perf_counter() - began
    began = time.perf_counter()
    ours = measure(folder, name, _ranked(part, _ours(part, fitted)))
    yield "studygraph", ours, time.perf_counter() - began


def _ablation(folder: Path, name: str, part: Part, fitted: Fitted) -> Iterator[tuple[str, Measured, float]]:
    """Leave out one part of every score at a time; the weights of the others stay as they are."""
    began, masks = time.perf_counter(), _masks(part)
    ranked: dict[str, dict[str, dict[str, list[str]]]] = {}
    for reader in part.readers:
        values = _parts(part, fitted, reader)
        total = np.asarray(sum(values.values()), np.float32)
        for left_out, part_of_it in {"nothing": np.zeros_like(total), **values}.items():
            ranked.setdefault(left_out, {})[reader.name] = _best(part, masks, reader, total - part_of_it)
    spent = time.perf_counter() - began
    for left_out, lists in ranked.items():
        if lists != ranked["nothing"] or left_out == "nothing":
            yield left_out, measure(folder, name, lists), spent / len(ranked)


def _learn(folders: Sequence[Path], wanted: argparse.Namespace) -> int:
    """Learn the weights from some cuts of the training lists, then the trees from others."""
    wholes = [read_part(folder, wanted.part, SentenceEncoder(), wanted.cache) for folder in folders]
    plans = [CUTS["few" if len(whole.training) < 1_000 else "many"] for whole in wholes]
    made = "python -m bench next_reads --learn " + " ".join(f"--data {folder.name}" for folder in folders)
    sets = [
        [learning.examples(cut_parts(whole, share, 1 + seed)) for seed in range(times)]
        for whole, ((share, times), _) in zip(wholes, plans, strict=True)
    ]
    learning.store(learning.learn(sets), FILE, made)
    print(f"wrote {FILE}", file=sys.stderr)
    stored_weights.cache_clear()
    lists = [
        [trees.shortlists(cut_parts(whole, share, 1 + before + seed)) for seed in range(times)]
        for whole, ((_, before), (share, times)) in zip(wholes, plans, strict=True)
    ]
    trees.store_trees(trees.grow(lists), rerank.FILE, made)
    print(f"wrote {rerank.FILE}", file=sys.stderr)
    return 0
