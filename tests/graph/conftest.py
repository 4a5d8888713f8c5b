"""A small graph with every kind of node and edge, awkward texts included."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from graph.build import build
from graph.snapshot import Cited, Placed, Related, Snapshot
from library.lists import StoredList
from library.vocabulary import Entry, Identifier, Requirement, Resource, Topic

TITLE = 'Tom & Jerry: 50% of <b>"x_y"</b> {costs} \\ ~ $5 #1'

RESOURCES = (
    Resource(
        "attention",
        "Attention Is All You Need",
        "paper",
        "https://arxiv.org/abs/1706.03762",
        2017,
        ("Ashish Vaswani", "Aaron van den Oord", "OpenAI"),
        "NeurIPS",
        "Transformer",
        "en",
        "Self-attention alone.",
        identifiers=(Identifier("arxiv", "1706.03762"), Identifier("doi", "10.1/x")),
    ),
    Resource("odd", TITLE, "code", "https://x.org/a%20b?c={d}#e", authors=("Ashish Vaswani",), summary="Zwölf 循環."),
    Resource("older", "Learning to Align", "paper", year=2014, listed=False),
)
TOPICS = (
    Topic(
        "attention", "Attention", ("注意力",), "advanced", ("ml",), (Requirement("ml", "it is learned"),), "Weights."
    ),
    Topic("ml", "Machine learning", (), "introductory", (), (Requirement("attention", "a circle"),)),
    Topic("optics", "Optics"),
)
LIST = StoredList("l", "l.md", "A list", "markdown", 2, "", "")
ENTRIES = {
    "l": (
        Placed("attention", Entry("Attention", line=3, position=0, section=("Attention", "Papers"))),
        Placed("odd", Entry("Odd", line=4, position=1, section=("Machine learning",))),
    )
}
CITATIONS = (Cited("attention", "older", "facts", "reference list"), Cited("odd", "older", "facts", "known"))
RELATIONS = (Related("odd", "implements", "attention", "facts"), Related("odd", "explains", "older", "facts"))
NEAR = ["attention", "odd"], np.array([[1, 0], [0.8, 0.6]], dtype=np.float32)


@pytest.fixture
def kg() -> nx.MultiDiGraph[str]:
    return build(Snapshot(RESOURCES, (LIST,), ENTRIES, CITATIONS, RELATIONS, TOPICS, revision=7), NEAR)
