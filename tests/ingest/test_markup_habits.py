"""Habits of marked-up lists, one rule each."""

from __future__ import annotations

import time

import pytest

from ingest.read import parse
from library.vocabulary import Entry


def entries_of(text: str, name: str = "list.md") -> tuple[Entry, ...]:
    return tuple(parse(text, name).entries)


def titles_of(text: str, name: str = "list.md") -> list[str]:
    return [entry.title for entry in entries_of(text, name)]


def test_an_address_in_square_brackets_is_the_target_of_its_label() -> None:
    (entry,) = entries_of("# Sites\n- [Orchard diary (now archived)][https://orchard.example.org/diary]\n")
    assert entry.title.startswith("Orchard diary")
    assert entry.url == "https://orchard.example.org/diary"


def test_attributes_and_variables_of_site_generators_are_no_words() -> None:
    text = (
        '# Reading\n- [Tidal mills](https://a.example/mills){:target="_blank"} - power\n'
        "- [Local]({{ site.baseurl }}/local)\n- ![p](https://p.example/7/){: .normal } **Salt roads**[^1]\n"
    )
    assert titles_of(text) == ["Tidal mills", "Salt roads"]


def test_a_note_called_like_its_title_is_not_printed_twice() -> None:
    text = "# Books\n- The Long Winter [[LongWinter]] (Ada Quill)\n- A History of Rivers [[Rivers]] (Bo Lind)\n"
    assert titles_of(text) == ["The Long Winter", "A History of Rivers"]


def test_a_heading_whose_address_stands_behind_a_key_is_the_entry() -> None:
    text = (
        "# Handbooks\n## Archives\n### Moss Library\nOld prints.\n- URL: https://moss.example.org/\n- Access: free\n"
        "### Fern Index\n- **Website**: https://fern.example.org/\n- **Focus**: ferns\n"
    )
    assert [(entry.title, entry.url) for entry in entries_of(text)] == [
        ("Moss Library", "https://moss.example.org/"),
        ("Fern Index", "https://fern.example.org/"),
    ]


def test_what_a_title_is_filed_under_is_no_part_of_it() -> None:
    text = (
        "# Queue\n- [Optics][Paper] Light in slow glass, https://arxiv.org/abs/2001.00001\n"
        "- [ ] [Leeds] Statics: a first course, https://leeds.example.edu/statics\n"
        "- Optional: Lectures on Friction https://friction.example.edu/\n"
    )
    assert titles_of(text) == ["Light in slow glass", "Statics: a first course", "Lectures on Friction"]


def test_labels_above_lists_are_sections_where_there_are_no_headings() -> None:
    text = "Blogs\n- [Low Tide](https://tide.example/)\n\nBooks\n- _Sand and Salt_ by Mira Holt\n"
    assert [(entry.section, entry.kind) for entry in entries_of(text)] == [(("Blogs",), "blog"), (("Books",), "book")]


def test_a_label_below_a_heading_tells_the_kind_alone() -> None:
    text = "# Knots\nHow I learned.\n\n**Books:**\n\n- [The Ashley way](https://knots.example/ashley)\n"
    (entry,) = entries_of(text)
    assert (entry.section, entry.kind) == (("Knots",), "book")


def test_named_works_below_a_label_are_entries_and_topics_are_not() -> None:
    text = (
        "# Physics\n**Recommended resources:**\n- *Wheel School* (mechanics)\n- *Motion* by Jane Stewart\n\n"
        "1. **Mechanics I**\n   - Newton's laws\n   - Work and energy\n"
    )
    assert titles_of(text) == ["Wheel School", "Motion"]


def test_the_title_of_a_list_tells_what_stands_below_its_years() -> None:
    text = "---\ntitle: Books to read\n---\n## 2024\n- [ ] **Ultrawalking**[^u]\n- [ ] **雪國**\n\n[^u]: by A. Young\n"
    assert [(entry.title, entry.kind) for entry in entries_of(text)] == [("Ultrawalking", "book"), ("雪國", "book")]


def test_an_address_alone_below_a_label_is_what_the_label_names() -> None:
    (entry,) = entries_of("# Links\n- The missing semester:\n  - https://missing.example.edu/\n")
    assert (entry.title, entry.url) == ("The missing semester", "https://missing.example.edu/")


