"""From a part of the knowledge graph to what the graph component draws; pure functions, no Streamlit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from views.derived import Derived
from views.format import label_of

__all__ = ["Filters", "about_of", "keep", "part_of", "payload", "rows"]

BANDS = 7


@dataclass(frozen=True, slots=True)
class Filters:
    """Which resources to show; an empty choice means all. `years` are both included; 0 for an open end."""

    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    years: tuple[int, int] = (0, 0)
    words: str = ""

    def __bool__(self) -> bool:
        return self != Filters()


def part_of(kg: nx.MultiDiGraph[str], nodes: Iterable[str], kinds: Collection[str]) -> nx.MultiDiGraph[str]:
    """Return a copy of some nodes of the graph and the edges of some kinds among them."""
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    part.add_nodes_from((node, kg.nodes[node]) for node in nodes)
    for source in list(part):
        for target, edges in kg.adj[source].items():
            if target in part:
                for kind in edges.keys() & set(kinds):
                    part.add_edge(source, target, kind, **edges[kind])
    return part


def keep(
    part: nx.MultiDiGraph[str], derived: Derived, statuses: Mapping[str, str], filters: Filters, always: Collection[str]
) -> nx.MultiDiGraph[str]:
    """Return the part with only the resources that pass, and only the other nodes that still touch one."""

    def passes(node: str) -> bool:
        data = part.nodes[node]
        year = int(data.get("year") or 0)
        low, high = filters.years
        lists = derived.lists.get(node, ())
        return (
            (not filters.kinds or data.get("kind") in filters.kinds)
            and (not filters.statuses or statuses.get(node, "pending") in filters.statuses)
            and (not filters.lists or any(name in filters.lists for name in lists))
            and (not low or year >= low)
            and (not high or year <= high)
            and _says(data, derived.authors.get(node, ""), filters.words)
        )

    resources = {node for node, data in part.nodes(data=True) if data.get("node") == "resource"}
    shown = {node for node in resources if node in always or passes(node)}
    others = {
        node
        for node in part
        if node not in resources and (node in always or any(one in shown for one in nx.all_neighbors(part, node)))
    }
    return part.subgraph(shown | others).copy()  # a view would ask its filter for every edge at every look


def _says(data: Mapping[str, Any], authors: str, words: str) -> bool:
    text = f"{data.get('title', '')} {data.get('nickname', '')} {authors} {data.get('summary', '')}".casefold()
    return all(word in text for word in words.casefold().split())


def payload(
    part: nx.MultiDiGraph[str],
    derived: Derived,
    statuses: Mapping[str, str],
    *,
    focus: str,
    path: Sequence[str] = (),
) -> dict[str, Any]:
    """Nodes and edges for the graph component, in a fixed order.

    `level` counts the bands of the layered view from 0. An edge names its ends by their places among the nodes: ids
    are long, and there are several edges to a node.
    """
    nodes = sorted(part, key=lambda node: (node != focus, -float(part.nodes[node].get("importance", 0.0)), node))
    ranks = _bands([derived.depth.get(node, 0) for node in nodes])
    places = _places(part, derived)
    at = {node: i for i, node in enumerate(nodes)}
    edges = sorted(part.edges(keys=True, data=True), key=lambda edge: edge[:3])
    return {
        "focus": focus,
        "path": list(path),
        "nodes": [
            {
                **_node(part, node, derived, statuses),
                "level": ranks[derived.depth.get(node, 0)],
                "x": places[node][0] if node in places else None,
                "y": places[node][1] if node in places else None,
            }
            for node in nodes
        ],
        "edges": [_edge(at[source], at[target], kind, data) for source, target, kind, data in edges],
    }


def _bands(depths: Sequence[int]) -> dict[int, int]:
    """Band per depth: at most `BANDS`, none empty, about equally full, and never out of order."""
    found: dict[int, int] = {}
    band, filled = 0, 0
    for depth in sorted(set(depths)):
        if filled >= len(depths) / BANDS and band < BANDS - 1:
            band, filled = band + 1, 0
        found[depth] = band
        filled += depths.count(depth)
    return found


def about_of(kg: nx.MultiDiGraph[str], derived: Derived, node: str) -> dict[str, Any]:
    """Return who a node is, by the names that the components share."""
    data = kg.nodes[node]
    return {
        "id": node,
        "type": data.get("node", "resource"),
        "label": data.get("title", node),
        "kind": data.get("kind", ""),
        "year": int(data.get("year") or 0) or None,
        "venue": data.get("venue") or "",
        "difficulty": data.get("level") or "",
        "listed": bool(data.get("listed", True)),
        "authors": derived.authors.get(node, ""),
        "text": data.get("summary") or "",
    }


def _node(part: nx.MultiDiGraph[str], node: str, derived: Derived, statuses: Mapping[str, str]) -> dict[str, Any]:
    data = part.nodes[node]
    return {
        **about_of(part, derived, node),
        "short": label_of(data),
        "status": statuses.get(node, "pending"),
        "topic": derived.topic.get(node, ""),
        "list": derived.lists.get(node, ("",))[0],
        "importance": round(float(data.get("importance", 0.0)), 6),
        "cited": derived.cited.get(node, 0),
        "degree": part.degree(node),
    }


def _places(part: nx.MultiDiGraph[str], derived: Derived) -> dict[str, tuple[float, float]]:
    """Places on the map; topics and people stand in the middle of their resources."""
    places = {node: derived.place[node] for node in part if node in derived.place}
    for node in part:
        around = [derived.place[one] for one in nx.all_neighbors(part, node) if one in derived.place]
        if node not in places and around:
            places[node] = (sum(x for x, _ in around) / len(around), sum(y for _, y in around) / len(around))
    return places


def _edge(source: int, target: int, kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    weight = data.get("confidence", data.get("score", 0.6))
    evidence = data.get("evidence") or data.get("section") or ()
    why = str(evidence[0]) if evidence and not isinstance(evidence, str) else str(evidence or "")
    return {
        "s": source,
        "t": target,
        "kind": kind,
        "w": round(float(weight), 3),
        "why": why,
    }


def rows(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The resources of a payload as rows of the list beside the graph."""
    left_out = ("short", "topic", "list", "cited", "degree", "level", "x", "y")
    return [
        {key: value for key, value in node.items() if key not in left_out}
        for node in data["nodes"]
        if node["type"] == "resource"
    ]
