"""Inference of requirements: toys known by eye, a contract for all signals, and the model that ships."""

import json

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.prerequisites import Inference, between_resources, between_topics, evidence_for
from graph.prerequisites_courses import Courses, course_position
from graph.prerequisites_edges import (
    ProposedEdge,
    edge_features,
    propose,
    square_log_odds,
    without_detours,
)
from graph.prerequisites_features import SIGNALS, make_concepts, plain_name, text_features
from graph.prerequisites_knowledge import (
    KNOWLEDGE_FEATURES,
    build_knowledge,
    place,
    place_by_text,
    read_subjects,
    transfer,
)
from graph.prerequisites_model import MODEL_FILE, load_model, save_model
from graph.prerequisites_signals import RESOURCE_SIGNALS, Clue, blend, citation
from graph.prerequisites_words import WORD_CLUES, word_clues
from graph.snapshot import Snapshot


@pytest.fixture(scope="module")
def model():
    return load_model()


def known_concepts(model, *names, texts=None):
    """Concepts of the map itself, with the vectors the model carries: no encoder is needed."""
    rows = [int(np.flatnonzero(model.knowledge.owner == model.knowledge.names.index(name))[0]) for name in names]
    vectors = model.knowledge.rows[rows]
    return make_concepts(names, texts or [""] * len(names), vectors, vectors)


def toy(*, cites=(), year=(2000, 2010)):
    """Two papers on one topic, in one section of one list, the first above the second."""
    kg = nx.MultiDiGraph()
    kg.add_node("topic:t", node="topic", title="T", vocabulary=True)
    kg.add_node("list:l", node="list", title="L")
    for order, (name, when) in enumerate(zip(("old", "new"), year, strict=True)):
        kg.add_node(name, node="resource", title=name, kind="paper", year=when, level="intermediate")
        kg.add_edge(name, "topic:t", key="about", confidence=0.9)
        kg.add_edge(name, "list:l", key="listed_in", order=order, section=["A", "B"])
    for pair in cites:
        kg.add_edge(*pair, key="cites")
    return kg


# --- texts


def test_plain_name_drops_brackets_and_marks():
    assert plain_name("Slope_(mathematics)") == "slope"
    assert plain_name("循環神經網路") == "循環神經網路"


def some_concepts():
    vectors = np.eye(3, dtype=np.float32)
    return make_concepts(
        ["Mean", "Variance", "Sample mean"], ["", "Uses the mean.", "A mean of few."], vectors, vectors
    )


@pytest.mark.parametrize("name", SIGNALS)
def test_every_signal_answers_one_finite_number_per_pair(name):
    a, b = np.array([0, 1, 2, 0]), np.array([1, 0, 0, 0])
    values = SIGNALS[name](some_concepts(), a, b)
    assert values.shape == (4,)
    assert values.dtype == np.float32
    assert np.isfinite(values).all()


@pytest.mark.parametrize("name", SIGNALS)
def test_signal_of_one_pair_is_the_same_in_a_batch(name):
    some = some_concepts()
    a, b = np.array([0, 1, 2]), np.array([2, 2, 1])
    batch = SIGNALS[name](some, a, b)
    assert np.array_equal(batch, [SIGNALS[name](some, a[i : i + 1], b[i : i + 1])[0] for i in range(3)])


@pytest.mark.parametrize("name", [name for name in SIGNALS if name.endswith("asymmetry")])
def test_asymmetries_turn_their_sign(name):
    a, b = np.array([0, 1]), np.array([2, 2])
    assert np.allclose(SIGNALS[name](some_concepts(), a, b), -SIGNALS[name](some_concepts(), b, a))


def test_name_inside_a_longer_name_speaks_for_it():
    some = some_concepts()
    assert SIGNALS["name_inside"](some, np.array([0]), np.array([2])) == 1
    assert SIGNALS["name_inside"](some, np.array([2]), np.array([0])) == 0.5


def test_mentions_need_two_texts():
    some = some_concepts()
    assert SIGNALS["mentioned"](some, np.array([0]), np.array([1])) == 0
    assert text_features(some, np.array([0]), np.array([1])).shape == (1, len(SIGNALS))


def test_concepts_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="2 titles, 1 texts"):
        make_concepts(["a", "b"], ["x"], np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32))


# --- the map


def test_subjects_are_read_with_other_names_and_resolved_needs():
    names, edges = read_subjects("# note\n\nmean = average < sum\nvariance < average; sum\nvariance < square\n")
    assert names["mean"] == ("average",)
    assert ("mean", "variance") in edges
    assert ("square", "variance") in edges


