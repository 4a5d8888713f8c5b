"""A roadmap out of the page and back: downloads in the formats that other tools read, and a ticked file read back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict

import streamlit as st

from recommend.roadmap_types import Roadmap
from views import actions
from views._shared import Desk
from views.exports import safe_cell
from views.format import hours, plain, web_address
from views.plan import Standing, ticked

__all__ = ["as_markdown", "as_mermaid", "downloads", "read_back"]

_MARKS = {"done": "x", "known": "x", "reading": "~", "skipped": "-"}


def downloads(d: Desk, one: Standing, now: Roadmap, goal: str) -> None:
    """Offer the plan as files."""
    title = d.title(goal)
    files: Mapping[str, tuple[str, str, Callable[[], str]]] = {
        "Markdown check-list": ("md", "text/markdown", lambda: as_markdown(one, title)),
        "Mermaid diagram": ("mmd", "text/plain", lambda: as_mermaid(one)),
        "CSV": ("csv", "text/csv", lambda: as_csv(one)),
        "JSON": ("json", "application/json", lambda: json.dumps(asdict(now), ensure_ascii=False, indent=1)),
    }
    with st.popover("Save as", icon=":material/download:", width="content"):
        for words, (suffix, mime, make) in files.items():
            st.download_button(
                words, make, f"roadmap.{suffix}", mime, key=f"plan-{suffix}", on_click="ignore", width="stretch"
            )


def read_back(d: Desk, one: Standing) -> None:
    """Read a ticked check-list as progress."""
    with st.popover("Read back a ticked list", icon=":material/upload_file:", width="content"):
        given = st.file_uploader("Markdown check-list", type=["md", "txt"], key="plan_back")
        if given is None:
            st.caption("Ticks (`[x]`), “in progress” (`[~]`) and “left out” (`[-]`) are taken over.")
            return
        found = ticked(given.getvalue().decode("utf-8", "replace"), one.steps)
        fresh = {node: status for node, status in found.items() if one.status.get(node) != status and node in d.kg}
        st.markdown(f"{len(found)} marked steps, {len(fresh)} of them new.")
        if fresh:
            st.button("Take them over", type="primary", on_click=_take, args=(d, fresh))


def _take(d: Desk, fresh: Mapping[str, str]) -> None:
    for node, status in fresh.items():
        actions.mark(d.ws, node, status, d.title(node))


def as_markdown(one: Standing, title: str) -> str:
    """Return the plan as a check-list that `views.plan.ticked` reads back; links stay links on paper and screen."""
    lines = [f"# Roadmap: {plain(title)}", "", f"{len(one.open)} steps and {hours(one.left)} to go.", ""]
    stage = ""
    for step in one.steps:
        if step.stage != stage:
            stage = step.stage
            lines += ["", f"## {stage}", ""]
        mark = _MARKS.get(one.status[step.id], " ")
        lines.append(f"- [{mark}] **{plain(step.title)}** — {hours(step.minutes)}. {plain(step.why)}")
        if step.main:
            address = web_address(step.main.url)
            name = f"[{plain(step.main.title)}]({address})" if address else plain(step.main.title)
            lines.append(f"    - {step.main.kind}: {name}")
    return "\n".join(lines) + "\n"


def as_mermaid(one: Standing) -> str:
    """Return the plan as a Mermaid flow chart."""
    number = {step.id: f"s{i}" for i, step in enumerate(one.steps)}
    lines = ["flowchart TD"]
    for step in one.steps:
        text = step.title.replace('"', "#quot;").replace("\n", " ")
        lines.append(f'    {number[step.id]}["{text}"]{":::done" if one.status[step.id] in ("done", "known") else ""}')
    lines += [
        f"    {number[need]} --> {number[step.id]}" for step in one.steps for need in step.needs if need in number
    ]
    return "\n".join([*lines, "    classDef done fill:#d7ecdc,stroke:#2f8a55", ""])


def as_csv(one: Standing) -> str:
    """Return the steps as a table."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["number", "stage", "step", "status", "minutes", "kind", "resource", "url", "why"])
    for i, step in enumerate(one.steps, 1):
        main = step.main
        row = [i, step.stage, step.title, one.status[step.id], step.minutes]
        row += [main.kind, main.title, main.url or "", step.why] if main else ["", "", "", step.why]
        writer.writerow([safe_cell(value) for value in row])
    return buffer.getvalue()
