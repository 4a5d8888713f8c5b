"""From what a reader said to the question that the signals answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from graph.schema import Graph
from library.readers import State
from recommend.arrays import unit_rows
from recommend.evidence import Evidence, Floats
from recommend.query import Query

__all__ = ["ask", "resources_of", "towards"]


def ask(  # noqa: PLR0913
    evidence: Evidence,
    kg: Graph,
    states: Mapping[str, State],
    *,
    like: Sequence[str] = (),
    dislike: Sequence[str] = (),
    goal: str = "",
    goal_vector: Floats | None = None,
    muted: Iterable[str] = (),
    shown: Mapping[str, int] | None = None,
) -> Query:
    """Return a reader's question.

    Parameters
    ----------
    states : what the reader said about nodes. Done and liked ones are the profile, unless `like` names another;
        thumbs down and skipped ones count against.
    like, dislike : nodes; a topic, list or author stands for its resources, which may be recommended all the same.
    shown : how often a node was recommended; it counts against those the reader never answered.
    """
    done = [node for node, state in states.items() if state.status == "done"]
    up = [node for node, state in states.items() if (state.rating or 0) > 0]
    down = [node for node, state in states.items() if (state.rating or 0) < 0 or state.status == "skipped"]
    query = Query.of(evidence, resources_of(kg, like or [*done, *up]), [*down, *resources_of(kg, dislike)], goal)
    at = evidence.position
    ignored = [
        at[node] for node, times in (shown or {}).items() if node in at and node not in states for _ in range(times)
    ]
    return Query(
        query.liked,
        query.disliked,
        goal,
        goal_vector,
        tuple(muted),
        np.array([column for column, topic in enumerate(evidence.topic_names) if topic in set(done)], np.intp),
        np.array(ignored, np.intp),
        np.array([at[node] for node in dict.fromkeys([*done, *up, *like]) if node in at], np.intp),
    )


def resources_of(kg: Graph, nodes: Iterable[str]) -> list[str]:
    """Return the nodes, with topics, lists and authors replaced by their resources.

    Examples
    --------
    >>> import networkx as nx
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_node("list:l", node="list"); kg.add_node("a", node="resource")
    >>> _ = kg.add_edge("a", "list:l", key="listed_in")
    >>> resources_of(kg, ["list:l"])
    ['a']
    """
    found: dict[str, None] = {}
    for node in nodes:
        if node in kg:
            some = [node] if kg.nodes[node]["node"] == "resource" else sorted(kg.predecessors(node))
            found.update((one, None) for one in some if kg.nodes[one]["node"] == "resource")
    return list(found)


def towards(kg: Graph, nodes: Sequence[str], rows: Callable[[Sequence[str]], Floats]) -> tuple[str, Floats | None]:
    """Return nodes as a goal: their titles, and the middle of their vectors; no text model is needed for that.

    Parameters
    ----------
    rows : returns the vectors of nodes, float32 (n, d), zeros for those without. A node without a text of its own,
        as a topic that headings made, has the middle of its resources.
    """
    own = rows(nodes)
    for at, node in enumerate(nodes):
        if not own[at].any():
            own[at] = unit_rows(rows(resources_of(kg, [node])).sum(axis=0, keepdims=True))[0]
    middle = own.sum(axis=0, keepdims=True)
    words = ", ".join(str(kg.nodes[node]["title"]) for node in nodes)
    return words, unit_rows(middle)[0] if middle.any() else None
