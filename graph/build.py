"""From a snapshot of the library to the knowledge graph: a pure function, the same whatever the order of ingestion.

One small function for each kind of node and edge; `build` names them in order. The order matters only where one
step needs another's edges: topics before requirements, everything before centrality.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import networkx as nx

from graph.assign import Assignment, assign
from graph.centrality import pagerank
from graph.communities import communities
from graph.index import GraphIndex
from graph.levels import resource_level
from graph.requires import Needed, add_requires, from_vocabulary
from graph.schema import FORMAT, EdgeKind, Graph, Vectors, author_node, list_node, topic_node
from graph.similarity import Neighbours, find_neighbours, mutual
from graph.snapshot import Placed, Related, Snapshot
from library.fields import author_id
from library.vocabulary import Resource

__all__ = ["Infer", "build"]

Infer = Callable[[Graph, Snapshot], Iterable[Needed]]
"""Reads the finished graph and its snapshot and proposes further requirements."""

_SAYS: Mapping[str, tuple[EdgeKind, str]] = {
    "implements": ("implements", "it is an implementation"),
    "explains": ("explains", "it is an explanation"),
    "version_of": ("version_of", "it is another version"),
    "same_work": ("version_of", "both present the same piece of work"),
}


def build(
    snapshot: Snapshot,
    vectors: Vectors | None = None,
    infer: Infer | None = None,
    neighbours: Neighbours | None = None,
) -> Graph:
    """Build the knowledge graph.

    Parameters
    ----------
    snapshot : Snapshot
        What the library says.
    vectors : (list of node ids, float32 array (n, d)), optional
        Text vectors of resources and topics, rows of length 1; nodes unknown to the snapshot are ignored.
    infer : callable, optional
        Proposes requirements beyond the vocabulary's.
    neighbours : Neighbours, optional
        Of the snapshot's resources by these vectors, where they are known already.

    Returns
    -------
    MultiDiGraph
        Edges are keyed by their kind; attributes as in `graph.schema`. `kg.graph` has `format`, `revision` and
        `cut` (requirements cut from circles).

    Examples
    --------
    >>> kg = build(Snapshot(resources=(Resource("lstm-1", "Long Short-Term Memory", "paper"),)))
    >>> kg.nodes["lstm-1"]["kind"]
    'paper'
    """
    kg: Graph = nx.MultiDiGraph(format=FORMAT, revision=snapshot.revision, cut=[])
    _add_resources(kg, snapshot)
    _add_authors(kg, snapshot.resources)
    _add_lists(kg, snapshot)
    _add_citations(kg, snapshot)
    _add_relations(kg, snapshot.relations)
    assignment = assign(snapshot, vectors)
    _add_topics(kg, assignment)
    _add_about(kg, assignment)
    _add_broader(kg, assignment)
    _set_levels(kg, snapshot.resources)
    proposals = from_vocabulary(snapshot.topics)
    near = neighbours or find_neighbours([one.id for one in snapshot.resources], vectors)
    _add_similar(kg, near)
    add_requires(kg, [*proposals, *(infer(kg, snapshot) if infer else ())], snapshot.decisions)
    _set_centrality(kg)
    return kg


def _add_resources(kg: Graph, snapshot: Snapshot) -> None:
    called: dict[str, set[str]] = defaultdict(set)
    for some in snapshot.entries.values():
        for placed in some:
            called[placed.resource].add(placed.entry.title)
    for one in snapshot.resources:
        kg.add_node(
            one.id,
            node="resource",
            title=one.title,
            kind=one.kind,
            year=one.year or 0,
            language=one.language,
            summary=one.summary,
            level="intermediate",
            listed=one.listed,
            left_at=one.left_at or "",
            url=one.url or "",
            nickname=one.nickname,
            venue=one.venue,
            identifiers=[str(name) for name in sorted(one.identifiers)],
            aliases=sorted(called[one.id] - {one.title}),
            importance=0.0,
            community="",
        )


def _add_authors(kg: Graph, resources: Iterable[Resource]) -> None:
    for one in resources:
        slugs: dict[str, str] = {}
        for name in one.authors:
            slugs.setdefault(author_id(name), name)
        for order, (slug, name) in enumerate((slug, name) for slug, name in slugs.items() if slug):
            node = author_node(slug)
            kg.add_node(node, node="author", title=name, importance=0.0, community="")
            kg.add_edge(one.id, node, key="by", kind="by", order=order)


def _add_lists(kg: Graph, snapshot: Snapshot) -> None:
    for one in snapshot.lists:
        placed = snapshot.entries.get(one.id, ())
        node = list_node(one.id)
        kg.add_node(
            node, node="list", title=one.title, format=one.format, count=len(placed), importance=0.0, community=""
        )
        _add_listed_in(kg, node, one.title, placed)


def _add_listed_in(kg: Graph, node: str, title: str, placed: Iterable[Placed]) -> None:
    places: dict[str, list[Placed]] = defaultdict(list)
    for one in placed:
        if one.resource in kg:
            places[one.resource].append(one)
    for resource, (first, *others) in places.items():
        kg.add_edge(
            resource,
            node,
            key="listed_in",
            kind="listed_in",
            order=first.entry.position,
            section=list(first.entry.section),
            line=first.entry.line,
            list=title,
            also=[_place(one) for one in others],
        )


def _place(one: Placed) -> str:
    return f"{' › '.join(one.entry.section) or 'no section'}, line {one.entry.line}"


def _add_citations(kg: Graph, snapshot: Snapshot) -> None:
    said: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for one in snapshot.citations:
        if one.citing in kg and one.cited in kg and one.citing != one.cited:
            said[one.citing, one.cited].append((one.source, one.evidence))
    for (citing, cited), pairs in said.items():
        _add_claim(kg, citing, cited, "cites", pairs)


def _add_relations(kg: Graph, relations: Iterable[Related]) -> None:
    said: dict[tuple[str, str, EdgeKind], list[tuple[str, str]]] = defaultdict(list)
    for one in relations:
        kind, evidence = _SAYS[one.kind]
        if one.subject in kg and one.object in kg and one.subject != one.object:
            said[one.subject, one.object, kind].append((one.source, evidence))
    for (subject, target, kind), pairs in said.items():
        _add_claim(kg, subject, target, kind, pairs)


def _add_claim(kg: Graph, source: str, target: str, kind: EdgeKind, said: list[tuple[str, str]]) -> None:
    sources = "; ".join(dict.fromkeys(name for name, _ in said if name))
    evidence = list(dict.fromkeys(text for _, text in said if text))
    kg.add_edge(source, target, key=kind, kind=kind, source=sources, evidence=evidence)


def _add_topics(kg: Graph, assignment: Assignment) -> None:
    for slug, one in assignment.topics.items():
        kg.add_node(
            topic_node(slug),
            node="topic",
            title=one.name,
            level=one.level,
            summary=one.summary,
            aliases=list(one.aliases),
            vocabulary=slug not in assignment.own,
            importance=0.0,
            community="",
        )


def _add_about(kg: Graph, assignment: Assignment) -> None:
    for resource, some in assignment.about.items():
        for one in some:
            kg.add_edge(
                resource,
                topic_node(one.topic),
                key="about",
                kind="about",
                confidence=one.confidence,
                evidence=list(one.evidence),
            )


def _add_broader(kg: Graph, assignment: Assignment) -> None:
    for slug, one in assignment.topics.items():
        for other in one.broader:
            if other in assignment.topics:
                source = "lists" if slug in assignment.own else "vocabulary"
                kg.add_edge(topic_node(slug), topic_node(other), key="broader", kind="broader", source=source)


def _add_similar(kg: Graph, neighbours: Neighbours) -> None:
    for source, target, score in mutual(neighbours):
        kg.add_edge(source, target, key="similar", kind="similar", score=score)


def _set_centrality(kg: Graph) -> None:
    index = GraphIndex(kg)
    ranks = pagerank(index)
    for node, rank, community in zip(index.nodes, ranks.tolist(), communities(index), strict=True):
        kg.nodes[node].update(importance=rank, community=community)


def _set_levels(kg: Graph, resources: Iterable[Resource]) -> None:
    for one in resources:
        about = [(kg.nodes[topic]["level"], data["confidence"]) for _, topic, data in _about(kg, one.id)]
        kg.nodes[one.id]["level"] = resource_level(one, about)


def _about(kg: Graph, resource: str) -> Iterable[tuple[str, str, Mapping[str, float]]]:
    return [(u, v, data) for u, v, key, data in kg.out_edges(resource, keys=True, data=True) if key == "about"]
