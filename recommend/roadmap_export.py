"""Every format a plan can be given away in, by name; the check-list comes back through `read_back`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from library.errors import UsageError
from library.vocabulary import Status
from recommend.roadmap_calendar import icalendar
from recommend.roadmap_dict import from_dict, to_dict
from recommend.roadmap_html import page
from recommend.roadmap_markdown import changes, markdown, read_back
from recommend.roadmap_progress import standing
from recommend.roadmap_sheet import Sheet, one_line, web_link
from recommend.roadmap_types import Roadmap

__all__ = [
    "FILES",
    "FORMATS",
    "Sheet",
    "changes",
    "export_roadmap",
    "from_json",
    "mermaid",
    "read_back",
    "table",
    "to_json",
]

_MERMAID = str.maketrans(
    {'"': "#quot;", "#": "#35;", "&": "#amp;", "<": "#lt;", ">": "#gt;", "`": "#96;", "\\": "#92;"}
)
COLUMNS = ("number", "stage", "step", "id", "status", "minutes", "kind", "resource", "url", "why", "note")


def export_roadmap(roadmap: Roadmap, form: str, sheet: Sheet | None = None) -> str:
    """Return the plan as the text of a file.

    Parameters
    ----------
    roadmap : Roadmap
    form : str
        One of `FORMATS`.
    sheet : Sheet, optional
        Title, statuses, notes, links; a calendar needs its `start`.

    Raises
    ------
    UsageError
        Naming the format that does not exist, or what the calendar lacks.

    Examples
    --------
    >>> export_roadmap(Roadmap(goals=()), "mermaid")
    'flowchart TD\\n'
    """
    if form not in FORMATS:
        raise UsageError(f"there is no roadmap format {form!r}", hint=f"use one of {', '.join(FORMATS)}")
    return FORMATS[form](roadmap, sheet or Sheet())


def mermaid(roadmap: Roadmap, sheet: Sheet) -> str:
    """Return the plan as a Mermaid flow chart: stages as frames, steps by status, links to click."""
    status = standing(roadmap, sheet.states)
    name = {step.id: f"s{at}" for at, step in enumerate(roadmap.all_steps)}
    lines = ["flowchart TD"]
    for at, stage in enumerate(roadmap.stages):
        lines.append(f'  subgraph g{at}["{stage.name}"]')
        for step in stage.steps:
            label = one_line(step.title).translate(_MERMAID)
            lines.append(f'    {name[step.id]}["{label or " "}"]:::{status[step.id]}')
        lines.append("  end")
    for step in roadmap.all_steps:
        lines += [f"  {name[need]} --> {name[step.id]}" for need in step.needs if need in name]
        if link := web_link(step.main.url if step.main else None):
            lines.append(f'  click {name[step.id]} "{link}" _blank')
    if name:
        lines.append("  classDef done fill:#d7ecdc,stroke:#2f8a55")
        lines.append("  classDef known fill:#d7ecdc,stroke:#2f8a55,stroke-dasharray:3")
        lines.append("  classDef reading fill:#fff3c4,stroke:#b58900")
        lines.append("  classDef skipped fill:#e3e3e3,stroke:#767676")
    return "\n".join([*lines, ""])


def table(roadmap: Roadmap, sheet: Sheet) -> str:
    r"""Return the steps as CSV that a spreadsheet may open: no cell is taken for a formula.

    Examples
    --------
    >>> table(Roadmap(goals=()), Sheet())
    'number,stage,step,id,status,minutes,kind,resource,url,why,note\r\n'
    """
    status = standing(roadmap, sheet.states)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for number, step in enumerate(roadmap.all_steps, 1):
        main = step.main
        what = [main.kind, main.title, web_link(main.url) or ""] if main else ["", "", ""]
        texts = [step.stage, step.title, step.id, status[step.id]]
        rest = [*what, step.why, sheet.notes.get(step.id, "")]
        writer.writerow([number, *map(_cell, texts), step.minutes, *map(_cell, rest)])
    return buffer.getvalue()


def _cell(text: str) -> str:
    line = one_line(text)
    return f"'{line}" if line[:1] in {*"=+-@＝＋－＠"} else line


def to_json(roadmap: Roadmap, sheet: Sheet) -> str:
    """Return the whole plan with the reader's words about it; `from_json` gives the same plan back."""
    own = to_dict(replace(sheet, start=None))
    own["start"] = sheet.start.isoformat() if sheet.start else None
    return json.dumps({"roadmap": to_dict(roadmap), "sheet": own}, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> tuple[Roadmap, dict[str, Status]]:
    """Return the plan of a file of `to_json`, and the statuses in it.

    Raises
    ------
    UsageError
        Where the file is no JSON or no plan.

    Examples
    --------
    >>> from_json(to_json(Roadmap(goals=("a",)), Sheet(states={"a": "done"})))[1]
    {'a': 'done'}
    """
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"this is no JSON: {error}") from error
    if not isinstance(data, Mapping) or "roadmap" not in data:
        raise UsageError("this JSON is no roadmap", hint="use a file that was saved as JSON from a roadmap")
    own = data.get("sheet")
    states = own.get("states", {}) if isinstance(own, Mapping) else {}
    return from_dict(Roadmap, data["roadmap"]), dict(from_dict(Sheet, {"states": states}).states)


FORMATS: Mapping[str, Callable[[Roadmap, Sheet], str]] = {
    "markdown": markdown,
    "mermaid": mermaid,
    "icalendar": icalendar,
    "csv": table,
    "json": to_json,
    "html": page,
}
"""What writes a plan, by the name of the format."""

FILES: Mapping[str, tuple[str, str]] = {
    "markdown": ("roadmap.md", "text/markdown"),
    "mermaid": ("roadmap.mmd", "text/plain"),
    "icalendar": ("roadmap.ics", "text/calendar"),
    "csv": ("roadmap.csv", "text/csv"),
    "json": ("roadmap.json", "application/json"),
    "html": ("roadmap.html", "text/html"),
}
"""File name and media type of each format."""
