"""What the graph component is given: the right nodes, in a fixed order, filtered as asked."""

from __future__ import annotations

import networkx as nx
import pytest

from views.derived import derive
from views.graphdata import Filters, keep, part_of, payload, rows


@pytest.fixture
def kg() -> nx.MultiDiGraph[str]:
    """A chain of three papers on two topics, one author and one list."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, year, kind in (("a", 1997, "paper"), ("b", 2014, "paper"), ("c", 2018, "blog")):
        made.add_node(node, node="resource", title=f"Title {node}", kind=kind, year=year, importance=0.1, summary="")
    for node, kind in (("topic:x", "topic"), ("topic:y", "topic"), ("author:p", "author"), ("list:l", "list")):
        made.add_node(node, node=kind, title=node[-1].upper(), importance=0.0)
    made.add_edge("b", "a", key="cites")
    made.add_edge("c", "b", key="explains")
    made.add_edge("a", "topic:x", key="about", confidence=0.9)
    made.add_edge("b", "topic:y", key="about", confidence=0.9)
    made.add_edge("topic:y", "topic:x", key="requires", confidence=0.8, evidence=["y is built of x"])
    made.add_edge("a", "author:p", key="by", order=0)
    made.add_edge("c", "list:l", key="listed_in", order=0)
    return made


def test_part_of_takes_only_the_kinds_asked_for(kg: nx.MultiDiGraph[str]) -> None:
    part = part_of(kg, ["a", "b", "c"], {"cites"})
    assert list(part.edges(keys=True)) == [("b", "a", "cites")]


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(), {"a", "b", "c"}),
        (Filters(kinds=("blog",)), {"c"}),
        (Filters(years=(2000, 2015)), {"b"}),
        (Filters(years=(0, 2000)), {"a"}),
        (Filters(statuses=("done",)), {"b"}),
        (Filters(lists=("L",)), {"c"}),
        (Filters(words="title a"), {"a"}),
    ],
)
def test_filters_leave_what_they_say(kg: nx.MultiDiGraph[str], filters: Filters, left: set[str]) -> None:
    shown = keep(kg, derive(kg), {"b": "done"}, filters, ())
    assert {node for node, data in shown.nodes(data=True) if data["node"] == "resource"} == left


def test_what_touches_nothing_shown_goes_too_but_the_centre_stays(kg: nx.MultiDiGraph[str]) -> None:
    shown = keep(kg, derive(kg), {}, Filters(kinds=("blog",)), {"a"})
    assert "list:l" in shown
    assert "a" in shown
    assert "topic:y" not in shown


def test_the_payload_is_the_same_every_time_and_leads_with_the_centre(kg: nx.MultiDiGraph[str]) -> None:
    first = payload(kg, derive(kg), {}, focus="b")
    assert first == payload(kg.copy(), derive(kg), {}, focus="b")
    assert first["nodes"][0]["id"] == "b"


def test_levels_follow_the_requirements(kg: nx.MultiDiGraph[str]) -> None:
    level = {node["id"]: node["level"] for node in payload(kg, derive(kg), {}, focus="b")["nodes"]}
    assert level["topic:x"] < level["topic:y"] < level["b"]


def test_edges_carry_their_kind_and_reason(kg: nx.MultiDiGraph[str]) -> None:
    drawn = payload(kg, derive(kg), {}, focus="b")
    edge = next(one for one in drawn["edges"] if one["kind"] == "requires")
    ends = [drawn["nodes"][edge[end]]["id"] for end in ("s", "t")]
    assert (ends, edge["why"]) == (["topic:y", "topic:x"], "y is built of x")


def test_rows_are_the_resources_only(kg: nx.MultiDiGraph[str]) -> None:
    assert {row["id"] for row in rows(payload(kg, derive(kg), {}, focus="b"))} == {"a", "b", "c"}


def test_derived_names_topics_authors_and_citations(kg: nx.MultiDiGraph[str]) -> None:
    derived = derive(kg)
    assert derived.topic["a"] == "X"
    assert derived.authors["a"] == "P"
    assert derived.cited == {"a": 1}
    assert derived.first in {"a", "b", "c"}


def test_an_empty_graph_derives_nothing() -> None:
    assert derive(nx.MultiDiGraph()).first == ""


def test_circles_of_requirements_are_no_trouble(kg: nx.MultiDiGraph[str]) -> None:
    kg.add_edge("topic:x", "topic:y", key="requires", confidence=0.1)
    assert derive(kg).depth["topic:x"] == derive(kg).depth["topic:y"]
