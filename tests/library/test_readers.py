"""What a reader says is kept, by reader, and can be taken back."""

from __future__ import annotations

import pytest

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


def test_verdicts_can_be_changed_and_taken_back(library: Library) -> None:
    with library.write() as connection:
        decide(connection, "requires", "a", "b", "reject")
        decide(connection, "requires", "a", "b", "accept")
        decide(connection, "same", "url:x", "url:y", "different")
        assert decided(connection, "requires") == {("a", "b"): "accept"}
        decide(connection, "requires", "a", "b", None)
        assert decided(connection, "requires") == {}
