"""Facts from metadata services: off until a person turns it on, and told what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from views._shared import Desk, errors_shown, progress_shown
from views.format import plain

if TYPE_CHECKING:
    from ingest.enrich import Enriched

__all__ = ["enriching"]

ALLOWED = "metadata_services"


def enriching(d: Desk) -> None:
    """Show the switch, the button that asks, and what came of the last run."""
    st.subheader("Ask metadata services", anchor=False)
    st.markdown(
        "Authors, years, venues, abstracts and citations for what stands in your lists, from OpenAlex, Crossref, "
        "Semantic Scholar, arXiv, DataCite, GitHub and YouTube. What your lists and files say is not overwritten."
    )
    st.caption(
        "This is the only step that sends words of your library over the network: identifiers such as DOIs, and "
        "title, first author and year of papers and books without one. Answers are kept for a month, so a run that "
        "was stopped goes on where it was."
    )
    allowed = st.toggle("Allow requests to these services", key=ALLOWED, value=d.ws.setting(ALLOWED, False))
    if allowed != d.ws.setting(ALLOWED, False):
        d.ws.set_setting(ALLOWED, allowed)
    if st.button("Ask now", type="primary", icon=":material/travel_explore:", key="enrich", disabled=not allowed):
        _ask(d)
    _told(st.session_state.get("enriched", ()))


def _ask(d: Desk) -> None:
    with errors_shown(), progress_shown("Asking services …") as progress:
        st.session_state["enriched"] = d.ws.enrich(progress)


def _told(enriched: Sequence[Enriched]) -> None:
    for one in enriched:
        with st.container(border=True, key=f"sg-service-{one.service}", gap="small"):
            counts = f"{len(one.sent)} asked · {one.report.read} works told of · {one.report.changed} changed"
            st.markdown(f"**{plain(one.service)}** · {counts}")
            if one.problem:
                st.warning(plain(one.problem), icon=":material/cloud_off:")
            if one.sent:
                with st.expander("What was sent"):
                    st.code("\n".join(one.sent), language=None, height=200)
