"""HTML pages: their lists, not their sites."""

from __future__ import annotations

import pytest

from ingest.html import html_blocks, html_document, read_html
from library.vocabulary import Entry


def entries(body: str) -> list[Entry]:
    return list(read_html(f"<html><head><title>T</title></head><body>{body}</body></html>", "page.html").entries)


def test_items_definitions_and_lines() -> None:
    found = entries(
        "<h1>Readings</h1>\n<ul>\n<li><a href='https://a.org/1'>Small nets</a> by Ann Lee\n<li>Kernighan, <em>The C"
        " Language</em>, 2nd ed.\n</ul>\n"
        "<dl><dt><a href='https://b.org/'>QEMU</a><dd>Version 6. See <a href='https://b.org/doc'>docs</a>.</dl>"
    )
    assert [(entry.title, entry.line) for entry in found] == [("Small nets", 3), ("The C Language", 4), ("QEMU", 6)]
    assert found[0].authors == ("Ann Lee",)
    assert [link.url for link in found[2].links] == ["https://b.org/doc"]


def test_navigation_scripts_and_footers_are_left_out_with_reasons() -> None:
    reading = read_html(
        "<nav><a href='/home.html'>Home</a></nav><ul class='sidebar'><li><a href='https://a.org/x'>Side</a></ul>"
        "<ul><li><a href='https://a.org/y'>Small nets</a></ul><script>var a='https://a.org/z'</script>"
        "<footer><a href='https://a.org/privacy'>Privacy</a></footer>",
        "page.html",
    )
    assert [entry.title for entry in reading.entries] == ["Small nets"]
    assert {(left.text, left.reason) for left in reading.skipped} == {
        ("Home", "navigation"),
        ("Side", "navigation"),
        ("Privacy", "navigation"),
    }


def test_a_schedule_holds_several_readings_in_a_cell() -> None:
    found = entries(
        "<h2>Schedule</h2><table><tr><th>Date</th><th>Readings</th><th>Slides</th></tr>"
        "<tr><td>Sep 8</td><td><a href='https://a.org/vm.pdf'>Virtual Memory</a> (Denning 1970), <a"
        " href='https://a.org/u.pdf'>Understanding"
        " the Manager</a> ch. 3<br>Hoare, <a href='https://a.org/m.pdf'>Monitors</a></td><td><a"
        " href='s.pdf'>pdf</a></td></tr></table>"
    )
    assert [entry.title for entry in found] == ["Virtual Memory", "Understanding the Manager", "Monitors"]
    assert (found[0].year, found[2].authors) == (1970, ("Hoare",))


def test_a_layout_table_is_no_data() -> None:
    found = entries(
        "<table><tr><td><h2>Books</h2><ul><li><a href='https://a.org/1'>Small nets</a></ul></td></tr></table>"
    )
    assert [(entry.title, entry.section) for entry in found] == [("Small nets", ("Books",))]


def test_relative_links_follow_the_address_of_the_page() -> None:
    reading = read_html("<ul><li><a href='p/one.pdf'>Small nets</a></ul>", "https://a.org/list/index.html")
    assert reading.entries[0].url == "https://a.org/list/p/one.pdf"


@pytest.mark.parametrize(
    "damage",
    [
        "<ul><li><a href='https://a.org/1'>Small nets</a><li><a href='https://a.org/2'>Large nets",
        "<li><b><i><a href=https://a.org/1>Small nets</i></b></a><li><a href=https://a.org/2>Large nets</a>",
    ],
)
def test_unclosed_and_crossed_tags_lose_nothing(damage: str) -> None:
    assert [entry.url for entry in entries(damage)] == ["https://a.org/1", "https://a.org/2"]


def test_hostile_pages_end() -> None:
    assert entries("<div>" * 20_000 + "<ul><li><a href='https://a.org/1'>x</a>") is not None
    assert entries("<ul><li>" * 3_000 + "<a href='https://a.org/1'>Small nets</a>") is not None
    assert entries("&" * 100_000) == []
    assert read_html("", "page.html").entries == []
    assert read_html("\x00\x01<p>", "page.html").entries == []


def test_the_title_of_the_page_names_the_list() -> None:
    assert html_document("<title> My \n list </title><p>x")[0].title == "My list"


def test_fragments_count_lines_from_where_they_stand() -> None:
    (block,) = html_blocks("\n<p>x</p>", 10)
    assert block.line == 11
