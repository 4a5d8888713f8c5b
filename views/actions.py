"""What a reader does to a node or a setting, each with a way back. Used as callbacks of buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from graph import requires
from ingest import decide
from library import edits
from library.readers import State, decided
from library.vocabulary import Identifier, Status
from views.format import STATUS_NAMES, short
from workspace import Workspace

__all__ = [
    "annotate",
    "edit",
    "join",
    "judge",
    "mark",
    "mark_all",
    "rate",
    "set_list",
    "set_map",
    "split",
    "undo",
    "undoable",
]

_KEPT = 30


def mark(ws: Workspace, node: str, status: str | None, title: str = "") -> None:
    """Set the status of a node; None takes it back."""
    _remember(f"“{short(title or node, 40)}”: {STATUS_NAMES[status or 'pending']}", node, ws.say(node, status=status))


def mark_all(ws: Workspace, nodes: Sequence[str], status: Status, words: str) -> None:
    """Set the status of many nodes, to be undone as one."""
    before = {node: ws.say(node, status=status).status for node in nodes}
    _push({"words": words, "back": partial(_mark_back, before)})


def _mark_back(before: Mapping[str, Status | None], ws: Workspace) -> None:
    for node, status in before.items():
        ws.say(node, status=status)


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


def set_map(ws: Workspace, key: str, name: str, value: str | None, words: str) -> None:
    """Store one entry of one of the reader's maps (swaps, links, ...); None takes it out."""
    before = dict(ws.setting(key, {}))
    now = {**before, name: value}
    ws.set_setting(key, {one: text for one, text in now.items() if text})
    _push({"words": words, "key": key, "before": before})


def judge(ws: Workspace, pair: tuple[str, str], verdict: str | None, words: str) -> None:
    """Say whether a node needs another first; None takes the word back."""
    with ws.library.write() as connection:
        said = decided(connection, requires.ABOUT)
        requires.judge(connection, *pair, verdict)
    _push({"words": words, "back": partial(_unjudge, pair, said.get(pair), said.get(pair[::-1]))})


def _unjudge(pair: tuple[str, str], before: str | None, opposite: str | None, ws: Workspace) -> None:
    with ws.library.write() as connection:
        requires.judge(connection, *pair, None)
        if opposite:
            requires.judge(connection, *pair[::-1], opposite)
        if before:
            requires.judge(connection, *pair, before)


def split(ws: Workspace, node: str, name: Identifier, title: str) -> None:
    """Take what is called `name` out of a resource, for good."""
    with ws.library.write() as connection:
        stays, leaves = decide.split(connection, node, name)
    ws.refresh()
    _push({"words": f"“{short(title, 40)}” stands by itself", "back": partial(_rejoin, stays, leaves)})


def _rejoin(node: str, made: str, ws: Workspace) -> None:
    with ws.library.write() as connection:
        decide.join(connection, node, made)
    ws.refresh()


def join(ws: Workspace, first: str, second: str, title: str) -> None:
    """Take two resources for one, for good."""
    with ws.library.write() as connection:
        names = {one: decide.names_of(connection, one) for one in (first, second)}
        stays = decide.join(connection, first, second)
    ws.refresh()
    other = names[second if stays == first else first]
    _push({"words": f"“{short(title, 40)}”: two made one", "back": partial(_take_apart, stays, other)})


def _take_apart(node: str, names: list[Identifier], ws: Workspace) -> None:
    """Give what was joined to `node` its own place again, with all its names."""
    with ws.library.write() as connection:
        kept = decide.names_of(connection, node)
        decide.split(connection, node, *(name for name in names if name in kept))
    ws.refresh()


def edit(ws: Workspace, node: str, fields: Mapping[str, Any], topics: Mapping[str, str | None], title: str) -> None:
    """Let the reader's word stand for fields and topics of a resource."""
    before = _edit(node, fields, topics, ws)
    _push({"words": f"“{short(title, 40)}” corrected", "back": partial(_edit, node, *before)})


def _edit(
    node: str, fields: Mapping[str, Any], topics: Mapping[str, str | None], ws: Workspace
) -> tuple[dict[str, Any], dict[str, str | None]]:
    with ws.library.write() as connection:
        before = edits.edit(connection, node, fields), edits.edit_topics(connection, node, topics)
    ws.refresh()
    return before


def undoable() -> str | None:
    """Return what `undo` would take back, in words."""
    stack = st.session_state.get("undo", [])
    return stack[-1]["words"] if stack else None


def undo(ws: Workspace) -> None:
    """Take back what was done last."""
    if not st.session_state.get("undo"):
        return
    last = st.session_state["undo"].pop()
    _said()
    if "back" in last:
        back: Callable[[Workspace], object] = last["back"]
        back(ws)
        return
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
    _said()
    del stack[:-_KEPT]
    st.session_state["undo_shown"] = True


def _said() -> None:
    """Count what was said or taken back, so that a part of a page sees that all of it has to be drawn anew."""
    st.session_state["said"] = st.session_state.get("said", 0) + 1
