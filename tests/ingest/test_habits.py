"""Habits of writing lists: hanging bibliographies, letters, framed headings, numbered paragraphs, named rows."""

from __future__ import annotations

import pytest

from ingest.markdown import read_markdown
from ingest.text import read_text

BIBLIOGRAPHY = """READING LIST

I. GENERAL

Carson, Rachel (1962). Silent Spring. Boston: Houghton Mifflin.
Cronon, William (1983). Changes in the Land: Indians, Colonists, and
     the Ecology of New England. New York: Hill and Wang.
----- (1991). Nature's Metropolis: Chicago and the Great West. New
     York: Norton.
White, Lynn (1967). "The Historical Roots of Our Ecologic Crisis, an
     Essay." Science 155(3767): 1203-1207. doi:10.1126/science.155.3767.1203
Worster, Donald (1979/2004). Dust Bowl: The Southern Plains in the
     1930s. 25th anniversary ed. Oxford: Oxford University Press.
Leopold, Aldo (n.d.). A Sand County Almanac.
                                                     p. 1 of 3
"""


def test_a_hanging_bibliography_is_cut_at_its_margin() -> None:
    entries = read_text(BIBLIOGRAPHY, "list.txt").entries
    assert [entry.line for entry in entries] == [5, 6, 8, 10, 12, 14]
    assert entries[2].authors == ("Cronon, William",)
    assert entries[2].title == "Nature's Metropolis: Chicago and the Great West"
    assert entries[3].url == "https://doi.org/10.1126/science.155.3767.1203"
    assert entries[5].title == "A Sand County Almanac"


def test_of_a_letter_only_its_list_is_read() -> None:
    text = (
        "From: Ann <a@b.example>\nTo: Ben\nSubject: books\n\nOn Monday, Ben wrote:\n> See https://a.org/quoted\n\n"
        "1) KEYS\n-------\n\n  Lichen site ..... <https://a.org/1>\n  Herbaria portal ... https://a.org/2\n\n"
        "Best wishes,\nAnn\n\n-- \nAnn | https://a.org/~ann\n"
    )
    entries = read_text(text, "mail.txt").entries
    assert [(entry.title, entry.url) for entry in entries] == [
        ("Lichen site", "https://a.org/1"),
        ("Herbaria portal", "https://a.org/2"),
    ]
    assert entries[0].section[-1] == "1) KEYS"


def test_signs_frame_headings() -> None:
    text = "Links\n\n== Tools ==\n* Anvil https://a.org/1\n* Tongs https://a.org/2\n\n== Books ==\n* Iron https://a.org/3\n"
    assert [entry.section[-1] for entry in read_text(text, "list.txt").entries] == ["Tools", "Tools", "Books"]


def test_a_title_its_address_and_a_note_may_stand_below_each_other() -> None:
    text = "== Misc ==\nDelight\n    https://a.org/1\n    tricks\nThe Art of It\n    https://a.org/2\n    views\n"
    entries = read_text(text, "list.txt").entries
    assert [(entry.title, entry.note) for entry in entries] == [
        ("Delight", "tricks"),
        ("The Art of It", "views"),
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("**1. Le guide**, Ann Lee.\n\n**2. Song of Birds**, Ben Ray, 2004. Dear.\n", ["Le guide", "Song of Birds"]),
        ("> Lee, A. (2014). *Rates of bones.* PLOS. [link](https://a.org/1)\n", ["Rates of bones"]),
        ("**Contents:** [A](#a) · [B](#b) · [C](#c)\n", []),
        ("## What I did not find useful\n\n- [Pins](https://a.org/1)\n", []),
        ("|what|where|\n|-|-|\n|Anvil|[a.org](https://a.org/1)|\n|Tongs|[pdf](https://a.org/2)|\n", ["Anvil", "Tongs"]),
        ("- Anvils | Ann Lee | [video](https://a.org/1)\n", ["Anvils"]),
        ("- Stanford **CS223A** Robotics [link](https://a.org/1)\n", ["Stanford CS223A Robotics"]),
        ("- Bread library (they keep a starter in a fridge) <https://a.org/1>\n", ["Bread library"]),
    ],
)
def test_habits_of_markdown(text: str, titles: list[str]) -> None:
    assert [entry.title for entry in read_markdown(f"# List\n\n{text}", "list.md").entries] == titles


def test_the_data_come_before_the_paper_where_the_writer_puts_them_first() -> None:
    text = "## Data\n\n- **ERA5** — hourly **[Data](https://a.org/1)** **[Paper](https://a.org/2)**\n"
    (entry,) = read_markdown(text, "list.md").entries
    assert (entry.url, [link.url for link in entry.links]) == ("https://a.org/1", ["https://a.org/2"])
