"""Questions to graphs whose answers are known by eye."""

from __future__ import annotations

import itertools
import random

import networkx as nx
import numpy as np
import pytest

from graph.queries import GraphIndex, frontier, leads_to, needed_before, neighbourhood, ways
from library.errors import NotFound, UsageError

Kg = nx.MultiDiGraph


def needs(*pairs: tuple[str, str], **confidences: float) -> GraphIndex:
    kg: Kg[str] = nx.MultiDiGraph()
    for node, first in pairs:
        kg.add_node(node, node="topic", title=node.upper())
        kg.add_node(first, node="topic", title=first.upper())
        confidence = confidences.get(node + first, 0.9)
        kg.add_edge(
            node, first, key="requires", kind="requires", confidence=confidence, evidence=[f"{node} uses {first}"]
        )
    return GraphIndex(kg)


def cites(*pairs: tuple[str, str]) -> Kg[str]:
    kg: Kg[str] = nx.MultiDiGraph()
    for source, target in pairs:
        kg.add_node(source, node="resource", title=source.upper())
        kg.add_node(target, node="resource", title=target.upper())
        kg.add_edge(source, target, key="cites", kind="cites", source="facts", evidence=["reference list"])
    return kg


CHAIN = needs(("c", "b"), ("b", "a"))
DIAMOND = needs(("d", "b"), ("d", "c"), ("b", "a"), ("c", "a"))
CIRCLE = needs(("a", "b"), ("b", "a"))


def names(found: object) -> list[str]:
    return [one.node for one in found]  # type: ignore[attr-defined]


def test_chain_is_needed_from_near_to_far() -> None:
    assert [(one.node, one.via, one.depth) for one in needed_before(CHAIN, "c")] == [("b", "c", 1), ("a", "b", 2)]
    assert [(one.node, one.confidence) for one in leads_to(CHAIN, "a")] == [("b", 0.9), ("c", 0.81)]


def test_reasons_are_the_edges_evidence() -> None:
    assert needed_before(CHAIN, "b")[0].reasons == ("b uses a",)
    assert leads_to(CHAIN, "b")[0].reasons == ("c uses b",)


def test_diamond_has_its_bottom_once() -> None:
    assert names(needed_before(DIAMOND, "d")) == ["b", "c", "a"]


def test_circle_ends() -> None:
    assert names(needed_before(CIRCLE, "a")) == ["b"]


def test_weak_chains_can_be_left_out() -> None:
    assert names(needed_before(needs(("c", "b"), ("b", "a"), cb=0.5), "c", min_confidence=0.6)) == []


def test_answer_is_bounded() -> None:
    star = needs(*(("hub", f"n{i}") for i in range(50)))
    assert len(needed_before(star, "hub", limit=7)) == 7


def test_resource_needs_what_its_topics_need_and_what_it_cites() -> None:
    kg = nx.compose(CHAIN.kg, cites(("paper", "older")))
    kg.add_edge("paper", "c", key="about", kind="about", confidence=0.8, evidence=[])
    kg.add_edge("older", "a", key="about", kind="about", confidence=0.8, evidence=[])
    index = GraphIndex(kg)
    found = {one.node: one for one in needed_before(index, "paper")}
    assert found["b"].confidence == pytest.approx(0.72)
    assert found["b"].reasons == ("it is about C", "c uses b")
    assert found["older"].reasons == ("“PAPER” cites “OLDER”",)
    assert "c" not in found
    assert set(names(leads_to(index, "older"))) == {"paper", "b", "c"}


def test_list_needs_what_its_resources_need() -> None:
    kg = CHAIN.kg.copy()
    kg.add_node("list:l", node="list", title="L")
    kg.add_node("r", node="resource", title="R")
    kg.add_edge("r", "list:l", key="listed_in", kind="listed_in")
    kg.add_edge("r", "c", key="about", kind="about", confidence=1.0, evidence=[])
    assert names(needed_before(GraphIndex(kg), "list:l")) == ["b", "a"]


def test_frontier_is_what_has_all_it_requires() -> None:
    assert names(frontier(DIAMOND, ["a"])) == ["b", "c"]
    assert names(frontier(DIAMOND, ["b"])) == ["c"]  # a is implied
    assert names(frontier(DIAMOND, ["b", "c"])) == ["d"]
    assert names(frontier(DIAMOND, [])) == ["a"]
    assert frontier(DIAMOND, ["a"])[0].because == ("a",)
    assert frontier(DIAMOND, ["a"])[0].unlocks == 1


