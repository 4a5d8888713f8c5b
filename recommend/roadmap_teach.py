"""How well a resource teaches a topic: more than naming it, and more than building on it.

What a resource is about says what it touches. To learn a topic from it, it must be made for that: a course lists in
its summary what it teaches, a tool lists what it is good for; a text on backpropagation takes derivatives for granted;
a paper on one kind of network covers a small part of machine learning; a title may use a name for something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from graph.by_vector import NEAR
from graph.topics import FILED, TITLED
from library.vocabulary import LEVELS, Kind

__all__ = ["TEACHES", "WITH_CONTENTS", "Teaching", "level_of"]

TEACHES = 0.5
"""From here on a resource teaches a topic; below, it touches it."""

BY_KIND: Mapping[Kind, float] = {
    "course": 1.2, "book": 1.2, "tutorial": 1.05, "video": 1.0, "blog": 1.0, "paper": 1.0, "code": 0.65, "demo": 0.6,
    "tool": 0.6, "list": 0.6, "discussion": 0.6, "site": 0.6, "dataset": 0.5, "other": 0.6,
}  # fmt: skip
"""How much of what a resource names it teaches, by kind."""
WITH_CONTENTS: frozenset[Kind] = frozenset({"course", "book"})
"""What these name is a chapter of theirs; elsewhere it may be named in passing."""
ONLY_NEAR = 0.8  # a text that resembles the topic and names it nowhere
ONLY_NAMED = 0.5  # a text that names the topic, does not resemble it, and that nobody filed under it
TAKEN_FOR_GRANTED = 0.6  # what it is mainly about needs the topic first
PART_ONLY = 0.5  # what it is mainly about is a part of the topic, which its title does not name
TOO_HARD = 0.5  # for people two levels further
AS_SURE = 0.1  # confidences no further apart say the same

_About = Mapping[str, Any]
Edges = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Node, neighbour, kind of edge, and its data."""


