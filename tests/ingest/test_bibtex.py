"""BibTeX as people write it."""

import pytest

from ingest.bibtex import read_bibtex
from library.vocabulary import Identifier


def one(text):
    (entry,) = read_bibtex(text, "refs.bib").entries
    return entry


def test_a_whole_record():
    entry = one(
        "@inproceedings{vaswani2017,\n  title = {Attention Is All You Need},\n"
        "  author = {Vaswani, Ashish and Shazeer, Noam and others},\n  booktitle = {NIPS},\n  year = 2017,\n"
        "  url = {https://papers.nips.cc/paper/7181},\n  keywords = {transformer, nlp}\n}\n"
    )
    assert entry.title == "Attention Is All You Need"
    assert entry.authors == ("Ashish Vaswani", "Noam Shazeer")
    assert (entry.year, entry.venue, entry.kind, entry.line) == (2017, "NIPS", "paper", 1)
    assert entry.url == "https://papers.nips.cc/paper/7181"
    assert entry.tags == ("transformer", "nlp")


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        (r"{G}{\"o}del, {E}scher, {B}ach", "Gödel, Escher, Bach"),
        (r"{\'E}tudes d'{\^\i}le \& \c{c}a", "Études d'île & ça"),
        (r"Erd{\H{o}}s--R{\'e}nyi graphs", "Erdős–Rényi graphs"),
        (r"100\% of $O(n^2)$ is 50% more", "100% of O(n^2) is 50% more"),
        (r"\emph{Emph} and \textsc{Caps}", "Emph and Caps"),
        (r"The {\TeX}book and \LaTeX", "The TeXbook and LaTeX"),
        ("A title\n    on two lines.", "A title on two lines"),
        ("機械学習", "機械学習"),
        ('Q{"}uotes', 'Q"uotes'),
    ],
)
def test_titles_are_plain_text(printed, title):
    assert one("@book{k, title = {" + printed + "}}").title == title


def test_accents_in_names():
    entry = one(r"@book{k, title={T}, author={L{\'a}szl{\'o} Lov{\'a}sz and {Barnes and Noble, Inc.} and {\O}re, O.}}")
    assert entry.authors == ("László Lovász", "Barnes and Noble, Inc.", "O. Øre")


def test_strings_months_and_concatenation():
    text = (
        '@string{jml = "J. Mach. Learn."}\n@STRING(x = jml # " Res.")\n@article{k, title={T}, journal = x # { (JMLR)}}'
    )
    assert one(text).venue == "J. Mach. Learn. Res. (JMLR)"


def test_crossref_gives_what_is_missing_and_no_title():
    text = (
        "@inproceedings{a, title={Part}, crossref={Conf}}\n"
        "@proceedings{conf, title={The Conference}, year=1999, editor={Lee, Ann}, url={https://c.org}}\n"
    )
    part, whole = read_bibtex(text, "x").entries
    assert (part.title, part.year, part.venue, part.url) == ("Part", 1999, "The Conference", None)
    assert (whole.title, whole.kind, whole.authors) == ("The Conference", "book", ("Ann Lee",))


@pytest.mark.parametrize(
    "fields",
    [
        "eprint={1706.03762}, archivePrefix={arXiv}",
        "eprint={1706.03762v5}",
        "journal={arXiv preprint arXiv:1706.03762}",
        "journal={CoRR}, volume={abs/1706.03762}",
        "note={available as arXiv:1706.03762v2}",
        "howpublished={arXiv:1706.03762 [cs.CL]}",
        "eprinttype={arxiv}, eprint={1706.03762}",
    ],
)
def test_an_arxiv_id_is_found_wherever_it_hides(fields):
    entry = one("@misc{k, title={T}, " + fields + "}")
    assert entry.identifiers == (Identifier("arxiv", "1706.03762"),)
    assert (entry.url, entry.printed_url) == ("https://arxiv.org/abs/1706.03762", None)
    assert entry.kind == "paper"


