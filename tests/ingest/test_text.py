"""Plain-text lists, whose only grammar is the line."""

from __future__ import annotations

import pytest

from ingest.text import read_text
from library.vocabulary import Entry


def entries(text: str) -> list[Entry]:
    return list(read_text(text, "list.txt").entries)


def rows(text: str) -> list[tuple[str, str | None]]:
    return [(entry.title, entry.url) for entry in entries(text)]


def test_headings_by_colon_and_by_indent() -> None:
    text = (
        "My list\nA few words about it.\nNetworks:\n Recurrent ones:\n Olah post: http://a.org/olah\n Small nets:"
        " http://a.org/s\n"
        "Optimizers\n Adam: http://a.org/adam\n"
    )
    assert [entry.section for entry in entries(text)] == [
        ("My list", "Networks", "Recurrent ones"),
        ("My list", "Networks", "Recurrent ones"),
        ("My list", "Optimizers"),
    ]


def test_headings_by_capitals_and_underlines() -> None:
    text = (
        "I. THE PHYSICS\n\n[1] Hansen, J. (1981). Climate impact. Science 213, 957.\n\nBooks\n=====\n\n1. Smil,"
        " V. Energy. MIT Press, 2017.\n"
    )
    assert [(entry.section, entry.title) for entry in entries(text)] == [
        (("I. THE PHYSICS",), "Climate impact"),
        (("Books",), "Energy"),
    ]


def test_several_entries_on_a_line() -> None:
    text = "RNNs in general:\n Karpathy post: http://k.io/rnn/, Karpathy talk: https://youtu.be/yC\n"
    assert rows(text) == [("Karpathy post", "http://k.io/rnn/"), ("Karpathy talk", "https://youtu.be/yC")]


def test_one_label_before_two_addresses_is_shared_out() -> None:
    text = "Software:\n MuseScore & the Open Score project: https://m.org/ https://o.cc/\n"
    assert rows(text) == [("MuseScore", "https://m.org/"), ("Open Score project", "https://o.cc/")]


def test_mere_labels_take_their_heading() -> None:
    text = (
        "Memory Networks:\n First paper: https://arxiv.org/abs/1410.3916.\n Tutorial:"
        " http://a.com/icml/\nOther:\n Theano tutorial: http://t.io/x\n"
    )
    assert rows(text) == [
        ("Memory Networks: First paper", "https://arxiv.org/abs/1410.3916"),
        ("Memory Networks: Tutorial", "http://a.com/icml/"),
        ("Theano tutorial", "http://t.io/x"),
    ]


def test_a_heading_without_colon_is_left_when_its_labels_end() -> None:
    text = (
        "Memories:\n Nets, Weston,\n First paper: http://a.org/1\n Tutorial: http://a.org/2\n Turing Machines,"
        " http://a.org/3\n"
    )
    assert [entry.section[-1] for entry in entries(text)] == ["Nets, Weston,", "Nets, Weston,", "Memories"]


def test_unlinked_names_are_entries_under_a_heading_that_announces_them() -> None:
    text = (
        "Frameworks:\n Theano  mature codebase\n Keras, runs on Theano. VERY popular\n I say Keras. Everything"
        " is easy.\n Which one to choose?\n"
    )
    assert rows(text) == [("Theano", None), ("Keras", None)]


def test_a_lost_line_break_between_two_items() -> None:
    text = "Frameworks:\n PyTorch Python bindings for Torch  ScikitLearn  General system for many methods\n"
    assert [title for title, _ in rows(text)] == ["PyTorch", "ScikitLearn"]


def test_wrapped_citations_are_joined() -> None:
    text = (
        "READINGS\n\n[1] Arrhenius, S. (1896). On the Influence of Carbonic Acid in the Air upon the\n"
        "    Temperature of the Ground. Philosophical Magazine, Series 5, 41, 237-276.\n"
        "[2] Callendar, G. S. (1938). The artificial production of carbon dioxide and its\n"
        "    influence on temperature. Q. J. R. Meteorol. Soc., 64: 223-240.\n    doi:10.1002/qj.49706427503\n"
    )
    first, second = entries(text)
    assert first.title == "On the Influence of Carbonic Acid in the Air upon the Temperature of the Ground"
    assert (first.authors, first.year, first.line) == (("Arrhenius, S.",), 1896, 3)
    assert [str(name) for name in second.identifiers] == ["doi:10.1002/qj.49706427503"]


