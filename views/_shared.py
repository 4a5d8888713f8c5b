"""What every page stands on: the open library, the reader, the search box, the undo bar, and the one place where
errors are shown."""

from __future__ import annotations

import copy
import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import streamlit as st

from graph.find import Hit
from library.errors import StudygraphError
from library.paths import default_folder
from library.readers import State
from views import actions, selection
from views.components import search_box
from views.derived import Derived, derive
from views.format import plain

if TYPE_CHECKING:
    from workspace import Workspace

__all__ = ["Desk", "desk", "errors_shown", "make_workspace", "progress_shown"]

HERE = Path(__file__).parent
DEFAULT_READER = os.environ.get("STUDYGRAPH_READER") or "me"
SEARCH_HITS = 9


@dataclass(frozen=True)
class Desk:
    """What a page works with: the library for one reader, the graph, and what is derived from it.

    `library_stamp` changes with the library, `stamp` also with what the reader said: the keys for cached answers.
    """

    folder: str
    ws: Workspace
    kg: nx.MultiDiGraph[str]
    derived: Derived
    states: Mapping[str, State]
    library_stamp: str
    stamp: str

    @property
    def statuses(self) -> dict[str, str]:
        """Status by node, without the nodes that have none."""
        return {node: state.status for node, state in self.states.items() if state.status}

    def title(self, node: str) -> str:
        """Return the title of a node."""
        return str(self.kg.nodes[node].get("title", node)) if node in self.kg else node


def make_workspace(folder: str) -> Workspace:
    """Open the library in a folder."""
    from workspace import Workspace  # noqa: PLC0415 - heavy, and only needed once a library is opened

    return Workspace(folder)


@st.cache_resource(show_spinner="Opening the library …", max_entries=4)
def _opened(folder: str) -> Workspace:
    return make_workspace(folder)


@st.cache_resource(show_spinner=False, max_entries=4)
def _loading(folder: str, _ws: Workspace) -> threading.Thread:
    """Load the text model beside the pages, once somebody searches: it takes seconds and half a gigabyte."""
    loading = threading.Thread(target=_ws.encoder.encode, args=(["a first text"],), daemon=True)
    loading.start()
    return loading


@st.cache_resource(show_spinner="Bringing the graph up to date …", max_entries=3)
def _graph(folder: str, revision: int, _ws: Workspace) -> nx.MultiDiGraph[str]:
    return _ws.kg


@st.cache_resource(show_spinner="Drawing the map …", max_entries=3)
def _derived(folder: str, revision: int, _kg: nx.MultiDiGraph[str]) -> Derived:
    return derive(_kg)


@contextmanager
def errors_shown() -> Iterator[None]:
    """Show what went wrong and what to do next instead of a traceback."""
    try:
        yield
    except StudygraphError as error:
        hint = f"\n\n{plain(error.hint)}" if error.hint else ""
        st.error(f"**{plain(str(error))}**{hint}", icon=":material/error:")


@contextmanager
def desk(*, empty: bool = False) -> Iterator[Desk]:
    """Frame of a page: search and reader above, undo below, errors shown. Stops with a welcome in an empty library
    unless the page can do with one (`empty`)."""
    _switch()
    st.html(HERE / "style.css")
    with errors_shown():
        found = _open()
        _header(found)
        if not empty and not found.derived.nodes["resource"]:
            _welcome()
            st.stop()
        yield found
        _undo_bar(found.ws)


def _switch() -> None:
    """Follow a wish for another page that a callback left."""
    page = st.session_state.pop("go", None)
    if page:
        st.switch_page(HERE / f"{page}.py", query_params=_address())


def _address() -> dict[str, str]:
    reader = st.session_state.get("reader", DEFAULT_READER)
    return {"reader": reader} if reader != DEFAULT_READER else {}


def _open() -> Desk:
    folder = os.environ.get("STUDYGRAPH_LIBRARY") or str(default_folder())
    shared = _opened(folder)
    kg = _graph(folder, shared.revision, shared)
    # Sessions share the open library but never the reader: each run works on its own shallow copy.
    ws = copy.copy(shared)
    ws.reader = _reader()
    states = ws.states()
    revision = int(kg.graph["revision"])
    library_stamp = f"{folder}|{revision}"
    stamp = f"{library_stamp}|{ws.reader}|{_digest(states)}"
    return Desk(folder, ws, kg, _derived(folder, revision, kg), states, library_stamp, stamp)


