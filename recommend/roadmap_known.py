"""What a reader knows, and what follows from it: the prerequisites of something done are known too.

Everything that follows is marked as implied and can be revoked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from recommend.roadmap_graph import Needs, label, main_topics
from recommend.roadmap_types import Choice, Known

__all__ = ["all_known", "taught_by"]


def taught_by(kg: nx.MultiDiGraph[str], done: Iterable[str]) -> dict[str, str]:
    """Topics the finished resources are mainly about: topic -> the resource that taught it.

    Examples
    --------
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_node("bert", node="resource")
    >>> _ = kg.add_edge("bert", "topic:transformer", key="about", confidence=0.9)
    >>> taught_by(kg, ["bert"])
    {'topic:transformer': 'bert'}
    """
    taught: dict[str, str] = {}
    for resource in done:
        if resource in kg and kg.nodes[resource].get("node") == "resource":
            for topic in main_topics(kg, resource):
                taught.setdefault(topic, resource)
    return taught


def all_known(
    kg: nx.MultiDiGraph[str],
    needs: Needs,
    marked: Sequence[str],
    chosen: Mapping[str, Sequence[Choice]],
    denied: frozenset[str] = frozenset(),
) -> dict[str, Known]:
    """Everything known: what is marked, what finished resources taught, and what both needed.

    Parameters
    ----------
    kg : MultiDiGraph
        The knowledge graph, for titles and `about` edges.
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
    marks = dict.fromkeys(marked)
    found = {node: Known(node, label(kg, node), "you marked it known") for node in marks}
    sources = taught_by(kg, marks)
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
        for need in sorted(needs.get(node, ())):
            if need not in found and need not in denied:
                reason = f"needed for {label(kg, node)}, which you know"
                found[need] = Known(need, label(kg, need), reason, implied=True)
                waiting.append(need)
    return found
