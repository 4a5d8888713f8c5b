"""A roadmap on the page: finished steps stay in sight, what the reader says acts, files go out and come back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from recommend.roadmap_export import FILES
from recommend.roadmap_progress import progress
from recommend.roadmap_types import Choice, Roadmap, Stage, Step
from tests.views.test_pages import node_of, texts
from views.plan import diagram, rows
from views.plan_files import NAMES
from workspace import Workspace

Open = Callable[[str], AppTest]


def step(node: str, *needs: str, minutes: int = 60) -> Step:
    main = Choice(f"book-{node}", f"Book on {node}", "book", minutes, "usual", "short", "https://example.org/b")
    return Step(node, node.upper(), "Core", f"why {node}", main=main, needs=needs, minutes=minutes)


def roadmap(*steps: Step) -> Roadmap:
    minutes = sum(one.minutes for one in steps)
    return Roadmap(("c",), (Stage("Core", steps, minutes),), minutes)


FULL = roadmap(step("a"), step("b", "a"), step("c", "b"))


def test_what_is_known_is_hidden_on_demand_and_next_up_is_what_can_be_started() -> None:
    now = progress(FULL, {"b": "done"})
    shown = rows(FULL, now, show_known=True)
    assert [(row["id"], row["status"], row["next"]) for row in shown] == [
        ("a", "known", False),
        ("b", "done", False),
        ("c", "pending", True),
    ]
    assert [row["id"] for row in rows(FULL, now, show_known=False)] == ["b", "c"]
    assert shown[0]["stageNote"] == "1 h left"


def test_what_is_being_read_is_not_next_up() -> None:
    assert not any(row["next"] for row in rows(FULL, progress(FULL, {"a": "reading"}), show_known=True))


def test_a_step_says_what_its_time_is() -> None:
    whole = Choice("w", "W", "course", 90, "", "", whole=1200)
    shared = Choice("w", "W", "course", 90, "", "", shared_with="a")
    steps = [
        Step(node, node, "Core", "", main=main, minutes=minutes)
        for node, main, minutes in (("a", whole, 90), ("b", shared, 0), ("c", None, 0))
    ]
    made = roadmap(*steps)
    times = [row["time"] for row in rows(made, progress(made, {}), show_known=True)]
    assert times == ["1.5 h, a part", "with an earlier step", "no resource yet"]


def test_the_diagram_has_the_same_steps_in_levels() -> None:
    made = diagram(FULL, progress(FULL, {}), "b", show_known=True)
    assert [(node["id"], node["level"]) for node in made["nodes"]] == [("a", 0), ("b", 1), ("c", 2)]
    named = [node["id"] for node in made["nodes"]]
    assert [(named[edge["s"]], named[edge["t"]]) for edge in made["edges"]] == [("b", "a"), ("c", "b")]


def test_every_format_is_offered() -> None:
    assert set(NAMES) == set(FILES)


@pytest.fixture
def planned(shelf: Workspace, open_page: Open) -> AppTest:
    page = open_page("roadmap")
    page.session_state["goal_wanted"] = node_of(shelf, "Transformers")
    return page.run()


def said(page: AppTest, node: str, status: str) -> None:
    page.session_state["plan_list"] = {"status": {"id": node, "status": status}}
    page.run()
    assert not page.exception


def test_what_follows_from_knowledge_says_why_and_is_put_back(shelf: Workspace, planned: AppTest) -> None:
    first, second = node_of(shelf, "Recurrent neural networks"), node_of(shelf, "Attention mechanisms")
    shelf.say(second, status="done")
    planned.session_state["step"] = first
    planned.run()
    assert "needed for Attention mechanisms, which you know" in texts(planned)
    before = int(planned.metric[0].value)
    planned.button(key=f"unknown:{first}").click().run()
    assert shelf.statuses()[first] == "pending"
    assert int(planned.metric[0].value) == before + 1
    planned.button(key="undo_button").click().run()
    assert first not in shelf.statuses()


def test_a_swap_is_kept_and_undone(shelf: Workspace, planned: AppTest) -> None:
    one = next(step for step in shelf.roadmap("Transformers").steps if step.alternatives)
    other = one.alternatives[0].id
    planned.session_state["step"] = one.id
    planned.run()
    planned.button(key=f"swap:{one.id}:{other}").click().run()
    assert shelf.setting("swaps") == {one.id: other}
    planned.button(key="undo_button").click().run()
    assert shelf.setting("swaps") == {}


def test_an_own_link_is_kept_with_the_step(shelf: Workspace, planned: AppTest) -> None:
    node = node_of(shelf, "Recurrent neural networks")
    planned.session_state["step"] = node
    planned.run()
    box = next(one for one in planned.text_input if str(one.key).startswith("steplink:"))
    box.set_value("javascript:alert(1)").run()
    assert shelf.setting("links", {}) == {}
    box = next(one for one in planned.text_input if str(one.key).startswith("steplink:"))
    box.set_value("https://example.org/own").run()
    assert shelf.setting("links") == {node: "https://example.org/own"}
    assert "https://example.org/own" in str(shelf.sheet(shelf.plan_for("Transformers"), "T", None).links)


def test_a_kept_plan_comes_back_with_its_goals_and_wishes(shelf: Workspace, planned: AppTest) -> None:
    planned.button_group(key="w_depth").set_value("deep").run()
    planned.number_input(key="w_week").set_value(9).run()
    planned.button(key="plan_keep").click().run()
    (kept,) = shelf.roadmaps().values()
    assert (kept.wishes.depth, kept.hours_per_week) == ("deep", 9.0)
    planned.button_group(key="w_depth").set_value("overview").run()
    planned.button(key=f"plan:{shelf.plans()[0].id}").click().run()
    assert not planned.exception
    assert planned.button_group(key="w_depth").value == "deep"


def test_the_page_counts_the_steps_that_python_plans(shelf: Workspace, planned: AppTest) -> None:
    assert int(planned.metric[0].value) == len(shelf.roadmap("Transformers").steps)


def test_what_is_ready_in_the_kept_plans_opens_its_plan(shelf: Workspace, open_page: Open) -> None:
    plan = shelf.plan_for("Transformers", known=["Recurrent neural networks"], hours_per_week=3)
    shelf.keep_roadmap("Spring", plan)
    page = open_page("roadmap")
    ready = [button for button in page.button if str(button.key).startswith("ready:Spring")]
    assert len(ready) == len(shelf.ready())
    assert [button for button in page.button if str(button.key).startswith("ready::")]
    ready[0].click().run()
    assert not page.exception
    assert int(page.metric[0].value) == len(shelf.roadmap("Transformers").steps) - 1
