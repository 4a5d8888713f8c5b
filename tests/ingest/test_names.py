"""Lists of mere names: a title a line, hardly an address, headings known by their place."""

from __future__ import annotations

import pytest

from ingest.text import read_text

SHELF = """Everything on my shelf, more or less in order.

Novels:
The Lighthouse Keeper
1984
All About Winter
Moby Dick - the whale one

History
The Silk Roads
Salt

Cooking:
Bread Alone
Soup Book (2nd ed)

2019 - 2
Kitchen Diaries
Boiling Point
"""


def titles(text: str) -> list[str]:
    return [entry.title for entry in read_text(text, "list.txt").entries]


def sections(text: str) -> dict[str, tuple[str, ...]]:
    return {entry.title: entry.section for entry in read_text(text, "list.txt").entries}


def test_each_line_names_a_work() -> None:
    assert titles(SHELF) == [
        "The Lighthouse Keeper", "1984", "All About Winter", "Moby Dick", "The Silk Roads", "Salt", "Bread Alone",
        "Soup Book", "Kitchen Diaries", "Boiling Point",
    ]  # fmt: skip


def test_heads_of_blocks_are_headings_where_the_others_have_some() -> None:
    found = sections(SHELF)
    assert found["Salt"][-1] == "History"
    assert found["Bread Alone"][-1] == "Cooking"
    assert found["Kitchen Diaries"][-1] == "2019 - 2"


def test_unless_something_else_is_told_a_mere_title_is_a_book() -> None:
    assert {entry.kind for entry in read_text(SHELF, "list.txt").entries} == {"book"}


def test_a_game_without_address_is_a_title_too() -> None:
    assert {entry.kind for entry in read_text(SHELF.replace("Salt", "Winter Game"), "list.txt").entries} == {"book"}


def test_a_table_of_contents_names_headings_and_no_works() -> None:
    text = "\n".join(
        [
            "Small type corner", "Contents", "Reading", "Tools", "Faces", "Reading", "Letter by Letter - Ann Moor",
            "The Margin - short and dry", "Tools", "Kerner - a small editor", "Metrics - measures faces", "Faces",
            "Gothic One", "Sorbet Slab - free",
        ]
    )  # fmt: skip
    found = sections(text)
    assert list(found) == ["Letter by Letter", "The Margin", "Kerner", "Metrics", "Gothic One", "Sorbet Slab"]
    assert [place[-1] for place in found.values()] == ["Reading", "Reading", "Tools", "Tools", "Faces", "Faces"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("《城市与河流》和《河流与海》", ["城市与河流", "河流与海"]),
        ("编程：一门手艺", ["编程：一门手艺"]),
        ("Surely Not, Mr. Bennet!", ["Surely Not, Mr. Bennet!"]),
    ],
)
def test_works_of_one_line(line: str, wanted: list[str]) -> None:
    others = "\n".join(f"{number}>. 书名第{number}种" for number in range(2, 8))
    assert [title.strip("《》") for title in titles(f"1>. {line}\n{others}")[: len(wanted)]] == wanted


def test_the_author_stands_first_where_most_lines_begin_with_one() -> None:
    lines = [
        "H Moor - Two Rivers: A Study - library", "K O Brand - The Age of Peat - GOT", "R S Linde - Upland Farms",
        "Anna Weber - Wool and Water", "Linde - Bogs - *",
    ]  # fmt: skip
    found = read_text("\n".join(["Essay sources", "", *lines]), "list.txt").entries
    assert [(one.title, one.authors[0]) for one in found] == [
        ("Two Rivers: A Study", "H Moor"), ("The Age of Peat", "K O Brand"), ("Upland Farms", "R S Linde"),
        ("Wool and Water", "Anna Weber"), ("Bogs", "Linde"),
    ]  # fmt: skip


def test_prose_is_no_list_of_names() -> None:
    text = """We went up early, and the weather held all day.
The path is steep. You need good shoes and some patience for it.
At the top there is a hut where they sell soup.
I would not go there in winter, because the wind is fierce.
On the way down we met nobody at all.
It was a good day."""
    assert titles(text) == []


def test_a_bibliography_is_read_as_citations() -> None:
    text = """References
Moor, Ann. Two Rivers. Hill Press, 2016.
Brand, Kim. The Age of Peat. Oxford University Press, 2013.
Weber, Anna. Wool and Water. University of Hull Press, 2014.
Linde, Leo. Upland Farms. Hill Press, 2011."""
    assert titles(text) == ["Two Rivers", "The Age of Peat", "Wool and Water", "Upland Farms"]
