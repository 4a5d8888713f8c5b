"""Two reading lists side by side: what both have, what only one has, and what one would add to the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import streamlit as st

from graph.schema import list_node
from library.lists import list_entries
from views import selection
from views._shared import Desk
from views.format import facts_line, plain, short

__all__ = ["compare_lists"]

SHOWN = 40


def compare_lists(d: Desk, titles: Mapping[str, str]) -> None:
    """Show the comparison of two lists that the reader picks."""
    st.subheader("Compare two lists", anchor=False)
    nodes = sorted(titles, key=titles.__getitem__)
    left, right = st.columns(2)
    first = left.selectbox("First", nodes, format_func=titles.__getitem__, key="compare_a")
    second = right.selectbox("Second", nodes, index=1, format_func=titles.__getitem__, key="compare_b")
    a, b = held(d, first), held(d, second)
    both, only_a, only_b = a & b, a - b, b - a
    columns = st.columns(3)
    columns[0].metric("In both", len(both))
    columns[1].metric("Only in the first", len(only_a))
    columns[2].metric("Only in the second", len(only_b))
    _topics(d, a, b)
    for words, node in (("Twice in the first", first), ("Twice in the second", second)):
        _twice(d, words, node)
    for words, nodes_of in (("In both", both), ("What the second adds", only_b), ("What the first adds", only_a)):
        if nodes_of:
            _group(d, words, nodes_of)


def held(d: Desk, node: str) -> set[str]:
    """Return the resources of a list."""
    return {one for one, _, kind in d.kg.in_edges(node, keys=True) if kind == "listed_in"}


def twice(d: Desk, node: str) -> dict[str, list[tuple[int, str]]]:
    """Return the resources that several lines of a list name, each with those lines and what they say."""
    lines: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with d.ws.library.read() as connection:
        for reading_list, resource, entry in list_entries(connection):
            if list_node(reading_list) == node:
                lines[resource].append((entry.line, entry.title))
    return {resource: some for resource, some in lines.items() if len(some) > 1}


@st.cache_resource(max_entries=20, show_spinner=False)
def _named_twice(stamp: str, node: str, _d: Desk) -> dict[str, list[tuple[int, str]]]:
    return twice(_d, node)


def _twice(d: Desk, words: str, node: str) -> None:
    found = _named_twice(d.library_stamp, node, d)
    if not found:
        return
    with st.expander(f"{words} · {len(found)}"):
        for resource, lines in found.items():
            where = ", ".join(f"line {line}" for line, _ in lines)
            st.markdown(f"{plain(d.title(resource))}  \n:gray[{where}]")


def _topics(d: Desk, a: set[str], b: set[str]) -> None:
    """Subjects that one list has and the other lacks."""
    of_a, of_b = (Counter(d.derived.topic[node] for node in nodes if node in d.derived.topic) for nodes in (a, b))
    for words, mine, other in (("Only the first covers", of_a, of_b), ("Only the second covers", of_b, of_a)):
        missing = [f"{plain(topic)} ({count})" for topic, count in mine.most_common() if topic not in other][:12]
        if missing:
            st.markdown(f"**{words}:** {', '.join(missing)}")


def _group(d: Desk, words: str, nodes: set[str]) -> None:
    ranked = sorted(nodes, key=lambda node: (-float(d.kg.nodes[node].get("importance", 0.0)), node))
    with st.expander(f"{words} · {len(nodes)}"), st.container(key=f"sg-row-compare-{words}", gap=None):
        for node in ranked[:SHOWN]:
            data = d.kg.nodes[node]
            label = f"{plain(short(str(data['title']), 90))} · {facts_line([data.get('kind'), data.get('year')])}"
            st.button(
                label,
                key=f"compare:{words}:{node}",
                type="tertiary",
                width="stretch",
                on_click=selection.go,
                args=("explore", node),
            )
        if len(ranked) > SHOWN:
            st.caption(f"and {len(ranked) - SHOWN} more")