@pytest.mark.parametrize(
    "fields",
    ["pages={1234.56789}", "eprint={1706.03762}, archivePrefix={HAL}", "number={2021.12345}", "note={see 1706.03762}"],
)
def test_numbers_are_no_arxiv_ids(fields):
    assert one("@article{k, title={T}, " + fields + "}").identifiers == ()


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        (r"howpublished={\url{https://a.org/x\_y}}", "https://a.org/x_y"),
        (r"url={http\://a.org/\~{}ann/b\_1.pdf}", "http://a.org/~ann/b_1.pdf"),
        (r"howpublished={Available at https://a.org.}", "https://a.org"),
        (r"note={\href{https://a.org/x}{the page}}", "https://a.org/x"),
        ("doi={10.1038/NATURE14539}", "https://doi.org/10.1038/nature14539"),
        ("doi={https://doi.org/10.1038/nature14539}", "https://doi.org/10.1038/nature14539"),
        ("url={www.a.org/x}", "http://www.a.org/x"),
        ("url={n/a}", None),
        ("year=2001", None),
    ],
)
def test_addresses(fields, url):
    assert one("@misc{k, title={T}, " + fields + "}").url == url


def test_a_remark_with_an_address_is_secondary_to_a_doi():
    entry = one(r"@article{k, title={T}, doi={10.1000/x}, note={Code: \url{https://github.com/a/b}}}")
    assert entry.url == "https://doi.org/10.1000/x"
    assert [link.url for link in entry.links] == ["https://github.com/a/b"]


def test_biblatex_fields():
    entry = one(
        "@online{k, title={T}, subtitle={a story}, date={2019-05-01}, language={german}, url={https://a.org/blog}}"
    )
    assert (entry.title, entry.year, entry.language) == ("T: a story", 2019, "de")


@pytest.mark.parametrize(
    ("type_", "kind"),
    [("article", "paper"), ("book", "book"), ("phdthesis", "paper"), ("software", "code"), ("dataset", "dataset"),
     ("conference", "paper"), ("proceedings", "book"), ("manual", "tutorial"), ("techreport", "paper"),
     ("inbook", "book"), ("video", "video")],
)  # fmt: skip
def test_types_are_kinds(type_, kind):
    assert one(f"@{type_}{{k, title={{T}}}}").kind == kind


def test_a_comment_of_one_line_heads_what_follows():
    text = (
        "% Encoding: UTF-8\n@book{a,title={A}}\n%% ==== Deep learning ====\n@book{b,title={B}}\n"
        "% See also the site.\n@book{c,title={C}}"
    )
    assert [entry.section for entry in read_bibtex(text, "x").entries] == [(), ("Deep learning",), ("Deep learning",)]


def test_what_is_commented_out_is_no_entry():
    text = "@comment{\n@book{old, title={Old}}\n}\n@comment{jabref-meta: x;}\n@book{k, title={New}}"
    assert [(entry.title, entry.line) for entry in read_bibtex(text, "x").entries] == [("New", 5)]


def test_twins_of_a_key_and_of_a_field_are_both_kept():
    text = "@book{k, title={A}}\n@book{k, title={B}}\n@book{m, title={C}, title={D}}\n"
    reading = read_bibtex(text, "x")
    assert [entry.title for entry in reading.entries] == ["A", "B", "C"]
    assert not reading.skipped


def test_a_forgotten_comma_loses_no_field():
    entry = one('@article{k, title = {T} year = {2001} author = "Ann Lee"\n}')
    assert (entry.title, entry.year, entry.authors) == ("T", 2001, ("Ann Lee",))


def test_a_record_that_is_never_closed_is_reported_and_salvaged():
    text = "@book{a, title={A}}\n\n@article{b,\n  title = {Never closed,\n  year = 2004\n\n@book{c, title={C}}\n"
    reading = read_bibtex(text, "x")
    assert [(entry.title, entry.line) for entry in reading.entries] == [("A", 1), ("Never closed", 3), ("C", 7)]
    (skipped,) = reading.skipped
    assert skipped.line == 3
    assert "damaged, what could be read of it was kept" in skipped.reason


def test_a_record_without_title_and_address_is_reported():
    (skipped,) = read_bibtex("\n@misc{k, year=2001, note={hello there}}", "x").skipped
    assert (skipped.line, skipped.reason) == (2, "has neither a title nor an address")


def test_addresses_beyond_repair_are_no_crash():
    assert one("@misc{k, url={http://[::1/x-y}}").title
    assert one("@misc{k, title={\\url}}").title


def test_nothing_is_printed_about_broken_latex(capfd):
    read_bibtex("@misc{k, title={A \\url}}\n@misc{broken, title={", "x")
    assert capfd.readouterr() == ("", "")
