"""What surrounds a node: by depth and kinds of edges, bounded, best first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.index import GraphIndex, Ints, Reals, kind_mask
from graph.schema import EDGE_KINDS

__all__ = ["Near", "Neighbourhood", "neighbourhood"]

BRANCHES = 300  # of a hub on the way, only the best arcs are followed


@dataclass(frozen=True, slots=True)
class Near:
    """A node of a neighbourhood: how many steps away, and the cost of looking there (less is better)."""

    node: str
    depth: int
    cost: float


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes, the best first (the centre leads), and all edges between them as (source, target, kind).

    `total` counts the nodes that were seen, shown or not.
    """

    nodes: tuple[Near, ...]
    edges: tuple[tuple[str, str, str], ...]
    total: int


def neighbourhood(
    index: GraphIndex, node: str, depth: int = 1, kinds: Iterable[str] | None = None, limit: int = 60
) -> Neighbourhood:
    """Return what lies within `depth` steps of a node, over edges of the given kinds in either direction.

    Parameters
    ----------
    index : GraphIndex
    node : str
    depth : int
    kinds : iterable of str, optional
        Kinds of edges; all by default.
    limit : int
        Largest number of nodes, the centre included. Each step goes on from the best `limit` nodes only, so that
        giant lists and topics do not flood the answer.

    Raises
    ------
    NotFound, UsageError

    Examples
    --------
    >>> import networkx as nx
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_nodes_from("abc", node="resource")
    >>> _ = kg.add_edge("a", "b", key="cites"), kg.add_edge("b", "c", key="cites")
    >>> [near.node for near in neighbourhood(GraphIndex(kg), "a", depth=2).nodes]
    ['a', 'b', 'c']
    """
    centre, wanted = index.at(node), kind_mask(kinds)
    limit = max(limit, 1)
    cost: Reals = np.full(len(index.nodes), np.inf, dtype=np.float32)
    steps = np.full(len(index.nodes), -1, dtype=np.int64)
    cost[centre], steps[centre] = 0.0, 0
    front = np.array([centre], dtype=np.int64)
    for step in range(1, depth + 1):
        arcs = index.walk.of(front, BRANCHES if kinds is None and step > 1 else None)
        arcs = arcs[wanted[index.walk.kind[arcs]]]
        target = index.walk.target[arcs]
        np.minimum.at(cost, target, cost[index.walk.source[arcs]] + index.walk.worth[arcs])
        fresh = np.unique(target[steps[target] < 0]).astype(np.int64)
        steps[fresh] = step
        front = _best(fresh, cost)[:limit]
    reached = np.flatnonzero(steps >= 0)
    order = _best(reached[reached != centre], cost)[: limit - 1]
    chosen = np.concatenate([np.array([centre], dtype=np.int64), order])
    near = tuple(Near(index.nodes[at], int(steps[at]), round(float(cost[at]), 4)) for at in chosen)
    return Neighbourhood(near, _edges_among(index, chosen, wanted), len(reached))


def _best(nodes: Ints, cost: Reals) -> Ints:
    return nodes[np.lexsort((nodes, cost[nodes]))]


def _edges_among(index: GraphIndex, chosen: Ints, wanted: NDArray[np.bool_]) -> tuple[tuple[str, str, str], ...]:
    inside = np.zeros(len(index.nodes), dtype=np.bool_)
    inside[chosen] = True
    arcs = index.out.of(np.sort(chosen))
    arcs = arcs[inside[index.out.target[arcs]] & wanted[index.out.kind[arcs]]]
    return tuple(
        (index.nodes[source], index.nodes[target], EDGE_KINDS[kind])
        for source, target, kind in zip(
            index.out.source[arcs], index.out.target[arcs], index.out.kind[arcs], strict=True
        )
    )
