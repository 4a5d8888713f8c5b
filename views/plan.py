"""A roadmap as the page keeps it: every step it ever had, so that finished ones stay in sight, and where it stands now.

`recommend.roadmap` only takes steps away as the reader learns more; the first answer is therefore a full list, and
each later answer says which of its steps are still open. Pure functions, no Streamlit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recommend.roadmap_types import Roadmap, Step
from views.format import KIND_ICONS, hours, short

__all__ = ["Standing", "diagram", "rows", "standing", "ticked"]

_TICK = re.compile(r"^\s*[-*+]\s+\[(?P<mark>[ xX~-])\]\s+(?P<text>.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Standing:
    """All steps with their status, minutes left and in all, and the steps that can be started."""

    steps: tuple[Step, ...]
    status: Mapping[str, str]
    left: int
    total: int
    ready: tuple[str, ...]

    @property
    def open(self) -> tuple[Step, ...]:
        """Steps that are still to be done."""
        return tuple(
            step for step in self.steps if self.status[step.id] in ("pending", "reading", "again") and not step.optional
        )

    @property
    def share(self) -> float:
        """How much of the way is behind, from 0 to 1."""
        return 1 - self.left / self.total if self.total else 1.0


def standing(full: Roadmap, now: Roadmap, statuses: Mapping[str, str]) -> Standing:
    """Return where the reader stands: the steps of the full plan, those of the present one still open."""
    present = {step.id: step for step in now.all_steps}
    steps = tuple(present.get(step.id, step) for step in full.all_steps)
    steps += tuple(step for step in now.all_steps if step.id not in {one.id for one in full.all_steps})
    status = {step.id: _status(step, present, statuses) for step in steps}
    counted = [step for step in steps if not step.optional]
    left = sum(step.minutes for step in counted if status[step.id] in ("pending", "reading", "again"))
    total = sum(step.minutes for step in counted if status[step.id] != "skipped")
    waiting = {step.id for step in counted if status[step.id] in ("pending", "reading", "again")}
    ready = tuple(
        step.id for step in counted if status[step.id] in ("pending", "again") and not waiting.intersection(step.needs)
    )
    return Standing(steps, status, left, max(left, total), ready)


def _status(step: Step, present: Mapping[str, Step], statuses: Mapping[str, str]) -> str:
    said = statuses.get(step.id)
    if said and said != "pending":
        return said
    return "pending" if step.id in present else "known"


def rows(one: Standing, *, show_known: bool) -> list[dict[str, Any]]:
    """Steps for the check-list component."""
    first = one.ready[:1]
    minutes: dict[str, int] = {}
    for step in one.open:
        minutes[step.stage] = minutes.get(step.stage, 0) + step.minutes
    return [
        {
            "id": step.id,
            "title": step.title,
            "stage": step.stage,
            "stageNote": f"{hours(minutes[step.stage])} left" if minutes.get(step.stage) else "",
            "main": short(f"{step.main.kind}: {step.main.title}", 84) if step.main and step.main.id != step.id else "",
            "time": hours(step.minutes)
            if step.minutes
            else ("with an earlier step" if step.main else "no resource yet"),
            "status": one.status[step.id],
            "next": step.id in first,
            "optional": step.optional,
        }
        for step in one.steps
        if show_known or one.status[step.id] != "known"
    ]


def diagram(one: Standing, selected: str | None, *, show_known: bool) -> dict[str, Any]:
    """The same steps for the graph component, in levels by what they need."""
    steps = [step for step in one.steps if show_known or one.status[step.id] != "known"]
    inside = {step.id for step in steps}
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
            "status": {"known": "done"}.get(one.status[step.id], one.status[step.id]),
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
        {"id": f"{step.id}→{need}:requires", "s": step.id, "t": need, "kind": "requires", "w": 0.5, "why": ""}
        for step in steps
        for need in step.needs
        if need in inside
    ]
    focus = selected if selected in inside else (steps[-1].id if steps else "")
    return {"focus": focus, "path": [], "nodes": nodes, "edges": edges}


def ticked(text: str, steps: Sequence[Step]) -> dict[str, str]:
    """Read a check-list back: status by step for every ticked line that names one.

    A step is known by its id in the line or by its title; `[x]` is done, `[~]` in progress, `[-]` left out.

    Examples
    --------
    >>> ticked("- [x] Attention", [Step("topic:attention", "Attention", "Core", "")])
    {'topic:attention': 'done'}
    """
    by_title = {" ".join(step.title.casefold().split()): step.id for step in steps}
    ids = sorted((step.id for step in steps), key=len, reverse=True)
    meaning = {"x": "done", "~": "reading", "-": "skipped"}
    found: dict[str, str] = {}
    for line in text.splitlines():
        match = _TICK.match(line)
        status = meaning.get(match["mark"].lower()) if match else None
        if not match or not status:
            continue
        words = match["text"]
        named = next((node for node in ids if f"{node}" in words), None)
        bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words).replace("**", "").replace("\\", "")
        heads = [bare, re.split(r"\s+[—–:(·]|\s-\s|:\s", bare)[0]]
        named = named or next(
            (by_title[key] for head in heads if (key := " ".join(head.casefold().split())) in by_title), None
        )
        if named:
            found[named] = status
    return found


def kind_icon(kind: str) -> str:
    """Return the icon of a kind."""
    return KIND_ICONS.get(kind, KIND_ICONS["other"])
