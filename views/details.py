"""The details of the chosen node: what it is, what the reader said about it, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from graph.describe import Details
from views import actions, selection
from views._shared import Desk
from views.answers import described
from views.components import about as show_about
from views.edit import edit_button
from views.format import STATUS_ICONS, STATUS_NAMES, plain, short, web_address
from views.graphdata import about_of
from views.needs import needs

__all__ = ["STATUSES", "details", "links_to", "say", "thumbs"]

SHOWN = 7
STATUSES = ("pending", "reading", "done", "again", "skipped")


def details(desk: Desk, node: str) -> None:
    """Show one node."""
    found = described(desk, node)
    about = found.about
    is_resource = about["node"] == "resource"
    with st.container(key="sg-details", height=1100, border=True, gap="small"):
        show_about(about_of(desk.kg, desk.derived, node), key="about")
        _open_row(desk, node, about)
        say(desk, node)
        _ways_on(node, str(about["node"]))
        _related(desk, found)
        if is_resource:
            _places(found)
        _note(desk, node, found)


def _open_row(desk: Desk, node: str, about: Mapping[str, Any]) -> None:
    with st.container(horizontal=True, gap="small"):
        if address := web_address(str(about.get("url") or "")):
            st.link_button("Open", address, icon=":material/open_in_new:", type="primary")
        st.button(
            ":material/center_focus_strong:",
            key="centre_here",
            disabled=selection.centre() == node,
            on_click=selection.recentre,
            args=(node,),
            help="Draw the graph round this one",
        )
        if about["node"] in ("resource", "topic"):
            thumbs(desk, node)
        if about["node"] == "resource":
            edit_button(desk, node)


def say(desk: Desk, node: str, *, keys: str = "say") -> None:
    """Show the status; a press stores at once."""
    state = desk.states.get(node)
    now = (state.status if state else None) or "pending"
    choice = st.segmented_control(
        "Status",
        STATUSES,
        default=now,
        key=f"{keys}:{node}:{now}",
        required=True,
        label_visibility="collapsed",
        format_func=lambda one: STATUS_ICONS[one] if one != now else f"{STATUS_ICONS[one]} {STATUS_NAMES[one]}",
        help=" · ".join(f"{STATUS_ICONS[one]} {STATUS_NAMES[one]}" for one in STATUSES),
    )
    if choice and choice != now:
        actions.mark(desk.ws, node, None if choice == "pending" else choice, desk.title(node))
        st.rerun()


def thumbs(desk: Desk, node: str, *, keys: str = "thumb") -> None:
    """Show thumbs up and down; a second press takes the first back."""
    state = desk.states.get(node)
    rating = state.rating if state else None
    for value, icon, words in (
        (1, ":material/thumb_up:", "More like this"),
        (-1, ":material/thumb_down:", "Not for me"),
    ):
        on = rating == value
        st.button(
            icon,
            key=f"{keys}:{node}:{value}",
            help=words if not on else f"{words}: press to take back",
            type="primary" if on else "secondary",
            on_click=actions.rate,
            args=(desk.ws, node, None if on else value, desk.title(node)),
        )


def _ways_on(node: str, kind: str) -> None:
    with st.container(horizontal=True, gap="small"):
        if kind in ("resource", "topic", "list"):
            st.button(
                "Plan a way",
                key="plan_here",
                type="tertiary",
                icon=":material/signpost:",
                on_click=_plan,
                args=(node,),
                help="A roadmap from what you know to this",
            )
        if kind in ("resource", "topic"):
            st.button(
                "More like this",
                key="like_this",
                type="tertiary",
                icon=":material/auto_stories:",
                on_click=_like,
                args=(node,),
            )
        start = st.session_state.get("path_from")
        if start and start != node:
            st.button(
                "Path to here", key="path_to", icon=":material/route:", type="primary", on_click=_path_to, args=(node,)
            )
        else:
            st.button(
                "Path from",
                key="path_from_here",
                type="tertiary",
                icon=":material/route:",
                on_click=_path_from,
                args=(node,),
            )


def _plan(node: str) -> None:
    st.session_state["goal_wanted"] = node
    st.session_state["go"] = "roadmap"


def _like(node: str) -> None:
    st.session_state["like"] = [node]
    st.session_state["go"] = "next"


def _path_from(node: str) -> None:
    st.session_state["path_from"] = node
    st.session_state.pop("path_to_node", None)


def _path_to(node: str) -> None:
    st.session_state["path_to_node"] = node


def _related(desk: Desk, found: Details) -> None:
    topics = [one.target for one in found.out.get("about", ())]
    needs(desk, found)
    links_to(desk, "Topics", [(node, "") for node in topics], "topics")
    for kind, title_out, title_in in (
        ("similar", "Similar", "Similar"),
        ("cites", "Cites", "Cited by"),
        ("implements", "Implements", "Implemented by"),
        ("explains", "Explains", "Explained by"),
        ("version_of", "Version of", "Other versions"),
        ("broader", "Part of", "Parts"),
        ("about", "", "Resources about this"),
        ("by", "Authors", "Works"),
    ):
        if kind == "similar":
            both = [*found.out.get(kind, ()), *found.into.get(kind, ())]
            links_to(desk, title_out, [(one.target, " ".join(one.evidence[:1])) for one in both], kind)
            continue
        if title_out:
            links_to(desk, title_out, [(one.target, "") for one in found.out.get(kind, ())], f"{kind}-out")
        links_to(desk, title_in, [(one.target, "") for one in found.into.get(kind, ())], f"{kind}-in")


def links_to(desk: Desk, title: str, nodes: Sequence[tuple[str, str]], key: str) -> None:
    """Show a foldable group of nodes; a press chooses one. The reason stands in the help of each."""
    pairs = list(dict(nodes).items())
    if not pairs:
        return
    fold = st.expander(f"{title} · {len(pairs)}", key=f"fold:{key}", on_change="rerun")
    if not fold.open:  # dozens of buttons that nobody sees would be sent with every press on a node
        return
    with fold, st.container(key=f"sg-row-{key}", gap=None):
        for node, why in pairs[:SHOWN]:
            data = desk.kg.nodes[node]
            mark = ":material/check_circle: " if desk.statuses.get(node) == "done" else ""
            year = f" · {data['year']}" if data.get("year") else ""
            st.button(
                f"{mark}{plain(short(str(data['title']), 64))}{year}",
                key=f"{key}:{node}",
                type="tertiary",
                width="stretch",
                on_click=selection.choose,
                args=(node,),
                help=plain(why) or None,
            )
        if len(pairs) > SHOWN:
            st.caption(f"and {len(pairs) - SHOWN} more: centre the graph here to see them")


def _places(found: Details) -> None:
    hops = found.out.get("listed_in", ())
    if not hops:
        return
    with st.expander(f"In your lists · {len(hops)}"):
        for hop in hops:
            st.markdown(f"{plain(hop.sentence)}  \n:gray[{plain(' · '.join(hop.evidence))}]")


def _note(desk: Desk, node: str, found: Details) -> None:
    before = found.state.note or ""
    text = st.text_area(
        "Your note", before, key=f"note:{desk.ws.reader}:{node}", height=90, placeholder="Only you see this"
    )
    if text != before:
        actions.annotate(desk.ws, node, text, desk.title(node))
        st.rerun()
