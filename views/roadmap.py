"""Roadmap: a goal, a short form, then the way there as a check-list and as a diagram of the same steps."""

from __future__ import annotations

from typing import Any, cast

import streamlit as st

from library.errors import NotFound
from recommend.goals import Goal, Option
from recommend.roadmap_progress import Progress, progress
from recommend.roadmap_saved import SavedPlan, saved_from_dict
from recommend.roadmap_types import Roadmap
from views import actions
from views._shared import Desk, desk
from views.answers import meant, planned
from views.components import checklist, neighbourhood
from views.format import hours, plain, short
from views.plan import diagram, rows
from views.plan_files import downloads, read_back
from views.ready import ready_now, take_up
from views.step import step_pane
from views.wishes_form import PER_WEEK, wishes_form

CHECKLIST, DIAGRAM = "Check-list", "Diagram"
MINUTES = 60
SUGGESTED = 14


def page() -> None:
    """Show the page."""
    with desk() as d:
        if not st.session_state.get("goal") and not st.session_state.get("goal_wanted"):
            st.title("Where do you want to be?", anchor=False)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="sg-goal"):
            goal = _goal(d)
            wishes = wishes_form(d)
            _saved(d)
        if goal is None:
            ready_now(d)
            _suggestions(d)
            return
        per_week = float(st.session_state.get("w_week", PER_WEEK))
        kept: SavedPlan | None = st.session_state.get("taken_up")
        known = kept.known if kept and kept.goals == goal.nodes else ()
        plan = d.ws.as_said(SavedPlan(goal.nodes, wishes, hours_per_week=per_week, known=known))
        made = planned(d, plan)
        now = progress(made, plan.states)
        _head(d, plan, made, now, goal)
        _notes(made)
        if not made.steps:
            st.success("Nothing has to come first. Open it and enjoy.", icon=":material/celebration:")
            return
        _body(d, plan, made, now)


@st.cache_resource(max_entries=4, show_spinner=False)
def _options(stamp: str, _d: Desk) -> dict[str, str]:
    """Goals by id: topics by weight, then lists, then resources."""
    nodes = [node for kind in ("topic", "list", "resource") for node in _d.derived.nodes[kind]]
    kinds = {node: _d.kg.nodes[node].get("kind") or _d.kg.nodes[node]["node"] for node in nodes}
    return {node: f"{short(_d.title(node), 90)}  ·  {kinds[node]}" for node in nodes}


def _goal(d: Desk) -> Goal | None:
    options = _options(d.library_stamp, d)
    if wanted := st.session_state.pop("goal_wanted", None):
        st.session_state["goal_box"] = wanted
        st.session_state["goal"] = wanted
    current = st.session_state.get("goal")
    if current and "goal_box" not in st.session_state:
        st.session_state["goal_box"] = current
    picked = st.selectbox(
        "Goal",
        list(options),
        index=None,
        key="goal_box",
        accept_new_options=True,
        placeholder="A topic, a list, a resource, or what you want to be able to do",
        format_func=lambda text: options.get(text) or ", ".join(options.get(part, part) for part in text.split(", ")),
    )
    if not picked:
        st.session_state["goal"] = None
        return None
    try:
        found = meant(d, picked)
    except NotFound:
        st.info(
            "Nothing in your library answers to that. Try other words, or add a list that covers it.",
            icon=":material/search_off:",
        )
        return None
    st.session_state["goal"] = picked
    return found


def _title(d: Desk, goal: Goal) -> str:
    """The goals by name; a section of a list would be a long row of them."""
    names = [d.title(node) for node in goal.nodes[:3]]
    return ", ".join(names) + (f" and {len(goal.nodes) - 3} more" if len(goal.nodes) > 3 else "")


def _head(d: Desk, plan: SavedPlan, made: Roadmap, now: Progress, goal: Goal) -> None:
    weeks = now.left / MINUTES / plan.hours_per_week
    title = _title(d, goal)
    with st.container(key="sg-plan-head", border=True):
        st.subheader(plain(title), anchor=False)
        _choices(goal)
        pace = f"{weeks:.0f} weeks" if weeks >= 1.5 else "within a week"
        with st.container(horizontal=True, gap="large"):
            for words, value, help_ in (
                ("Steps left", str(now.open), "Steps that are neither done, known nor left out"),
                ("Time left", hours(now.left), "Sum of the main resources' estimates, each counted once"),
                ("At your pace", pace, f"{plan.hours_per_week:g} hours a week"),
                ("Done", f"{now.share:.0%}", "Share of the plan's time that is behind you"),
            ):
                st.metric(words, value, help=help_, width=130)
        st.progress(min(1.0, now.share))
        with st.container(horizontal=True, gap="small"):
            downloads(d, plan, made, title)
            keep = (d, title, plan)
            st.button("Keep this plan", key="plan_keep", icon=":material/bookmark_add:", on_click=_keep, args=keep)
            read_back(d, plan, made)


