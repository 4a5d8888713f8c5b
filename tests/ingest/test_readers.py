"""What every reader of a structured list has to keep, whatever it is fed."""

import importlib
import json
import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.decode import decode
from ingest.read import READERS
from ingest.sniff import sniff
from library.errors import SourceError, UnreadableSource

BIB = "@article{{{key}, title={{{title}}}, url={{https://e.org/{key}}}, year={{2001}}}}\n"
RIS = "TY  - JOUR\nTI  - {title}\nUR  - https://e.org/{key}\nPY  - 2001\nER  - \n"
SAMPLES = {
    "bibtex": (BIB, "@article{{broken, title={{Never closed, url=\n"),
    "ris": (RIS, "TY  - JOUR\nthis is no line of RIS\nXX\n"),
    "csljson": (
        '  {{"title": "{title}", "URL": "https://e.org/{key}", "issued": {{"date-parts": [[2001]]}}}},\n',
        '  {{"type": ["no", "word"], "title": {{}}, "author": 7, "issued": []}},\n',
    ),
    "table": ("{title},https://e.org/{key},2001\n", '"Never closed,https://e.org/x,\n'),
    "bookmarks": (
        '<DT><A HREF="https://e.org/{key}">{title} (2001)</A>\n',
        "<DT><A HREF=https://e.org/x>Never closed\n",
    ),
    "opml": ('<outline text="{title} (2001)" url="https://e.org/{key}"/>\n', "<outline text='broken & <b>'/>\n"),
    "org": ("** [[https://e.org/{key}][{title}]] (2001)\n", "** [[https://e.org/x][Never closed\n"),
    "rst": ("* `{title} <https://e.org/{key}>`_ (2001)\n", "* `Never closed <https://e.org/x\n"),
    "wikitext": ("* [https://e.org/{key} {title}] (2001)\n", "* [https://e.org/x Never closed {{{{cite book |title=\n"),
    "bbcode": ("[*] [url=https://e.org/{key}]{title}[/url] (2001)\n", "[*] [url=https://e.org/x]Never [b]closed\n"),
}
FRAMES = {
    "csljson": ("[\n", "]\n"),
    "table": ("title,url,year\n", ""),
    "bookmarks": ("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<H1>Mine</H1>\n<DL><p>\n", "</DL>\n"),
    "opml": ('<opml version="2.0"><body>\n', "</body></opml>\n"),
    "org": ("* Reading\n", ""),
    "rst": ("Reading\n=======\n\n", ""),
}
FORMATS = sorted(SAMPLES)
MIDDLE = ("The first of them", "On lists and their readers", "Trees grow slowly")


def document(name, *, broken=False, titles=MIDDLE):
    record, damage = SAMPLES[name]
    records = [record.format(key=f"k{i}", title=title) for i, title in enumerate(titles)]
    if broken:
        records.insert(1, damage.format())
    head, tail = FRAMES.get(name, ("", ""))
    text = head + "".join(records) + tail
    return text.replace("},\n]", "}\n]") if name == "csljson" else text


def assert_sound(reading, text):
    """What holds for every reading of every list."""
    lines = text.count("\n") + 1
    assert [entry.position for entry in reading.entries] == list(range(len(reading.entries)))
    for entry in reading.entries:
        assert entry.title.strip() == entry.title != ""
        assert 1 <= entry.line <= lines
        assert entry.url is None or not re.match(r"(?i)\s*(?:javascript|vbscript|data|file|about):", entry.url)
        assert entry.year is None or 1400 < entry.year < 2100
    for skipped in reading.skipped:
        assert 1 <= skipped.line <= lines
        assert skipped.reason


@pytest.mark.parametrize("name", FORMATS)
def test_a_plain_list_is_read_whole_and_in_order(name):
    text = document(name)
    reading = READERS[name](text, "list")
    assert_sound(reading, text)
    assert [entry.title for entry in reading.entries] == list(MIDDLE)
    assert [entry.url for entry in reading.entries] == [f"https://e.org/k{i}" for i in range(3)]
    assert {entry.year for entry in reading.entries} <= {2001, None}
    assert name == "org" or all(entry.year for entry in reading.entries)
    assert reading.reading_list.source == "list"


@pytest.mark.parametrize("name", FORMATS)
def test_lines_are_those_of_the_source(name):
    text = document(name)
    for entry in READERS[name](text, "list").entries:
        block = "\n".join(text.split("\n")[entry.line - 1 : entry.line + 3])
        assert entry.url in block


