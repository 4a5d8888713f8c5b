"""Works without an address: read by the style that the lines of a list share, and never out of the blue."""

from __future__ import annotations

import pytest

from ingest.citations import cited
from ingest.markdown import read_markdown
from ingest.people import authors_of, is_person
from ingest.references import named_in, references
from ingest.text import read_text

WORKS = [
    ("Silent Spring", "Rachel Carson", 1962),
    ("Order Out of Chaos", "Ilya Prigogine", 1984),
    ("How Forests Think", "Eduardo Kohn", 2013),
    ("Gödel, Escher, Bach", "Douglas R. Hofstadter", 1979),
]
STYLES = [
    "{title} by {who}",
    "{title}, by {who}",
    "{title} by {who} ({year})",
    "{title} ({year}) by {who}",
    "{title}, {who}",
    "{title}, {who} ({year})",
    "{title} - {who}",
    "{title} – {who}, {year}",
    "{title} / {who}",
    "{title} | {who} | {year}",
    "{title} ({who})",
    "{title} ({who}, {year})",
    "{title} [{who}, {year}]",
    "*{title}*, {who}",
    "**{title}** - {who}",
    "**{who}** - {title}",
    "“{title}” by {who}",
    "{who} - {title}",
    "{who} – {title} ({year})",
    "{who}: {title} ({year})",
    "{who}, {title} ({year})",
    "{who}. {title}.",
    "({year}) {title} - {who}",
    "Read: {title} by {who}",
    "{title} by {who} - slow at first, but worth it",
]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("mark", ["- ", "1. "])
def test_a_style_shared_by_a_list_tells_its_works(style: str, mark: str) -> None:
    lines = [mark + style.format(title=title, who=who, year=year) for title, who, year in WORKS]
    entries = read_markdown("# Notes\n\n## Forests\n\n" + "\n".join(lines) + "\n", "list.md").entries
    assert [entry.title for entry in entries] == [title for title, _, _ in WORKS]
    assert [entry.authors for entry in entries] == [(who,) for _, who, _ in WORKS]
    if "{year}" in style:
        assert [entry.year for entry in entries] == [year for _, _, year in WORKS]


@pytest.mark.parametrize(
    "lines",
    [
        ["Docker - Container runtime", "Python - General purpose language", "Git - Version control"],
        ["Overfitting: the model learns noise", "Regularisation: the cure for it"],
        ["Ann Lee - Professor of Biology", "Tom Hill - Director of the museum"],
        ["Mon 3 - Ann Lee", "Week 2 - Tom Hill", "Feb 7 - Mary Stone"],
        ["Slides by Ann Lee", "Written by Tom Hill"],
        ["Bring a notebook", "Ask Ann Lee for the key"],
    ],
)
def test_other_lists_of_two_parts_name_no_works(lines: list[str]) -> None:
    assert references([(line, ()) for line in lines]) == [None] * len(lines)


def test_a_doubtful_line_is_read_like_its_neighbours() -> None:
    lines = ["Emma - Jane Austen", "Kindred - Octavia Butler", "Silent Spring - Xq Zorblatt"]
    found = references([(line, ()) for line in lines])
    assert [(one.title, one.authors) for one in found if one] == [
        ("Emma", ("Jane Austen",)),
        ("Kindred", ("Octavia Butler",)),
        ("Silent Spring", ("Xq Zorblatt",)),
    ]


def test_a_single_line_without_year_or_by_is_left_alone() -> None:
    assert references([("Photosynthesis - Melvin Calvin", ())]) == [None]
    (found,) = references([("Photosynthesis - Melvin Calvin (1989)", ())])
    assert found is not None
    assert found.title == "Photosynthesis"


def test_the_weeks_of_a_syllabus_vote_together() -> None:
    weeks = "".join(
        f"Week {number} (Sep {number}). {topic}\n   {reading}\n\n"
        for number, (topic, reading) in enumerate(
            [
                ("Dualism", "Descartes, Meditations on First Philosophy"),
                ("Behaviorism", 'Ryle, "Descartes\' Myth"'),
                ("Identity", 'Smart, "Sensations and Brain Processes"'),
                ("Machines", 'Searle, "Minds, Brains, and Programs"'),
            ],
            1,
        )
    )
    entries = read_text(f"SCHEDULE\n\n{weeks}Thanksgiving\n", "course.txt").entries
    assert entries[0].title == "Meditations on First Philosophy"
    assert len(entries) == 4
    assert entries[3].section[-1] == "Week 4 (Sep 4). Machines"


def test_a_cell_surely_names_one_work() -> None:
    found = named_in("Gelman & Hill, Data Analysis Using Regression, ch. 3", ())
    assert found is not None
    assert (found.title, found.authors) == ("Data Analysis Using Regression", ("Gelman", "Hill"))


@pytest.mark.parametrize(
    ("text", "title", "authors"),
    [
        (
            "Humboldt, Alexander von. Views of Nature. London: Harper, 1850.",
            "Views of Nature",
            ("Humboldt, Alexander von",),
        ),
        (
            "Hill AB. The environment and disease: association? Proc R Soc Med. 1965;58:295.",
            "The environment and disease: association?",
            ("Hill AB",),
        ),
        (
            "Page MJ, McKenzie JE, et al. The statement of it. BMJ. 2021;372:n71.",
            "The statement of it",
            ("Page MJ", "McKenzie JE et al."),
        ),
        ("Macfarlane R. Underland. London: Hamish Hamilton; 2019.", "Underland", ("Macfarlane R.",)),
        ("R. Powers, The Overstory. New York: Norton, 2018.", "The Overstory", ("R. Powers",)),
        ("KOYRÉ Alexandre, Du monde clos, Paris, Gallimard, « Tel », 1988.", "Du monde clos", ("KOYRÉ Alexandre",)),
        (
            "Минц З. Г. Поэтика русского символизма. — СПб.: Искусство, 2004. — 480 с.",
            "Поэтика русского символизма",
            ("Минц З. Г.",),
        ),
        ("Пощечина общественному вкусу. — М.: Изд. Кузьмина, 1912", "Пощечина общественному вкусу", ()),
        (
            "R Core Team. R: A language for statistics. Vienna: R Foundation; 2020.",
            "R: A language for statistics",
            ("R Core Team",),
        ),
    ],
)
def test_the_orders_of_citations(text: str, title: str, authors: tuple[str, ...]) -> None:
    citation = cited(text)
    assert citation is not None
    assert (citation.title, citation.authors) == (title, authors)


def test_names_in_the_habits_of_many_countries() -> None:
    assert authors_of("Hamilton, Madison y Jay") == ("Hamilton", "Madison", "Jay")
    assert authors_of("Luis López Guerra y otros") == ("Luis López Guerra et al.",)
    assert authors_of("David J. Chalmers (ed.)") == ("David J. Chalmers",)
    assert is_person("DESROSIÈRES Alain")
    assert not is_person("MIT AGI")
