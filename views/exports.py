"""What leaves Explore as a file: the nodes and links that are shown, in formats that other tools open."""

from __future__ import annotations

import csv
import io
from typing import Any

import networkx as nx

__all__ = ["as_csv", "as_graphml", "safe_cell"]

COLUMNS = ("id", "node", "title", "kind", "year", "level", "url", "importance", "community")


def as_graphml(part: nx.MultiDiGraph[str]) -> bytes:
    """Return the part as GraphML; lists become text joined by semicolons, which GraphML has no type for."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    flat.add_nodes_from((node, _flat(data)) for node, data in part.nodes(data=True))
    for source, target, kind, data in part.edges(keys=True, data=True):
        flat.add_edge(source, target, kind, **_flat(data))
    buffer = io.BytesIO()
    nx.write_graphml(flat, buffer)
    return buffer.getvalue()


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    return {
        key: "; ".join(map(str, value)) if isinstance(value, list | tuple) else value for key, value in data.items()
    }


def as_csv(part: nx.MultiDiGraph[str]) -> bytes:
    """Return the nodes of the part as a table; cells that a spreadsheet would take for a formula are quoted."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for node, data in part.nodes(data=True):
        writer.writerow([safe_cell({"id": node, **data}.get(column, "")) for column in COLUMNS])
    return buffer.getvalue().encode("utf-8-sig")


def safe_cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t" else value
