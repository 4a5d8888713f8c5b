"""Kept plans come back as they were, follow the reader, and refuse what is no plan."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library.errors import UsageError
from library.vocabulary import KINDS
from recommend.roadmap_dict import from_dict, to_dict
from recommend.roadmap_progress import OPEN, progress, standing
from recommend.roadmap_saved import SavedPlan, prune, saved_from_dict, saved_to_dict, whole
from recommend.roadmap_types import DEPTHS, Roadmap, Wishes
from tests.recommend.plans import roadmaps, states_of
from tests.recommend.test_roadmap import CHAIN, DIAMOND, ids, topics
from tests.recommend.test_roadmap_properties import TOPICS, graphs

words = st.text(max_size=8)
kinds = st.lists(st.sampled_from(KINDS), max_size=3, unique=True)
wishes_of = st.builds(
    Wishes,
    depth=st.sampled_from(DEPTHS),
    minutes=st.none() | st.integers(0, 9000),
    kinds=kinds.map(tuple),
    without=kinds.map(frozenset),
    at_most=st.dictionaries(st.sampled_from(KINDS), st.integers(0, 3), max_size=2),
    languages=st.lists(words, max_size=2).map(tuple),
    free_only=st.booleans(),
    min_confidence=st.floats(0, 1),
    beyond=st.integers(0, 5),
    avoid=st.frozensets(words, max_size=2),
    swaps=st.dictionaries(words, words, max_size=2),
    dropped=st.frozensets(words, max_size=2),
)
goal_lists = st.lists(st.sampled_from(TOPICS), min_size=1, max_size=3)
said_of = st.dictionaries(st.sampled_from(TOPICS), states_of, max_size=5)


def through_json(data):
    return json.loads(json.dumps(data))


@settings(max_examples=50)
@given(wishes_of, roadmaps(), said_of)
def test_everything_kept_comes_back(wishes, roadmap, said):
    assert from_dict(Wishes, through_json(to_dict(wishes))) == wishes
    assert from_dict(Roadmap, through_json(to_dict(roadmap))) == roadmap
    saved = SavedPlan(("a",), wishes, said, {"a": "note"}, {"a": "https://e.org"}, 3.5)
    assert saved_from_dict(through_json(saved_to_dict(saved))) == saved


def test_first_plans_of_the_app_are_read():
    form = {"depth": "deep", "per_week": 8, "hours": 20, "kinds": ["video"], "without": [], "one_book": True}
    saved = saved_from_dict({"goals": ["topic:x"], "wishes": form, "swaps": {"topic:x": "r"}})
    wishes = Wishes(depth="deep", minutes=1200, kinds=("video",), at_most={"book": 1}, swaps={"topic:x": "r"})
    assert saved == SavedPlan(("topic:x",), wishes, hours_per_week=8.0)
    assert saved_from_dict({"goals": ["x"], "wishes": {"hours": 0}}).wishes == Wishes()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([], "no kept plan"),
        ({"format": 9}, "format 9"),
        ({"format": 1}, "not complete"),
        ({"goals": ["a"], "wishes": {"depth": "bottomless"}}, r"wishes\.depth cannot be 'bottomless'"),
        ({"goals": ["a"], "wishes": {"hours": "many"}, "format": 1}, "no field 'hours'"),
        ({"goals": [1]}, r"goals\[0\] cannot be '1'"),
        ({"goals": ["a"], "states": {"a": "eaten"}, "format": 1}, r"states\.a cannot be 'eaten'"),
    ],
)
def test_what_is_no_plan_is_told(data, told):
    with pytest.raises(UsageError, match=told):
        saved_from_dict(data)


def test_done_step_takes_away_what_only_it_needed():
    kg = topics(*DIAMOND)
    assert ids(prune(kg, SavedPlan(("d",), states={"b": "done"})).steps) == ["c", "d"]
    assert ids(whole(kg, SavedPlan(("d",), states={"b": "done"})).steps) == ["a", "b", "c", "d"]


def test_skipped_step_takes_its_needs_along_and_open_ones_stay():
    kg = topics(*CHAIN)
    assert ids(prune(kg, SavedPlan(("c",), states={"b": "skipped"})).steps) == ["c"]
    assert ids(prune(kg, SavedPlan(("c",), states={"b": "done", "a": "again"})).steps) == ["a", "c"]


def test_what_is_known_elsewhere_counts_unless_the_plan_says_otherwise():
    kg = topics(*CHAIN)
    assert ids(prune(kg, SavedPlan(("c",), known=("b",))).steps) == ["c"]
    assert ids(prune(kg, SavedPlan(("c",), states={"b": "again"}, known=("b",))).steps) == ["a", "b", "c"]


@settings(max_examples=50)
@given(graphs(), goal_lists, said_of, st.sampled_from(TOPICS))
def test_marking_a_step_done_never_lengthens_a_kept_plan(kg, goals, said, more):
    before = prune(kg, SavedPlan(tuple(goals), states=said))
    if said.get(more) not in {"skipped", "done"}:
        after = prune(kg, SavedPlan(tuple(goals), states={**said, more: "done"}))
        kept = {step.id for step in after.steps}
        assert kept <= {step.id for step in before.steps} - {more}
        assert after.minutes <= before.minutes


@settings(max_examples=50)
@given(graphs(), goal_lists, said_of)
def test_whole_plan_shows_every_open_step_and_the_same_time(kg, goals, said):
    saved = SavedPlan(tuple(goals), states=said)
    now, shown = prune(kg, saved), whole(kg, saved)
    status = standing(shown, said)
    assert [step.id for step in shown.steps if status[step.id] in OPEN] == [step.id for step in now.steps]
    assert progress(shown, said).left == now.minutes
