"""Addresses: found, freed, repaired; hosts: what they tell."""

from __future__ import annotations

import pytest

from ingest.hosts import address_words, host_of, host_role, is_badge, is_personal, url_key
from ingest.kinds import Words, kind_of
from ingest.language import language_of
from ingest.links import clean_url, find_addresses, trim_url
from ingest.repair import repair_text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see http://a.org/x, and (https://b.org/y).", ["http://a.org/x", "https://b.org/y"]),
        ("http://a.org/1,http://b.org/2", ["http://a.org/1", "http://b.org/2"]),
        ("https://m.org/https://o.cc/", ["https://m.org/", "https://o.cc/"]),
        ("https://web.archive.org/web/2010/http://a.org/x", ["https://web.archive.org/web/2010/http://a.org/x"]),
        ("nets?”https://youtu.be/a", ["https://youtu.be/a"]),
        ("链接：https://a.org/中文，更多", ["https://a.org/中文"]),
        ("en.wikipedia.org/wiki/Join_(SQL)", ["en.wikipedia.org/wiki/Join_(SQL)"]),
        ("Node.js and e.g. this", []),
        ("mail me at a@b.org", []),
    ],
)
def test_addresses_in_text(text: str, found: list[str]) -> None:
    assert [url for _, _, url in find_addresses(text)] == found


def test_a_naked_host_counts_only_where_asked_for() -> None:
    assert find_addresses("Lots in fast.ai") == []
    assert find_addresses("Lots in fast.ai", naked=True) == [(8, 15, "fast.ai")]


@pytest.mark.parametrize(
    ("printed", "url"),
    [
        ("https://a.org/x?utm_source=b&id=1", "https://a.org/x?id=1"),
        ("https://www.google.com/url?q=https://a.org/x&sa=D", "https://a.org/x"),
        ("https://urldefense.com/v3/__https://a.org/x__;!!abc$", "https://a.org/x"),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__a.org_x&d=Dw", "https://a.org/x"),
        ("www.a.org/x", "http://www.a.org/x"),
        ("https:/a.org/x", "https://a.org/x"),
        ("<https://a.org/x>.", "https://a.org/x"),
        ("https://a.org/p.pdf&embed", "https://a.org/p.pdf"),
        ("https://a.org/my%20paper.pdf", "https://a.org/my%20paper.pdf"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_certain_repairs(printed: str, url: str) -> None:
    assert clean_url(printed) == url


def test_trimming_keeps_balanced_brackets() -> None:
    assert trim_url("https://a.org/w_(x)).") == "https://a.org/w_(x)"


def test_hosts() -> None:
    assert host_of("https://user@WWW.Example.org:8080/x") == "example.org"
    assert host_role("https://old.reddit.com/r/x") == "discussion"
    assert host_role("https://a.org/") == "other"
    assert is_badge("https://img.shields.io/badge/x.svg")
    assert is_badge("https://github.com/a/b/actions")
    assert not is_badge("https://github.com/a/b/issues/12")
    assert is_personal("https://cs.x.edu/~lee/")
    assert is_personal("https://twitter.com/lee")
    assert not is_personal("https://cs.x.edu/~lee/paper.pdf")
    assert not is_personal("https://github.com/lee/code")


def test_one_spelling_for_repeats() -> None:
    assert url_key("http://www.a.org/x/index.html") == url_key("https://a.org/x")
    assert url_key("https://a.org/x?a=1") != url_key("https://a.org/x?a=2")
    assert address_words("https://a.org/20170628_ML_sklearn") == ["ML", "sklearn"]


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("FaurÃ©", "Fauré"),
        ("â€œnetsâ€\x9d", "“nets”"),
        ("a \\_b\\_ &amp; c", "a _b_ & c"),
        ("naïve café", "naïve café"),
        ("São Paulo", "São Paulo"),
    ],
)
def test_repair_touches_only_what_is_damaged(damaged: str, sound: str) -> None:
    assert repair_text(damaged) == sound


@pytest.mark.parametrize(
    ("title", "url", "section", "kind"),
    [
        ("Attention Is All You Need", "https://arxiv.org/abs/1706.03762", (), "paper"),
        ("Attention Is All You Need, explained in a talk", "https://www.youtube.com/watch?v=x", (), "video"),
        ("Awesome papers", "https://github.com/a/awesome-papers", (), "list"),
        ("Machine Learning cheatsheets for CS 229", "https://github.com/a/b", (), "tutorial"),
        ("Lucid", "https://github.com/t/lucid", (), "code"),
        ("Ask HN: How to start?", "https://news.ycombinator.com/item?id=1", (), "discussion"),
        ("Most pleasing research papers", "https://www.reddit.com/r/M/comments/x/papers/", (), "discussion"),
        ("Deep Learning", "https://a.org/dl", ("Books",), "book"),
        ("General ML", "https://github.com/a/b", ("Tutorials",), "code"),
        ("Theano", None, ("Frameworks",), "tool"),
        ("Gaia archive", "https://gea.esac.esa.int/archive/", ("Datasets",), "dataset"),
        ("Christopher Olah's blog", "http://colah.github.io/", (), "blog"),
        ("Recognising videos with a new library", "https://a.org/p.pdf", ("Papers",), "paper"),
    ],
)
def test_kinds(title: str, url: str | None, section: tuple[str, ...], kind: str) -> None:
    assert kind_of(title, url, section=section) == kind


def test_kinds_by_the_words_around() -> None:
    assert kind_of("Energy", None, words=Words(venue="MIT Press, 2017"), cites=True) == "book"
    assert kind_of("Energy", None, words=Words(venue="Tellus 12(2), 200-203"), cites=True) == "paper"
    assert kind_of("How to Prove It", "https://a.org/x", words=Words(lead="Read chapters 1-3 of")) == "book"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("An introduction to the theory", "en"),
        ("Die Rotverschiebung von Nebeln", "de"),
        ("Les réseaux et la théorie", "fr"),
        ("深度學習", "zh"),
        ("すごいHaskell", "ja"),
        ("Введение в анализ", "ru"),
        ("GRUV", ""),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language