class Teaching:
    """How well resources teach topics, in one graph; what lies above and below each topic is found once.

    Examples
    --------
    >>> kg = nx.MultiDiGraph([("topic:backpropagation", "topic:calculus", "requires")])
    >>> kg.add_node("blog", node="resource", kind="blog")
    >>> _ = kg.add_edge("blog", "topic:backpropagation", key="about", confidence=0.98)
    >>> _ = kg.add_edge("blog", "topic:calculus", key="about", confidence=0.67)
    >>> teaching = Teaching(kg)
    >>> teaching.of("blog", "topic:backpropagation"), round(teaching.of("blog", "topic:calculus"), 2)
    (0.98, 0.34)
    """

    def __init__(self, kg: nx.MultiDiGraph[str]) -> None:
        self.kg = kg
        # Plain dicts of the same data: going through the graph's views costs several times as much.
        self.data: Mapping[str, Mapping[str, Any]] = dict(kg.nodes.items())
        self.out: Edges = dict(kg.adjacency())
        self.into: Edges = dict(kg.reverse(copy=False).adjacency())
        self._taught: dict[tuple[str, str], float] = {}
        self._topics: dict[str, dict[str, float]] = {}
        self._under: dict[tuple[str, str], frozenset[str]] = {}
        self._breadth: dict[str, int] = {}

    def of(self, resource: str, topic: str) -> float:
        """Return how well a resource teaches a topic that it is about, from 0 to about 1."""
        if (resource, topic) not in self._taught:
            self._taught[resource, topic] = self._weigh(resource, topic)
        return self._taught[resource, topic]

    def _weigh(self, resource: str, topic: str) -> float:
        about, data = self.topics(resource), self.data[resource]
        kind: Kind = data.get("kind", "other")
        sure = about[topic]
        value = sure * BY_KIND[kind]
        if kind not in WITH_CONTENTS:
            value *= (1 + sure / max(about.values())) / 2
            if self._only_named(resource, topic):
                value *= ONLY_NAMED
        titled = self.titled(resource, topic)
        others = [other for other, also in about.items() if other != topic and also >= sure - AS_SURE]
        if not (titled and kind in WITH_CONTENTS) and any(self.builds_on(one, topic) for one in others):
            value *= TAKEN_FOR_GRANTED
        if not titled and any(topic in self._beneath(one, "broader") for one in others):
            value *= PART_ONLY
        return value * TOO_HARD if level_of(data) - level_of(self.data[topic]) > 1 else value

    def topics(self, resource: str) -> dict[str, float]:
        """Return what a resource is about, with confidence; likeness of texts alone counts less."""
        if resource not in self._topics:
            edges = ((topic, keyed["about"]) for topic, keyed in self.out[resource].items() if "about" in keyed)
            self._topics[resource] = {topic: _sure(about) for topic, about in edges}
        return self._topics[resource]

    def focus(self, resource: str, topic: str) -> float:
        """Return the share of a topic in all that a resource is about."""
        about = self.topics(resource)
        return about[topic] / sum(about.values()) if topic in about else 0.0

    def mainly(self, resource: str, topic: str) -> bool:
        """Return whether a resource is about nothing more than about a topic."""
        about = self.topics(resource)
        return about.get(topic, -1.0) >= max(about.values(), default=0.0) - AS_SURE

    def titled(self, resource: str, topic: str) -> bool:
        """Return whether the title of a resource names a topic."""
        return _says(self.out[resource].get(topic, {}).get("about", {}), TITLED)

    def fields(self, topic: str) -> list[str]:
        """Return what a topic belongs to."""
        return sorted(up for up, keyed in self.out[topic].items() if "broader" in keyed)

    def about(self, topic: str) -> list[str]:
        """Return what stands in a list and is surely about a topic, surest first."""
        sure = {one: self.topics(one)[topic] for one, keyed in self.into.get(topic, {}).items() if "about" in keyed}
        kept = (one for one, value in sure.items() if value >= TEACHES and self.data[one].get("listed", True))
        return sorted(kept, key=lambda one: (-sure[one], one))

    def unlisted(self, topic: str) -> list[str]:
        """Return what teaches a topic above all and is only known because others cite it, best first."""
        known = (one for one, keyed in self.into.get(topic, {}).items() if "about" in keyed)
        missing = [one for one in known if not self.data[one].get("listed", True) and not self.data[one].get("left_at")]
        above_all = (one for one in missing if self.topics(one)[topic] == max(self.topics(one).values()))
        teaching = [one for one in above_all if self.of(one, topic) >= TEACHES]
        return sorted(teaching, key=lambda one: (-self.of(one, topic), one))

    def builds_on(self, topic: str, other: str) -> bool:
        """Return whether a topic requires another one, directly or not."""
        return other in self._beneath(topic, "requires")

    def breadth(self, topic: str) -> int:
        """Return how many topics are narrower than a topic, at any depth."""
        if topic not in self._breadth:
            self._breadth[topic] = len(_reach(self.into, topic, "broader"))
        return self._breadth[topic]

    def _only_named(self, resource: str, topic: str) -> bool:
        """Whether the words of a resource are all that ties it to a topic of the vocabulary."""
        evidence = self.out[resource][topic]["about"].get("evidence")
        own = self.data[topic].get("vocabulary") is False
        return bool(evidence) and not own and not any(str(one).startswith((NEAR, *FILED)) for one in evidence)

    def _beneath(self, topic: str, kind: str) -> frozenset[str]:
        """Everything that edges of a kind lead to."""
        if (topic, kind) not in self._under:
            self._under[topic, kind] = _reach(self.out, topic, kind)
        return self._under[topic, kind]


def level_of(data: Mapping[str, Any]) -> int:
    """Return the number of a node's level, the middle one where none is stated.

    Examples
    --------
    >>> level_of({"level": "advanced"}), level_of({})
    (2, 1)
    """
    return LEVELS.index(data["level"]) if data.get("level") in LEVELS else 1


def _sure(about: _About) -> float:
    evidence: Iterable[object] = about.get("evidence") or ("",)
    confidence = float(about.get("confidence", 1.0))
    return confidence * ONLY_NEAR if all(str(one).startswith(NEAR) for one in evidence) else confidence


def _says(about: _About, beginnings: tuple[str, ...]) -> bool:
    return any(str(one).startswith(beginnings) for one in about.get("evidence", ()))


def _reach(edges: Edges, start: str, kind: str) -> frozenset[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        steps = [one for one, keyed in edges[waiting.pop()].items() if kind in keyed and one not in found]
        found.update(steps)
        waiting.extend(steps)
    return frozenset(found)
