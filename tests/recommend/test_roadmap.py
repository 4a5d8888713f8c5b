"""The planner on toys whose answer is known by eye."""

import networkx as nx
import pytest

from recommend.roadmap import expand_goals, plan
from recommend.roadmap_types import Wishes


def topics(*pairs, levels=None):
    """Topic graph from (needs, needed) pairs with one tutorial and one paper per topic."""
    kg = nx.MultiDiGraph()
    for node in {node for pair in pairs for node in pair[:2]}:
        add_topic(kg, node, level=(levels or {}).get(node))
    for node, need, *confidence in pairs:
        kg.add_edge(node, need, key="requires", confidence=(confidence or [0.9])[0], evidence=["it says so"])
    return kg


def add_topic(kg, node, level=None, kinds=("tutorial", "paper")):
    kg.add_node(node, node="topic", title=node.upper(), **({"level": level} if level else {}))
    for kind in kinds:
        kg.add_node(f"{node}-{kind}", node="resource", title=f"{node} {kind}", kind=kind, listed=True)
        kg.add_edge(f"{node}-{kind}", node, key="about", confidence=0.9)


def ids(steps):
    return [step.id for step in steps]


CHAIN = (("c", "b"), ("b", "a"))
DIAMOND = (("d", "b"), ("d", "c"), ("b", "a"), ("c", "a"))


def test_chain_starts_at_the_bottom():
    assert ids(plan(topics(*CHAIN), ["c"]).steps) == ["a", "b", "c"]


def test_diamond_has_each_step_once():
    assert ids(plan(topics(*DIAMOND), ["d"]).steps) == ["a", "b", "c", "d"]


def test_what_only_a_known_step_needed_goes_with_it():
    assert ids(plan(topics(*DIAMOND), ["d"], known=["b"]).steps) == ["c", "d"]


def test_implied_knowledge_is_told_and_can_be_revoked():
    kg = topics(*CHAIN)
    told = {one.id: one for one in plan(kg, ["c"], known=["b"]).known}
    assert told["a"].implied
    assert told["a"].reason == "needed for B, which you know"
    assert not told["b"].implied
    assert ids(plan(kg, ["c"], known=["b"], denied=["a"]).steps) == ["a", "c"]


def test_finished_resource_makes_its_topic_known():
    roadmap = plan(topics(*CHAIN), ["c"], known=["b-paper"])
    assert ids(roadmap.steps) == ["c"]
    assert "taught by b paper" in {one.id: one.reason for one in roadmap.known}["b"]


def test_what_only_a_known_work_seemed_to_need_goes_with_it_and_is_not_called_known():
    kg = nx.MultiDiGraph()
    kg.add_nodes_from(["new", "old", "oldest"], node="resource", kind="paper")
    kg.add_edge("new", "old", key="requires", confidence=0.6)
    kg.add_edge("old", "oldest", key="requires", confidence=0.6)
    deep = Wishes(depth="deep")
    assert ids(plan(kg, ["new"], wishes=deep).steps) == ["oldest", "old", "new"]
    roadmap = plan(kg, ["new"], known=["old"], wishes=deep)
    assert ids(roadmap.steps) == ["new"]
    assert [one.id for one in roadmap.known] == ["old"]


def test_known_goal_gives_an_empty_plan():
    roadmap = plan(topics(*CHAIN), ["c"], known=["c"])
    assert roadmap.steps == ()
    assert roadmap.minutes == 0


def test_two_cycle_is_cut_at_its_weaker_edge_and_told():
    roadmap = plan(topics(("a", "b", 0.9), ("b", "a", 0.6)), ["a"])
    assert ids(roadmap.steps) == ["b", "a"]
    assert [(edge.node, edge.need) for edge in roadmap.cut] == [("b", "a")]


def test_node_that_requires_itself_is_told():
    assert [edge.node for edge in plan(topics(("a", "a")), ["a"]).cut] == ["a"]


