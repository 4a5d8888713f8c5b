"""What a reader says is kept, by reader, and can be taken back."""

from __future__ import annotations

import pytest

from library import readers
from library.database import Library
from library.errors import UsageError
from library.readers import (
    State,
    count_shown,
    decide,
    decided,
    delete_plan,
    get_plans,
    get_setting,
    get_states,
    reader_names,
    save_plan,
    set_setting,
    set_state,
    times_shown,
)
from library.resources import absorb
from library.schema import resources


@pytest.fixture
def twins(library: Library) -> Library:
    """A library with two resources, the older called `old`."""
    with library.write() as connection:
        for number, node in enumerate(("old", "young")):
            row = {"id": node, "number": number, "title": node, "title_key": node, "kind": "book"}
            connection.execute(resources.insert(), row)
    return library


def test_states_are_per_reader_and_undoable(library: Library) -> None:
    with library.write() as connection:
        before = set_state(connection, "x", status="done")
        set_state(connection, "x", rating=1)
        set_state(connection, "x", "anna", note="hers")
        assert before == State()
        mine = get_states(connection)["x"]
        assert (mine.status, mine.rating, mine.note) == ("done", 1, None)
        assert get_states(connection, "anna")["x"].note == "hers"
        assert reader_names(connection) == ["me", "anna"]
        set_state(connection, "x", status=before.status)
        assert get_states(connection)["x"].status is None


@pytest.mark.parametrize("said", [{"status": "finished"}, {"stars": 5}])
def test_unknown_words_are_refused(library: Library, said: dict[str, object]) -> None:
    with library.write() as connection, pytest.raises(UsageError, match="is no status"):
        set_state(connection, "x", **said)


def test_a_reader_needs_a_name(library: Library) -> None:
    with library.write() as connection, pytest.raises(UsageError):
        set_state(connection, "x", " ", status="done")


def test_settings_plans_and_shown(library: Library) -> None:
    with library.write() as connection:
        assert get_setting(connection, "muted", []) == []
        set_setting(connection, "muted", ["quantum"])
        assert get_setting(connection, "muted", []) == ["quantum"]
        save_plan(connection, "To BERT", {"goals": ["bert"]})
        number = save_plan(connection, "To BERT", {"goals": ["bert", "gpt"]})
        assert [(plan.name, plan.plan["goals"]) for plan in get_plans(connection)] == [("To BERT", ["bert", "gpt"])]
        assert get_plans(connection, "anna") == []
        delete_plan(connection, number, "anna")
        assert len(get_plans(connection)) == 1
        delete_plan(connection, number)
        assert get_plans(connection) == []
        count_shown(connection, ["a", "b", "a"])
        count_shown(connection, ["a"])
        assert times_shown(connection) == {"a": 2, "b": 1}


def test_of_several_words_on_one_thing_the_last_counts_each_by_itself(twins: Library) -> None:
    with twins.write() as connection:
        set_state(connection, "young", status="done", rating=1, note="hers to keep")
        set_state(connection, "old", status="reading")
        absorb(connection, "old", "young", ())
        state = get_states(connection)["old"]
        assert (state.status, state.rating, state.note) == ("reading", 1, "hers to keep")
        assert set_state(connection, "young", rating=-1).rating == 1
        assert get_states(connection).keys() == {"old"}
        state = get_states(connection)["old"]
        assert (state.status, state.rating, state.note) == ("reading", -1, "hers to keep")


def test_words_of_one_moment_have_an_order(twins: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "now", lambda: "2026-01-01T00:00:00+00:00")
    with twins.write() as connection:
        set_state(connection, "old", status="done")
        set_state(connection, "young", status="reading", note="b")
        absorb(connection, "old", "young", ())
        assert get_states(connection)["old"] == State("done", None, "b", "2026-01-01T00:00:00+00:00")


def test_a_word_taken_back_after_a_join_is_gone(twins: Library) -> None:
    with twins.write() as connection:
        set_state(connection, "young", status="done", note="stays")
        set_state(connection, "old", status="reading")
        set_state(connection, "old", status=None)
        absorb(connection, "old", "young", ())
        assert get_states(connection)["old"].status == "done"
        set_state(connection, "old", status=None)
        assert (get_states(connection)["old"].status, get_states(connection)["old"].note) == (None, "stays")


def test_everything_a_reader_said_follows_a_join(twins: Library) -> None:
    with twins.write() as connection:
        count_shown(connection, ["old", "young"])
        save_plan(connection, "To it", {"goals": ["young"], "swaps": {"young": ["other"]}})
        set_setting(connection, "hidden", ["young", "old"])
        decide(connection, "requires", "topic:a", "young", "accept")
        decide(connection, "requires", "young", "old", "accept")
        absorb(connection, "old", "young", ())
        count_shown(connection, ["old"])
        assert times_shown(connection) == {"old": 3}
        assert get_plans(connection)[0].plan == {"goals": ["old"], "swaps": {"old": ["other"]}}
        assert get_setting(connection, "hidden", []) == ["old"]
        assert decided(connection, "requires") == {("topic:a", "old"): "accept"}
        decide(connection, "requires", "topic:a", "old", None)
        assert decided(connection, "requires") == {}


def test_verdicts_can_be_changed_and_taken_back(library: Library) -> None:
    with library.write() as connection:
        decide(connection, "requires", "a", "b", "reject")
        decide(connection, "requires", "a", "b", "accept")
        decide(connection, "same", "url:x", "url:y", "different")
        assert decided(connection, "requires") == {("a", "b"): "accept"}
        decide(connection, "requires", "a", "b", None)
        assert decided(connection, "requires") == {}
