"""The contract of all signals, and what each one is for, on two subjects."""

import re

import numpy as np
import pytest

from recommend.evidence import Evidence, incidence
from recommend.explain import reasons
from recommend.fitted import fit
from recommend.query import Query
from recommend.signals import LEARNED
from recommend.wishes import STATED
from tests.recommend.next_toys import links, two_subjects

ALL = {**LEARNED, **{name: signal for name, (signal, _) in STATED.items()}}
GOAL = np.eye(8, dtype=np.float32)[1]


def full_query(evidence):
    query = Query.of(evidence, ["c0", "c1"], ["t0"], "trees")
    return Query(query.liked, query.disliked, query.goal, GOAL, ("oak",), ignored=np.array([2]))


@pytest.mark.parametrize("name", ALL)
def test_signal_is_finite_aligned_and_pure(toy, name):
    query = full_query(toy.evidence)
    first, second = ALL[name](toy, query), ALL[name](toy, query)
    assert first.shape == (len(toy.evidence),)
    assert first.dtype == np.float32
    assert np.isfinite(first).all()
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("name", LEARNED)
def test_signal_says_nothing_to_an_empty_query(toy, name):
    assert not LEARNED[name](toy, Query()).any()


@pytest.mark.parametrize("name", LEARNED)
def test_signal_survives_evidence_without_anything_but_titles(name):
    evidence = Evidence.of(["a", "b", "c"], ["A", "B", "C"], np.zeros((3, 4), np.float32))
    scores = LEARNED[name](fit(evidence), Query.of(evidence, ["a"]))
    assert np.isfinite(scores).all()


@pytest.mark.parametrize("name", sorted(set(LEARNED) - {"goal", "goal_words", "era", "author", "co_cited"}))
def test_signal_prefers_the_subject_of_what_was_liked(toy, name):
    scores = LEARNED[name](toy, Query.of(toy.evidence, ["c0", "c1"]))
    assert scores[2:6].mean() > scores[6:].mean()


@pytest.mark.parametrize("name", ["goal", "goal_words"])
def test_goal_prefers_its_own_subject(toy, name):
    scores = LEARNED[name](toy, full_query(toy.evidence))
    assert scores[6:].mean() > scores[:6].mean()


@pytest.mark.parametrize("name", ["taste", "bridge", "ridge", "spread", "walk", "co_listed", "text"])
def test_item_that_no_list_holds_is_found(toy, name):
    scores = LEARNED[name](toy, Query.of(toy.evidence, ["c0", "c1"]))
    assert scores[5] > scores[6:].max()


def test_cited_counts_both_directions(toy):
    scores = LEARNED["cited"](toy, Query.of(toy.evidence, ["c0"]))
    assert np.flatnonzero(scores).tolist() == [5]


def test_co_cited_needs_a_shared_citation(toy):
    scores = LEARNED["co_cited"](toy, Query.of(toy.evidence, ["c0"]))
    assert scores[1] > 0
    assert not scores[6:].any()


def test_author_finds_the_same_hand(toy):
    scores = LEARNED["author"](toy, Query.of(toy.evidence, ["c0"]))
    assert np.flatnonzero(scores).tolist() == [0, 1]


def test_era_prefers_the_years_of_what_was_liked(toy):
    scores = LEARNED["era"](toy, Query.of(toy.evidence, ["c1"]))
    assert scores[1] > scores[2] > scores[5]


def test_dislike_lowers_what_is_like_it(toy):
    scores = STATED["disliked"][0](toy, Query.of(toy.evidence, [], ["t0"]))
    assert scores[6:].max() < scores[:6].min() <= 0


def test_muted_word_is_a_whole_word(toy):
    scores = STATED["muted"][0](toy, Query(muted=("oak", "lea", " ")))
    assert np.flatnonzero(scores).tolist() == [6]


def test_ignored_counts_every_time(toy):
    scores = STATED["ignored"][0](toy, Query(ignored=np.array([3, 3, 4])))
    assert scores[3] < scores[4] < scores[5] == 0


def test_topic_match_counts_shared_topics_by_rarity():
    topics = incidence([[0, 1], [0], [1], [0]] + [[0, 2]] * 7 + [[]], 3)
    names = ("topic:all", "topic:self-care", "topic:x")
    fitted = fit(two_subjects(topics=topics, topic_names=names, keywords=incidence([[]] * 12, 0), keyword_names=()))
    query = Query.of(fitted.evidence, ["c0"])
    scores = STATED["topic"][0](fitted, query)
    assert scores[2] > scores[1] > scores[11] == 0
    assert "about self care, like what you chose" in reasons(fitted, query, 2, {"topic": 1.0})


def test_readiness_counts_unmet_requirements():
    fitted = fit(two_subjects(requires=links((2, 0), (2, 1), (3, 4))))
    scores = STATED["readiness"][0](fitted, Query.of(fitted.evidence, ["c0"]))
    assert [round(float(scores[at]), 2) for at in (1, 2, 3)] == [0.0, -0.5, -1.0]


def test_level_step_asks_for_no_jump():
    levels = np.array([0, 1, 2, np.nan] * 3, np.float32)
    fitted = fit(two_subjects(levels=levels))
    scores = STATED["level"][0](fitted, Query.of(fitted.evidence, ["c0"]))
    assert scores[:4].tolist() == [0.0, -0.5, -1.5, 0.0]


@pytest.mark.parametrize("name", sorted(set(ALL) - {"teaching", "muted"}))
def test_signal_says_where_it_comes_from(name):
    signal = ALL[name]
    assert re.search(r"[A-Z]\w+.*\b(1[789]|20)\d\d\b", str(signal.__doc__), re.DOTALL)


def test_nearest_is_the_mean_of_the_three_greatest(toy):
    liked = np.arange(7)
    near = toy.evidence.vectors @ toy.evidence.vectors[liked].T
    expected = np.sort(near, axis=1)[:, -3:].mean(axis=1)
    np.testing.assert_allclose(LEARNED["nearest"](toy, Query(liked=liked)), expected, atol=1e-6)


def test_era_is_the_mean_over_liked_years_and_nothing_without_a_year():
    years = np.array([2000, 2001, np.nan, 2010] * 3, np.float32)
    fitted = fit(two_subjects(years=years))
    scores = LEARNED["era"](fitted, Query(liked=np.array([0, 1])))
    expected = [(1 + np.exp(-1 / 1.5)) / 2] * 2 + [0, (np.exp(-10 / 1.5) + np.exp(-9 / 1.5)) / 2]
    np.testing.assert_allclose(scores[:4], expected, atol=1e-6)
