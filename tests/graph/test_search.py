"""Search on texts whose order is known by eye."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.find import Finder
from graph.search import Blend, build_text_index, lexical_scores, search, tokens, top
from graph.typed import build_name_index, typed

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


def answers(texts, query):
    index = build_text_index(texts)
    return typed(index, build_name_index(index, [[text] for text in texts]), query)


def test_last_word_may_be_unfinished_while_typing():
    texts = ["graph theory", "graphical models"]
    assert lexical_scores(build_text_index(texts), "graph")[1] == 0
    assert answers(texts, "graph").words[1] > 0
    assert answers(texts, "graph theory").words[1] == 0


@pytest.mark.parametrize("query", ["atention", "attnetion", "attenttion", "ATENTION is al"])
def test_a_misspelt_word_means_the_word_that_is_like_it(query):
    assert set(top(answers(TITLES, query).words, 5).tolist()) == {0, 2}


@pytest.mark.parametrize("query", ["cat", "zebras", "網絡絡絡絡"])
def test_a_word_like_no_other_means_nothing(query):
    assert not answers(["car parts", "Attention"], query).words.any()


def test_common_words_of_a_question_do_not_outweigh_what_it_asks():
    texts = ["What it does and how to do it", "Machines that hear", "Machines", "Machines", "Machines"]
    assert answers(texts, "how do machines hear").words.argmax() == 1
    assert answers(texts, "how to do").words.argmax() == 0


def test_words_count_by_how_much_of_the_query_they_cover():
    assert answers(["graph", "zebra"], "graph").words.tolist() == [1, 0]
    assert answers(["graph", "zebra"], "graph zebra").words.tolist() == pytest.approx([0.5, 0.5])
    assert answers(["graph", "zebra"], "graph okapi").words[0] < 0.5  # a word of no text is the rarest of all


def test_a_name_is_likest_to_what_says_all_of_it_and_no_more():
    texts = ["Yoshua Bengio", "An interview with Yoshua Bengio and others", "Samy Bengio"]
    assert answers(texts, "bengio yoshua").name.tolist() == pytest.approx([1.0, 2 * 2 / (2 + 3), 0.5])


def graph(**nodes):
    kg = nx.MultiDiGraph()
    for node, (kind, title, more) in nodes.items():
        kg.add_node(node, node=kind, title=title, **more)
    return kg


KG = graph(
    work=("resource", "Learning to rank", {"kind": "paper", "listed": True}),
    cited=("resource", "Learning to rank well", {"kind": "paper", "listed": False}),
    person=("author", "Ada Rank", {}),
    subject=("topic", "Ranking", {"aliases": ["Learning to rank"]}),
)


def test_the_finder_puts_whole_names_first_and_what_no_list_holds_below():
    hits = Finder(KG).find("learning to rank")
    assert [hit.node for hit in hits] == ["subject", "work", "cited", "person"]
    assert [hit.why for hit in hits] == ["its name", "its name", "its words", "its words"]


def test_the_finder_keeps_to_types_and_kinds():
    assert [hit.node for hit in Finder(KG).find("rank", types=["author"])] == ["person"]
    assert {hit.node for hit in Finder(KG).find("rank", kinds=["paper"])} == {"work", "cited"}
    assert Finder(KG).find("rank", kinds=["book"]) == []


def test_the_finder_finds_by_meaning_what_shares_no_word_and_leaves_out_what_is_far():
    rows = {"work": [1, 0], "cited": [0, 1], "subject": [0.6, 0.8]}
    finder = Finder(KG, rows.__contains__, lambda nodes: np.array([rows[node] for node in nodes], np.float32))
    hits = finder.find("order things", vector=np.array([1, 0], np.float32))
    assert [(hit.node, hit.why) for hit in hits] == [("work", "its meaning"), ("subject", "its meaning")]


def test_an_empty_graph_answers_nothing():
    assert Finder(nx.MultiDiGraph()).find("anything") == []


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
