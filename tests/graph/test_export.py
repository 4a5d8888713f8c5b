"""What is exported is read back by the tools that own the formats, without loss."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import bibtexparser
import networkx as nx
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from graph.export import FORMATS, export
from graph.export_graph import graphml, restored
from graph.export_references import references
from graph.schema import EDGE_KINDS
from library.errors import UsageError
from library.vocabulary import Reading

Kg = nx.MultiDiGraph
READ: dict[str, Callable[[str], nx.Graph]] = {
    "graphml": lambda text: nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True),
    "gexf": lambda text: nx.read_gexf(io.BytesIO(text.encode())),
    "node-link": lambda text: nx.node_link_graph(json.loads(text), edges="edges"),
}


def test_toy_has_every_kind_of_edge(kg: Kg[str]) -> None:
    assert {key for *_, key in kg.edges(keys=True)} == set(EDGE_KINDS) - {"version_of"}


@pytest.mark.parametrize("form", READ)
def test_networkx_reads_it_back_without_loss(kg: Kg[str], form: str) -> None:
    (text,) = export(kg, form).values()
    back = restored(READ[form](text))
    if form == "gexf":  # has no place for what is said of the whole graph
        back.graph.update(kg.graph)
    assert nx.utils.graphs_equal(back, kg)


@pytest.mark.parametrize("form", READ)
def test_part_of_the_graph(kg: Kg[str], form: str) -> None:
    (text,) = export(kg, form, ["attention", "topic:ml", "nowhere"]).values()
    assert set(restored(READ[form](text))) == {"attention", "topic:ml"}


@given(st.text())
def test_any_title_makes_valid_graphml(title: str) -> None:
    kg: Kg[str] = nx.MultiDiGraph()
    kg.add_node("a", node="author", title=title, importance=0.0, community="")
    nx.read_graphml(io.BytesIO(graphml(kg).encode()))


def test_tables_hold_every_node_and_edge(kg: Kg[str]) -> None:
    files = export(kg, "csv")
    nodes = {row["id"]: row for row in csv.DictReader(io.StringIO(files["nodes.csv"]))}
    edges = list(csv.DictReader(io.StringIO(files["edges.csv"])))
    assert nodes.keys() == set(kg)
    assert len(edges) == kg.number_of_edges()
    assert nodes["odd"]["title"] == kg.nodes["odd"]["title"]
    assert json.loads(nodes["attention"]["identifiers"]) == ["arxiv:1706.03762", "doi:10.1/x"]
    listed = next(row for row in edges if row["kind"] == "listed_in" and row["source"] == "attention")
    assert json.loads(listed["section"]) == ["Attention", "Papers"]
    assert next(row for row in edges if row["kind"] == "cites")["origin"] == "facts"


def test_json_ld_names_what_it_says_in_shared_terms(kg: Kg[str]) -> None:
    document = json.loads(export(kg, "json-ld")["graph.jsonld"])
    nodes = {node["@id"]: node for node in document["@graph"]}
    paper = nodes["urn:studygraph:attention"]
    assert paper["@type"] == "schema:ScholarlyArticle"
    assert paper["cito:cites"] == [{"@id": "urn:studygraph:older"}]
    topic = nodes["urn:studygraph:topic:attention"]
    assert topic["skos:prefLabel"] == "Attention"
    assert topic["skos:broader"] == [{"@id": "urn:studygraph:topic:ml"}]
    items = nodes["urn:studygraph:list:l"]["schema:itemListElement"]
    assert [item["schema:position"] for item in items] == [1, 2]
    prefixes = {key.split(":")[0] for node in nodes.values() for key in node if ":" in key}
    assert prefixes <= document["@context"].keys()


def test_json_ld_has_no_address_that_a_browser_would_run(kg: Kg[str]) -> None:
    kg.nodes["odd"]["url"] = "javascript:alert(1)"
    assert "javascript" not in export(kg, "json-ld")["graph.jsonld"]


def test_bibtexparser_reads_it_back(kg: Kg[str]) -> None:
    parsed = bibtexparser.parse_string(export(kg, "bibtex")["references.bib"])
    assert not parsed.failed_blocks
    first, second = parsed.entries
    assert first.key == "vaswani2017attention"
    assert first["title"] == "{Attention Is All You Need}"
    assert first["author"] == "Vaswani, Ashish and van den Oord, Aaron and {OpenAI}"
    assert (first["year"], first["doi"], first["eprint"]) == ("2017", "10.1/x", "1706.03762")
    for escaped in (r"\&", r"50\%", r"x\_y", r"\{costs\}", r"\$5", r"\#1"):
        assert escaped in second["title"]


def test_rispy_reads_it_back(kg: Kg[str]) -> None:
    first, second = rispy.loads(export(kg, "ris")["references.ris"])
    assert first["title"] == "Attention Is All You Need"
    assert first["authors"] == ["Vaswani, Ashish", "van den Oord, Aaron", "OpenAI"]
    assert (first["year"], first["doi"], first["type_of_reference"]) == ("2017", "10.1/x", "JOUR")
    assert second["title"] == kg.nodes["odd"]["title"]


def test_csl_json_has_the_fields_of_the_standard(kg: Kg[str]) -> None:
    first, second = json.loads(export(kg, "csl-json")["references.json"])
    assert first["author"][1] == {"family": "van den Oord", "given": "Aaron"}
    assert first["issued"] == {"date-parts": [[2017]]}
    assert "issued" not in second


def test_references_are_those_in_lists_unless_named(kg: Kg[str]) -> None:
    assert [one.title for one in references(kg)] == ["Attention Is All You Need", kg.nodes["odd"]["title"]]
    assert [one.title for one in references(kg, ["older", "topic:ml"])] == ["Learning to Align"]


def test_line_break_in_a_title_starts_no_new_ris_field(kg: Kg[str]) -> None:
    kg.nodes["odd"]["title"] = "One\nER  - \nTY  - BOOK"
    assert len(rispy.loads(export(kg, "ris")["references.ris"])) == 2


def test_equal_keys_are_told_apart(kg: Kg[str]) -> None:
    keys = [one.key for one in references(kg, ["older", "older"])]
    assert keys == ["2014learning", "2014learning-2"]


@pytest.mark.parametrize("form", FORMATS)
def test_empty_graph_can_be_exported(form: str) -> None:
    assert export(nx.MultiDiGraph(), form)


def test_unknown_format_is_named(kg: Kg[str]) -> None:
    with pytest.raises(UsageError, match="'docx'"):
        export(kg, "docx")


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
def test_our_own_readers_find_the_same_resources(kg: Kg[str], form: str) -> None:
    from ingest.read import parse

    kg.nodes["odd"]["title"] = "Tom & Jerry: 50% of {costs} #1"  # CSL JSON takes tags for markup
    ((name, text),) = export(kg, form).items()
    found = parse(text, name)
    assert isinstance(found, Reading)
    assert [entry.title for entry in found.entries] == [one.title for one in references(kg)]
    assert found.entries[0].authors[0] == "Ashish Vaswani"
    assert found.entries[0].year == 2017
