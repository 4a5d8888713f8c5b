"""Content decides the format; the name only hints."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.sniff import sniff

MARKDOWN = "# Papers\n\n* [A](http://a.org) - good\n* [B](http://b.org)\n"
TEXT = "Reading list\nPapers:\n Karpathy post: http://karpathy.github.io/a, talk: https://y.com/b\n"
BIBTEX = "% mine\n@article{k,\n  title = {T},\n  year = 2001\n}\n"
README = f"# A tool\n\nSee [docs](http://d.org).\n\nPlease cite:\n\n```bibtex\n{BIBTEX}```\n"
NETSCAPE = '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p><DT><A HREF="http://a.org">A</A></DL>'
BARE_BOOKMARKS = '<DL><p>\n<DT><H3 ADD_DATE="1">F</H3>\n<DL><p>\n<DT><A HREF="http://a.org" ADD_DATE="1">A</A>\n</DL>'
PAGE = "<!doctype html>\n<html><body><dl><dt><a href='http://a.org'>A</a><dt><a href='http://b.org'>B</a></dl></html>"
BANNER = '<div align="center">\n<img src="x.png">\n</div>\n\n## Papers\n- [A](http://a.org)\n'
ORG = "#+TITLE: Reading\n* Theory\n** TODO [[http://a.org][A paper]]\n"
RST = "Reading\n=======\n\n* `A paper <http://a.org>`_\n* B_\n\n.. _B: http://b.org\n"
OPML = '<?xml version="1.0"?>\n<opml version="2.0"><body><outline text="a"/></body></opml>'
RIS = "TY  - JOUR\nTI  - A paper\nER  - \n"
CSL = '[{"id": "a", "type": "book", "title": "A"}]'
TOPICS = "# our topics\ntopics:\n  - id: rnn\n    name: RNN\n"
WIKI = "== Books ==\n* [https://a.org A tale] by ''Ann''\n* {{cite book |title=Bees |year=2001}}\n"
POST = "[b]Books[/b]\n[list]\n[*] [url=https://a.org]A tale[/url]\n[/list]\n"
TWINS = "https://a.org;A tale of two\nhttps://b.org;Bees and more\nhttps://c.org;Cats\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MARKDOWN, "markdown"),
        (TEXT, "text"),
        (BIBTEX, "bibtex"),
        (README, "markdown"),
        (NETSCAPE, "bookmarks"),
        (BARE_BOOKMARKS, "bookmarks"),
        (PAGE, "html"),
        (BANNER, "markdown"),
        (ORG, "org"),
        (RST, "rst"),
        (WIKI, "wikitext"),
        (POST, "bbcode"),
        (OPML, "opml"),
        (RIS, "ris"),
        (CSL, "csljson"),
        (TOPICS, "topics"),
        ("Title,Link,Year\nA,http://a.org,2001\nB,http://b.org,2002\n", "table"),
        ("titre;lien\nA;http://a.org\n", "table"),
        ("标题\t链接\n深度学习\thttp://a.org\n", "table"),
        (TWINS, "table"),
        ('{"key": "a", "title": "A"}\n{"key": "b", "title": "B"}\n', "works"),
        ("citing,cited,evidence\na,b,list\n", "citations"),
        ("from,relation,to\na,explains,b\n", "relations"),
        ("", "text"),
        ("[[pdf]](http://a.org/x.pdf) A tale of two\n\n## More\n\n- [Bees](http://b.org)\n", "markdown"),
        ("[ ] A tale of two\n[x] Bees and more\n", "text"),
        (f"<!DOCTYPE x [<!ENTITY a 'b'>]>\n{OPML[OPML.index('<opml') :]}", "opml"),
    ],
)
@pytest.mark.parametrize("name", ["", "wrong.txt", "list.dat"])
def test_content_decides(text, expected, name):
    assert sniff(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (BIBTEX, "refs.md"),
        (ORG, "notes.md"),
        (MARKDOWN, "list.org"),
        (MARKDOWN, "list.rst"),
        (MARKDOWN, "list.csv"),
        (RIS, "x.bib"),
        (CSL, "x.txt"),
        (NETSCAPE, "bookmarks.txt"),
    ],
)
def test_a_wrong_suffix_does_not_mislead(text, name):
    assert sniff(text, name) == sniff(text)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("A Tale\nAnother\n", "list.md", "text"),
        ("* A tale: http://a.org\n* Bees: http://b.org\n", "list.md", "markdown"),
        ("* A tale\n* Bees\n", "list.org", "org"),
        ("title\nA tale\nBees\n", "list.csv", "table"),
        ("<p>Some <a href='x'>links</a></p>", "page.html", "html"),
        ("topics: []\n", "topics.yaml", "topics"),
        ("[[1, 2]]", "refs.json", "csljson"),
        ("[[1, 2]]", "list.md", "text"),
    ],
)
def test_the_name_decides_what_the_content_leaves_open(text, name, expected):
    assert sniff(text, name) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Notes, links\n\nFirst I read the book by Knuth, then more.\nIt was long, and good, and old.\n",
        "Papers: http://a.org, http://b.org\nBooks: none, so far\n",
        "I like semicolons; they join; sentences\nand this; is prose\n",
    ],
)
def test_prose_with_commas_is_no_table(text):
    assert sniff(text, "") == "text"


@pytest.mark.parametrize("run", ["\t", " ", " \t", "[", "(", "]("])
def test_long_runs_cost_no_time(run):
    started = time.process_time()
    assert sniff(f"{run * 30_000}- [A](http://a.org)\n- [B](http://b.org)\n", "list.md")
    assert time.process_time() - started < 2


@settings(deadline=None)
@given(st.text(max_size=400), st.sampled_from(["", "a.md", "a.csv", "a.org", "a.json", "a.html", "a.yaml"]))
def test_sniffing_never_fails(text, name):
    assert sniff(text, name)
