"""Titles that stand alone, the facts around them, and the people in them."""

from __future__ import annotations

import pytest

from ingest.citations import cited
from ingest.derived import from_address, with_context
from ingest.people import authors_of, is_person, leading_authors, trailing_authors
from ingest.printed import cut_date, cut_number, identifiers_in, quoted_title, without_praise, year_in
from ingest.titles import from_label, from_text
from ingest.unlinked import is_prose, name_part
from ingest.words import label_role, needs_context, section_class


@pytest.mark.parametrize(
    ("label", "title", "nickname", "year"),
    [
        (
            "2012/12 ImageNet Classification with Deep Networks (AlexNet)",
            "ImageNet Classification with Deep Networks",
            "AlexNet",
            2012,
        ),
        (
            "2015/13 Unsupervised Learning with Convolutional Networks",
            "Unsupervised Learning with Convolutional Networks",
            "",
            2015,
        ),
        ("MIT AGI: Deep Learning (2018)", "MIT AGI: Deep Learning", "", 2018),
        ("The Log-Structured Merge-Tree (LSM-Tree)", "The Log-Structured Merge-Tree", "LSM-Tree", None),
        ("Join (SQL)", "Join (SQL)", "", None),
        ("Python Machine Learning (2nd Ed.) Code", "Python Machine Learning (2nd Ed.) Code", "", None),
        ("Video: Small nets", "Small nets", "", None),
        ("“Small nets at large”", "Small nets at large", "", None),
        ("📚 Small nets :star: ★★★", "Small nets", "", None),
        ("12. Small nets", "Small nets", "", None),
        ("2001: A Space Odyssey", "2001: A Space Odyssey", "", None),
        (
            "Highly Available Transactions: Virtues and Limits",
            "Highly Available Transactions: Virtues and Limits",
            "",
            None,
        ),
    ],
)
def test_labels(label: str, title: str, nickname: str, year: int | None) -> None:
    made = from_label(label)
    assert (made.text, made.nickname, made.year) == (title, nickname, year)


@pytest.mark.parametrize(
    ("text", "title", "authors"),
    [
        ("Jake Fiala: “Deep Learning and Sound” ", "Deep Learning and Sound", ("Jake Fiala",)),
        ("Neural Turing Machines (NTM), Graves et al, ", "Neural Turing Machines (NTM)", ("Graves et al.",)),
        (
            "Excellent: “A guide to nets at large” by Dumoulin and Visin ",
            "A guide to nets at large",
            ("Dumoulin", "Visin"),
        ),
        (
            "Curtis Roads: The Computer Music Tutorial. MIT Press 1996.",
            "The Computer Music Tutorial",
            ("Curtis Roads",),
        ),
        (
            "Karplus & Strong, Digital Synthesis of Plucked Strings, ",
            "Digital Synthesis of Plucked Strings",
            ("Karplus", "Strong"),
        ),
        ("Some datasets: (Scroll down to “Published Datasets” on ", "Some datasets", ()),
        (
            "Chung et al. Good exp of GRU & LSTM, say comparable,",
            "Chung et al. Good exp of GRU & LSTM, say comparable",
            (),
        ),
    ],
)
def test_words_before_an_address(text: str, title: str, authors: tuple[str, ...]) -> None:
    made = from_text(text)
    assert (made.text, made.authors) == (title, authors)


@pytest.mark.parametrize(
    ("text", "title", "authors", "year"),
    [
        (
            "Keeling, C. D. (1960). The Concentration of Carbon. Tellus, 12(2), 200-203.",
            "The Concentration of Carbon",
            ("Keeling, C. D.",),
            1960,
        ),
        (
            'Lorenz, Edward N. "Deterministic Flow." Journal of Science 20 (1963)',
            "Deterministic Flow",
            ("Lorenz, Edward N.",),
            1963,
        ),
        (
            "“Fast estimation of things”, T. Auld, M.P. Hobson and S.F. Gull, MNRAS (2004)",
            "Fast estimation of things",
            ("T. Auld", "M.P. Hobson", "S.F. Gull"),
            2004,
        ),
        (
            "Oreskes, Naomi and Conway, Erik M. Merchants of Doubt. Bloomsbury, 2010.",
            "Merchants of Doubt",
            ("Oreskes, Naomi", "Conway, Erik M."),
            2010,
        ),
        (
            "IPCC, 2021: Climate Change 2021: The Basis. Contribution of Group I.",
            "Climate Change 2021: The Basis",
            ("IPCC",),
            2021,
        ),
        ("結城浩『数学ガール』（再掲）", "数学ガール", ("結城浩",), None),
        ("《三体》（第一部），刘慈欣", "三体（第一部）", ("刘慈欣",), None),
    ],
)
def test_citations(text: str, title: str, authors: tuple[str, ...], year: int | None) -> None:
    citation = cited(text)
    assert citation is not None
    assert (citation.title, citation.authors, citation.year) == (title, authors, year)