def test_weak_requirements_are_ignored():
    assert ids(plan(topics(("b", "a", 0.3)), ["b"]).steps) == ["b"]
    assert ids(plan(topics(("b", "a", 0.3)), ["b"], wishes=Wishes(min_confidence=0.2)).steps) == ["a", "b"]


def test_stages_follow_levels():
    kg = topics(*CHAIN, ("z", "c"), levels={"a": "introductory", "b": "intermediate", "c": "advanced"})
    roadmap = plan(kg, ["c"])
    assert [(stage.name, ids(stage.steps)) for stage in roadmap.stages] == [
        ("Foundations", ["a"]),
        ("Core", ["b"]),
        ("Goal", ["c"]),
        ("Beyond", ["z"]),
    ]
    assert roadmap.minutes == sum(step.minutes for step in roadmap.steps)


def test_goal_that_another_goal_needs_comes_early():
    roadmap = plan(topics(("c", "b"), ("b", "a")), ["c", "a"])
    assert ids(roadmap.steps) == ["a", "b", "c"]
    assert roadmap.steps[0].stage != "Goal"


def test_beyond_needs_nothing_outside_the_plan():
    kg = topics(("c", "b"), ("free", "c"), ("closed", "c"), ("closed", "other"))
    assert ids(step for step in plan(kg, ["c"]).all_steps if step.optional) == ["free"]


def test_step_says_what_needs_it_and_why():
    steps = plan(topics(*CHAIN), ["c"]).steps
    assert steps[0].why == "Needed for B, because it says so."
    assert steps[-1].why == "Your goal."
    assert steps[0].needed_for == ("b",)
    assert steps[1].needs == ("a",)


def test_a_reason_is_a_part_of_its_sentence_and_a_name_stays_a_name():
    for said, shown in (("It is so.", "it is so"), ("Bayes said it", "Bayes said it")):
        kg = topics(("b", "a"))
        kg.edges["b", "a", "requires"]["evidence"] = [said]
        assert plan(kg, ["b"]).steps[0].why == f"Needed for B, because {shown}."


def test_main_resource_and_alternatives_of_other_kinds():
    kg = topics(("b", "a"))
    for kind in ("video", "tutorial", "book"):
        kg.add_node(f"a-{kind}-2", node="resource", title=kind, kind=kind)
        kg.add_edge(f"a-{kind}-2", "a", key="about", confidence=0.9)
    step = plan(kg, ["a"]).steps[0]
    assert len(step.alternatives) == 2
    assert step.main.kind not in {one.kind for one in step.alternatives}


def test_what_is_finished_is_no_alternative():
    kg = topics(("b", "a"))
    kg.add_node("talk", node="resource", title="Talk", kind="video")
    kg.add_edge("talk", "b-paper", key="explains")
    assert [one.id for one in plan(kg, ["b-paper"]).steps[-1].alternatives] == ["talk"]
    assert plan(kg, ["b-paper"], known=["talk"]).steps[-1].alternatives == ()


def test_preferred_kind_and_swap_decide_the_main_resource():
    kg = topics(("b", "a"))
    assert plan(kg, ["b"], wishes=Wishes(kinds=("paper",))).steps[0].main.id == "a-paper"
    assert plan(kg, ["b"], wishes=Wishes(swaps={"a": "a-paper"})).steps[0].main.id == "a-paper"


def test_at_most_one_of_a_kind():
    kg = topics(*CHAIN)
    mains = [step.main.kind for step in plan(kg, ["c"], wishes=Wishes(at_most={"tutorial": 1})).steps]
    assert mains == ["tutorial", "paper", "paper"]


