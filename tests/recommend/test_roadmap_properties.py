"""What every plan keeps, on random graphs with cycles, unknown goals and shared resources."""

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from recommend.roadmap import plan
from recommend.roadmap_graph import cut_cycles, needs_below
from recommend.roadmap_reach import guessed
from recommend.roadmap_types import STAGES, Wishes

TOPICS = [f"t{index}" for index in range(9)]
RESOURCES = [f"r{index}" for index in range(7)]
KINDS = ["paper", "video", "book", "tutorial"]
confidences = st.sampled_from([0.3, 0.5, 0.6, 0.8, 0.9])


@st.composite
def graphs(draw):
    kg = nx.MultiDiGraph()
    for node in TOPICS:
        level = draw(st.sampled_from(["introductory", "intermediate", "advanced", ""]))
        kg.add_node(node, node="topic", title=node, level=level)
    for node in RESOURCES:
        kg.add_node(node, node="resource", title=node, kind=draw(st.sampled_from(KINDS)), listed=True)
        for topic in draw(st.lists(st.sampled_from(TOPICS), max_size=3)):
            kg.add_edge(node, topic, key="about", confidence=draw(confidences))
    pairs = st.tuples(st.sampled_from(TOPICS), st.sampled_from(TOPICS), confidences)
    for node, need, confidence in draw(st.lists(pairs, max_size=25)):
        kg.add_edge(node, need, key="requires", confidence=confidence, evidence=[])
    papers = st.tuples(st.sampled_from(RESOURCES), st.sampled_from(RESOURCES), confidences)
    for node, need, confidence in draw(st.lists(papers, max_size=6)):
        kg.add_edge(node, need, key="requires", confidence=confidence, evidence=[])
        kg.add_edge(need, node, key="cites")
    return kg


nodes = st.sampled_from([*TOPICS, *RESOURCES])
goal_lists = st.lists(st.one_of(nodes, st.just("topic:unheard")), min_size=1, max_size=3)
known_lists = st.lists(nodes, max_size=4)
wishes_made = st.builds(
    Wishes,
    depth=st.sampled_from(["overview", "working", "deep"]),
    kinds=st.sampled_from([(), ("video",), ("book", "paper")]),
    at_most=st.sampled_from([{}, {"book": 1}]),
    without=st.sampled_from([frozenset(), frozenset({"video"})]),
)


@given(graphs(), goal_lists, known_lists, wishes_made)
def test_no_step_before_its_prerequisite(kg, goals, known, wishes):
    roadmap = plan(kg, goals, known, wishes=wishes)
    place = {step.id: index for index, step in enumerate(roadmap.all_steps)}
    needs, _ = cut_cycles(needs_below(kg, [goal for goal in goals if goal in kg], wishes.min_confidence))
    for node, direct in needs.items():
        for need in direct:
            if node in place and need in place:
                assert place[need] < place[node]
    for step in roadmap.all_steps:
        assert all(place[need] < place[step.id] for need in step.needs)


@given(graphs(), goal_lists, known_lists, wishes_made)
def test_nothing_known_is_planned(kg, goals, known, wishes):
    roadmap = plan(kg, goals, known, wishes=wishes)
    mains = {step.main.id for step in roadmap.all_steps if step.main}
    others = {one.id for step in roadmap.all_steps for one in step.alternatives}
    planned = {step.id for step in roadmap.all_steps}
    assert not planned & {one.id for one in roadmap.known}
    assert not (planned | mains | others) & set(known)


@given(graphs(), goal_lists, known_lists, nodes, wishes_made)
def test_marking_something_known_only_takes_away(kg, goals, known, more, wishes):
    before = plan(kg, goals, known, wishes=wishes)
    after = plan(kg, goals, [*known, more], wishes=wishes)
    rest = [step.id for step in after.all_steps]
    assert rest == [step.id for step in before.all_steps if step.id in set(rest)]
    assert after.minutes <= before.minutes


