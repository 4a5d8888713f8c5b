"""What comes before the chosen node and what follows: with the evidence, and with the reader's word on each link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from graph.closure import Reached
from graph.describe import Details
from graph.requires import ABOUT
from library.readers import decided
from views import actions, selection
from views._shared import Desk
from views.format import plain, short

__all__ = ["needs"]

SHOWN = 7
Verdicts = Mapping[tuple[str, str], str]
BUTTONS = (
    ("accept", ":material/check:", "True: keep it, whatever the lists say"),
    ("reject", ":material/close:", "Not true: take it away for good"),
    ("reverse", ":material/swap_vert:", "The other way round"),
)


def needs(desk: Desk, found: Details) -> None:
    """Show what is needed before a node and what it leads to; both fold."""
    said = _said(desk)
    before, leads = found.needed_before, found.leads_to
    if before or leads:
        # A reader looks far more often than they correct, so the buttons stand back until asked for.
        judging = st.toggle(
            "Correct these links", key="judging", help="Say of each link whether it is true. Your word stays."
        )
        _group(desk, "Needed before", found.node, before, said, judging=judging, forward=True)
        _group(desk, "Leads to", found.node, leads, said, judging=judging, forward=False)
    _refused(desk, found.node, said)


def _said(desk: Desk) -> Verdicts:
    with desk.ws.library.read() as connection:
        return decided(connection, ABOUT)


def _group(
    desk: Desk, title: str, node: str, reached: Sequence[Reached], said: Verdicts, *, judging: bool, forward: bool
) -> None:
    if not reached:
        return
    with (
        st.expander(f"{title} · {len(reached)}", expanded=True),
        st.container(key=f"sg-row-{'before' if forward else 'leads'}", gap=None),
    ):
        for one in reached[:SHOWN]:
            _one(desk, node, one, said, judging=judging, forward=forward)
        if len(reached) > SHOWN:
            st.caption(f"and {len(reached) - SHOWN} more: centre the graph here to see them")


def _one(desk: Desk, node: str, one: Reached, said: Verdicts, *, judging: bool, forward: bool) -> None:
    mark = ":material/check_circle: " if desk.statuses.get(one.node) == "done" else ""
    st.button(
        f"{mark}{plain(short(desk.title(one.node), 64))}",
        key=f"{'before' if forward else 'leads'}:{one.node}",
        type="tertiary",
        width="stretch",
        on_click=selection.choose,
        args=(one.node,),
    )
    sure = f"{one.confidence:.0%} sure"
    way = "" if one.depth == 1 else f", over {plain(short(desk.title(one.via), 40))}"
    st.caption(f"{plain(short('; '.join(one.reasons[:2]), 150))} :gray[({sure}{way})]")
    pair = _link(desk, node, one, forward=forward) if judging else None
    if pair:
        if node not in pair:
            st.caption(plain(_words(desk, pair, "accept")))
        _judge(desk, pair, said.get(pair))


def _link(desk: Desk, node: str, one: Reached, *, forward: bool) -> tuple[str, str] | None:
    """The requirement by which `one` was reached: from where the way came, or from a topic of the node."""
    for end in (one.via, *_topics(desk, node)):
        pair = (end, one.node) if forward else (one.node, end)
        if desk.kg.has_edge(*pair, "requires"):
            return pair
    return None


def _topics(desk: Desk, node: str) -> list[str]:
    return [topic for _, topic, kind in desk.kg.out_edges(node, keys=True) if kind == "about"]


def _judge(desk: Desk, pair: tuple[str, str], now: str | None) -> None:
    with st.container(horizontal=True, gap="small"):
        for verdict, icon, words in BUTTONS:
            on = verdict == now
            st.button(
                icon,
                key=f"judge:{verdict}:{pair[0]}:{pair[1]}",
                type="primary" if on else "secondary",
                help="Press to take your word back" if on else words,
                on_click=actions.judge,
                args=(desk.ws, pair, None if on else verdict, _words(desk, pair, None if on else verdict)),
            )


def _words(desk: Desk, pair: tuple[str, str], verdict: str | None) -> str:
    node, first = (short(desk.title(one), 30) for one in pair)
    return {
        "accept": f"“{node}” needs “{first}”",
        "reject": f"“{node}” does not need “{first}”",
        "reverse": f"“{first}” needs “{node}”",
        None: f"your word on “{first}” taken back",
    }[verdict]


def _refused(desk: Desk, node: str, said: Verdicts) -> None:
    """Links that are gone because the reader said so, each with a way back."""
    here = {node, *_topics(desk, node)}
    gone = [pair for pair, verdict in sorted(said.items()) if verdict != "accept" and here & set(pair)]
    gone = [pair for pair in gone if all(end in desk.kg for end in pair)]
    if not gone:
        return
    with st.expander(f"You corrected · {len(gone)}"), st.container(key="sg-row-refused", gap=None):
        for pair in gone:
            st.button(
                plain(_words(desk, pair, said[pair])),
                key=f"unjudge:{pair[0]}:{pair[1]}",
                type="tertiary",
                icon=":material/undo:",
                width="stretch",
                help="Press to take your word back",
                on_click=actions.judge,
                args=(desk.ws, pair, None, _words(desk, pair, None)),
            )
