"""Merges can be forced and undone, and stay so when the lists are read again."""

from __future__ import annotations

import pytest

from ingest.assign import store_facts_of, store_reading
from ingest.decide import join, names_of, split
from library.database import Library
from library.errors import UsageError
from library.lists import list_entries
from library.readers import get_states, set_state
from library.resources import all_resources, get_resources, resolve_id
from library.schema import citations
from library.vocabulary import Citation, Entry, Facts, Identifier, Reading, ReadingList, Work

BLOG = Entry("Annotated Transformer", "http://a.org/post", line=1)
MIRROR = Entry("The annotated transformer", "http://b.org/copy", line=2)
PAPER = Entry("Deep networks for everyone", "http://a.org/paper", authors=("Ann Lee",), year=2015, kind="paper")
TWIN = Entry("Deep networks for everyone", "http://b.org/other", authors=("Ann Lee",), year=2015, kind="paper")


def read(library: Library, *entries: Entry) -> None:
    with library.write() as connection:
        store_reading(connection, Reading(ReadingList("list.md", "A list"), entries))


def resources(library: Library) -> int:
    with library.read() as connection:
        return len({node for _, node, _ in list_entries(connection)})


def test_a_forced_merge_survives_reading_again(library: Library) -> None:
    read(library, BLOG, MIRROR)
    with library.write() as connection:
        first, second = all_resources(connection)
        set_state(connection, second, status="done")
        assert join(connection, second, first) == first
        assert get_states(connection)[first].status == "done"
    read(library, BLOG, MIRROR)
    read(library, BLOG)
    read(library, BLOG, Entry("Mirror again", "http://b.org/copy"))
    assert resources(library) == 1


def test_an_undone_merge_survives_reading_again(library: Library) -> None:
    read(library, PAPER, TWIN)
    assert resources(library) == 1
    with library.write() as connection:
        (node,) = all_resources(connection)
        assert [str(name) for name in names_of(connection, node)] == ["url:a.org/paper", "url:b.org/other"]
        _, made = split(connection, node, Identifier("url", "b.org/other"))
        assert resolve_id(connection, "url:b.org/other") == made
    assert resources(library) == 2
    read(library, TWIN, PAPER)
    read(library, PAPER)
    read(library, PAPER, Entry(**{**_fields(TWIN), "note": "edited"}))
    assert resources(library) == 2


def _fields(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}


def test_joining_again_what_was_split(library: Library) -> None:
    read(library, PAPER, TWIN)
    with library.write() as connection:
        (node,) = all_resources(connection)
        _, made = split(connection, node, Identifier("url", "b.org/other"))
        join(connection, node, made)
    read(library, PAPER, Entry(**{**_fields(TWIN), "note": "edited"}))
    assert resources(library) == 1


@pytest.mark.parametrize("name", ["url:c.org", "url:a.org/post"])
def test_what_cannot_be_split_is_refused(library: Library, name: str) -> None:
    read(library, BLOG)
    with library.write() as connection:
        (node,) = all_resources(connection)
        with pytest.raises(UsageError, match=name):
            split(connection, node, Identifier(*name.split(":", 1)))
        with pytest.raises(UsageError, match="one resource already"):
            join(connection, node, node)


FACTS = Facts(
    "facts",
    [
        Work("blog", "Annotated Transformer", "blog", year=2018, url="http://a.org/post"),
        Work("copy", "The annotated transformer", "blog", summary="A copy.", url="http://b.org/copy"),
        Work("other", "Another", "blog", url="http://c.org"),
    ],
    [Citation("copy", "other"), Citation("blog", "copy")],
)


def test_a_split_gives_each_its_id_and_everything_said_of_it_back(library: Library) -> None:
    read(library, BLOG, MIRROR)
    with library.write() as connection:
        store_facts_of(connection, FACTS)
        first, second, third = all_resources(connection)
        before = all_resources(connection), connection.execute(citations.select()).all()
        set_state(connection, second, status="done", note="mine")
        set_state(connection, first, status="reading", rating=1)
        said = get_states(connection)
        join(connection, first, second)
        joined = get_resources(connection, [first])[first]
        assert (joined.year, joined.summary) == (2018, "A copy.")
        assert {row.cited for row in connection.execute(citations.select())} == {first, third}
        assert split(connection, first, Identifier("url", "b.org/copy")) == (first, second)
        assert get_states(connection) == said
        assert (all_resources(connection), connection.execute(citations.select()).all()) == before
    with library.write() as connection:
        assert store_facts_of(connection, FACTS).quiet


def test_the_older_one_may_be_what_is_taken_out(library: Library) -> None:
    read(library, BLOG, MIRROR)
    with library.write() as connection:
        first, second = all_resources(connection)
        set_state(connection, second, status="done")
        join(connection, first, second)
        assert split(connection, first, Identifier("url", "a.org/post")) == (second, first)
        assert resolve_id(connection, "url:a.org/post") == first
        assert resolve_id(connection, "url:b.org/copy") == second
        assert get_states(connection).keys() == {second}


def test_an_id_comes_back_through_several_joins(library: Library) -> None:
    read(library, BLOG, MIRROR, PAPER)
    with library.write() as connection:
        first, second, third = all_resources(connection)
        set_state(connection, third, status="done")
        join(connection, second, third)
        join(connection, first, second)
        assert get_states(connection)[first].status == "done"
        both = [Identifier("url", "b.org/copy"), Identifier("url", "a.org/paper")]
        assert split(connection, first, *both) == (first, second)
        assert resolve_id(connection, third) == second
        assert split(connection, second, both[1]) == (second, third)
        assert get_states(connection).keys() == {third}


def test_what_one_entry_calls_by_two_names_is_not_split(library: Library) -> None:
    read(library, Entry("Both", "http://a.org/both", identifiers=(Identifier("doi", "10.1/both"),)))
    with library.write() as connection:
        (node,) = all_resources(connection)
        with pytest.raises(UsageError, match="nothing is left"):
            split(connection, node, Identifier("doi", "10.1/both"))


def test_the_readers_word_reaches_entries_that_have_only_a_title(library: Library) -> None:
    read(library, Entry("Sapiens", None, kind="book"), Entry("A brief history", "http://a.org/b", kind="book"))
    with library.write() as connection:
        join(connection, *all_resources(connection))
        store_reading(connection, Reading(ReadingList("new.md", "New"), [Entry("Sapiens", None, kind="book")]))
    assert resources(library) == 1