@pytest.mark.parametrize("name", FORMATS)
def test_a_broken_record_costs_no_neighbour(name):
    text = document(name, broken=True)
    reading = READERS[name](text, "list")
    assert_sound(reading, text)
    assert set(MIDDLE) <= {entry.title for entry in reading.entries}


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_list_has_no_entries(name):
    assert list(READERS[name]("", "list").entries) == []
    assert list(READERS[name]("\n \n", "list").entries) == []


@pytest.mark.parametrize("name", FORMATS)
def test_reading_twice_gives_the_same(name):
    text = document(name, broken=True)
    assert READERS[name](text, "list") == READERS[name](text, "list")


@pytest.mark.parametrize("name", FORMATS)
def test_all_scripts_survive(name):
    titles = ("深度學習入門", "Глубокое обучение", "Où va l'été")
    assert [e.title for e in READERS[name](document(name, titles=titles), "list").entries] == list(titles)


@pytest.mark.parametrize("name", FORMATS)
def test_cost_grows_with_the_length_only(name):
    titles = tuple(f"Paper number {i} of many" for i in range(400))
    reader = READERS[name]
    reader(document(name, titles=titles[:10]), "list")
    started = time.perf_counter()
    assert len(reader(document(name, titles=titles), "list").entries) == 400
    assert time.perf_counter() - started < 10


def read_or_refuse(name, text):
    """Any text gives a reading or an error of the house."""
    try:
        reading = READERS[name](text, "fuzz")
    except SourceError:
        return
    assert_sound(reading, text)


MARKS = '@{}"=,#\\ \n\t-:|*[]<>&;`_./()%~$TYER 0123456789aé學\u200b\ud7a3'
GRAMMAR = st.text(alphabet=MARKS, max_size=300)
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", FORMATS)
@FUZZ
@given(text=GRAMMAR)
def test_no_text_breaks_a_reader(name, text):
    read_or_refuse(name, text)


@pytest.mark.parametrize("name", FORMATS)
@FUZZ
@given(data=st.data())
def test_no_mutation_of_a_list_breaks_a_reader(name, data):
    text = document(name, broken=data.draw(st.booleans()))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(st.text(alphabet=MARKS, max_size=8)) + text[end:]
    read_or_refuse(name, text)


@pytest.mark.parametrize("name", FORMATS)
@FUZZ
@given(data=st.binary(max_size=300))
def test_no_bytes_break_a_reader(name, data):
    try:
        text = decode(data, "fuzz")
    except UnreadableSource:
        return
    read_or_refuse(name, text)


HOSTILE = [
    ("bibtex", "@a{k, title={" + "{" * 30_000),
    ("bibtex", "\n@comment{" * 5_000),
    ("bibtex", "@a{k, title={T}, author={" + " and " * 20_000 + "}}"),
    ("ris", "TY  - JOUR\n" + "AU  - \n" * 20_000),
    ("ris", "TY  - JOUR\nTI  - T\n" + "no tag\n" * 10_000),
    ("csljson", '[{"title":' + "[" * 100_000),
    ("csljson", "[\n" + '{"title": "a",\n' * 3_000),
    ("table", "title,url\n" + '"' * 100_000),
    ("table", "title,url\n" + '"a,b\n' * 3_000),
    ("bookmarks", "<DL><p><DT><H3>a</H3>" * 5_000),
    ("bookmarks", "<DL><p>" + "<DT><A " * 20_000),
    ("bookmarks", "<DL><p>" + "<!--" * 20_000 + "<![" * 20_000),
    ("opml", "<opml><body>" + "<outline text='a'>" * 5_000),
    ("opml", "<!-- a -->" * 3_000),
    ("org", "\n".join("*" * i + " a" for i in range(1, 300))),
    ("org", "* a\n" + ":D:\n" * 5_000 + "#+begin_src\n" * 5_000),
    ("org", "* " + "*a [[" * 10_000),
    ("rst", "\n".join(" " * i + "* a\n" for i in range(150))),
    ("rst", "*a `b <" * 6_000),
]


@pytest.mark.parametrize(("name", "text"), HOSTILE, ids=[f"{name}-{text[:12]!r}" for name, text in HOSTILE])
def test_hostile_input_ends_soon(name, text):
    started = time.perf_counter()
    sniff(text)
    read_or_refuse(name, text)
    assert time.perf_counter() - started < 15


def test_every_reader_of_the_table_exists():
    for name in READERS:
        module = importlib.import_module(f"ingest.{name}")
        assert callable(getattr(module, f"read_{name}"))


def test_records_survive_json():
    from ingest.__main__ import record

    entry = READERS["bibtex"](document("bibtex"), "list").entries[0]
    printed = json.loads(json.dumps(record(entry, "list", 3)))
    assert (printed["title"], printed["urls"], printed["work"]) == (MIDDLE[0], ["https://e.org/k0"], 3)
