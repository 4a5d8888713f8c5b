"""A roadmap out of the page and back: downloads in the formats that other tools read, and a ticked file read back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import streamlit as st

from library.vocabulary import Status
from recommend.roadmap_export import FILES, changes, export_roadmap
from recommend.roadmap_saved import SavedPlan
from recommend.roadmap_types import Roadmap
from views import actions
from views._shared import Desk

__all__ = ["downloads", "read_back"]

NAMES = {
    "markdown": "Markdown check-list",
    "html": "Page to print",
    "icalendar": "Calendar (iCalendar)",
    "csv": "Table (CSV)",
    "mermaid": "Diagram (Mermaid)",
    "json": "Everything (JSON)",
}


def downloads(d: Desk, plan: SavedPlan, made: Roadmap, title: str) -> None:
    """Offer the plan as files."""
    with st.popover("Save as", icon=":material/download:", width="content"):
        start = st.date_input("First day of the calendar", date.today(), key="plan_start")
        sheet = d.ws.sheet(plan, title, start)
        for form, words in NAMES.items():
            name, mime = FILES[form]
            st.download_button(
                words,
                partial(export_roadmap, made, form, sheet),
                name,
                mime,
                key=f"plan-{form}",
                on_click="ignore",
                width="stretch",
            )


def read_back(d: Desk, plan: SavedPlan, made: Roadmap) -> None:
    """Read a ticked check-list as progress."""
    with st.popover("Read back a ticked list", icon=":material/upload_file:", width="content"):
        given = st.file_uploader("Markdown check-list", type=["md", "txt"], key="plan_back")
        if given is None:
            st.caption(
                "`[x]` done, `[/]` in progress, `[-]` left out, `[>]` again, `[ ]` to do: what differs is taken over."
            )
            return
        fresh = changes(given.getvalue().decode("utf-8", "replace"), made, plan.states)
        if not fresh:
            st.markdown("Nothing in it differs from what you said here.")
            return
        titles = {step.id: step.title for step in made.all_steps}
        st.markdown(f"{len(fresh)} steps differ: {', '.join(titles[node] for node in list(fresh)[:5])}")
        st.button("Take them over", type="primary", key="plan_take", on_click=_take, args=(d, fresh))


def _take(d: Desk, fresh: Mapping[str, Status]) -> None:
    for node, status in fresh.items():
        actions.mark(d.ws, node, status, d.title(node))
