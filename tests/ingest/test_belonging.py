"""What belongs to an entry: the links in brackets after its title, its note, and pointers back to it."""

from __future__ import annotations

import pytest

from ingest.markdown import read_markdown
from ingest.text import read_text
from library.vocabulary import Entry


def only(line: str) -> Entry:
    """The one entry of a list with one item."""
    (entry,) = read_markdown(f"# Tools\n\n- {line}\n", "list.md").entries
    return entry


@pytest.mark.parametrize(
    "line",
    [
        "[Sheets](https://a.org/1) ([code](https://a.org/2), [sheets of CS229](https://a.org/3)): dense.",
        "[Sheets](https://a.org/1) (2017) ([posts](https://a.org/2), [BERT post](https://a.org/3)) - dense.",
        "[Sheets](https://a.org/1)（[代码](https://a.org/2)、[Second Course](https://a.org/3)）",
    ],
)
def test_links_in_brackets_after_a_title_belong_to_it(line: str) -> None:
    entry = only(line)
    assert entry.url == "https://a.org/1"
    assert [link.url for link in entry.links] == ["https://a.org/2", "https://a.org/3"]


def test_brackets_that_were_closed_hold_nothing_more() -> None:
    text = "- [Anvil](https://a.org/1) (small), [Hammer](https://a.org/2)\n"
    assert [entry.title for entry in read_markdown(text, "list.md").entries] == ["Anvil", "Hammer"]


@pytest.mark.parametrize(
    ("line", "title", "note"),
    [
        ("scikits.anvil - Little-used add-on.", "scikits.anvil", "Little-used add-on"),
        ("Anvil: a library for hammers", "Anvil", "a library for hammers"),
        ("Anvil", "Anvil", ""),
    ],
)
def test_what_is_said_after_a_name_without_address_is_its_note(line: str, title: str, note: str) -> None:
    text = f"# Tools\n\n- [Tongs](https://a.org/1) - grips\n- {line}\n- [Forge](https://a.org/2) - heats\n"
    entry = read_markdown(text, "list.md").entries[1]
    assert (entry.title, entry.note) == (title, note)


def test_a_note_does_not_start_with_the_year() -> None:
    entry = only("[Anvils](https://a.org/1) (2014) - A note on anvils")
    assert (entry.note, entry.year) == ("A note on anvils", 2014)


def test_an_item_that_trails_off_into_a_name_is_that_entry_again() -> None:
    text = "Tools:\n  GRUV: https://github.com/a/GRUV\n  Predict series with Theano…GRUV\n  Predict…SOMETHING ELSE\n"
    titles = [entry.title for entry in read_text(text, "list.txt").entries]
    assert titles[:2] == ["GRUV", "GRUV"]
    assert "SOMETHING ELSE" not in titles
