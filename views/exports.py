"""What leaves Explore as a file: the nodes and links that are shown, in formats that other tools open."""

from __future__ import annotations

import csv
import io
from typing import Any

import networkx as nx

__all__ = ["as_csv", "as_graphml"]

COLUMNS = ("id", "node", "title", "kind", "year", "level", "url", "importance", "community")


def as_graphml(part: nx.MultiDiGraph[str]) -> bytes:
    """Return the part as GraphML; lists become text joined by semicolons, which GraphML has no type for."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    flat.add_nodes_from((node, _flat(data)) for node, data in part.nodes(data=True))
    flat.add_edges_from((a, b, kind, _flat(data)) for a, b, kind, data in part.edges(keys=True, data=True))
    buffer = io.BytesIO()
    nx.write_graphml(flat, buffer)
    return buffer.getvalue()


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    return {key: "; ".join(map(str, value)) if isinstance(value, list | tuple) else value for key, value in data.items()}


def as_csv(part: nx.MultiDiGraph[str]) -> bytes:
    """Return the nodes of the part as a table; cells that a spreadsheet would take for a formula are quoted."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for node, data in part.nodes(data=True):
        writer.writerow([_cell({"id": node, **data}.get(column, "")) for column in COLUMNS])
    return buffer.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t" else value
