"""What is known about learning order in general: a map of concepts onto which new ones are placed by meaning.

The map joins three hand-made sources: `prerequisites_subjects.txt` and the topic vocabulary (ours), and Metacademy's
graph (CC BY-SA 3.0, see NOTICE). A new concept stands near some of its nodes, and what those need speaks for
what the new one needs. This file knows nothing of libraries, lists or readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

__all__ = [
    "KNOWLEDGE_FEATURES",
    "Knowledge",
    "Placement",
    "build_knowledge",
    "first_rows",
    "needs_below_names",
    "place",
    "place_by_text",
    "read_subjects",
    "transfer",
]

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

DECAY = 0.85  # a step further up the chain of needs says this much less about a direct need
NEIGHBOURS = 7
TEMPERATURE = 0.06
FAR = 0.35  # below this cosine two names have nothing to do with each other
SHARPNESS = 1.5

KNOWLEDGE_FEATURES = (
    "best_above", "best_below", "best_direct", "best_direct_back", "soft_above", "soft_below", "soft_direct",
    "soft_direct_back", "same_place", "best_difference", "soft_difference", "height_difference",
    "needs_difference", "needed_difference", "match_a", "match_b", "match_both", "height_a", "needed_a", "needed_b",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Nodes with name vectors, and how surely each is needed for each other.

    `rows` float32 (m, d) are unit vectors of all names, `owner` (m,) the node of each; `texts` (nodes, d) those of what
    is written about each node, or of its first name. `above[x, y]` is DECAY to the power of the steps between where x
    is needed for y, else 0; `direct` marks single steps.
    """

    names: tuple[str, ...]
    rows: Floats
    owner: Places
    texts: Floats
    above: Floats
    direct: npt.NDArray[np.bool_]
    height: Floats


@dataclass(frozen=True, slots=True)
class Placement:
    """Nearest nodes of some concepts, best first: nodes (n, k) and cosines (n, k)."""

    nodes: Places
    cosines: Floats


def read_subjects(text: str) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, str]]]:
    """Read `concept = other name < needed; needed` lines.

    Returns
    -------
    names : dict
        Concept -> its other names; a concept that is only ever needed has none.
    edges : list of (str, str)
        (needed first, concept), sorted.

    Examples
    --------
    >>> read_subjects("derivative = slope < limit")
    ({'derivative': ('slope',), 'limit': ()}, [('limit', 'derivative')])
    """
    names: dict[str, tuple[str, ...]] = {}
    needs: list[tuple[str, str]] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        head, _, tail = line.partition("<")
        concept, *others = (part.strip() for part in re.split("[=;]", head))
        names[concept] = names.get(concept, ()) + tuple(others)
        needs += [(need.strip(), concept) for need in tail.split(";") if need.strip()]
    main = {other: concept for concept, others in names.items() for other in others}
    edges = sorted({(need if need in names else main.get(need, need), concept) for need, concept in needs})
    for need, _ in edges:
        names.setdefault(need, ())
    return names, [(need, concept) for need, concept in edges if need != concept]


