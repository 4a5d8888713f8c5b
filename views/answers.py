"""What the pages ask of the library, each question answered once for as long as its inputs stay.

A page runs from top to bottom at every press; without this, each run would search, reach and describe anew. Answers
are shared by all sessions and must not be changed.
"""

from __future__ import annotations

import streamlit as st

from graph.describe import Details
from graph.queries import Neighbourhood, Way
from recommend.goals import Goal
from recommend.roadmap_saved import SavedPlan
from recommend.roadmap_types import Roadmap
from views._shared import Desk

__all__ = ["around", "described", "meant", "path_between", "planned"]


def around(d: Desk, node: str, depth: int, links: tuple[str, ...], limit: int) -> Neighbourhood:
    """Return what lies round a node."""
    return _around(d.library_stamp, node, depth, links, limit, d)


def described(d: Desk, node: str) -> Details:
    """Return everything known about a node, with what the reader said."""
    return _described(d.stamp, node, d)


def path_between(d: Desk, first: str, second: str) -> tuple[Way, ...]:
    """Return short explained paths between two nodes."""
    return _path(d.library_stamp, first, second, d)


def meant(d: Desk, text: str) -> Goal:
    """Return what a goal in words stands for, and what else it could have meant.

    Raises
    ------
    NotFound
    """
    return _meant(d.library_stamp, text, d)


def planned(d: Desk, plan: SavedPlan) -> Roadmap:
    """Return the steps of a plan, those behind the reader too."""
    return _planned(d.stamp, repr(plan), plan, d)


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
def _meant(stamp: str, text: str, _d: Desk) -> Goal:
    return _d.ws.meant(text)


@st.cache_resource(max_entries=60, show_spinner="Planning …")
def _planned(stamp: str, said: str, _plan: SavedPlan, _d: Desk) -> Roadmap:
    return _d.ws.shown(_plan)
