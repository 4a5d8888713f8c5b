"""What a goal in words stands for: nodes to plan for, why these, and what else it could have meant.

Pure functions over the graph and the hits of a search; names count before meaning, and whatever was chosen among
several is told, so that the reader can choose otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from graph.find import Hit
from graph.schema import Graph
from library.errors import NotFound, UsageError
from library.identity import title_key

__all__ = ["Goal", "Option", "Search", "choose", "resolve"]

Search: TypeAlias = Callable[[str], Sequence[Hit]]
"""Answers a text with hits, best first. Topics must not be crowded out: ask for topics and for the rest, and join."""

TYPES = ("topic", "list", "resource")
"""What can be a goal; of one name, the first of these is meant."""
CLOSE = 0.85
"""A hit with at least this share of the best score may have been meant just as well."""
MOST_CHOICES = 5
_COMMAS = re.compile(r"\s*[,;，；、\n]\s*(?:and\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|und|plus)\s+|\s*[&+和]\s*", re.IGNORECASE)
_LIST = re.compile(r"list:\s*(?P<name>.+)", re.IGNORECASE | re.DOTALL)
_LEVEL = re.compile(r"\s*[›»]\s*|\s+>\s+")


@dataclass(frozen=True, slots=True)
class Option:
    """Something else that was perhaps meant: taking it puts `nodes` in the place of `instead`."""

    nodes: tuple[str, ...]
    title: str
    why: str
    instead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """Nodes to plan for, why these, and what else was perhaps meant, likeliest first."""

    nodes: tuple[str, ...]
    why: str
    choices: tuple[Option, ...] = ()


def resolve(kg: Graph, text: str, search: Search) -> Goal:
    """Return what a goal in words stands for.

    Parameters
    ----------
    kg : MultiDiGraph
        The knowledge graph.
    text : str
        A node id; the name or another name of a topic, list or resource; several of these, with commas or "and"
        between them; `list: Name › Section`; else free text.
    search : callable
        See `Search`; a hit's `why` tells names from words and meaning.

    Returns
    -------
    Goal
        Free text stands for its best topic, or where no topic answers for the best list or resource.

    Raises
    ------
    NotFound
        When nothing answers, with what there is as a hint.
    UsageError
        When the text is empty.

    Examples
    --------
    >>> import networkx as nx
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_node("topic:gan", node="topic", title="GAN")
    >>> kg.add_node("topic:vae", node="topic", title="VAE")
    >>> names = {"GAN": "topic:gan", "VAE": "topic:vae"}
    >>> look = lambda text: [Hit(names[text], text, "topic", "", 9.0, "its name")] if text in names else []
    >>> resolve(kg, "GAN and VAE", look).nodes
    ('topic:gan', 'topic:vae')
    """
    text = text.strip()
    if not text:
        raise UsageError("a goal needs words", hint="name a topic, a list, a resource, or say what you want to learn")
    found = _named(kg, text, search) or _several(kg, text, search)
    if found:
        return found
    if _LIST.match(text):
        raise _no_list(kg, text)
    return _nearest(kg, text, search(text))


def choose(goal: Goal, option: Option) -> Goal:
    """Return the goal with one of its choices taken; what stood in its place becomes none of the choices.

    Examples
    --------
    >>> other = Option(("b",), "B", "its words", instead=("a",))
    >>> choose(Goal(("a", "c"), "", (other,)), other).nodes
    ('b', 'c')
    """
    rest = [node for node in goal.nodes if node not in option.instead]
    at = min((goal.nodes.index(node) for node in option.instead if node in goal.nodes), default=0)
    nodes = tuple(dict.fromkeys([*rest[:at], *option.nodes, *rest[at:]]))
    others = tuple(one for one in goal.choices if one.instead != option.instead)
    return replace(goal, nodes=nodes, why=f"you chose {option.title}", choices=others)


def _named(kg: Graph, text: str, search: Search) -> Goal | None:
    """What carries exactly this id, name or other name."""
    if text in kg and kg.nodes[text]["node"] in TYPES:
        return Goal((text,), f"{_title(kg, text)} is in your library")
    if listed := _LIST.match(text):
        return _listed(kg, listed["name"])
    hits = [hit for hit in search(text) if hit.why == "its name" and hit.type in TYPES]
    return _goal(sorted(hits, key=lambda hit: TYPES.index(hit.type))) if hits else None


def _goal(hits: Sequence[Hit]) -> Goal:
    """The first hit is meant, the others could be."""
    best, *others = hits
    choices = [Option((one.node,), one.title, _why(one), (best.node,)) for one in others[:MOST_CHOICES]]
    return Goal((best.node,), _why(best), tuple(choices))


def _why(hit: Hit) -> str:
    return f"the {hit.kind or hit.type} {hit.title} answers by {hit.why}"


def _several(kg: Graph, text: str, search: Search) -> Goal | None:
    """Several goals, when every one of them names something."""
    for between in (_COMMAS, _AND):
        parts = [part for part in between.split(text) if part]
        if len(parts) > 1:
            found = [_named(kg, part, search) or _several(kg, part, search) for part in parts]
            goals = [goal for goal in found if goal]
            if len(goals) == len(parts):
                nodes = dict.fromkeys(node for goal in goals for node in goal.nodes)
                choices = tuple(option for goal in goals for option in goal.choices)
                return Goal(tuple(nodes), "; ".join(goal.why for goal in goals), choices)
    return None


def _listed(kg: Graph, name: str) -> Goal | None:
    """A list, or a section of one: `Name › Section › Part`."""
    title, *levels = _LEVEL.split(name.strip())
    found = [
        Option(nodes, _title(kg, one), f"{' › '.join([_title(kg, one), *levels])}, {len(nodes)} in it", ())
        for one in _lists(kg, title)
        if (nodes := _section(kg, one, levels) if levels else (one,))
    ]
    if not found:
        return None
    best, *others = found
    choices = tuple(replace(one, instead=best.nodes) for one in others[:MOST_CHOICES])
    return Goal(best.nodes, best.why if levels else f"the list {best.title}", choices)


def _lists(kg: Graph, name: str) -> list[str]:
    """Lists of this name; where there are none, those with these words in their names."""
    every = sorted(node for node, data in kg.nodes(data=True) if data["node"] == "list")
    exact = [one for one in every if one == f"list:{name}" or _key(_title(kg, one)) == _key(name)]
    return exact or [one for one in every if f" {_key(name)} " in f" {_key(_title(kg, one))} "]


def _section(kg: Graph, node: str, levels: Sequence[str]) -> tuple[str, ...]:
    """Resources of a list under these headings, in its order."""
    wanted = [_key(level) for level in levels]
    found = []
    for resource, keyed in kg.pred[node].items():
        for chain in _chains(keyed.get("listed_in", {})):
            keys = [_key(level) for level in chain]
            if any(keys[at : at + len(wanted)] == wanted for at in range(len(keys))):
                found.append((keyed["listed_in"].get("order", 0), resource))
    return tuple(dict.fromkeys(resource for _, resource in sorted(found)))


def _chains(edge: dict[str, object]) -> Iterator[Sequence[str]]:
    """Heading chains of all places of a resource in a list."""
    section, also = edge.get("section"), edge.get("also")
    if isinstance(section, list):
        yield section
    for place in also if isinstance(also, list) else []:
        yield str(place).rpartition(", line ")[0].split(" › ")


def _no_list(kg: Graph, text: str) -> NotFound:
    """Say which lists there are, or which sections the list has."""
    name = text.partition(":")[2].strip()
    title, *levels = _LEVEL.split(name)
    lists = _lists(kg, title)
    if levels and lists:
        edges = [keyed["listed_in"] for keyed in kg.pred[lists[0]].values() if "listed_in" in keyed]
        known = dict.fromkeys(" › ".join(edge["section"]) for edge in sorted(edges, key=lambda edge: edge["order"]))
        hint = f"its sections are {', '.join([one for one in known if one][:8])}"
        return NotFound(f"the list {_title(kg, lists[0])} has no section {' › '.join(levels)!r}", hint=hint)
    titles = sorted(data["title"] for _, data in kg.nodes(data=True) if data["node"] == "list")
    return NotFound(f"no list is called {title!r}", hint=f"your lists are {', '.join(titles[:8])}" if titles else "")


def _nearest(kg: Graph, text: str, hits: Sequence[Hit]) -> Goal:
    """The best topic for a text, else the best of the rest; whatever comes close is a choice.

    A topic that the text names whole is meant more than one that resembles it: first what follows a "for", else
    what is named first ("speech synthesis with neural networks").
    """
    fitting = [hit for hit in hits if hit.type == "topic"] or [hit for hit in hits if hit.type in TYPES]
    if not fitting:
        raise NotFound(f"nothing in your library answers to {text!r}", hint="add a list or a resource that covers it")
    means, _, purpose = _key(text).partition(" for ")
    places = {hit.node: _place(kg, hit.node, f" {purpose} {means} ") for hit in fitting}
    named = sorted((hit for hit in fitting if places[hit.node]), key=lambda hit: (places[hit.node], -hit.score))
    ranked = sorted((hit for hit in fitting if not places[hit.node]), key=lambda hit: -hit.score)
    close = [hit for hit in ranked if hit.score >= CLOSE * max(one.score for one in fitting)]
    return _goal([*named, *close])


def _place(kg: Graph, node: str, words: str) -> tuple[int, int] | None:
    """Where the longest name of a node stands in a text; of one place, the longer name comes first."""
    names = sorted((_key(name) for name in (_title(kg, node), *kg.nodes[node].get("aliases", ()))), key=len)
    return next(((words.find(f" {name} "), -len(name)) for name in reversed(names) if f" {name} " in words), None)


def _title(kg: Graph, node: str) -> str:
    return str(kg.nodes[node]["title"])


def _key(name: str) -> str:
    return title_key(name) or name.strip().casefold()