def test_neighbourhood_by_depth_and_kind() -> None:
    kg = cites(("a", "b"), ("b", "c"), ("c", "d"))
    kg.add_edge("a", "d", key="similar", kind="similar", score=0.9)
    index = GraphIndex(kg)
    assert names(neighbourhood(index, "a", 1).nodes) == ["a", "b", "d"]
    assert names(neighbourhood(index, "a", 2, kinds=["cites"]).nodes) == ["a", "b", "c"]
    assert neighbourhood(index, "a", 2, kinds=["cites"]).edges == (("a", "b", "cites"), ("b", "c", "cites"))


def test_neighbourhood_is_bounded_and_says_so() -> None:
    index = GraphIndex(cites(*(("hub", f"n{i:02}") for i in range(50))))
    found = neighbourhood(index, "hub", 2, limit=10)
    assert (len(found.nodes), found.total) == (10, 51)
    assert found.nodes[0].node == "hub"


def test_depth_zero_is_the_node_itself() -> None:
    assert names(neighbourhood(GraphIndex(cites(("a", "b"))), "a", 0).nodes) == ["a"]


def test_each_hop_is_explained() -> None:
    (way,) = ways(GraphIndex(cites(("a", "b"), ("c", "b"))), "a", "c")
    assert [(one.source, one.target, one.kind, one.forward) for one in way.hops] == [
        ("a", "b", "cites", True),
        ("b", "c", "cites", False),
    ]
    assert way.hops[0].evidence == ("reference list", "source: facts")


def test_a_citation_beats_a_giant_list_and_a_hub_topic() -> None:
    kg = cites(("a", "x"), ("x", "b"))
    kg.add_node("list:l", node="list", title="L")
    kg.add_node("topic:t", node="topic", title="T")
    for node in ("a", "b", *(f"n{i}" for i in range(200))):
        kg.add_node(node, node="resource", title=node)
        kg.add_edge(node, "list:l", key="listed_in", kind="listed_in", section=[], line=1, also=[])
        kg.add_edge(node, "topic:t", key="about", kind="about", confidence=1.0, evidence=[])
    found = ways(GraphIndex(kg), "a", "b")
    assert [way.nodes[1] for way in found] == ["x", "topic:t", "list:l"]
    assert found[0].cost < found[1].cost < found[2].cost


def test_alternatives_differ_and_a_direct_edge_comes_first() -> None:
    kg = cites(("a", "b"), ("a", "x"), ("x", "b"), ("a", "y"), ("y", "b"))
    assert [len(way.hops) for way in ways(GraphIndex(kg), "a", "b")] == [1, 2, 2]


def test_unconnected_nodes_and_a_node_itself_have_no_way() -> None:
    index = GraphIndex(cites(("a", "b"), ("c", "d")))
    assert ways(index, "a", "c") == ()
    assert ways(index, "a", "a") == ()


@pytest.mark.parametrize("ask", [needed_before, leads_to, neighbourhood])
def test_unknown_node_is_named(ask: object) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        ask(CHAIN, "nowhere")  # type: ignore[operator]


def test_unknown_kind_is_named() -> None:
    with pytest.raises(UsageError, match="loves"):
        neighbourhood(CHAIN, "a", kinds=["loves"])


def test_ways_cost_what_dijkstra_says() -> None:
    rng = random.Random(7)
    kg: Kg[str] = nx.MultiDiGraph()
    nodes = [f"n{i}" for i in range(60)]
    for node in nodes:
        kg.add_node(node, node=rng.choice(["resource", "topic", "author", "list"]), title=node)
    for source, target in itertools.islice(iter(lambda: rng.sample(nodes, 2), None), 110):
        kg.add_edge(source, target, key=rng.choice(["cites", "similar", "by", "broader"]), score=rng.random())
    index = GraphIndex(kg)
    plain: nx.DiGraph[int] = nx.DiGraph()
    for source, target, cost in zip(index.walk.source, index.walk.target, index.walk.cost, strict=True):
        before = plain.get_edge_data(int(source), int(target), {"cost": np.inf})["cost"]
        plain.add_edge(int(source), int(target), cost=min(before, float(cost)))
    for _ in range(150):
        one, other = rng.sample(range(60), 2)
        found = ways(index, nodes[one], nodes[other], limit=1)
        if one in plain and other in plain and nx.has_path(plain, one, other):
            assert found[0].cost == pytest.approx(nx.dijkstra_path_length(plain, one, other, "cost"), abs=1e-3)
        else:
            assert found == ()
