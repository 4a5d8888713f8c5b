"""A second look at the likeliest items: small trees over what the signals say together.

The blend weighs each signal by itself. What several of them mean together is learned as gradient-boosted regression
trees towards nDCG (LambdaMART: Burges, "From RankNet to LambdaRank to LambdaMART", 2010), which start from the blend's
score and so hold only what it leaves out. At each split of a tree the expected correction changes; the change counts
for what the split asks about (Saabas, "Interpreting random forests", 2014). So a correction is a sum of named parts as
well. The trees lie in `trees.json` with the command that made them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from recommend.evidence import Evidence, Floats, Ints
from recommend.fitted import Fitted
from recommend.query import Query

__all__ = ["ASKED", "FACTS", "FILE", "Node", "Trees", "asked", "corrections", "shortlist", "stored_trees", "told"]

ASKED = (
    "text", "nearest", "words", "keywords", "goal", "goal_words", "era", "taste", "co_listed", "alike", "walk",
    "walk_content", "ridge", "bridge", "spread",
)  # fmt: skip
"""The signals that trees ask about, as the blend sees them."""
FACTS: Mapping[str, str] = {
    "strongest": "co_listed",
    "ten_strongest": "co_listed",
    "together": "co_listed",
    "lists": "in_lists",
    "links": "linked",
    "keyword_count": "keywords",
    "text_length": "text",
    "goal_given": "goal",
}
"""What trees ask about besides, and the part of the score that it counts for."""
LISTED, UNLISTED = 200, 150
"""How many of the likeliest items that some list holds, and that none holds, are looked at again."""
LEAST = 2_000
"""Libraries of fewer items get no second look: there a shortlist is most of what there is, and the trees have learned
from the likeliest few among thousands."""
FILE = Path(__file__).with_name("trees.json")

Node: TypeAlias = Sequence[Any]
"""A node of a tree: (name, threshold, left, right, expected), with the places of the nodes for values up to the
threshold and above it; a leaf has the name "" and itself on both sides."""


@dataclass(frozen=True, eq=False)
class Trees:
    """Trees as arrays, each (trees, nodes): what a node asks about, up to which value it goes left, where to, and what
    correction is expected there. `depth` steps lead from every root to a leaf, which leads to itself.
    """

    column: NDArray[np.int32]
    threshold: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    expected: Floats
    depth: int

    @classmethod
    def of(cls, trees: Sequence[Sequence[Node]]) -> Trees:
        """Return trees given node by node, the root first."""
        columns = [*ASKED, *FACTS]
        size = max((len(tree) for tree in trees), default=1)
        shape = (len(trees), size)
        left, right = (np.tile(np.arange(size, dtype=np.int32), (len(trees), 1)) for _ in range(2))
        column, threshold, expected = (
            np.zeros(shape, np.int32),
            np.zeros(shape, np.float32),
            np.zeros(shape, np.float32),
        )
        for at, tree in enumerate(trees):
            for place, (name, limit, below, above, value) in enumerate(tree):
                expected[at, place] = value
                if name:
                    column[at, place], threshold[at, place] = columns.index(name), limit
                    left[at, place], right[at, place] = below, above
        return cls(column, threshold, left, right, expected, max(map(_depth, trees), default=0))


def _depth(tree: Sequence[Node], at: int = 0) -> int:
    name, _, left, right, _ = tree[at]
    return 1 + max(_depth(tree, left), _depth(tree, right)) if name else 0


@lru_cache(maxsize=1)
def stored_trees() -> Trees:
    """Return the trees in `trees.json`."""
    return Trees.of(json.loads(FILE.read_text(encoding="utf-8"))["trees"])


def told(trees: Trees, rows: Floats) -> Floats:
    """Return how much each column corrects each row, float32 (m, columns); their sum is the correction.

    Parameters
    ----------
    rows : float32 (m, columns), the answers of `asked`.

    Notes
    -----
    What is expected at the roots is left out: it is the same for all items.

    Examples
    --------
    >>> trees = Trees.of([[("text", 0.5, 1, 2, 0.0), ("", 0, 1, 1, -1.0), ("", 0, 2, 2, 2.0)]])
    >>> rows = np.zeros((2, len(ASKED) + len(FACTS)), np.float32)
    >>> rows[1, 0] = 1
    >>> told(trees, rows)[:, 0].tolist()
    [-1.0, 2.0]
    """
    m, columns = rows.shape
    count, size = trees.column.shape
    out = np.zeros(m * columns)
    flat = np.asarray(rows, np.float32).ravel()
    first = (np.arange(count, dtype=np.int32) * size)[None, :]  # where each tree begins in the flat arrays
    starts = (np.arange(m, dtype=np.int32) * columns)[:, None]
    column, threshold, expected = trees.column.ravel(), trees.threshold.ravel(), trees.expected.ravel()
    left, right = trees.left.ravel(), trees.right.ravel()
    here = np.repeat(first, m, axis=0)
    for _ in range(trees.depth):
        place = starts + column[here]
        there = first + np.where(flat[place] <= threshold[here], left[here], right[here])
        out += np.bincount(place.ravel(), (expected[there] - expected[here]).ravel(), m * columns)
        here = there
    return out.reshape(m, columns).astype(np.float32)


def shortlist(evidence: Evidence, score: Floats, may: NDArray[np.bool_]) -> Ints:
    """Return the positions of the likeliest allowed items, those that lists hold and those that none holds."""
    held = evidence.list_counts > 0
    chosen = []
    for group, most in ((np.flatnonzero(may & held), LISTED), (np.flatnonzero(may & ~held), UNLISTED)):
        few = len(group) <= most
        chosen.append(group if few else group[np.argpartition(-score[group], most - 1)[:most]])
    return np.concatenate(chosen)


def asked(fitted: Fitted, query: Query, scores: Mapping[str, Floats], items: Ints) -> Floats:
    """Return what trees ask about, float32 (m, columns): `ASKED` and `FACTS` of the items at the given positions.

    Parameters
    ----------
    scores : the signals as the blend sees them, each (n,).
    """
    evidence = fitted.evidence
    words = evidence.keywords.indptr
    lengths = np.array([len(evidence.texts[at]) for at in items], np.float32)
    facts = [
        *_together(fitted, query, items),
        np.log1p(evidence.list_counts[items]),
        np.log1p(evidence.link_counts[items]),
        np.log1p(words[items + 1] - words[items]),
        np.log1p(lengths),
        np.full(len(items), query.goal_vector is not None),
    ]
    return np.stack([*(scores[name][items] for name in ASKED), *facts], axis=1).astype(np.float32)


def _together(fitted: Fitted, query: Query, items: Ints) -> tuple[Floats, Floats, Floats]:
    """Return what liked items say for others: the strongest word, the mean of the ten strongest, the sum of all."""
    matrix = fitted.learned.colisted
    if sp.issparse(matrix):
        words = matrix[query.liked][:, items].toarray()
    else:
        words = matrix[np.ix_(query.liked, items)].astype(np.float32)
    best = -np.partition(-words, min(9, len(words) - 1), axis=0)[:10]
    return best.max(axis=0), best.mean(axis=0), words.sum(axis=0)


def corrections(
    fitted: Fitted, query: Query, scores: Mapping[str, Floats], score: Floats, may: NDArray[np.bool_]
) -> dict[str, Floats]:
    """Return what the second look adds to the blend's score of every item, by the name of the part, each (n,).

    Parameters
    ----------
    scores : the signals as the blend sees them, each (n,).
    score : the blend's score (n,).
    may : bool (n,), the items that may be shown; others are not looked at.

    Returns
    -------
    Nothing in a small library, and nothing for a reader who liked nothing: the trees have learned from readers who did.
    """
    if len(score) < LEAST or not len(query.liked) or not may.any():
        return {}
    items = shortlist(fitted.evidence, score, may)
    words = told(stored_trees(), asked(fitted, query, scores, items))
    out: dict[str, Floats] = {}
    for name, column in zip([*ASKED, *FACTS.values()], words.T, strict=True):
        part = out.setdefault(name, np.zeros(len(score), np.float32))
        part[items] += column
    return out
