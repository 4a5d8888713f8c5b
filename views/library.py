"""Library: put lists in, see what was read and what was joined, compare lists, take everything out again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ingest.assign import Report
from ingest.read import Found
from library.vocabulary import Reading
from views._shared import Desk, desk, errors_shown, progress_shown
from views.compare import compare_lists
from views.enriching import enriching
from views.format import plain, short, web_address
from views.lacking import lacking
from views.merged import merged
from views.take_out import take_out

UPLOADS = [
    "md",
    "markdown",
    "txt",
    "html",
    "htm",
    "bib",
    "ris",
    "json",
    "csv",
    "tsv",
    "org",
    "rst",
    "wiki",
    "mediawiki",
    "opml",
]
SHOWN_SKIPS = 50


def page() -> None:
    """Show the page."""
    with desk(empty=True) as d:
        tabs = st.tabs(list(TABS), key="library_tab", on_change="rerun")
        for tab, show in zip(tabs, TABS.values(), strict=True):
            if tab.open:  # what is not looked at is not worked out
                with tab:
                    show(d)


def _add(d: Desk) -> None:
    left, right = st.columns([55, 45], gap="large")
    with left:
        st.subheader("Add a reading list", anchor=False)
        how = st.segmented_control(
            "From",
            ("Files", "Text", "Address"),
            default="Files",
            required=True,
            key="add_how",
            label_visibility="collapsed",
        )
        if how == "Files":
            _from_files(d)
        elif how == "Text":
            _from_text(d)
        else:
            _from_address(d)
    with right:
        _reports()


def _from_files(d: Desk) -> None:
    files = st.file_uploader(
        "Files",
        type=UPLOADS,
        accept_multiple_files=True,
        key=f"files:{st.session_state.get('add_round', 0)}",
        label_visibility="collapsed",
        help="Markdown, plain text, HTML, bookmarks, BibTeX, RIS, CSL JSON, CSV, org, reStructuredText, OPML",
    )
    if files:
        _offer(d, [(file.name, file.getvalue()) for file in files])
    else:
        st.caption(
            "Markdown, plain text, web pages, browser bookmarks, BibTeX, RIS, Zotero’s CSL JSON, CSV, org, "
            "reStructuredText, OPML."
        )


def _from_text(d: Desk) -> None:
    name = st.text_input("Name of the list", key="text_name", placeholder="Reading for the winter")
    text = st.text_area(
        "Text",
        key="text_body",
        height=220,
        placeholder="# A heading\n- [A title](https://…), 2017, a note\n- Another title",
    )
    if text.strip():
        _offer(d, [(f"{name.strip() or 'Pasted list'}.md", text.encode())])


def _from_address(d: Desk) -> None:
    address = st.text_input("Address of a list", key="address", placeholder="https://…")
    st.caption("Only this page is fetched, and only when you ask. Addresses inside private networks are refused.")
    if address and not web_address(address):
        st.error("That is no web address. It should start with https:// or http://.")
    elif st.button("Fetch", disabled=not address, key="fetch_address"):
        st.session_state["fetched"] = ()
        with errors_shown(), st.spinner("Fetching …"):
            st.session_state["fetched"] = (address, d.ws.look(address.strip()))
    of, found = st.session_state.get("fetched") or ("", ())
    if found and of == address:
        _confirm(d, found)


def _offer(d: Desk, sources: Sequence[tuple[str, bytes]]) -> None:
    found: list[Found] = []
    for name, data in sources:
        with errors_shown():
            found.append(d.ws.preview(name, data))
    _confirm(d, found)


def _confirm(d: Desk, found: Sequence[Found]) -> None:
    """Show what would be read, then a button that does it."""
    readings = [one for one in found if isinstance(one, Reading)]
    for one in readings:
        _preview(one)
    total = sum(len(one.entries) for one in readings)
    if readings and st.button(
        f"Add {total} entries", type="primary", icon=":material/add:", key="add_do", disabled=not total
    ):
        _run(lambda progress: d.ws.keep(found, progress))


def _preview(reading: Reading) -> None:
    told = reading.reading_list
    name = f"{plain(short(told.title, 60))} · {len(reading.entries)} entries · {plain(told.format)}"
    with st.expander(name, expanded=True):
        table = pd.DataFrame(
            {
                "title": [entry.title for entry in reading.entries],
                "kind": [entry.kind for entry in reading.entries],
                "year": [entry.year for entry in reading.entries],
                "section": [" › ".join(entry.section) for entry in reading.entries],
                "line": [entry.line for entry in reading.entries],
            }
        )
        st.dataframe(
            table,
            hide_index=True,
            height=min(360, 38 + 35 * max(1, len(table))),
            column_config={"year": st.column_config.NumberColumn(format="%d")},
        )
        _skips(reading.skipped, "Left out")


def _skips(skipped: Sequence[Any], title: str) -> None:
    if skipped:
        st.markdown(f"**{title} · {len(skipped)}**")
        for one in skipped[:SHOWN_SKIPS]:
            st.caption(f"line {one.line}: {plain(short(one.text, 80))} — {plain(one.reason)}")


def _run(work: Callable[[Callable[[str, int, int], None]], list[Report]]) -> None:
    """Do the work with its progress in sight, keep the reports, and start afresh."""
    done = False
    with errors_shown(), progress_shown("Working …") as progress:
        reports = work(progress)
        st.session_state["reports"] = [*reports, *st.session_state.get("reports", [])][:40]
        st.session_state["add_round"] = st.session_state.get("add_round", 0) + 1
        done = True
    if done:
        st.rerun()


def _reports() -> None:
    reports: list[Report] = st.session_state.get("reports", [])
    st.subheader("What happened", anchor=False)
    if not reports:
        st.caption(
            "After adding, this says what was read, what was joined with something you had, and what was left out "
            "and why."
        )
        return
    for i, one in enumerate(reports):
        with st.container(border=True, key=f"sg-report-{i}", gap="small"):
            st.markdown(f"**{plain(short(one.title, 70))}**")
            if one.quiet:
                st.markdown(f"Nothing new: all {one.unchanged} entries were known.")
            else:
                words = [
                    f"{one.read} read",
                    f"{one.new} new",
                    f"{one.changed} changed",
                    f"{one.gone} gone",
                    f"{one.resources} new resources",
                ]
                st.markdown(" · ".join(word for word in words if not word.startswith("0 ")))
            if one.merged or one.skipped:
                st.caption(f"{len(one.merged)} joined with known resources, {len(one.skipped)} left out")
            if one.skipped:
                with st.expander("Left out"):
                    _skips(one.skipped, "Left out")


def _lists(d: Desk) -> None:
    titles = {node: d.title(node) for node in d.derived.nodes["list"]}
    if not titles:
        st.caption("No lists yet.")
        return
    columns = st.columns(2)
    for i, (node, title) in enumerate(sorted(titles.items(), key=lambda pair: pair[1])):
        held = [one for one, _, kind in d.kg.in_edges(node, keys=True) if kind == "listed_in"]
        done = sum(d.statuses.get(one) == "done" for one in held)
        with columns[i % 2].container(border=True, key=f"sg-list-{node}", gap=None):
            st.markdown(f"**{plain(title)}**")
            st.progress(
                done / len(held) if held else 0.0,
                text=f"{len(held)} resources · {done} done · {d.kg.nodes[node].get('format', '')}",
            )
    if len(titles) > 1:
        compare_lists(d, titles)


TABS: Mapping[str, Callable[[Desk], None]] = {
    "Add": _add,
    "Lists": _lists,
    "Joined": merged,
    "Not in your lists": lacking,
    "Enrich": enriching,
    "Take out": take_out,
}

if __name__ == "__main__":
    page()
