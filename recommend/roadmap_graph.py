"""What the planner reads from the knowledge graph: needs, cycles, reach and a steady order.

Every function is pure and small, so that a toy graph of three nodes is enough to see it work.
Nothing here chooses resources or knows about time.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from recommend.roadmap_types import CutEdge

__all__ = ["Need", "Needs", "cut_cycles", "label", "main_topics", "needs_below", "steady_order"]

MAIN_TOPIC = 0.5  # an `about` edge below this says "mentions", not "is about"


@dataclass(frozen=True, slots=True)
class Need:
    """Why one node needs another first."""

    confidence: float
    evidence: tuple[str, ...] = ()


Needs = Mapping[str, Mapping[str, Need]]


def label(kg: nx.MultiDiGraph[str], node: str) -> str:
    """Readable name of a node: its title, else its id without the prefix."""
    title = kg.nodes[node].get("title") if node in kg else None
    return str(title or node.split(":", 1)[-1].replace("-", " "))


def main_topics(kg: nx.MultiDiGraph[str], resource: str) -> dict[str, float]:
    """Topics a resource is mainly about, with confidence.

    Examples
    --------
    >>> kg = nx.MultiDiGraph()
    >>> _ = kg.add_edge("bert", "topic:transformer", key="about", confidence=0.9)
    >>> _ = kg.add_edge("bert", "topic:speech", key="about", confidence=0.2)
    >>> main_topics(kg, "bert")
    {'topic:transformer': 0.9}
    """
    found = {topic: float(data.get("confidence", 1.0)) for topic, data in _out(kg, resource, "about")}
    return {topic: value for topic, value in found.items() if value >= MAIN_TOPIC}


def _out(kg: nx.MultiDiGraph[str], node: str, kind: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    for target, keyed in kg.adj[node].items():
        if kind in keyed:
            yield target, keyed[kind]


def _direct_needs(kg: nx.MultiDiGraph[str], node: str, min_confidence: float) -> dict[str, Need]:
    """Needs of one node; a resource also needs what its main topics need, in their confidence."""
    needs: dict[str, Need] = {}
    for target, data in _out(kg, node, "requires"):
        confidence = float(data.get("confidence", 1.0))
        if confidence >= min_confidence:
            needs[target] = Need(confidence, tuple(data.get("evidence", ())))
    if kg.nodes[node].get("node") == "resource":
        for topic, about in main_topics(kg, node).items():
            for target, data in _out(kg, topic, "requires"):
                confidence = about * float(data.get("confidence", 1.0))
                if confidence >= min_confidence and target not in needs:
                    reason = f"it is about {label(kg, topic)}, which builds on {label(kg, target)}"
                    needs[target] = Need(confidence, (reason,))
    return needs


def needs_below(
    kg: nx.MultiDiGraph[str], starts: Iterable[str], min_confidence: float = 0.0
) -> dict[str, dict[str, Need]]:
    """Every requirement that can be reached from some nodes.

    Parameters
    ----------
    kg : MultiDiGraph
        Edges `x -> y` under the key `requires` say that x needs y first.
    starts : iterable of str
        Nodes to start from; unknown ones are ignored.
    min_confidence : float
        Weaker requirements are ignored.

    Returns
    -------
    dict
        Node -> needed node -> `Need`, a key for every node reached, starts included.

    Examples
    --------
    >>> kg = nx.MultiDiGraph([("c", "b", "requires"), ("b", "a", "requires"), ("z", "c", "requires")])
    >>> {node: list(needs) for node, needs in needs_below(kg, ["c"]).items()}
    {'c': ['b'], 'b': ['a'], 'a': []}
    """
    found: dict[str, dict[str, Need]] = {}
    waiting = [start for start in dict.fromkeys(starts) if start in kg]
    while waiting:
        node = waiting.pop()
        if node in found:
            continue
        found[node] = _direct_needs(kg, node, min_confidence)
        waiting.extend(need for need in found[node] if need not in found)
    return found


def cut_cycles(needs: Needs) -> tuple[dict[str, dict[str, Need]], tuple[CutEdge, ...]]:
    """Remove the weakest requirement of every cycle until none is left.

    What is cut inside one strongly connected part does not depend on the rest of the graph, so plans
    for different goals agree.

    Returns
    -------
    needs : dict
        The same mapping without the cut requirements.
    cut : tuple of CutEdge
        What was removed, sorted.

    Examples
    --------
    >>> kept, cut = cut_cycles({"a": {"b": Need(0.9)}, "b": {"a": Need(0.6)}})
    >>> [(edge.node, edge.need) for edge in cut]
    [('b', 'a')]
    """
    kept = {node: {need: why for need, why in direct.items() if need != node} for node, direct in needs.items()}
    cut = [CutEdge(node, node, direct[node].confidence) for node, direct in needs.items() if node in direct]
    digraph = nx.DiGraph([(node, need) for node, direct in kept.items() for need in direct])
    waiting = [part for part in nx.strongly_connected_components(digraph) if len(part) > 1]
    while waiting:
        part = digraph.subgraph(waiting.pop()).copy()
        node, need = min(part.edges, key=lambda edge: (kept[edge[0]][edge[1]].confidence, edge))
        cut.append(CutEdge(node, need, kept[node].pop(need).confidence))
        digraph.remove_edge(node, need)
        part.remove_edge(node, need)
        waiting.extend(rest for rest in nx.strongly_connected_components(part) if len(rest) > 1)
    return kept, tuple(sorted(cut, key=lambda edge: (edge.node, edge.need)))


def steady_order(needs: Needs, nodes: set[str], key: Callable[[str], Any]) -> list[str]:
    """Topological order, prerequisites first; of the nodes that are free, the smallest `key` comes first.

    Parameters
    ----------
    needs : mapping
        Acyclic on `nodes` (see `cut_cycles`).
    nodes : set of str
        What to order; needs outside of it do not count.
    key : callable
        Node -> sortable; ties go by id.

    Raises
    ------
    ValueError
        If the needs are cyclic.

    Notes
    -----
    Kahn's algorithm with a heap: O(edges + nodes log nodes).

    Examples
    --------
    >>> diamond = {"d": {"b": Need(1), "c": Need(1)}, "b": {"a": Need(1)}, "c": {"a": Need(1)}, "a": {}}
    >>> steady_order(diamond, set("abcd"), key=str)
    ['a', 'b', 'c', 'd']
    """
    open_needs = {node: sum(need in nodes for need in needs.get(node, ())) for node in nodes}
    dependents: dict[str, list[str]] = {node: [] for node in nodes}
    for node in nodes:
        for need in needs.get(node, ()):
            if need in nodes:
                dependents[need].append(node)
    free = [(key(node), node) for node, count in open_needs.items() if count == 0]
    heapq.heapify(free)
    order: list[str] = []
    while free:
        _, node = heapq.heappop(free)
        order.append(node)
        for dependent in dependents[node]:
            open_needs[dependent] -= 1
            if open_needs[dependent] == 0:
                heapq.heappush(free, (key(dependent), dependent))
    if len(order) < len(nodes):
        raise ValueError(f"requirements are cyclic among {sorted(nodes - set(order))[:5]}")
    return order
