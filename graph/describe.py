"""Everything about one node in one answer: what the details pane and `studygraph show` print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.explained import Hop, hop
from graph.index import GraphIndex
from graph.queries import Reached, leads_to, needed_before
from graph.schema import Graph
from library.readers import State

__all__ = ["Details", "counts", "describe"]

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Details:
    """A node's attributes; its edges as sentences, by kind, outgoing and incoming; what it needs and leads to.

    Only topics and resources are learnt, so only they need something and lead to something.
    """

    node: str
    about: Mapping[str, Any]
    out: Mapping[str, tuple[Hop, ...]]
    into: Mapping[str, tuple[Hop, ...]]
    needed_before: tuple[Reached, ...]
    leads_to: tuple[Reached, ...]
    state: State


def describe(index: GraphIndex, node: str, state: State | None = None) -> Details:
    """Return the details of a node, neighbours of each kind most important first.

    Raises
    ------
    NotFound
    """
    index.at(node)
    kg = index.kg
    out: dict[str, list[Hop]] = {}
    into: dict[str, list[Hop]] = {}
    for _, target, kind in kg.out_edges(node, keys=True):
        out.setdefault(kind, []).append(hop(kg, node, target, kind, forward=True))
    for source, _, kind in kg.in_edges(node, keys=True):
        into.setdefault(kind, []).append(hop(kg, node, source, kind, forward=False))
    learnt = kg.nodes[node]["node"] in {"resource", "topic"}
    return Details(
        node,
        dict(kg.nodes[node]),
        _ranked(index, out),
        _ranked(index, into),
        needed_before(index, node, SHOWN) if learnt else (),
        leads_to(index, node, SHOWN) if learnt else (),
        state or State(),
    )


def _ranked(index: GraphIndex, hops: Mapping[str, list[Hop]]) -> dict[str, tuple[Hop, ...]]:
    def worth(one: Hop) -> tuple[float, float, str]:
        ends = (one.source, one.target) if one.forward else (one.target, one.source)
        data = index.kg.edges[*ends, one.kind]
        strength = float(data.get("confidence", data.get("score", -data.get("order", 0))))
        return -strength, -float(index.importance[index.at(one.target)]), one.target

    return {kind: tuple(sorted(some, key=worth)) for kind, some in sorted(hops.items())}


def counts(kg: Graph) -> dict[str, int]:
    """Return how many nodes and edges of each sort there are, and how many listed resources have some.

    Examples
    --------
    >>> import networkx as nx
    >>> counts(nx.MultiDiGraph())["resources"]
    0
    """
    nodes = Counter(data["node"] for _, data in kg.nodes(data=True))
    edges = Counter(kind for *_, kind in kg.edges(keys=True))
    again = sum(len(data["also"]) for *_, kind, data in kg.edges(keys=True, data=True) if kind == "listed_in")
    resources = [(node, data) for node, data in kg.nodes(data=True) if data["node"] == "resource"]
    listed = [node for node, data in resources if data["listed"]]
    left = sum(bool(data["left_at"]) for _, data in resources)
    touched = Counter(
        kind
        for node in listed
        for kind in {k for *_, k in kg.out_edges(node, keys=True)} | {k for *_, k in kg.in_edges(node, keys=True)}
    )
    return {
        "lists": nodes["list"],
        "entries": edges["listed_in"] + again,
        "resources": len(listed),
        "resources that left their lists": left,
        "works not in your lists": len(resources) - len(listed) - left,
        "topics": nodes["topic"],
        "authors": nodes["author"],
        "citations": edges["cites"],
        "prerequisites": edges["requires"],
        "resources with a topic": touched["about"],
        "resources with an author": touched["by"],
        "resources with a citation": touched["cites"],
    }
