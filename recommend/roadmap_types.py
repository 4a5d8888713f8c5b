"""The words of a roadmap as frozen dataclasses: what is wished, and what the plan answers.

Only data lives here; `recommend.roadmap` makes it and the views, the command line and the exports read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from library.vocabulary import Kind

__all__ = [
    "DEPTHS",
    "STAGES",
    "BudgetReport",
    "Choice",
    "CutEdge",
    "Depth",
    "Gap",
    "Known",
    "Roadmap",
    "Stage",
    "StageName",
    "Step",
    "Wishes",
]

Depth = Literal["overview", "working", "deep"]
DEPTHS: tuple[Depth, ...] = get_args(Depth)

StageName = Literal["Foundations", "Core", "Goal", "Beyond"]
STAGES: tuple[StageName, ...] = get_args(StageName)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the reader wants to learn.

    `minutes` is the budget (None: no limit), `kinds` the preferred kinds, best first, `without` kinds
    that must not appear, `at_most` a limit per kind. Edges below `min_confidence` are ignored. `beyond`
    is how many optional steps may follow the goal. `avoid` are resources never proposed, `swaps` maps a
    step to the resource the reader chose for it, `dropped` are steps left out with all that only they needed.
    """

    depth: Depth = "working"
    minutes: int | None = None
    kinds: tuple[Kind, ...] = ()
    without: frozenset[Kind] = frozenset()
    at_most: Mapping[Kind, int] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    free_only: bool = False
    min_confidence: float = 0.5
    beyond: int = 3
    avoid: frozenset[str] = frozenset()
    swaps: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """A resource proposed for a step: what it costs, on which basis, and why it was taken.

    Where the step takes a part of a long resource, `whole` is the time for all of it. `shared_with` names an earlier
    step that takes all of it: its time is counted there, once.
    """

    id: str
    title: str
    kind: Kind
    minutes: int
    basis: str
    reason: str
    url: str | None = None
    whole: int | None = None
    shared_with: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to learn. `needs` and `needed_for` are steps of the same plan; `total` is the running total."""

    id: str
    title: str
    stage: StageName
    why: str
    take: str = ""
    main: Choice | None = None
    alternatives: tuple[Choice, ...] = ()
    needs: tuple[str, ...] = ()
    needed_for: tuple[str, ...] = ()
    confidence: float = 1.0
    minutes: int = 0
    total: int = 0

    @property
    def optional(self) -> bool:
        """Whether the step lies beyond the goal: offered, never counted."""
        return self.stage == "Beyond"


@dataclass(frozen=True, slots=True)
class Stage:
    """Steps with one name, in order."""

    name: StageName
    steps: tuple[Step, ...]
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the plan needs and the library does not have."""

    id: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """A prerequisite left out because the reader knows it; `implied` marks can be revoked."""

    id: str
    title: str
    reason: str
    implied: bool = False


@dataclass(frozen=True, slots=True)
class CutEdge:
    """A requirement that was ignored because it closed a cycle: `node` no longer waits for `need`."""

    node: str
    need: str
    confidence: float


@dataclass(frozen=True, slots=True)
class BudgetReport:
    """Whether the budget holds, what was changed to keep it, and what would have to go if it does not."""

    minutes: int
    total: int
    kept: bool
    excess: int = 0
    changed: tuple[str, ...] = ()
    would_go: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roadmap:
    """Ordered stages from what is known to the goals; `minutes` counts all steps but the optional ones."""

    goals: tuple[str, ...]
    stages: tuple[Stage, ...] = ()
    minutes: int = 0
    gaps: tuple[Gap, ...] = ()
    known: tuple[Known, ...] = ()
    cut: tuple[CutEdge, ...] = ()
    budget: BudgetReport | None = None

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """Every step in order, the optional ones at the end."""
        return tuple(step for stage in self.stages for step in stage.steps)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that lead to the goals, in order."""
        return tuple(step for step in self.all_steps if not step.optional)
