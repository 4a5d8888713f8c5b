"""Which resource to take for a step: a sum of named parts, and two alternatives of other kinds.

What is chosen depends on the graph and the wishes only, never on what the reader knows, so that marking
something known takes steps away and changes nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from library.vocabulary import LEVELS, Kind
from recommend.roadmap_graph import label
from recommend.roadmap_time import estimate
from recommend.roadmap_types import Choice, Depth, StageName, Wishes

__all__ = ["Candidate", "candidates", "choose", "passes", "ranked"]

USUAL_KINDS: Mapping[Depth, tuple[Kind, ...]] = {
    "overview": ("video", "blog", "tutorial", "demo", "paper", "course", "book"),
    "working": ("tutorial", "course", "book", "video", "blog", "paper", "code"),
    "deep": ("book", "course", "paper", "tutorial", "code", "video", "blog"),
}
WANTED_LEVEL: Mapping[StageName, int] = {"Foundations": 0, "Core": 1, "Goal": 1, "Beyond": 2}
LEVEL_OF_KIND: Mapping[Kind, int] = {
    "tutorial": 0,
    "video": 0,
    "blog": 0,
    "demo": 0,
    "course": 0,
    "book": 1,
    "paper": 2,
}
NARROWER_SHARE = 0.6  # what a resource on a narrower topic is worth for the broader one
RELATIVES = ("explains", "implements", "version_of")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resource that could serve a step, and how much it is about it (0 to 1)."""

    id: str
    relevance: float
    reason: str


def candidates(kg: nx.MultiDiGraph[str], node: str) -> list[Candidate]:
    """Resources that can serve a step, in no order.

    A resource serves itself, and so do what explains, implements or restates it. A topic is served by what is
    about it; where nothing is, by what is about its narrower topics.
    """
    if kg.nodes[node].get("node") == "resource":
        return [Candidate(node, 1.0, "it is the goal itself"), *_relatives(kg, node)]
    direct = list(_about(kg, node, 1.0, f"about {label(kg, node)}"))
    if direct:
        return direct
    narrower = [source for source, keyed in kg.pred[node].items() if "broader" in keyed]
    found: dict[str, Candidate] = {}
    for topic in sorted(narrower):
        for one in _about(kg, topic, NARROWER_SHARE, f"about {label(kg, topic)}, a part of {label(kg, node)}"):
            if one.id not in found or one.relevance > found[one.id].relevance:
                found[one.id] = one
    return list(found.values())


def _about(kg: nx.MultiDiGraph[str], topic: str, share: float, reason: str) -> Iterable[Candidate]:
    for source, keyed in kg.pred[topic].items():
        if "about" in keyed and kg.nodes[source].get("listed", True):
            yield Candidate(source, share * float(keyed["about"].get("confidence", 1.0)), reason)


def _relatives(kg: nx.MultiDiGraph[str], resource: str) -> Iterable[Candidate]:
    neighbours = {**dict(kg.pred[resource].items()), **dict(kg.succ[resource].items())}
    for other in sorted(neighbours):
        kinds = {*kg.get_edge_data(other, resource, default={}), *kg.get_edge_data(resource, other, default={})}
        shared = [kind for kind in RELATIVES if kind in kinds]
        if shared and kg.nodes[other].get("listed", True) and other != resource:
            yield Candidate(other, 0.7, f"{shared[0].replace('_', ' ')} {label(kg, resource)}")


def passes(resource: Mapping[str, Any], wishes: Wishes) -> bool:
    """Whether a resource passes the hard wishes: kind, language, price. What is not stated passes."""
    language = resource.get("language") or ""
    return (
        resource.get("kind", "other") not in wishes.without
        and not (wishes.languages and language and language not in wishes.languages)
        and not (wishes.free_only and resource.get("free") is False)
    )


