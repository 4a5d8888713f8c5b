"""The graph of Explore under the hand: what it says on hover, what its legends filter, what stays where it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Visit

LSTM, ATTENTION, ANNOTATED = "Long Short-Term Memory", "Attention Is All You Need", "The Annotated Transformer"
DRAWN = (Path(__file__).parent / "drawn.js").read_text("utf-8").partition("\n")[2]


class Graph:
    """The graph of a page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.canvas = page.locator(".st-key-graph .canvas").first
        self.canvas.locator("canvas").first.wait_for(state="attached")

    def ask(self, what: str, title: str = "") -> Any:
        return self.canvas.evaluate(DRAWN, [what, title])

    def press(self, title: str) -> None:
        self.page.mouse.click(*self.ask("node", title))

    def until(self, what: str, expected: Any, title: str = "") -> None:
        """Wait until the answer is the expected one; a busy machine draws late."""
        for _ in range(40):
            if self.ask(what, title) == expected:
                return
            self.page.wait_for_timeout(250)
        assert self.ask(what, title) == expected

    def settled(self) -> Any:
        """Wait until nothing moves, and return where everything stands."""
        before: Any = None
        for _ in range(60):
            now = self.ask("places")
            if now == before:
                return now
            before = now
            self.page.wait_for_timeout(250)
        raise AssertionError("the graph does not come to rest")


