"""What the pages ask of the library, each question answered once for as long as its inputs stay.

A page runs from top to bottom at every press; without this, each run would search, reach and describe anew. Answers
are shared by all sessions and must not be changed.
"""

from __future__ import annotations

import streamlit as st

from graph.describe import Details
from graph.queries import Neighbourhood, Way
from views._shared import Desk

__all__ = ["around", "described", "goal_of", "path_between"]


def around(d: Desk, node: str, depth: int, links: tuple[str, ...], limit: int) -> Neighbourhood:
    """Return what lies round a node."""
    return _around(d.library_stamp, node, depth, links, limit, d)


def described(d: Desk, node: str) -> Details:
    """Return everything known about a node, with what the reader said."""
    return _described(d.stamp, node, d)


def path_between(d: Desk, first: str, second: str) -> tuple[Way, ...]:
    """Return short explained paths between two nodes."""
    return _path(d.library_stamp, first, second, d)


def goal_of(d: Desk, text: str) -> str:
    """Return the node that a goal names.

    Raises
    ------
    NotFound
    """
    return _goal(d.library_stamp, text, d)


@st.cache_resource(max_entries=200, show_spinner=False)
def _around(stamp: str, node: str, depth: int, links: tuple[str, ...], limit: int, _d: Desk) -> Neighbourhood:
    return _d.ws.neighbourhood(node, depth, kinds=links, limit=limit)


@st.cache_resource(max_entries=200, show_spinner=False)
def _described(stamp: str, node: str, _d: Desk) -> Details:
    return _d.ws.show(node)


@st.cache_resource(max_entries=100, show_spinner="Looking for a way …")
def _path(stamp: str, first: str, second: str, _d: Desk) -> tuple[Way, ...]:
    return _d.ws.path(first, second)


@st.cache_resource(max_entries=100, show_spinner=False)
def _goal(stamp: str, text: str, _d: Desk) -> str:
    return _d.ws.goal(text)
