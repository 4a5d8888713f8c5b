"""The one selection that list, graph and details share: kept in the session, and in the address so that it can be
sent and gone back to. `node` is what is chosen, `centre` what the graph is drawn round."""

from __future__ import annotations

from collections.abc import Container

import streamlit as st

__all__ = ["centre", "choose", "chosen", "go", "recentre", "sync"]


def chosen() -> str | None:
    """Return the chosen node."""
    return st.session_state.get("node")


def centre() -> str | None:
    """Return the node in the middle of the graph."""
    return st.session_state.get("centre")


def choose(node: str) -> None:
    """Choose a node; the graph stays where it is."""
    st.session_state["node"] = node
    st.session_state.setdefault("centre", node)
    _to_address()


def recentre(node: str) -> None:
    """Choose a node and draw the graph round it."""
    st.session_state["node"] = st.session_state["centre"] = node
    _to_address()


def go(page: str, node: str | None = None) -> None:
    """Ask for another page (in a callback, where pages cannot be switched), with a node to be shown there."""
    if node is not None:
        recentre(node)
    st.session_state["go"] = page


def sync(nodes: Container[str], first: str) -> None:
    """Bring session and address together at the start of a run.

    The address counts when it names a node (a link, or the back button); else the session; else `first`.
    """
    named = st.query_params.get("node")
    if named and named in nodes:
        wanted = st.query_params.get("centre")
        st.session_state["node"] = named
        st.session_state["centre"] = wanted if wanted and wanted in nodes else named
    for key in ("node", "centre"):
        if st.session_state.get(key) not in nodes:
            st.session_state[key] = first
    _to_address()


def _to_address() -> None:
    node, middle = st.session_state.get("node"), st.session_state.get("centre")
    wanted = {key: value for key, value in st.query_params.to_dict().items() if key not in ("node", "centre")}
    if node:
        wanted["node"] = node
    if middle and middle != node:
        wanted["centre"] = middle
    # All at once: every single change would be a step of its own for the back button.
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)
