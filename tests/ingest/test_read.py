"""The front door: files, folders, what is left out, and how sources are named."""

import os

import pytest

from ingest import read as module
from ingest.decode import decode
from ingest.fetch import Page
from ingest.read import LeftOut, Vocabulary, Whole, parse, read
from library.errors import MalformedSource, UnreadableSource
from library.vocabulary import Facts, Reading

BIB = "@article{k, title={A paper}, year={2001}}\n"
CSV = "title,url\nA paper,https://a.org\n"
TOPICS = "topics:\n- {id: rnn, name: RNN}\n"
WORKS = '{"key": "k", "title": "A paper"}\n'
CITES = "citing,cited,evidence\nk,k,itself\n"


@pytest.fixture
def folder(tmp_path):
    """A folder like the starter's: lists, facts, topics, and what lies around them."""
    for name, text in {
        "topics.yaml": TOPICS,
        "lists/b.bib": BIB,
        "lists/a.csv": CSV,
        "facts/works.jsonl": WORKS,
        "facts/citations.csv": CITES,
        "LICENSE": "Permission is hereby granted",
        "lists/code.py": "print()",
        "lists/book.pdf": "%PDF-1.4",
        ".git/config": "[core]",
        "lists/.hidden.bib": BIB,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    (tmp_path / "lists" / "c.csv").write_bytes(b"\x00\x01\x02")
    return tmp_path


def test_a_file_is_named_by_its_resolved_path(tmp_path, monkeypatch):
    path = tmp_path / "my-papers.bib"
    path.write_text(BIB)
    (reading,) = read(path)
    assert reading.reading_list.source == path.resolve().as_posix()
    assert reading.reading_list.title == "my papers"
    assert reading.reading_list.format == "bibtex"
    monkeypatch.chdir(tmp_path)
    assert list(read("my-papers.bib")) == [reading]


def test_a_root_makes_names_that_move_with_it(tmp_path):
    path = tmp_path / "lists" / "a.bib"
    path.parent.mkdir()
    path.write_text(BIB)
    (reading,) = read(path, root=tmp_path)
    assert reading.reading_list.source == "lists/a.bib"
    (outside,) = read(path, root=tmp_path / "elsewhere")
    assert outside.reading_list.source == path.resolve().as_posix()


def test_a_folder_gives_lists_facts_and_topics_in_order(folder):
    found = list(read(folder, root=folder))
    assert [type(item) for item in found] == [LeftOut, Vocabulary, Facts, Reading, Reading, LeftOut, LeftOut, Whole]
    assert [item.reading_list.source for item in found if isinstance(item, Reading)] == ["lists/a.csv", "lists/b.bib"]
    facts = next(item for item in found if isinstance(item, Facts))
    assert (facts.source, len(facts.works), len(facts.citations)) == ("facts", 1, 1)


def test_what_is_left_out_is_told_with_its_reason(folder):
    left = {item.source: item for item in read(folder, root=folder) if isinstance(item, LeftOut)}
    assert sorted(left) == ["LICENSE", "lists/book.pdf", "lists/c.csv"]
    assert left["LICENSE"].error is None
    assert left["lists/book.pdf"].reason == ".pdf files are not read"
    assert isinstance(left["lists/c.csv"].error, UnreadableSource)
    assert "NUL" in left["lists/c.csv"].reason


def test_a_bad_file_costs_no_neighbour(folder):
    (folder / "topics.yaml").write_text("topics:\n- {id: a, nam: A}\n")
    (folder / "facts" / "works.jsonl").write_text("{\n")
    found = list(read(folder))
    assert sum(isinstance(item, Reading) for item in found) == 2
    wrong = [item for item in found if isinstance(item, LeftOut) and isinstance(item.error, MalformedSource)]
    assert len(wrong) == 2


def test_links_out_of_the_folder_are_refused(folder, tmp_path_factory):
    secret = tmp_path_factory.mktemp("outside") / "secret.bib"
    secret.write_text(BIB)
    (folder / "lists" / "z.bib").symlink_to(secret)
    (folder / "lists" / "zz").symlink_to(secret.parent)
    (folder / "lists" / "zzz.bib").symlink_to(folder / "lists" / "b.bib")
    (folder / "lists" / "loop").symlink_to(folder)
    found = list(read(folder, root=folder))
    assert sum(isinstance(item, Reading) for item in found) == 2
    left = {item.source: item for item in found if isinstance(item, LeftOut)}
    assert "link out of the folder" in left["lists/z.bib"].reason
    assert isinstance(left["lists/z.bib"].error, UnreadableSource)
    assert "link out of the folder" in left["lists/zz"].reason
    assert left["lists/zzz.bib"].reason == "is a link to lists/b.bib, which is read itself"
    assert "lists/loop" in left


def test_a_link_that_leads_to_itself_costs_no_neighbour(folder):
    (folder / "loop.md").symlink_to("loop.md")
    found = list(read(folder, root=folder))
    assert sum(isinstance(item, Reading) for item in found) == 2
    (left,) = (item for item in found if isinstance(item, LeftOut) and item.source == "loop.md")
    assert isinstance(left.error, UnreadableSource)
    assert "leads back to itself" in str(left.error)
    with pytest.raises(UnreadableSource):
        list(read(folder / "loop.md"))


def test_a_name_that_is_no_text_is_told_and_costs_no_neighbour(folder):
    bad = os.fsdecode(b"bad\xff")
    (folder / f"{bad}.bib").write_text(BIB)
    (folder / bad).mkdir()
    (folder / bad / "in.bib").write_text(BIB)
    (folder / "two\nlines.bib").write_text(BIB)
    found = list(read(folder, root=folder))
    named = {item.reading_list.source for item in found if isinstance(item, Reading)}
    assert named == {"two\nlines.bib", "lists/a.csv", "lists/b.bib"}
    wrong = [item.reason for item in found if isinstance(item, LeftOut) and item.error and "lists" not in item.source]
    assert wrong == ["has a name that is not readable as UTF-8; rename it"] * 2
    for path in (folder / f"{bad}.bib", folder / bad):
        with pytest.raises(UnreadableSource, match=r"bad\\udcff.*not readable as UTF-8"):
            list(read(path))


def test_a_folder_may_be_called_like_a_file(tmp_path):
    (tmp_path / "list.md").mkdir()
    (tmp_path / "list.md" / "in.bib").write_text(BIB)
    assert [type(item) for item in read(tmp_path / "list.md")] == [Reading, Whole]


@pytest.mark.parametrize("kind", ["fifo", "device"])
def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path, kind):
    path = tmp_path / "pipe.md"
    if kind == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    with pytest.raises(UnreadableSource, match="is no ordinary file"):
        list(read(path))


