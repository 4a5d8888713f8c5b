"""Which edits of a list are seen as edits of one entry, and every near miss."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from ingest.assign import Report, store_facts_of, store_reading
from ingest.decide import join, split
from ingest.rereading import edited
from library.database import Library
from library.lists import entry_keys
from library.names import names_of_entry
from library.readers import get_states, set_state
from library.resources import all_resources, get_resources, resolve_id
from library.vocabulary import Entry, Facts, Identifier, Link, Reading, ReadingList, Work

PAPER = Entry("Attention Is All You Need", "https://arxiv.org/abs/1706.03762", kind="paper", section=("Text",))
BOOK = Entry("Deep Learning", "http://book.org", kind="book", section=("Books",))
SHORT = Entry("Slides", "http://a.org/1.pdf", section=("Course",))
PLAIN = Entry("Sapiens", None, kind="book", section=("Books",))
STAY = [Entry(f"Stays {n}", f"http://stays.org/{n}", section=("Text",)) for n in range(3)]


def pairs(old: list[Entry], new: list[Entry]) -> set[tuple[str, str]]:
    """The titles of old and new entries that are taken for one."""
    before, now = (dict(zip(entry_keys(some), some, strict=True)) for some in (old, new))
    found = edited(list(before), {key: before[key] for key in before if key not in now}, list(now.items()))
    return {
        (f"{before[was].title} {before[was].url}", f"{now[key].title} {now[key].url}") for key, was in found.items()
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (BOOK, replace(BOOK, url="http://book.org/second")),
        (BOOK, replace(BOOK, url=None)),
        (PLAIN, replace(PLAIN, url="http://sapiens.org")),
        (PAPER, replace(PAPER, url="https://papers.nips.cc/paper/7181-attention-is-all-you-need")),
        (PAPER, replace(PAPER, title="Attention is all you need!", url="https://example.org/x", section=("NLP",))),
        (PAPER, replace(PAPER, url="https://arxiv.org/abs/1706.03763")),
        (PAPER, replace(PAPER, title="Attenton is all you need", url="https://example.org/x")),
        (PAPER, replace(PAPER, title="The attention is all you need", url="https://example.org/x")),
        (replace(PLAIN, title="Data set shift"), replace(PLAIN, title="Dataset shift")),
        (
            replace(PLAIN, authors=("Yuval Harari",)),
            replace(PLAIN, title="Sapiens: a brief history", authors=("Y. Harari",)),
        ),
        (
            replace(PLAIN, note="About us."),
            replace(PLAIN, title="Sapiens: a brief history", note="About us.", url="http://s.org"),
        ),
        (SHORT, replace(SHORT, url="http://a.org/2.pdf")),
        (
            replace(PAPER, url="http://a.org/x", links=(Link("http://b.org/y", "mirror"),)),
            replace(PAPER, title="Another title", url="http://b.org/y"),
        ),
        (Entry("A post", "http://a.org", kind="site"), Entry("A post", "http://a.org/post", kind="blog")),
    ],
)
def test_one_entry_edited(old: Entry, new: Entry) -> None:
    expected = {(f"{old.title} {old.url}", f"{new.title} {new.url}")}
    assert pairs([STAY[0], old, STAY[1]], [STAY[0], new, STAY[1]]) == expected
    assert pairs([STAY[0], new, STAY[1]], [STAY[0], old, STAY[1]]) == {(b, a) for a, b in expected}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (PAPER, replace(PAPER, title="Layer normalization", url="https://arxiv.org/abs/1607.06450")),
        (PLAIN, replace(PLAIN, title="Homo Deus")),
        (replace(PLAIN, title="The art, volume 1"), replace(PLAIN, title="The art, volume 3")),
        (replace(PLAIN, title="A first course, part I"), replace(PLAIN, title="A first course, part II")),
        (replace(PLAIN, title="GPT-3"), replace(PLAIN, title="GPT-4")),
        (replace(PLAIN, title="Model"), replace(PLAIN, title="Modal")),
        (replace(PLAIN, title="統計學習方法與應用導論第一卷"), replace(PLAIN, title="統計學習方法與應用導論第二卷")),
        (replace(PLAIN, title="Supervised machine learning"), replace(PLAIN, title="Unsupervised machine learning")),
        (BOOK, replace(BOOK, url="http://course.org", kind="course")),
        (PAPER, replace(PAPER, url="https://github.com/x/attention", kind="code")),
        (replace(BOOK, authors=("Ian Goodfellow",)), replace(BOOK, authors=("John Kelleher",), url="http://mit.edu")),
        (replace(BOOK, year=2001), replace(BOOK, year=2016, url="http://second.org")),
        (
            replace(PLAIN, authors=("Gareth James",), year=2013),
            replace(PLAIN, title="Sapiens with Python", authors=("Gareth James",), year=2023),
        ),
        (replace(PLAIN, title="Deep learning"), replace(PLAIN, title="Deep learning for coders")),
        (SHORT, replace(SHORT, url="http://b.org/1.pdf", section=("Another course",))),
        (replace(PLAIN, title="?!"), replace(PLAIN, title="...", url="http://x.org")),
    ],
)
def test_two_works(old: Entry, new: Entry) -> None:
    far = [*STAY, new] if old.section != new.section else [STAY[0], new, *STAY[1:]]
    assert pairs([STAY[0], old, *STAY[1:]], far) == set()
    assert pairs(far, [STAY[0], old, *STAY[1:]]) == set()


def test_a_typo_far_away_is_another_work() -> None:
    typo = replace(PAPER, title="Attenton is all you need", url="http://x.org")
    assert pairs([PAPER, *STAY], [*STAY, typo]) == set()


def test_two_candidates_are_none() -> None:
    twins = [replace(PAPER, url=f"http://x.org/{n}") for n in range(2)]
    assert pairs([*STAY, PAPER], [*STAY, *twins]) == set()
    assert pairs([*STAY, *twins], [*STAY, PAPER]) == set()


def test_a_title_that_another_entry_bears_needs_its_place() -> None:
    other = replace(PAPER, url="http://stays.org/twin")
    new = replace(PAPER, url="http://x.org")
    assert pairs([STAY[0], PAPER, STAY[1], other], [STAY[0], STAY[1], other, new]) == set()
    assert len(pairs([STAY[0], PAPER, STAY[1], other], [STAY[0], new, STAY[1], other])) == 1


def test_places_tell_equal_titles_apart() -> None:
    old = [SHORT, STAY[0], replace(SHORT, url="http://a.org/2.pdf"), STAY[1]]
    new = [replace(SHORT, url="http://b.org/1"), STAY[0], replace(SHORT, url="http://b.org/2"), STAY[1]]
    assert pairs(old, new) == {
        ("Slides http://a.org/1.pdf", "Slides http://b.org/1"),
        ("Slides http://a.org/2.pdf", "Slides http://b.org/2"),
    }


def test_all_addresses_of_a_long_list_may_change_at_once() -> None:
    old = [Entry(f"The long title of work {n}", f"http://old.org/{n}", section=("S",)) for n in range(3000)]
    new = [replace(entry, url=f"http://new.org/{n}") for n, entry in enumerate(old)]
    assert len(pairs(old, random.Random(1).sample(new, len(new)))) == 3000


# --- stored ---------------------------------------------------------------------------------------------


def store(library: Library, *entries: Entry, source: str = "list.md") -> Report:
    placed = [replace(entry, position=at) for at, entry in enumerate(entries)]
    with library.write() as connection:
        return store_reading(connection, Reading(ReadingList(source, "A list"), placed))


def mark(library: Library, entry: Entry) -> str:
    """Mark what an entry names as done and return its resource."""
    with library.write() as connection:
        node = resolve_id(connection, str(names_of_entry(entry)[0]))
        set_state(connection, node, status="done", note="mine")
        return node


def test_an_edited_entry_keeps_its_resource_and_the_readers_words(library: Library) -> None:
    store(library, STAY[0], PAPER, STAY[1])
    node = mark(library, PAPER)
    new = replace(PAPER, title="Attenton is all you need", url="https://example.org/attention", year=2017)
    report = store(library, STAY[0], new, STAY[1])
    assert (report.new, report.changed, report.gone, report.resources) == (0, 1, 0, 0)
    with library.read() as connection:
        assert len(all_resources(connection)) == 3
        known = get_resources(connection, [node])[node]
        assert get_states(connection)[node].status == "done"
    assert (known.title, known.url, known.year, known.left_at) == (new.title, new.url, 2017, None)
    assert [str(name) for name in known.identifiers] == ["url:example.org/attention"]
    assert store(library, STAY[0], new, STAY[1]).quiet


def test_an_address_corrected_to_that_of_another_work_of_this_title_joins_the_two(library: Library) -> None:
    wrong = replace(PAPER, url="http://old.org/paper")
    store(library, STAY[0], wrong)
    node = mark(library, wrong)
    store(library, PAPER, source="other.md")
    assert store(library, STAY[0], PAPER).changed == 1
    with library.read() as connection:
        assert resolve_id(connection, "arxiv:1706.03762") == node
        assert len(all_resources(connection)) == 2


def test_an_address_corrected_to_that_of_a_work_of_another_title_joins_nothing(library: Library) -> None:
    store(library, STAY[0], BOOK)
    node = mark(library, BOOK)
    other = Entry("Goodfellow's book", "http://mit.edu/book", kind="book")
    store(library, other, source="other.md")
    store(library, STAY[0], replace(BOOK, url=other.url))
    with library.read() as connection:
        assert resolve_id(connection, "url:mit.edu/book") != node
        assert get_resources(connection, [node])[node].left_at


def test_an_address_that_was_another_works_by_mistake_is_let_go(library: Library) -> None:
    store(library, PAPER, source="other.md")
    mistaken = Entry("Layer normalization", PAPER.url, kind="paper")
    store(library, STAY[0], mistaken)
    assert store(library, STAY[0], replace(mistaken, url="https://arxiv.org/abs/1607.06450")).resources == 1


@pytest.mark.parametrize(("title", "kept"), [("A study of birds", False), ("Deep learning: an introduction", True)])
def test_facts_of_another_title_stay_with_the_address_they_came_by(library: Library, title: str, kept: bool) -> None:
    store(library, STAY[0], BOOK)
    node = mark(library, BOOK)
    facts = Facts("facts", [Work("w", title, "book", year=1999, url=BOOK.url)])
    with library.write() as connection:
        store_facts_of(connection, facts)
    assert store(library, STAY[0], replace(BOOK, url="http://right.org")).changed == 1
    with library.write() as connection:
        known = get_resources(connection, [node])[node]
        assert (known.year, known.title == BOOK.title) == ((1999, False) if kept else (None, True))
        assert resolve_id(connection, "url:right.org") == node
        assert (resolve_id(connection, "url:book.org") == node) is kept
        assert get_states(connection)[node].status == "done"
        assert store_facts_of(connection, facts).quiet
    assert store(library, STAY[0], BOOK).changed == 1
    with library.read() as connection:
        back = get_resources(connection, [node])[node]
        assert (back.title, back.year, back.identifiers) == (title, 1999, names_of_entry(BOOK))
        assert len(all_resources(connection)) == 2


def test_the_readers_verdicts_follow_an_edit(library: Library) -> None:
    here, there = Entry("The long title of a work", "http://a.org/x", year=2001), Entry("X", "http://b.org/y")
    twin = replace(here, url="http://c.org/z")
    store(library, STAY[0], here, there, twin)
    with library.write() as connection:
        node = resolve_id(connection, "url:a.org/x")
        split(connection, node, Identifier("url", "c.org/z"))
        join(connection, node, resolve_id(connection, "url:b.org/y"))
    moved = replace(here, url="http://a.org/moved")
    assert store(library, STAY[0], moved, there, twin).changed == 1
    store(library, moved, there, twin, source="other.md")
    with library.read() as connection:
        names = [[str(one) for one in known.identifiers] for known in all_resources(connection).values()]
    assert sorted(names) == [["url:a.org/moved", "url:b.org/y"], ["url:c.org/z"], ["url:stays.org/0"]]
