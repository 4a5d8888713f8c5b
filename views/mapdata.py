"""The map of the whole library: every resource gets a place, resources on one subject stand together.

A region is a topic with enough resources; smaller topics join a broader one. Regions are discs that lie near those
they are linked with; inside, the most important stand in the middle and the others lean towards what they cite. All
of it is a function of the graph alone, so the map looks the same tomorrow.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["MapLayout", "Region", "lay_out", "payload"]

MAX_REGIONS = 26
MAX_EDGES = 15000
OTHER = "Everything else"
GOLDEN_ANGLE = 2.399963
_GAP = 2.4  # distance between region borders, in distances between nodes
_CANDIDATE_SLOTS = 10


@dataclass(frozen=True, slots=True)
class Region:
    """A cluster of the map: its name, where its name stands, and how many resources it has."""

    label: str
    x: float
    y: float
    count: int


@dataclass(frozen=True, slots=True)
class MapLayout:
    """Places (from -1 to 1) and region of each resource, and the regions by size."""

    place: Mapping[str, tuple[float, float]]
    group: Mapping[str, str]
    regions: tuple[Region, ...]


def lay_out(kg: nx.MultiDiGraph[str], main: Mapping[str, str]) -> MapLayout:
    """Place all resources of the graph; `main` is the main topic of each."""
    resources = sorted(node for node, data in kg.nodes(data=True) if data.get("node") == "resource")
    if not resources:
        return MapLayout({}, {}, ())
    group = _regions(kg, resources, main)
    members: dict[str, list[str]] = defaultdict(list)
    for node in sorted(resources, key=lambda node: (-float(kg.nodes[node].get("importance", 0.0)), node)):
        members[group[node]].append(node)
    names = sorted(members, key=lambda name: (-len(members[name]), name))
    radii = np.array([math.sqrt(len(members[name])) for name in names])
    ties = _ties(kg, group)
    centres = _centres(names, radii, ties)
    middle = dict(zip(names, centres, strict=True))
    raw: dict[str, NDArray[np.float64]] = {}
    for name in names:
        raw.update(_inside(kg, members[name], middle, group, middle[name]))
    points = np.array([raw[node] for node in resources])
    shift, scale = (points.max(axis=0) + points.min(axis=0)) / 2, max(1e-9, float(np.ptp(points, axis=0).max()) / 2)
    place = {node: _pair((raw[node] - shift) / scale) for node in resources}
    tops = [
        (middle[name] + np.array([0.0, radius + 0.4]) - shift) / scale
        for name, radius in zip(names, radii, strict=True)
    ]
    regions = [Region(_title(kg, name), *_pair(top), len(members[name])) for name, top in zip(names, tops, strict=True)]
    return MapLayout(place, {node: _title(kg, name) for node, name in group.items()}, tuple(regions))


def _pair(point: NDArray[np.float64]) -> tuple[float, float]:
    return round(float(point[0]), 4), round(float(point[1]), 4)


def _title(kg: nx.MultiDiGraph[str], topic: str) -> str:
    return str(kg.nodes[topic].get("title", topic)) if topic in kg else topic


def _regions(kg: nx.MultiDiGraph[str], resources: Sequence[str], main: Mapping[str, str]) -> dict[str, str]:
    """Region per resource: small topics are folded into broader ones until few enough are left."""
    group = {node: main.get(node, OTHER) for node in resources}
    enough = max(3, len(resources) // 60)
    while True:
        sizes = Counter(group.values())
        small = [name for name in sizes if name != OTHER and sizes[name] < enough]
        if not small and len(sizes) > MAX_REGIONS:
            small = [min((name for name in sizes if name != OTHER), key=lambda name: (sizes[name], name))]
        if not small:
            return group
        into = {name: _broader(kg, name, sizes) for name in small}
        group = {node: into.get(name, name) for node, name in group.items()}


def _broader(kg: nx.MultiDiGraph[str], topic: str, sizes: Mapping[str, int]) -> str:
    """The fullest topic above; above the top everything is one rest."""
    above = [target for _, target, kind in kg.out_edges(topic, keys=True) if kind == "broader" and target != topic]
    return max(above, key=lambda name: (sizes.get(name, 0), name), default=OTHER)


def _ties(kg: nx.MultiDiGraph[str], group: Mapping[str, str]) -> Counter[tuple[str, str]]:
    """How many links run between two regions."""
    ties: Counter[tuple[str, str]] = Counter()
    for source, target, kind in kg.edges(keys=True):
        a, b = group.get(source), group.get(target)
        if kind in ("cites", "similar", "explains", "implements") and a and b and a != b:
            ties[min(a, b), max(a, b)] += 1
    return ties


def _centres(
    names: Sequence[str], radii: NDArray[np.float64], ties: Mapping[tuple[str, str], int]
) -> list[NDArray[np.float64]]:
    """Middles of the regions: near to their kin, without overlap, drawn together."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(names)
    graph.add_edges_from((a, b, {"weight": math.log1p(count)}) for (a, b), count in ties.items())
    spread = float(np.sqrt((radii**2).sum())) * 1.6
    found = nx.spring_layout(graph, seed=7, iterations=200, scale=spread) if len(names) > 1 else {names[0]: np.zeros(2)}
    points = np.array([found[name] for name in names], dtype=np.float64)
    need = radii[:, None] + radii[None, :] + _GAP
    for _ in range(400):
        # A wide screen shows a wide map: the pull to the middle is stronger from above and below.
        points *= (0.998, 0.99)
        delta = points[:, None, :] - points[None, :, :]
        distance = np.linalg.norm(delta, axis=2) + np.eye(len(names)) * 1e9 + 1e-9
        overlap = np.maximum(0.0, need - distance)
        points += (delta / distance[:, :, None] * overlap[:, :, None]).sum(axis=1) * 0.5
    return list(points)


