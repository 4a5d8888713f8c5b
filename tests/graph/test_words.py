"""Headings as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.words import heading_names, is_structural, shouts, subject, words


def keys(text: str) -> list[str]:
    return [word.key for word in words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Neural Networks", "neural network"),
        ("neural-network", "Neural Network"),
        ("Generalisation", "generalization"),
        ("behaviour", "behavior"),
        ("RNNs", "RNN"),
        ("Poincaré", "Poincare"),
        ("ＡＩ", "AI"),
        ("Libraries", "library"),
    ],
)
def test_spellings_of_one_word(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"), [("C++", "C"), ("C#", "C"), ("GPT-3", "GPT-4"), ("bias", "bia"), ("gas", "ga")]
)
def test_different_words(one: str, other: str) -> None:
    assert keys(one) != keys(other)


@pytest.mark.parametrize(
    "heading",
    [
        "Tutorials", "Links", "Videos", "Misc", "Other", "2017", "A-Z", "Week 3", "Tutorials/Videos", "More Tutorials",
        "遊玩空間 · Playground", "經典論文", "Main Ones", "Others, used less", "Weird Stuff", "Aufsätze und Bücher",
        "Vídeos y mapas", "Start here", "Papers I still owe myself", "Книги", "2.3 课程与工具", "",
        "Overviews", "Spring 2019", "Key articles", "Lesezeichen-Symbolleiste", "論文（年月順）", "本", "講義",
        "Écouter, regarder",
    ],
)  # fmt: skip
def test_headings_that_only_order_a_list(heading: str) -> None:
    assert is_structural(heading)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("3.2 Linear types", "Linear types"),
        ("II. MODELS AND STATISTICS", "MODELS AND STATISTICS"),
        ("Week 10-14: Groups", "Groups"),
        ("二、计算机", "计算机"),
        ("Part I", "Part I"),
        ("3D vision", "3D vision"),
        ("Databases https://awesome.re https://x.org/badge", "Databases"),
        ("*Roses*:", "Roses"),
        ("Self-Organizing Maps", "Self-Organizing Maps"),
    ],
)
def test_name_without_numbers_and_addresses(heading: str, name: str) -> None:
    assert heading_names(heading)[0] == name


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("自然語言處理 · Natural Language Processing (NLP)", {"自然語言處理", "Natural Language Processing", "NLP"}),
        ("Recurrent Neural Networks (RNN) (which mostly means the LSTM)", {"Recurrent Neural Networks", "RNN"}),
        ("Related Approaches (historical)", {"Related Approaches"}),
        ("Roses / 玫瑰", {"Roses", "玫瑰"}),
        ("Generation/Synthesis of sounds", {"Generation/Synthesis of sounds"}),
    ],
)
def test_names_of_one_heading(heading: str, names: set[str]) -> None:
    assert set(heading_names(heading)) == names


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Category theory", "Category theory"),
        ("Reinforcement Learning", "Reinforcement Learning"),
        ("Awesome Rust Resources", "Rust"),
        ("Lecturas de historia", "historia"),
        ("機器學習教材", "機器學習"),
        ("CLIMATE AND ENERGY", "Climate and energy"),
        ("NASA", "NASA"),
        ("Books", ""),
    ],
)
def test_subject_without_words_of_form(name: str, left: str) -> None:
    assert subject(name) == left


def test_capitals_say_nothing_in_a_shouting_text() -> None:
    assert shouts("READINGS ON CLIMATE")
    assert not shouts("GAN")
    assert not shouts("An RNN for NLP")


@given(st.text())
def test_any_text_has_words_at_their_places(text: str) -> None:
    for word in words(text):
        assert word.start < word.end
    heading_names(text)
    subject(text)
    is_structural(text)