def test_knowing_a_step_never_changes_what_another_takes():
    kg = topics(*CHAIN)
    for topic in "ab":
        kg.add_node(f"{topic}-book", node="resource", title=f"{topic} book", kind="book")
        kg.add_edge(f"{topic}-book", topic, key="about", confidence=0.9)
    wishes = Wishes(kinds=("book",), at_most={"book": 1})
    before = {step.id: step.main for step in plan(kg, ["c"], wishes=wishes).steps}
    assert before["a"].id == "a-book"
    after = {step.id: step.main for step in plan(kg, ["c"], known=["a"], wishes=wishes).steps}
    assert after == {node: before[node] for node in "bc"}


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(without=frozenset({"tutorial"})),
        Wishes(languages=("zh",)),
        Wishes(free_only=True),
        Wishes(avoid=frozenset({"a-tutorial"})),
    ],
)
def test_hard_wishes_hold(wishes):
    kg = topics(("b", "a"))
    kg.nodes["a-tutorial"].update(language="en", free=False)
    step = plan(kg, ["a"], wishes=wishes).steps[0]
    assert "a-tutorial" not in {step.main.id, *(one.id for one in step.alternatives)}


def test_missing_resource_is_a_named_gap():
    kg = topics(("b", "a"))
    add_topic(kg, "attention", kinds=())
    kg.add_edge("b", "attention", key="requires", confidence=1.0)
    roadmap = plan(kg, ["b"])
    assert [gap.reason for gap in roadmap.gaps] == ["no resource in your lists covers ATTENTION: add one"]
    assert {step.id: step.main for step in roadmap.steps}["attention"] is None


def test_goal_outside_the_library_is_a_named_gap():
    assert [gap.id for gap in plan(topics(*CHAIN), ["topic:knitting"]).gaps] == ["topic:knitting"]


def test_wishes_that_exclude_everything_are_a_named_gap():
    roadmap = plan(topics(("b", "a")), ["a"], wishes=Wishes(kinds=(), without=frozenset({"tutorial", "paper"})))
    assert "none passes your wishes" in roadmap.gaps[0].reason


def test_topic_without_resources_borrows_from_a_narrower_one():
    kg = topics(("b", "a"))
    add_topic(kg, "wide", kinds=())
    kg.add_edge("a", "wide", key="broader")
    assert plan(kg, ["wide"]).steps[0].main.id == "a-tutorial"


def test_resource_goal_needs_what_its_topic_needs():
    roadmap = plan(topics(*CHAIN), ["c-paper"])
    assert ids(roadmap.steps) == ["a", "b", "c-paper"]
    assert roadmap.steps[-1].main.id == "c-paper"


def test_list_goal_reads_cited_works_first():
    kg = topics(("b", "a"))
    kg.add_node("list:mine", node="list", title="Mine")
    for order, (one, year) in enumerate([("new", 2020), ("old", 1999), ("undated", None)]):
        kg.add_node(one, node="resource", title=one, kind="paper", year=year)
        kg.add_edge(one, "list:mine", key="listed_in", order=order)
    kg.add_edge("old", "undated", key="cites")
    assert expand_goals(kg, ["list:mine"]) == ["new", "old", "undated"]
    assert ids(plan(kg, ["list:mine"]).steps) == ["undated", "old", "new"]


def with_main(kind):
    kg = topics(*CHAIN)
    kg.add_node("one", node="resource", title="One for all", kind=kind)
    for topic in "abc":
        kg.add_edge("one", topic, key="about", confidence=1.0)
    return kg


def test_short_resource_that_serves_three_steps_is_timed_once():
    roadmap = plan(with_main("video"), ["c"], wishes=Wishes(kinds=("video",)))
    assert [step.minutes for step in roadmap.steps] == [75, 0, 0]
    assert [step.main.shared_with for step in roadmap.steps] == [None, "a", "a"]
    assert roadmap.steps[-1].total == roadmap.minutes == 75


def test_long_resource_on_three_topics_is_taken_in_parts():
    kg = with_main("book")
    kg.add_edge("one", "cooking", key="about", confidence=2.0)
    roadmap = plan(kg, ["c"], wishes=Wishes(kinds=("book",)))
    assert [(step.minutes, step.main.whole) for step in roadmap.steps] == [(180, 900)] * 3
    assert roadmap.minutes == 540
    assert roadmap.steps[0].main.basis == "20 % of it; usual for a book, working"


