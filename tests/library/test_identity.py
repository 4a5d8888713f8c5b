"""The written rule of identity, as a table of what is one work and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.identity import author_key, canonical_url, identifiers, isbn, title_key
from library.vocabulary import Identifier


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://arxiv.org/abs/1706.03762", "arxiv:1706.03762"),
        ("http://arxiv.org/pdf/1706.03762v5.pdf", "arxiv:1706.03762"),
        ("https://www.arxiv.org/abs/1706.03762v1?context=cs", "arxiv:1706.03762"),
        ("https://arxiv.org/abs/astro-ph/0608174", "arxiv:astro-ph/0608174"),
        ("https://doi.org/10.48550/arXiv.1706.03762", "arxiv:1706.03762"),
        ("https://arxiv.org/html/1706.03762v7", "arxiv:1706.03762"),
        ("https://ar5iv.labs.arxiv.org/html/1706.03762", "arxiv:1706.03762"),
        ("https://www.alphaxiv.org/abs/1706.03762v7", "arxiv:1706.03762"),
        ("https://huggingface.co/papers/1706.03762", "arxiv:1706.03762"),
        ("https://huggingface.co/google/bert", "url:huggingface.co/google/bert"),
        ("git@github.com:TensorFlow/lucid.git", "github:tensorflow/lucid"),
        ("ssh://git@github.com/tensorflow/lucid.git", "github:tensorflow/lucid"),
        ("https://www.youtube.com/live/OS6rZXKVU1Y?si=x", "youtube:OS6rZXKVU1Y"),
        ("https://openreview.net/forum?id=rJXMpikCZ&noteId=x", "openreview:rJXMpikCZ"),
        ("https://www.amazon.de/gp/product/0262035618", "isbn:9780262035613"),
        ("https://openlibrary.org/isbn/9780262035613", "isbn:9780262035613"),
        ("https://doi.org/10.1038/NATURE14539", "doi:10.1038/nature14539"),
        ("https://www.nature.com/articles/nature14539", "doi:10.1038/nature14539"),
        ("https://www.nature.com/articles/s41586-018-0438-y.pdf", "doi:10.1038/s41586-018-0438-y"),
        ("https://link.springer.com/chapter/10.1007%2F978-3-642-28942-2_6", "doi:10.1007/978-3-642-28942-2_6"),
        ("https://dl.acm.org/doi/abs/10.1145/3321441", "doi:10.1145/3321441"),
        ("https://youtu.be/OS6rZXKVU1Y?t=20m44s", "youtube:OS6rZXKVU1Y"),
        ("https://www.youtube.com/watch?feature=youtu.be&v=Mqt8fs6ZbHk", "youtube:Mqt8fs6ZbHk"),
        ("http://www.youtube.com/view_play_list?p=A89DCFA6ADACE599", "youtube:list/A89DCFA6ADACE599"),
        ("https://github.com/TensorFlow/Lucid#readme", "github:tensorflow/lucid"),
        ("https://github.com/tensorflow/lucid/blob/master/README.md", "github:tensorflow/lucid"),
        ("https://github.com/tensorflow/lucid.git", "github:tensorflow/lucid"),
        ("https://openreview.net/pdf?id=rJXMpikCZ", "openreview:rJXMpikCZ"),
        ("https://aclanthology.org/P16-1162.pdf", "acl:P16-1162"),
        ("https://www.aclweb.org/anthology/P16-1162/", "acl:P16-1162"),
        ("http://proceedings.mlr.press/v37/ioffe15.html", "pmlr:v37/ioffe15"),
        ("http://proceedings.mlr.press/v37/ioffe15.pdf", "pmlr:v37/ioffe15"),
        ("https://papers.nips.cc/paper/4824-imagenet-classification", "neurips:4824"),
        ("https://www.amazon.com/Deep-Learning/dp/0262035618/ref=sr_1", "isbn:9780262035613"),
        ("http://WWW.Example.org/a//b/index.html?utm_source=x#top", "url:example.org/a/b"),
        ("example.org/page", "url:example.org/page"),
        ("https://app.example.org/#/slides/3", "url:app.example.org#/slides/3"),
    ],
)
def test_an_address_gives_its_strongest_name(url: str, name: str) -> None:
    assert [str(one) for one in identifiers(url)] == [name]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://github.com/keras-team/keras", "https://github.com/keras-team/keras/blob/master/examples/lstm.py"),
        ("https://course.fast.ai/", "https://course.fast.ai/part2"),
        ("https://www.youtube.com/watch?v=aaaaaaaaaaa", "https://www.youtube.com/watch?v=AAAAAAAAAAA"),
        ("https://arxiv.org/abs/1706.03762", "https://arxiv.org/abs/1706.03763"),
        ("https://en.wikipedia.org/wiki/C_(programming_language)", "https://en.wikipedia.org/wiki/C"),
        ("https://example.org/?p=1", "https://example.org/?p=2"),
        ("https://github.com/keras-team/keras", "https://github.com/keras-team/keras/tree/dev"),
        ("https://github.com/keras-team/keras", "https://github.com/keras-team/keras/issues/1"),
        ("https://www.youtube.com/playlist?list=PL123456", "https://www.youtube.com/watch?v=PL123456abc"),
        ("https://example.org/#!/a", "https://example.org/#!/b"),
        ("https://huggingface.co/papers/1706.03762", "https://huggingface.co/papers"),
    ],
)
def test_near_misses_stay_apart(first: str, second: str) -> None:
    assert identifiers(first) != identifiers(second)


@pytest.mark.parametrize("url", [None, "", "   "])
def test_no_address_no_name(url: str | None) -> None:
    assert identifiers(url) == ()


@pytest.mark.parametrize("url", ["http://[broken", "http://a b c", "::::", "http://", "%%%"])
def test_odd_addresses_do_not_fail(url: str) -> None:
    assert len(identifiers(url)) == 1


@given(st.text(max_size=80))
def test_canonical_addresses_are_fixed_points(text: str) -> None:
    once = canonical_url(f"http://example.org/{text}")
    assert canonical_url(once) == once


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("GPT-3", "GPT-4", False),
        ("The Art of Programming, Volume 1", "The Art of Programming, Volume 3", False),
        ("C", "C++", False),
        ("C++", "C#", False),
        ("1984", "", False),
        ("The C Programming Language", "A Programming Language", False),
        ("深度學習", "機器學習", False),
        ("が", "か", False),
        ("Мой", "Мои", False),
        ("Word2Vec: Efficient Estimation", "word2vec - efficient estimation", True),
        ("Schrödinger", "Schrodinger", True),
        ("“Quoted”  Title.", "quoted title", True),
    ],
)
def test_title_keys(first: str, second: str, same: bool) -> None:
    assert (title_key(first) == title_key(second)) is same


@pytest.mark.parametrize("text", ["0262035618", "0-262-03561-8", "978-0-262-03561-3"])
def test_isbn_in_any_form(text: str) -> None:
    assert isbn(text) == Identifier("isbn", "9780262035613")


@pytest.mark.parametrize("text", ["0262035617", "9780262035614", "12345", ""])
def test_wrong_isbn_is_none(text: str) -> None:
    assert isbn(text) is None


def test_author_names_in_either_order() -> None:
    assert author_key("LeCun, Yann") == author_key("Yann LeCun")
    assert author_key("Yann LeCun") != author_key("Yoshua Bengio")
