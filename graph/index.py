"""The graph as arrays, made once, for queries that have to answer in milliseconds at 100,000 resources.

Arcs are stored in compressed rows (CSR): those of node i are `start[i]:start[i + 1]`. `GraphIndex` is read-only and
holds the graph it was made of, from which the queries fetch evidence; after any change, make a new one.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.schema import EDGE_KINDS, EdgeKind, Graph
from library.errors import NotFound, UsageError

__all__ = ["Arcs", "GraphIndex", "Ints", "Reals"]

Ints = NDArray[np.int64]
Reals = NDArray[np.float32]

BASE_COST: dict[EdgeKind, float] = {
    "about": 1.3,
    "by": 1.2,
    "cites": 1.0,
    "listed_in": 2.0,
    "broader": 1.2,
    "requires": 1.1,
    "similar": 1.4,
    "implements": 0.8,
    "explains": 0.8,
    "version_of": 0.8,
}
"""What a step over each kind of edge costs; one of no confidence costs `UNSURE` more."""
UNSURE = 1.0
IMPORTANT = 0.5  # an important node may lie this much further away
STRENGTH: dict[EdgeKind, str] = {"about": "confidence", "requires": "confidence", "similar": "score"}
HUB = {"resource": (0.35, 10.0), "topic": (0.5, 4.0), "author": (0.5, 4.0), "list": (0.5, 4.0)}
"""Passing a node of degree d costs a * log2(1 + d / b) more: sharing a list of a thousand says little."""


@dataclass(frozen=True, slots=True)
class Arcs:
    """Arcs in compressed rows, in each row the best first; arrays of one length, but `start` has one more than there
    are nodes.

    `forward` is false where an edge is walked against its direction. `cost` is that of walking on over both ends,
    `worth` (less is better) that of looking at the target from the source.
    """

    start: Ints
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    kind: NDArray[np.uint8]
    forward: NDArray[np.bool_]
    strength: Reals
    cost: Reals
    worth: Reals

    def of(self, nodes: Ints, most: int | None = None) -> Ints:
        """Return the positions of the arcs that leave the given nodes, at most the best `most` of each."""
        first, count = self.start[nodes], self.start[nodes + 1] - self.start[nodes]
        if most is not None:
            count = np.minimum(count, most)
        total = int(count.sum())
        if not total:
            return np.empty(0, dtype=np.int64)
        before = np.cumsum(count) - count
        places: Ints = np.arange(total, dtype=np.int64) + np.repeat(first - before, count)
        return places


class GraphIndex:
    """The arrays of one graph.

    Attributes
    ----------
    kg : the graph itself.
    nodes : list of str, by position.
    position : dict, node -> position.
    walk : every edge in both directions.
    out, into : edges in, and against, their direction.
    importance : float32 array (n,), PageRank scaled to a maximum of 1 for each type of node.

    Notes
    -----
    Linear in nodes and edges.
    """

    def __init__(self, kg: Graph) -> None:
        self.kg = kg
        self.nodes = list(kg)
        self.position = {node: at for at, node in enumerate(self.nodes)}
        source, target, kind, strength = self._edges()
        hub = self._hub_costs(np.bincount(source, minlength=len(kg)) + np.bincount(target, minlength=len(kg)))
        base = np.array([BASE_COST[one] for one in EDGE_KINDS], dtype=np.float32)
        self.importance: Reals = self._importance()
        plain = base[kind] + UNSURE * (1 - strength)
        cost = plain + (hub[source] + hub[target]) / 2
        forward = np.ones(len(source), dtype=np.bool_)
        bonus = IMPORTANT * np.sqrt(self.importance)
        there = source, target, kind, forward, strength, cost, plain + hub[source] - bonus[target]
        back = target, source, kind, ~forward, strength, cost, plain + hub[target] - bonus[source]
        self.out = self._arcs(*there)
        self.into = self._arcs(*back)
        both: list[tuple[Any, Any]] = list(zip(there, back, strict=True))
        self.walk = self._arcs(*(np.concatenate(pair) for pair in both))

    def _importance(self) -> Reals:
        """PageRank against the greatest of the same type of node: topics always have more than resources."""
        ranks = np.array([data.get("importance", 0.0) for _, data in self.kg.nodes(data=True)], dtype=np.float32)
        types = np.array([data["node"] for _, data in self.kg.nodes(data=True)], dtype=str)
        for one in np.unique(types):
            some = types == one
            ranks[some] /= max(float(ranks[some].max()), 1e-12)
        return ranks

    def _edges(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8], Reals]:
        """Positions of both ends, code of the kind, and strength of every edge."""
        codes: dict[str, tuple[int, str]] = {kind: (at, STRENGTH.get(kind, "")) for at, kind in enumerate(EDGE_KINDS)}
        sources, targets, kinds, strengths = array("i"), array("i"), array("B"), array("f")
        position = self.position
        for at, (_, neighbours) in enumerate(self.kg.adjacency()):
            for neighbour, keyed in neighbours.items():
                to = position[neighbour]
                for kind, data in keyed.items():
                    code, name = codes[kind]
                    sources.append(at)
                    targets.append(to)
                    kinds.append(code)
                    strengths.append(data.get(name, 1.0) if name else 1.0)
        strength = np.clip(np.array(strengths, dtype=np.float32), 0, 1)
        return np.array(sources, dtype=np.int32), np.array(targets, dtype=np.int32), np.array(kinds, np.uint8), strength

    def _hub_costs(self, degree: Ints) -> Reals:
        slope, scale = np.array([HUB[data["node"]] for _, data in self.kg.nodes(data=True)]).reshape(-1, 2).T
        return np.asarray(slope * np.log2(1 + degree / scale), dtype=np.float32)

    def _arcs(
        self,
        source: NDArray[np.int32],
        target: NDArray[np.int32],
        kind: NDArray[np.uint8],
        *rest: NDArray[np.generic],
    ) -> Arcs:
        forward, strength, cost, worth = rest
        order = np.lexsort((target, worth, source))
        start = np.zeros(len(self.nodes) + 1, dtype=np.int64)
        np.cumsum(np.bincount(source, minlength=len(self.nodes)), out=start[1:])
        return Arcs(
            start,
            source[order],
            target[order],
            kind[order],
            forward[order].astype(np.bool_),
            strength[order].astype(np.float32),
            cost[order].astype(np.float32),
            worth[order].astype(np.float32),
        )

    def at(self, node: str) -> int:
        """Return the position of a node.

        Raises
        ------
        NotFound
        """
        try:
            return self.position[node]
        except KeyError:
            raise NotFound(f"the graph has no node {node!r}", hint="find ids with `studygraph search`") from None

    def title(self, node: str) -> str:
        """Return a node's readable name."""
        return str(self.kg.nodes[node].get("title") or node)


def kind_mask(kinds: Iterable[str] | None) -> NDArray[np.bool_]:
    """Return which kinds of edges are wanted, by code; None means all.

    Raises
    ------
    UsageError
        Naming a kind that does not exist.
    """
    wanted = set(EDGE_KINDS if kinds is None else kinds)
    unknown = sorted(wanted - set(EDGE_KINDS))
    if unknown:
        raise UsageError(f"there is no edge kind {unknown[0]!r}", hint=f"use some of {', '.join(EDGE_KINDS)}")
    return np.array([kind in wanted for kind in EDGE_KINDS], dtype=np.bool_)
