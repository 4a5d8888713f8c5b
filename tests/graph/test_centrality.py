"""Importance and communities on graphs whose answer is known."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.centrality import pagerank
from graph.communities import communities
from graph.index import GraphIndex


def cites(pairs: list[tuple[str, str]], nodes: str = "") -> GraphIndex:
    kg: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kg.add_nodes_from(nodes)
    kg.add_edges_from((source, target, "cites") for source, target in pairs)
    nx.set_node_attributes(kg, "resource", "node")
    return GraphIndex(kg)


def test_star_has_its_centre_first() -> None:
    index = cites([(leaf, "c") for leaf in "abdef"])
    rank = pagerank(index)
    assert index.nodes[int(rank.argmax())] == "c"
    assert rank.sum() == pytest.approx(1, abs=1e-5)


def test_rank_agrees_with_networkx() -> None:
    rng = np.random.default_rng(3)
    pairs = [(str(a), str(b)) for a, b in rng.integers(0, 300, (1500, 2)) if a != b]
    index = cites(pairs)
    plain = nx.pagerank(nx.DiGraph(index.kg), tol=1e-12)
    assert pagerank(index) == pytest.approx([plain[node] for node in index.nodes], abs=1e-6)


def test_empty_graph_has_no_ranks_and_no_communities() -> None:
    index = cites([])
    assert len(pagerank(index)) == 0
    assert communities(index) == []


def two_subjects() -> GraphIndex:
    kg: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for subject in ("cooking", "algebra"):
        for part in range(3):
            kg.add_node(f"topic:{subject}{part}", node="topic", title=f"{subject} {part}")
        for number in range(6):
            resource = f"{subject}-{number}"
            kg.add_node(resource, node="resource", title=resource)
            kg.add_node(f"author:{subject}", node="author", title=subject)
            kg.add_edge(resource, f"author:{subject}", key="by")
            for part in {0, number % 3}:
                kg.add_edge(resource, f"topic:{subject}{part}", key="about", confidence=0.9)
    kg.add_node("alone", node="resource", title="alone")
    return GraphIndex(kg)


def test_communities_are_named_by_their_leading_topic() -> None:
    index = two_subjects()
    names = dict(zip(index.nodes, communities(index), strict=True))
    assert names["cooking-5"] == names["topic:cooking2"] == names["author:cooking"] == "cooking 0"
    assert names["algebra-1"] == "algebra 0"
    assert names["alone"] == ""


def test_subjects_that_keep_to_themselves_stay_apart() -> None:
    kg: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for topic in ("bread", "soil"):
        kg.add_node(f"topic:{topic}", node="topic", title=topic)
        for number in range(5):
            kg.add_node(f"{topic}{number}", node="resource", title=topic)
            kg.add_edge(f"{topic}{number}", f"topic:{topic}", key="about", confidence=0.85)
    kg.add_edge("bread0", "soil0", key="similar", score=0.6)
    names = dict(zip(kg, communities(GraphIndex(kg)), strict=True))
    assert names["bread1"] == "bread"
    assert names["soil1"] == "soil"
