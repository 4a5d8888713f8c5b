"""The map: everything has a place of its own, subjects stand together, and tomorrow it looks the same."""

from __future__ import annotations

import itertools
import math

import networkx as nx
import pytest

from views.derived import derive
from views.mapdata import MAX_REGIONS, payload


def library(topics: int, each: int) -> nx.MultiDiGraph[str]:
    kg: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for t, i in itertools.product(range(topics), range(each)):
        kg.add_node(f"topic:{t}", node="topic", title=f"Topic {t}", importance=0.0)
        kg.add_node(f"r{t}-{i}", node="resource", title=f"R {t} {i}", kind="paper", year=2000, importance=1 / (i + 1))
        kg.add_edge(f"r{t}-{i}", f"topic:{t}", key="about", confidence=0.9)
        if i:
            kg.add_edge(f"r{t}-{i}", f"r{t}-{i - 1}", key="cites")
    return kg


@pytest.mark.parametrize(("topics", "each"), [(1, 1), (1, 5), (3, 20), (60, 4)])
def test_every_resource_has_a_place_of_its_own(topics: int, each: int) -> None:
    places = derive(library(topics, each)).place
    assert len(places) == topics * each == len(set(places.values()))
    assert all(abs(x) <= 1.001 and abs(y) <= 1.001 for x, y in places.values())


def test_the_map_is_the_same_tomorrow() -> None:
    assert derive(library(5, 12)).place == derive(library(5, 12)).place


def test_a_subject_stands_together() -> None:
    derived = derive(library(4, 25))
    middles = {}
    for name in set(derived.group.values()):
        points = [derived.place[node] for node, group in derived.group.items() if group == name]
        middles[name] = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
    near = sum(
        min(middles, key=lambda name: math.dist(middles[name], derived.place[node])) == group
        for node, group in derived.group.items()
    )
    assert near / len(derived.group) > 0.95


def test_many_small_topics_become_few_regions() -> None:
    derived = derive(library(60, 4))
    assert len(derived.regions) <= MAX_REGIONS + 1
    assert sum(region.count for region in derived.regions) == 240


def test_columns_of_the_payload_are_aligned() -> None:
    kg = library(3, 10)
    data = payload(kg, derive(kg), {"r0-0": "done"})
    assert {len(data[key]) for key in ("ids", "labels", "x", "y", "sizes", "years", "kinds", "topic", "statuses")} == {
        30
    }
    assert data["statuses"][data["ids"].index("r0-0")] == "done"
    assert max(data["edges"]) < 30
