"""Signals for "x needs y first" between resources: pure functions over the graph, each with a score and its evidence.

Every signal answers {(x, y): Clue} for the pairs it has something to say about, never for x itself. There are no
labels for pairs of resources: scores rest on one reader's judgement of pairs of the starter library (see
docs/learning-paths.md), and are joined like independent witnesses. Levels, kinds and order never suffice together.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from graph.schema import Graph
from graph.words import words
from library.vocabulary import LEVELS

__all__ = ["RESOURCE_SIGNALS", "Clue", "Clues", "blend", "citation", "kinds", "levels", "list_order", "parts"]


@dataclass(frozen=True, slots=True)
class Clue:
    """How much speaks for a pair (0 to 1), and why, in words for the reader."""

    score: float
    evidence: str


Clues = Mapping[tuple[str, str], Clue]

CITED, CITED_OFTEN, CITED_LISTED, CITED_MAIN = 0.05, 0.15, 0.4, 0.65
OFTEN = 4  # works of the library that cite it
PART_SCORE = 0.7
LEVEL_SCORE = 0.15
KIND_SCORE = 0.1
ORDER_SCORE = 0.08
SHARED = 0.5  # an `about` edge below this does not make two resources share a topic
CROWD = 40  # topics with more resources say too little about any two of them
PART = re.compile(r"^(.*?)[\s,:(–-]*(?:part|lecture|lesson|volume|chapter|第)\s*(\d{1,2}|[ivx]{1,4})\b", re.IGNORECASE)
ROMAN = dict(zip(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), range(1, 11), strict=True))


def _resources(kg: Graph) -> Iterator[str]:
    return (node for node, data in kg.nodes(data=True) if data.get("node") == "resource")


def _by_topic(kg: Graph) -> dict[str, list[str]]:
    """Resources mainly about each topic."""
    found: dict[str, list[str]] = defaultdict(list)
    for source, topic, key, data in kg.edges(keys=True, data=True):
        if key == "about" and float(data.get("confidence", 1.0)) >= SHARED:
            found[topic].append(source)
    return found


def citation(kg: Graph) -> dict[tuple[str, str], Clue]:
    """What a work cites and was there before it.

    Few citations are needs, and nearly all of those are to a work that stands in a list, is cited by several of the
    library, and has a topic that the citing one shares or requires. Where that is its main topic, most hold.
    """
    topics: dict[str, dict[str, float]] = defaultdict(dict)
    for topic, some in _by_topic(kg).items():
        for one in some:
            topics[one][topic] = float(kg.edges[one, topic, "about"].get("confidence", 1.0))
    cited_by = {node: sum("cites" in keyed for keyed in kg.pred[node].values()) for node in _resources(kg)}
    clues = {}
    for citing, cited, key in kg.edges(keys=True):
        older, newer = (kg.nodes[one].get("year") or 0 for one in (cited, citing))
        if key == "cites" and citing != cited and not (newer and older > newer):
            score, kinship = _kinship(kg, topics[citing], topics[cited])
            often = cited_by[cited] >= OFTEN and score > CITED
            listed = bool(kg.nodes[cited].get("listed"))
            told = f"it cites it, as {cited_by[cited]} works here do, and {kinship}" if often else "it cites it"
            clues[citing, cited] = Clue((score if listed else CITED_OFTEN) if often else CITED, told)
    return clues


def _kinship(kg: Graph, topics: Mapping[str, float], others: Mapping[str, float]) -> tuple[float, str]:
    """Score how the topics of a work and those of one that it cites hang together, in words for the reader."""
    if others and min(others, key=lambda topic: (-others[topic], topic)) in topics:
        return CITED_MAIN, "shares its main topic"
    if topics.keys() & others.keys():
        return CITED_LISTED, "shares a topic"
    if any("requires" in (kg.get_edge_data(topic, other) or {}) for topic in topics for other in others):
        return CITED_LISTED, "its topic requires that of the other"
    return CITED, ""


def parts(kg: Graph) -> dict[tuple[str, str], Clue]:
    """Part two needs part one."""
    wholes: dict[str, dict[int, str]] = defaultdict(dict)
    for node in sorted(_resources(kg)):
        if match := PART.match(str(kg.nodes[node].get("title", ""))):
            text = match[2].lower()
            number = int(text) if text.isdigit() else ROMAN.get(text, 0)
            name = " ".join(word.key for word in words(match[1]))
            if name and number:
                wholes[name].setdefault(number, node)
    return {
        (some[later], some[earlier]): Clue(PART_SCORE, f"part {later} follows part {earlier}")
        for some in wholes.values()
        for earlier, later in pairwise(sorted(some))
    }


def levels(kg: Graph) -> dict[tuple[str, str], Clue]:
    """On one topic, the introductory before the advanced."""
    clues = {}
    for topic, some in _by_topic(kg).items():
        if len(some) > CROWD:
            continue
        rank = {one: LEVELS.index(kg.nodes[one]["level"]) for one in some if kg.nodes[one].get("level") in LEVELS}
        name = kg.nodes[topic].get("title", topic)
        for hard, high in rank.items():
            for easy, low in rank.items():
                if high - low > 1:
                    clues[hard, easy] = Clue(LEVEL_SCORE, f"it is the easier one of two on {name}")
    return clues


def kinds(kg: Graph) -> dict[tuple[str, str], Clue]:
    """On one topic, a tutorial before a paper: made for learning before made for specialists."""
    clues = {}
    for topic, some in _by_topic(kg).items():
        if len(some) > CROWD:
            continue
        taught = [one for one in some if kg.nodes[one].get("kind") == "tutorial"]
        name = kg.nodes[topic].get("title", topic)
        for paper in (one for one in some if kg.nodes[one].get("kind") == "paper"):
            for one in taught:
                clues[paper, one] = Clue(KIND_SCORE, f"it is a tutorial on {name}")
    return clues


def list_order(kg: Graph) -> dict[tuple[str, str], Clue]:
    """Neighbours in one section of a list: the upper one first. Deeper sections are ordered with more care."""
    sections: dict[tuple[str, tuple[str, ...]], list[tuple[int, str]]] = defaultdict(list)
    for node, place, key, data in kg.edges(keys=True, data=True):
        if key == "listed_in":
            sections[place, tuple(data.get("section", ()))].append((int(data.get("order", 0)), node))
    clues = {}
    for (place, section), some in sections.items():
        depth = 1 + 0.25 * min(2, max(0, len(section) - 1))
        for (_, above), (_, below) in pairwise(sorted(some)):
            if above != below:
                name = section[-1] if section else kg.nodes[place].get("title", place)
                clues[below, above] = Clue(ORDER_SCORE * depth, f"it stands just above it under “{name}”")
    return clues


RESOURCE_SIGNALS: Mapping[str, Callable[[Graph], dict[tuple[str, str], Clue]]] = {
    "citation": citation,
    "parts": parts,
    "levels": levels,
    "kinds": kinds,
    "list_order": list_order,
}


def blend(answers: Mapping[str, Clues]) -> dict[tuple[str, str], tuple[float, tuple[str, ...], tuple[str, ...]]]:
    """Join signals: 1 - (1 - a)(1 - b)..., with evidence and the signals' names, strongest first.

    Examples
    --------
    >>> blend({"a": {("x", "y"): Clue(0.5, "one")}, "b": {("x", "y"): Clue(0.6, "two")}})
    {('x', 'y'): (0.8, ('two', 'one'), ('b', 'a'))}
    """
    joined: dict[tuple[str, str], list[tuple[float, str, str]]] = defaultdict(list)
    for name, clues in answers.items():
        for pair, clue in clues.items():
            joined[pair].append((clue.score, clue.evidence, name))
    result = {}
    for pair, some in joined.items():
        ordered = sorted(some, key=lambda one: (-one[0], one[2]))
        doubt = math.prod(1 - score for score, _, _ in ordered)
        result[pair] = round(1 - doubt, 4), tuple(one[1] for one in ordered), tuple(one[2] for one in ordered)
    return result
