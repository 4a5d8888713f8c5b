"""What a topic's own page shows: its place among topics, and its resources by level and kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.index import GraphIndex
from library.errors import UsageError
from library.vocabulary import LEVELS

__all__ = ["TopicPage", "topic_page"]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic with its neighbours among topics and its resources.

    `broader` is the chain upwards, nearest first; `resources` maps level, then kind, to listed resources, the surest
    and most important first, those of narrower topics included and `total` in number; `unlisted` are works not in
    your lists.
    """

    node: str
    title: str
    level: str
    summary: str
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    requires: tuple[str, ...]
    required_by: tuple[str, ...]
    resources: Mapping[str, Mapping[str, tuple[str, ...]]]
    unlisted: tuple[str, ...]
    total: int


def topic_page(index: GraphIndex, topic: str) -> TopicPage:
    """Return what the page of a topic shows.

    Raises
    ------
    NotFound, UsageError
        When the node does not exist, or is no topic.

    Examples
    --------
    >>> import networkx as nx
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_node("topic:t", node="topic", title="T", level="advanced", summary="")
    >>> kg.add_node("r", node="resource", title="R", kind="book", level="advanced", listed=True)
    >>> _ = kg.add_edge("r", "topic:t", key="about", confidence=0.9)
    >>> topic_page(GraphIndex(kg), "topic:t").resources
    {'advanced': {'book': ('r',)}}
    """
    index.at(topic)
    data = index.kg.nodes[topic]
    if data["node"] != "topic":
        raise UsageError(f"{topic!r} is no topic but a {data['node']}", hint="topics are called topic:...")
    best = _about(index, topic)
    ranked = sorted(best, key=lambda one: (-best[one], -float(index.importance[index.at(one)]), one))
    listed = [one for one in ranked if index.kg.nodes[one]["listed"]]
    return TopicPage(
        node=topic,
        title=data["title"],
        level=data["level"],
        summary=data["summary"],
        broader=tuple(_reach(index, topic, up=True)),
        narrower=_near(index, topic, "broader", up=False),
        requires=_near(index, topic, "requires", up=True),
        required_by=_near(index, topic, "requires", up=False),
        resources=_by_level(index, listed),
        unlisted=tuple(one for one in ranked if not index.kg.nodes[one]["listed"]),
        total=len(listed),
    )


def _near(index: GraphIndex, node: str, kind: str, *, up: bool) -> tuple[str, ...]:
    edges = index.kg.out_edges(node, keys=True) if up else index.kg.in_edges(node, keys=True)
    return tuple(sorted(target if up else source for source, target, key in edges if key == kind))


def _reach(index: GraphIndex, topic: str, *, up: bool) -> list[str]:
    """All topics above or below a topic, nearest first."""
    found: dict[str, None] = {}
    waiting = [topic]
    for node in waiting:
        for other in _near(index, node, "broader", up=up):
            if other not in found and other != topic:
                found[other] = None
                waiting.append(other)
    return list(found)


def _about(index: GraphIndex, topic: str) -> dict[str, float]:
    """Resources about a topic or a narrower one, with the greatest confidence."""
    best: dict[str, float] = {}
    for one in (topic, *_reach(index, topic, up=False)):
        for source, _, key, data in index.kg.in_edges(one, keys=True, data=True):
            if key == "about":
                best[source] = max(best.get(source, 0.0), data["confidence"])
    return best


def _by_level(index: GraphIndex, resources: list[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    out: dict[str, dict[str, tuple[str, ...]]] = {}
    for level in LEVELS:
        kinds: dict[str, tuple[str, ...]] = {}
        for one in resources:
            data = index.kg.nodes[one]
            if data["level"] == level:
                kinds[data["kind"]] = (*kinds.get(data["kind"], ()), one)
        if kinds:
            out[level] = kinds
    return out
