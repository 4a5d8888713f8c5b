"""Markdown in the habits people write it."""

from __future__ import annotations

import pytest

from ingest.blocks import Anchor, Heading, Item, Paragraph, Table, plain
from ingest.markdown import markdown_document, read_markdown
from library.vocabulary import Entry


def entries(text: str) -> list[Entry]:
    return list(read_markdown(text, "list.md").entries)


def titles(text: str) -> list[str]:
    return [entry.title for entry in entries(text)]


def reasons(text: str) -> dict[str, str]:
    return {left.text: left.reason for left in read_markdown(text, "list.md").skipped}


def test_an_item_keeps_its_place() -> None:
    (entry,) = entries("# List\n\n## Papers\n\n- [Deep nets](https://a.org/x.pdf) - why they work\n")
    assert (entry.title, entry.url, entry.line, entry.position) == ("Deep nets", "https://a.org/x.pdf", 5, 0)
    assert entry.section == ("List", "Papers")
    assert (entry.kind, entry.note) == ("paper", "why they work")


def test_printed_forms_are_kept() -> None:
    (entry,) = entries("- [2017/06 Attention (Transformer)](https://arxiv.org/abs/1706.03762?utm_source=x)\n")
    assert entry.printed_title == "2017/06 Attention (Transformer)"
    assert entry.printed_url == "https://arxiv.org/abs/1706.03762?utm_source=x"
    assert (entry.url, entry.year) == ("https://arxiv.org/abs/1706.03762", 2017)


def test_contents_badges_and_upkeep_are_left_out_with_reasons() -> None:
    text = (
        "# List [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)\n\n## Contents\n\n- [Books](#books)\n"
        "- [More](#more)\n\n## Books\n\n- [Small nets](https://a.org/book)\n\n## Contributing\n\nRead"
        " [this](https://a.org/c).\n"
    )
    assert titles(text) == ["Small nets"]
    assert set(reasons(text).values()) == {
        "badge, licence or upkeep link",
        "table of contents",
        "about the list itself",
    }


