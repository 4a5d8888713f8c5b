"""The whole library as files: for other programs, and as a backup to come back to."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import streamlit as st

from graph.export import export
from library.backup import backup, restore
from views._shared import Desk, errors_shown
from views.format import plain

__all__ = ["take_out"]

OUT = (
    ("GraphML", "graphml", "graph.graphml"),
    ("GEXF", "gexf", "graph.gexf"),
    ("JSON", "node-link", "graph.json"),
    ("JSON-LD", "json-ld", "graph.jsonld"),
    ("BibTeX", "bibtex", "references.bib"),
    ("RIS", "ris", "references.ris"),
    ("CSL JSON", "csl-json", "references.json"),
)


def take_out(d: Desk) -> None:
    """Show the exports, the backup, and the way back from one."""
    st.subheader("Take everything out", anchor=False)
    st.caption("The whole graph, or the resources for a reference manager.")
    with st.container(horizontal=True, gap="small"):
        for words, form, name in OUT:
            make = partial(_whole, d, form, name)
            st.download_button(words, make, name, key=f"out-{form}", on_click="ignore")
    st.subheader("Back up", anchor=False)
    st.markdown(
        "One file with everything that cannot be made again: lists, notes, marks, plans and corrections of every "
        "reader. It can be taken at any time."
    )
    st.download_button(
        "Back up the library",
        partial(_backup, d),
        "studygraph-backup.zip",
        "application/zip",
        key="backup",
        type="primary",
        icon=":material/archive:",
        on_click="ignore",
    )
    st.caption(f"The library lies in {plain(str(d.ws.library.paths.folder))}")
    with st.expander("Put a backup back", icon=":material/settings_backup_restore:"):
        _restore(d)


def _whole(d: Desk, form: str, name: str) -> bytes:
    return export(d.kg, form)[name].encode()


def _backup(d: Desk) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return backup(d.ws.library, Path(folder) / "backup.zip").read_bytes()


def _restore(d: Desk) -> None:
    """Replace the open library; everything cached of it goes, so the next run opens what came back."""
    given = st.file_uploader("A backup", type=["zip"], key="restore_file", label_visibility="collapsed")
    sure = st.checkbox("Replace the whole library, for every reader", key="restore_sure")
    if st.button("Put it back", disabled=not (given and sure), key="restore_do") and given:
        with errors_shown(), tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "backup.zip"
            file.write_bytes(given.getvalue())
            d.ws.close()
            restore(file, d.ws.library.paths.folder, overwrite=True).close()
            st.cache_resource.clear()
            st.cache_data.clear()
            st.session_state.clear()
            st.rerun()