def test_the_subjects_that_ship_are_free_of_cycles():
    _, edges = read_subjects(MODEL_FILE.with_name("prerequisites_subjects.txt").read_text("utf8"))
    assert nx.is_directed_acyclic_graph(nx.DiGraph(edges))


def chain():
    return build_knowledge(["a", "b", "c"], np.eye(3, dtype=np.float32), [0, 1, 2], [(0, 1), (1, 2)])


def test_concepts_that_stand_on_the_map_take_its_needs():
    knowledge = chain()
    placed = place(knowledge, np.eye(3, dtype=np.float32))
    clues = transfer(knowledge, placed, np.array([0, 2, 0]), np.array([1, 0, 2]))
    best = dict(zip(KNOWLEDGE_FEATURES, clues.T, strict=True))
    assert best["best_above"].astype(float).round(2).tolist() == [1.0, 0.0, 0.85]
    assert best["best_below"].astype(float).round(2).tolist() == [0.0, 0.85, 0.0]


def test_hidden_nodes_do_not_answer_for_themselves():
    knowledge = chain()
    own = np.arange(3)
    placed = place(knowledge, np.eye(3, dtype=np.float32), own)
    assert not (placed.nodes[:, 0] == own).any()
    clues = transfer(knowledge, placed, np.array([0]), np.array([1]), own)
    assert clues[0, KNOWLEDGE_FEATURES.index("best_above")] == 0


def test_texts_place_what_names_do_not():
    rows = np.eye(3, dtype=np.float32)
    read = {1: np.array([0, 0, 1], dtype=np.float32)}
    knowledge = build_knowledge(["a", "b", "c"], rows, [0, 1, 2], [(0, 1), (1, 2)], read)
    assert place(knowledge, rows[[1]]).nodes[0, 0] == 1
    assert place_by_text(knowledge, rows[[1]]).cosines[0, 0] == 0
    assert set(place_by_text(knowledge, rows[[2]]).nodes[0, :2]) == {1, 2}
    hidden = place_by_text(knowledge, rows[[2]], [1])
    assert hidden.nodes[0, 0] == 2
    assert hidden.nodes[0, -1] == 1


def test_nodes_with_several_names_have_one_text():
    rows = np.eye(4, dtype=np.float32)
    knowledge = build_knowledge(["a", "b"], rows, [0, 0, 1, 1], [])
    assert knowledge.texts.tolist() == rows[[0, 2]].tolist()


def test_cycles_on_the_map_do_no_harm():
    circle = build_knowledge(["a", "b"], np.eye(2, dtype=np.float32), [0, 1], [(0, 1), (1, 0)])
    assert circle.above.tolist() == [[0, 1], [1, 0]]


def test_a_course_places_its_own_lectures():
    rows = np.eye(3, dtype=np.float32)
    courses = Courses(rows, np.array([0, 0.5, 1], dtype=np.float32), np.zeros(3, dtype=np.int16))
    assert course_position(courses, rows[[2, 0, 1]]).argsort().tolist() == [1, 2, 0]
    assert course_position(courses, rows[:0]).shape == (0,)


# --- the model that ships


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("derivative", "gradient descent"),
        ("fraction", "percentage"),
        ("triangle", "pythagorean theorem"),
        ("probability", "hidden markov model"),
        ("force", "torque"),
    ],
)
def test_model_knows_the_direction(model, first, then):
    some = known_concepts(model, first, then)
    forth, back = model.confidence(some, np.array([0, 1]), np.array([1, 0]))
    assert forth > back


def test_unrelated_subjects_stay_apart(model):
    some = known_concepts(model, "sonata form", "tcp" if "tcp" in model.knowledge.names else "sql")
    assert model.confidence(some, np.array([0]), np.array([1]))[0] < 0.2


def test_proposals_are_acyclic_sure_and_without_loops(model):
    some = known_concepts(model, "derivative", "gradient", "gradient descent", "stochastic gradient descent", "compost")
    edges = propose(model, some)
    assert edges
    digraph = nx.DiGraph([(edge.needed, edge.needing) for edge in edges])
    assert nx.is_directed_acyclic_graph(digraph)
    assert all(0 < edge.confidence < 1 for edge in edges)
    assert 4 not in digraph


def test_curves_rise_and_are_probabilities(model):
    for knots in model.curves.values():
        assert (np.diff(knots[0]) > 0).all()
        assert (np.diff(knots[1]) >= 0).all()
        assert 0 <= knots[1].min() <= knots[1].max() <= 1


def test_evidence_names_the_mention_and_the_map(model):
    some = known_concepts(model, "derivative", "gradient", texts=["slope of a curve", "vector of the derivative"])
    told = evidence_for(model, some, ["Derivative", "Gradient"], [ProposedEdge(0, 1, 0.9)])
    assert told[0][0] == "its summary names Derivative"
    assert told[0][1].startswith("on the map of subjects, ")