def _choices(goal: Goal) -> None:
    """What else the words could have meant."""
    if goal.choices:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.caption("Or did you mean", width="content")
            for option in goal.choices:
                st.button(
                    plain(short(option.title, 60)),
                    key=f"meant:{' '.join(option.nodes)}",
                    type="tertiary",
                    on_click=_mean,
                    args=(goal, option),
                    help=plain(option.why) or None,
                )


def _mean(goal: Goal, option: Option) -> None:
    rest = [node for node in goal.nodes if node not in option.instead]
    _want(", ".join([*option.nodes, *rest]))


def _keep(d: Desk, title: str, plan: SavedPlan) -> None:
    d.ws.keep_roadmap(title, plan)
    st.toast("Plan kept. Find it under “Kept plans”.", icon=":material/bookmark_added:")


def _saved(d: Desk) -> None:
    plans = d.ws.plans()
    if not plans:
        return
    with st.popover(f"Kept plans · {len(plans)}", icon=":material/bookmarks:", width="content"):
        for one in plans:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    plain(short(one.name, 60)),
                    key=f"plan:{one.id}",
                    type="tertiary",
                    on_click=take_up,
                    args=(d, saved_from_dict(one.plan)),
                )
                st.button(
                    "",
                    key=f"plan-drop:{one.id}",
                    icon=":material/delete:",
                    type="tertiary",
                    help="Forget this plan",
                    on_click=d.ws.delete_plan,
                    args=(one.id,),
                )


def _notes(now: Roadmap) -> None:
    """What the plan cannot do, said plainly."""
    if now.budget and not now.budget.kept:
        st.warning(
            f"The plan takes {hours(now.budget.total)}, which is {hours(now.budget.excess)} more than your "
            f"{hours(now.budget.minutes)}. Leave out steps, choose a lighter depth, or allow more time.",
            icon=":material/timer:",
        )
    if now.gaps:
        with st.expander(f"Not covered by your lists · {len(now.gaps)}", icon=":material/report:"):
            for gap in now.gaps:
                st.markdown(f"- {plain(gap.reason)}")


def _body(d: Desk, plan: SavedPlan, made: Roadmap, now: Progress) -> None:
    ids = [step.id for step in made.all_steps]
    chosen = st.session_state.get("step")
    if chosen not in ids:
        chosen = now.next[0].id if now.next else ids[0]
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        view = st.segmented_control(
            "View",
            (CHECKLIST, DIAGRAM),
            default=CHECKLIST,
            required=True,
            key="plan_view",
            label_visibility="collapsed",
        )
        known = st.toggle("Show what you know", value=True, key="plan_known")
        st.caption("Keys in the list: D done · L learning · S leave out · A again · R reset")
    left, right = st.columns([62, 38], gap="medium")
    with left:
        if view == DIAGRAM:
            _diagram(diagram(made, now, chosen, show_known=known), chosen, plan)
        else:
            checklist(
                {"steps": rows(made, now, show_known=known), "selected": chosen},
                key="plan_list",
                select=_choose,
                status=lambda said: _mark(d, now, said),
            )
    with right:
        step_pane(d, made, now, next(step for step in made.all_steps if step.id == chosen))


def _diagram(data: dict[str, Any], chosen: str, plan: SavedPlan) -> None:
    view = {"layout": "levels", "colour": "status", "size": "importance"}
    shown = {**data, "selected": chosen, "height": 720, "memory": f"plan:{' '.join(plan.goals)}", "view": view}
    neighbourhood(shown, key="plan_graph", select=_choose, recentre=_choose)


def _choose(step: str) -> None:
    st.session_state["step"] = step


def _mark(d: Desk, now: Progress, said: dict[str, str]) -> None:
    """Store a status; what only follows from other knowledge is put back by saying that it is to be done."""
    node, status = said["id"], said["status"]
    st.session_state["step"] = node
    if node in d.kg:
        taken_back = status == "pending" and now.status.get(node) != "known"
        actions.mark(d.ws, node, None if taken_back else cast(Any, status), d.title(node))


def _suggestions(d: Desk) -> None:
    """What others would pick: the weightiest topics, as buttons."""
    advanced = [node for node in d.derived.nodes["topic"] if d.kg.nodes[node].get("level") != "introductory"]
    st.caption("Or start with one of these")
    with st.container(horizontal=True, gap="small"):
        for node in advanced[:SUGGESTED]:
            st.button(plain(d.title(node)), key=f"goal:{node}", on_click=_want, args=(node,))


def _want(node: str) -> None:
    st.session_state["goal_wanted"] = node


if __name__ == "__main__":
    page()
