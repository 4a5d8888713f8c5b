"""Reading order of titles whose order is known by eye."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.prerequisites_model import load_model
from recommend.roadmap_order import Item, part_number, reading_order, word_level


def order(*titles, years=None):
    return reading_order([Item(title, title, (years or {}).get(title)) for title in titles])


def test_introduction_first_and_advanced_last():
    assert order("Advanced parsing", "Parsing", "Introduction to parsing")[::2] == [
        "Introduction to parsing",
        "Advanced parsing",
    ]


def test_parts_keep_their_numbers():
    assert order("Nets II", "Nets I", "Nets III") == ["Nets I", "Nets II", "Nets III"]


def test_papers_go_by_year():
    assert order("c", "a", "b", years={"a": 1990, "b": 2000, "c": 2010}) == ["a", "b", "c"]


def test_few_years_do_not_decide():
    assert order("z", "y", "x", years={"z": 2020}) == ["z", "y", "x"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Lecture 3", ("", 3)), ("Word vectors (part 2)", ("word vectors", 2)), ("GPT-3", ("gpt", 3)), ("Mixtures", None)],
)
def test_part_numbers(title, expected):
    assert part_number(title) == expected


def test_words_in_chinese_count_too():
    assert word_level("深度學習入門") == -1
    assert word_level("進階課程") == 1


def test_course_order_is_known_by_meaning():
    model = load_model()
    places = np.flatnonzero(model.courses.course == 0)[[20, 2, 10]]
    items = [Item(str(place), "a lesson") for place in places]
    assert reading_order(items, model.courses.rows[places], model) == [str(places[i]) for i in (1, 2, 0)]


def test_nothing_to_order():
    assert reading_order([]) == []


@given(st.lists(st.tuples(st.text(max_size=20), st.one_of(st.none(), st.integers(1950, 2030))), max_size=12))
def test_order_is_a_permutation_and_repeatable(rows):
    items = [Item(str(number), title, year) for number, (title, year) in enumerate(rows)]
    first = reading_order(items)
    assert sorted(first) == sorted(item.id for item in items)
    assert first == reading_order(items)
