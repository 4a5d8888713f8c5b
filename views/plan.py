"""A roadmap as the page shows it: its steps with their standing, for the check-list and the diagram.

Where a reader stands is `recommend.roadmap_progress`'s to say; here it only takes the shape that the components read.
"""

from __future__ import annotations

from typing import Any

from recommend.roadmap_progress import OPEN, Progress
from recommend.roadmap_types import Roadmap, Step
from views.format import KIND_ICONS, hours, short

__all__ = ["diagram", "kind_icon", "rows", "time_of"]


def _seen(made: Roadmap, now: Progress, show_known: bool) -> list[Step]:
    return [step for step in made.all_steps if show_known or now.status[step.id] != "known"]


def rows(made: Roadmap, now: Progress, *, show_known: bool) -> list[dict[str, Any]]:
    """Steps for the check-list component."""
    first = next((step.id for step in now.next if now.status[step.id] != "reading"), None)
    minutes: dict[str, int] = {}
    for step in made.steps:
        if now.status[step.id] in OPEN:
            minutes[step.stage] = minutes.get(step.stage, 0) + step.minutes
    return [
        {
            "id": step.id,
            "title": step.title,
            "stage": step.stage,
            "stageNote": f"{hours(minutes[step.stage])} left" if minutes.get(step.stage) else "",
            "main": short(f"{step.main.kind}: {step.main.title}", 84) if step.main and step.main.id != step.id else "",
            "time": time_of(step),
            "status": now.status[step.id],
            "next": step.id == first,
            "optional": step.optional,
        }
        for step in _seen(made, now, show_known)
    ]


def time_of(step: Step) -> str:
    """Return what a step costs, in words."""
    if step.main is None:
        return "no resource yet"
    if step.main.shared_with or not step.minutes:
        return "with an earlier step"
    return f"{hours(step.minutes)}, a part" if step.main.whole else hours(step.minutes)


def diagram(made: Roadmap, now: Progress, selected: str | None, *, show_known: bool) -> dict[str, Any]:
    """The same steps for the graph component, in levels by what they need."""
    steps = _seen(made, now, show_known)
    at = {step.id: i for i, step in enumerate(steps)}
    level: dict[str, int] = {}
    for step in steps:
        level[step.id] = max((level[need] + 1 for need in step.needs if need in level), default=0)
    longest = max((step.minutes for step in steps), default=1) or 1
    nodes = [
        {
            "id": step.id,
            "type": "resource",
            "label": step.title,
            "short": short(step.title, 40),
            "kind": step.main.kind if step.main else "other",
            "year": None,
            "status": {"known": "done"}.get(now.status[step.id], now.status[step.id]),
            "listed": True,
            "topic": step.stage,
            "list": step.stage,
            "authors": short(step.main.title, 60) if step.main else "",
            "importance": round(0.15 + step.minutes / longest, 4),
            "cited": len(step.needed_for),
            "degree": len(step.needs) + len(step.needed_for),
            "level": level[step.id],
            "x": None,
            "y": None,
        }
        for step in steps
    ]
    edges = [
        {"s": at[step.id], "t": at[need], "kind": "requires", "w": 0.5, "why": ""}
        for step in steps
        for need in step.needs
        if need in at
    ]
    focus = selected if selected in at else (steps[-1].id if steps else "")
    return {"focus": focus, "path": [], "nodes": nodes, "edges": edges}


def kind_icon(kind: str) -> str:
    """Return the icon of a kind."""
    return KIND_ICONS.get(kind, KIND_ICONS["other"])
