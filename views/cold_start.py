"""The first visit to Next: say in a minute what to start from."""

from __future__ import annotations

import streamlit as st

from library.lists import all_lists, list_entries
from views import actions
from views._shared import Desk, errors_shown
from views.format import plain, short

__all__ = ["cold_start"]

TOPICS = 36


def cold_start(d: Desk) -> None:
    """Ask for topics, or for a file of what was read already."""
    st.title("What are you curious about?", anchor=False)
    st.caption("Pick a few topics. Likes, dislikes and finished readings sharpen the suggestions from there.")
    ranked = sorted(d.derived.nodes["topic"], key=lambda node: (-d.derived.about.get(node, 0), d.title(node)))[:TOPICS]
    names = {node: d.title(node) for node in ranked}
    picked = st.pills(
        "Topics",
        list(names),
        selection_mode="multi",
        key="cold_topics",
        format_func=names.__getitem__,
        label_visibility="collapsed",
    )
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Show me what to read",
            type="primary",
            disabled=not picked,
            key="cold_go",
            on_click=_start,
            args=(d, list(picked or ())),
        )
        st.button("Just show me something", key="cold_any", on_click=_start, args=(d, list(names)[:3]))
    with st.expander("I have a list of what I read already", icon=":material/upload_file:"):
        _read_already(d)


def _start(d: Desk, topics: list[str]) -> None:
    actions.set_list(d.ws, "interests", topics, "Topics chosen")


def _read_already(d: Desk) -> None:
    """Mark everything in a file as done (it is added to the library where it is new)."""
    given = st.file_uploader("BibTeX, RIS, Markdown, CSV …", key="cold_file")
    if given is None:
        st.caption("Everything in it counts as read. It is added to your library as a list of its own.")
        return
    with errors_shown():
        titles = [entry.title for entry in d.ws.preview(given.name, given.getvalue()).entries]
        st.markdown(
            f"{len(titles)} entries, for example “{plain(short(titles[0], 60))}”"
            if titles
            else "Nothing was found in it."
        )
        if titles and st.button("Add them and mark as read", type="primary", key="cold_add"):
            with st.spinner("Adding …"):
                report = d.ws.add_text(given.name, given.getvalue())
            held = _held(d, report.source)
            actions.mark_all(d.ws, held, "done", f"{len(held)} resources marked as read")
            st.rerun()


def _held(d: Desk, source: str) -> list[str]:
    """Return the resources of a list, under whichever name each was known before."""
    with d.ws.library.read() as connection:
        lists = {one.id for one in all_lists(connection) if one.source == source}
        return list(dict.fromkeys(node for one, node, _ in list_entries(connection) if one in lists))