@pytest.fixture(scope="module")
def pages(chrome: Any) -> Iterator[Any]:
    context = chrome.new_context(viewport={"width": 1400, "height": 900}, color_scheme="light", accept_downloads=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def visit(pages: Any, shelf_address: str) -> Iterator[Visit]:
    one = Visit(pages, shelf_address)
    one.open("/", ".list li:nth-child(2)")
    one.page.evaluate("sessionStorage.clear()")
    one.open("/", ".list li:nth-child(2)")
    one.page.wait_for_selector("[data-test-script-state=notRunning]")
    yield one
    assert not one.outside, f"requests left this machine: {one.outside[:3]}"
    assert not one.errors, one.errors[:3]


@pytest.fixture
def graph(visit: Visit) -> Graph:
    drawn = Graph(visit.page)
    drawn.settled()
    return drawn


def test_hovering_an_edge_names_its_kind_and_both_ends(graph: Graph) -> None:
    edge = graph.ask("edges")[0]
    graph.page.mouse.move(*edge["at"])
    tip = graph.page.locator(".graph .tip")
    tip.locator("strong").nth(1).wait_for()
    assert tip.locator("strong").count() == 2
    words = tip.locator("div").first.inner_text()
    for name in tip.locator("strong").all_inner_texts():
        words = words.replace(name, "")
    assert words.strip()


def test_the_legend_takes_its_nodes_away_and_brings_them_back(graph: Graph) -> None:
    page = graph.page
    page.locator(".graph select").nth(1).select_option("kind")
    before = graph.ask("shown")
    chip = page.locator(".legend .chip").first
    count = int(chip.locator("small").inner_text())
    chip.click()
    page.locator(".legend .chip[aria-pressed=false]").wait_for()
    graph.until("count", len(before) - count)
    page.locator(".legend .chip").first.click()
    graph.until("shown", before)


def test_a_link_kind_is_switched_in_the_legend(graph: Graph) -> None:
    kinds = {edge["kind"] for edge in graph.ask("edges")}
    chip = graph.page.locator(".links .chip").first
    chip.click()
    left = {edge["kind"] for edge in graph.ask("edges")}
    assert len(left) < len(kinds)
    graph.page.locator(".links .chip").first.click()


def test_a_node_is_hidden_pinned_and_both_undone_by_key(graph: Graph) -> None:
    page = graph.page
    other = next(title for title in graph.ask("shown") if title != page.locator(".st-key-sg-details h3").inner_text())
    graph.press(other)
    page.locator(".st-key-sg-details h3", has_text=other).wait_for()
    page.wait_for_selector(".st-key-sg-details:not([data-waiting])")
    page.wait_for_selector("[data-test-script-state=notRunning]")
    before = graph.ask("shown")
    graph.canvas.focus()
    page.keyboard.press("p")
    graph.until("pinned", True, other)
    page.keyboard.press("h")
    graph.until("shown", [title for title in before if title != other])
    page.keyboard.press("u")
    graph.until("shown", before)
    assert graph.ask("pinned", other)
    page.keyboard.press("u")
    graph.until("pinned", False, other)


def test_places_stay_over_a_choice_a_rerun_and_a_reload(visit: Visit, graph: Graph) -> None:
    page, before = graph.page, graph.settled()
    page.locator(".list li[aria-selected=false]").first.click()
    page.wait_for_selector(".st-key-sg-details:not([data-waiting])")
    page.locator(".st-key-sg-details button:has-text('thumb_up')").first.click()
    page.wait_for_selector("text=liked")
    assert graph.settled() == before
    page.get_by_role("button", name="Undo", exact=True).click()
    link = page.url
    visit.open(link.removeprefix(visit.address), ".list li:nth-child(2)")
    assert graph.settled() == before


def test_double_click_draws_the_graph_round_another_and_back_returns(graph: Graph) -> None:
    page = graph.page
    middle = page.locator(".stMarkdown strong, [data-testid=stCaptionContainer] strong").first.inner_text()
    other = next(title for title in graph.ask("shown") if title in (LSTM, ATTENTION, ANNOTATED) and title != middle)
    page.mouse.dblclick(*graph.ask("node", other))
    page.locator("[data-testid=stCaptionContainer] strong", has_text=other).first.wait_for()
    page.go_back()
    page.locator("[data-testid=stCaptionContainer] strong", has_text=middle).first.wait_for()


def test_a_path_is_explained_and_lit(visit: Visit) -> None:
    page = visit.page
    page.locator(".list li", has_text=LSTM).click()
    page.locator(".st-key-sg-details h3", has_text=LSTM).wait_for()
    page.wait_for_selector(".st-key-sg-details:not([data-waiting])")
    page.get_by_role("button", name="Path from").click()
    page.wait_for_selector("text=choose where it should lead")
    page.locator(".list li", has_text=ANNOTATED).click()
    page.get_by_role("button", name="Path to here").click()
    page.locator(".st-key-sg-path li").first.wait_for()
    graph = Graph(page)
    graph.settled()
    assert graph.ask("way") >= 1
    visit.picture("path")
    page.locator(".st-key-path_close button").click()
    page.locator(".st-key-sg-path").wait_for(state="detached")
    page.wait_for_timeout(400)
    assert graph.ask("way") == 0


def test_words_filter_list_and_graph_and_say_how_many_of_how_many(graph: Graph) -> None:
    page = graph.page
    every = len(graph.ask("shown"))
    page.get_by_role("button", name="Filter", exact=True).click()
    box = page.get_by_role("textbox", name="Words in title, author or summary")
    box.fill("gates")
    box.press("Enter")
    page.locator(f"text=/\\b\\d+ of {every}\\b/").first.wait_for()
    graph.settled()
    assert LSTM in graph.ask("shown")
    assert len(graph.ask("shown")) < every
    box.fill("")
    box.press("Enter")


def test_pictures_and_files_are_handed_out(graph: Graph) -> None:
    page = graph.page
    for button, magic in (("Save as PNG", b"\x89PNG"), ("Save as SVG", b"<svg")):
        with page.expect_download() as coming:
            page.get_by_role("button", name=button).click()
        assert coming.value.path().read_bytes().startswith(magic)
    page.get_by_role("button", name="Save", exact=True).click()
    for words, told in (
        ("GraphML", "<graphml"),
        ("CSV of nodes", LSTM),
        ("CSV of links", "requires"),
        ("BibTeX", "title ="),
    ):
        with page.expect_download() as coming:
            page.get_by_role("button", name=words).click()
        assert told in coming.value.path().read_text("utf-8")


def test_every_size_says_what_it_counts(graph: Graph) -> None:
    sizes = graph.page.locator(".graph select").nth(2)
    for value in ("importance", "cited", "degree"):
        sizes.select_option(value)
        assert len(sizes.get_attribute("title").split()) > 4


def test_the_layouts_that_mean_something_name_their_axes(graph: Graph) -> None:
    page = graph.page
    page.locator(".graph select").first.select_option("timeline")
    years = page.locator(".axis .year")
    years.first.wait_for()
    assert {"1997", "2017"} <= set(years.all_inner_texts())
    page.locator(".graph select").first.select_option("levels")
    page.locator(".axis .step").first.wait_for()
    assert page.locator(".axis .step").first.inner_text() == "start here"
    page.wait_for_timeout(900)
    marks = [one.bounding_box() for one in page.locator(".axis .step").all()]
    assert graph.ask("left") > max(mark["x"] + mark["width"] for mark in marks)
