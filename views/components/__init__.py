"""The browser components and how to mount them; their sources are in `source/`, what is served in `assets/`.

Each component is told data and answers with at most one event; callers give a function for each event, which gets
the event's value. Nothing here knows a library.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

__all__ = ["about", "checklist", "library_map", "neighbourhood", "node_list", "search_box"]

Told = Callable[[Any], None]

_NAMES = ("neighbourhood", "map", "nodelist", "search", "checklist", "about")
_GRAPH = """<section class="graph"><div class="top"><div class="bar"></div><div class="tools" role="toolbar"
 aria-label="View"></div></div><div class="stage"><div class="canvas" tabindex="0" role="application"
 aria-label="Graph. Arrow keys choose a node, Enter makes it the centre, H hides, P pins, U undoes."></div>
<div class="axis" aria-hidden="true"></div><div class="tip" hidden></div></div>
<div class="bottom"><div class="legend"></div><div class="shapes"></div><div class="links"></div></div>
<div class="said" aria-live="polite"></div>
</section>"""
_LIST = """<section class="list"><div class="head"><input type="search" placeholder="Filter by words"
 aria-label="Filter by words in title, author or summary">
<div class="row"><span class="count"></span>
<select aria-label="Order"></select></div></div>
<ol role="listbox" aria-label="Resources in this view"></ol></section>"""
_SEARCH = """<div class="search"><input type="search" role="combobox" aria-expanded="false" aria-controls="hits"
 aria-autocomplete="list" autocomplete="off" spellcheck="false"
 placeholder="Search titles, authors, topics, meaning"
 aria-label="Search the library"><kbd>Ctrl K</kbd><ul id="hits" role="listbox" hidden></ul></div>"""
_PLAN = """<ol class="plan" aria-label="Steps. D done, L learning, S leave out, R reset, A needs revision."></ol>"""
_ABOUT = """<div class="about"></div>"""
_HTML = {
    "neighbourhood": _GRAPH,
    "map": _GRAPH,
    "nodelist": _LIST,
    "search": _SEARCH,
    "checklist": _PLAN,
    "about": _ABOUT,
}


def _mount(name: str) -> Callable[..., Any]:
    """Return the renderer of a component, telling the running server once where its files lie.

    Streamlit finds packaged files by itself only when the package is called like its distribution, which `views`
    is not; so they are announced here, the same way for a checkout, an editable install and a wheel.
    """
    manager = get_bidi_component_manager()
    full = f"studygraph.{name}"
    if manager.get_component_asset_root(full) is None:
        entries = [ComponentConfig(one, "assets") for one in _NAMES]
        manager.register_from_manifest(ComponentManifest("studygraph", "1", entries), Path(__file__).parent)
    # The style goes with the page: fetched later, it would let the bare form show and everything jump.
    return st.components.v2.component(
        full, html=_HTML[name], css=_style(name), js=f"{name}.js", isolate_styles=name != "about"
    )


@cache
def _style(name: str) -> str:
    return (Path(__file__).parent / "assets" / f"{name}.css").read_text("utf-8")


def _events(key: str, **told: Told | None) -> dict[str, Callable[[], None]]:
    """Turn functions of a value into Streamlit's callbacks without arguments."""

    def callback(event: str, function: Told | None) -> Callable[[], None]:
        def run() -> None:
            value = st.session_state[key].get(event) if key in st.session_state else None
            if function and value is not None:
                function(value)

        return run

    return {f"on_{event}_change": callback(event, function) for event, function in told.items()}


def about(data: Mapping[str, Any], *, key: str) -> None:
    """Show who a node is, and at once when another one is chosen; see `views.graphdata.about_of` for the data."""
    _mount("about")(data=data, key=key)


def neighbourhood(data: Mapping[str, Any], *, key: str, select: Told, recentre: Told) -> None:
    """Draw the graph round one node; see `views.graphdata.payload` for the data."""
    _mount("neighbourhood")(data=data, key=key, **_events(key, select=select, recentre=recentre))


def library_map(data: Mapping[str, Any], *, key: str, select: Told, recentre: Told) -> None:
    """Draw the whole library; see `views.mapdata.payload` for the data."""
    _mount("map")(data=data, key=key, **_events(key, select=select, recentre=recentre))


def node_list(data: Mapping[str, Any], *, key: str, select: Told, recentre: Told) -> None:
    """Show the nodes of a graph as a list that can be filtered and walked by key."""
    _mount("nodelist")(data=data, key=key, **_events(key, select=select, recentre=recentre))


def search_box(data: Mapping[str, Any], *, key: str, query: Told, opened: Told) -> None:
    """Show the search box; `data` has the `query` that was answered, its `hits`, and whether these are `partial`.

    While they are, the box asks `again` after a moment, which needs no answer but a new run.
    """
    _mount("search")(data=data, key=key, **_events(key, query=query, open=opened, again=None))


def checklist(data: Mapping[str, Any], *, key: str, select: Told, status: Told) -> None:
    """Show the steps of a roadmap; `status` is told a mapping of `id` and `status`."""
    _mount("checklist")(data=data, key=key, **_events(key, select=select, status=status))
