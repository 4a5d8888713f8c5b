"""Where a reader stands in a plan: what is behind, what is left, what can be started, what fits into a week.

The plan never changes here. What the reader says about a step outranks what follows from it: a finished main resource
makes its step done, what a finished step needed counts as known, and what only skipped steps needed is skipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from library.vocabulary import Status
from recommend.roadmap_time import bill
from recommend.roadmap_types import Roadmap, Step

__all__ = ["OPEN", "Progress", "Ready", "Standing", "portion", "progress", "ready_across", "show_known", "standing"]

Standing = Literal["pending", "reading", "done", "skipped", "again", "known"]
"""The status of a step: what the reader said, or "known" where it follows from something done later in the plan."""

OPEN: frozenset[str] = frozenset({"pending", "reading", "again"})
"""Statuses of steps that still cost time."""

assert set(get_args(Status)) < set(get_args(Standing))


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the reader stands: the status of every step, open steps, minutes behind and ahead, what can be done next.

    `next` holds what is being read, then what can be started, in plan order; optional steps never count.
    """

    status: Mapping[str, Standing]
    open: int
    done: int
    left: int
    next: tuple[Step, ...]

    @property
    def share(self) -> float:
        """How much of the way is behind, from 0 to 1."""
        return self.done / (self.done + self.left) if self.done + self.left else float(not self.next)


@dataclass(frozen=True, slots=True)
class Ready:
    """A step that can be started: the plans (by name) it stands in, and how many steps wait for it."""

    step: Step
    plans: tuple[str, ...]
    unlocks: int


def standing(roadmap: Roadmap, states: Mapping[str, Status]) -> dict[str, Standing]:
    """Status of every step, in plan order.

    Parameters
    ----------
    roadmap : Roadmap
    states : mapping
        What the reader said about steps and resources; what was never mentioned is pending.

    Examples
    --------
    >>> from recommend.roadmap_types import Stage
    >>> steps = (Step("a", "A", "Foundations", ""), Step("b", "B", "Goal", "", needs=("a",)))
    >>> standing(Roadmap(("b",), (Stage("Foundations", steps),)), {"b": "done"})
    {'a': 'known', 'b': 'done'}
    """
    found: dict[str, Standing] = {}
    implied = {one.id for one in roadmap.known}
    for step in reversed(roadmap.all_steps):
        said = states.get(step.id)
        if said is None and step.main and states.get(step.main.id) in {"done", "reading"}:
            said = states[step.main.id]
        lonely = step.id not in roadmap.goals and {"skipped"} == {found.get(one) for one in step.needed_for}
        found[step.id] = said or ("known" if step.id in implied else "skipped" if lonely else "pending")
        if found[step.id] in {"done", "known"}:
            implied.update(step.needs)
    return {step.id: found[step.id] for step in roadmap.all_steps}


def progress(roadmap: Roadmap, states: Mapping[str, Status]) -> Progress:
    """Return what is behind the reader, what is left, and what comes next.

    Parameters
    ----------
    roadmap : Roadmap
        The whole plan, with the steps that are done (see `show_known`).
    states : mapping
        What the reader said about steps and resources.

    Examples
    --------
    >>> progress(Roadmap(goals=()), {}).share
    1.0
    """
    status = standing(roadmap, states)
    waiting = [step for step in roadmap.steps if status[step.id] in OPEN]
    left = _cost(waiting)
    whole = _cost(step for step in roadmap.steps if status[step.id] != "skipped")
    return Progress(status, len(waiting), max(0, whole - left), left, _startable(waiting, status))


def _cost(steps: Iterable[Step]) -> int:
    """Minutes of the main resources, each counted once."""
    return sum(bill((step.id, step.main) for step in steps if step.main).values())


def _startable(waiting: Sequence[Step], status: Mapping[str, Standing]) -> tuple[Step, ...]:
    """What is being read, then what waits for nothing."""
    ahead = {step.id for step in waiting}
    reading = [step for step in waiting if status[step.id] == "reading"]
    ready = [step for step in waiting if status[step.id] != "reading" and not ahead.intersection(step.needs)]
    return (*reading, *ready)


def portion(roadmap: Roadmap, minutes: int, states: Mapping[str, Status]) -> tuple[Step, ...]:
    """Open steps that fit into some minutes, in plan order; at least one that takes time while there are any.

    Parameters
    ----------
    roadmap : Roadmap
    minutes : int
        For example the hours per week, times 60. A resource that serves several steps counts once.
    states : mapping
        What the reader said about steps and resources.

    Examples
    --------
    >>> portion(Roadmap(goals=()), 300, {})
    ()
    """
    status = standing(roadmap, states)
    taken: list[Step] = []
    for step in roadmap.steps:
        if status[step.id] in OPEN:
            if _cost(taken) and _cost([*taken, step]) > minutes:
                break
            taken.append(step)
    return tuple(taken)


def ready_across(roadmaps: Mapping[str, Roadmap], states: Mapping[str, Status]) -> tuple[Ready, ...]:
    """What can be started now in any plan, each step once.

    Parameters
    ----------
    roadmaps : mapping
        Plans by name.
    states : mapping
        What the reader said about steps and resources.

    Returns
    -------
    tuple of Ready
        What is being read first; then what most plans want, what most steps wait for, and the order of the plans.
    """
    found: dict[str, Ready] = {}
    reading: set[str] = set()
    for name, roadmap in roadmaps.items():
        now = progress(roadmap, states)
        for step in now.next:
            unlocks = sum(now.status.get(one) in OPEN for one in step.needed_for)
            before = found.get(step.id, Ready(step, (), 0))
            found[step.id] = Ready(before.step, (*before.plans, name), max(before.unlocks, unlocks))
            if now.status[step.id] == "reading":
                reading.add(step.id)
    order = sorted(found.values(), key=lambda one: (one.step.id not in reading, -len(one.plans), -one.unlocks))
    return tuple(order)


def show_known(full: Roadmap, now: Roadmap) -> Roadmap:
    """Return the present plan together with the steps that knowledge took away from it.

    Parameters
    ----------
    full : Roadmap
        The plan of somebody who knows nothing, for the same goals and wishes.
    now : Roadmap
        The reader's plan; its steps replace those of `full`, and its gaps, budget and time stay.
    """
    present = {step.id: step for step in now.all_steps}
    stages = tuple(
        replace(stage, steps=tuple(present.get(step.id, step) for step in stage.steps)) for stage in full.stages
    )
    return replace(now, stages=stages)
