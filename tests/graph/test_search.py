"""Search on texts whose order is known by eye."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.search import Blend, build_text_index, lexical_scores, search, tokens, top

TITLES = [
    "Attention is all you need",
    "A tutorial on graph neural networks",
    "Graph attention networks",
    "深度學習 入門課程",
    "Transformers explained",
    "C++ primer",
]
INDEX = build_text_index(TITLES)


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("graph attention", 2),
        ("GRAPH ATTENTION NETWORK", 2),
        ("transform", 4),
        ("graph atten", 2),
        ("深度學習", 3),
        ("入門", 3),
        ("c++", 5),
        ("ｔｕｔｏｒｉａｌ", 1),
    ],
)
def test_best_hit(query, best):
    assert top(lexical_scores(INDEX, query), 1).tolist() == [best]


@pytest.mark.parametrize("query", ["", "   ", "zebra", "!!!", "x" * 10_000, "\x00"])
def test_nothing_found_is_empty(query):
    assert top(search(INDEX, query), 5).size == 0


def test_empty_library_has_no_hits():
    assert search(build_text_index([]), "graph").shape == (0,)
    assert search(build_text_index(["", "..."]), "graph").tolist() == [0.0, 0.0]


def test_last_word_may_be_unfinished_while_typing():
    index = build_text_index(["graph theory", "graphical models"])
    assert lexical_scores(index, "graph")[1] == 0
    assert lexical_scores(index, "graph", typing=True)[1] > 0


def test_further_words_count_less_than_the_title():
    index = build_text_index(["attention", "other"], ["", "attention"])
    first, second = lexical_scores(index, "attention")
    assert first > second > 0


def test_meaning_finds_what_words_miss():
    vectors = np.eye(6, dtype=np.float32)
    scores = search(INDEX, "self-attention models", vectors=vectors, query_vector=vectors[4], blend=Blend(meaning=2.0))
    assert scores.argmax() == 4


def test_prior_breaks_ties_and_never_invents_a_hit():
    index = build_text_index(["graph", "graph", "other"])
    scores = search(index, "graph", prior=np.array([0.0, 1.0, 9.0], dtype=np.float32))
    assert top(scores, 5).tolist() == [1, 0]


def test_feedback_moves_the_query_to_its_best_hits():
    vectors = np.array([[1, 0, 0], [0.6, 0.8, 0], [0, 0.6, 0.8], [0, 0, 1]], dtype=np.float32)
    index = build_text_index(["a", "b", "c", "d"])
    plain = search(index, "zebra", vectors=vectors, query_vector=vectors[0])
    moved = search(index, "zebra", vectors=vectors, query_vector=vectors[0], blend=Blend(feedback=2))
    assert plain[2] == 0 < moved[2]


@given(st.text(max_size=40), st.lists(st.text(max_size=30), max_size=8))
def test_any_text_is_accepted(query, texts):
    scores = search(build_text_index(texts), query)
    assert scores.shape == (len(texts),)
    assert np.isfinite(scores).all()


@given(st.text(max_size=60))
def test_tokens_are_stable_under_case(text):
    assert tokens(text.upper().casefold()) == tokens(text.upper())
