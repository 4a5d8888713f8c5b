"""Files that leave a page: text for `graph.export`, and cells that a spreadsheet may open."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from graph.export import export

__all__ = ["SHOWN_AS", "part_as", "safe_cell"]

SHOWN_AS: Mapping[str, tuple[str, str, str]] = {
    "GraphML": ("graphml", "graph.graphml", "application/xml"),
    "GEXF": ("gexf", "graph.gexf", "application/xml"),
    "CSV of nodes": ("csv", "nodes.csv", "text/csv"),
    "CSV of links": ("csv", "edges.csv", "text/csv"),
    "BibTeX": ("bibtex", "references.bib", "text/plain"),
}
"""What Explore offers, by the words on the button: format, file, media type."""


def part_as(part: nx.MultiDiGraph[str], form: str, name: str) -> bytes:
    """Return one file of the shown part of the graph."""
    return export(part, form)[name].encode()


def safe_cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell(3)
    ("'=1+1", 3)
    """
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t" else value
