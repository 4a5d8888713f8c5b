"""Roadmaps of a library's reader: planned anew each time from what is kept, never kept as steps."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ingest.fetch import is_address
from ingest.read import read
from library.errors import NotFound
from library.names import names_of_entry
from library.vocabulary import Entry, Reading, Status
from recommend.goals import Goal
from recommend.roadmap import expand_goals
from recommend.roadmap_progress import Progress, Ready, portion, progress, ready_across
from recommend.roadmap_saved import SavedPlan, prune, saved_from_dict, saved_to_dict, whole
from recommend.roadmap_sheet import Sheet
from recommend.roadmap_types import Roadmap, Step, Wishes
from workspace_derived import Derived

__all__ = ["LINKS", "Held", "Planner"]

MINUTES = 60
LINKS = "links"
"""The reader's setting that holds own links by step."""


@dataclass(frozen=True, slots=True)
class Held:
    """What of some reading lists stands in the library: its nodes, and the titles that nothing answers to."""

    nodes: tuple[str, ...]
    missing: tuple[str, ...]


class Planner(Derived):
    """What a reader plans, keeps and can do now; names are understood as by the `Workspace` that inherits it."""

    @abstractmethod
    def node(self, text: str) -> str:
        """Return the node that a text names."""

    @abstractmethod
    def meant(self, text: str) -> Goal:
        """Return what a goal in words stands for."""

    def roadmap(self, *goals: str, known: Sequence[str] = (), wishes: Wishes | None = None) -> Roadmap:
        """Plan how to get from what the reader knows to the goals (see `recommend.roadmap.plan`).

        Parameters
        ----------
        goals : what `meant` understands.
        known : further nodes, reading lists of the library, or files and addresses of reading lists to take as known.
        wishes : what the reader rated down is never proposed, whatever they say.

        Raises
        ------
        NotFound, UsageError, SourceError
        """
        return prune(self.kg, self.plan_for(*goals, known=known, wishes=wishes))

    def whole_roadmap(self, *goals: str, known: Sequence[str] = (), wishes: Wishes | None = None) -> Roadmap:
        """Return `roadmap` together with the steps that are behind the reader: what a check-list shows."""
        return self.shown(self.plan_for(*goals, known=known, wishes=wishes))

    def plan_for(
        self, *goals: str, known: Sequence[str] = (), wishes: Wishes | None = None, hours_per_week: float = 5.0
    ) -> SavedPlan:
        """Return a plan as it is kept: goals, wishes and what the reader said, from which the steps follow."""
        nodes = dict.fromkeys(node for text in goals for node in self.meant(text).nodes)
        sure = dict.fromkeys(node for text in known for node in self._known_by(text))
        plan = SavedPlan(tuple(nodes), wishes or Wishes(), hours_per_week=hours_per_week, known=tuple(sure))
        return self.as_said(plan)

    def as_said(self, plan: SavedPlan) -> SavedPlan:
        """Return a plan with what the reader says today: statuses, notes, links, and what was rated down."""
        states = self.states()
        down = {node for node, state in states.items() if (state.rating or 0) < 0}
        return replace(
            plan,
            wishes=replace(plan.wishes, avoid=plan.wishes.avoid | down),
            states={node: state.status for node, state in states.items() if state.status},
            notes={node: state.note for node, state in states.items() if state.note},
            links=self.setting(LINKS, {}),
        )

    def _known_by(self, text: str) -> Sequence[str]:
        if is_address(text) or Path(text).expanduser().is_file():
            return self.held(text).nodes
        return expand_goals(self.kg, [self.node(text)])

    def shown(self, plan: SavedPlan) -> Roadmap:
        """Return the steps of a plan as a check-list shows them: those behind the reader too."""
        return whole(self.kg, plan)

    def held(self, source: str | Path) -> Held:
        """Return what of the reading lists in a file, folder or address stands in the library; nothing is stored.

        Raises
        ------
        SourceError
        """
        readings = [found for found in read(source) if isinstance(found, Reading)]
        entries = [entry for reading in readings for entry in reading.entries]
        found = {entry.title: self._node_of(entry) for entry in entries}
        nodes = dict.fromkeys(node for node in found.values() if node)
        return Held(tuple(nodes), tuple(title for title, node in found.items() if not node))

    def _node_of(self, entry: Entry) -> str | None:
        for name in (*map(str, names_of_entry(entry)), entry.title):
            try:
                return self.node(name)
            except NotFound:
                continue
        return None

    def keep_roadmap(self, name: str, plan: SavedPlan) -> int:
        """Keep a plan under a name (one of that name is replaced) and return its number.

        What the reader says of steps is kept for all plans together, not with each.
        """
        return self.save_plan(name, saved_to_dict(replace(plan, states={}, notes={}, links={})))

    def roadmaps(self) -> dict[str, SavedPlan]:
        """Return the kept plans by name, newest first, with what the reader says today."""
        return {kept.name: self.as_said(saved_from_dict(kept.plan)) for kept in self.plans()}

    def kept_roadmap(self, name: str) -> SavedPlan:
        """Return one kept plan.

        Raises
        ------
        NotFound
        """
        kept = self.roadmaps()
        if name not in kept:
            known = ", ".join(kept)
            hint = f"your plans are {known}" if known else "keep one with `studygraph roadmap GOAL --keep NAME`"
            raise NotFound(f"no plan is called {name!r}", hint=hint)
        return kept[name]

    def standings(self) -> Iterator[tuple[str, SavedPlan, Progress]]:
        """Yield name, plan and progress of every kept plan."""
        for name, plan in self.roadmaps().items():
            yield name, plan, progress(self.shown(plan), plan.states)

    def ready(self) -> tuple[Ready, ...]:
        """Return what can be started now in any kept plan (see `recommend.roadmap_progress.ready_across`)."""
        plans = self.roadmaps()
        return ready_across({name: self.shown(plan) for name, plan in plans.items()}, self.statuses())

    def week(self) -> dict[str, tuple[Step, ...]]:
        """Return what fits into the next week of every kept plan, by the hours that each has."""
        return {
            name: portion(self.shown(plan), round(plan.hours_per_week * MINUTES), plan.states)
            for name, plan in self.roadmaps().items()
        }

    def sheet(self, plan: SavedPlan, title: str, start: date) -> Sheet:
        """Return what goes on paper with a plan."""
        return Sheet(title, plan.states, start, plan.hours_per_week, plan.notes, plan.links)

    def statuses(self) -> dict[str, Status]:
        """Return the reader's statuses by node."""
        return {node: state.status for node, state in self.states().items() if state.status}