def test_few_or_no_concepts_propose_nothing(model):
    assert propose(model, known_concepts(model, "derivative")) == []
    empty = make_concepts([], [], model.knowledge.rows[:0], model.knowledge.rows[:0])
    assert propose(model, empty) == []
    assert square_log_odds(model, known_concepts(model, "derivative")).direct.shape == (1, 1)


def test_all_pairs_at_once_are_answered_as_one_by_one(model):
    some = known_concepts(model, "derivative", "gradient", "compost", texts=["slope", "vector of the derivative", ""])
    rows, columns = np.nonzero(~np.eye(3, dtype=bool))
    squares = square_log_odds(model, some)
    assert squares.needed[rows, columns] == pytest.approx(model.log_odds(some, rows, columns))
    assert squares.direct[0, 1] > squares.direct[0, 2]
    assert edge_features(some, squares).shape == (6, len(model.edge.weights))


def test_words_that_are_rare_here_speak_for_a_pair(model):
    some = known_concepts(
        model, "derivative", "gradient", "compost",
        texts=["the slope of a curve", "the vector of the partial derivative", "the rotten leaves"],
    )  # fmt: skip
    clues = dict(zip(WORD_CLUES, word_clues(some), strict=True))
    assert all(clue.shape == (3, 3) and np.isfinite(clue).all() for clue in clues.values())
    assert clues["cover"][0, 1] == clues["phrase"][0, 1] == 1
    assert clues["cover"][0, 2] == clues["phrase"][1, 0] == clues["share_of_a"][0, 2] == 0
    assert clues["named_by"][0, 2] > clues["named_by"][1, 2]


def test_model_is_small_and_plain():
    assert MODEL_FILE.stat().st_size < 5_000_000
    with np.load(MODEL_FILE, allow_pickle=False) as stored:
        assert all(stored[name].dtype != object for name in stored.files)


def test_model_is_written_as_it_was_read(model, tmp_path):
    with np.load(MODEL_FILE, allow_pickle=False) as stored:
        save_model(model, stored["edges"], tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == MODEL_FILE.read_bytes()


def test_model_for_other_signals_is_refused(tmp_path):
    with np.load(MODEL_FILE, allow_pickle=False) as stored:
        data = dict(stored)
    header = json.loads(bytes(data["header"]).decode()) | {"features": ["other"]}
    data["header"] = np.frombuffer(json.dumps(header).encode(), dtype=np.uint8)
    np.savez(tmp_path / "old.npz", **data)
    with pytest.raises(ValueError, match="train_prerequisites"):
        load_model(tmp_path / "old.npz")


def test_missing_model_is_told(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_model(tmp_path / "none.npz")


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.floats(0, 1)), max_size=20))
def test_kept_edges_form_no_cycle_and_imply_no_later_one(rows):
    kept = [pair[:2] for pair in without_detours(rows, 6)]
    digraph = nx.DiGraph(kept)
    assert nx.is_directed_acyclic_graph(digraph)
    for at, (needed, needing) in enumerate(kept):
        before = nx.DiGraph(kept[:at])
        assert not (needed in before and needing in before and nx.has_path(before, needed, needing))
    for needed, needing, _ in rows:  # what is left out follows from the others, or contradicts them
        ends = needed in digraph and needing in digraph
        assert needed == needing or (
            ends and (nx.has_path(digraph, needed, needing) or nx.has_path(digraph, needing, needed))
        )


# --- topics of a library


def test_topics_outside_the_vocabulary_get_requirements(model):
    kg = nx.MultiDiGraph()
    texts = {
        "derivative": "The slope of a function at a point.",
        "gradient": "The vector of all partial derivatives: each entry is the derivative along one axis.",
        "gradient descent": "Minimise a function by steps against its gradient.",
    }
    for name, text in texts.items():
        kg.add_node(f"topic:{name}", node="topic", title=name, vocabulary=name == "derivative", summary=text)
    found = between_topics(kg, ([], np.zeros((0, 384), dtype=np.float32)), model)
    pairs = {(one.node, one.first) for one in found}
    assert ("topic:gradient", "topic:derivative") in pairs
    assert all(one.evidence for one in found)


def test_vocabulary_topics_among_themselves_are_left_alone(model):
    kg = nx.MultiDiGraph()
    for name in ("derivative", "gradient"):
        kg.add_node(f"topic:{name}", node="topic", title=name, vocabulary=True)
    assert between_topics(kg, ([], np.zeros((0, 384), dtype=np.float32)), model) == []