def test_several_addresses_below_a_plural_are_several_resources() -> None:
    text = "# Links\n- Awesome guides\n  - https://a.example/maths\n  - https://a.example/physics\n"
    assert [entry.url for entry in entries_of(text)] == ["https://a.example/maths", "https://a.example/physics"]
    text = "# Papers\n- Sparse Weirs in Practice\n  - https://arxiv.org/abs/2002.00002\n  - https://github.com/w/weir\n"
    assert [entry.title for entry in entries_of(text)] == ["Sparse Weirs in Practice"]


def test_citations_in_the_cells_of_a_table_are_read_as_citations() -> None:
    text = (
        "---\ntitle: Code\n---\nFor these papers:\n\nFolder | Paper | Link\n---|---|---\n"
        '[bag]({{ site.baseurl }}/bag) | Ann Poe and Bo Ray. "Bags in boxes: a theory." arXiv:2210.11445 (2022)'
        " | [[arXiv]](https://arxiv.org/abs/2210.11445) [[Github]](https://github.com/a/bag)\n"
    )
    (entry,) = entries_of(text)
    assert (entry.title, entry.year, entry.kind) == ("Bags in boxes: a theory", 2022, "paper")


def test_a_reading_without_address_in_a_schedule_is_an_entry() -> None:
    text = (
        "# Schedule\n<table><tr><th>Date</th><th>Topic</th><th>Readings</th></tr>\n"
        "<tr><td>Jan 12</td><td>Intro</td><td><ul>\n"
        '<li>Ray, <a href="http://ray.example.edu/tides.pdf">Tides</a></li>\n'
        "<li>Ann Poe and Bo Ray, A study of smoothing for tide tables</li>\n</ul></td></tr></table>\n"
    )
    assert titles_of(text) == ["Tides", "A study of smoothing for tide tables"]


def test_rows_with_empty_targets_still_name_their_course() -> None:
    text = "# 资源\n\n| 课程名称 | 平台 | 链接 |\n|---|---|---|\n| 潮汐入门 | 网校 | [链接]() |\n"
    text += "| 浪与风 | 网校 | [链接]() |\n"
    assert titles_of(text) == ["潮汐入门", "浪与风"]


def test_columns_called_after_a_thing_and_its_name_are_titles_and_addresses() -> None:
    text = (
        'book_id,book_name,author,pdf_link,status\n1,"The Patient Miller","Ann Poe",https://m.example/miller.pdf,done\n'
        '2,"Stone and Water","Bo Ray",,to_read\n'
    )
    assert [(entry.title, entry.url) for entry in entries_of(text, "books.csv")] == [
        ("The Patient Miller", "https://m.example/miller.pdf"),
        ("Stone and Water", None),
    ]


def test_a_paragraph_that_begins_with_a_date_and_a_link_is_an_entry() -> None:
    text = (
        "# Club\n## Papers we have looked at\n\n21/11/25 [Tidal locks in narrow canals](https://j.example/locks)\n"
        "Link to repo folder: [Poe2024](https://github.com/club/papers/tree/main/Poe2024)\n"
    )
    (entry,) = entries_of(text)
    assert (entry.title, [link.url[-7:] for link in entry.links]) == ("Tidal locks in narrow canals", ["Poe2024"])


def test_names_behind_a_dash_and_tags_behind_a_comma_are_cut_off_a_label() -> None:
    text = (
        "# Books\n- [Clean Sluices, Second Edition - Steve Miller](https://b.example/1)\n"
        "- [Sluice Design, pdf](https://b.example/2.pdf)\n- [Home — SNCF Open Data](https://data.example/)\n"
    )
    assert titles_of(text) == ["Clean Sluices, Second Edition", "Sluice Design", "Home — SNCF Open Data"]


def test_a_citation_as_the_label_of_a_link_gives_its_title() -> None:
    text = "# Papers\n- [Joyce, G. F. The antiquity of mill-based power. Nature 418, 214–221 (2002).](https://n.example/1)\n"
    (entry,) = entries_of(text)
    assert (entry.title, entry.authors, entry.year) == ("The antiquity of mill-based power", ("Joyce, G. F.",), 2002)