@pytest.mark.parametrize(
    "text", ["Vector: just an array of numbers", "I say Keras. Everything is easy.", "Deep Learning", ""]
)
def test_what_is_no_citation(text: str) -> None:
    assert cited(text) is None


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Joulin & Mikolov", ("Joulin", "Mikolov")),
        ("Bengio, Ducharme, Vincent", ("Bengio", "Ducharme", "Vincent")),
        ("Peter Bailis, Joseph M. Hellerstein (eds.)", ("Peter Bailis", "Joseph M. Hellerstein")),
        ("Landin, P. J.", ("Landin, P. J.",)),
        ("O'Neil et al.", ("O'Neil et al.",)),
        ("Deep Learning", ()),
        ("Stanford University", ()),
    ],
)
def test_author_lists(printed: str, names: tuple[str, ...]) -> None:
    assert authors_of(printed) == names


def test_inverted_names_are_one_person_in_a_citation() -> None:
    assert authors_of("Brady, Edwin", inverted=True) == ("Brady, Edwin",)
    assert authors_of("Damas, Luis, and Robin Milner", inverted=True) == ("Damas, Luis", "Robin Milner")


def test_people_in_front_and_behind() -> None:
    assert leading_authors("Dan Luu: Files are hard") == (("Dan Luu",), "Files are hard")
    assert leading_authors("Lottery Scheduling: Proportional Shares") == ((), "Lottery Scheduling: Proportional Shares")
    assert trailing_authors("Small nets by Ann Lee") == ("Small nets", ("Ann Lee",))
    assert trailing_authors("Post by Ann Lee") == ("Post by Ann Lee", ())
    assert not is_person("Transformer Circuits")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("(Selinger et al., 1979)", 1979),
        ("SIGMOD '95", 1995),
        ("pages 1937–1958, 2016", 2016),
        ("720p in 1080 lines", None),
        ("v2019.1", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert year_in(text) == year


def test_dates_numbers_praise_and_quotations() -> None:
    assert cut_date("2017-06-12: Small nets") == ("Small nets", 2017)
    assert cut_date("1984") == ("1984", None)
    assert cut_number("[12] Small nets") == "Small nets"
    assert cut_number("3Blue1Brown") == "3Blue1Brown"
    assert without_praise("Excellent: A guide") == "A guide"
    assert without_praise("Great Expectations") == "Great Expectations"
    assert quoted_title("see “Small nets at large” and “nets”") == ("Small nets at large", 4, 25)


def test_identifiers() -> None:
    names = identifiers_in("arXiv:1202.5695v1 doi:10.1000/XYZ.1. ISBN 978-0-12-815823-4")
    assert [str(name) for name in names] == ["arxiv:1202.5695", "doi:10.1000/xyz.1", "isbn:9780128158234"]
    assert [str(name) for name in identifiers_in("", "https://arxiv.org/pdf/hep-th/9901001v2")] == [
        "arxiv:hep-th/9901001"
    ]


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://a.org/2016/08/11/intuitive-explanation-convnets/", "Intuitive explanation convnets"),
        ("https://github.com/someone/deep-things.git", "deep-things"),
        ("https://arxiv.org/pdf/1609.03499v2.pdf", "arXiv:1609.03499"),
        ("https://a.org/papers/waspaa2015.pdf", "waspaa2015"),
        ("https://www.youtube.com/watch?v=abc", ""),
        ("https://a.org/", "a.org"),
    ],
)
def test_titles_from_addresses(url: str, title: str) -> None:
    assert from_address(url) == title


def test_context_makes_labels_understandable() -> None:
    assert with_context("Main paper", "Memory Networks") == "Memory Networks: Main paper"
    assert with_context("LSTM tutorial", "LSTM") == "LSTM tutorial"
    assert needs_context("Tutorial Videos")
    assert not needs_context("Theano tutorial")


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("[pdf]", "paper"),
        ("這篇", "self"),
        ("Folien", "slides"),
        ("GitHub Repo", "code"),
        ("HN", "discussion"),
        ("Deep nets", None),
        ("官网", "site"),
    ],
)
def test_label_roles(label: str, role: str | None) -> None:
    assert label_role(label) == role


def test_headings_without_resources() -> None:
    assert section_class("Table of Contents") == "contents"
    assert section_class("📜 License") == "upkeep"
    assert section_class("待辦事項") == "todo"
    assert section_class("Deep contents of nets") is None


def test_prose_and_names() -> None:
    assert is_prose("There is an encoder step and a decoder step")
    assert not is_prose("Attention Is All You Need")
    assert name_part("DeepLearning4J: The “J” is for “Java”") == "DeepLearning4J"
    assert name_part("For games: Giraffe") == "Giraffe"
