"""Which claims are one work: every witness of the rule, and every near miss."""

from __future__ import annotations

import random

import pytest

from ingest.merge import Verdict, claim_of_entry, group, same_works
from library.identity import author_key, identifiers
from library.vocabulary import Claim, Entry, Identifier, Kind, Link


def claim(title: str, url: str | None = None, author: str = "", year: int | None = None, kind: Kind = "paper") -> Claim:
    return Claim(title, kind, identifiers(url), author_key(author) if author else "", year)


def together(first: Claim, second: Claim) -> bool:
    groups, _ = group([first, second])
    return groups[0] == groups[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (claim("A", "https://arxiv.org/abs/1706.03762v1"), claim("B", "https://arxiv.org/pdf/1706.03762.pdf")),
        (claim("Theano", kind="tool"), claim("theano", kind="tool")),
        (claim("Theano", "https://github.com/Theano/Theano", kind="tool"), claim("theano", kind="tool")),
        (claim("Deep learning", "http://a.org", "Yann LeCun", 2015), claim("Deep Learning", None, "Y. LeCun", 2015)),
        (claim("Deep learning", "http://a.org", "LeCun, Yann", 2015), claim("Deep Learning", None, "Yann LeCun", 2016)),
        (
            claim("A survey of very deep networks", "http://a.org/x", year=2015),
            claim("A Survey of Very Deep Networks", "http://b.org/y", year=2015),
        ),
    ],
)
def test_one_work(first: Claim, second: Claim) -> None:
    assert together(first, second)
    assert together(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (claim("GPT-3", year=2020), claim("GPT-4", year=2020)),
        (claim("Deep learning: an overview", year=2017), claim("Deep Learning: an overview", year=2018)),
        (claim("TAOCP, Volume 1", author="Donald Knuth"), claim("TAOCP, Volume 3", author="Donald Knuth")),
        (claim("Deep Learning", None, "Yann LeCun", 2015), claim("Deep Learning", None, "Ian Goodfellow", 2016)),
        (claim("Deep Learning", "http://a.org"), claim("Deep Learning", "http://b.org")),
        (claim("Deep Learning", "http://a.org", kind="course"), claim("Deep Learning", kind="book")),
        (claim("Highway networks", "http://a.org"), claim("Highway Networks")),
        (claim("WaveNet", "http://a.org"), claim("WaveNet", "https://github.com/x/wavenet", kind="code")),
        (claim("1984", "http://a.org", kind="book"), claim("2001", "http://b.org", kind="book")),
        (claim("深度學習", "http://a.org"), claim("機器學習", "http://b.org")),
        (
            claim("Attention in deep neural networks", "https://arxiv.org/abs/1706.00001", "A Lee", 2017),
            claim("Attention in deep neural networks", "https://arxiv.org/abs/1706.00002", "A Lee", 2017),
        ),
        (
            claim("Statistical learning theory of nets", "http://a.org", "Ann Lee", 2001),
            claim("Statistical learning theory of nets", "http://b.org", "Ann Lee", 2011),
        ),
        (claim("?!", "http://a.org"), claim("...", "http://b.org")),
        (claim("Lecture 1", kind="video"), claim("Lecture 1", kind="video")),
        (claim("Introduction", "http://a.org", "Ann Lee", 2001), claim("Introduction", None, "Ann Lee", 2001)),
        (claim("第一章", kind="book"), claim("第一章", kind="book")),
    ],
)
def test_two_works(first: Claim, second: Claim) -> None:
    assert not together(first, second)


def test_preprint_and_mirror_links_name_the_work_but_code_does_not() -> None:
    paper = Entry("A", "https://arxiv.org/abs/1706.03762")
    linked = Entry("B", "http://nips.cc/b.pdf", links=(Link("https://arxiv.org/pdf/1706.03762", "preprint"),))
    code = Entry("C", "http://c.org", links=(Link("https://arxiv.org/abs/1706.03762", "other"),))
    assert same_works([paper, linked, code]) == [0, 0, 2]


def test_the_readers_word_comes_first() -> None:
    a, b = claim("A", "http://a.org/1"), claim("B", "http://b.org/2")
    same = Verdict(Identifier("url", "a.org/1"), Identifier("url", "b.org/2"), same=True)
    assert group([a, b], [same])[0] == [0, 0]
    twin = Claim("A", "paper", (*a.identifiers, *b.identifiers))
    apart = Verdict(Identifier("url", "a.org/1"), Identifier("url", "b.org/2"), same=False)
    groups, _ = group([a, b, Claim("C", "paper", b.identifiers)], [apart])
    assert groups[0] != groups[1] == groups[2]
    assert group([a, twin], [])[0] == [0, 0]


def test_joins_name_their_witness() -> None:
    _, joins = group([claim("A", "http://a.org"), claim("B", "https://www.a.org/")])
    assert [join.witness for join in joins] == ["same url:a.org"]


def test_the_order_of_claims_does_not_matter() -> None:
    claims = [
        claim("A survey of nets and trees", "http://a.org", "Ann Lee", 2001),
        claim("Another name", "http://a.org"),
        claim("A survey of nets and trees", "https://arxiv.org/abs/0101.0001", "Ann Lee", 2001),
        claim("Preprint", "https://arxiv.org/abs/0101.0001v2"),
        claim("A survey of nets and trees", "http://z.org", "Bob Roe", 2001),
    ]
    expected = {frozenset({0, 1, 2, 3}), frozenset({4})}
    for seed in range(20):
        order = random.Random(seed).sample(range(5), 5)
        groups, _ = group([claims[i] for i in order])
        parts = {frozenset(order[i] for i, g in enumerate(groups) if g == leader) for leader in groups}
        assert parts == expected


def test_a_title_that_many_works_bear_identifies_none() -> None:
    claims = [claim("Introduction", f"http://{n}.org", "Ann Lee", 2000) for n in range(200)]
    assert len(set(group(claims)[0])) == 200


def test_an_entry_claims_its_first_author_and_year() -> None:
    made = claim_of_entry(Entry("T", None, authors=("Lee, Ann", "Roe, Bob"), year=2001))
    assert (made.first_author, made.year) == ("ann lee", 2001)