def test_title_and_address_on_two_lines() -> None:
    text = (
        "Reading list\n\nDeep Learning Book\nhttps://www.deeplearningbook.org/\n\nAttention Is All You"
        " Need\nhttps://arxiv.org/abs/1706.03762\n"
    )
    assert rows(text) == [
        ("Deep Learning Book", "https://www.deeplearningbook.org/"),
        ("Attention Is All You Need", "https://arxiv.org/abs/1706.03762"),
    ]


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("Lessons: www.musictheory.net/lessons.", "www.musictheory.net/lessons"),
        ("ChucK, strongly timed. chuck.cs.princeton.edu", "chuck.cs.princeton.edu"),
        ("IMSLP (scores): imslp.org/wiki/Main_Page", "imslp.org/wiki/Main_Page"),
        ("Lilypond http://lilypond.org)", "http://lilypond.org"),
        ("Sonic Pi https://sonic-pi.net/!", "https://sonic-pi.net/"),
    ],
)
def test_addresses_without_scheme_and_with_stuck_text(line: str, url: str) -> None:
    (entry,) = entries(f"Software:\n {line}\n")
    assert entry.url in {url, f"http://{url}"}
    assert entry.printed_url == url


def test_commands_glossaries_and_prose_are_left_out_with_reasons() -> None:
    text = (
        "Hardware:\n Setup: https://a.org/setup\n pip install numpy\n git clone https://github.com/a/b.git\n"
        "Glossary:\n Vector: just an array\n Related: Deep Nets http://a.org/d.pdf\n"
    )
    reading = read_text(text, "list.txt")
    assert [entry.url for entry in reading.entries] == ["https://a.org/setup", "http://a.org/d.pdf"]
    assert ("glossary", "Vector: just an array") in [(left.reason, left.text) for left in reading.skipped]


def test_damaged_text_is_repaired_and_its_printed_form_kept() -> None:
    (entry,) = entries("Books:\n Toby Rush: â€œMusic Theory for Peopleâ€ https://t.com/pages/index.html\n")
    assert (entry.title, entry.authors) == ("Music Theory for People", ("Toby Rush",))
    assert "â€œ" in entry.printed_title


def test_records_of_keys() -> None:
    text = (
        "Title: Small nets\nAuthor: Ann Lee\nYear: 2019\nURL: https://a.org/s\n\nTitle: Large nets\nURL:"
        " https://a.org/l\n"
    )
    first, second = entries(text)
    assert (first.title, first.authors, first.year, first.url) == ("Small nets", ("Ann Lee",), 2019, "https://a.org/s")
    assert (second.title, second.url) == ("Large nets", "https://a.org/l")


def test_bullets_and_numbers() -> None:
    text = (
        "Reading:\n\n* One thing - http://a.org/1\n  - a note on it\n* Two things - http://a.org/2\n\n1) Three:"
        " http://a.org/3\n2) Four: http://a.org/4\n"
    )
    assert [title for title, _ in rows(text)] == ["One thing", "Two things", "Three", "Four"]


def test_windows_and_old_mac_line_ends() -> None:
    for end in ("\r\n", "\r"):
        assert [
            entry.line for entry in entries(f"Books:{end} A thing: http://a.org/1{end} B thing: http://a.org/2{end}")
        ] == [2, 3]


def test_empty_and_blank_texts() -> None:
    assert entries("") == []
    assert entries(" \n\n\t\n") == []


def test_a_letter_o_before_several_lines_is_a_bullet() -> None:
    items = (
        " o Tea for two     https://a.org\n o The book of tea, paper\n o More tea        https://b.org\n   (later)\n"
    )
    text = f"BASICS\n------\n\n{items}"
    assert [one.title for one in read_text(text, "").entries] == ["Tea for two", "The book of tea", "More tea"]


def test_an_address_marked_as_one_is_read_without_its_mark() -> None:
    items = "- Tea for two <URL:https://a.org/tea>\n- More tea <url:https://b.org/>\n"
    reading = read_text(f"READING\n=======\n\n{items}", "")
    assert [(one.title, one.url) for one in reading.entries] == [
        ("Tea for two", "https://a.org/tea"),
        ("More tea", "https://b.org/"),
    ]
