"""Merges can be forced and undone, and stay so when the lists are read again."""

from __future__ import annotations

import pytest

from ingest.assign import store_reading
from ingest.decide import join, names_of, split
from library.database import Library
from library.errors import UsageError
from library.lists import list_entries
from library.readers import get_states, set_state
from library.resources import all_resources, resolve_id
from library.vocabulary import Entry, Identifier, Reading, ReadingList

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
        made = split(connection, node, Identifier("url", "b.org/other"))
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
        made = split(connection, node, Identifier("url", "b.org/other"))
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
