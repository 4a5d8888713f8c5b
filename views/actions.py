"""What a reader does to a node or a setting, each with a way back. Used as callbacks of buttons."""

from __future__ import annotations

from typing import Any

import streamlit as st

from library.readers import State
from views.format import STATUS_NAMES, short
from workspace import Workspace

__all__ = ["annotate", "mark", "rate", "set_list", "undo", "undoable"]

_KEPT = 30


def mark(ws: Workspace, node: str, status: str | None, title: str = "") -> None:
    """Set the status of a node; None takes it back."""
    _remember(f"“{short(title or node, 40)}”: {STATUS_NAMES[status or 'pending']}", node, ws.say(node, status=status))


def rate(ws: Workspace, node: str, rating: int | None, title: str = "") -> None:
    """Rate a node 1 (up) or -1 (down); None takes it back."""
    words = {1: "liked", -1: "not for me", None: "rating taken back"}[rating]
    _remember(f"“{short(title or node, 40)}”: {words}", node, ws.say(node, rating=rating))


def annotate(ws: Workspace, node: str, text: str, title: str = "") -> None:
    """Write the reader's note on a node."""
    _remember(f"“{short(title or node, 40)}”: note saved", node, ws.say(node, note=text or None))


def set_list(ws: Workspace, key: str, value: list[str], words: str) -> None:
    """Store one of the reader's lists (hidden resources, muted words, ...)."""
    before = list(ws.setting(key, []))
    ws.set_setting(key, value)
    _push({"words": words, "key": key, "before": before})


def undoable() -> str | None:
    """Return what `undo` would take back, in words."""
    stack = st.session_state.get("undo", [])
    return stack[-1]["words"] if stack else None


def undo(ws: Workspace) -> None:
    """Take back what was done last."""
    if not st.session_state.get("undo"):
        return
    last = st.session_state["undo"].pop()
    if "key" in last:
        ws.set_setting(last["key"], last["before"])
        return
    before: State = last["before"]
    ws.say(last["node"], status=before.status, rating=before.rating, note=before.note)


def _remember(words: str, node: str, before: State) -> None:
    _push({"words": words, "node": node, "before": before})


def _push(record: dict[str, Any]) -> None:
    stack = st.session_state.setdefault("undo", [])
    stack.append({**record, "reader": st.session_state.get("reader")})
    del stack[:-_KEPT]
    st.session_state["undo_shown"] = True
