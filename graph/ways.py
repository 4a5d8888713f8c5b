"""Shortest explained paths between any two nodes, over all kinds of edges.

Two searches meet in the middle, each settling nodes in bands of equal cost [1]_. A band is as wide as the cheapest
arc, so that no node of a band can still improve another one of it, and a band is one array operation.

References
----------
.. [1] R. B. Dial, "Algorithm 360: Shortest-path forest with topological ordering", CACM 12(11), 1969.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.explained import Hop, hop
from graph.index import BASE_COST, GraphIndex, Ints, Reals
from graph.schema import EDGE_KINDS

__all__ = ["Way", "ways"]

BAND = min(BASE_COST.values())
USED = 12.0  # passing a node of a way that was already found costs this much more, so that others differ
FURTHEST = 40.0


@dataclass(frozen=True, slots=True)
class Way:
    """A path with its explained steps; less `cost` is a closer connection."""

    hops: tuple[Hop, ...]
    cost: float

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes along the way, both ends included."""
        return (self.hops[0].source, *(one.target for one in self.hops)) if self.hops else ()


def ways(index: GraphIndex, source: str, target: str, limit: int = 3) -> tuple[Way, ...]:
    """Return up to `limit` short explained paths, the shortest first; none where the two are not connected.

    Each way but the first avoids the inner nodes of the ways before it, unless there is no other.

    Raises
    ------
    NotFound

    Examples
    --------
    >>> import networkx as nx
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_nodes_from([("a", {"title": "A"}), ("b", {"title": "B"}), ("c", {"title": "C"})], node="resource")
    >>> _ = kg.add_edge("a", "b", key="cites"), kg.add_edge("c", "b", key="cites")
    >>> [one.sentence for one in ways(GraphIndex(kg), "a", "c")[0].hops]
    ['“A” cites “B”', '“C” cites “B”']
    """
    first, last = index.at(source), index.at(target)
    if first == last:
        return ()
    extra = np.zeros(len(index.nodes), dtype=np.float32)
    found: dict[tuple[str, ...], Way] = {}
    direct = True
    for _ in range(limit):
        arcs = _search(index, first, last, extra, direct)
        if arcs is None:
            break
        way = _way(index, arcs)
        if way.nodes in found:
            break
        found[way.nodes] = way
        extra[index.walk.target[arcs[:-1]]] += USED
        direct = direct and len(arcs) > 1
    return tuple(sorted(found.values(), key=lambda way: way.cost))


def _way(index: GraphIndex, arcs: Ints) -> Way:
    walk, nodes = index.walk, index.nodes
    hops = tuple(
        hop(
            index.kg,
            nodes[walk.source[arc]],
            nodes[walk.target[arc]],
            EDGE_KINDS[walk.kind[arc]],
            bool(walk.forward[arc]),
        )
        for arc in arcs
    )
    return Way(hops, round(float(walk.cost[arcs].sum()), 4))


class _Side:
    """One of the two searches: costs from its end, and the arc by which each node was reached best."""

    def __init__(self, index: GraphIndex, end: int, extra: Reals) -> None:
        self.walk, self.extra = index.walk, extra
        self.cost: Reals = np.full(len(index.nodes), np.inf, dtype=np.float32)
        self.arc: Ints = np.full(len(index.nodes), -1, dtype=np.int64)
        self.cost[end] = 0.0
        self.open: Ints = np.array([end], dtype=np.int64)
        self.is_open: NDArray[np.bool_] = np.zeros(len(index.nodes), dtype=np.bool_)
        self.is_open[end] = True
        self.least = np.float32(0.0)

    def settle(self, barred: tuple[int, int] | None, bound: float) -> Ints:
        """Settle the band of the cheapest open nodes and return the nodes that came closer."""
        inside = self.cost[self.open] < self.least + np.float32(BAND)
        arcs = self.walk.of(self.open[inside])
        source, target = self.walk.source[arcs], self.walk.target[arcs]
        cost = self.cost[source] + self.walk.cost[arcs] + (self.extra[source] + self.extra[target]) / 2
        better = (cost < self.cost[target]) & (cost < bound)
        if barred is not None:
            better &= ~_between(source, target, barred)
        arcs, target, cost = arcs[better], target[better], cost[better]
        # Of several arcs to one node the last assignment stays: the cheapest, by this order.
        order = np.lexsort((arcs, -cost))
        self.cost[target[order]] = cost[order]
        self.arc[target[order]] = arcs[order]
        closer: Ints = target[self.arc[target] == arcs].astype(np.int64)
        fresh = closer[~self.is_open[closer]]
        self.is_open[self.open[inside]] = False
        self.is_open[fresh] = True
        self.open = np.concatenate([self.open[~inside], fresh])
        self.least = np.float32(self.cost[self.open].min(initial=np.inf))
        return closer

    def chain(self, node: int) -> list[int]:
        """Return the arcs from this side's end to a node."""
        arcs: list[int] = []
        while self.arc[node] >= 0:
            arcs.append(int(self.arc[node]))
            node = int(self.walk.source[arcs[-1]])
        return arcs[::-1]


def _between(source: NDArray[np.int32], target: NDArray[np.int32], pair: tuple[int, int]) -> NDArray[np.bool_]:
    one, other = pair
    between: NDArray[np.bool_] = ((source == one) & (target == other)) | ((source == other) & (target == one))
    return between


def _search(index: GraphIndex, first: int, last: int, extra: Reals, direct: bool) -> Ints | None:
    """Arcs of the cheapest path, or None."""
    sides = _Side(index, first, extra), _Side(index, last, extra)
    barred = None if direct else (first, last)
    best, meeting = FURTHEST, -1
    while sides[0].least + sides[1].least < best:
        side = sides[0] if sides[0].least <= sides[1].least else sides[1]
        closer = side.settle(barred, best)
        if len(closer):
            total = sides[0].cost[closer] + sides[1].cost[closer]
            at = int(np.argmin(total))
            if total[at] < best:
                best, meeting = float(total[at]), int(closer[at])
    if meeting < 0:
        return None
    back = [_opposite(index, arc) for arc in sides[1].chain(meeting)[::-1]]
    return np.array([*sides[0].chain(meeting), *back], dtype=np.int64)


def _opposite(index: GraphIndex, arc: int) -> int:
    """The same edge walked the other way."""
    walk = index.walk
    source, target = int(walk.source[arc]), int(walk.target[arc])
    row = np.arange(walk.start[target], walk.start[target + 1])
    same = (walk.target[row] == source) & (walk.kind[row] == walk.kind[arc]) & (walk.forward[row] != walk.forward[arc])
    return int(row[same][0])