def test_a_definition_below_an_item_says_who_made_it() -> None:
    text = "---\ntitle: Reading list\n---\n## 2025\n- Classic Mill Building\n: Arnold Robbins & Nelson Beebe, 2005\n"
    text += "\n- The Mists of Holland\n: Marion Bradley, 1982\n"
    assert [(entry.title, entry.year) for entry in entries_of(text)] == [
        ("Classic Mill Building", 2005),
        ("The Mists of Holland", 1982),
    ]


def test_a_list_pushed_in_below_its_heading_is_a_list() -> None:
    text = "# Plan\n## Resources\n    - [Weirs](https://w.example/)\n        - [Design primer](https://p.example/p)\n"
    assert [(entry.title, entry.line) for entry in entries_of(text)] == [("Weirs", 3), ("Design primer", 4)]


def test_a_heading_named_again_by_its_first_link_is_the_entry() -> None:
    text = (
        "# Podcasts\n## Favourites\n### River Talk\n[River Talk][r] is two people on a raft.\n\n### Lock Hour\n"
        "[Ann Poe's _Lock Hour_](https://lock.example/) is slower.\n\n[r]: https://river.example/\n"
    )
    assert [(entry.title, entry.url) for entry in entries_of(text)] == [
        ("River Talk", "https://river.example/"),
        ("Lock Hour", "https://lock.example/"),
    ]


def test_a_record_may_begin_with_who_presents_it() -> None:
    text = (
        "# Lab club\n## 2020-02-13\n* Speaker: Rui Poe\n* Title: Profiling of mill wheels uncovers regulators\n"
        "  Li et al., 2020, Cell 180, 373–386\n\n## 2020-03-05\n* Speaker: Jie\n"
        "* Title: Soldatov, R. et al. Structure of weir decisions in rivers. Science 364 (2019).\n"
    )
    assert [(entry.title, entry.year) for entry in entries_of(text)] == [
        ("Profiling of mill wheels uncovers regulators", 2020),
        ("Structure of weir decisions in rivers", 2019),
    ]


def test_known_facts_behind_a_key_are_no_entries() -> None:
    text = "# Videos\n## Channels\n### Mill Man\n- **Channel**: [Mill Man](https://www.youtube.com/@mill)\n"
    text += "- **Language**: English\n"
    assert titles_of(text) == ["Mill Man"]


def test_a_name_in_bold_before_a_colon_is_a_thing_not_its_author() -> None:
    text = "# Werkzeuge\n- **VS Code:** Editor principal\n- **Postman:** Testing de APIs\n- **Anvil:** https://a.example/\n"
    assert [(entry.title, entry.authors) for entry in entries_of(text)] == [
        ("VS Code", ()),
        ("Postman", ()),
        ("Anvil", ()),
    ]


def test_a_second_heading_of_restructured_text_is_a_section() -> None:
    text = "References\n==========\n\nMills\n-----\n\nWind\n~~~~\n\n- `Vanes <https://v.example/>`_\n\n"
    text += "Water\n~~~~~\n\n- `Weirs <https://w.example/>`_\n"
    assert [entry.section for entry in entries_of(text, "refs.rst")] == [("Mills", "Wind"), ("Mills", "Water")]


def test_counts_of_stars_are_no_part_of_a_name() -> None:
    assert titles_of("# Tools\n- [weir-mirror (⭐30)](https://github.com/w/weir-mirror) - mirrors\n") == ["weir-mirror"]


def test_items_that_end_with_a_colon_are_sections_of_what_stands_below_them() -> None:
    text = (
        "# Notes\n* Operating systems:\n  * [How a mill works](https://youtu.be/a)\n  * Linux:\n"
        "    * [Linux for millers](https://youtu.be/b)\n"
    )
    assert [entry.section for entry in entries_of(text)] == [
        ("Notes", "Operating systems"),
        ("Notes", "Operating systems", "Linux"),
    ]


def test_a_title_in_bold_with_the_names_behind_it_is_an_entry() -> None:
    text = (
        "---\ntitle: Reading\n---\nInspired by [Patterns](https://p.example/) about keeping a list.\n\n"
        "**[Mill Patterns](https://m.example/1)** Erich Gamma, et al.\n\n> Worth more than the mills.\n\n"
        "**[Code Complete](https://m.example/2)** Steve McConnell\n\n> A guide, see [wheels](https://w.example/x/y).\n"
    )
    assert titles_of(text) == ["Mill Patterns", "Code Complete"]


