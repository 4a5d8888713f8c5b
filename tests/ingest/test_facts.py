"""Facts about works from plain files."""

import json

import pytest

from ingest.facts import read_facts
from library.errors import MalformedSource
from library.vocabulary import Citation, Identifier, Relation

WAVENET = {
    "key": "wavenet",
    "title": "WaveNet",
    "kind": "paper",
    "authors": ["Aäron van den Oord", "Sander Dieleman"],
    "year": 2016,
    "arxiv": "1609.03499v2",
    "url": "https://arxiv.org/pdf/1609.03499v2.pdf",
    "summary": "Audio from raw samples.",
}
CODE = {"key": "fast", "title": "Fast Wavenet", "kind": "repo", "url": "https://github.com/tomlepaine/fast-wavenet"}


def works(*records):
    return {"works": ("\n".join(json.dumps(record) for record in records) + "\n", "facts/works.jsonl")}


def facts(*records, **others):
    files = works(*(records or (WAVENET, CODE)))
    return read_facts(files | {name: (text, f"facts/{name}.csv") for name, text in others.items()}, "facts")


def test_a_work_with_all_it_says():
    work = facts(WAVENET).works[0]
    assert (work.key, work.title, work.year, work.kind) == ("wavenet", "WaveNet", 2016, "paper")
    assert work.authors == ("Aäron van den Oord", "Sander Dieleman")
    assert work.identifiers == (Identifier("arxiv", "1609.03499"),)
    assert work.summary == "Audio from raw samples."


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("dataset paper", "paper"),
        ("software", "code"),
        ("repo", "code"),
        ("talk", "video"),
        ("course notes", "course"),
        ("cheatsheet", "tutorial"),
        ("visual essay", "blog"),
        ("website", "site"),
        ("conference", "site"),
        ("paper (unidentified)", "paper"),
        ("benchmark", "dataset"),
        ("unheard of", "other"),
        ("", "paper"),
    ],
)
def test_words_for_kinds(word, kind):
    assert facts({**WAVENET, "kind": word}).works[0].kind == kind


def test_citations_and_relations():
    found = facts(
        citations="citing,cited,evidence\nfast,wavenet,parsed reference list\n",
        relations="from,relation,to\nfast,implements,wavenet\n",
    )
    assert found.citations == (Citation("fast", "wavenet", "parsed reference list"),)
    assert found.relations == (Relation("fast", "implements", "wavenet"),)


def test_authors_may_be_one_text():
    assert facts({**WAVENET, "authors": "Ann Lee; Bo Chen"}).works[0].authors == ("Ann Lee", "Bo Chen")


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"title": "T"}, "works.jsonl, line 2: the work has no key"),
        ({"key": "k"}, "line 2: the work has no title"),
        ({"key": "wavenet", "title": "T"}, "line 2: the key 'wavenet' stands already on line 1"),
        ({"key": "k", "title": "T", "year": "soon"}, "line 2: the year 'soon' is no year"),
        ({"key": "k", "title": "T", "authors": 7}, "line 2: 'authors' is 7"),
        ({"key": "k", "title": ["T"]}, r"line 2: 'title' is \['T'\], not a text"),
        ({"key": "k", "title": "T", "arxiv": "none"}, "line 2: 'none' is no arXiv id"),
        ({"key": "k", "title": "T", "doi": "none"}, "line 2: 'none' is no DOI"),
        ([1], "line 2: not a JSON object"),
    ],
)
def test_a_wrong_work_is_named_by_line(record, message):
    with pytest.raises(MalformedSource, match=message):
        facts(WAVENET, record)


def test_broken_json_is_named_by_line():
    with pytest.raises(MalformedSource, match="line 3: no valid JSON") as caught:
        read_facts({"works": ('{"key": "a", "title": "A"}\n\n{"key": \n', "w.jsonl")}, "facts")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"citations": "citing,cited\nfast,nobody\n"}, r"citations\.csv, line 2: no work has the key 'nobody'"),
        ({"relations": "from,relation,to\nfast,likes,wavenet\n"}, "line 2: the relation 'likes' is not one of"),
        ({"relations": "from,relation,to\nfast,explains,x\n"}, "line 2: no work has the key 'x'"),
    ],
)
def test_a_reference_to_nothing_is_named_by_line(files, message):
    with pytest.raises(MalformedSource, match=message):
        facts(**files)
