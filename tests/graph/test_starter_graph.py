"""The graph of the starter library: complete, joined across languages, and the same after any export."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import networkx as nx
import pytest

from graph.export import export
from graph.export_graph import restored
from tests.conftest import FakeEncoder
from workspace import Workspace

Kg = nx.MultiDiGraph
READ: dict[str, Callable[[str], nx.Graph]] = {
    "graphml": lambda text: nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True),
    "gexf": lambda text: nx.read_gexf(io.BytesIO(text.encode())),
    "node-link": lambda text: nx.node_link_graph(json.loads(text), edges="edges"),
}


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Kg[str]:
    ws = Workspace(tmp_path_factory.mktemp("starter"), encoder=FakeEncoder())
    ws.add("starter")
    built = ws.kg
    ws.close()
    return built


def topics_of(kg: Kg[str], resource: str) -> list[str]:
    return [topic for _, topic, kind in kg.out_edges(resource, keys=True) if kind == "about"]


def test_every_resource_has_a_topic(kg: Kg[str]) -> None:
    resources = [node for node, data in kg.nodes(data=True) if data["node"] == "resource"]
    assert len(resources) > 500
    assert not [node for node in resources if not topics_of(kg, node)]


@pytest.mark.parametrize(
    ("part", "topic"),
    [
        ("Recurrent Neural Networks (RNN)", "topic:recurrent-neural-network"),
        ("Long Short-Term Memory (LSTM)", "topic:lstm"),
        ("電腦視覺", "topic:computer-vision"),
    ],
)
def test_headings_in_two_languages_lead_to_the_vocabulary(kg: Kg[str], part: str, topic: str) -> None:
    under = [
        resource
        for resource, _, kind, data in kg.edges(keys=True, data=True)
        if kind == "listed_in" and any(part in heading for heading in data["section"])
    ]
    assert len(under) >= 10
    assert all(topic in topics_of(kg, resource) for resource in under)


def test_resource_requirements_are_never_certain(kg: Kg[str]) -> None:
    shown = [
        data["confidence"]
        for node, _, kind, data in kg.edges(keys=True, data=True)
        if kind == "requires" and kg.nodes[node]["node"] == "resource"
    ]
    assert shown
    assert max(shown) < 0.8


@pytest.mark.parametrize("form", READ)
def test_export_and_back_is_the_same_graph(kg: Kg[str], form: str) -> None:
    (text,) = export(kg, form).values()
    back = restored(READ[form](text))
    if form == "gexf":  # has no place for what is said of the whole graph
        back.graph.update(kg.graph)
    assert nx.utils.graphs_equal(back, kg)