def test_a_column_of_methods_names_the_rows_and_its_authors_do_not() -> None:
    text = (
        "# Fonts\n\n Method | Publication | Code | Authors\n --- | --- | --- | ---\n"
        " DeepMill | SIGGRAPH 2021 | [Link](https://github.com/a/deepmill) | [Ann Poe](https://ann.example.io/)\n"
        " ZiMill | MM 2021 | - | Bo Ray\n"
    )
    assert [(entry.title, entry.url) for entry in entries_of(text)] == [
        ("DeepMill", "https://github.com/a/deepmill"),
        ("ZiMill", None),
    ]


def test_titles_beside_a_column_of_authors_are_taken_as_they_stand() -> None:
    text = "# B\n\n| Title | Author | Link |\n|---|---|---|\n"
    text += "| Bees and Beekeeping, Revised Edition | Dewey Caron | [Link](https://b.example/1) |\n"
    assert titles_of(text) == ["Bees and Beekeeping, Revised Edition"]


def test_a_short_name_in_bold_before_the_title_of_a_paper_is_its_nickname() -> None:
    text = "# Papers\n- **DMN**: Deep mills segment neuronal membranes [[Paper](https://p.example/dmn.pdf)]\n"
    (entry,) = entries_of(text)
    assert (entry.title, entry.nickname) == ("Deep mills segment neuronal membranes", "DMN")


def test_a_work_whose_title_stands_in_italics_behind_its_year_is_read_so() -> None:
    text = (
        "# Leseliste\n## Romane\n\n**Orwell, George** (1948): *1984*, Berlin: Ullstein. `978-3-548-23410-6`\n\n"
        '**Rucker, Philip; Leonnig, Carol** (2020): *Mühlen - "A very stable mill"*, Frankfurt: Fischer Verlag.\n'
    )
    assert [(entry.title, entry.year) for entry in entries_of(text)] == [
        ("1984", 1948),
        ('Mühlen - "A very stable mill"', 2020),
    ]


def test_a_chapter_of_a_work_named_before_is_an_entry() -> None:
    text = "# Readings\n## Week 2\n- Popkin, Chapter 2: History in Mills and Medieval Times, 26--48.\n"
    assert titles_of(text) == ["History in Mills and Medieval Times"]


def test_equal_links_after_one_label_share_it() -> None:
    text = "- Course: Mills [part1][a], [part2][b] and [part 3][c]\n\n[a]: https://a.example/1\n"
    text += "[b]: https://a.example/2\n[c]: https://a.example/3\n"
    assert "and" not in titles_of(text)
    text = "# PDF books\n- [Mill learning](https://m.example/) and the [PDF file](https://m.example/book.pdf)\n"
    assert titles_of(text) == ["Mill learning"]


def test_addresses_of_org_files_without_their_slashes_are_addresses() -> None:
    text = "* Talks\n- [[https:www.mills.example.com/talks/design/][Design and Composition]]\n"
    assert [entry.title for entry in entries_of(text, "talks.org")] == ["Design and Composition"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('- Jackson, "Epiphenomenal Mills"', "paper"),
        ("- Popper, *The Logic of Mills*", "book"),
        ("- Bloch, Marc. Feudal Mills. Translated by L. A. Poe. Chicago: University of Chicago Press, 1961.", "book"),
        ("- KUHN Thomas S., La structure des moulins, trad. L. Meyer, Paris, Flammarion, 1983.", "book"),
        ("- Keeling, C. D. (1960). The concentration of mill dust. Tellus, 12(2), 200-203.", "paper"),
        ("- [CS224n](https://web.example.edu/mills/)", "course"),
        ("- [alternative-mill](https://github.com/m/alt) – A collection of interesting mills and links.", "list"),
    ],
)
def test_how_a_work_is_printed_tells_its_kind(line: str, kind: str) -> None:
    assert [entry.kind for entry in entries_of(f"# Required sources\n{line}\n")] == [kind]


def test_paragraphs_that_begin_with_a_tag_and_a_link_are_entries() -> None:
    text = (
        "### Software\n\n[EN] [Mill Radio](https://mill.example/) / Mühlen im Radio\n\n"
        "[DE] [dev.mill](https://dev.mill) / Eine Community\n"
    )
    assert titles_of(text) == ["Mill Radio", "dev.mill"]


