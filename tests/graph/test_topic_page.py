"""A topic's page."""

from __future__ import annotations

import networkx as nx
import pytest

from graph.index import GraphIndex
from graph.topic_page import topic_page
from library.errors import NotFound, UsageError


def test_page_of_a_broad_topic_has_what_is_narrower(kg: nx.MultiDiGraph[str]) -> None:
    page = topic_page(GraphIndex(kg), "topic:ml")
    assert page.narrower == ("topic:attention",)
    assert set().union(*(some for kinds in page.resources.values() for some in kinds.values())) == {"attention", "odd"}
    assert page.total == 2
    assert page.unlisted == ("older",)


def test_page_knows_what_is_above_and_required(kg: nx.MultiDiGraph[str]) -> None:
    page = topic_page(GraphIndex(kg), "topic:attention")
    assert page.broader == ("topic:ml",)
    assert {*page.requires, *page.required_by} == {"topic:ml"}
    assert page.level == "advanced"


def test_page_of_no_topic(kg: nx.MultiDiGraph[str]) -> None:
    with pytest.raises(UsageError, match="'odd' is no topic but a resource"):
        topic_page(GraphIndex(kg), "odd")
    with pytest.raises(NotFound):
        topic_page(GraphIndex(kg), "topic:nowhere")
