"""Names and types of everything the knowledge graph holds; no other module spells an attribute's type.

Every node of one type, and every edge of one kind, has exactly the attributes listed here, and none of them is
ever None: an unknown text is empty, an unknown year is 0. So the graph survives every file format unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = [
    "COMMON",
    "EDGE_FIELDS",
    "EDGE_KINDS",
    "FORMAT",
    "NODE_FIELDS",
    "NODE_TYPES",
    "EdgeKind",
    "FieldType",
    "Graph",
    "NodeType",
    "Vectors",
    "author_node",
    "list_node",
    "topic_node",
]

FORMAT = 3
"""Version of the attributes below and of the files they are saved in; count up when either changes."""

Graph: TypeAlias = "nx.MultiDiGraph[str]"
Vectors: TypeAlias = "tuple[list[str], NDArray[np.float32]]"
"""Node ids, and their vectors as float32 array (n, d) with rows of length 1, in the same order."""

NodeType = Literal["resource", "topic", "author", "list"]
NODE_TYPES: tuple[NodeType, ...] = get_args(NodeType)

EdgeKind = Literal[
    "about", "by", "cites", "listed_in", "broader", "requires", "similar", "implements", "explains", "version_of",
]  # fmt: skip
EDGE_KINDS: tuple[EdgeKind, ...] = get_args(EdgeKind)

FieldType = Literal["text", "whole", "real", "yes_no", "texts"]

COMMON: Mapping[str, FieldType] = {"node": "text", "title": "text", "importance": "real", "community": "text"}
"""What every node has: its type, a readable name, its PageRank, and the name of its community."""

NODE_FIELDS: Mapping[NodeType, Mapping[str, FieldType]] = {
    "resource": {
        **COMMON,
        "kind": "text",
        "year": "whole",
        "language": "text",
        "summary": "text",
        "level": "text",
        "listed": "yes_no",
        "left_at": "text",
        "url": "text",
        "nickname": "text",
        "venue": "text",
        "identifiers": "texts",
        "aliases": "texts",
    },
    "topic": {**COMMON, "level": "text", "summary": "text", "aliases": "texts", "vocabulary": "yes_no"},
    "author": COMMON,
    "list": {**COMMON, "format": "text", "count": "whole"},
}

_CLAIM: Mapping[str, FieldType] = {"kind": "text", "source": "text", "evidence": "texts"}

EDGE_FIELDS: Mapping[EdgeKind, Mapping[str, FieldType]] = {
    "about": {"kind": "text", "confidence": "real", "evidence": "texts"},
    "by": {"kind": "text", "order": "whole"},
    "cites": _CLAIM,
    "listed_in": {
        "kind": "text",
        "order": "whole",
        "section": "texts",
        "line": "whole",
        "list": "text",
        "also": "texts",
    },
    "broader": {"kind": "text", "source": "text"},
    "requires": {**_CLAIM, "confidence": "real"},
    "similar": {"kind": "text", "score": "real"},
    "implements": _CLAIM,
    "explains": _CLAIM,
    "version_of": _CLAIM,
}
"""`order` counts from 0; `section` is the heading chain, outermost first; `also` names further places in that list."""


def topic_node(slug: str) -> str:
    """Return the node id of a topic."""
    return f"topic:{slug}"


def author_node(slug: str) -> str:
    """Return the node id of an author."""
    return f"author:{slug}"


def list_node(list_id: str) -> str:
    """Return the node id of a reading list."""
    return f"list:{list_id}"
