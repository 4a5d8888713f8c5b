"""What a goal in words stands for, on a library small enough to know the answers."""

import networkx as nx
import pytest

from graph.find import Finder
from library.errors import NotFound, UsageError
from recommend.goals import Goal, Option, choose, resolve

NODES = {
    "topic:attention": ("topic", "Attention", ["self-attention"]),
    "topic:memory": ("topic", "Memory", []),
    "topic:memory-networks": ("topic", "Memory networks", []),
    "topic:search-and-rescue": ("topic", "Search and rescue", []),
    "topic:rescue": ("topic", "Rescue", []),
    "topic:tts": ("topic", "Speech synthesis", ["TTS"]),
    "topic:asr": ("topic", "Speech recognition", ["ASR"]),
    "r:attention": ("resource", "Attention", []),
    "r:wavenet": ("resource", "WaveNet", []),
    "r:tacotron": ("resource", "Tacotron", []),
    "list:speech": ("list", "Speech papers", []),
    "list:more": ("list", "More papers", []),
    "author:attention": ("author", "Ada Attention", []),
}
PLACES = [
    ("r:tacotron", "list:speech", ["Synthesis", "End to end"], 1, []),
    ("r:wavenet", "list:speech", ["Synthesis"], 0, ["Classics › Audio, line 40"]),
    ("r:wavenet", "list:more", ["Audio"], 0, []),
]


@pytest.fixture(scope="module")
def kg():
    made = nx.MultiDiGraph()
    for node, (kind, title, aliases) in NODES.items():
        made.add_node(node, node=kind, title=title, aliases=aliases, kind="paper" if kind == "resource" else "")
    for node, to, section, order, also in PLACES:
        made.add_edge(node, to, key="listed_in", section=section, order=order, also=also)
    return made


@pytest.fixture(scope="module")
def goal(kg):
    finder = Finder(kg)
    return lambda text: resolve(kg, text, finder.find)


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("topic:tts", ["topic:tts"]),
        ("r:wavenet", ["r:wavenet"]),
        ("tts", ["topic:tts"]),
        ("Self-Attention", ["topic:attention"]),
        ("WaveNet", ["r:wavenet"]),
        ("ASR, TTS", ["topic:asr", "topic:tts"]),
        ("ASR、TTS", ["topic:asr", "topic:tts"]),
        ("ASR, TTS, and WaveNet", ["topic:asr", "topic:tts", "r:wavenet"]),
        ("TTS and memory", ["topic:tts", "topic:memory"]),
        ("search and rescue", ["topic:search-and-rescue"]),
        ("TTS, search and rescue", ["topic:tts", "topic:search-and-rescue"]),
        ("TTS, memory & rescue", ["topic:tts", "topic:memory", "topic:rescue"]),
        ("TTS, TTS", ["topic:tts"]),
        ("list:speech", ["list:speech"]),
        ("list: Speech papers", ["list:speech"]),
        ("list: speech", ["list:speech"]),
        ("list: Speech papers › Synthesis", ["r:wavenet", "r:tacotron"]),
        ("list: Speech papers > synthesis > END TO END", ["r:tacotron"]),
        ("list: Speech papers › Audio", ["r:wavenet"]),
        ("list: Speech papers › Synthesis, memory", ["r:wavenet", "r:tacotron", "topic:memory"]),
    ],
)
def test_names_ids_lists_and_several_of_them(goal, text, nodes):
    assert list(goal(text).nodes) == nodes


def test_parts_that_name_nothing_make_it_free_text(goal):
    found = goal("search and speech synthesis")  # "search" alone names nothing
    assert found.nodes == ("topic:tts",)


def test_of_one_name_the_topic_is_meant_and_the_rest_is_a_choice(goal):
    found = goal("attention")
    assert found.nodes == ("topic:attention",)
    assert found.why == "the topic Attention answers by its name"
    assert [one.nodes for one in found.choices] == [("r:attention",)]
    assert choose(found, found.choices[0]) == Goal(("r:attention",), "you chose Attention")


def test_choice_takes_the_place_of_its_part(goal):
    found = goal("tts, attention, memory")
    assert choose(found, found.choices[0]).nodes == ("topic:tts", "r:attention", "topic:memory")


def test_free_text_stands_for_its_best_topic(goal):
    assert goal("speech synthesis with neural networks").nodes == ("topic:tts",)
    assert goal("memory networks for speech synthesis").nodes == ("topic:tts",)
    assert goal("memory networks in speech synthesis").nodes == ("topic:memory-networks",)


def test_close_topics_are_shown(goal):
    found = goal("speech")
    assert {*found.nodes, *(node for one in found.choices for node in one.nodes)} >= {"topic:tts", "topic:asr"}


def test_free_text_without_a_topic_is_a_resource(goal):
    assert goal("tacotr").nodes == ("r:tacotron",)


def test_two_lists_with_the_section_are_a_choice(goal):
    found = goal("list: papers › Audio")
    assert found.nodes == ("r:wavenet",)
    assert [one.title for one in found.choices] == ["Speech papers"]


def test_nothing_answers(goal):
    with pytest.raises(NotFound, match="'zzz qqq'"):
        goal("zzz qqq")
    with pytest.raises(UsageError):
        goal("  ")


def test_author_is_no_goal(goal):
    assert goal("Ada Attention").nodes == ("topic:attention",)


def test_missing_list_and_section_name_what_there_is(goal):
    with pytest.raises(NotFound) as error:
        goal("list: Cooking")
    assert "More papers, Speech papers" in error.value.hint
    with pytest.raises(NotFound, match="no section 'Vision'") as error:
        goal("list: Speech papers › Vision")
    assert error.value.hint == "its sections are Synthesis, Synthesis › End to end"


def test_choosing_an_option_twice_keeps_each_node_once():
    option = Option(("b",), "B", "", ("a",))
    assert choose(Goal(("a", "b"), "", (option,)), option).nodes == ("b",)
