"""A plan as a Markdown check-list, and a ticked or edited check-list back as progress.

Every step's line ends in a comment that carries its id, so that the file may be edited freely: titles changed, lines
moved, added or removed. Boxes are those of GitHub and of note programs::

    [ ] pending    [x] done    [/] being read    [-] or [~] skipped    [>] again
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote

from library.vocabulary import Status
from recommend.roadmap_progress import OPEN, progress, standing
from recommend.roadmap_sheet import MARKS, Sheet, about, one_line, time_of, web_link
from recommend.roadmap_types import Choice, Roadmap, Step

__all__ = ["changes", "markdown", "read_back"]

BOXES: dict[str, Status] = {
    " ": "pending",
    "x": "done",
    "X": "done",
    "/": "reading",
    "-": "skipped",
    "~": "skipped",
    ">": "again",
}
_TASK = re.compile(r"^[\s>]*(?:[-*+]|\d+[.)])\s+\[(?P<box>.?)\](?:\s+(?P<text>.*))?$")
_STEP = re.compile(r"<!--\s*step\s+(\S+?)\s*-->")
_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|$#])")
_LINK = re.compile(r"\[((?:[^\]\\]|\\.)*)\]\([^)]*\)")


def markdown(roadmap: Roadmap, sheet: Sheet) -> str:
    """Return the plan as a check-list that `read_back` understands.

    Parameters
    ----------
    roadmap : Roadmap
        With the steps that are done, when they should stand there ticked.
    sheet : Sheet
        Title, statuses, own notes and links.

    Examples
    --------
    >>> from recommend.roadmap_types import Stage
    >>> steps = (Step("topic:a", "A", "Goal", "Your goal."),)
    >>> print(markdown(Roadmap(("topic:a",), (Stage("Goal", steps),)), Sheet("All of A")))
    # All of A
    <BLANKLINE>
    1 step and 0 min to go. Boxes: [ ] pending, [x] done, [/] being read, [-] skipped, [>] again.
    <BLANKLINE>
    ## Goal
    <BLANKLINE>
    - [ ] A: no resource yet <!-- step topic:a -->
      - Your goal.
    <BLANKLINE>
    """
    now = progress(roadmap, sheet.states)
    count = sum(now.status[step.id] in OPEN for step in roadmap.steps)
    boxes = "Boxes: [ ] pending, [x] done, [/] being read, [-] skipped, [>] again."
    lines = [f"# {_plain(sheet.title) or 'Roadmap'}", ""]
    lines += [f"{count} step{'' if count == 1 else 's'} and {time_of(now.left)} to go. {boxes}", ""]
    for stage in roadmap.stages:
        lines += [f"## {stage.name}", ""]
        for step in stage.steps:
            lines += _item(step, MARKS[now.status[step.id]], sheet)
        lines.append("")
    if roadmap.gaps:
        lines += ["## Not covered by your lists", "", *(f"- {_plain(gap.reason)}" for gap in roadmap.gaps), ""]
    return "\n".join(lines)


def _item(step: Step, box: str, sheet: Sheet) -> Iterator[str]:
    """A step: its box, what to read, and why."""
    main = _resource(step, step.main) if step.main else "no resource yet"
    head = main if step.main and step.main.id == step.id else f"{_plain(step.title)}: {main}"
    yield f"- [{box}] {head} <!-- step {_written(step.id)} -->"
    yield from (f"  - {_plain(text)}" for text in (step.why, step.take, sheet.notes.get(step.id, "")) if text)
    if own := web_link(sheet.links.get(step.id)):
        yield f"  - <{own}>"
    if step.alternatives:
        yield f"  - or: {'; '.join(_resource(step, one) for one in step.alternatives)}"


def _resource(step: Step, one: Choice) -> str:
    title, link = _plain(one.title), web_link(one.url)
    return f"{f'[{title}]({link})' if link else title} ({about(step, one)})"


def _plain(text: str) -> str:
    """Text that Markdown leaves alone."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def _written(node: str) -> str:
    """An id that may stand in a comment: no space, no `--`, no `>`."""
    return quote(node, safe=":/.@~").replace("--", "-%2D")


def read_back(text: str, roadmap: Roadmap | None = None) -> dict[str, Status]:
    """Read what a check-list says about its steps.

    Parameters
    ----------
    text : str
        A file of `markdown`, ticked and edited at will.
    roadmap : Roadmap, optional
        Finds steps by title where a program has taken the comments away; a title of two steps finds neither.

    Returns
    -------
    dict
        Step id -> status, in order of the file. Unknown boxes say nothing; of two lines for a step the last counts.

    Examples
    --------
    >>> read_back("- [x] read it <!-- step topic:a -->\\n- [-] no <!-- step topic:b -->\\n- [x] own item")
    {'topic:a': 'done', 'topic:b': 'skipped'}
    """
    titles = _titles(roadmap) if roadmap else {}
    found: dict[str, Status] = {}
    status: Status | None = None
    for line in text.splitlines():
        task = _TASK.match(line)
        if task:
            status = BOXES.get(task["box"] or " ")
        # A program that wraps lines may have moved the comment below its box.
        named = _STEP.findall(line)
        node = unquote(named[-1]) if named else titles.get(_bare(task["text"] or "")) if task else None
        if node is not None and status is not None:
            found[node] = status
    return found


def changes(text: str, roadmap: Roadmap, states: Mapping[str, Status]) -> dict[str, Status]:
    """Return what a check-list changes about a plan: only this should be taken over, the rest merely followed.

    Parameters
    ----------
    text : str
        A file of `markdown`, ticked and edited at will; steps that are not in the plan are ignored.
    roadmap : Roadmap
    states : mapping
        What the reader said so far.

    Examples
    --------
    >>> changes("- [x] <!-- step a -->", Roadmap(goals=()), {})
    {}
    """
    now = standing(roadmap, states)
    back = read_back(text, roadmap)
    return {node: status for node, status in back.items() if node in now and status != BOXES[MARKS[now[node]]]}


def _titles(roadmap: Roadmap) -> dict[str, str]:
    """Step by its line's text; texts that two steps share are left out."""
    found: dict[str, list[str]] = {}
    for step in roadmap.all_steps:
        line = next(_item(step, " ", Sheet()))
        for text in {_bare(_STEP.sub("", line).removeprefix("- [ ] ")), _bare(_plain(step.title))}:
            found.setdefault(text, []).append(step.id)
    return {text: steps[0] for text, steps in found.items() if len(steps) == 1}


def _bare(text: str) -> str:
    return " ".join(re.sub(r"\\(.)", r"\1", _LINK.sub(r"\1", text)).casefold().split())
