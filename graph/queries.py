"""The questions the graph answers fast; each in a module of its own.

>>> import networkx as nx
>>> kg = nx.MultiDiGraph()
>>> kg.add_nodes_from([("b", {"title": "B"}), ("a", {"title": "A"})], node="topic")
>>> _ = kg.add_edge("b", "a", key="requires", confidence=0.9, evidence=["B is built from A"])
>>> index = GraphIndex(kg)
>>> needed_before(index, "b")[0].reasons
('B is built from A',)
"""

from __future__ import annotations

from graph.closure import Open, Reached, frontier, leads_to, needed_before
from graph.explained import Hop, sentence
from graph.index import GraphIndex
from graph.neighbourhood import Near, Neighbourhood, neighbourhood
from graph.ways import Way, ways

__all__ = [
    "GraphIndex",
    "Hop",
    "Near",
    "Neighbourhood",
    "Open",
    "Reached",
    "Way",
    "frontier",
    "leads_to",
    "needed_before",
    "neighbourhood",
    "sentence",
    "ways",
]