def test_another_encoder_leaves_topics_alone():
    kg = nx.MultiDiGraph()
    for name in ("derivative", "gradient"):
        kg.add_node(f"topic:{name}", node="topic", title=name, vocabulary=False)
    vectors = (list(kg), np.ones((2, 3), dtype=np.float32))
    assert list(Inference(vectors, "another")(kg, Snapshot())) == []
    assert list(Inference()(kg, Snapshot())) == []


# --- resources of a library


@pytest.mark.parametrize("name", RESOURCE_SIGNALS)
def test_every_resource_signal_keeps_the_contract(name):
    kg = toy(cites=[("new", "old"), ("old", "old")])
    kg.add_node("Nets, part 1", node="resource", title="Nets, part 1", kind="tutorial", level="introductory")
    kg.add_node("Nets, part 2", node="resource", title="Nets, part 2", kind="blog", level="advanced")
    kg.add_edge("Nets, part 1", "topic:t", key="about", confidence=0.9)
    kg.add_edge("Nets, part 2", "topic:t", key="about", confidence=0.9)
    clues = RESOURCE_SIGNALS[name](kg)
    assert clues
    for (node, first), clue in clues.items():
        assert node != first
        assert kg.nodes[node]["node"] == kg.nodes[first]["node"] == "resource"
        assert 0 < clue.score < 1
        assert clue.evidence


@pytest.mark.parametrize("name", RESOURCE_SIGNALS)
def test_every_resource_signal_is_silent_on_an_empty_graph(name):
    assert RESOURCE_SIGNALS[name](nx.MultiDiGraph()) == {}


def often_cited(*, times=4, listed=True, about="topic:t"):
    """The old paper is cited by the new one and by others, which came before it stood in a list."""
    kg = toy(cites=[("new", "old")])
    kg.nodes["old"]["listed"] = listed
    kg.add_node("topic:u", node="topic", title="U", vocabulary=True)
    kg.remove_edge("old", "topic:t")
    kg.add_edge("old", about, key="about", confidence=0.9)
    for number in range(times - 1):
        kg.add_node(f"other{number}", node="resource", title=f"Other {number}", kind="paper", year=2011, level="")
        kg.add_edge(f"other{number}", "old", key="cites")
    return kg


def test_a_listed_work_on_the_same_topic_that_many_cite_is_needed_first():
    (one,) = between_resources(often_cited())
    assert (one.node, one.first) == ("new", "old")
    assert one.evidence[0] == "it cites it, as 4 works here do, and shares its main topic"
    assert one.source == "citation, list_order"
    assert 0.6 < one.confidence < 0.8


def test_a_side_topic_is_a_weaker_bond():
    kg = often_cited()
    kg.add_edge("old", "topic:u", key="about", confidence=0.98)
    (one,) = between_resources(kg)
    assert "shares a topic" in one.evidence[0]
    assert 0.4 < one.confidence < 0.5


def test_a_work_on_a_topic_that_its_own_requires_is_needed_first():
    kg = often_cited(about="topic:u")
    assert between_resources(kg) == []
    kg.add_edge("topic:t", "topic:u", key="requires", confidence=0.95)
    assert [(one.node, one.first) for one in between_resources(kg)] == [("new", "old")]


@pytest.mark.parametrize("less", [{"times": 3}, {"listed": False}, {"about": "topic:u"}])
def test_other_citations_are_no_needs(less):
    assert between_resources(often_cited(**less)) == []
    assert citation(often_cited(**less))["new", "old"].score < 0.2


def test_a_work_cannot_need_a_later_one():
    kg = often_cited()
    kg.nodes["new"]["year"] = 1999
    assert between_resources(kg) == []


def test_order_level_and_kind_are_not_enough_together():
    kg = toy()
    kg.nodes["old"].update(kind="tutorial", level="introductory")
    kg.nodes["new"].update(level="advanced")
    pair = "new", "old"
    assert all(pair in RESOURCE_SIGNALS[name](kg) for name in ("list_order", "levels", "kinds"))
    assert between_resources(kg) == []


def test_part_two_needs_part_one():
    kg = nx.MultiDiGraph()
    for number in (3, 1, 2):
        kg.add_node(f"r{number}", node="resource", title=f"Word vector{'s' * (number % 2)}, part {number}: more")
    assert [(one.node, one.first) for one in between_resources(kg)] == [("r2", "r1"), ("r3", "r2")]


def test_witnesses_add_up_and_the_strongest_speaks_first():
    confidence, evidence, names = blend({"x": {("b", "a"): Clue(0.2, "weak")}, "y": {("b", "a"): Clue(0.5, "strong")}})[
        "b", "a"
    ]
    assert confidence == pytest.approx(0.6)
    assert evidence == ("strong", "weak")
    assert names == ("y", "x")
