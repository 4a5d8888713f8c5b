"""Turn an order of nodes into steps: the reason for each, what to take from it, its time and the running total."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import networkx as nx

from recommend.roadmap_graph import label, needs_below
from recommend.roadmap_stages import Route
from recommend.roadmap_time import bill
from recommend.roadmap_types import STAGES, Choice, Stage, StageName, Step

__all__ = ["build_stages"]

SMALL_WORD = re.compile(
    r"(?:All|And?|As|At|A|Both|But|By|Each|Every|For|From|How|If|Its?|In|Many|Most|Of|On|One|Several|Some|Such|That|"
    r"The(?:ir|se|y)?|This|Those|To|What|When|Where|Which|With(?:out)?) "
)


def build_stages(
    kg: nx.MultiDiGraph[str],
    way: Route,
    nodes: Sequence[str],
    chosen: Mapping[str, tuple[Choice, ...]],
    done: frozenset[str],
) -> tuple[Stage, ...]:
    """Steps of the plan, grouped by stage.

    Parameters
    ----------
    kg : MultiDiGraph
        For titles and summaries.
    way : Route
        Order, stages and needs of all that is required; nodes without a stage lie beyond the goal.
    nodes : sequence of str
        The nodes to show, in order.
    chosen : mapping
        Node -> main resource and alternatives.
    done : frozenset of str
        Finished resources; not offered as alternatives.

    Returns
    -------
    tuple of Stage
        Non-empty stages in order. A resource that serves two steps costs its time once.
    """
    shown = set(nodes)
    place = {node: index for index, node in enumerate(nodes)}
    dependents: dict[str, list[str]] = {node: [] for node in nodes}
    for node in way.order:
        for need in way.needs[node]:
            if need in shown:
                dependents[need].append(node)
    grouped: dict[StageName, list[Step]] = {name: [] for name in STAGES}
    costs = bill((node, chosen[node][0]) for node in nodes if chosen[node])
    whole: dict[str, str] = {}
    total = 0
    for node in nodes:
        stage = way.stages.get(node, "Beyond")
        choices, minutes = _shared(chosen[node], whole, node), costs.get(node, 0)
        total += minutes if stage != "Beyond" else 0
        # What lies beyond the goal needs the plan only: a doubtful edge to itself or its like orders nothing.
        needs = way.needs[node] if node in way.needs else way.needs.keys() & needs_below(kg, [node])[node].keys()
        grouped[stage].append(
            Step(
                id=node,
                title=label(kg, node),
                stage=stage,
                why=_why(kg, way, node, dependents[node], shown),
                take=_first_sentence(kg.nodes[node].get("summary") or ""),
                main=choices[0] if choices else None,
                alternatives=tuple(one for one in choices[1:] if one.id not in done),
                needs=tuple(sorted(shown.intersection(needs), key=place.__getitem__)),
                needed_for=tuple(one for one in dependents[node] if one in shown),
                confidence=min(1.0, way.support.get(node, 1.0)),
                minutes=minutes,
                total=total,
            )
        )
    return tuple(
        Stage(name, tuple(steps), sum(step.minutes for step in steps)) for name, steps in grouped.items() if steps
    )


def _shared(choices: tuple[Choice, ...], whole: dict[str, str], node: str) -> tuple[Choice, ...]:
    """Mark a main resource that an earlier step takes as a whole, and note this one otherwise."""
    if not choices:
        return ()
    main = choices[0]
    if main.id in whole:
        return (replace(main, shared_with=whole[main.id]), *choices[1:])
    if main.whole is None:
        whole[main.id] = node
    return choices


def _why(kg: nx.MultiDiGraph[str], way: Route, node: str, dependents: Sequence[str], shown: set[str]) -> str:
    """One sentence: what needs this step, and the evidence."""
    if node not in way.stages:
        return "Optional: open to you once the goal is reached."
    if not dependents:
        return "Your goal."
    best = max(dependents, key=lambda one: (one in shown, way.needs[one][node].confidence))
    more = len(dependents) - 1
    others = f" and {more} more" if more else ""
    evidence = way.needs[best][node].evidence
    because = f", because {_inside(evidence[0].rstrip('.'))}" if evidence else ""
    prefix = "Part of your goal, and needed" if node in way.goals else "Needed"
    return f"{prefix} for {label(kg, best)}{others}{because}."


def _inside(sentence: str) -> str:
    """A sentence to stand inside another one: its first word is small, unless it may be a name."""
    return sentence[0].lower() + sentence[1:] if SMALL_WORD.match(sentence) else sentence


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?。！？])\s*", text.strip(), maxsplit=1)[0]
