"""Which topics a resource gets, from tricky headings to no clue at all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.assign import Assignment, assign
from graph.by_vector import confidence_of
from graph.matching import Matcher
from graph.snapshot import Cited, Placed, Snapshot
from graph.topics import MAX_TOPICS, Clue, best_topics, heading_clues
from library.lists import StoredList
from library.vocabulary import Entry, Resource, Topic

VOCABULARY = (
    Topic("rnn", "Recurrent neural networks", ("RNN", "recurrent network", "循環神經網路", "循环神经网络")),
    Topic("nn", "Neural networks", ("NN", "神經網路")),
    Topic("gan", "Generative adversarial networks", ("GAN",)),
    Topic("cv", "Computer vision", ("CV", "電腦視覺")),
    Topic("svm", "Support vector machines", ("SVM",)),
    Topic("r", "R language", ("R",)),
    Topic("attention", "Attention"),
    Topic("lists", "Curated lists", ("reading list",)),
    Topic("seismology", "Seismology"),
)
MATCHER = Matcher(VOCABULARY)


def found(text: str) -> list[str]:
    return list(dict.fromkeys(match.topic for match in MATCHER.find(text)))


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("RNNs in general", ["rnn"]),
        ("Recurrent Neural Networks (RNN)", ["rnn"]),
        ("recurrent-neural-network", ["rnn"]),
        ("深度循環神經網路入門", ["rnn"]),
        ("神經網路與循環神經網路", ["nn", "rnn"]),
        ("An SVM and a GAN", ["svm", "gan"]),
        ("He had began to scan the svmlight file", []),
        ("gan", []),  # small letters are no acronym
        ("LEARN HOW TO RAP WITH A GAN", []),  # nor are capitals among capitals
        ("GAN", ["gan"]),
        ("My curriculum: cv and r", []),
        ("R for data science", ["r"]),
        ("Recursion", []),
        ("", []),
    ],
)
def test_names_in_a_text(text: str, topics: list[str]) -> None:
    assert found(text) == topics


def test_names_are_told_as_printed() -> None:
    assert [match.name for match in MATCHER.find("Deep Recurrent  Neural-Networks!")] == ["Recurrent  Neural-Networks"]


@given(st.text(alphabet="RN neuralctw 循環神經網路-()"))
def test_matches_stand_in_the_text(text: str) -> None:
    assert all(match.name in text and 0 < match.share <= 1 for match in MATCHER.find(text))


def headings(*section: str, title: str = "") -> dict[str, float]:
    return {clue.topic: clue.confidence for clue in heading_clues(section, MATCHER, title)}


def test_nearest_heading_counts_most() -> None:
    assert headings("Computer vision", "GAN") == {"gan": 0.9, "cv": 0.54}


def test_structural_heading_leaves_its_place_to_the_one_above() -> None:
    assert headings("Computer Vision (CV)", "Tutorials/Videos") == headings("Computer Vision (CV)") == {"cv": 0.9}


def test_title_of_the_list_is_the_weakest_clue() -> None:
    assert headings("Basics", title="Machine Learning in Seismology") == {"seismology": 0.3}


def test_reading_list_in_a_heading_is_no_topic() -> None:
    assert headings("Reading list: Seismology") == {"seismology": 0.75}


def library(
    *entries: Entry, title: str = "Notes", vocabulary: tuple[Topic, ...] = VOCABULARY, **more: object
) -> Snapshot:
    resources = tuple(Resource(f"r{at}", entry.title, summary=entry.note) for at, entry in enumerate(entries))
    placed = {"l": tuple(Placed(f"r{at}", entry) for at, entry in enumerate(entries))}
    stored = (StoredList("l", "l.md", title, "markdown", len(entries), "", ""),)
    return Snapshot(resources, stored, placed, topics=vocabulary, **more)  # type: ignore[arg-type]


def names(assignment: Assignment, resource: str = "r0") -> list[str]:
    return [assignment.topics[about.topic].name for about in assignment.about[resource]]


def test_several_clues_add_up() -> None:
    (about,) = assign(library(Entry("Why GANs work", section=("GAN",)))).about["r0"]
    assert about.confidence > 0.9
    assert set(about.evidence) == {"stands under “GAN”", "its title names “GANs”"}


def test_at_most_five_topics_best_first() -> None:
    about = assign(library(Entry("RNN, GAN, SVM, CV, attention, seismology and R"))).about["r0"]
    assert len(about) == MAX_TOPICS
    assert [one.confidence for one in about] == sorted((one.confidence for one in about), reverse=True)


GARDEN = (
    Entry("No Dig", section=("Soil and compost",)),
    Entry("Compost science", section=("SOIL AND COMPOST", "Videos")),
    Entry("Pruning", section=("Roses · 玫瑰",)),
    Entry("Old roses", section=("玫瑰",)),
    Entry("Tomatoes at home", section=("Vegetables", "Tomatoes")),
)


@pytest.mark.parametrize("vocabulary", [(), VOCABULARY])
def test_a_list_on_gardening_brings_its_own_topics(vocabulary: tuple[Topic, ...]) -> None:
    assignment = assign(library(*GARDEN, vocabulary=vocabulary))
    assert names(assignment, "r0") == names(assignment, "r1") == ["Soil and compost"]
    assert names(assignment, "r2") == names(assignment, "r3") == ["Roses"]
    assert names(assignment, "r4") == ["Tomatoes", "Vegetables"]
    assert assignment.topics["tomatoes"].broader == ("vegetables",)
    assert assignment.topics["roses"].aliases == ("玫瑰",)


def test_headings_above_each_other_in_two_lists_make_no_circle() -> None:
    entries = (
        Entry("a", section=("Soil", "Plants")),
        Entry("b", section=("Plants", "Soil")),
        Entry("c", section=("Soil", "Plants")),
    )
    topics = assign(library(*entries)).topics
    assert (topics["plants"].broader, topics["soil"].broader) == (("soil",), ())


def test_own_topic_below_one_of_the_vocabulary() -> None:
    topics = assign(library(Entry("a", section=("Computer vision", "Lens flare")))).topics
    assert topics["lens-flare"].broader == ("cv",)


def test_heading_that_stands_for_the_whole_list_is_no_topic() -> None:
    entries = [
        Entry(f"e{i}", section=("My garden", part)) for i, part in enumerate(["Soil", "Seeds", "Soil", "Bees", "Seeds"])
    ]
    assert names(assign(library(*entries))) == ["Soil"]


def test_authors_name_as_heading_is_no_topic() -> None:
    snapshot = library(Entry("Blog", section=("Terence Tao",)), title="Mathematicians")
    snapshot = Snapshot((Resource("r0", "Blog", authors=("Tao, Terence",)),), snapshot.lists, snapshot.entries)
    assert names(assign(snapshot)) == ["Mathematicians"]


def test_without_headings_the_list_says_what_it_is_about() -> None:
    assert names(assign(library(Entry("The Great Divergence"), title="Economic history"))) == ["Economic history"]


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("A Gentle Introduction to Graph Neural Networks", "Graph Neural Networks"),
        ("How to prune roses", "Prune roses"),
        ("Quanta Magazine", "Quanta"),
        ("Links", "Unsorted"),
    ],
)
def test_a_title_alone_gives_its_longest_phrase(title: str, topic: str) -> None:
    assert names(assign(library(Entry(title), title="Links", vocabulary=()))) == [topic]


def test_the_name_of_a_site_is_no_subject() -> None:
    snapshot = library(Entry("Untold"), title="Sea maps - Guides at Westmarch University", vocabulary=())
    assert names(assign(snapshot)) == ["Sea maps"]


def test_phrases_that_resources_share() -> None:
    entries = [Entry("Sourdough bread for a week", note="Slow dough."), Entry("More sourdough bread", note="Quick.")]
    assert names(assign(library(*entries, title="Links"))) == ["Sourdough bread"]


def test_cited_work_is_about_what_its_citing_works_are_about() -> None:
    snapshot = library(Entry("a", section=("GAN",)), Entry("b", section=("GAN",)))
    snapshot = Snapshot(
        (*snapshot.resources, Resource("x", "Untold", listed=False)),
        snapshot.lists,
        snapshot.entries,
        (Cited("r0", "x", "f"), Cited("r1", "x", "f")),
        topics=VOCABULARY,
    )
    (about,) = assign(snapshot).about["x"]
    assert (about.topic, about.confidence) == ("gan", 0.45)
    assert about.evidence == ("2 of 2 works that it cites or that cite it are about this",)


@given(st.lists(st.tuples(st.text(max_size=20), st.lists(st.text(max_size=12), max_size=2)), max_size=6), st.booleans())
def test_every_resource_gets_a_topic_whatever_it_is_called(rows: list[tuple[str, list[str]]], known: bool) -> None:
    entries = [Entry(title, section=tuple(section)) for title, section in rows]
    assignment = assign(library(*entries, vocabulary=VOCABULARY if known else ()))
    for at in range(len(entries)):
        about = assignment.about[f"r{at}"]
        assert 1 <= len(about) <= MAX_TOPICS
        assert all(one.topic in assignment.topics and 0 < one.confidence < 1 and one.evidence for one in about)


def vectors(cosine: float) -> tuple[list[str], np.ndarray]:
    """The first resource at this cosine from the topic `gan`, everything else apart."""
    rows = np.zeros((3, 4), dtype=np.float32)
    rows[0, :2] = cosine, np.sqrt(1 - cosine**2)
    rows[1, 0] = rows[2, 2] = 1
    return ["r0", "topic:gan", "topic:attention"], rows


@pytest.mark.parametrize(("title", "sure"), [("Untold", 0.25), ("Adversarial tales of networks that generate", 0.25)])
def test_near_text_alone_is_a_faint_clue(title: str, sure: float) -> None:
    (about,) = assign(library(Entry(title), vocabulary=VOCABULARY[2:3]), vectors(0.6)).about["r0"]
    assert (about.topic, about.confidence) == ("gan", pytest.approx(sure))
    assert about.evidence == ("its text is close to what “Generative adversarial networks” is about (0.60)",)


def test_near_text_with_the_words_of_a_name_is_a_good_clue() -> None:
    title = "Networks that are generative, and adversarial too"
    (about,) = assign(library(Entry(title), vocabulary=VOCABULARY[2:3]), vectors(0.6)).about["r0"]
    assert (about.topic, about.confidence) == ("gan", pytest.approx(0.7))


def test_faint_clues_are_joined_with_what_the_neighbours_are_about() -> None:
    snapshot = library(Entry("Untold"), Entry("Image GAN"))
    cited = replace(snapshot, citations=(Cited("r1", "r0", "facts"),))
    alone, beside = (assign(some, vectors(0.5)).about["r0"][0] for some in (snapshot, cited))
    assert alone.topic == beside.topic == "gan"
    assert alone.confidence < beside.confidence < 0.6
    assert "1 of 1 works" in " ".join(beside.evidence)


def test_distant_text_is_none() -> None:
    assert names(assign(library(Entry("Untold"), title="Secrets"), vectors(0.4))) == ["Secrets"]


def test_name_in_a_text_about_something_else_is_doubted() -> None:
    snapshot = library(Entry("Pay attention to roses"))
    plain = assign(snapshot).about["r0"][0].confidence
    assert assign(snapshot, vectors(0.3)).about["r0"][0].confidence == pytest.approx(0.6 * plain)


def test_confidence_grows_with_the_cosine() -> None:
    told, untold = ([confidence_of(cosine, spoken=said) for cosine in np.linspace(-1, 1, 50)] for said in (True, False))
    for values in (told, untold):
        assert values == sorted(values)
        assert 0 <= values[0] <= values[-1] < 1
    assert all(more >= less for more, less in zip(told, untold, strict=True))


def test_weak_topics_are_left_out_beside_better_ones() -> None:
    assert [one.topic for one in best_topics([Clue("a", 0.8, "x"), Clue("b", 0.2, "y")])] == ["a"]
    assert [one.topic for one in best_topics([Clue("b", 0.2, "y")])] == ["b"]
