"""Where a reader stands: on a diamond known by eye, and what holds for any plan and any statuses."""

from hypothesis import given, settings
from hypothesis import strategies as st

from recommend.roadmap_progress import OPEN, portion, progress, ready_across, show_known, standing
from recommend.roadmap_types import Choice
from tests.recommend.plans import plans_and_states, roadmap, step

DIAMOND = roadmap(step("a"), step("b", "a"), step("c", "a", minutes=30), step("d", "b", "c", stage="Goal"))
BEYOND = roadmap(step("a"), step("z", "a", stage="Beyond"))


def ids(steps):
    return [one.id for one in steps]


def test_nothing_said_leaves_everything_and_starts_at_the_bottom():
    now = progress(DIAMOND, {})
    assert (now.done, now.left, now.share, ids(now.next)) == (0, 210, 0.0, ["a"])


def test_done_step_opens_the_next_and_implies_what_it_needed():
    now = progress(DIAMOND, {"b": "done"})
    assert now.status == {"a": "known", "b": "done", "c": "pending", "d": "pending"}
    assert (now.done, now.left, ids(now.next)) == (120, 90, ["c"])


def test_what_is_read_comes_first_and_again_is_open():
    assert ids(progress(DIAMOND, {"a": "again", "d": "reading"}).next) == ["d", "a"]


def test_what_the_reader_said_outranks_what_follows():
    assert standing(DIAMOND, {"b": "done", "a": "again"})["a"] == "again"
    assert standing(DIAMOND, {"a-tutorial": "done", "a": "pending"})["a"] == "pending"


def test_finished_resource_makes_its_step_done():
    assert standing(DIAMOND, {"a-tutorial": "done"})["a"] == "done"
    assert standing(DIAMOND, {"a-tutorial": "again"})["a"] == "pending"


def test_skipped_step_costs_nothing_and_blocks_nothing():
    now = progress(DIAMOND, {"a": "skipped"})
    assert (now.done, now.left, ids(now.next)) == (0, 150, ["b", "c"])


def test_what_only_skipped_steps_needed_is_skipped():
    chain = roadmap(step("a", needed_for=("b",)), step("b", "a", needed_for=("d",)), step("d", "b", stage="Goal"))
    assert standing(chain, {"b": "skipped"}) == {"a": "skipped", "b": "skipped", "d": "pending"}
    assert standing(chain, {"b": "skipped", "a": "reading"})["a"] == "reading"
    assert standing(chain, {"d": "skipped"})["a"] == "skipped"


def test_optional_steps_never_count():
    now = progress(BEYOND, {"a": "done"})
    assert (now.done, now.left, now.share, now.next) == (60, 0, 1.0, ())


def test_shared_resource_costs_once_and_still_costs_when_its_first_step_is_known():
    book = Choice("book", "Book", "book", 100, "", "")
    shared = roadmap(step("a", main=book), step("b", main=book))
    assert progress(shared, {}).left == 100
    assert progress(shared, {"a": "done"}).left == 100
    assert progress(shared, {"book": "done"}).left == 0


def test_portion_follows_statuses():
    assert ids(portion(DIAMOND, 120, {})) == ["a", "b"]
    assert ids(portion(DIAMOND, 100, {"a": "done", "b": "done"})) == ["c", "d"]
    assert ids(portion(DIAMOND, 1, {"a": "done"})) == ["b"]
    assert portion(DIAMOND, 100, dict.fromkeys("abcd", "done")) == ()


def test_ready_across_plans_names_the_plans_once_per_step():
    other = roadmap(step("a"), step("x"), goals=("x",))
    found = ready_across({"first": DIAMOND, "second": other}, {"x": "reading"})
    assert [(one.step.id, one.plans, one.unlocks) for one in found] == [
        ("x", ("second",), 0),
        ("a", ("first", "second"), 0),
    ]


def test_known_steps_stay_in_sight():
    now = roadmap(step("d", stage="Goal", minutes=15))
    assert ids(show_known(DIAMOND, now).all_steps) == ["a", "b", "c", "d"]
    assert show_known(DIAMOND, now).all_steps[-1].minutes == 15


@settings(max_examples=40)
@given(plans_and_states())
def test_next_steps_wait_for_nothing(plan):
    made, said = plan
    now = progress(made, said)
    place = {one.id: one for one in made.steps}
    for one in now.next:
        assert now.status[one.id] == "reading" or not [n for n in one.needs if n in place and now.status[n] in OPEN]
    assert bool(now.next) == any(now.status[one.id] in OPEN for one in made.steps)
    assert 0 <= now.share <= 1


@settings(max_examples=40)
@given(plans_and_states(), st.integers(0, 5))
def test_marking_a_step_done_never_leaves_more(plan, at):
    made, said = plan
    steps = made.all_steps
    if steps:
        more = {**said, steps[at % len(steps)].id: "done"}
        assert progress(made, more).left <= progress(made, said).left


@settings(max_examples=40)
@given(plans_and_states(), st.integers(0, 2000))
def test_portion_is_a_beginning_of_what_is_open(plan, minutes):
    made, said = plan
    status = standing(made, said)
    opened = [one for one in made.steps if status[one.id] in OPEN]
    taken = portion(made, minutes, said)
    assert list(taken) == opened[: len(taken)]
    assert bool(taken) == bool(opened)


def test_portion_never_stops_at_what_costs_nothing():
    free = roadmap(step("a", minutes=0), step("b", "a", minutes=900), step("c", "b"))
    assert ids(portion(free, 300, {})) == ["a", "b"]
