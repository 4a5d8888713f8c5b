"""Roadmap: a goal, a short form, then the way there as a check-list and as a diagram of the same steps."""

from __future__ import annotations

from typing import Any, cast

import streamlit as st

from library.errors import NotFound
from recommend.roadmap_types import Roadmap, Wishes
from views import actions
from views._shared import Desk, desk
from views.answers import goal_of
from views.components import checklist, neighbourhood
from views.format import hours, plain, short
from views.plan import Standing, diagram, rows, standing
from views.plan_files import downloads, read_back
from views.step import step_pane
from views.wishes_form import wishes_form

CHECKLIST, DIAGRAM = "Check-list", "Diagram"
MINUTES = 60


def page() -> None:
    """Show the page."""
    with desk() as d:
        if not st.session_state.get("goal") and not st.session_state.get("goal_wanted"):
            st.title("Where do you want to be?", anchor=False)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="sg-goal"):
            goal = _goal(d)
            wishes = wishes_form(d)
            _saved(d)
        if not goal:
            _suggestions(d)
            return
        full, now = _plans(d, goal, wishes)
        one = standing(full, now, d.statuses)
        _head(d, one, now, goal)
        _notes(now)
        if not one.steps:
            st.success(
                "You know all of this already, or nothing has to come first. Open it and enjoy.",
                icon=":material/celebration:",
            )
            return
        _body(d, one, wishes, goal)


def _options(d: Desk) -> dict[str, str]:
    """Goals by id: topics by weight, then lists, then resources."""
    rank = {"topic": 0, "list": 1, "resource": 2}
    nodes = [(node, data) for node, data in d.kg.nodes(data=True) if data.get("node") in rank]
    nodes.sort(key=lambda pair: (rank[pair[1]["node"]], -float(pair[1].get("importance", 0.0)), str(pair[1]["title"])))
    return {node: f"{short(str(data['title']), 90)}  ·  {data.get('kind') or data['node']}" for node, data in nodes}


def _goal(d: Desk) -> str | None:
    options = _options(d)
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
        format_func=lambda node: options.get(node, node),
    )
    if not picked:
        st.session_state["goal"] = None
        return None
    try:
        node = goal_of(d, picked)
    except NotFound:
        st.info(
            "Nothing in your library answers to that. Try other words, or add a list that covers it.",
            icon=":material/search_off:",
        )
        return None
    st.session_state["goal"] = node
    return node


def _plans(d: Desk, goal: str, wishes: Wishes) -> tuple[Roadmap, Roadmap]:
    """The plan as it was when it was first made, and as it is now."""
    now = _plan(d.stamp, goal, repr(wishes), d, wishes)
    key = (d.ws.reader, goal, wishes.depth, wishes.minutes, wishes.kinds, wishes.without, wishes.languages)
    kept = st.session_state.setdefault("full_plans", {})
    before = kept.get(key)
    known = {step.id for step in before.all_steps} if before else set()
    if before is None or not known.issuperset(step.id for step in now.all_steps):
        kept[key] = now
    return kept[key], now


@st.cache_data(max_entries=60, show_spinner="Planning …")
def _plan(stamp: str, goal: str, wished: str, _d: Desk, _wishes: Wishes) -> Roadmap:
    return _d.ws.roadmap(goal, wishes=_wishes)


def _head(d: Desk, one: Standing, now: Roadmap, goal: str) -> None:
    per_week = max(1, int(st.session_state.get("w_week", 5)))
    left = len(one.open)
    weeks = one.left / MINUTES / per_week
    with st.container(key="sg-plan-head", border=True):
        st.subheader(plain(d.title(goal)), anchor=False)
        pace = f"{weeks:.0f} weeks" if weeks >= 1.5 else "within a week"
        with st.container(horizontal=True, gap="large"):
            for words, value, help_ in (
                ("Steps left", str(left), "Steps that are neither done, known nor left out"),
                ("Time left", hours(one.left), "Sum of the main resources' estimates, each counted once"),
                ("At your pace", pace, f"{per_week} hours a week"),
                ("Done", f"{one.share:.0%}", "Share of the plan's time that is behind you"),
            ):
                st.metric(words, value, help=help_, width=130)
        st.progress(min(1.0, one.share))
        with st.container(horizontal=True, gap="small"):
            downloads(d, one, now, goal)
            st.button("Keep this plan", key="plan_keep", icon=":material/bookmark_add:", on_click=_keep, args=(d, goal))
            read_back(d, one)


def _keep(d: Desk, goal: str) -> None:
    wishes = d.ws.setting("wishes", {})
    d.ws.save_plan(d.title(goal), {"goals": [goal], "wishes": wishes, "swaps": st.session_state.get("swaps", {})})
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
                    on_click=_take_up,
                    args=(dict(one.plan),),
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


def _take_up(content: dict[str, Any]) -> None:
    goals = content.get("goals") or []
    if goals:
        st.session_state["goal_wanted"] = goals[0]
        st.session_state["swaps"] = dict(content.get("swaps") or {})


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


def _body(d: Desk, one: Standing, wishes: Wishes, goal: str) -> None:
    ids = [step.id for step in one.steps]
    chosen = st.session_state.get("step")
    if chosen not in ids:
        chosen = one.ready[0] if one.ready else ids[0]
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
            data = diagram(one, chosen, show_known=known)
            neighbourhood(
                {
                    **data,
                    "selected": chosen,
                    "height": 720,
                    "memory": f"plan:{goal}",
                    "view": {"layout": "levels", "colour": "status", "size": "importance"},
                },
                key="plan_graph",
                select=_choose,
                recentre=_choose,
            )
        else:
            checklist(
                {"steps": rows(one, show_known=known), "selected": chosen},
                key="plan_list",
                select=_choose,
                status=lambda said: _mark(d, said),
            )
    with right:
        step_pane(d, one, next(step for step in one.steps if step.id == chosen))


def _choose(step: str) -> None:
    st.session_state["step"] = step


def _mark(d: Desk, said: dict[str, str]) -> None:
    st.session_state["step"] = said["id"]
    status = said["status"]
    if said["id"] not in d.kg:
        return
    actions.mark(d.ws, said["id"], None if status == "pending" else cast(Any, status), d.title(said["id"]))


def _suggestions(d: Desk) -> None:
    """What others would pick: the weightiest topics, as buttons."""
    topics = [(node, data) for node, data in d.kg.nodes(data=True) if data.get("node") == "topic"]
    topics.sort(key=lambda pair: (-float(pair[1].get("importance", 0.0)), str(pair[1]["title"])))
    advanced = [pair for pair in topics if pair[1].get("level") != "introductory"][:14]
    st.caption("Or start with one of these")
    with st.container(horizontal=True, gap="small"):
        for node, data in advanced:
            st.button(plain(str(data["title"])), key=f"goal:{node}", on_click=_want, args=(node,))


def _want(node: str) -> None:
    st.session_state["goal_wanted"] = node


if __name__ == "__main__":
    page()
