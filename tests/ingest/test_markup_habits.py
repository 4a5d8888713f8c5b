"""Habits of marked-up lists, one rule each."""

from __future__ import annotations

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
