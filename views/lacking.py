"""What the lists leave out: works they build on, and topics they assume but nothing on them teaches."""

from __future__ import annotations

import streamlit as st

from graph.gaps import Gaps, gaps
from views import selection
from views._shared import Desk
from views.format import facts_line, plain, short

__all__ = ["lacking"]

SHOWN = 25


def lacking(d: Desk) -> None:
    """Show what is not in the lists."""
    found = _gaps(d.library_stamp, d)
    works, topics = st.columns(2, gap="large")
    with works, st.container(key="sg-row-works", gap=None):
        st.subheader(f"Works · {len(found.works)}", anchor=False)
        st.caption("Cited by several of your resources, but on none of your lists.")
        for one in found.works[:SHOWN]:
            data = d.kg.nodes[one.node]
            _link(d, one.node, facts_line([data.get("kind"), data.get("year")]))
            names = ", ".join(f"“{short(d.title(node), 40)}”" for node in one.cited_by[:2])
            st.caption(f"cited by {len(one.cited_by)} of yours, such as {plain(names)}")
    with topics, st.container(key="sg-row-topics", gap=None):
        st.subheader(f"Topics · {len(found.topics)}", anchor=False)
        st.caption("Needed for topics of your lists, but nothing on them is mainly about it.")
        for lack in found.topics[:SHOWN]:
            _link(d, lack.node, f"needed for {len(lack.required_by)}")
            st.caption(plain(short("; ".join(lack.reasons[:1]), 150)))


def _link(d: Desk, node: str, facts: str) -> None:
    st.button(
        f"{plain(short(d.title(node), 80))} · {plain(facts)}",
        key=f"lacking:{node}",
        type="tertiary",
        width="stretch",
        on_click=selection.go,
        args=("explore", node),
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _gaps(stamp: str, _d: Desk) -> Gaps:
    return gaps(_d.kg)
