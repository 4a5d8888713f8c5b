"""Correct a resource: the reader's word on its fields and topics, next to what everybody else says about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from graph.schema import topic_node
from library.edits import edited
from library.facts import facts_about
from library.vocabulary import KINDS
from views import actions
from views._shared import Desk, errors_shown
from views.format import plain, short

__all__ = ["changed_fields", "changed_topics", "edit_button"]

Values = Mapping[str, Any]


def edit_button(d: Desk, node: str) -> None:
    """Show the button that opens the dialog, and the dialog while it is open."""
    st.button(
        ":material/edit:",
        key="edit_here",
        help="Correct title, authors, year, topics …",
        on_click=st.session_state.update,
        args=({"editing": node},),
    )
    if st.session_state.get("editing") == node:
        _dialog(d, node)


def _close() -> None:
    st.session_state.pop("editing", None)


@st.dialog("Correct this resource", width="large", on_dismiss=_close)
def _dialog(d: Desk, node: str) -> None:
    """Show the fields of a resource; what is stored wins over lists and services for good."""
    now = _now(d, node)
    with d.ws.library.read() as connection:
        mine, said = edited(connection, node), facts_about(connection, node)
    st.caption("Your word stays, however often the lists are read again. An emptied field goes back to what they say.")
    with st.form("edit", border=False):
        wanted = _fields(now)
        topics = _topics(d, now["topics"])
        if st.form_submit_button("Save", type="primary", icon=":material/check:"):
            fields, verdicts = changed_fields(now, wanted, mine), changed_topics(now["topics"], topics)
            with errors_shown(), st.spinner("Bringing the graph up to date …"):
                if fields or verdicts:
                    actions.edit(d.ws, node, fields, verdicts, d.title(node))
                _close()
                st.rerun()
    if said:
        with st.expander("Who says what"):
            for field, source, value in said:
                words = ", ".join(value) if isinstance(value, list) else str(value)
                st.markdown(f"**{field}** {plain(short(words, 160))}  \n:gray[{plain(_who(source))}]")


def changed_fields(now: Values, wanted: Values, mine: Values) -> dict[str, Any]:
    """Return what the reader says anew: a value where one was changed, None where their own word was emptied.

    Examples
    --------
    >>> changed_fields({"title": "A", "year": 1999}, {"title": "B", "year": 1999}, {})
    {'title': 'B'}
    >>> changed_fields({"venue": "X"}, {"venue": ""}, {"venue": "X"})
    {'venue': None}
    """
    out = {field: value or None for field, value in wanted.items() if value != now[field]}
    return {field: value for field, value in out.items() if value is not None or field in mine}


def changed_topics(now: Sequence[str], wanted: Sequence[str]) -> dict[str, str | None]:
    """Return the verdicts that make one choice of topics the other.

    Examples
    --------
    >>> changed_topics(["a", "b"], ["b", "c"])
    {'c': 'accept', 'a': 'reject'}
    """
    added: dict[str, str | None] = {topic: "accept" for topic in wanted if topic not in now}
    return added | {topic: "reject" for topic in now if topic not in wanted}


def _now(d: Desk, node: str) -> dict[str, Any]:
    data = d.kg.nodes[node]
    people = [
        (edge["order"], other) for _, other, kind, edge in d.kg.out_edges(node, keys=True, data=True) if kind == "by"
    ]
    about = [other for _, other, kind in d.kg.out_edges(node, keys=True) if kind == "about"]
    return {
        "title": str(data["title"]),
        "authors": [d.title(other) for _, other in sorted(people)],
        "kind": str(data.get("kind") or "other"),
        "year": int(data.get("year") or 0) or None,
        "venue": str(data.get("venue") or ""),
        "nickname": str(data.get("nickname") or ""),
        "url": str(data.get("url") or ""),
        "summary": str(data.get("summary") or ""),
        "topics": [topic.removeprefix(topic_node("")) for topic in about],
    }


def _fields(now: Values) -> dict[str, Any]:
    title = st.text_input("Title", now["title"])
    authors = st.text_input(
        "Authors", "; ".join(now["authors"]), help="Separated by semicolons, the first author first"
    )
    left, middle, right = st.columns(3)
    kind = left.selectbox("Kind", KINDS, index=KINDS.index(now["kind"]))
    year = middle.number_input("Year", 0, 2199, now["year"], step=1, format="%d", placeholder="unknown")
    venue = right.text_input("Venue", now["venue"])
    left, right = st.columns([1, 2])
    nickname = left.text_input("Short name", now["nickname"], help="What it is called in the graph")
    url = right.text_input("Address", now["url"])
    summary = st.text_area("Summary", now["summary"], height=110)
    return {
        "title": title.strip(),
        "authors": [name.strip() for name in authors.split(";") if name.strip()],
        "kind": kind,
        "year": int(year) if year else None,
        "venue": venue.strip(),
        "nickname": nickname.strip(),
        "url": url.strip(),
        "summary": summary.strip(),
    }


def _topics(d: Desk, now: Sequence[str]) -> list[str]:
    names = {node.removeprefix(topic_node("")): d.title(node) for node in d.derived.nodes["topic"]}
    order = sorted(names, key=lambda topic: names[topic].casefold())
    return st.multiselect("Topics", order, default=now, format_func=names.__getitem__)


def _who(source: str) -> str:
    return "your word" if source == "reader" else source
