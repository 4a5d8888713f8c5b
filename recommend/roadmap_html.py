"""A plan as one HTML page to print or keep: it holds all it needs, runs nothing and loads nothing."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from recommend.roadmap_progress import OPEN, Progress, progress
from recommend.roadmap_sheet import Sheet, about, one_line, time_of, web_link
from recommend.roadmap_types import Choice, Roadmap, Step

__all__ = ["page"]

BOXES = {"pending": "☐", "reading": "◐", "done": "☑", "known": "☑", "skipped": "–", "again": "↻"}
STYLE = """
body { font: 11pt/1.45 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c }
h1 { margin-bottom: 0 } h2 { margin: 1.6rem 0 .4rem; border-bottom: 1px solid #ccc } h2 small, .about { color: #5c5c5c }
ol { list-style: none; padding: 0 } li { margin: .7rem 0; padding-left: 2rem; break-inside: avoid }
.box { float: left; margin-left: -2rem; font-size: 1.2em; line-height: 1.2 } p { margin: .1rem 0 }
.done .title, .known .title { text-decoration: line-through } .skipped { color: #767676 }
@media print {
 body { margin: 0; max-width: none; font-size: 10pt } a { color: inherit }
 a::after { content: " <" attr(href) ">"; font-size: .85em; word-break: break-all }
}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(roadmap: Roadmap, sheet: Sheet) -> str:
    """Return the plan as a page; every text is escaped, and only http and https addresses are linked.

    Examples
    --------
    >>> "<h1 dir=auto>1 &lt; 2</h1>" in page(Roadmap(goals=()), Sheet("1 < 2"))
    True
    """
    now = progress(roadmap, sheet.states)
    count = sum(now.status[step.id] in OPEN for step in roadmap.steps)
    title = _text(sheet.title) or "Roadmap"
    lines = [
        "<!doctype html>",
        "<html>",
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        f"<title>{title}</title><style>{STYLE}</style></head>",
        f"<body><h1 dir=auto>{title}</h1>",
        f"<p class=about>{count} step{'' if count == 1 else 's'} and {time_of(now.left)} to go</p>",
    ]
    for stage in roadmap.stages:
        lines.append(f"<h2>{stage.name} <small>{time_of(stage.minutes)}</small></h2><ol>")
        lines += [_item(step, now, sheet) for step in stage.steps]
        lines.append("</ol>")
    if roadmap.gaps:
        lines += ["<h2>Not covered by your lists</h2><ul>"]
        lines += [f"<li dir=auto>{_text(gap.reason)}</li>" for gap in roadmap.gaps] + ["</ul>"]
    return "\n".join([*lines, "</body></html>", ""])


def _item(step: Step, now: Progress, sheet: Sheet) -> str:
    status = now.status[step.id]
    box = f'<span class=box title="{status}">{BOXES[status]}</span>'
    return f"<li class={status}>{box}{''.join(f'<p dir=auto>{line}</p>' for line in _lines(step, sheet))}</li>"


def _lines(step: Step, sheet: Sheet) -> Iterator[str]:
    main = _resource(step, step.main) if step.main else "no resource yet"
    if step.main and step.main.id == step.id:
        yield f"<b class=title>{main}</b>"
    else:
        yield f"<b class=title>{_text(step.title)}</b>: {main}"
    yield from (_text(text) for text in (step.why, step.take, sheet.notes.get(step.id, "")) if text)
    if own := web_link(sheet.links.get(step.id)):
        yield _link(own, own)
    if step.alternatives:
        yield f"<span class=about>or: {'; '.join(_resource(step, one) for one in step.alternatives)}</span>"


def _resource(step: Step, one: Choice) -> str:
    link = web_link(one.url)
    return f"{_link(link, one.title) if link else _text(one.title)} <span class=about>({about(step, one)})</span>"


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}" rel="noreferrer">{_text(words)}</a>'


def _text(words: str) -> str:
    return escape(one_line(words))