def _digest(states: Mapping[str, State]) -> str:
    """Times are kept to the second, and a reader can say two things in one: all that was said counts."""
    return hashlib.blake2b(repr(sorted(states.items())).encode(), digest_size=12).hexdigest()


def _reader() -> str:
    named = st.query_params.get("reader")
    if named and named.strip():
        st.session_state["reader"] = named.strip()[:60]
    name = str(st.session_state.setdefault("reader", DEFAULT_READER))
    if name not in {DEFAULT_READER, named}:
        st.query_params["reader"] = name
    return name


def _header(found: Desk) -> None:
    with st.container(key="sg-head", horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        with st.container(key="sg-search"):
            _search(found)
        with st.popover(plain(found.ws.reader), icon=":material/person:", width="content"):
            _reader_choice(found.ws)


@st.fragment
def _search(found: Desk) -> None:
    query = str(st.session_state.get("search_query", ""))
    # Names and words answer at once; until the text model is there, the box asks again for what they mean.
    meaning = found.ws.encoder.loaded or not query or not _loading(found.folder, found.ws).is_alive()
    hits = []
    with errors_shown():
        hits = _hits(found.library_stamp, query, meaning, found) if query else []
    rows = [
        {"id": hit.node, "title": hit.title, "kind": hit.kind or hit.type, "why": str(hit.why or "")} for hit in hits
    ]
    told = {"query": query, "hits": rows, "partial": not meaning}
    search_box(told, key="search", query=_asked, opened=_opened_hit)
    if st.session_state.get("go"):
        st.rerun()


@st.cache_resource(max_entries=200, show_spinner=False)
def _hits(stamp: str, query: str, meaning: bool, _found: Desk) -> list[Hit]:
    return _found.ws.search(query, SEARCH_HITS, meaning=meaning)


def _asked(text: str) -> None:
    st.session_state["search_query"] = text


def _opened_hit(node: str) -> None:
    st.session_state["search_query"] = ""
    selection.go("explore", node)


def _reader_choice(ws: Workspace) -> None:
    names = list(dict.fromkeys([ws.reader, DEFAULT_READER, *ws.reader_names()]))
    st.caption("Each reader has their own progress, ratings, notes and plans on the same library.")
    st.selectbox(
        "Reader",
        names,
        key="reader_choice",
        index=0,
        accept_new_options=True,
        on_change=_read_as,
        help="Type a new name to add a reader.",
    )


def _read_as() -> None:
    name = str(st.session_state.get("reader_choice") or "").strip()[:60]
    if not name:
        return
    st.session_state["reader"] = name
    for key in ("undo", "undo_shown"):
        st.session_state.pop(key, None)
    if name == DEFAULT_READER:
        st.query_params.pop("reader", None)
    else:
        st.query_params["reader"] = name


def _undo_bar(ws: Workspace) -> None:
    """A line at the lower edge that says what was just done; it takes no room, so nothing jumps."""
    words = actions.undoable()
    if not words or not st.session_state.get("undo_shown"):
        return
    with st.container(key="sg-undo", horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        st.markdown(plain(words))
        st.button("Undo", key="undo_button", type="tertiary", icon=":material/undo:", on_click=actions.undo, args=(ws,))
        st.button(
            "Dismiss",
            key="undo_dismiss",
            type="tertiary",
            on_click=st.session_state.update,
            args=({"undo_shown": False},),
        )


@contextmanager
def progress_shown(words: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show how far the work inside is: give it a callback for (step, done, all)."""
    with st.status(words, expanded=True) as status:
        bar = st.progress(0.0)

        def progress(what: str, so_far: int, of: int) -> None:
            status.update(label=f"{what.capitalize()} …")
            bar.progress(min(1.0, so_far / of) if of else 1.0)

        yield progress
        status.update(label="Done", state="complete")


def _welcome() -> None:
    with st.container(key="sg-welcome"):
        st.title("Your shelf is empty")
        st.markdown(
            "Add a reading list and Studygraph shows how its entries hang together, what to read next, and a way from "
            "what you know to where you want to be. Markdown, plain text, bookmarks, BibTeX and more are read; nothing "
            "leaves this machine."
        )
        if st.button("Add a reading list", type="primary", icon=":material/add:"):
            st.switch_page(HERE / "library.py")
