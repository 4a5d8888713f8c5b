"""What teaches a topic and what only touches it: on toys, and on the starter library as judged by hand.

`judged_steps.csv` says for 64 topics of the vocabulary, drawn by chance, which resources of the starter library a
teacher would accept as the main one, from what their summaries say; `none` where naming the gap is right. The choice
was tuned on the half that is marked so.
"""

import csv
from pathlib import Path

import networkx as nx
import pytest

from graph.matching import Matcher
from graph.topics import FILED, TITLED, heading_clues, text_clues
from library.vocabulary import Resource, Topic
from recommend.roadmap_choice import choose
from recommend.roadmap_teach import TEACHES, Teaching
from recommend.roadmap_types import Wishes
from workspace import Workspace

JUDGED = Path(__file__).parent / "judged_steps.csv"
FLOOR = 0.7
"""Share of topics with an accepted answer, in each half; well below what docs/learning-paths.md tells."""


def about(kind="paper", level="intermediate", said=("its title names “X”", "stands under “X”"), **others):
    """A graph with one resource about the topic x, and about others with the given confidence."""
    kg = nx.MultiDiGraph()
    kg.add_node("x", node="topic", title="X", level="introductory", vocabulary=True)
    kg.add_node("r", node="resource", title="R", kind=kind, level=level, listed=True)
    kg.add_edge("r", "x", key="about", confidence=0.8, evidence=list(said))
    for topic, confidence in others.items():
        kg.add_node(topic, node="topic", title=topic)
        kg.add_edge("r", topic, key="about", confidence=confidence, evidence=[])
    return kg


def teaches(kg):
    return Teaching(kg).of("r", "x") >= TEACHES


def test_what_is_named_and_confirmed_teaches():
    assert teaches(about())


def test_a_name_that_nothing_confirms_does_not_teach():
    assert not teaches(about(said=["its title names “X”"]))
    assert not teaches(about(said=["its summary names “X”"]))


def test_likeness_alone_counts_less_than_a_name():
    near = about(said=["its text is close to what “X” is about (0.60)"])
    assert Teaching(near).of("r", "x") < Teaching(about()).of("r", "x")


def test_a_course_teaches_what_its_summary_names_and_a_paper_does_not():
    for kind, expected in (("course", True), ("paper", False), ("tool", False)):
        kg = about(kind, said=["its summary names “X”"], other=0.9)
        kg.edges["r", "x", "about"]["confidence"] = 0.45
        assert teaches(kg) is expected


def test_what_builds_on_the_topic_takes_it_for_granted():
    kg = about(later=0.9)
    assert teaches(kg)
    kg.add_edge("later", "between", key="requires")
    kg.add_edge("between", "x", key="requires")
    assert not teaches(kg)


def test_what_is_about_a_part_does_not_teach_the_whole_unless_its_title_says_so():
    for said, expected in ((["stands under “X”"], False), (["its title names “X”", "stands under “X”"], True)):
        kg = about(part=0.9, said=said)
        kg.add_edge("part", "x", key="broader")
        assert teaches(kg) is expected


def test_what_is_two_levels_further_does_not_teach():
    assert not teaches(about(level="advanced"))


def test_the_evidence_of_the_graph_begins_as_the_planner_expects():
    matcher = Matcher([Topic("x", "Word embeddings")])
    (title,) = text_clues(Resource("r", "Word embeddings"), matcher)
    (heading,) = heading_clues(["Word embeddings"], matcher)
    assert title.evidence.startswith(TITLED)
    assert heading.evidence.startswith(FILED)


@pytest.fixture(scope="module")
def starter(tmp_path_factory):
    workspace = Workspace(tmp_path_factory.mktemp("starter"))
    workspace.add("starter")
    yield workspace.kg
    workspace.close()


@pytest.mark.parametrize("half", ["tuned", "held out"])
def test_most_answers_would_be_accepted_by_a_teacher(starter, half):
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["half"] == half]
    nodes = [f"topic:{row['topic']}" for row in rows]
    named = {one for row in rows for one in row["accepted"].split()} - {"none"}
    assert named <= set(starter)
    chosen = choose(Teaching(starter), nodes, Wishes())
    answers = [chosen[node][0].id if chosen[node] else "none" for node in nodes]
    good = sum(answer in row["accepted"].split() for answer, row in zip(answers, rows, strict=True))
    assert good / len(rows) >= FLOOR
