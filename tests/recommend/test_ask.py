"""From what a reader names to a question: nodes as a goal."""

import networkx as nx
import numpy as np
import pytest

from recommend.ask import towards

PLACES = {"topic:cats": [1.0, 0.0, 0.0], "r1": [0.0, 1.0, 0.0], "r2": [0.0, 0.6, 0.8], "alone": [0.0, 0.0, 1.0]}


@pytest.fixture
def kg():
    graph = nx.MultiDiGraph()
    graph.add_node("topic:cats", node="topic", title="Cats")
    graph.add_node("topic:of-headings", node="topic", title="Garden")
    graph.add_node("topic:empty", node="topic", title="Nothing")
    for name in ("r1", "r2", "alone"):
        graph.add_node(name, node="resource", title=name)
    graph.add_edge("r1", "topic:of-headings", key="about")
    graph.add_edge("r2", "topic:of-headings", key="about")
    return graph


def rows(nodes):
    return np.array([PLACES.get(node, [0.0] * 3) for node in nodes], np.float32).reshape(len(nodes), 3)


def test_nodes_are_a_goal_by_their_titles_and_the_middle_of_their_vectors(kg):
    words, vector = towards(kg, ["topic:cats", "alone"], rows)
    assert words == "Cats, alone"
    assert vector == pytest.approx([0.5**0.5, 0.0, 0.5**0.5], abs=1e-6)


def test_a_topic_without_a_text_of_its_own_lies_where_its_resources_lie(kg):
    _, vector = towards(kg, ["topic:of-headings"], rows)
    assert vector == pytest.approx(np.array([0.0, 1.6, 0.8]) / np.hypot(1.6, 0.8), abs=1e-6)


def test_nothing_to_go_by_is_no_vector(kg):
    assert towards(kg, ["topic:empty"], rows) == ("Nothing", None)
    assert towards(kg, [], rows) == ("", None)
