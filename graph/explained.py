"""Sentences for edges: what each one says, with its evidence, in words a reader can check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.schema import Graph

__all__ = ["Hop", "hop", "sentence"]

_SAYS = {
    "about": "“{source}” is about {target}",
    "by": "“{source}” is by {target}",
    "cites": "“{source}” cites “{target}”",
    "listed_in": "“{source}” stands in the list “{target}”",
    "broader": "{source} is part of {target}",
    "requires": "“{source}” needs “{target}” first",
    "similar": "“{source}” and “{target}” have similar texts",
    "implements": "“{source}” implements “{target}”",
    "explains": "“{source}” explains “{target}”",
    "version_of": "“{source}” is a version of “{target}”",
}


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path: `forward` is false where the edge points the other way.

    `sentence` reads in the direction of the edge; `evidence` says how that is known.
    """

    source: str
    target: str
    kind: str
    forward: bool
    sentence: str
    evidence: tuple[str, ...] = ()


def hop(kg: Graph, source: str, target: str, kind: str, forward: bool) -> Hop:
    """Return the step from `source` to `target` over the edge of `kind` between them."""
    tail, head = (source, target) if forward else (target, source)
    return Hop(
        source, target, kind, forward, sentence(kg, tail, head, kind), _evidence(kg.edges[tail, head, kind], kind)
    )


def sentence(kg: Graph, source: str, target: str, kind: str) -> str:
    """Return what an edge says.

    Examples
    --------
    >>> import networkx as nx
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_node("a", title="BERT"); kg.add_node("b", title="Attention")
    >>> sentence(kg, "a", "b", "cites")
    '“BERT” cites “Attention”'
    """
    names = {name: kg.nodes[node].get("title") or node for name, node in (("source", source), ("target", target))}
    return _SAYS[kind].format(**names)


def _evidence(data: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    if kind == "listed_in":
        section = " › ".join(data.get("section", ()))
        return (*((f"section {section}",) if section else ()), f"line {data.get('line', 0)}", *data.get("also", ()))
    if kind == "similar":
        return (f"similarity {data.get('score', 0.0):.2f}",)
    told = tuple(data.get("evidence", ()))
    source = data.get("source", "")
    return (*told, f"source: {source}") if source else told