@given(graphs(), goal_lists, known_lists)
def test_every_goal_is_reached_known_or_a_gap(kg, goals, known):
    roadmap = plan(kg, goals, known)
    answered = {one.id for one in (*roadmap.steps, *roadmap.known, *roadmap.gaps)}
    assert set(goals) <= answered


@given(graphs(), goal_lists, known_lists, wishes_made)
def test_plan_holds_all_that_is_surely_needed_and_not_known(kg, goals, known, wishes):
    roadmap = plan(kg, goals, known, wishes=wishes)
    there = {one.id for one in (*roadmap.steps, *roadmap.known)} | set(known)
    needs, _ = cut_cycles(needs_below(kg, [goal for goal in goals if goal in kg], 0.5))
    for step in roadmap.steps:
        sure = {need for need, why in needs[step.id].items() if not guessed(kg, step.id, need, why)}
        assert sure <= there


@given(graphs(), goal_lists, known_lists, wishes_made)
def test_every_step_is_a_goal_or_needed_for_another(kg, goals, known, wishes):
    roadmap = plan(kg, goals, known, wishes=wishes)
    steps = {step.id for step in roadmap.steps}
    for step in roadmap.steps:
        assert step.id in goals or set(step.needed_for) & steps


@given(graphs(), goal_lists, known_lists)
def test_deeper_plans_hold_the_lighter_ones(kg, goals, known):
    held = [
        {step.id for step in plan(kg, goals, known, wishes=Wishes(depth=depth)).steps}
        for depth in ("overview", "working", "deep")
    ]
    assert held[0] <= held[1] <= held[2]


@given(graphs(), goal_lists, known_lists, wishes_made, st.randoms(use_true_random=False))
def test_same_input_same_plan_in_any_insertion_order(kg, goals, known, wishes, random):
    shuffled = nx.MultiDiGraph()
    rows = list(kg.nodes(data=True))
    random.shuffle(rows)
    shuffled.add_nodes_from(rows)
    edges = list(kg.edges(keys=True, data=True))
    random.shuffle(edges)
    shuffled.add_edges_from(edges)
    assert plan(kg, goals, known, wishes=wishes) == plan(shuffled, goals, reversed(known), wishes=wishes)


@given(graphs(), goal_lists, known_lists)
def test_stages_are_in_order_and_totals_run(kg, goals, known):
    roadmap = plan(kg, goals, known)
    ranks = [STAGES.index(step.stage) for step in roadmap.all_steps]
    assert ranks == sorted(ranks)
    assert roadmap.minutes == sum(step.minutes for step in roadmap.steps)
    assert not roadmap.steps or roadmap.steps[-1].total == roadmap.minutes


@settings(max_examples=60)
@given(graphs(), goal_lists, known_lists, st.integers(0, 2000))
def test_budget_is_kept_or_the_excess_told(kg, goals, known, minutes):
    roadmap = plan(kg, goals, known, wishes=Wishes(minutes=minutes))
    report = roadmap.budget
    assert report.total == roadmap.minutes
    assert report.kept == (roadmap.minutes <= minutes)
    assert report.excess == max(0, roadmap.minutes - minutes)
    left = {
        step.main.id: step.main.minutes
        for step in reversed(roadmap.steps)
        if step.main and step.id not in report.would_go
    }
    assert sum(left.values()) <= minutes
    assert {step.id for step in roadmap.steps} == {step.id for step in plan(kg, goals, known).steps}


@given(graphs(), st.lists(nodes, max_size=3), known_lists)
def test_what_is_cut_does_not_depend_on_the_goal(kg, goals, known):
    whole = {(edge.node, edge.need) for edge in cut_cycles(needs_below(kg, kg.nodes))[1]}
    part = {(edge.node, edge.need) for edge in cut_cycles(needs_below(kg, [*goals, *known]))[1]}
    assert part <= whole