def test_headings_with_the_year_the_author_or_the_address_of_a_work_are_entries() -> None:
    text = (
        "* Reading\n** Intermediate\n*** Church's Mill and Programming\nhttps://k.example.edu/ctfp.pdf\n\nBeautiful.\n"
        "*** A note on the millstone problem (1936)\n*Author: Alonzo Poe*\n*** Types and Mills\n*Author: Ben Pierce*\n"
        "*** Call-by-Name and the Mill\n** Engineering\nhttps://m.example.net/compiling/\nhttps://m.example.net/wheels/\n"
    )
    entries = entries_of(text, "reading.org")
    assert [entry.title for entry in entries[:4]] == [
        "Church's Mill and Programming",
        "A note on the millstone problem",
        "Types and Mills",
        "Call-by-Name and the Mill",
    ]
    assert entries[0].url == "https://k.example.edu/ctfp.pdf"
    assert [entry.section[-1] for entry in entries] == ["Intermediate"] * 4 + ["Engineering"] * 2


def test_titles_in_bold_or_italics_at_the_head_of_lines_are_entries_and_dates_are_not() -> None:
    page = (
        "<html><body><h2>For beginners</h2>\n<b>Turn Left at the Mill</b>, by Guy Poe. Small scope.<br>\n"
        "<b>NightMill</b>, Terence Dickinson.<br>\n"
        '<a href="http://m.example.com/">Mill &amp; Stars</a>, the magazine.<br>\n'
        "<h2>Atlases</h2>\n<i>Uranomillia 2000.0</i>, 2 vols. For the fanatics<p>\n"
        "<i>Deep-Sky Mills</i> - the standard.\n"
        "</body></html>\n"
    )
    assert titles_of(page, "page.html") == [
        "Turn Left at the Mill",
        "NightMill",
        "Mill & Stars",
        "Uranomillia 2000.0",
        "Deep-Sky Mills",
    ]
    assert titles_of("# Club\n**Feb 21** – Tomás\n\n**Mar 7** – Lena\n\n**Lena Poe**, cakes\n") == []


def test_labels_with_a_stop_and_digits_are_sections_too() -> None:
    text = "2017 Q4.\n\n* **Peoplemill: Productive Projects**, Tom DeMarco.\n\n"
    text += "2017 Q3.\n\n* **Nonviolent Mills**, M. Poe.\n"
    assert [entry.section for entry in entries_of(text)] == [("2017 Q4",), ("2017 Q3",)]


def test_articles_on_the_web_are_posts_unless_their_address_says_otherwise() -> None:
    text = (
        "# Mills\n## Articles\n- [Why mills turn](https://ann.example.org/mills/turning-for-years)\n"
        "- [Mills and flows](https://arxiv.org/abs/2001.00001)\n"
    )
    assert [entry.kind for entry in entries_of(text)] == ["blog", "paper"]


@pytest.mark.parametrize(
    "text",
    [
        "- " + "a b" * 16_000 + "\n- x [[y]]\n",
        "# " + "word " * 9_000 + "\n- [a b c](https://a.org)\n",
        "# H\n\n" + "    - x\n" * 20_000 + "    y\n",
        "- [a](https://a.org){: " + ".x" * 20_000 + "\n" + "{:.a" * 10_000 + "\n",
        "- " + "[x]" * 15_000 + " title https://a.org\n",
        "- a\n: b\n" * 5_000,
    ],
    ids=["note", "heading", "code", "attributes", "tags", "definitions"],
)
def test_what_no_writer_means_takes_no_time_beyond_its_length(text: str) -> None:
    begin = time.process_time()
    parse(text, "list.md")
    assert time.process_time() - begin < 8


def test_comment_signs_above_and_below_frame_a_heading() -> None:
    text = """#
# birds
#

# the wren
https://example.org/wren

# the rook
https://example.org/rook

#
# trees
#

# the ash
https://example.org/ash
"""
    found = parse(text, "list.md").entries
    assert [(one.title, one.section[-1], one.line) for one in found] == [
        ("the wren", "birds", 5),
        ("the rook", "birds", 8),
        ("the ash", "trees", 15),
    ]
