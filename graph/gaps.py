"""What a library lacks: works that its resources build on but no list holds, and topics without a resource."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph.schema import Graph

__all__ = ["Gaps", "Lacking", "MissingWork", "gaps", "missing_works", "topics_without_resources"]

MAIN = 0.5  # below this confidence a resource mentions a topic and cannot teach it


@dataclass(frozen=True, slots=True)
class MissingWork:
    """A work not in your lists, and the listed resources that cite it, most important first."""

    node: str
    title: str
    cited_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A topic that others require but no listed resource is mainly about; the topics that wait for it, and why."""

    node: str
    title: str
    required_by: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Everything that `studygraph gaps` names."""

    works: tuple[MissingWork, ...]
    topics: tuple[Lacking, ...]


def gaps(kg: Graph, at_least: int = 2) -> Gaps:
    """Return what the library lacks (see `missing_works` and `topics_without_resources`)."""
    return Gaps(missing_works(kg, at_least), topics_without_resources(kg))


def missing_works(kg: Graph, at_least: int = 2) -> tuple[MissingWork, ...]:
    """Return works not in your lists that at least so many listed resources cite, the most cited first.

    Examples
    --------
    >>> import networkx as nx
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_nodes_from("ab", node="resource", listed=True, importance=0.1)
    >>> kg.add_node("x", node="resource", title="X", listed=False, importance=0.2)
    >>> kg.add_edges_from([("a", "x", "cites"), ("b", "x", "cites")])
    ['cites', 'cites']
    >>> missing_works(kg)
    (MissingWork(node='x', title='X', cited_by=('a', 'b')),)
    """
    citing: dict[str, list[str]] = defaultdict(list)
    # What was taken out of a list is not missing from it.
    missing = {node for node, data in kg.nodes(data=True) if not data.get("listed", True) and not data.get("left_at")}
    for source, target, kind in kg.edges(keys=True):
        if kind == "cites" and kg.nodes[source].get("listed") and target in missing:
            citing[target].append(source)
    found = [
        MissingWork(node, kg.nodes[node]["title"], tuple(sorted(some, key=lambda one: _weight(kg, one))))
        for node, some in citing.items()
        if len(some) >= at_least
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.cited_by), *_weight(kg, one.node))))


def _weight(kg: Graph, node: str) -> tuple[float, str]:
    return -kg.nodes[node]["importance"], node


def topics_without_resources(kg: Graph) -> tuple[Lacking, ...]:
    """Return topics that topics of the library require, directly or further on, but that nothing listed teaches.

    Resources about a narrower topic teach the broader one too. The most required come first.

    Notes
    -----
    Linear in nodes and edges.
    """
    taught = _taught(kg)
    needed = _below(kg, taught)
    found = []
    for node in needed - _with_broader(kg, taught):
        waiting = sorted(source for source, _, kind in kg.in_edges(node, keys=True) if kind == "requires")
        reasons = [text for source in waiting for text in kg.edges[source, node, "requires"]["evidence"]]
        found.append(Lacking(node, kg.nodes[node]["title"], tuple(waiting), tuple(dict.fromkeys(reasons))))
    return tuple(sorted(found, key=lambda one: (-len(one.required_by), one.node)))


def _taught(kg: Graph) -> set[str]:
    return {
        topic
        for resource, topic, kind, data in kg.edges(keys=True, data=True)
        if kind == "about" and data["confidence"] >= MAIN and kg.nodes[resource].get("listed")
    }


def _below(kg: Graph, topics: set[str]) -> set[str]:
    """Topics that some topics require, directly or further on."""
    found: set[str] = set()
    waiting = list(topics)
    while waiting:
        for _, first, kind in kg.out_edges(waiting.pop(), keys=True):
            if kind == "requires" and first not in found and kg.nodes[first]["node"] == "topic":
                found.add(first)
                waiting.append(first)
    return found


def _with_broader(kg: Graph, topics: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(topics)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(other for _, other, kind in kg.out_edges(node, keys=True) if kind == "broader")
    return found
