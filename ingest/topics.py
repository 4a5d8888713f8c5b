"""A topic vocabulary from YAML: subjects with aliases, what is broader, and what has to be known first.

The vocabulary steers every roadmap, so it is checked whole: an unknown reference, a name that means two topics,
or a circle is refused with its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from library.errors import MalformedSource
from library.vocabulary import LEVELS, Requirement, Topic

__all__ = ["read_topics"]

_FIELDS = ("id", "name", "aliases", "level", "broader", "requires", "summary")
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


def read_topics(text: str, source: str) -> tuple[Topic, ...]:
    """Topics of a vocabulary, in the order of the file.

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
        Naming the line: broken YAML, an unknown field, level or reference, an id or name used for two topics,
        a circle of `requires` or of `broader`.

    Examples
    --------
    >>> read_topics("topics:\\n- {id: rnn, name: RNN, aliases: [recurrent network]}", "t.yaml")[0].aliases
    ('recurrent network',)
    """
    root = _compose(text, source).fields()
    if "topics" not in root:
        raise MalformedSource(source, "holds no list named 'topics'", line=1)
    nodes = list(root["topics"].items())
    topics = tuple(_topic(node) for node in nodes)
    _check_names(topics, nodes)
    for field in ("broader", "requires"):
        edges = {topic.id: _targets(topic, field) for topic in topics}
        _check_references(edges, topics, nodes, field)
        _check_circles(edges, topics, nodes, field)
    return topics


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


def _targets(topic: Topic, field: str) -> tuple[str, ...]:
    return topic.broader if field == "broader" else tuple(need.topic for need in topic.requires)


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


def _line_of(node: _Node, field: str, target: str) -> _Node:
    """The very place of a reference; the topic itself where it cannot be told."""
    place = node.fields().get(field, node)
    if isinstance(place.node, yaml.SequenceNode):
        for item in place.items():
            named = item.fields()["topic"] if isinstance(item.node, yaml.MappingNode) else item
            if named.text() == target:
                return named
    return place


def _check_references(
    edges: Mapping[str, tuple[str, ...]], topics: Sequence[Topic], nodes: Sequence[_Node], field: str
) -> None:
    for topic, node in zip(topics, nodes, strict=True):
        for target in edges[topic.id]:
            if target not in edges:
                raise _line_of(node, field, target).error(
                    f"{topic.id!r} names {target!r} under {field!r}, but no topic has this id"
                )


def _check_circles(
    edges: Mapping[str, tuple[str, ...]], topics: Sequence[Topic], nodes: Sequence[_Node], field: str
) -> None:
    """Depth-first search that remembers its path; recursion would limit the depth of a vocabulary."""
    finished: set[str] = set()
    places = {topic.id: node for topic, node in zip(topics, nodes, strict=True)}
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
                raise _line_of(places[here], field, target).error(f"{field!r} goes in a circle: {' → '.join(circle)}")
            elif target not in finished:
                path[target] = iter(edges[target])
