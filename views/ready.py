"""What the kept plans ask for now: the steps that can be started in any of them, and what fits into the next week."""

from __future__ import annotations

import streamlit as st

from recommend.roadmap_progress import Ready
from recommend.roadmap_saved import SavedPlan
from recommend.roadmap_types import Step
from views._shared import Desk
from views.format import plain, short
from views.plan import time_of
from views.wishes_form import fill_form

__all__ = ["ready_now", "take_up"]

SHOWN = 5


def ready_now(d: Desk) -> None:
    """Show what is ready and the next week of every kept plan; nothing without one."""
    plans = d.ws.roadmaps()
    if not plans:
        return
    ready, week = _asked(d.stamp, repr(plans), d)
    if not ready:
        return
    left, right = st.columns(2, gap="medium")
    with left, st.container(key="sg-ready", border=True, gap="small"):
        st.subheader("Ready now", anchor=False, help="In any of your plans: being read first, then what opens most")
        for one in ready[:SHOWN]:
            _step(d, one.step, plans[one.plans[0]], ", ".join(one.plans))
    with right, st.container(key="sg-week", border=True, gap="small"):
        st.subheader("Your next week", anchor=False)
        for name, steps in week.items():
            if steps:
                st.caption(f"{plain(name)} · {plans[name].hours_per_week:g} h")
                for step in steps:
                    _step(d, step, plans[name], "")


@st.cache_resource(max_entries=20, show_spinner=False)
def _asked(stamp: str, plans: str, _d: Desk) -> tuple[tuple[Ready, ...], dict[str, tuple[Step, ...]]]:
    return _d.ws.ready(), _d.ws.week()


def _step(d: Desk, step: Step, plan: SavedPlan, where: str) -> None:
    read = short(f"{step.main.kind}: {step.main.title}", 60) if step.main else ""
    words = " · ".join(plain(part) for part in (step.title, read, time_of(step), where) if part)
    key = f"ready:{where}:{plan.goals}:{step.id}"
    st.button(words, key=key, type="tertiary", width="stretch", on_click=take_up, args=(d, plan, step.id))


def take_up(d: Desk, plan: SavedPlan, step: str | None = None) -> None:
    """Open a kept plan, at a step."""
    fill_form(d, plan)
    st.session_state["taken_up"] = plan
    st.session_state["goal_wanted"] = ", ".join(plan.goals)
    if step:
        st.session_state["step"] = step
