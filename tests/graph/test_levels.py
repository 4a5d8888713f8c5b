"""How hard a resource is."""

from __future__ import annotations

import pytest

from graph.levels import resource_level
from library.vocabulary import LEVELS, Kind, Resource


@pytest.mark.parametrize(
    ("title", "kind", "level"),
    [
        ("A gentle introduction to networks", "tutorial", "introductory"),
        ("Machine learning for beginners", "course", "introductory"),
        ("R2D3: 圖解機器學習", "site", "introductory"),
        ("Long Short-Term Memory", "paper", "advanced"),
        ("Introduction to spectral methods", "paper", "intermediate"),
        ("Advanced topics in algebra", "course", "intermediate"),
        ("Algebra", "book", "intermediate"),
    ],
)
def test_words_and_kind(title: str, kind: Kind, level: str) -> None:
    assert resource_level(Resource("r", title, kind)) == level


@pytest.mark.parametrize("kind", ["paper", "book", "tutorial"])
def test_harder_topics_never_make_it_easier(kind: Kind) -> None:
    levels = [resource_level(Resource("r", "On it", kind), [(level, 0.9)]) for level in LEVELS]
    assert [LEVELS.index(level) for level in levels] == sorted(LEVELS.index(level) for level in levels)


def test_the_main_topic_counts_most() -> None:
    book = Resource("r", "On it", "book")
    assert resource_level(book, [("advanced", 0.9), ("introductory", 0.1)]) == "advanced"
    assert resource_level(book, [("advanced", 0.1), ("introductory", 0.9)]) == "introductory"
