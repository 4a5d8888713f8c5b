"""The app in a real browser: how soon a page is of use, and how soon it answers.

A page is cold on the first visit to a server just started, with an empty browser cache; warm on later visits. Times
are the browser's own: from the start of a navigation, or from a press, until what was asked for stands there.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from bench.served import browser, chromium, served
from workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["Measured", "main"]

READER = "bench"
# What makes each page of use to a reader.
PAGES = {
    "explore": ("", ".list li >> nth=1"),
    "next": ("next", ".sg-bar >> nth=0"),
    "roadmap": ("roadmap", "text=Or start with one of these"),
    "library": ("library", "text=What happened"),
    "progress": ("progress", "[data-testid=stMetricValue] >> nth=0"),
}
COLD_MS, WARM_MS, DETAILS_MS, DRAWN_MS, MAP_MS, RATED_MS = 6000, 2000, 400, 1500, 6000, 1000
NODES = 300
ENOUGH_NODES = 270  # a node at the rim reaches a few less
PATIENCE_MS = 90_000
# The canvas of the graph holds the drawing library's own object, which knows what is drawn and where.
PRESSED = """([title]) => addEventListener('mouseup', () => {
  const start = performance.now(), pane = () => document.querySelector('.st-key-sg-details');
  let who = 0;
  const look = () => {
    if (!who && pane()?.querySelector('h3')?.innerText.trim() === title) who = performance.now() - start;
    if (!who || pane().hasAttribute('data-waiting')) requestAnimationFrame(look);
    else window.answered = [who, performance.now() - start];
  };
  window.answered = null;
  look();
}, { once: true, capture: true })"""
SETTLED = """([canvas, focus, least]) => new Promise((done) => {
  const start = performance.now(), cy = canvas._cyreg.cy;
  const late = () => performance.now() - start > 60000;
  const still = () => cy.nodes().length >= least && cy.nodes('.focus').id() !== focus && !cy.nodes().is(':animated');
  const told = () => requestAnimationFrame(() => done(performance.now() - start));
  const look = () => still() || late() ? told() : requestAnimationFrame(look);
  look();
})"""
CHANGED = """([first]) => new Promise((done) => {
  const start = performance.now();
  const look = () => {
    const title = document.querySelector('[class*=st-key-sg-card] h4')?.innerText;
    return title && title !== first ? done(performance.now() - start) : requestAnimationFrame(look);
  };
  look();
})"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Times of one kind in milliseconds, and what they should stay below."""

    what: str
    times: tuple[float, ...]
    limit: float

    @property
    def kept(self) -> bool:
        """Whether the usual time stays below the limit."""
        return median(self.times) <= self.limit


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; the exit code is 1 when a usual time is above its limit."""
    parser = argparse.ArgumentParser(prog="python -m bench app", description=__doc__)
    parser.add_argument("--library", type=Path, help="a library with the starter lists; made when not given")
    parser.add_argument("--runs", type=int, default=5, help="how often everything that is not cold is measured")
    options = parser.parse_args(arguments)
    found = chromium()
    if found is None:
        print("left out: no Chromium found (apt-get install chromium)")
        return 0
    with tempfile.TemporaryDirectory() as folder, browser(found) as chrome:
        library = _prepared(options.library, Path(folder))
        rows = [*_opened(chrome, library, options.runs), *_answered(chrome, library, options.runs)]
        rows += _map(chrome, Path(folder) / "empty", options.runs)
    _print(rows)
    return int(not all(row.kept for row in rows))


def _print(rows: Sequence[Measured]) -> None:
    table = Table("", "median ms", "slowest ms", "limit ms", "kept", title="The app in a browser")
    for row in rows:
        numbers = (median(row.times), max(row.times), row.limit)
        table.add_row(row.what, *(f"{number:,.0f}" for number in numbers), "yes" if row.kept else "NO")
    Console(width=110).print(table)


def _prepared(given: Path | None, folder: Path) -> Path:
    """Return a copy of the library (or a new one) with a reader who has said what they like."""
    library = folder / "library"
    if given:
        shutil.copytree(given, library)
    ws = Workspace(library, reader=READER)
    if not given:
        ws.add("starter")
    topics = sorted(node for node, data in ws.kg.nodes(data=True) if data["node"] == "topic")
    ws.set_setting("interests", topics[:1])
    ws.recommend(1)
    ws.close()
    return library


def _opened(chrome: Browser, library: Path, runs: int) -> Iterator[Measured]:
    """Time to the first useful paint of each page, each on a server of its own."""
    for name, (path, useful) in PAGES.items():
        with served("app.py", library) as address:
            context = chrome.new_context(viewport={"width": 1400, "height": 900})
            times = [_open(context.new_page(), f"{address}/{path}?reader={READER}", useful) for _ in range(runs + 1)]
            context.close()
        yield Measured(f"{name}, cold", (times[0],), COLD_MS)
        yield Measured(f"{name}, warm", tuple(times[1:]), WARM_MS)


def _open(page: Page, address: str, useful: str) -> float:
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    page.wait_for_selector(useful)
    return float(page.evaluate("performance.now()"))


def _answered(chrome: Browser, library: Path, runs: int) -> Iterator[Measured]:
    with served("app.py", library) as address:
        context = chrome.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        _open(page, f"{address}/?reader={READER}", PAGES["explore"][1])
        page.wait_for_timeout(3000)  # the page's own work is done
        who, everything = zip(*(_click(page) for _ in range(runs)), strict=True)
        yield Measured("click on a node to who it is, and its summary", who, DETAILS_MS)
        yield Measured("... to its links, status and places too", everything, DETAILS_MS)
        _reach_far(page)
        yield Measured(f"{NODES} nodes round another one", tuple(_recentre(page) for _ in range(runs)), DRAWN_MS)
        page = context.new_page()
        _open(page, f"{address}/next?reader={READER}", PAGES["next"][1])
        page.wait_for_timeout(2000)
        yield Measured("rating to changed list", tuple(_rate(page) for _ in range(runs)), RATED_MS)
        context.close()


def _click(page: Page) -> tuple[float, float]:
    """Press a node that is not chosen, where it stands on the canvas; the browser answers first, then Python."""
    title = page.locator(".st-key-sg-details h3").inner_text().strip()
    canvas = page.locator(".st-key-graph .canvas").first
    x, y, wanted = canvas.evaluate(
        """(canvas, title) => {
          const cy = canvas._cyreg.cy, box = canvas.getBoundingClientRect();
          const free = (p) => p.x > 20 && p.y > 20 && p.x < box.width - 20 && p.y < box.height - 20;
          const some = cy.nodes(':visible').filter((n) => n.data('label') && n.data('label') !== title
            && free(n.renderedPosition()) && cy.nodes().every((m) => m === n || Math.hypot(
              m.renderedPosition().x - n.renderedPosition().x, m.renderedPosition().y - n.renderedPosition().y) > 30));
          const n = some[Math.floor(Math.random() * some.length)], p = n.renderedPosition();
          return [box.left + p.x, box.top + p.y, n.data('label')];
        }""",
        title,
    )
    page.mouse.move(x, y)
    page.wait_for_timeout(600)
    page.evaluate(PRESSED, [wanted])
    page.mouse.down()
    page.mouse.up()
    answered = page.wait_for_function("() => window.answered")
    who, everything = answered.json_value()
    return float(who), _settle(page, float(everything))


def _reach_far(page: Page) -> None:
    page.get_by_role("button", name="Reach").click()
    page.get_by_text("3", exact=True).click()
    page.wait_for_timeout(1500)
    page.get_by_role("slider").first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')")
    page.wait_for_timeout(4000)


def _recentre(page: Page) -> float:
    """Draw the graph round another node of the list."""
    canvas = page.locator(".st-key-graph .canvas").first.element_handle()
    focus, title = page.evaluate(
        "(canvas) => [canvas._cyreg.cy.nodes('.focus').id(), canvas._cyreg.cy.nodes('.focus').data('label')]", canvas
    )
    rows = page.locator(".list li[aria-selected=false]").filter(has_not_text=title)
    rows.nth(1).scroll_into_view_if_needed()
    rows.nth(1).dispatch_event("dblclick")
    return _settle(page, float(page.evaluate(SETTLED, [canvas, focus, ENOUGH_NODES])))


def _rate(page: Page) -> float:
    first = page.locator("[class*=st-key-sg-card] h4").first.inner_text()
    page.locator("[class*=st-key-card] button").first.click()
    return _settle(page, float(page.evaluate(CHANGED, [first])))


def _settle(page: Page, measured: float) -> float:
    page.wait_for_timeout(1200)
    return measured


def _map(chrome: Browser, folder: Path, runs: int) -> Iterator[Measured]:
    with served("bench/app_synthetic.py", folder) as address:
        times = []
        for _ in range(min(runs, 2) + 1):
            context = chrome.new_context(viewport={"width": 1400, "height": 900})
            page = context.new_page()
            _open(page, f"{address}/", PAGES["explore"][1])
            page.wait_for_timeout(3000)
            page.get_by_text("Whole library", exact=True).click()
            start = page.evaluate("performance.now()")
            page.wait_for_selector(".region >> nth=0")
            times.append(float(page.evaluate("performance.now()")) - float(start))
            context.close()
        yield Measured("map of 10,000 resources, first time", tuple(times[:1]), MAP_MS)
        yield Measured("map of 10,000 resources, again", tuple(times[1:]), MAP_MS)


if __name__ == "__main__":
    raise SystemExit(main())
