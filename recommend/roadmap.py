"""From what is known to a goal: the prerequisite closure, minus what is known, ordered and staged.

`plan` is a pure function. Order, stages and resources depend on the graph, the goals and the wishes only; what
the reader knows then takes steps away. So marking something known never adds, lengthens or reshuffles anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx

from recommend.roadmap_budget import Chosen, keep_budget
from recommend.roadmap_choice import candidates, choose, closest, passes
from recommend.roadmap_graph import cut_cycles, label, needs_below
from recommend.roadmap_known import all_known, taught_by
from recommend.roadmap_reach import within
from recommend.roadmap_stages import beyond, route
from recommend.roadmap_steps import build_stages
from recommend.roadmap_teach import TEACHES, Teaching
from recommend.roadmap_types import Gap, Roadmap, Wishes

__all__ = ["expand_goals", "plan"]


def plan(
    kg: nx.MultiDiGraph[str],
    goals: Sequence[str],
    known: Iterable[str] = (),
    *,
    wishes: Wishes | None = None,
    denied: Iterable[str] = (),
) -> Roadmap:
    """Roadmap from what is known to the goals.

    Parameters
    ----------
    kg : MultiDiGraph
        Knowledge graph; an edge `x -> y` under the key `requires` says that x needs y first.
    goals : sequence of str
        Node ids: topics, resources, reading lists (all their resources).
    known : iterable of str
        Topics marked known and resources done. Their prerequisites count as known.
    wishes : Wishes, optional
        Depth, budget, kinds, languages, swaps.
    denied : iterable of str
        What the reader wants to learn after all, though something known implies it or only a dropped step needed it.

    Returns
    -------
    Roadmap
        No step stands before its prerequisite, none is known, every goal is reached or named in `gaps`;
        requirements that closed a cycle are in `cut`.

    Notes
    -----
    Linear in the part of the graph below the goals and the known nodes, but for sorting.

    Examples
    --------
    >>> kg = nx.MultiDiGraph([("c", "b", "requires"), ("b", "a", "requires")])
    >>> [step.id for step in plan(kg, ["c"]).steps]
    ['a', 'b', 'c']
    >>> [step.id for step in plan(kg, ["c"], known=["b"]).steps]
    ['c']
    """
    wishes = wishes or Wishes()
    marked = sorted(set(known))
    targets = expand_goals(kg, goals)
    present = [goal for goal in targets if goal in kg]
    teaching = Teaching(kg)
    starts = [*present, *marked, *taught_by(teaching, marked)]
    needs, cut = cut_cycles(needs_below(kg, starts, wishes.min_confidence))
    every = within(kg, needs, present, wishes.depth)
    way = route(kg, needs, every, frozenset(present))
    wanted = [*present, *sorted(every.intersection(denied))]
    required = within(kg, needs, wanted, wishes.depth, wishes.dropped)
    later = beyond(kg, present, every, wishes)
    chosen = choose(teaching, [*(node for node in way.order if node in required), *later], wishes)
    familiar = all_known(teaching, needs, marked, chosen, frozenset(denied) - frozenset(marked))
    left = within(kg, needs, wanted, wishes.depth, {*wishes.dropped, *familiar})
    todo = [node for node in way.order if node in left]
    chosen, report = keep_budget(kg, todo, chosen, wishes, way.support)
    stages = build_stages(
        kg, way, [*todo, *(node for node in later if node not in familiar)], chosen, frozenset(marked)
    )
    return Roadmap(
        goals=tuple(targets),
        stages=stages,
        minutes=sum(stage.minutes for stage in stages if stage.name != "Beyond"),
        gaps=_gaps(teaching, targets, todo, chosen, wishes),
        known=tuple(why for node, why in familiar.items() if node in required),
        cut=tuple(edge for edge in cut if edge.node in required),
        budget=report,
    )


def expand_goals(kg: nx.MultiDiGraph[str], goals: Sequence[str]) -> list[str]:
    """Goals as topics and resources: a reading list stands for the resources on it, in its order.

    Examples
    --------
    >>> kg = nx.MultiDiGraph()
    >>> kg.add_node("list:nlp", node="list")
    >>> _ = kg.add_edge("bert", "list:nlp", key="listed_in", order=1)
    >>> _ = kg.add_edge("word2vec", "list:nlp", key="listed_in", order=0)
    >>> expand_goals(kg, ["topic:x", "list:nlp"])
    ['topic:x', 'word2vec', 'bert']
    """
    found: dict[str, None] = {}
    for goal in goals:
        if goal in kg and kg.nodes[goal].get("node") == "list":
            held = [
                (keyed["listed_in"].get("order", 0), one)
                for one, keyed in kg.pred[goal].items()
                if "listed_in" in keyed
            ]
            found.update(dict.fromkeys(one for _, one in sorted(held)))
        else:
            found[goal] = None
    return list(found)


def _gaps(
    teaching: Teaching, goals: Sequence[str], todo: Sequence[str], chosen: Chosen, wishes: Wishes
) -> tuple[Gap, ...]:
    """What the plan needs and cannot offer, in plan order; unknown goals first."""
    kg = teaching.kg
    gaps = [
        Gap(goal, label(kg, goal), f"{label(kg, goal)} is not in your library: add a list or a resource that covers it")
        for goal in goals
        if goal not in kg
    ]
    for node in todo:
        name = label(kg, node)
        if kg.nodes[node].get("node") == "resource":
            if not kg.nodes[node].get("listed", True):
                gaps.append(Gap(node, name, f"{name} is needed but on none of your lists: add it"))
        elif not chosen[node]:
            gaps.append(Gap(node, name, _why_none(teaching, node, wishes)))
    return tuple(gaps)


QUOTED = 2
"""So many works are named that are about a topic and do not teach it."""


def _why_none(teaching: Teaching, node: str, wishes: Wishes) -> str:
    """Why nothing is proposed for a topic, and what would help."""
    name = label(teaching.kg, node)
    able = sum(one.teaches >= TEACHES for one in candidates(teaching, node, wishes.depth))
    if able:
        return f"your lists have {able} on {name}, but none passes your wishes: widen them"
    on_it = [label(teaching.kg, one) for one in teaching.about(node)[:QUOTED]]
    if on_it:
        are = "is" if len(on_it) == 1 else "are"
        add = _to_add(teaching, node, wishes) or "what is"
        return f"nothing in your lists is made to teach {name} ({' and '.join(on_it)} {are} about it): add {add}"
    near = closest(teaching, node, wishes)
    beside = f" ({label(teaching.kg, near)} touches it)" if near else ""
    return f"no resource in your lists covers {name}: add {_to_add(teaching, node, wishes) or 'one'}{beside}"


def _to_add(teaching: Teaching, node: str, wishes: Wishes) -> str:
    """A work that teaches a topic and that the reader's works cite, if one passes the wishes."""
    some = (one for one in teaching.unlisted(node) if passes(teaching.data[one], wishes) and one not in wishes.avoid)
    best = next(some, None)
    return f"{label(teaching.kg, best)}, which your works cite" if best else ""