def ranked(kg: nx.MultiDiGraph[str], node: str, stage: StageName, wishes: Wishes) -> list[Candidate]:
    """Candidates that pass the wishes, best first; equal input gives equal order."""
    allowed = [
        one
        for one in candidates(kg, node)
        if one.id not in wishes.avoid and (passes(kg.nodes[one.id], wishes) or one.id == node)
    ]
    swap = wishes.swaps.get(node)
    parts = {one.id: _score(kg, one, stage, wishes) for one in allowed}
    # A goal that is a resource is its own main resource: nothing may outrank it but the reader's swap.
    return sorted(allowed, key=lambda one: (one.id != swap, one.id != node, -parts[one.id], one.id))


def _score(kg: nx.MultiDiGraph[str], one: Candidate, stage: StageName, wishes: Wishes) -> float:
    data = kg.nodes[one.id]
    kind: Kind = data.get("kind", "other")
    level = LEVELS.index(data["level"]) if data.get("level") in LEVELS else LEVEL_OF_KIND.get(kind, 1)
    wanted = WANTED_LEVEL[stage] + (wishes.depth == "deep") - (wishes.depth == "overview")
    kinds = wishes.kinds or USUAL_KINDS[wishes.depth]
    weight = 1.5 if wishes.kinds else 0.5
    preference = weight * (1 - kinds.index(kind) / len(kinds)) if kind in kinds else 0.0
    seen_by = sum("listed_in" in keyed for keyed in kg.succ[one.id].values())
    cited = sum("cites" in keyed for keyed in kg.pred[one.id].values())
    quality = min(1.0, 0.15 * math.log1p(cited) + 0.15 * max(0, seen_by - 1))
    tongue = 0.2 if wishes.languages and data.get("language") == wishes.languages[0] else 0.0
    return 2.0 * one.relevance - 0.3 * abs(level - wanted) + preference + quality + tongue


def choose(
    kg: nx.MultiDiGraph[str], order: Iterable[tuple[str, StageName]], wishes: Wishes
) -> dict[str, tuple[Choice, ...]]:
    """Main resource and up to two alternatives for every step.

    Parameters
    ----------
    kg : MultiDiGraph
        The knowledge graph.
    order : iterable of (str, stage)
        Steps in plan order; limits per kind (`wishes.at_most`) are spent in this order.
    wishes : Wishes
        Kinds, languages, depth, swaps.

    Returns
    -------
    dict
        Step -> choices, the main one first, then alternatives of other kinds (of the same kind only where the
        library has no other); empty where nothing fits.
    """
    left = dict(wishes.at_most)
    chosen: dict[str, tuple[Choice, ...]] = {}
    taken: set[str] = set()
    for node, stage in order:
        pool = ranked(kg, node, stage, wishes)
        main = next((one for one in pool if one.id in taken or left.get(_kind(kg, one), 1) > 0), None)
        if main is None:
            chosen[node] = ()
            continue
        if main.id not in taken and _kind(kg, main) in left:
            left[_kind(kg, main)] -= 1
        taken.add(main.id)
        chosen[node] = tuple(_choice(kg, one, wishes.depth) for one in [main, *_others(kg, pool, main)])
    return chosen


def _kind(kg: nx.MultiDiGraph[str], one: Candidate) -> Kind:
    kind: Kind = kg.nodes[one.id].get("kind", "other")
    return kind


def _others(kg: nx.MultiDiGraph[str], pool: list[Candidate], main: Candidate, count: int = 2) -> list[Candidate]:
    """Best of each other kind first, then more of those kinds, then more of the main one's kind."""
    seen = {_kind(kg, main)}
    fresh: list[Candidate] = []
    again: list[Candidate] = []
    same: list[Candidate] = []
    for one in pool:
        if one.id == main.id:
            continue
        kind = _kind(kg, one)
        group = same if kind == _kind(kg, main) else again if kind in seen else fresh
        group.append(one)
        seen.add(kind)
    return [*fresh, *again, *same][:count]


def _choice(kg: nx.MultiDiGraph[str], one: Candidate, depth: Depth) -> Choice:
    data = kg.nodes[one.id]
    minutes, basis = estimate(data, depth)
    return Choice(one.id, label(kg, one.id), _kind(kg, one), minutes, basis, one.reason, data.get("url") or None)
