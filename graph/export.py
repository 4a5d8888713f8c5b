"""Every format the graph can be given away in, by name; each is read back by the tools that own it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from graph.export_graph import edges_csv, gexf, graphml, node_link, nodes_csv
from graph.export_linked import json_ld
from graph.export_references import Reference, bibtex, csl_json, references, ris
from graph.schema import Graph
from library.errors import UsageError

__all__ = ["FORMATS", "GRAPH_FORMATS", "REFERENCE_FORMATS", "export"]

GRAPH_FORMATS: Mapping[str, Mapping[str, Callable[[Graph], str]]] = {
    "graphml": {"graph.graphml": graphml},
    "gexf": {"graph.gexf": gexf},
    "node-link": {"graph.json": node_link},
    "json-ld": {"graph.jsonld": json_ld},
    "csv": {"nodes.csv": nodes_csv, "edges.csv": edges_csv},
}
"""Formats of the whole graph: the files of each, and what writes them."""

REFERENCE_FORMATS: Mapping[str, tuple[str, Callable[[Iterable[Reference]], str]]] = {
    "bibtex": ("references.bib", bibtex),
    "ris": ("references.ris", ris),
    "csl-json": ("references.json", csl_json),
}
"""Formats of resources as references: the file of each, and what writes it."""

FORMATS = (*GRAPH_FORMATS, *REFERENCE_FORMATS)


def export(kg: Graph, form: str, nodes: Iterable[str] | None = None) -> dict[str, str]:
    """Return the graph, or the part of it between some nodes, as files: name -> text (UTF-8).

    Parameters
    ----------
    kg : MultiDiGraph
    form : str
        One of `FORMATS`. References are of resources in lists, or of those among `nodes`.
    nodes : iterable of str, optional
        Only these nodes and the edges between them.

    Raises
    ------
    UsageError
        Naming the format that does not exist.

    Examples
    --------
    >>> import networkx as nx
    >>> export(nx.MultiDiGraph(), "csv")["nodes.csv"].splitlines()[0][:13]
    'id,node,title'
    """
    chosen = None if nodes is None else [one for one in dict.fromkeys(nodes) if one in kg]
    if form in REFERENCE_FORMATS:
        name, write = REFERENCE_FORMATS[form]
        return {name: write(references(kg, chosen))}
    if form not in GRAPH_FORMATS:
        raise UsageError(f"there is no export format {form!r}", hint=f"use one of {', '.join(FORMATS)}")
    part: Graph = kg if chosen is None else kg.subgraph(chosen)
    return {name: write_graph(part) for name, write_graph in GRAPH_FORMATS[form].items()}
