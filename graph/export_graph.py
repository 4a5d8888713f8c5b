"""The whole graph in the formats of graph tools: GraphML, GEXF, node-link JSON, CSV; and back from them.

Formats that hold only single values get lists as JSON text. The attribute `source` of edges is called `origin`
there, since these formats call the end of an edge so. `restored` undoes both, so nothing is lost.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx

from graph.schema import EDGE_FIELDS, NODE_FIELDS, FieldType, Graph

__all__ = ["edges_csv", "gexf", "graphml", "node_link", "nodes_csv", "restored"]

RENAMED = {"source": "origin"}
BACK = {there: here for here, there in RENAMED.items()}
_READ: Mapping[FieldType, Callable[[Any], Any]] = {
    "text": str,
    "whole": int,
    "real": float,
    "yes_no": lambda value: value in {True, "true", "True"},
    "texts": lambda value: list(json.loads(value)) if isinstance(value, str) else list(value),
}
# What XML cannot hold at all, not even escaped.
_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(55296, 57344), 65534, 65535), " ")


def graphml(kg: Graph) -> str:
    """Return the graph as GraphML, for yEd, Gephi, Cytoscape and NetworkX."""
    return "\n".join(nx.generate_graphml(_plain(kg, _single)))


def gexf(kg: Graph) -> str:
    """Return the graph as GEXF 1.2, for Gephi."""
    plain = _plain(kg, _single)
    for node, data in plain.nodes(data=True):
        plain.nodes[node]["label"] = data["title"]
    plain.graph.clear()
    return "\n".join(nx.generate_gexf(plain))


def node_link(kg: Graph) -> str:
    """Return the graph as node-link JSON, for D3 and NetworkX (`edges="edges"`)."""
    data = nx.node_link_data(_plain(kg, lambda value: value), edges="edges")
    return json.dumps(data, ensure_ascii=False, indent=1)


def nodes_csv(kg: Graph) -> str:
    """Return the nodes as a table, one column for each attribute of any type; lists as JSON."""
    fields = _columns(NODE_FIELDS)
    return _csv(["id", *fields], ([node, *_cells(data, fields)] for node, data in kg.nodes(data=True)))


def edges_csv(kg: Graph) -> str:
    """Return the edges as a table, with the ends as `source` and `target`."""
    fields = _columns(EDGE_FIELDS)
    rows = ([source, target, *_cells(data, fields)] for source, target, data in kg.edges(data=True))
    return _csv(["source", "target", *(RENAMED.get(name, name) for name in fields)], rows)


def restored(other: nx.Graph[Any]) -> Graph:
    """Return the graph that NetworkX read from one of these formats as the graph it was: same keys, same types.

    Parameters
    ----------
    other : Graph
        From `read_graphml`, `read_gexf` or `node_link_graph`.

    Examples
    --------
    >>> import io
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_node("a", node="author", title="Ada", importance=0.5, community="")
    >>> nx.utils.graphs_equal(restored(nx.read_graphml(io.BytesIO(graphml(kg).encode()))), kg)
    True
    """
    kg: Graph = nx.MultiDiGraph()
    for name, value in other.graph.items():
        if name not in {"node_default", "edge_default", "mode"}:
            kg.graph[name] = json.loads(value) if name == "cut" and isinstance(value, str) else value
    for node, data in other.nodes(data=True):
        kg.add_node(str(node), **_typed(data, NODE_FIELDS[data["node"]]))
    for source, target, data in other.edges(data=True):
        fields = EDGE_FIELDS[data["kind"]]
        typed = _typed({BACK.get(name, name): value for name, value in data.items()}, fields)
        kg.add_edge(str(source), str(target), key=data["kind"], **typed)
    return kg


def _typed(data: Mapping[str, Any], fields: Mapping[str, FieldType]) -> dict[str, Any]:
    return {name: _READ[kind](data[name]) for name, kind in fields.items()}


def _single(value: Any) -> Any:
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    return value.translate(_NOT_XML) if isinstance(value, str) else value


def _plain(kg: Graph, as_value: Callable[[Any], Any]) -> Graph:
    """A copy with values that the format can hold; edges get numbers as keys, for formats want them unique."""
    plain: Graph = nx.MultiDiGraph(**{name: as_value(value) for name, value in kg.graph.items()})
    for node, data in kg.nodes(data=True):
        plain.add_node(node, **{name: as_value(value) for name, value in data.items()})
    for number, (source, target, data) in enumerate(kg.edges(data=True)):
        renamed = {RENAMED.get(name, name): as_value(value) for name, value in data.items()}
        plain.add_edge(source, target, key=f"e{number}", **renamed)
    return plain


def _columns(kinds: Mapping[Any, Mapping[str, FieldType]]) -> list[str]:
    return list(dict.fromkeys(name for fields in kinds.values() for name in fields))


def _cells(data: Mapping[str, Any], fields: Iterable[str]) -> list[Any]:
    return [_single(data[name]) if name in data else "" for name in fields]


def _csv(header: list[str], rows: Iterable[list[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
