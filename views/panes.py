"""List, graph and details side by side: the part of Explore that a choice touches.

A press on a node runs these panes alone, and what list and graph were told stays as it was; whatever else changed
runs the whole page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from views import selection
from views._shared import Desk, errors_shown
from views.components import library_map, neighbourhood, node_list
from views.details import details
from views.graphdata import rows

__all__ = ["AROUND", "HEIGHT", "MAP", "map_and_details", "three_panes"]

HEIGHT = 1100  # at most; the style sheet fits the panes to the window
AROUND, MAP = "Around one", "Whole library"
# What the rest of the page depends on.
_ELSEWHERE = ("centre", "path_from", "path_to_node", "go", "explore_view", "said")


def three_panes(d: Desk, data: Mapping[str, Any]) -> None:
    """Show the list, the graph and the details of a part of the graph (`views.graphdata.payload`)."""
    st.session_state["drawn_for"] = _elsewhere()
    _three(d, data, {one["id"] for one in data["nodes"]})


def map_and_details(d: Desk, columns: Mapping[str, Any]) -> None:
    """Show the map (`views.mapdata.payload`) and the details of what is chosen on it."""
    st.session_state["drawn_for"] = _elsewhere()
    _two(d, columns)


def _elsewhere() -> tuple[Any, ...]:
    return tuple(st.session_state.get(key) for key in _ELSEWHERE)


@st.fragment
def _three(d: Desk, data: Mapping[str, Any], drawn: set[str]) -> None:
    node = selection.chosen()
    if node not in drawn or st.session_state["drawn_for"] != _elsewhere():
        st.rerun()
    left, centre, right = st.columns([21, 54, 25], gap="small")
    with right, errors_shown():  # first of the three: it is what a press on a node waits for
        details(d, node)
    with left, st.container(key="sg-list"):
        listed = rows(data)
        node_list(
            {"rows": listed, "total": len(listed), "height": HEIGHT},
            key="nodes",
            select=selection.choose,
            recentre=selection.recentre,
        )
    with centre:
        neighbourhood(
            {**data, "height": HEIGHT, "memory": d.ws.reader, "view": {}},
            key="graph",
            select=selection.choose,
            recentre=selection.recentre,
        )


@st.fragment
def _two(d: Desk, columns: Mapping[str, Any]) -> None:
    node = selection.chosen()
    if st.session_state["drawn_for"] != _elsewhere():
        st.rerun()
    centre, right = st.columns([75, 25], gap="small")
    if node:
        with right, errors_shown():
            details(d, node)
    with centre:
        library_map(
            {**columns, "height": HEIGHT, "memory": "map", "stamp": d.stamp},
            key="map",
            select=selection.choose,
            recentre=_leave_map,
        )


def _leave_map(node: str) -> None:
    st.session_state["explore_view"] = AROUND
    selection.recentre(node)
