"""Requirements as edges: proposals are joined, the reader's verdicts applied, and circles cut.

Where proposals come from (the vocabulary, inference) is not this module's business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from graph.schema import Graph, topic_node
from library.database import Connection, touch
from library.errors import UsageError
from library.readers import decide, decided
from library.vocabulary import Topic

__all__ = ["Needed", "Proposals", "add_requires", "cut_circles", "decide_all", "from_vocabulary", "joined", "judge"]

VOCABULARY = 0.95
UNEXPLAINED = "the topic vocabulary says so"
READER = "reader"
ABOUT = "requires"
VERDICTS = ("accept", "reject", "reverse")


@dataclass(frozen=True, slots=True)
class Needed:
    """`node` needs `first` before it: how sure, why, and who says so."""

    node: str
    first: str
    confidence: float
    evidence: tuple[str, ...] = ()
    source: str = "vocabulary"


Proposals = Mapping[tuple[str, str], Needed]


def from_vocabulary(topics: Iterable[Topic]) -> list[Needed]:
    """Return the requirements that the topic vocabulary states, with its reasons."""
    known = {topic.id for topic in topics}
    return [
        Needed(topic_node(topic.id), topic_node(need.topic), VOCABULARY, (need.reason or UNEXPLAINED,))
        for topic in topics
        for need in topic.requires
        if need.topic in known
    ]


def joined(proposals: Iterable[Needed]) -> dict[tuple[str, str], Needed]:
    """Join proposals for the same pair: independent sources add up, and all evidence is kept.

    Examples
    --------
    >>> joined([Needed("b", "a", 0.5, ("x",), "order"), Needed("b", "a", 0.5, ("y",), "text")])["b", "a"].confidence
    0.75
    """
    by_pair: dict[tuple[str, str], list[Needed]] = defaultdict(list)
    for one in proposals:
        if one.node != one.first:
            by_pair[one.node, one.first].append(one)
    return {pair: _one(sorted(by_pair[pair], key=_strongest)) for pair in sorted(by_pair)}


def _strongest(one: Needed) -> tuple[float, str, tuple[str, ...]]:
    return -one.confidence, one.source, one.evidence


def _one(some: list[Needed]) -> Needed:
    doubt = 1.0
    for one in some:
        doubt *= 1 - one.confidence
    evidence = tuple(dict.fromkeys(text for one in some for text in one.evidence))
    source = "; ".join(sorted({one.source for one in some}))
    confidence = some[0].confidence if len(some) == 1 else round(1 - doubt, 6)
    return Needed(some[0].node, some[0].first, confidence, evidence, source)


def decide_all(proposals: Proposals, decisions: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], Needed]:
    """Apply the reader's verdicts, which are final: an accepted pair is certain, a rejected one gone.

    `reverse` removes the pair and makes its opposite certain. A verdict stands whether or not anything proposes
    the pair (any more).

    Examples
    --------
    >>> sorted(decide_all(joined([Needed("b", "a", 0.4)]), {("b", "a"): "reverse"}))
    [('a', 'b')]
    """
    out = dict(proposals)
    for pair, verdict in sorted(decisions.items()):
        if verdict in {"reject", "reverse"}:
            out.pop(pair, None)
        if verdict in {"accept", "reverse"}:
            node, first = pair if verdict == "accept" else pair[::-1]
            before = out.get((node, first))
            said = "you accepted this" if verdict == "accept" else "you reversed this"
            out[node, first] = Needed(node, first, 1.0, (said, *(before.evidence if before else ())), READER)
    return out


def judge(connection: Connection, node: str, first: str, verdict: str | None) -> None:
    """Store the reader's word on "`node` needs `first` before it"; None takes it back. Needs a writing transaction.

    A word that contradicts an earlier one on the opposite pair replaces it. The library counts as changed, so that
    the graph is built anew.

    Raises
    ------
    UsageError
        For an unknown verdict, or a node that is to require itself.
    """
    if verdict not in (*VERDICTS, None):
        raise UsageError(f"{verdict!r} is no verdict", hint=f"use one of {', '.join(VERDICTS)}")
    if node == first:
        raise UsageError(f"{node!r} cannot require itself")
    if verdict is not None and decided(connection, ABOUT).get((first, node)) in {"accept", "reverse"}:
        decide(connection, ABOUT, first, node, None)
    decide(connection, ABOUT, node, first, verdict)
    touch(connection)


def cut_circles(proposals: Proposals) -> tuple[dict[tuple[str, str], Needed], list[Needed]]:
    """Cut the weakest requirement of every circle until none is left; the reader's own go last.

    Returns
    -------
    kept : the requirements without the cut ones.
    cut : what was cut, sorted by pair.

    Notes
    -----
    One strongly connected part at a time, so what is cut in one does not depend on the others.

    Examples
    --------
    >>> kept, cut = cut_circles(joined([Needed("a", "b", 0.9), Needed("b", "a", 0.6)]))
    >>> [(one.node, one.first) for one in cut]
    [('b', 'a')]
    """
    kept = dict(proposals)
    digraph = nx.DiGraph(list(kept))
    cut = []
    waiting = [part for part in nx.strongly_connected_components(digraph) if len(part) > 1]
    while waiting:
        part = digraph.subgraph(waiting.pop()).copy()
        pair = min(part.edges, key=lambda pair: (kept[pair].source == READER, kept[pair].confidence, pair))
        cut.append(kept.pop(pair))
        part.remove_edge(*pair)
        waiting.extend(rest for rest in nx.strongly_connected_components(part) if len(rest) > 1)
        digraph.remove_edge(*pair)
    return kept, sorted(cut, key=lambda one: (one.node, one.first))


def add_requires(kg: Graph, proposals: Iterable[Needed], decisions: Mapping[tuple[str, str], str]) -> None:
    """Add the `requires` edges, and report what was cut as `kg.graph["cut"]`; unknown nodes are left out."""
    wanted = decide_all(joined(proposals), decisions)
    kept, cut = cut_circles({pair: one for pair, one in wanted.items() if pair[0] in kg and pair[1] in kg})
    for (node, first), one in kept.items():
        kg.add_edge(
            node,
            first,
            key="requires",
            kind="requires",
            confidence=one.confidence,
            evidence=list(one.evidence),
            source=one.source,
        )
    kg.graph["cut"] = [
        {"node": one.node, "first": one.first, "confidence": one.confidence, "evidence": list(one.evidence)}
        for one in cut
    ]
