"""The topic vocabulary: read whole or refused with a line."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.topics import check, read_topics
from library.errors import MalformedSource
from library.vocabulary import Requirement

GOOD = """\
# ours
topics:
  - id: algebra
    name: Linear algebra
    level: introductory
  - id: nets
    name: Neural networks
    aliases: [NN, 神經網路]
    broader: [ml]
    requires:
      - topic: algebra
        reason: layers are matrices
  - id: ml
    name: Machine learning
    requires: [algebra]
    summary: Learning from data.
"""


def test_a_vocabulary_in_its_order():
    algebra, nets, ml = read_topics(GOOD, "topics.yaml").topics
    assert (algebra.id, algebra.level, ml.level) == ("algebra", "introductory", "intermediate")
    assert nets.aliases == ("NN", "神經網路")
    assert nets.broader == ("ml",)
    assert nets.requires == (Requirement("algebra", "layers are matrices"),)
    assert ml.requires == (Requirement("algebra", ""),)
    assert ml.summary == "Learning from data."


def topics(*lines):
    return "topics:\n" + "\n".join(f"- {{{line}}}" for line in lines) + "\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (topics("id: a, name: A", "id: b, name: B, requires: [c]"), "line 3: 'b' names 'c' under 'requires'"),
        (topics("id: a, name: A, broader: [b]"), "line 2: 'a' names 'b' under 'broader'"),
        (topics("id: a, name: A", "id: a, name: B"), "line 3: the id 'a' stands already on line 2"),
        (topics("id: a, name: A", "id: b, name: a"), "line 3: the name 'a' already means 'a', on line 2"),
        (topics("id: a, name: A", "id: b, name: B, aliases: [A]"), "line 3: the name 'A' already means 'a'"),
        (
            topics("id: a, name: A, requires: [b]", "id: b, name: B, requires: [c]", "id: c, name: C, requires: [a]"),
            "line 4: 'requires' goes in a circle: a → b → c → a",
        ),
        (topics("id: a, name: A, broader: [a]"), "line 2: 'broader' goes in a circle: a → a"),
        (topics("name: A"), "line 2: the topic has no id"),
        (topics("id: a"), "line 2: the topic has no name"),
        (topics("id: a, name: A, level: easy"), "line 2: the level 'easy' is not one of introductory"),
        (topics("id: a, name: A, needs: [b]"), "line 2: unknown field 'needs'"),
        (topics("id: a, name: A, id: b"), "line 2: the field 'id' stands here twice"),
        (topics("id: a, name: A, requires: [{reason: x}]"), "line 2: a requirement has a 'topic'"),
        (topics("id: a, name: A, aliases: {x: y}"), "line 2: expected a list"),
        (topics("id: a, name: [A]"), "line 2: expected a text"),
        ("topics:\n- a\n", "line 2: expected fields"),
        ("topics: {a: b}\n", "line 1: expected a list"),
        ("topics:\n- id: [a\n", r"line \d: no valid YAML"),
        ("- a\n", "expected fields"),
        ("things: []\n", "line 1: holds no list named 'topics'"),
        ("", "is empty"),
    ],
)
def test_a_wrong_vocabulary_is_refused_with_its_line(text, message):
    with pytest.raises(MalformedSource, match=message) as caught:
        check(read_topics(text, "topics.yaml"), ())
    assert str(caught.value).startswith("topics.yaml")


def test_the_line_of_a_wrong_reference_is_its_own():
    text = GOOD.replace("topic: algebra", "topic: algbra")
    with pytest.raises(MalformedSource, match="line 11: 'nets' names 'algbra'"):
        check(read_topics(text, "topics.yaml"), ())


def test_a_long_chain_is_no_circle():
    lines = [f"id: t{i}, name: T{i}, requires: [t{i + 1}]" for i in range(3000)]
    vocabulary = read_topics(topics(*lines, "id: t3000, name: T3000"), "t")
    check(vocabulary, ())
    assert len(vocabulary.topics) == 3001


def test_aliases_of_yaml_do_not_multiply():
    bomb = "topics:\n- {id: a, name: A, aliases: &a [x, y]}\n- {id: b, name: B, aliases: *a}\n"
    with pytest.raises(MalformedSource, match="already means 'a'"):
        read_topics(bomb, "t")


def test_deep_nesting_is_refused():
    with pytest.raises(MalformedSource):
        read_topics("topics: " + "[" * 20_000, "t")


@given(st.text(alphabet="topics:- {}[]&*!|>'\"#\n id,nameABC", max_size=120))
def test_any_text_is_a_vocabulary_or_refused(text):
    with contextlib.suppress(MalformedSource):
        check(read_topics(text, "t"), ())


STORED = ("theirs.yaml", read_topics(GOOD, "theirs.yaml").topics)
OTHERS = [(STORED[0], topic) for topic in STORED[1]]


def test_a_vocabulary_may_name_and_repeat_topics_of_another():
    check(read_topics(topics("id: mine, name: Mine, requires: [ml], broader: [nets]"), "mine.yaml"), OTHERS)
    check(read_topics(GOOD, "mine.yaml"), OTHERS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (topics("id: ml, name: Milliliters"), "mine.yaml, line 2: the id 'ml' is another topic in theirs.yaml"),
        (topics("id: a, name: A", "id: x, name: nn"), "mine.yaml, line 3: the name 'nn' means 'nets' in theirs.yaml"),
        (topics("id: x, name: X, requires: [mll]"), "mine.yaml, line 2: 'x' names 'mll' under 'requires'"),
    ],
)
def test_a_vocabulary_that_contradicts_another_is_refused(text, message):
    with pytest.raises(MalformedSource, match=message):
        check(read_topics(text, "mine.yaml"), OTHERS)


def test_a_circle_through_two_vocabularies_is_refused_where_this_one_closes_it():
    theirs = read_topics(topics("id: a, name: A, requires: [b]", "id: b, name: B, requires: [x]"), "theirs.yaml")
    mine = read_topics(topics("id: y, name: Y", "id: x, name: X, requires: [y, a]"), "mine.yaml")
    with pytest.raises(MalformedSource, match=r"mine.yaml, line 3: 'requires' goes in a circle: a → b → x → a"):
        check(mine, [("theirs.yaml", topic) for topic in theirs.topics])


def test_a_topic_that_another_vocabulary_needs_may_not_go():
    needed = read_topics(topics("id: x, name: X, requires: [ml]"), "mine.yaml")
    with pytest.raises(MalformedSource, match=r"theirs.yaml: the topic 'ml' is gone, but mine.yaml names it"):
        check(read_topics(topics("id: other, name: Other"), "theirs.yaml"), [("mine.yaml", needed.topics[0])])
