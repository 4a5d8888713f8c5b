"""Keep a plan inside its time: shorter resources first, then a lighter reading, then an honest excess.

Required steps are never removed here; what would have to go is named and left to the reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import networkx as nx

from recommend.roadmap_time import bill, timed
from recommend.roadmap_types import DEPTHS, BudgetReport, Choice, Wishes

__all__ = ["Chosen", "counted", "keep_budget"]

Chosen = dict[str, tuple[Choice, ...]]


def counted(order: Sequence[str], chosen: Mapping[str, Sequence[Choice]]) -> int:
    """Minutes of the main resources, each counted once.

    Examples
    --------
    >>> book = Choice("b", "Book", "book", 60, "", "")
    >>> counted(["x", "y"], {"x": (book,), "y": (book,)})
    60
    """
    return sum(bill((node, chosen[node][0]) for node in order if chosen[node]).values())


def keep_budget(
    kg: nx.MultiDiGraph[str],
    order: Sequence[str],
    chosen: Chosen,
    wishes: Wishes,
    support: Mapping[str, float],
) -> tuple[Chosen, BudgetReport | None]:
    """Change choices until the plan fits `wishes.minutes`, or say by how much it does not.

    Parameters
    ----------
    kg : MultiDiGraph
        For the lengths at a lighter depth.
    order : sequence of str
        Required steps, in order.
    chosen : dict
        Step -> main resource and alternatives.
    wishes : Wishes
        `minutes` None means no budget; the reader's swaps are left alone.
    support : mapping
        Step -> how sure it is that the plan needs it; goals have infinity. The least sure would go first.

    Returns
    -------
    chosen : dict
        The same steps with changed main resources or depths.
    report : BudgetReport or None
        None without a budget.
    """
    if wishes.minutes is None:
        return chosen, None
    shorter = _shorter_resources(order, chosen, wishes)
    lighter = _lighter_reading(kg, order, shorter, wishes)
    total = counted(order, lighter)
    excess = max(0, total - wishes.minutes)
    changed = tuple(node for node in order if lighter[node][:1] != chosen[node][:1])
    gone = _would_go(order, lighter, excess, support)
    return lighter, BudgetReport(wishes.minutes, total, excess == 0, excess, changed, gone)


def _shorter_resources(order: Sequence[str], chosen: Chosen, wishes: Wishes) -> Chosen:
    """Take the shortest alternative where it saves most, until the plan fits."""
    result = dict(chosen)
    limit = wishes.minutes or 0
    open_steps = [node for node in order if len(chosen[node]) > 1 and node not in wishes.swaps]
    free = [node for node in open_steps if chosen[node][0].id != node]
    for node in sorted(free, key=lambda node: (-_saving(chosen[node]), node)):
        total = counted(order, result)
        if total <= limit:
            break
        pool = [one for one in result[node] if one.kind not in wishes.at_most] or list(result[node])
        short = min(pool, key=lambda one: one.minutes)
        main = replace(short, reason=f"{short.reason}; shorter, to keep your budget")
        trial = {**result, node: (main, *(one for one in result[node] if one.id != short.id))}
        if counted(order, trial) < total:
            result = trial
    return result


def _saving(choices: Sequence[Choice]) -> int:
    return choices[0].minutes - min(one.minutes for one in choices)


def _lighter_reading(kg: nx.MultiDiGraph[str], order: Sequence[str], chosen: Chosen, wishes: Wishes) -> Chosen:
    """Lower the depth, resource by resource from the first step on, until the plan fits."""
    result = dict(chosen)
    for depth in reversed(DEPTHS[: DEPTHS.index(wishes.depth)]):
        for main in list(dict.fromkeys(result[node][0].id for node in order if result[node])):
            if counted(order, result) <= (wishes.minutes or 0):
                return result
            for node in order:
                if result[node] and result[node][0].id == main:
                    before = result[node][0]
                    part = before.minutes / before.whole if before.whole else 1.0
                    first = timed(before, kg.nodes[main], depth, part)
                    first = replace(first, basis=f"{first.basis}, to keep your budget")
                    result[node] = (first, *result[node][1:])
    return result


def _would_go(order: Sequence[str], chosen: Chosen, excess: int, support: Mapping[str, float]) -> tuple[str, ...]:
    """Steps to leave out, least certain first, until the excess is gone; none that would save nothing."""
    limit = counted(order, chosen) - excess

    def fits(gone: set[str]) -> bool:
        return counted([one for one in order if one not in gone], chosen) <= limit

    gone: list[str] = []
    for node in sorted(order, key=lambda node: (support.get(node, 0.0), node)):
        if fits(set(gone)):
            break
        gone.append(node)
    # Steps that share a resource only save its time together: whoever saved nothing may stay after all.
    for node in list(gone):
        if fits(set(gone) - {node}):
            gone.remove(node)
    return tuple(node for node in order if node in gone)
