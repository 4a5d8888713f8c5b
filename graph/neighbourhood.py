"""What surrounds a node: by depth and kinds of edges, bounded, best first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.index import GraphIndex, Ints, kind_mask
from graph.schema import EDGE_KINDS

__all__ = ["Near", "Neighbourhood", "neighbourhood"]

IMPORTANT = 0.5  # an important node may lie this much further away


@dataclass(frozen=True, slots=True)
class Near:
    """A node of a neighbourhood: how many steps away, and the cost of the way there (less is closer)."""

    node: str
    depth: int
    cost: float


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes, the closest first (the centre leads), and all edges between them as (source, target, kind).

    `total` counts all nodes within reach of the last steps, shown or not.
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
    cost = np.full(len(index.nodes), np.inf, dtype=np.float32)
    steps = np.full(len(index.nodes), -1, dtype=np.int64)
    cost[centre], steps[centre] = 0.0, 0
    front = np.array([centre], dtype=np.int64)
    for step in range(1, depth + 1):
        arcs = index.walk.of(front)
        arcs = arcs[wanted[index.walk.kind[arcs]]]
        target = index.walk.target[arcs]
        np.minimum.at(cost, target, cost[index.walk.source[arcs]] + index.walk.cost[arcs])
        fresh = np.unique(target[steps[target] < 0]).astype(np.int64)
        steps[fresh] = step
        front = _best(index, fresh, cost)[:limit]
    reached = np.flatnonzero(steps >= 0)
    order = _best(index, reached[reached != centre], cost)[: limit - 1]
    chosen = np.concatenate([np.array([centre], dtype=np.int64), order])
    near = tuple(Near(index.nodes[at], int(steps[at]), round(float(cost[at]), 4)) for at in chosen)
    return Neighbourhood(near, _edges_among(index, chosen, wanted), len(reached))


def _best(index: GraphIndex, nodes: Ints, cost: np.ndarray[tuple[int], np.dtype[np.float32]]) -> Ints:
    worth = cost[nodes] - IMPORTANT * index.importance[nodes]
    return nodes[np.lexsort((nodes, worth))]


def _edges_among(
    index: GraphIndex, chosen: Ints, wanted: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[tuple[str, str, str], ...]:
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
