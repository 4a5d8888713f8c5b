"""What the pages need to know about every node and the graph does not say outright; computed once per revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from library.vocabulary import KINDS
from views.mapdata import Region, lay_out

__all__ = ["Derived", "derive"]


@dataclass(frozen=True, slots=True)
class Derived:
    """Per node: its main topic, its lists, its authors in words, how often it is cited, its prerequisite depth, and
    its place on the map (both coordinates from -1 to 1); `regions` name the map's clusters, and `first` is a good
    node to open with (empty without resources).

    Of all nodes: `nodes` by type, the weightiest first; how many resources are `about` each topic; the `kinds` of
    resources, in the vocabulary's order, and the first and last of their `years` (0 without any).
    """

    nodes: Mapping[str, tuple[str, ...]]
    about: Mapping[str, int]
    kinds: tuple[str, ...]
    years: tuple[int, int]
    topic: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    authors: Mapping[str, str]
    cited: Mapping[str, int]
    depth: Mapping[str, int]
    place: Mapping[str, tuple[float, float]]
    regions: tuple[Region, ...]
    group: Mapping[str, str]
    first: str = ""


def derive(kg: nx.MultiDiGraph[str]) -> Derived:
    """Return what the pages show about all nodes; linear in the graph but for sorting."""
    topic: dict[str, tuple[float, str]] = {}
    lists: dict[str, list[str]] = defaultdict(list)
    authors: dict[str, list[tuple[int, str]]] = defaultdict(list)
    cited: dict[str, int] = defaultdict(int)
    about: dict[str, int] = defaultdict(int)
    for source, target, kind, data in kg.edges(keys=True, data=True):
        if kind == "about":
            about[target] += 1
            topic[source] = max(topic.get(source, (-1.0, "")), (float(data.get("confidence", 1.0)), target))
        elif kind == "listed_in":
            lists[source].append(str(kg.nodes[target].get("title", "")))
        elif kind == "by":
            authors[source].append((int(data.get("order", 0)), str(kg.nodes[target].get("title", ""))))
        elif kind == "cites":
            cited[target] += 1
    main = {node: target for node, (_, target) in topic.items()}
    placed = lay_out(kg, main)
    years = [int(data["year"]) for _, data in kg.nodes(data=True) if data.get("year")]
    kinds = {data.get("kind") for _, data in kg.nodes(data=True) if data.get("node") == "resource"}
    return Derived(
        nodes=_by_type(kg),
        about=dict(about),
        kinds=tuple(kind for kind in KINDS if kind in kinds),
        years=(min(years, default=0), max(years, default=0)),
        topic={node: str(kg.nodes[target].get("title", "")) for node, target in main.items()},
        lists={node: tuple(sorted(set(titles))) for node, titles in lists.items()},
        authors={node: _names(pairs) for node, pairs in authors.items()},
        cited=dict(cited),
        depth=_depths(kg, main),
        place=placed.place,
        regions=placed.regions,
        group=placed.group,
        first=_first(kg),
    )


def _by_type(kg: nx.MultiDiGraph[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {"resource": [], "topic": [], "author": [], "list": []}
    weight = {
        node: (-float(data.get("importance", 0.0)), str(data.get("title", ""))) for node, data in kg.nodes(data=True)
    }
    for node in sorted(kg, key=weight.__getitem__):
        found[kg.nodes[node].get("node", "resource")].append(node)
    return {kind: tuple(nodes) for kind, nodes in found.items()}


def _names(pairs: list[tuple[int, str]]) -> str:
    """First authors as a reader cites them."""
    names = [name for _, name in sorted(pairs)]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _depths(kg: nx.MultiDiGraph[str], main: Mapping[str, str]) -> dict[str, int]:
    """Length of the longest chain of requirements below a node; a resource stands on its main topic."""
    needs: nx.DiGraph[str] = nx.DiGraph()
    needs.add_nodes_from(kg)
    needs.add_edges_from((source, target) for source, target, kind in kg.edges(keys=True) if kind == "requires")
    needs.add_edges_from(main.items())
    # Resources may still require each other in circles; a circle counts as one step.
    merged = nx.condensation(needs)
    below: dict[int, int] = {}
    for one in reversed(list(nx.topological_sort(merged))):
        below[one] = max((below[other] + 1 for other in merged.successors(one)), default=0)
    return {node: below[number] for node, number in merged.graph["mapping"].items()}


def _first(kg: nx.MultiDiGraph[str]) -> str:
    """A listed resource of weight, with something of everything round it."""

    def worth(node: str) -> tuple[bool, float, str]:
        data = kg.nodes[node]
        around = min(24, kg.degree(node)) / 24
        return bool(data.get("listed", True)), float(data.get("importance", 0.0)) * 40 + around, node

    return max((node for node, data in kg.nodes(data=True) if data.get("node") == "resource"), key=worth, default="")
