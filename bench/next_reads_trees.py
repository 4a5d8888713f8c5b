"""Learn the second look's trees from training lists that neither they nor the weights of the blend have seen whole.

LambdaMART by LightGBM, started from the blend's score, on the shortlists of readers cut out of the training lists, for
the tasks warm, cold and all together. Items hidden in `dev` or `heldout` are never read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.next_reads_data import Part
from library.paths import write_atomic
from recommend.blend import parts, seen, stored_weights, weighted
from recommend.evidence import Floats
from recommend.fitted import fit
from recommend.rerank import ASKED, FACTS, Node, asked, shortlist

__all__ = ["Shortlists", "grow", "nodes_of", "shortlists", "store_trees"]

ROUNDS = 400
LEARNING: dict[str, Any] = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 30,
    "learning_rate": 0.05,
    "num_leaves": 8,
    "max_depth": 5,
    "min_data_in_leaf": 200,
    "lambda_l2": 10,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "seed": 1,
    "verbose": -1,
}


@dataclass(frozen=True)
class Shortlists:
    """Shortlists of readers, one below the other: `rows` as `asked`, the blend's `score`, which item is a `hit`, which
    list holds it (`held`), each (m, ...); `starts` of the readers.
    """

    rows: Floats
    score: Floats
    hit: NDArray[np.bool_]
    held: NDArray[np.bool_]
    starts: NDArray[np.intp]


def shortlists(part: Part) -> Shortlists:
    """Return the shortlists of the part's readers, by the weights in `recommend/weights.json`."""
    fitted, weights = fit(part.evidence), stored_weights()
    names = {*weighted(weights), *ASKED}
    rows, scores, hits, held, starts, at = [], [], [], [], [], 0
    for reader in part.readers:
        may = part.warm | part.cold
        may[list(reader.known)] = False
        told = seen(fitted, reader.query, names)
        score = np.asarray(sum(parts(fitted, told).values()), np.float32)
        items = shortlist(part.evidence, score, may)
        rows.append(asked(fitted, reader.query, told, items))
        scores.append(score[items])
        hits.append(np.isin(items, reader.hidden))
        held.append(part.evidence.list_counts[items] > 0)
        starts.append(at)
        at += len(items)
    return Shortlists(
        np.concatenate(rows), np.concatenate(scores), np.concatenate(hits), np.concatenate(held), np.array(starts)
    )


def _questions(one: Shortlists) -> Iterator[NDArray[np.intp]]:
    """Yield the rows of each question with an answer: all, warm and cold items of every reader."""
    for start, stop in zip(one.starts, [*one.starts[1:], len(one.hit)], strict=True):
        every = np.arange(start, stop)
        held = one.held[start:stop]
        yield from (some for some in (every, every[held], every[~held]) if one.hit[some].any())


def grow(sets: Sequence[Sequence[Shortlists]]) -> list[list[Node]]:
    """Return the trees, node by node.

    Parameters
    ----------
    sets : for each data set the shortlists of its cut parts. A reader of a set of few readers weighs more, with the
        root of how many times fewer they are.
    """
    import lightgbm

    counts = [sum(len(one.starts) for one in group) for group in sets]
    rows, hits, scores, weights, sizes = [], [], [], [], []
    for group, count in zip(sets, counts, strict=True):
        for one in group:
            for some in _questions(one):
                rows.append(one.rows[some])
                hits.append(one.hit[some])
                scores.append(one.score[some])
                weights.append(np.full(len(some), (max(counts) / count) ** 0.5, np.float32))
                sizes.append(len(some))
    data = lightgbm.Dataset(
        np.vstack(rows),
        np.concatenate(hits).astype(np.int8),
        group=sizes,
        weight=np.concatenate(weights),
        init_score=np.concatenate(scores),
    )
    model = lightgbm.train(LEARNING, data, ROUNDS)
    return [nodes_of(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]


def nodes_of(root: dict[str, Any]) -> list[Node]:
    """Return the nodes of a tree that LightGBM tells as nested dictionaries, the root first."""
    columns = [*ASKED, *FACTS]
    out: list[Node] = []

    def add(node: dict[str, Any]) -> int:
        at = len(out)
        if "split_feature" not in node:
            out.append(("", 0, at, at, round(node["leaf_value"], 5)))
            return at
        out.append(())
        below, above = add(node["left_child"]), add(node["right_child"])
        limit = round(node["threshold"], 5)
        out[at] = (columns[node["split_feature"]], limit, below, above, round(node["internal_value"], 5))
        return at

    add(root)
    return out


def store_trees(trees: Sequence[Sequence[Node]], path: Path, made: str) -> None:
    """Write the trees as JSON, one line a tree."""
    lines = ",\n".join(f"  {json.dumps(tree)}" for tree in trees)
    text = f'{{\n "made": {json.dumps(made)},\n "trees": [\n{lines}\n ]\n}}\n'
    write_atomic(path, lambda file: file.write(text.encode()))
