"""The order of a plan and the names of its parts: Foundations, Core, Goal, Beyond."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from library.vocabulary import LEVELS
from recommend.roadmap_graph import Need, Needs, cut_cycles, label, needs_below, steady_order
from recommend.roadmap_types import STAGES, StageName, Wishes

__all__ = ["Route", "beyond", "route"]

SOFT = Need(-1.0)  # an order that gives way to every requirement
FOUNDATION_SHARE = 3  # without a stated level, the lowest third of the chain is a foundation


@dataclass(frozen=True, slots=True)
class Route:
    """Everything a plan needs, before looking at what is known: order, stages, needs and their support."""

    order: tuple[str, ...]
    stages: dict[str, StageName]
    needs: Needs
    support: Mapping[str, float]
    goals: frozenset[str]


def route(kg: nx.MultiDiGraph[str], needs: Needs, required: set[str], goals: frozenset[str]) -> Route:
    """Order the required nodes and name their stages.

    Parameters
    ----------
    kg : MultiDiGraph
        For levels, years, titles and citations.
    needs : mapping
        Acyclic requirements.
    required : set of str
        Nodes to order.
    goals : frozenset of str
        Nodes asked for.

    Returns
    -------
    Route
        Prerequisites first; ties go by stage, level, year, how much of the plan a node serves, title and id.
        Among resources of one stage, what is cited comes before what cites it.
    """
    plain = steady_order(needs, required, key=str)
    stages = _stages(kg, needs, plain, goals)
    serves = dict.fromkeys(required, 0)
    support = {node: float("inf") if node in goals else 0.0 for node in required}
    for node in plain:
        for need, why in needs[node].items():
            if need in required:
                serves[need] += 1
                support[need] = max(support[need], why.confidence)

    def key(node: str) -> tuple[int, int, int, int, str]:
        data = kg.nodes[node]
        level = LEVELS.index(data["level"]) if data.get("level") in LEVELS else 1
        return STAGES.index(stages[node]), level, data.get("year") or 0, -serves[node], label(kg, node)

    order = steady_order(_with_citations(kg, needs, required, stages), required, key)
    return Route(tuple(order), stages, needs, support, goals)


def _with_citations(
    kg: nx.MultiDiGraph[str], needs: Needs, required: set[str], stages: Mapping[str, StageName]
) -> Needs:
    """Requirements plus "cited first" inside a stage, as far as that stays free of cycles."""
    joined = {node: {need: why for need, why in needs[node].items() if need in required} for node in required}
    for node in required:
        for cited, keyed in kg.adj[node].items():
            if "cites" in keyed and cited in required and stages[cited] == stages[node]:
                joined[node].setdefault(cited, SOFT)
    return cut_cycles(joined)[0]


def _stages(
    kg: nx.MultiDiGraph[str], needs: Needs, plain: Sequence[str], goals: frozenset[str]
) -> dict[str, StageName]:
    """Stage per node, never earlier than the stage of what it needs."""
    inside = set(plain)
    height: dict[str, int] = {}
    for node in plain:
        height[node] = max((height[need] + 1 for need in needs[node] if need in inside), default=0)
    serves_core: set[str] = set()
    for node in reversed(plain):
        if node not in goals or node in serves_core:
            serves_core.update(need for need in needs[node] if need in inside)
    low = max(height.values(), default=0) // FOUNDATION_SHARE
    stages: dict[str, StageName] = {}
    for node in plain:
        level = kg.nodes[node].get("level")
        basic = level == LEVELS[0] if level in LEVELS else height[node] <= low
        if node in goals and node not in serves_core:
            stages[node] = "Goal"
        elif basic and all(stages[need] == "Foundations" for need in needs[node] if need in inside):
            stages[node] = "Foundations"
        else:
            stages[node] = "Core"
    return stages


def beyond(kg: nx.MultiDiGraph[str], goals: Sequence[str], required: set[str], wishes: Wishes) -> list[str]:
    """What the goals open up: nodes that need a goal and nothing else that is not in the plan.

    Returns
    -------
    list of str
        At most `wishes.beyond` topics, the surest first.
    """
    found: dict[str, float] = {}
    for goal in goals:
        for node, keyed in kg.pred[goal].items():
            if "requires" in keyed and node not in required and kg.nodes[node].get("node") != "resource":
                confidence = float(keyed["requires"].get("confidence", 1.0))
                if confidence >= wishes.min_confidence and node not in wishes.dropped:
                    found[node] = max(found.get(node, 0.0), confidence)
    direct = {node: needs_below(kg, [node], wishes.min_confidence)[node] for node in found}
    open_now = [node for node in found if required.issuperset(direct[node])]
    return sorted(open_now, key=lambda node: (-found[node], label(kg, node), node))[: wishes.beyond]
