"""What is taken for one resource, to be looked through: take it apart, or join what should be one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import streamlit as st

from ingest.decide import names_of
from ingest.merge import claim_of_entry, decision_name, group
from library.identity import title_key
from library.lists import list_entries
from library.vocabulary import Entry, Identifier
from views import actions
from views._shared import Desk
from views.format import plain, short

__all__ = ["Joined", "joined", "merged", "perhaps_same"]

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Joined:
    """A resource that entries call by different names: each name with the entries that use it, and why they met."""

    node: str
    names: tuple[tuple[Identifier, tuple[Entry, ...]], ...]
    why: str


def merged(d: Desk) -> None:
    """Show what was joined, what perhaps should be, and a way to correct both."""
    left, right = st.columns([58, 42], gap="large")
    with left:
        _review(d)
    with right:
        _join(d)
        _one(d)


def joined(d: Desk) -> list[Joined]:
    """Return the resources that entries of the lists call by different names."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    with d.ws.library.read() as connection:
        for _, node, entry in list_entries(connection):
            entries[node].append(entry)
    found = []
    for node, some in entries.items():
        names: dict[Identifier, list[Entry]] = defaultdict(list)
        claims = [claim_of_entry(entry) for entry in some]
        for entry, claim in zip(some, claims, strict=True):
            names[decision_name(claim)].append(entry)
        if len(names) > 1:
            why = "; ".join(dict.fromkeys(one.witness for one in group(claims)[1])) or "facts or your own word"
            found.append(Joined(node, tuple((name, tuple(all_)) for name, all_ in names.items()), why))
    return sorted(found, key=lambda one: d.title(one.node))


def perhaps_same(d: Desk) -> list[tuple[str, str]]:
    """Return pairs of resources of one title that are not joined; a work and its code are two things."""
    by_title: dict[str, list[str]] = defaultdict(list)
    for node, data in d.kg.nodes(data=True):
        if data.get("node") == "resource" and data.get("kind") != "code" and (key := title_key(str(data["title"]))):
            by_title[key].append(node)
    return [(some[0], other) for some in by_title.values() for other in some[1:]]


@st.cache_resource(max_entries=2, show_spinner=False)
def _joined(stamp: str, _d: Desk) -> list[Joined]:
    return joined(_d)


@st.cache_resource(max_entries=2, show_spinner=False)
def _perhaps_same(stamp: str, _d: Desk) -> list[tuple[str, str]]:
    return perhaps_same(_d)


def _review(d: Desk) -> None:
    st.subheader("Taken for the same", anchor=False)
    found = _joined(d.library_stamp, d)
    if not found:
        st.caption("No two entries of your lists with different names were joined.")
    for one in found[:SHOWN]:
        with st.container(border=True, key=f"sg-joined-{one.node}", gap="small"):
            st.markdown(f"**{plain(d.title(one.node))}**  \n:gray[joined because of: {plain(one.why)}]")
            for name, entries in one.names:
                _name(d, one.node, name, "; ".join(dict.fromkeys(entry.title for entry in entries)))
    if len(found) > SHOWN:
        st.caption(f"and {len(found) - SHOWN} more: choose a resource on the right")


def _name(d: Desk, node: str, name: Identifier, words: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.markdown(f"{plain(short(words, 90))}  \n:gray[{plain(short(str(name), 80))}]", width="stretch")
        st.button(
            "Take apart",
            key=f"split:{node}:{name}",
            type="tertiary",
            icon=":material/call_split:",
            help="Make this a resource of its own; reading the lists again keeps it so",
            on_click=actions.split,
            args=(d.ws, node, name, words),
        )


@st.cache_resource(max_entries=2, show_spinner=False)
def _resources(stamp: str, _d: Desk) -> dict[str, str]:
    nodes = sorted(_d.derived.nodes["resource"], key=lambda node: _d.title(node).casefold())
    return {node: f"{short(_d.title(node), 80)} · {_d.kg.nodes[node].get('kind')}" for node in nodes}


def _join(d: Desk) -> None:
    st.subheader("Join two", anchor=False)
    pairs = _perhaps_same(d.library_stamp, d)
    for one, twin in pairs[:6]:
        kinds = " and ".join(str(d.kg.nodes[node].get("kind")) for node in (one, twin))
        with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
            st.markdown(f"{plain(short(d.title(one), 70))}  \n:gray[twice under this title: {kinds}]", width="stretch")
            _join_button(d, one, twin, f"join:{one}:{twin}")
    names = _resources(d.library_stamp, d)
    first = st.selectbox("This", list(names), index=None, key="join_a", format_func=lambda one: names.get(one, one))
    other = st.selectbox("and this", list(names), index=None, key="join_b", format_func=lambda one: names.get(one, one))
    if first and other and first != other:
        _join_button(d, first, other, "join_do")


def _join_button(d: Desk, first: str, second: str, key: str) -> None:
    st.button(
        "Are one",
        key=key,
        type="tertiary",
        icon=":material/call_merge:",
        help="Join the two for good",
        on_click=actions.join,
        args=(d.ws, first, second, d.title(first)),
    )


def _one(d: Desk) -> None:
    st.subheader("Look into one", anchor=False)
    names = _resources(d.library_stamp, d)
    node = st.selectbox(
        "Resource",
        list(names),
        index=None,
        key="look_into",
        format_func=lambda one: names.get(one, one),
        label_visibility="collapsed",
        placeholder="A resource",
    )
    if not node:
        return
    with d.ws.library.read() as connection:
        called = names_of(connection, node)
    if len(called) < 2:
        st.caption(f"It has one name only: {plain(str(called[0]))}")
        return
    for name in called:
        _name(d, node, name, d.title(node))
