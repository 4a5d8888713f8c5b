"""A plan that is kept: goals, wishes and what the reader said about its steps; steps are planned again each time.

Only what cannot be computed is kept, so that a kept plan follows the library as it grows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import networkx as nx

from library.errors import UsageError
from library.vocabulary import Status
from recommend.roadmap import plan
from recommend.roadmap_dict import from_dict, to_dict
from recommend.roadmap_progress import OPEN, show_known
from recommend.roadmap_types import Roadmap, Wishes

__all__ = ["SavedPlan", "prune", "saved_from_dict", "saved_to_dict", "whole"]

FORMAT = 1
"""Version of the dict; count up when a field changes its meaning."""


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """Goals (node ids), wishes, the reader's statuses, notes and links by step, and what is known beyond these."""

    goals: tuple[str, ...]
    wishes: Wishes = field(default_factory=Wishes)
    states: Mapping[str, Status] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    hours_per_week: float = 5.0
    known: tuple[str, ...] = ()


def prune(kg: nx.MultiDiGraph[str], saved: SavedPlan) -> Roadmap:
    """Plan again with what the reader knows by now: known steps go, and what only they needed.

    Parameters
    ----------
    kg : MultiDiGraph
    saved : SavedPlan
        Steps that are done are known, skipped ones are dropped with all that only they needed, and whatever the
        reader marked open (pending, reading, again) stays, though something known implies it.

    Examples
    --------
    >>> kg = nx.MultiDiGraph([("c", "b", "requires"), ("b", "a", "requires")])
    >>> [step.id for step in prune(kg, SavedPlan(("c",), states={"b": "done"})).steps]
    ['c']
    """
    said = saved.states
    done = {node for node, status in said.items() if status == "done"}
    skipped = {node for node, status in said.items() if status == "skipped"}
    denied = {node for node, status in said.items() if status in OPEN}
    wishes = replace(saved.wishes, dropped=saved.wishes.dropped | skipped)
    return plan(kg, saved.goals, done | (set(saved.known) - skipped - denied), wishes=wishes, denied=denied)


def whole(kg: nx.MultiDiGraph[str], saved: SavedPlan) -> Roadmap:
    """Return the present plan with the steps that are behind the reader: what a check-list shows.

    Examples
    --------
    >>> kg = nx.MultiDiGraph([("c", "b", "requires"), ("b", "a", "requires")])
    >>> [step.id for step in whole(kg, SavedPlan(("c",), states={"b": "done"})).steps]
    ['a', 'b', 'c']
    """
    return show_known(plan(kg, saved.goals, wishes=saved.wishes), prune(kg, saved))


def saved_to_dict(saved: SavedPlan) -> dict[str, Any]:
    """Return a kept plan as plain data.

    Examples
    --------
    >>> saved_to_dict(SavedPlan(("a",)))["goals"]
    ['a']
    """
    return {"format": FORMAT, **to_dict(saved)}


def saved_from_dict(data: Any) -> SavedPlan:
    """Return the kept plan that `saved_to_dict` gave, or that the app kept before there was a format.

    Raises
    ------
    UsageError
        Naming what is no part of a plan, or a version from the future.

    Examples
    --------
    >>> saved_from_dict({"goals": ["a"], "wishes": {"hours": 20, "one_book": True}, "swaps": {}}).wishes.minutes
    1200
    """
    if not isinstance(data, Mapping):
        raise UsageError("this is no kept plan")
    version = data.get("format")
    if version is None:
        return from_dict(SavedPlan, _first_form(data))
    if version != FORMAT:
        raise UsageError(f"this plan has format {version}", hint="it was kept by another Studygraph; update this one")
    return from_dict(SavedPlan, {key: value for key, value in data.items() if key != "format"})


def _first_form(data: Mapping[str, Any]) -> dict[str, Any]:
    """The app's first plans kept the words of its form instead of wishes."""
    form = data.get("wishes")
    form = dict(form) if isinstance(form, Mapping) else {}
    hours, per_week, one_book = form.pop("hours", 0), form.pop("per_week", 5.0), form.pop("one_book", False)
    if isinstance(hours, int | float) and hours:
        form["minutes"] = round(hours * 60)
    if one_book:
        form["at_most"] = {"book": 1}
    form["swaps"] = data.get("swaps", {})
    return {"goals": data.get("goals", []), "wishes": form, "hours_per_week": per_week}
