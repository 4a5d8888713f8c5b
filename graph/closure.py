"""What is needed before a node, what it leads to, and what comes within reach of what is known."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from graph.index import Arcs, GraphIndex, Ints
from graph.schema import EDGE_KINDS

__all__ = ["Open", "Reached", "frontier", "leads_to", "needed_before"]

MAIN = 0.5  # topics below this confidence are mentioned, not what a resource is about
CITED = 0.3  # a citation is a hint that the cited work is worth knowing first, not a requirement
REQUIRES, ABOUT, CITES = (EDGE_KINDS.index(kind) for kind in ("requires", "about", "cites"))
MEMBERS = {"list": EDGE_KINDS.index("listed_in"), "author": EDGE_KINDS.index("by")}


@dataclass(frozen=True, slots=True)
class Reached:
    """A node that is needed, or led to: over `via`, in `depth` steps, how sure the whole chain is, and why."""

    node: str
    via: str
    depth: int
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A node whose requirements are all known: those, and how many others wait for it."""

    node: str
    because: tuple[str, ...]
    unlocks: int


_Step = tuple[int, float, tuple[str, ...]]
_Steps = Callable[[int], Iterable[_Step]]


def needed_before(index: GraphIndex, node: str, limit: int = 100, min_confidence: float = 0.0) -> tuple[Reached, ...]:
    """Return what has to be known before a node, the surest and nearest first.

    A resource needs what it requires itself, and what its main topics require; the works it cites follow with
    little confidence. A list or an author stands for all their resources.

    Raises
    ------
    NotFound

    Examples
    --------
    >>> import networkx as nx
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_nodes_from("abc", node="topic")
    >>> _ = kg.add_edge("c", "b", key="requires", confidence=0.9), kg.add_edge("b", "a", key="requires", confidence=0.9)
    >>> [(one.node, one.depth, one.confidence) for one in needed_before(GraphIndex(kg), "c")]
    [('b', 1, 0.9), ('a', 2, 0.81)]
    """
    return _closure(index, node, index.out, limit, min_confidence)


def leads_to(index: GraphIndex, node: str, limit: int = 100, min_confidence: float = 0.0) -> tuple[Reached, ...]:
    """Return what needs a node, directly or through others; the reverse of `needed_before`."""
    return _closure(index, node, index.into, limit, min_confidence)


def _closure(index: GraphIndex, node: str, arcs: Arcs, limit: int, least: float) -> tuple[Reached, ...]:
    start = index.at(node)
    found: dict[int, Reached] = {}
    waiting: list[tuple[float, int, int, int, tuple[str, ...]]] = []

    def push(here: int, sure: float, depth: int, steps: Iterable[_Step]) -> None:
        for target, confidence, reasons in steps:
            if sure * confidence >= least and target != start and target not in found:
                heapq.heappush(waiting, (-sure * confidence, depth, target, here, reasons))

    push(start, 1.0, 1, _first_steps(index, start, arcs))
    while waiting and len(found) < limit:
        sure, depth, at, via, reasons = heapq.heappop(waiting)
        if at in found:
            continue
        found[at] = Reached(index.nodes[at], index.nodes[via], depth, round(-sure, 4), reasons)
        push(at, -sure, depth + 1, _requires(index, at, arcs))
    return tuple(found.values())


def _first_steps(index: GraphIndex, start: int, arcs: Arcs) -> Iterator[_Step]:
    kind = index.kg.nodes[index.nodes[start]]["node"]
    yield from _requires(index, start, arcs)
    if kind == "topic":
        return
    members = np.array([start], dtype=np.int64)
    if kind in MEMBERS:
        members = _targets(index.into, members, MEMBERS[kind])[0]
    yield from _through_topics(index, members, arcs)
    if kind == "resource":
        cited, _ = _targets(arcs, members, CITES)
        for at in cited:
            yield int(at), CITED, (_told(index, start, int(at), "cites", arcs),)


def _targets(arcs: Arcs, nodes: Ints, kind: int) -> tuple[Ints, Ints]:
    """Where arcs of a kind lead from some nodes, and their positions."""
    some = arcs.of(nodes)
    some = some[arcs.kind[some] == kind]
    return arcs.target[some].astype(np.int64), some


def _requires(index: GraphIndex, at: int, arcs: Arcs) -> Iterator[_Step]:
    targets, some = _targets(arcs, np.array([at], dtype=np.int64), REQUIRES)
    for target, confidence in zip(targets.tolist(), arcs.strength[some].tolist(), strict=True):
        tail, head = (at, target) if arcs is index.out else (target, at)
        evidence = index.kg.edges[index.nodes[tail], index.nodes[head], "requires"].get("evidence", ())
        yield target, round(confidence, 6), tuple(evidence)


def _through_topics(index: GraphIndex, members: Ints, arcs: Arcs) -> Iterator[_Step]:
    """What the main topics of some resources need, or lead to; each topic counts as much as it does in them."""
    topics, some = _targets(index.out, members, ABOUT)
    sure = np.zeros(len(index.nodes), dtype=np.float32)
    np.maximum.at(sure, topics, index.out.strength[some])
    for topic in np.flatnonzero(sure >= MAIN).tolist():
        for target, confidence, evidence in _requires(index, topic, arcs):
            if sure[target] < MAIN:
                told = f"it is about {index.title(index.nodes[topic])}"
                yield target, round(float(sure[topic]), 6) * confidence, (told, *evidence)


def _told(index: GraphIndex, start: int, at: int, kind: str, arcs: Arcs) -> str:
    tail, head = (start, at) if arcs is index.out else (at, start)
    return f"“{index.title(index.nodes[tail])}” {kind} “{index.title(index.nodes[head])}”"


def frontier(index: GraphIndex, known: Collection[str], limit: int = 50) -> tuple[Open, ...]:
    """Return what can be learned next: nodes that require something, all of it known; the most unlocking first.

    Parameters
    ----------
    known : collection of str
        Nodes the reader knows; whatever they require counts as known too. Unknown ids are ignored. When empty,
        the answer is the nodes that others require and that require nothing.

    Notes
    -----
    Linear in the `requires` edges, for each step of the longest chain below what is known.
    """
    arcs = index.out
    needs = arcs.kind == REQUIRES
    node, first = arcs.source[needs], arcs.target[needs]
    mastered = np.zeros(len(index.nodes), dtype=np.bool_)
    mastered[[index.position[one] for one in known if one in index.position]] = True
    while len(implied := first[mastered[node] & ~mastered[first]]):
        mastered[implied] = True
    size = len(index.nodes)
    missing = np.bincount(node[~mastered[first]], minlength=size)
    needed = np.bincount(node, minlength=size)
    unlocks = np.bincount(first[~mastered[node]], minlength=size)
    base = needed > 0 if mastered.any() else unlocks > 0
    ready = np.flatnonzero(base & (missing == 0) & ~mastered)
    order = ready[np.lexsort((ready, -index.importance[ready], -unlocks[ready]))][:limit]
    return tuple(Open(index.nodes[at], _because(index, int(at)), int(unlocks[at])) for at in order)


def _because(index: GraphIndex, at: int) -> tuple[str, ...]:
    return tuple(index.nodes[target] for target, _, _ in _requires(index, at, index.out))
