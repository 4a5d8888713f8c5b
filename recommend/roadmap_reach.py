"""How far down a plan goes: topics to the ground, works that other works build on only a few steps back.

That one work cites another and shares its subject says that it builds on it, and is judged to mean "needed first" in
about six of ten cases (docs/learning-paths.md). A chain of such guesses soon reaches half a library; so the depth of a
plan says how many of them it follows. What people or numbered parts say is always followed.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping

import networkx as nx

from recommend.roadmap_graph import Need, Needs
from recommend.roadmap_types import Depth

__all__ = ["guessed", "within"]

SURE = 0.8
"""Below this, a requirement between two works is a guess."""
STEPS_BACK: Mapping[Depth, int] = {"overview": 0, "working": 1, "deep": 2}
"""How many guesses in a row are followed."""
WORKS_EACH: Mapping[Depth, int] = {"overview": 0, "working": 2, "deep": 4}
"""How many works are read before one that seems to need them."""


def guessed(kg: nx.MultiDiGraph[str], node: str, need: str, why: Need) -> bool:
    """Return whether a requirement is one between two works that nobody stated.

    Examples
    --------
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_nodes_from(["new", "old"], node="resource")
    >>> guessed(kg, "new", "old", Need(0.6)), guessed(kg, "new", "old", Need(0.9))
    (True, False)
    """
    works = kg.nodes[node].get("node") == kg.nodes[need].get("node") == "resource"
    return works and why.confidence < SURE


def within(
    kg: nx.MultiDiGraph[str], needs: Needs, starts: Iterable[str], depth: Depth, blocked: Iterable[str] = ()
) -> set[str]:
    """Return what a plan for some nodes holds, themselves included.

    Parameters
    ----------
    kg : MultiDiGraph
        For kinds of nodes, and the topics that works share.
    needs : mapping
        Acyclic requirements that hold all below the starts.
    starts : iterable of str
        Goals; unknown ones are ignored.
    depth : {"overview", "working", "deep"}
    blocked : iterable of str
        Nodes that no path goes through.

    Notes
    -----
    Breadth-first with costs 0 and 1: linear in the requirements below the starts. Which guesses a work's plan follows
    depends on the work alone, so blocking more never reaches more.

    Examples
    --------
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_nodes_from("cba", node="resource")
    >>> needs = {"c": {"b": Need(0.6)}, "b": {"a": Need(0.6)}, "a": {}}
    >>> [sorted(within(kg, needs, ["c"], depth)) for depth in ("overview", "working", "deep")]
    [['c'], ['b', 'c'], ['a', 'b', 'c']]
    """
    closed = frozenset(blocked)
    guesses: dict[str, int] = {}
    waiting = deque((start, 0) for start in starts if start in needs and start not in closed)
    while waiting:
        node, steps = waiting.popleft()
        if node in guesses:
            continue
        guesses[node] = steps
        follow = _followed(kg, needs, node, depth) if steps < STEPS_BACK[depth] else frozenset()
        for need, why in needs[node].items():
            if need in closed or need in guesses:
                continue
            if not guessed(kg, node, need, why):
                waiting.appendleft((need, steps))
            elif need in follow:
                waiting.append((need, steps + 1))
    return set(guesses)


def _followed(kg: nx.MultiDiGraph[str], needs: Needs, node: str, depth: Depth) -> frozenset[str]:
    """The guesses about a work that are followed: those on its own subject, then the surest; works on lists only."""
    guesses = [
        (need, why)
        for need, why in needs[node].items()
        if guessed(kg, node, need, why) and kg.nodes[need].get("listed", True)
    ]
    guesses.sort(key=lambda one: (-_kinship(kg, node, one[0]), -one[1].confidence, one[0]))
    return frozenset(need for need, _ in guesses[: WORKS_EACH[depth]])


def _kinship(kg: nx.MultiDiGraph[str], one: str, other: str) -> float:
    """How much subject two works share; a topic of many works says little."""
    mine, theirs = (
        {topic: keyed["about"] for topic, keyed in kg.adj[x].items() if "about" in keyed} for x in (one, other)
    )
    return sum(
        min(float(mine[topic].get("confidence", 1.0)), float(theirs[topic].get("confidence", 1.0)))
        / math.log2(1 + len(kg.pred[topic]))
        for topic in sorted(mine.keys() & theirs.keys())
    )
