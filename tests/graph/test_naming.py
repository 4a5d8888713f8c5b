"""What a node may be called, on a graph whose people and works are known by eye."""

import networkx as nx
import pytest

from graph.find import Finder
from graph.naming import name_node, same_person, spelt
from library.errors import NotFound

PEOPLE = ["Geoffrey E. Hinton", "Yoshua Bengio", "Samy Bengio", "Aäron van den Oord", "李飛飛"]
WORKS = {
    "tides-1": ("Deep tides", True),
    "tides-2": ("Deep tides", True),
    "nets": ("Nets", True),
    "cited": ("Nets", False),
    "keras-tool": ("Keras", True),
}
IDENTIFIERS = {
    "arxiv:1706.03762": "nets",
    "doi:10.1038/nature14539": "keras-tool",
    "url:a.org/1": "tides-1",
    "net": "nets",
}


def graph():
    kg = nx.MultiDiGraph()
    for at, name in enumerate(PEOPLE):
        kg.add_node(f"author:{at}", node="author", title=name, importance=1.0 - at / 10)
    for node, (title, listed) in WORKS.items():
        kg.add_node(node, node="resource", title=title, listed=listed, kind="paper")
    kg.add_node("topic:keras", node="topic", title="Keras", aliases=["keras framework"])
    kg.add_node("topic:sea", node="topic", title="Sea", aliases=["Nets"])
    return kg


KG = graph()
FINDER = Finder(KG)


def node(text):
    return name_node(text, KG, FINDER, IDENTIFIERS.get)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Geoffrey Hinton", "author:0"),
        ("Hinton, Geoffrey", "author:0"),
        ("hinton, g.", "author:0"),
        ("Hinton", "author:0"),
        ("Hinton Geoffrey E.", "author:0"),
        ("Geoffrey Everest Hinton", "author:0"),
        ("Bengio, Yoshua", "author:1"),
        ("S. Bengio", "author:2"),
        ("van den Oord, Aaron", "author:3"),
        ("Oord", "author:3"),
        ("李飛飛", "author:4"),
        ("keras", "topic:keras"),
        ("Keras Framework", "topic:keras"),
        ("tides-2", "tides-2"),
        ("net", "nets"),
    ],
)
def test_a_name_means_the_one_node_it_fits(name, meant):
    assert node(name) == meant


@pytest.mark.parametrize(
    "name", ["1706.03762", "arXiv:1706.03762v3", "https://arxiv.org/pdf/1706.03762v1.pdf", "arxiv.org/abs/1706.03762"]
)
def test_every_form_of_an_arxiv_id_is_the_work(name):
    assert node(name) == "nets"


@pytest.mark.parametrize(
    "name", ["10.1038/NATURE14539", "doi:10.1038/nature14539", "https://doi.org/10.1038/nature14539"]
)
def test_every_form_of_a_doi_is_the_work(name):
    assert node(name) == "keras-tool"


@pytest.mark.parametrize("name", ["http://a.org/1", "https://www.a.org/1/?utm_source=x", "//a.org/1"])
def test_every_form_of_an_address_is_the_work(name):
    assert node(name) == "tides-1"


@pytest.mark.parametrize(
    ("name", "choices"), [("Bengio", ["author:1", "author:2"]), ("Deep tides", ["tides-1", "tides-2"])]
)
def test_an_ambiguous_name_gives_the_choice(name, choices):
    with pytest.raises(NotFound, match="may be any of 2") as error:
        node(name)
    assert [choice for choice, _ in error.value.choices] == choices


def test_a_title_in_a_list_means_more_than_one_that_is_only_cited():
    kg = KG.subgraph([one for one in KG if one != "topic:sea"])
    assert name_node("Nets", kg, Finder(kg), lambda _: None) == "nets"
    assert node("Nets") == "topic:sea"


@pytest.mark.parametrize(
    "name", ["Geoffrey", "Hinton, Yoshua", "G. Bengio", "https://a.org/2", "10.1000/none", "", "%"]
)
def test_a_stranger_is_nobody(name):
    with pytest.raises(NotFound):
        node(name)


def test_what_is_near_is_offered():
    with pytest.raises(NotFound) as error:
        node("deep tide")
    assert {"tides-1", "tides-2"} <= {choice for choice, _ in error.value.choices}


@pytest.mark.parametrize("text", ["Attention", "C++ 11.2", "deep/learning", "9.1234/x y", "1706.037"])
def test_words_spell_no_identifier(text):
    assert spelt(text) == ()


@pytest.mark.parametrize(("one", "other"), [("Ada Lovelace", "Ada"), ("", "Ada"), ("A. Bengio", "Yoshua Bengio")])
def test_different_people_are_told_apart(one, other):
    assert not same_person(one, other)