def build_knowledge(
    names: Sequence[str],
    rows: Floats,
    owner: Sequence[int] | Places,
    edges: Iterable[tuple[int, int]],
    texts: Mapping[int, Floats] | None = None,
) -> Knowledge:
    """Knowledge from nodes, the vectors of their names and texts, and (needed, needing) pairs of node numbers.

    Parameters
    ----------
    names : sequence of str
        One for each node.
    rows, owner : float32 array (m, d), ints (m,)
        Unit vectors of all names, and the node of each; every node has one at least.
    edges : iterable of (int, int)
        Direct needs.
    texts : mapping of int to float32 array (d,), optional
        Unit vectors of the texts of those nodes that have one.

    Notes
    -----
    One sparse product per length of chain; cycles do no harm, since the shortest way counts.

    Examples
    --------
    >>> chain = build_knowledge(["a", "b", "c"], np.eye(3, dtype=np.float32), [0, 1, 2], [(0, 1), (1, 2)])
    >>> chain.above.astype(float).round(2).tolist()
    [[0.0, 1.0, 0.85], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]
    >>> chain.height.tolist()
    [0.0, 1.0, 2.0]
    """
    count = len(names)
    pairs = np.array(sorted(set(edges)), dtype=np.intp).reshape(-1, 2)
    ones = np.ones(len(pairs), dtype=np.float32)
    step = sparse.csr_matrix((ones, (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    direct = step.toarray() > 0
    above = direct.astype(np.float32)
    front, weight = step, np.float32(1.0)
    while front.nnz:
        weight *= np.float32(DECAY)
        reached = (front @ step).toarray() > 0
        fresh = reached & (above == 0)
        np.fill_diagonal(fresh, val=False)
        above[fresh] = weight
        front = sparse.csr_matrix(fresh.astype(np.float32))
    places = np.asarray(owner, dtype=np.intp)
    read = rows[first_rows(places)]
    for node, row in (texts or {}).items():
        read[node] = row
    return Knowledge(tuple(names), rows, places, read, above, direct, _heights(above, direct, count))


def first_rows(owner: Places) -> Places:
    """Row of the first name of each node."""
    return np.unique(owner, return_index=True)[1]


def _heights(above: Floats, direct: npt.NDArray[np.bool_], count: int) -> Floats:
    """Longest chain of needs below each node."""
    height = np.zeros(count, dtype=np.float32)
    for node in np.argsort((above > 0).sum(axis=0), kind="stable"):
        below = np.flatnonzero(direct[:, node])
        if below.size:
            height[node] = height[below].max() + 1
    return height


def place(knowledge: Knowledge, vectors: Floats, hidden: Sequence[int] | Places | None = None) -> Placement:
    """Nearest nodes of each concept, by name.

    Parameters
    ----------
    knowledge : Knowledge
        With m name vectors.
    vectors : float32 array (n, d)
        Unit vectors of the concepts' names.
    hidden : sequence of int, length n, optional
        A node that a concept must not be placed on (-1: none): itself, when the model is trained.

    Returns
    -------
    Placement
        With `NEIGHBOURS` columns, or as many as there are nodes.
    """
    order = np.argsort(knowledge.owner, kind="stable")
    starts = np.flatnonzero(np.diff(knowledge.owner[order], prepend=-1))
    return _nearest(np.maximum.reduceat(vectors @ knowledge.rows[order].T, starts, axis=1), hidden)


def place_by_text(knowledge: Knowledge, vectors: Floats, hidden: Sequence[int] | Places | None = None) -> Placement:
    """Nearest nodes of each concept, by what is written about both; otherwise as `place`."""
    return _nearest(vectors @ knowledge.texts.T, hidden)


def _nearest(cosines: Floats, hidden: Sequence[int] | Places | None) -> Placement:
    """Best columns (nodes) of each row (concept)."""
    if hidden is not None:
        cosines[np.asarray(hidden)[:, None] == np.arange(cosines.shape[1])[None, :]] = -1.0
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :NEIGHBOURS]
    return Placement(nearest, np.take_along_axis(cosines, nearest, axis=1).astype(np.float32))


def needs_below_names(knowledge: Knowledge, vectors: Floats) -> Floats:
    """How much lies below each concept on the map: the more, the later it is learned; float32 (n,).

    What is needed for much else counts half as much against it.
    """
    placed = place(knowledge, vectors)
    share = _share(placed.cosines)
    needs = np.log1p((knowledge.above > 0).sum(axis=0)) - 0.5 * np.log1p((knowledge.above > 0).sum(axis=1))
    result: Floats = (share * needs[placed.nodes]).sum(axis=1).astype(np.float32)
    return result


def transfer(knowledge: Knowledge, placed: Placement, a: Places, b: Places, hidden: Places | None = None) -> Floats:
    """What the map says about pairs: is a needed before b?

    Parameters
    ----------
    knowledge : Knowledge
        The map.
    placed : Placement
        Of n concepts.
    a, b : int arrays (p,)
        Pairs of concept numbers.
    hidden : int array (n,), optional
        Node of each concept itself; for a pair, neither concept's own node may serve the other.

    Returns
    -------
    float32 array (p, len(KNOWLEDGE_FEATURES))
    """
    near_a, near_b = placed.nodes[a], placed.nodes[b]
    cos_a, cos_b = placed.cosines[a].copy(), placed.cosines[b].copy()
    if hidden is not None:
        cos_a[near_a == hidden[b][:, None]] = -1.0
        cos_b[near_b == hidden[a][:, None]] = -1.0
    return np.column_stack(_clues(knowledge, near_a, near_b, cos_a, cos_b)).astype(np.float32)


def _clues(knowledge: Knowledge, near_a: Places, near_b: Places, cos_a: Floats, cos_b: Floats) -> list[Floats]:
    """Columns of `transfer`, in the order of `KNOWLEDGE_FEATURES`."""
    rows, columns = near_a[:, :, None], near_b[:, None, :]
    both = _kernel(cos_a)[:, :, None] * _kernel(cos_b)[:, None, :]
    share_a, share_b = _share(cos_a), _share(cos_b)
    shares = share_a[:, :, None] * share_b[:, None, :]
    relations = (
        knowledge.above[rows, columns],
        knowledge.above[columns, rows],
        knowledge.direct[rows, columns],
        knowledge.direct[columns, rows],
    )
    best = [(both * relation).max(axis=(1, 2)) for relation in relations]
    soft = [(shares * relation).sum(axis=(1, 2)) for relation in relations]
    needs = np.log1p((knowledge.above > 0).sum(axis=0))
    needed = np.log1p((knowledge.above > 0).sum(axis=1))
    mean_a = [(share_a * values[near_a]).sum(axis=1) for values in (knowledge.height, needs, needed)]
    mean_b = [(share_b * values[near_b]).sum(axis=1) for values in (knowledge.height, needs, needed)]
    top_a, top_b = cos_a.max(axis=1), cos_b.max(axis=1)
    return [
        *best,
        *soft,
        (shares * (rows == columns)).sum(axis=(1, 2)),
        best[0] - best[1],
        soft[0] - soft[1],
        *(one - other for one, other in zip(mean_a, mean_b, strict=True)),
        top_a,
        top_b,
        np.minimum(top_a, top_b),
        mean_a[0],
        mean_a[2],
        mean_b[2],
    ]


def _kernel(cosines: Floats) -> Floats:
    kernel: Floats = np.clip((cosines - FAR) / (1 - FAR), 0, 1) ** SHARPNESS
    return kernel


def _share(cosines: Floats) -> Floats:
    weights = np.exp((cosines - cosines.max(axis=1, keepdims=True)) / TEMPERATURE) * (cosines > 0)
    share: Floats = weights / (weights.sum(axis=1, keepdims=True) + 1e-9)
    return share
