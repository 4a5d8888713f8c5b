"""A roadmap as the page keeps it: finished steps stay in sight, files come back as progress."""

from __future__ import annotations

import pytest

from recommend.roadmap_types import Choice, Roadmap, Stage, Step
from views.plan import diagram, rows, standing, ticked
from views.plan_files import as_csv, as_markdown, as_mermaid


def step(node: str, *needs: str, minutes: int = 60) -> Step:
    main = Choice(f"book-{node}", f"Book on {node}", "book", minutes, "usual", "short", "https://example.org/b")
    return Step(node, node.upper(), "Core", f"why {node}", main=main, needs=needs, minutes=minutes)


def roadmap(*steps: Step) -> Roadmap:
    return Roadmap(
        ("c",), (Stage("Core", steps, sum(one.minutes for one in steps)),), sum(one.minutes for one in steps)
    )


FULL = roadmap(step("a"), step("b", "a"), step("c", "b"))


def test_nothing_done_leaves_everything() -> None:
    one = standing(FULL, FULL, {})
    assert (one.left, one.total, one.share, one.ready) == (180, 180, 0.0, ("a",))


def test_a_done_step_stays_in_sight_and_what_it_implied_is_known() -> None:
    one = standing(FULL, roadmap(step("c")), {"b": "done"})
    assert [one.status[node] for node in "abc"] == ["known", "done", "pending"]
    assert one.share == pytest.approx(2 / 3)
    assert one.ready == ("c",)
    assert [row["id"] for row in rows(one, show_known=False)] == ["b", "c"]


def test_a_skipped_step_counts_for_neither_side() -> None:
    one = standing(FULL, roadmap(step("a"), step("c")), {"b": "skipped"})
    assert (one.left, one.total) == (120, 120)


def test_a_finished_plan_is_whole() -> None:
    assert standing(FULL, Roadmap(("c",)), dict.fromkeys("abc", "done")).share == 1.0


def test_the_diagram_has_the_same_steps_in_levels() -> None:
    made = diagram(standing(FULL, FULL, {}), "b", show_known=True)
    assert [(node["id"], node["level"]) for node in made["nodes"]] == [("a", 0), ("b", 1), ("c", 2)]
    assert [(edge["s"], edge["t"]) for edge in made["edges"]] == [("b", "a"), ("c", "b")]


def test_a_ticked_check_list_comes_back() -> None:
    text = as_markdown(standing(FULL, FULL, {}), "Goal")
    text = text.replace("- [ ] **A**", "- [x] **A**").replace("- [ ] **B**", "- [~] **B**")
    assert ticked(text, FULL.all_steps) == {"a": "done", "b": "reading"}


@pytest.mark.parametrize("line", ["- [ ] A", "A [x]", "- [x] Something else", "", "- [x]"])
def test_lines_that_say_nothing_change_nothing(line: str) -> None:
    assert ticked(line, FULL.all_steps) == {}


def test_markdown_keeps_links_and_escapes_titles() -> None:
    bad = Step(
        "x", "<b>*X*</b>", "Core", "why", main=Choice("y", "Y", "blog", 5, "", "", "javascript:alert(1)"), minutes=5
    )
    text = as_markdown(standing(roadmap(bad), roadmap(bad), {}), "Goal")
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert "javascript" not in text
    assert "(https://example.org/b)" in as_markdown(standing(FULL, FULL, {}), "Goal")


def test_mermaid_and_csv_hold_every_step() -> None:
    one = standing(FULL, FULL, {"a": "done"})
    assert as_mermaid(one).count("-->") == 2
    assert ":::done" in as_mermaid(one)
    assert len(as_csv(one).splitlines()) == 4
