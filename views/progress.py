"""Progress: what is done and under way, how far each subject has come, and the time behind and ahead."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from recommend.roadmap_time import estimate
from views import selection
from views._shared import Desk, desk
from views.details import say
from views.format import KIND_ICONS, facts_line, hours, plain, short

WEEKS = 12
SUBJECTS = 14


def page() -> None:
    """Show the page."""
    with desk() as d:
        resources = {node: d.kg.nodes[node] for node in d.derived.nodes["resource"]}
        by_status: dict[str, list[str]] = defaultdict(list)
        for node, status in d.statuses.items():
            if node in resources:
                by_status[status].append(node)
        st.title("Your progress", anchor=False)
        _numbers(by_status, resources, d)
        if not any(state.status for state in d.states.values()):
            _nothing_yet()
            return
        left, right = st.columns([55, 45], gap="large")
        with left:
            _subjects(d, resources)
            _weeks(d, resources)
        with right:
            _open_now(d, by_status, resources)
            _topics(d, resources)


def _numbers(by_status: dict[str, list[str]], resources: dict[str, Any], d: Desk) -> None:
    behind = sum(estimate(resources[node], "working")[0] for node in by_status["done"])
    topics = sum(1 for node, status in d.statuses.items() if node not in resources and status == "done")
    under_way = len(by_status["reading"]) + len(by_status["again"])
    with st.container(horizontal=True, gap="large"):
        for words, value, help_ in (
            ("Done", str(len(by_status["done"])), "Resources you finished"),
            ("Reading", str(under_way), "Under way, or to be read again"),
            ("Saved", str(len(by_status["pending"])), "Kept for later"),
            ("Time behind you", hours(behind), "Estimates by kind"),
            ("Topics known", str(topics), "Topics you marked as known"),
        ):
            st.metric(words, value, help=help_, width=140)


def _nothing_yet() -> None:
    with st.container(border=True, key="sg-nothing"):
        st.markdown("**Nothing marked yet.** Mark something as reading or done, on any page, and it shows here.")
        if st.button("What should I read first?", type="primary", icon=":material/auto_stories:"):
            st.session_state["go"] = "next"
            st.rerun()


def _subjects(d: Desk, resources: dict[str, Any]) -> None:
    """How much of each region of the map is done."""
    total = Counter(
        d.derived.group[node] for node in resources if node in d.derived.group and resources[node].get("listed", True)
    )
    done = Counter(
        d.derived.group[node] for node, status in d.statuses.items() if status == "done" and node in d.derived.group
    )
    table = pd.DataFrame(
        [
            {"subject": name, "done": done[name], "of": count, "share": 100 * done[name] / count}
            for name, count in total.items()
            if count
        ],
        columns=["subject", "done", "of", "share"],
    ).sort_values(["done", "of"], ascending=False)
    st.subheader("By subject", anchor=False)
    st.dataframe(
        table.head(SUBJECTS),
        hide_index=True,
        column_config={"share": st.column_config.ProgressColumn("share", format="%d %%", min_value=0, max_value=100)},
    )


def _weeks(d: Desk, resources: dict[str, Any]) -> None:
    """Finished resources per week."""
    today = datetime.now(UTC).date()
    monday = today - timedelta(days=today.weekday())
    starts = [monday - timedelta(weeks=i) for i in reversed(range(WEEKS))]
    counts: Counter[Any] = Counter()
    for node, state in d.states.items():
        if state.status == "done" and node in resources and state.changed_at:
            day = datetime.fromisoformat(state.changed_at).date()
            counts[day - timedelta(days=day.weekday())] += 1
    if not counts.total():
        return
    st.subheader("Week by week", anchor=False)
    table = pd.DataFrame(
        {"week": [start.strftime("%d %b") for start in starts], "finished": [counts[start] for start in starts]}
    )
    st.bar_chart(table, x="week", y="finished", height=200, sort=False, x_label="week from", y_label="finished")


def _open_now(d: Desk, by_status: dict[str, list[str]], resources: dict[str, Any]) -> None:
    for status, words in (
        ("reading", "Reading now"),
        ("again", "To read again"),
        ("done", "Done last"),
        ("skipped", "Left out"),
    ):
        nodes = sorted(by_status[status], key=lambda node: d.states[node].changed_at, reverse=True)
        if not nodes:
            continue
        st.subheader(f"{words} · {len(nodes)}", anchor=False)
        for node in nodes[:8]:
            _row(d, node, resources[node])


def _topics(d: Desk, resources: dict[str, Any]) -> None:
    """Topics that the reader marked, as a row of names."""
    known = [node for node, status in d.statuses.items() if status == "done" and node not in resources and node in d.kg]
    if known:
        st.subheader(f"Topics you know · {len(known)}", anchor=False)
        st.markdown(" · ".join(plain(d.title(node)) for node in sorted(known, key=d.title)))


def _row(d: Desk, node: str, data: dict[str, Any]) -> None:
    with st.container(border=True, key=f"sg-row-progress-{node}", gap=None):
        icon = KIND_ICONS.get(str(data.get("kind")), KIND_ICONS["other"])
        st.button(
            f"{icon} {plain(short(str(data['title']), 80))}",
            key=f"progress:{node}",
            type="tertiary",
            width="stretch",
            on_click=selection.go,
            args=("explore", node),
        )
        st.caption(facts_line([data.get("kind"), data.get("year"), hours(estimate(data, "working")[0])]))
        say(d, node, keys="progress")


if __name__ == "__main__":
    page()
