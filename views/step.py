"""One step of a roadmap: why it is there, what to read for it, other choices, and the reader's own words."""

from __future__ import annotations

import streamlit as st

from recommend.roadmap_progress import Progress
from recommend.roadmap_types import Choice, Roadmap, Step
from views import actions, selection
from views._shared import Desk
from views.details import say
from views.format import hours, plain, short, web_address
from views.plan import kind_icon, time_of
from views.wishes_form import SWAPS
from workspace_plans import LINKS

__all__ = ["step_pane"]


def step_pane(d: Desk, made: Roadmap, now: Progress, step: Step) -> None:
    """Show a step."""
    with st.container(border=True, key="sg-step", gap="small"):
        st.caption(f"{step.stage} · {time_of(step)}")
        st.subheader(plain(step.title), anchor=False)
        if now.status[step.id] == "known":
            _implied(d, made, step)
        st.markdown(plain(step.why))
        if step.take:
            st.markdown(f"**Take from it.** {plain(step.take)}")
        if step.id in d.kg:
            say(d, step.id, keys="step")
        if step.main:
            _choice(d, step, step.main, first=True)
        else:
            lacking = next((gap.reason for gap in made.gaps if gap.id == step.id), "no resource for this step")
            st.info(plain(lacking), icon=":material/bookmark_remove:")
        if step.alternatives:
            st.markdown("**Or instead**")
            for other in step.alternatives:
                _choice(d, step, other, first=False)
        _neighbours(d, "First", step.needs)
        _neighbours(d, "Needed for", step.needed_for)
        if step.id in d.kg:
            _note(d, step)
            _link(d, step)


def _implied(d: Desk, made: Roadmap, step: Step) -> None:
    """From what it follows that the reader knows a step, and the way to say no."""
    why = next((one.reason for one in made.known if one.id == step.id), "")
    st.markdown(f":green[:material/check_circle: You know this already]{': ' if why else ''}{plain(why)}")
    st.button(
        "I do not know this",
        key=f"unknown:{step.id}",
        icon=":material/undo:",
        on_click=actions.mark,
        args=(d.ws, step.id, "pending", step.title),
        help="Put it back into the plan",
    )


def _choice(d: Desk, step: Step, choice: Choice, *, first: bool) -> None:
    with st.container(border=first, gap=None, key=f"sg-choice-{step.id}-{choice.id}"):
        address = web_address(choice.url)
        title = f"[{plain(choice.title)}]({address})" if address else plain(choice.title)
        done = " :green[:material/check_circle:]" if d.statuses.get(choice.id) == "done" else ""
        st.markdown(f"{kind_icon(choice.kind)} {title}{done}")
        time = hours(step.minutes) if first and step.minutes else hours(choice.minutes)
        st.caption(f"{choice.kind} · {time} ({plain(choice.basis)}) · {plain(choice.reason)}")
        with st.container(horizontal=True, gap="small"):
            if not first:
                st.button(
                    "Swap",
                    key=f"swap:{step.id}:{choice.id}",
                    type="tertiary",
                    icon=":material/swap_horiz:",
                    on_click=actions.set_map,
                    args=(d.ws, SWAPS, step.id, choice.id, f"“{short(step.title, 40)}”: {short(choice.title, 40)}"),
                )
            elif choice.id != step.id and choice.id in d.kg:
                done_now = d.statuses.get(choice.id) == "done"
                st.button(
                    "Read it" if not done_now else "Not read after all",
                    key=f"read:{step.id}:{choice.id}",
                    type="tertiary",
                    icon=":material/check:",
                    on_click=actions.mark,
                    args=(d.ws, choice.id, None if done_now else "done", choice.title),
                )
            st.button(
                "Explore",
                key=f"see:{step.id}:{choice.id}",
                type="tertiary",
                icon=":material/hub:",
                on_click=selection.go,
                args=("explore", choice.id),
            )
            st.button(
                "Not for me",
                key=f"not:{step.id}:{choice.id}",
                type="tertiary",
                icon=":material/thumb_down:",
                on_click=actions.rate,
                args=(d.ws, choice.id, -1, choice.title),
                help="Never propose this one again",
            )


def _neighbours(d: Desk, title: str, nodes: tuple[str, ...]) -> None:
    if not nodes:
        return
    st.markdown(f"**{title}**")
    with st.container(horizontal=True, gap="small"):
        for node in nodes[:8]:
            st.button(
                plain(d.title(node)),
                key=f"go:{title}:{node}",
                type="tertiary",
                on_click=st.session_state.update,
                args=({"step": node},),
            )


def _link(d: Desk, step: Step) -> None:
    before = d.ws.setting(LINKS, {}).get(step.id, "")
    text = st.text_input(
        "Your link", before, key=f"steplink:{d.ws.reader}:{step.id}:{before}", placeholder="https://…"
    ).strip()
    if text != before:
        if text and not web_address(text):
            st.warning("A link begins with https:// or http://.", icon=":material/link_off:")
            return
        actions.set_map(d.ws, LINKS, step.id, text or None, f"“{short(step.title, 40)}”: link saved")
        st.rerun()
    if before:
        st.markdown(f"[{plain(short(before, 60))}]({web_address(before)})")


def _note(d: Desk, step: Step) -> None:
    state = d.states.get(step.id)
    before = (state.note if state else None) or ""
    text = st.text_area("Your note on this step", before, key=f"stepnote:{d.ws.reader}:{step.id}", height=80)
    if text != before:
        actions.annotate(d.ws, step.id, text, step.title)
        st.rerun()
