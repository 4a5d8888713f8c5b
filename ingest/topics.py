"""A topic vocabulary from YAML: subjects with aliases, what is broader, and what has to be known first.

The vocabulary steers every roadmap, so it is checked whole, together with what other sources say: an unknown
reference, a name that means two topics, or a circle is refused with its line. A topic may name topics of other
sources, and may be said by two sources if both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import yaml

from library.errors import MalformedSource
from library.vocabulary import LEVELS, Requirement, Topic

__all__ = ["Vocabulary", "check", "read_topics"]

_FIELDS = ("id", "name", "aliases", "level", "broader", "requires", "summary")
REFERENCES = ("broader", "requires")
Place = tuple[str, ...]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class _Node:
    """A YAML node with the file it stands in; reading it checks its shape."""

    node: yaml.Node
    source: str

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def error(self, message: str, hint: str = "") -> MalformedSource:
        return MalformedSource(self.source, message, line=self.line, hint=hint)

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.error("expected a text")
        return str(self.node.value).strip() if self.node.tag != "tag:yaml.org,2002:null" else ""

    def items(self) -> Iterator[_Node]:
        if isinstance(self.node, yaml.ScalarNode) and not self.text():
            return
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.error("expected a list", hint="Write [a, b] or one `- a` a line.")
        for node in self.node.value:
            yield _Node(node, self.source)

    def fields(self) -> dict[str, _Node]:
        if not isinstance(self.node, yaml.MappingNode):
            raise self.error("expected fields", hint="Write `name: value`.")
        found: dict[str, _Node] = {}
        for key, value in self.node.value:
            name = _Node(key, self.source).text()
            if name in found:
                raise _Node(key, self.source).error(f"the field {name!r} stands here twice")
            found[name] = _Node(value, self.source)
        return found


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What one topic vocabulary says; `lines` tells where each topic stands, and each (topic, field, target)."""

    source: str
    topics: tuple[Topic, ...]
    lines: Mapping[Place, int] = field(default_factory=dict)

    def error(self, message: str, *places: Place) -> MalformedSource:
        """Return the error at the first of the places that is known."""
        return MalformedSource(self.source, message, line=next((self.lines[one] for one in places), None))


def read_topics(text: str, source: str) -> Vocabulary:
    """Topics of a vocabulary, in the order of the file. What it refers to is for `check`.

    Parameters
    ----------
    text : str
        YAML with a list `topics`; each has `id` and `name`, and may have `aliases`, `level`, `broader`, `requires`
        (ids, or `{topic, reason}`) and `summary`.
    source : str
        Name of the file, for errors.

    Raises
    ------
    MalformedSource
        Naming the line: broken YAML, an unknown field or level, an id or name used for two topics.

    Examples
    --------
    >>> read_topics("topics:\\n- {id: rnn, name: RNN, aliases: [recurrent network]}", "t.yaml").topics[0].aliases
    ('recurrent network',)
    """
    root = _compose(text, source).fields()
    if "topics" not in root:
        raise MalformedSource(source, "holds no list named 'topics'", line=1)
    nodes = list(root["topics"].items())
    topics = tuple(_topic(node) for node in nodes)
    _check_names(topics, nodes)
    lines: dict[Place, int] = {}
    for topic, node in zip(topics, nodes, strict=True):
        lines[topic.id,] = node.line
        for name in REFERENCES:
            for target in _targets(topic, name):
                lines[topic.id, name, target] = _line_of(node, name, target)
    return Vocabulary(source, topics, lines)


def check(vocabulary: Vocabulary, others: Sequence[tuple[str, Topic]]) -> None:
    """See that a vocabulary stands together with the topics of all other sources, given with their names.

    Raises
    ------
    MalformedSource
        For an id that another source uses for another topic, a name that there means another topic, a reference to
        no topic, a topic that another source needs and that is not here any more, a circle.
    """
    elsewhere = {topic.id: (source, topic) for source, topic in others}
    owners = {name.casefold(): (source, topic) for source, topic in others for name in (topic.name, *topic.aliases)}
    for topic in vocabulary.topics:
        source, other = elsewhere.get(topic.id, ("", topic))
        if other != topic:
            raise vocabulary.error(f"the id {topic.id!r} is another topic in {source}", (topic.id,))
        for name in (topic.name, *topic.aliases):
            source, other = owners.get(name.casefold(), ("", topic))
            if other.id != topic.id:
                raise vocabulary.error(f"the name {name!r} means {other.id!r} in {source}", (topic.id,))
    topics = {topic.id: topic for _, topic in others} | {topic.id: topic for topic in vocabulary.topics}
    for name in REFERENCES:
        edges = {topic.id: _targets(topic, name) for topic in topics.values()}
        _check_references(vocabulary, elsewhere, edges, name)
        _check_circles(vocabulary, edges, name)