def _inside(
    kg: nx.MultiDiGraph[str],
    nodes: Sequence[str],
    middle: Mapping[str, NDArray[np.float64]],
    group: Mapping[str, str],
    centre: NDArray[np.float64],
) -> dict[str, NDArray[np.float64]]:
    """Sunflower of one region, the most important first; each takes the free slot that faces its kin best."""
    free = [
        np.array([math.cos(i * GOLDEN_ANGLE), math.sin(i * GOLDEN_ANGLE)]) * math.sqrt(i + 0.3)
        for i in range(len(nodes))
    ]
    found: dict[str, NDArray[np.float64]] = {}
    for node in nodes:
        pull = np.zeros(2)
        for other in set(kg.succ[node]) | set(kg.pred[node]):
            if other in found:
                pull += found[other] - centre
            elif group.get(other, group[node]) != group[node]:
                pull += middle[group[other]] - centre
        best = max(range(min(_CANDIDATE_SLOTS, len(free))), key=lambda i: float(free[i] @ pull))
        found[node] = centre + free.pop(best)
    return found


def payload(kg: nx.MultiDiGraph[str], derived: Any, statuses: Mapping[str, str]) -> dict[str, Any]:
    """Columns for the map component; what never changes with a click, so that a click sends nothing again."""
    ids = list(derived.place)
    row = {node: i for i, node in enumerate(ids)}
    topics = sorted({derived.group[node] for node in ids})
    number = {name: i for i, name in enumerate(topics)}
    top = max((float(kg.nodes[node].get("importance", 0.0)) for node in ids), default=1.0) or 1.0
    weight = [math.sqrt(max(0.0, float(kg.nodes[node].get("importance", 0.0))) / top) for node in ids]
    large = 9.0 if len(ids) < 3000 else 6.0
    edges: list[int] = []
    for source, target, kind in kg.edges(keys=True):
        if kind in ("cites", "similar") and source in row and target in row and len(edges) < 2 * MAX_EDGES:
            edges += [row[source], row[target]]
    return {
        "ids": ids,
        "labels": [str(kg.nodes[node].get("nickname") or kg.nodes[node].get("title", ""))[:80] for node in ids],
        "x": [derived.place[node][0] for node in ids],
        "y": [derived.place[node][1] for node in ids],
        "sizes": [round(2.6 + large * share, 2) for share in weight],
        "years": [int(kg.nodes[node].get("year") or 0) for node in ids],
        "kinds": [str(kg.nodes[node].get("kind", "other")) for node in ids],
        "lists": [derived.lists.get(node, ("none",))[0] for node in ids],
        "topics": topics,
        "topic": [number[derived.group[node]] for node in ids],
        "statuses": [statuses.get(node, "") for node in ids],
        "edges": edges,
        "regions": [{"label": one.label, "x": one.x, "y": one.y, "n": one.count} for one in derived.regions],
    }
