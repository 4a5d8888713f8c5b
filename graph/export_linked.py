"""The graph as linked data: JSON-LD with the terms of SKOS, CiTO, Dublin Core and schema.org/LRMI."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from graph.schema import EdgeKind, Graph, NodeType

__all__ = ["CONTEXT", "iri", "json_ld"]

CONTEXT = {
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "cito": "http://purl.org/spar/cito/",
    "dcterms": "http://purl.org/dc/terms/",
}
_TERMS: Mapping[EdgeKind, str] = {
    "about": "schema:about",
    "by": "schema:author",
    "cites": "cito:cites",
    "listed_in": "schema:isPartOf",
    "broader": "skos:broader",
    "requires": "dcterms:requires",
    "similar": "dcterms:relation",
    "implements": "cito:usesMethodIn",
    "explains": "cito:documents",
    "version_of": "dcterms:isVersionOf",
}
_NODES: Mapping[NodeType, str] = {
    "resource": "schema:CreativeWork",
    "topic": "skos:Concept",
    "author": "schema:Person",
    "list": "schema:ItemList",
}
_KINDS = {
    "paper": "schema:ScholarlyArticle",
    "course": "schema:Course",
    "video": "schema:VideoObject",
    "book": "schema:Book",
    "blog": "schema:BlogPosting",
    "code": "schema:SoftwareSourceCode",
    "dataset": "schema:Dataset",
    "tool": "schema:SoftwareApplication",
    "tutorial": "schema:LearningResource",
    "discussion": "schema:DiscussionForumPosting",
    "site": "schema:WebSite",
}
_LEVELS = {"introductory": "Beginner", "intermediate": "Intermediate", "advanced": "Advanced"}


def json_ld(kg: Graph) -> str:
    """Return the graph as one JSON-LD document with an `@graph` of all nodes."""
    return json.dumps({"@context": CONTEXT, "@graph": [_node(kg, node) for node in kg]}, ensure_ascii=False, indent=1)


def iri(node: str) -> str:
    """Return the name of a node as a URN.

    Examples
    --------
    >>> iri("topic:循環")
    'urn:studygraph:topic:%E5%BE%AA%E7%92%B0'
    """
    return f"urn:studygraph:{quote(node, safe=':-._~')}"


def _node(kg: Graph, node: str) -> dict[str, Any]:
    data = kg.nodes[node]
    kind: NodeType = data["node"]
    out: dict[str, Any] = {"@id": iri(node), "@type": _KINDS.get(data.get("kind", ""), _NODES[kind])}
    out |= {"topic": _topic, "resource": _resource}.get(kind, _named)(data)
    for edge_kind, term in _TERMS.items():
        targets = [target for _, target, key in kg.out_edges(node, keys=True) if key == edge_kind]
        if targets:
            out[term] = [{"@id": iri(target)} for target in targets]
    if kind == "list":
        out["schema:itemListElement"] = _items(kg, node)
    return out


def _named(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"schema:name": data["title"]}


def _topic(data: Mapping[str, Any]) -> dict[str, Any]:
    values = {
        "skos:prefLabel": data["title"],
        "skos:altLabel": data["aliases"],
        "skos:definition": data["summary"],
        "schema:educationalLevel": _LEVELS[data["level"]],
    }
    return {term: value for term, value in values.items() if value}


def _resource(data: Mapping[str, Any]) -> dict[str, Any]:
    url = data["url"] if urlsplit(data["url"]).scheme in {"http", "https"} else ""
    values = {
        "schema:name": data["title"],
        "schema:alternateName": data["nickname"],
        "schema:url": {"@id": quote(url, safe=":/?#[]@!$&'()*+,;=%~-._")} if url else "",
        "schema:datePublished": str(data["year"] or ""),
        "schema:inLanguage": data["language"],
        "schema:abstract": data["summary"],
        "schema:educationalLevel": _LEVELS[data["level"]],
        "schema:publisher": data["venue"],
        "schema:identifier": data["identifiers"],
    }
    return {term: value for term, value in values.items() if value}


def _items(kg: Graph, node: str) -> list[dict[str, Any]]:
    listed = [(data["order"], source) for source, _, key, data in kg.in_edges(node, keys=True, data=True)]
    return [
        {"@type": "schema:ListItem", "schema:position": order + 1, "schema:item": {"@id": iri(source)}}
        for order, source in sorted(listed)
    ]
