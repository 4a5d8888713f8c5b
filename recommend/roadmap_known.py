"""What a reader knows, and what follows from it: the prerequisites of something done are known too.

Everything that follows is marked as implied and can be revoked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from recommend.roadmap_graph import Needs, label
from recommend.roadmap_reach import guessed
from recommend.roadmap_teach import TEACHES, Teaching
from recommend.roadmap_types import Choice, Known

__all__ = ["all_known", "taught_by"]


def taught_by(teaching: Teaching, done: Iterable[str]) -> dict[str, str]:
    """Topics that the finished resources teach: topic -> the resource that taught it.

    Examples
    --------
    >>> import networkx as nx
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_node("bert", node="resource")
    >>> _ = kg.add_edge("bert", "topic:transformer", key="about", confidence=0.9)
    >>> taught_by(Teaching(kg), ["bert"])
    {'topic:transformer': 'bert'}
    """
    kg = teaching.kg
    taught: dict[str, str] = {}
    for resource in done:
        if resource in kg and kg.nodes[resource].get("node") == "resource":
            for topic in teaching.topics(resource):
                if teaching.of(resource, topic) >= TEACHES:
                    taught.setdefault(topic, resource)
    return taught


def all_known(
    teaching: Teaching,
    needs: Needs,
    marked: Sequence[str],
    chosen: Mapping[str, Sequence[Choice]],
    denied: frozenset[str] = frozenset(),
) -> dict[str, Known]:
    """Everything known: what is marked, what finished resources taught, and what both needed.

    Whoever read a work has not thereby read the works that it seems to build on: guesses imply nothing.

    Parameters
    ----------
    teaching : Teaching
        Of the knowledge graph.
    needs : mapping
        Acyclic requirements that hold at least all below `marked`.
    marked : sequence of str
        What the reader marked known or done.
    chosen : mapping
        Main resource per step of the plan; where it is done, the step is known.
    denied : frozenset of str
        Implied knowledge the reader revoked; nothing is implied through it either.

    Returns
    -------
    dict
        Node -> `Known`, in breadth-first order; more marks never give fewer entries.
    """
    kg = teaching.kg
    marks = dict.fromkeys(marked)
    found = {node: Known(node, label(kg, node), "you marked it known") for node in marks}
    sources = taught_by(teaching, marks)
    for step, choices in chosen.items():
        if choices and choices[0].id in marks:
            sources.setdefault(step, choices[0].id)
    for topic in sorted(sources):
        if topic not in found and topic not in denied:
            reason = f"taught by {label(kg, sources[topic])}, which you finished"
            found[topic] = Known(topic, label(kg, topic), reason, implied=True)
    waiting = deque(found)
    while waiting:
        node = waiting.popleft()
        for need, why in sorted(needs.get(node, {}).items()):
            if need not in found and need not in denied and not guessed(kg, node, need, why):
                reason = f"needed for {label(kg, node)}, which you know"
                found[need] = Known(need, label(kg, need), reason, implied=True)
                waiting.append(need)
    return found