def test_secondary_links_stay_with_their_entry_and_know_their_role() -> None:
    (entry,) = entries(
        "- [Small nets](https://a.org/p.pdf) ([code](https://github.com/a/b),"
        " [HN](https://news.ycombinator.com/item?id=1))"
        " [[slides]](https://a.org/s) by [Ann Lee](https://a.org/~lee/)\n"
    )
    assert [(link.role, link.label) for link in entry.links] == [
        ("code", "code"),
        ("discussion", "HN"),
        ("slides", "slides"),
        ("author", "Ann Lee"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- [LevelDB](https://a.org/l) and its fork [RocksDB](https://a.org/r)", ["LevelDB", "RocksDB"]),
        ("- CNN - [Link](https://a.org/one), [Link](https://a.org/two)", ["CNN", "CNN"]),
        ("- [Small nets](https://a.org/a); [Large nets](https://a.org/b)", ["Small nets", "Large nets"]),
        ("- [A tool](https://a.org/a) - works well with [B tool](https://b.org/)", ["A tool"]),
        ("- [A tool](https://a.org/a) is built on [B tool](https://b.org/)", ["A tool"]),
        ("- SVM - [Link](https://a.org/machine-learning-in-seven-steps)", ["SVM"]),
    ],
)
def test_one_line_may_hold_several_resources_or_one_with_mentions(line: str, expected: list[str]) -> None:
    assert titles(line) == expected


def test_equal_links_are_told_apart_by_their_addresses() -> None:
    text = "- CNN - [Link](https://a.org/intuitive-guide-to-nets), [Link](https://b.org/nets-step-by-step)\n"
    assert titles(text) == ["CNN: Intuitive guide to nets", "CNN: Nets step by step"]


def test_a_heading_with_a_link_is_an_entry_and_its_bullets_describe_it() -> None:
    text = (
        "## Tools\n\n### [Playground](https://play.org/)\n\n- By the [team](https://play.org/team), explains"
        " [nets](https://en.wikipedia.org/wiki/Net)\n\n### [Lucid](https://github.com/t/lucid)\n\n- Makes pictures\n"
    )
    found = entries(text)
    assert [entry.title for entry in found] == ["Playground", "Lucid"]
    assert found[0].section == ("Tools",)
    assert [link.url for link in found[0].links] == ["https://play.org/team"]


def test_a_heading_without_link_is_an_entry_among_headings_that_are() -> None:
    text = (
        "# L\n\n### [A](https://a.org/)\n\n- x\n\n### [B](https://b.org/)\n\n- y\n\n### Growing nets\n\n- from"
        " the library\n"
    )
    assert titles(text) == ["A", "B", "Growing nets"]


def test_a_link_line_below_a_heading_names_its_address() -> None:
    text = (
        "# L\n\n### Small nets\n\n**Link:** <https://a.org/b>\n\n**Author:** Ann Lee\n\n### Other\n\n**Link:**"
        " https://b.org/c\n"
    )
    found = entries(text)
    assert [(entry.title, entry.url) for entry in found] == [
        ("Small nets", "https://a.org/b"),
        ("Other", "https://b.org/c"),
    ]
    assert found[0].authors == ("Ann Lee",)


def test_a_linked_heading_above_a_list_of_links_is_a_section() -> None:
    text = "# L\n\n## [Papers](https://a.org/)\n\n- [One](https://b.org/1)\n- [Two](https://b.org/2)\n"
    assert [entry.section for entry in entries(text)] == [("L", "Papers")] * 2


def test_a_table_with_columns() -> None:
    text = (
        "| # | Title | Authors | Year | Links |\n|--|--|--|--|--|\n"
        "| 1 | A neural model | Bengio, Ducharme | 2003 | [code](https://github.com/a/b) [pdf](https://a.org/b.pdf)"
        " |\n"
        "| 2 | ULMFiT | Howard, Ruder | 2018 | n/a |\n"
    )
    first, second = entries(text)
    assert (first.title, first.url, first.year) == ("A neural model", "https://a.org/b.pdf", 2003)
    assert first.authors == ("Bengio", "Ducharme")
    assert [link.role for link in first.links] == ["code"]
    assert (second.title, second.url, second.line) == ("ULMFiT", None, 4)


def test_a_table_of_cards_announces_headings_below_it() -> None:
    text = (
        "# L\n\n|[A](https://a.org/)|[B](https://b.org/)|\n|:--:|:--:|\n|<a href='https://a.org/'><img"
        " src='a.png'></a>| |\n\n"
        "### [A](https://a.org/)\n\n- about A\n\n### [B](https://b.org/index.html)\n\n- about B\n"
    )
    assert [(entry.title, entry.line) for entry in entries(text)] == [("A", 7), ("B", 11)]


def test_numbered_citations_with_boxed_links() -> None:
    text = (
        '**[0]** Pierce, Benjamin C. "**Types and Languages**." MIT Press (2002). [[site]](https://a.org/t) :star:\n'
        '**[1]** Harper, Robert. "**Practical Foundations**." 2nd ed. (2016). [[pdf]](https://a.org/p.pdf) :star:\n'
    )
    first, second = entries(text)
    assert (first.title, first.url, first.year, first.line) == ("Types and Languages", "https://a.org/t", 2002, 1)
    assert first.authors == ("Pierce, Benjamin C.",)
    assert (second.title, second.line) == ("Practical Foundations", 2)


def test_items_without_address_are_entries_among_entries() -> None:
    text = (
        "## Books\n\n- [One](https://a.org/1)\n- **Two Things** - Ann Lee (1992). Out of print.\n- Buy it if you can.\n"
    )
    found = entries(text)
    assert [entry.title for entry in found] == ["One", "Two Things"]
    assert (found[1].url, found[1].year) == (None, 1992)


def test_nested_links_belong_to_the_item_above() -> None:
    text = "- [Small nets](https://a.org/p)\n  - [Slides](https://a.org/s)\n  - [Video: in 12 minutes](https://youtu.be/x)\n"
    (entry,) = entries(text)
    assert [link.role for link in entry.links] == ["slides", "video"]


def test_an_item_whose_links_stand_below_it() -> None:
    (entry,) = entries("## Papers\n\n- **Large Ordered Indices** - the paper.\n  - [pdf](https://a.org/i.pdf)\n")
    assert (entry.title, entry.url) == ("Large Ordered Indices", "https://a.org/i.pdf")


def test_check_boxes() -> None:
    assert [entry.done for entry in entries("- [x] [A](https://a.org/1)\n- [ ] [B](https://a.org/2)\n")] == [
        True,
        False,
    ]


def test_a_heading_without_blank_and_a_broken_link() -> None:
    found = entries(
        "#Books\n\n- [Small nets](https://a.org/my book.html)\n- [B](https://b.org/x\n- [C] (https://c.org/y)\n"
    )
    assert [entry.title for entry in found] == ["Small nets", "B", "C"]
    assert {entry.section for entry in found} == {("Books",)}


def test_reference_links_resolve_and_undefined_ones_do_not_break() -> None:
    found = entries("- [One thing][1]\n- [Other thing][nowhere]\n\n[1]: https://a.org/one\n")
    assert (found[0].title, found[0].url) == ("One thing", "https://a.org/one")


def test_html_inside_markdown() -> None:
    text = (
        "<h2>Data</h2>\n\n<table><tr><th>Name</th><th>Where</th></tr>\n<tr><td>GLUE</td><td><a"
        " href='https://g.org/'>Link</a></td></tr>\n"
        "</table>\n\n<ul><li><a href='https://b.org/x'>B</a> more</li></ul>\n"
    )
    found = entries(text)
    assert [(entry.title, entry.url, entry.line) for entry in found] == [
        ("GLUE", "https://g.org/", 4),
        ("B", "https://b.org/x", 7),
    ]
    assert {entry.section for entry in found} == {("Data",)}


@pytest.mark.parametrize(
    "prose",
    [
        "We like [Deepart](https://deepart.io/) a lot, and so should you.",
        "> [Quoted](https://a.org/q) wisdom",
        "- In this section you will see how [nets](https://en.wikipedia.org/wiki/Net) work in practice today.",
        "- [Geoffrey Hinton](https://www.cs.toronto.edu/~hinton/)",
        "```\ngit clone https://github.com/a/b\n```",
        "[Home](index.md) | [About](about.md)",
    ],
)
def test_prose_people_code_and_navigation_are_no_entries(prose: str) -> None:
    assert titles(f"# L\n\n{prose}\n") == []


def test_repeats_in_other_sections_are_both_listed() -> None:
    assert len(entries("## A\n\n- [X](https://a.org/x)\n\n## B\n\n- [X again](https://a.org/x)\n")) == 2


def test_a_line_beyond_measure_costs_only_itself() -> None:
    reading = read_markdown("- [A](https://a.org/1)\n" + "x" * 200_000 + "\n- [B](https://a.org/2)\n", "list.md")
    assert [entry.title for entry in reading.entries] == ["A", "B"]
    assert [(left.line, left.reason) for left in reading.skipped] == [(2, "line of 200,000 characters")]


def test_front_matter_names_the_list() -> None:
    reading = read_markdown("---\ntitle: My list\n---\n\n- [A](https://a.org/1)\n", "list.md")
    assert (reading.reading_list.title, reading.entries[0].line) == ("My list", 5)


def test_blocks_carry_lines_and_depths() -> None:
    document, _ = markdown_document("# T\n\ntext\nmore\n\n1. one\n   - [two](u)\n\n| a |\n|---|\n| b |\n")
    kinds = [(type(block), block.line) for block in document.blocks]
    assert kinds == [(Heading, 1), (Paragraph, 3), (Item, 6), (Item, 7), (Table, 9)]
    one, two = (block for block in document.blocks if isinstance(block, Item))
    assert (one.number, one.depth, two.number, two.depth) == (1, 0, None, 1)
    assert isinstance(two.inlines[0], Anchor)
    assert plain(two.inlines) == "two"


def test_the_course_page_leads_before_its_notes() -> None:
    (entry,) = entries("- CS231n: [notes](https://a.org/n), [website](https://a.org/), [videos](https://youtu.be/x)\n")
    assert (entry.title, entry.url) == ("CS231n", "https://a.org/")


def test_volumes_take_the_name_of_their_work() -> None:
    text = (
        "## Books\n\n- Donald Knuth, *The Art of Programming*:\n  - Volume 1, *Fundamentals*\n  - Volume 2, *Numbers*\n"
    )
    assert titles(text) == [
        "The Art of Programming, Volume 1, Fundamentals",
        "The Art of Programming, Volume 2, Numbers",
    ]


def test_headings_that_offer_only_files_are_works() -> None:
    text = "## 2020\n\n### Small nets\n*Ann Lee*\n[[Paper](https://a.org/s)] [[Code](https://github.com/a/s)]\n"
    (entry,) = entries(text)
    assert (entry.title, entry.url, [link.role for link in entry.links]) == ("Small nets", "https://a.org/s", ["code"])


def test_lines_that_begin_with_one_sign_are_a_list() -> None:
    reading = read_markdown(
        "# Links\n\nSee also:\n\n→ [Tea for two](https://a.org) is short\n→ [More tea](https://b.org)\n→ Tea: https://c.org\n",
        "",
    )
    assert [(one.title, one.line) for one in reading.entries] == [("Tea for two", 5), ("More tea", 6), ("Tea", 7)]
