"""The reader's way through the app in a real browser: add a list, explore, rate, see it change, follow a roadmap.

One journey, in order, on one library; screenshots go to `artifacts/` for somebody to look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Visit
from tests.views.conftest import LIST

FAINT = (Path(__file__).parent / "contrast.js").read_text("utf-8").partition("\n")[2]
# What each page has once it is of use.
USEFUL = {
    "/": ".graph .tool",
    "/next": ".sg-bar",
    "/roadmap": "text=Or start with one of these",
    "/library": "text=What happened",
    "/progress": "[data-testid=stMetricValue]",
}


@pytest.fixture(scope="module")
def pages(chrome: Any) -> Iterator[Any]:
    context = chrome.new_context(viewport={"width": 1400, "height": 900}, color_scheme="light")
    yield context.new_page()
    context.close()


@pytest.fixture
def visit(pages: Any, address: str) -> Iterator[Visit]:
    one = Visit(pages, address)
    yield one
    assert not one.outside, f"requests left this machine: {one.outside[:3]}"
    assert not one.errors, one.errors[:3]


def test_1_an_empty_shelf_leads_to_adding(visit: Visit) -> None:
    page = visit.open("/", "text=Your shelf is empty")
    visit.picture("empty")
    page.get_by_role("button", name="Add a reading list").click()
    page.wait_for_selector("text=What happened")


def test_2_a_list_is_previewed_and_added(visit: Visit) -> None:
    page = visit.open("/library", "text=What happened")
    given = {"name": "sequence-models.md", "mimeType": "text/markdown", "buffer": LIST.encode()}
    page.locator("input[type=file]").first.set_input_files([given])
    page.get_by_role("button", name="Add 5 entries").click()
    page.wait_for_selector("text=5 new")
    visit.picture("library")


def test_3_list_graph_details_and_address_share_one_choice(visit: Visit) -> None:
    page = visit.open("/", ".list li:nth-child(2)")
    titles = page.locator(".list li .title")
    first, second = titles.nth(0).inner_text(), titles.nth(1).inner_text()
    for title in (second, first):
        page.locator(".list li", has_text=title).click()
        page.wait_for_selector(f'.st-key-sg-details h3:has-text("{title}")')
        # The browser shows the choice at once; only what Python has heard of is a step to go back to.
        page.wait_for_selector(".st-key-sg-details:not([data-waiting])")
        page.wait_for_selector("[data-test-script-state=notRunning]")
        assert page.locator(".list li[aria-selected=true] .title").inner_text() == title
    assert "node=" in page.url
    link = page.url
    page.go_back()
    page.wait_for_selector(f'.st-key-sg-details h3:has-text("{second}")')
    assert page.url != link
    visit.picture("explore")


def test_4_search_finds_half_a_name(visit: Visit) -> None:
    page = visit.open("/", ".list li")
    page.keyboard.press("Control+k")
    page.keyboard.type("long short", delay=20)
    page.locator(".search li .title", has_text="Long Short-Term Memory").first.wait_for()
    visit.picture("search")
    page.keyboard.press("Enter")
    page.wait_for_selector(".st-key-sg-details h3:has-text('Long Short-Term Memory')")


def test_5_layouts_keep_and_the_map_opens(visit: Visit) -> None:
    page = visit.open("/", ".graph select")
    for layout in ("timeline", "levels", "semantic", "force"):
        page.locator(".graph select").first.select_option(layout)
        page.wait_for_timeout(450)
    page.get_by_text("Whole library", exact=True).click()
    page.wait_for_selector(".region")
    visit.picture("map")


def test_6_a_thumb_changes_what_comes_next(visit: Visit) -> None:
    page = visit.open("/next", "text=What are you curious about?")
    page.get_by_role("button", name="Just show me something").click()
    page.wait_for_selector(".sg-bar")
    visit.picture("next")
    before = page.locator("[class*=st-key-sg-card] h4").all_inner_texts()
    page.locator("[class*=st-key-hide]").first.get_by_role("button").click()
    page.wait_for_selector("text=hidden")
    page.wait_for_function("n => document.querySelectorAll('[class*=st-key-sg-card] h4').length < n", arg=len(before))
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("n => document.querySelectorAll('[class*=st-key-sg-card] h4').length >= n", arg=len(before))


def test_7_a_roadmap_is_ticked_by_key(visit: Visit) -> None:
    page = visit.open("/roadmap", "text=Where do you want to be?")
    box = page.get_by_role("combobox", name="Goal")
    box.click()
    box.fill("transformers")
    page.get_by_role("option", name="Transformers · topic").click()
    steps = page.locator(".plan li")
    steps.first.wait_for()
    count = int(page.locator("[data-testid=stMetricValue]").first.inner_text())
    steps.first.focus()
    page.keyboard.press("d")
    page.wait_for_function(
        "n => Number(document.querySelector('[data-testid=stMetricValue]')?.innerText || n) < n", arg=count
    )
    page.locator(".plan li.done").first.wait_for()
    visit.picture("roadmap")
    page.get_by_text("Diagram", exact=True).click()
    page.wait_for_selector(".graph")
    visit.picture("roadmap-diagram")


def test_8_progress_shows_it(visit: Visit) -> None:
    page = visit.open("/progress", "text=Your progress")
    page.wait_for_selector("text=Topics you know")
    visit.picture("progress")


def test_9_a_correction_is_shown_at_once_and_undone(visit: Visit) -> None:
    page = visit.open("/", ".list li")
    page.locator(".list li", has_text="The Annotated Transformer").click()
    title = page.locator(".st-key-sg-details h3")
    title.filter(has_text="The Annotated Transformer").wait_for()
    page.wait_for_selector(".st-key-sg-details:not([data-waiting])")
    page.locator(".st-key-edit_here button").first.click()
    page.get_by_role("textbox", name="Title").fill("The Transformer, Line by Line")
    visit.picture("correct")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    title.filter(has_text="The Transformer, Line by Line").wait_for()
    page.get_by_role("button", name="Undo", exact=True).click()
    title.filter(has_text="The Annotated Transformer").wait_for()


def test_the_details_name_a_pressed_node_before_the_server_answers(visit: Visit, pages: Any) -> None:
    page = visit.open("/", ".list li:nth-child(2)")
    other = page.locator(".list li[aria-selected=false]").first
    other.wait_for()
    title = other.locator(".title").inner_text()
    pages.context.set_offline(True)
    try:
        other.click()
        page.locator(".st-key-sg-details[data-waiting] h3", has_text=title).wait_for()
    finally:
        pages.context.set_offline(False)


@pytest.mark.parametrize("path", USEFUL)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_readable_on_a_phone_and_on_a_desk(chrome: Any, address: str, path: str, scheme: str) -> None:
    context = chrome.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    one = Visit(context.new_page(), address)
    page = one.open(path, USEFUL[path])
    one.picture(f"phone-{scheme}-{path.strip('/') or 'explore'}")
    wide = page.evaluate(
        "() => document.querySelector('.stMain').scrollWidth - document.querySelector('.stMain').clientWidth"
    )
    faint = page.evaluate(FAINT)
    page.set_viewport_size({"width": 1400, "height": 900})
    one.picture(f"desk-{scheme}-{path.strip('/') or 'explore'}")
    faint += page.evaluate(FAINT)
    context.close()
    assert wide <= 1
    assert not faint
    assert not one.outside
    assert not one.errors


def test_faint_text_is_found(chrome: Any) -> None:
    page = chrome.new_page()
    page.set_content(
        "<body style='background: #fff'><p style='color: #888'>faint</p><p style='color: #000'>clear</p>"
        "<div style='opacity: 0.4'><p>veiled</p></div><p style='color: #888; font-size: 30px'>large</p>"
    )
    assert [line.split(":")[0] for line in page.evaluate(FAINT)] == ["faint", "veiled"]
    page.close()
