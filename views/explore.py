"""Explore: a list, a graph and details round one selection; the map of everything; the path between two nodes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import networkx as nx
import streamlit as st

from graph.queries import Neighbourhood
from graph.schema import EDGE_KINDS
from views import selection
from views._shared import Desk, desk
from views.answers import around, path_between
from views.details import STATUSES
from views.exports import SHOWN_AS, part_as
from views.format import STATUS_NAMES, plain, short
from views.graphdata import Filters, keep, part_of, payload
from views.mapdata import payload as map_payload
from views.panes import AROUND, MAP, map_and_details, three_panes

LINKS = {
    "cites": "Citations",
    "similar": "Similar texts",
    "requires": "Needed before",
    "about": "Topics",
    "by": "Authors",
    "listed_in": "Lists",
    "broader": "Part of",
    "implements": "Implementations",
    "explains": "Explanations",
    "version_of": "Versions",
}
USUAL_LINKS = ("cites", "similar", "requires", "about", "implements", "explains", "version_of")
ENOUGH = 0  # as many steps as it takes to show something
FEW = 12


def page() -> None:
    """Show the page."""
    with desk() as d:
        selection.sync(d.kg, d.derived.first)
        view = st.session_state.get("explore_view", AROUND)
        if view == MAP:
            _overview(d)
        else:
            _around(d)


def _view_switch() -> None:
    st.segmented_control(
        "View",
        (AROUND, MAP),
        key="explore_view",
        default=AROUND,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )


def _around(d: Desk) -> None:
    node, middle = selection.chosen(), selection.centre()
    assert node
    assert middle
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _view_switch()
        depth, limit, links = _reach()
        filters = _filters(d)
        exports = st.popover("Save", icon=":material/download:", width="content")
        count = st.empty()
    path = _path(d)
    near = _near(d, middle, depth, links, limit)
    # The chosen node is shown whatever the filters say; otherwise the picture does not depend on it.
    apart = node if filters or all(one.node != node for one in near.nodes) else ""
    marks = tuple(sorted(d.statuses.items()))
    shown, of, data = _picture(d.library_stamp, marks, middle, apart, (depth, limit, links), filters, path, near, d)
    with count:
        _count(d, len(shown), of, near.total, filters)
    with exports:
        _exports(shown)
    three_panes(d, data)


@st.cache_resource(max_entries=40, show_spinner=False)
def _picture(
    stamp: str,
    marks: tuple[tuple[str, str], ...],
    middle: str,
    apart: str,
    reach: tuple[int, int, tuple[str, ...]],
    filters: Filters,
    path: tuple[str, ...],
    _near: Neighbourhood,
    _d: Desk,
) -> tuple[nx.MultiDiGraph[str], int, dict[str, Any]]:
    """What passes the filters, out of how many nodes, and what of it the graph component is told."""
    always = dict.fromkeys([middle, *path, *([apart] if apart else [])])
    inside = dict.fromkeys([*(one.node for one in _near.nodes), *always])
    part = part_of(_d.kg, inside, {*reach[2], *_kinds_on(_d, path)})
    statuses = dict(marks)
    shown = keep(part, _d.derived, statuses, filters, always)
    return shown, len(part), payload(shown, _d.derived, statuses, focus=middle, path=path)


def _near(d: Desk, middle: str, depth: int, links: tuple[str, ...], limit: int) -> Neighbourhood:
    """What lies round a node; "as needed" goes further where little is linked, as in a list without citations."""
    near = around(d, middle, depth or 1, links, limit)
    for steps in (2, 3) if depth == ENOUGH else ():
        if len(near.nodes) < min(limit, FEW):
            near = around(d, middle, steps, links, min(limit, 2 * FEW))
    return near


def _reach() -> tuple[int, int, tuple[str, ...]]:
    """How far to look and over which kinds of links."""
    with st.popover("Reach", icon=":material/share:", width="content"):
        depth = st.segmented_control(
            "Steps from the centre",
            (ENOUGH, 1, 2, 3),
            key="depth",
            default=ENOUGH,
            required=True,
            persist_state="session",
            format_func=lambda steps: str(steps or "as needed"),
        )
        limit = st.slider("At most so many nodes", 20, 300, 32, step=4, key="limit", persist_state="session")
        links = st.pills(
            "Follow",
            EDGE_KINDS,
            key="links",
            selection_mode="multi",
            default=list(USUAL_LINKS),
            format_func=lambda kind: LINKS[kind],
            persist_state="session",
        )
    return int(depth or ENOUGH), int(limit), tuple(links or USUAL_LINKS)


def _filters(d: Desk) -> Filters:
    """What of it to show."""
    titles = sorted(d.title(node) for node in d.derived.nodes["list"])
    with st.popover("Filter", icon=":material/filter_alt:", width="content"):
        words = st.text_input("Words in title, author or summary", key="f_words")
        chosen_kinds = st.pills("Kind", d.derived.kinds, selection_mode="multi", key="f_kinds", persist_state="session")
        statuses = st.pills(
            "Status",
            STATUSES,
            selection_mode="multi",
            key="f_statuses",
            format_func=STATUS_NAMES.__getitem__,
            persist_state="session",
        )
        lists = st.multiselect("Lists", titles, key="f_lists", format_func=lambda title: short(title, 40))
        low, high = span = d.derived.years
        if span[0] < span[1]:
            low, high = st.slider("Years", *span, span, key="f_years")
        return Filters(
            tuple(chosen_kinds or ()),
            tuple(statuses or ()),
            tuple(lists),
            (low if low > span[0] else 0, high if high < span[1] else 0),
            words,
        )


def _count(d: Desk, shown: int, of: int, total: int, filters: Filters) -> None:
    words = f"{shown} of {of} nodes" if filters else f"{shown} nodes"
    more = f" · {total - of} more within reach" if total > of else ""
    st.caption(f"Round **{plain(short(d.title(selection.centre() or ''), 70))}** · {words}{more}")


def _path(d: Desk) -> tuple[str, ...]:
    """The path between two nodes, with its explanation above the graph; empty without two."""
    start, end = st.session_state.get("path_from"), st.session_state.get("path_to_node")
    if not start or start not in d.kg:
        return ()
    with st.container(border=True, key="sg-path"):
        if not end or end not in d.kg:
            words = f"Path from **{plain(d.title(start))}**: choose where it should lead, then press “Path to here”."
            _path_head(words)
            return ()
        ways = path_between(d, start, end)
        _path_head(f"From **{plain(d.title(start))}** to **{plain(d.title(end))}**")
        if not ways:
            st.markdown("Nothing connects the two.")
            return ()
        number = 0
        if len(ways) > 1:
            names = [
                f"{i + 1}. {'direct' if len(way.hops) == 1 else f'in {len(way.hops)} steps'}"
                for i, way in enumerate(ways)
            ]
            number = names.index(
                st.pills(
                    "Ways",
                    names,
                    default=names[0],
                    required=True,
                    key=f"way:{start}:{end}",
                    label_visibility="collapsed",
                )
            )
        for hop in ways[number].hops:
            why = f" :gray[({plain('; '.join(hop.evidence[:1]))})]" if hop.evidence else ""
            st.markdown(f"- {plain(hop.sentence)}{why}")
        return ways[number].nodes


def _path_head(words: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words)
        st.button("Close", key="path_close", type="tertiary", icon=":material/close:", on_click=_path_close)


def _path_close() -> None:
    for key in ("path_from", "path_to_node"):
        st.session_state.pop(key, None)


def _kinds_on(d: Desk, path: Sequence[str]) -> set[str]:
    """Kinds of the edges along a path, so that they are drawn even where those kinds are not followed."""
    pairs = [*pairwise(path), *pairwise(path[::-1])]
    return {str(kind) for a, b in pairs for kind in d.kg.get_edge_data(a, b, default={})}


def _exports(shown: nx.MultiDiGraph[str]) -> None:
    st.caption("What the graph shows now. Pictures (PNG, SVG) are in the graph's own bar.")
    for words, (form, name, media) in SHOWN_AS.items():
        st.download_button(
            words,
            partial(part_as, shown, form, name),
            name,
            media,
            key=f"out:{name}",
            on_click="ignore",
            width="stretch",
        )


def _overview(d: Desk) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _view_switch()
        st.caption(
            f"{len(d.derived.place)} resources in {len(d.derived.regions)} regions. "
            "Double-click one to explore round it."
        )
    map_and_details(d, _map_columns(d.stamp, d))


@st.cache_resource(max_entries=4, show_spinner=False)
def _map_columns(stamp: str, _d: Desk) -> dict[str, Any]:
    return map_payload(_d.kg, _d.derived, _d.statuses)


if __name__ == "__main__":
    page()