def test_a_pipe_in_a_folder_is_not_waited_for(folder):
    os.mkfifo(folder / "pipe.md")
    left = [item for item in read(folder, root=folder) if isinstance(item, LeftOut)]
    assert "is no ordinary file" in {item.reason for item in left}


def test_a_missing_file_says_what_to_do():
    with pytest.raises(UnreadableSource, match=r"nowhere\.md: no such file") as caught:
        list(read("nowhere.md"))
    assert caught.value.hint


def test_a_file_beyond_measure_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    path = tmp_path / "big.bib"
    path.write_text(BIB)
    with pytest.raises(UnreadableSource, match="bytes, more than 10"):
        list(read(path))


def test_errors_of_a_single_file_are_raised(tmp_path):
    path = tmp_path / "topics.yaml"
    path.write_text("topics:\n- {id: a}\n")
    with pytest.raises(MalformedSource, match=r"topics\.yaml, line 2"):
        list(read(path))


def test_citations_alone_lack_their_works(tmp_path):
    path = tmp_path / "citations.csv"
    path.write_text(CITES)
    with pytest.raises(MalformedSource, match="no work has the key") as caught:
        list(read(path))
    assert "give the folder" in caught.value.hint


def test_an_address_is_fetched_once_and_names_its_list(monkeypatch):
    asked = []

    def fetch(address):
        asked.append(address)
        return Page(CSV.encode(), None, "list.csv")

    monkeypatch.setattr(module, "fetch", fetch)
    (reading,) = read("https://example.org/list.csv")
    assert asked == ["https://example.org/list.csv"]
    assert (reading.reading_list.source, reading.reading_list.title) == ("https://example.org/list.csv", "list")


def test_parse_reads_text_without_a_file():
    assert parse(BIB, "pasted").entries[0].title == "A paper"
    with pytest.raises(UnreadableSource, match="not a reading list"):
        parse(TOPICS, "pasted")


def test_bytes_before_the_text_do_not_shift_lines():
    assert parse(decode(b"\xef\xbb\xbf\r\n\r\n" + BIB.encode(), "x"), "x").entries[0].line == 3
