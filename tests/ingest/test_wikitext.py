"""Wikitext: its links, cited works, lists and tables, and damage that takes no neighbour with it."""

from __future__ import annotations

import pytest

from ingest.wikitext import read_wikitext


def test_links_and_cited_works_become_entries_under_their_headings() -> None:
    reading = read_wikitext(
        "== Tea ==\n=== Green ===\n"
        "* [https://a.org/sencha A guide to sencha] by Ann Archer (2011)\n"
        "* {{cite book |last=Okakura |first=Kakuzo\n  |title=The Book of Tea |year=1906 |url=https://b.org/tea}}\n"
        "# [[w:Tea ceremony|On the tea ceremony]]\n",
        "page",
    )
    assert [(one.title, one.url, one.line) for one in reading.entries] == [
        ("A guide to sencha", "https://a.org/sencha", 3),
        ("The Book of Tea", "https://b.org/tea", 4),
        ("On the tea ceremony", "https://en.wikipedia.org/wiki/Tea_ceremony", 6),
    ]
    assert {one.section for one in reading.entries} == {("Tea", "Green")}
    assert reading.entries[1].year == 1906


def test_rows_of_a_table_may_go_over_lines() -> None:
    reading = read_wikitext(
        '{| class="wikitable"\n! Title !! Year\n|-\n| [https://a.org First light] || 1999\n|-\n'
        '| style="x" | [https://b.org Second light]\n| 2001\n|}\n',
        "page",
    )
    assert [(one.title, one.line, one.year) for one in reading.entries] == [
        ("First light", 4, 1999),
        ("Second light", 6, 2001),
    ]


def test_a_definition_is_told_by_the_line_below() -> None:
    reading = read_wikitext("== Data ==\n; HadCRUT4\n: https://a.org/hadcrut4/\n; [https://b.org Berkeley]\n", "page")
    assert [(one.title, one.url) for one in reading.entries] == [
        ("HadCRUT4", "https://a.org/hadcrut4/"),
        ("Berkeley", "https://b.org"),
    ]


@pytest.mark.parametrize(
    "damage", ["{{cite book |title=Lost", "{| class=x", "[https://c.org Open", "''", "[[", "<ref>", "<!--x"]
)
def test_damage_takes_no_neighbour_above_it(damage: str) -> None:
    text = f"== Tea ==\n* [https://a.org A guide to sencha]\n* {damage}\n* [https://b.org A guide to matcha]\n"
    titles = [one.title for one in read_wikitext(text, "page").entries]
    assert titles[0] == "A guide to sencha"


@pytest.mark.parametrize(
    "text", ["{{" * 20_000, "[[" * 20_000, "'''" * 20_000, "{|\n" * 20_000, "* " * 20_000, "<b>" * 5_000]
)
def test_deep_nesting_ends(text: str) -> None:
    read_wikitext(text, "page")