def _compose(text: str, source: str) -> _Node:
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise MalformedSource(source, f"no valid YAML: {error.problem}", line=line) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise MalformedSource(source, f"no valid YAML: {error}") from error
    if node is None:
        raise MalformedSource(source, "is empty")
    return _Node(node, source)


def _topic(node: _Node) -> Topic:
    fields = node.fields()
    unknown = sorted(set(fields) - set(_FIELDS))
    if unknown:
        raise node.error(f"unknown field {unknown[0]!r}", hint=f"Fields are {', '.join(_FIELDS)}.")
    texts = {name: fields[name].text() for name in ("id", "name", "level", "summary") if name in fields}
    for name in ("id", "name"):
        if not texts.get(name):
            raise node.error(f"the topic has no {name}")
    level = texts.get("level") or "intermediate"
    if level not in LEVELS:
        raise fields["level"].error(f"the level {level!r} is not one of {', '.join(LEVELS)}")
    return Topic(
        id=texts["id"],
        name=texts["name"],
        aliases=_texts(fields.get("aliases")),
        level=level,
        broader=_texts(fields.get("broader")),
        requires=tuple(_requirement(item) for item in fields["requires"].items()) if "requires" in fields else (),
        summary=texts.get("summary", ""),
    )


def _texts(node: _Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    if isinstance(node.node, yaml.ScalarNode):
        return (node.text(),) if node.text() else ()
    return tuple(item.text() for item in node.items())


def _requirement(node: _Node) -> Requirement:
    if isinstance(node.node, yaml.ScalarNode):
        return Requirement(node.text())
    fields = node.fields()
    if "topic" not in fields or set(fields) - {"topic", "reason"}:
        raise node.error("a requirement has a 'topic' and may have a 'reason'")
    return Requirement(fields["topic"].text(), fields["reason"].text() if "reason" in fields else "")


def _targets(topic: Topic, name: str) -> tuple[str, ...]:
    return topic.broader if name == "broader" else tuple(need.topic for need in topic.requires)


def _check_names(topics: Sequence[Topic], nodes: Sequence[_Node]) -> None:
    ids: dict[str, _Node] = {}
    owners: dict[str, tuple[Topic, _Node]] = {}
    for topic, node in zip(topics, nodes, strict=True):
        if topic.id in ids:
            raise node.error(f"the id {topic.id!r} stands already on line {ids[topic.id].line}")
        ids[topic.id] = node
        for name in (topic.name, *topic.aliases):
            owner, where = owners.setdefault(name.casefold(), (topic, node))
            if owner is not topic:
                raise node.error(f"the name {name!r} already means {owner.id!r}, on line {where.line}")


def _line_of(node: _Node, name: str, target: str) -> int:
    """The very place of a reference; the topic itself where it cannot be told."""
    place = node.fields().get(name, node)
    if isinstance(place.node, yaml.SequenceNode):
        for item in place.items():
            named = item.fields()["topic"] if isinstance(item.node, yaml.MappingNode) else item
            if named.text() == target:
                return named.line
    return place.line


def _check_references(
    vocabulary: Vocabulary,
    elsewhere: Mapping[str, tuple[str, Topic]],
    edges: Mapping[str, tuple[str, ...]],
    name: str,
) -> None:
    for topic, targets in edges.items():
        for target in targets:
            if target in edges:
                continue
            if topic not in elsewhere:
                raise vocabulary.error(
                    f"{topic!r} names {target!r} under {name!r}, but no topic has this id", (topic, name, target)
                )
            raise vocabulary.error(
                f"the topic {target!r} is gone, but {elsewhere[topic][0]} names it under {name!r} of {topic!r}"
            )


def _check_circles(vocabulary: Vocabulary, edges: Mapping[str, tuple[str, ...]], name: str) -> None:
    """Depth-first search that remembers its path; recursion would limit the depth of a vocabulary."""
    finished: set[str] = set()
    for start in edges:
        path: dict[str, Iterator[str]] = {start: iter(edges[start])} if start not in finished else {}
        while path:
            here = next(reversed(path))
            target = next(path[here], None)
            if target is None:
                finished.add(here)
                del path[here]
            elif target in path:
                circle = [*list(path)[list(path).index(target) :], target]
                ours = [place for pair in pairwise(circle) if (place := (pair[0], name, pair[1])) in vocabulary.lines]
                raise vocabulary.error(f"{name!r} goes in a circle: {' → '.join(circle)}", *ours[::-1])
            elif target not in finished:
                path[target] = iter(edges[target])