def test_whole_resource_pays_what_its_parts_left_over():
    kg = with_main("book")
    kg.edges["one", "a", "about"]["confidence"] = 0.8
    kg.edges["one", "b", "about"]["confidence"] = 0.8
    roadmap = plan(kg, ["c"], wishes=Wishes(swaps=dict.fromkeys("abc", "one")))
    assert [(step.minutes, step.main.whole) for step in roadmap.steps] == [(277, 900), (277, 900), (346, None)]
    assert roadmap.minutes == 900


def test_course_on_a_field_covers_what_is_no_harder():
    kg = topics(("b", "a"))
    kg.add_node("course", node="resource", title="The field", kind="course")
    kg.add_edge("course", "field", key="about", confidence=0.9)
    kg.add_node("field", node="topic", title="Field", level="introductory")
    for name, level in (("easy", "introductory"), ("hard", "advanced")):
        kg.add_node(name, node="topic", title=name, level=level)
        kg.add_edge(name, "field", key="broader")
    easy, hard = plan(kg, ["easy"]), plan(kg, ["hard"])
    assert easy.steps[0].main.id == "course"
    assert (easy.steps[0].minutes, easy.steps[0].main.whole) == (90, 1200)
    assert hard.steps[0].main is None
    assert hard.gaps[0].reason == "no resource in your lists covers hard: add one"


def test_a_gap_names_what_is_about_the_topic_and_does_not_teach_it():
    kg = nx.MultiDiGraph()
    for node in "ab":
        add_topic(kg, node, kinds=())
    kg.add_edge("b", "a", key="requires", confidence=0.9, evidence=["it says so"])
    kg.add_node("paper", node="resource", title="On b with a", kind="paper")
    kg.add_edge("paper", "b", key="about", confidence=0.9)
    kg.add_edge("paper", "a", key="about", confidence=0.7)
    gaps = {gap.id: gap.reason for gap in plan(kg, ["a"]).gaps}
    assert gaps["a"] == "nothing in your lists is made to teach A (On b with a is about it): add what is"


def test_a_gap_names_a_cited_work_that_would_fill_it():
    kg = nx.MultiDiGraph()
    add_topic(kg, "a", kinds=())
    kg.add_node("paper", node="resource", title="Layers", kind="paper", listed=False)
    kg.add_edge("paper", "a", key="about", confidence=0.9)
    kg.add_node("gone", node="resource", title="Gone", kind="paper", listed=False, left_at="2024-01-01")
    kg.add_edge("gone", "a", key="about", confidence=0.98)
    kg.add_node("aside", node="resource", title="Aside", kind="paper", listed=False)
    kg.add_edge("aside", "a", key="about", confidence=0.4)
    assert plan(kg, ["a"]).gaps[0].reason == "no resource in your lists covers A: add Layers, which your works cite"
    (gap,) = plan(kg, ["a"], wishes=Wishes(without=frozenset({"paper"}))).gaps
    assert gap.reason == "no resource in your lists covers A: add one"


def test_deeper_takes_longer():
    minutes = [
        plan(topics(*CHAIN), ["c"], wishes=Wishes(depth=depth)).minutes for depth in ("overview", "working", "deep")
    ]
    assert minutes == sorted(minutes)


def test_budget_is_kept_by_lighter_reading():
    roadmap = plan(topics(*CHAIN), ["c"], wishes=Wishes(minutes=150))
    assert roadmap.budget.kept
    assert roadmap.minutes <= 150
    assert roadmap.budget.changed
    assert ids(roadmap.steps) == ["a", "b", "c"]


def test_impossible_budget_names_the_excess_and_what_would_go():
    roadmap = plan(topics(*CHAIN), ["c"], wishes=Wishes(minutes=45))
    assert not roadmap.budget.kept
    assert roadmap.budget.excess == roadmap.minutes - 45
    assert "c" not in roadmap.budget.would_go
    assert roadmap.budget.would_go


def test_dropped_step_takes_its_own_needs_along():
    assert ids(plan(topics(*DIAMOND), ["d"], wishes=Wishes(dropped=frozenset({"b"}))).steps) == ["a", "c", "d"]
    assert ids(plan(topics(*CHAIN), ["c"], wishes=Wishes(dropped=frozenset({"b"}))).steps) == ["c"]
