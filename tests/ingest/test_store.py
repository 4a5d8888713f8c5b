"""Folders that are read again, sources that are taken out, and vocabularies that stand together."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.assign import Report
from ingest.read import read
from ingest.store import remove, store
from library.database import Library
from library.errors import MalformedSource, NotFound
from library.lists import all_lists
from library.readers import get_states, set_state
from library.resources import all_resources, resolve_id
from library.topics import all_topics
from library.vocabulary import Resource

LIST = "# One\n\n- [The long title of a work](http://a.org)\n- [Another one](http://b.org)\n"
OTHER = "# Two\n\n- [Another one](http://b.org)\n"
WORKS = '{"key": "w", "title": "The long title of a work", "url": "http://a.org", "year": "2001"}\n'
TOPICS = "topics:\n- {id: a, name: A}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "lists"
    (place / "facts").mkdir(parents=True)
    for name, text in {"one.md": LIST, "two.md": OTHER, "facts/works.jsonl": WORKS, "topics.yaml": TOPICS}.items():
        (place / name).write_text(text)
    return place


def add(library: Library, *sources: Path) -> dict[str, Report]:
    reports = store(library, [one for source in sources for one in read(source)])
    return {Path(report.source).name: report for report in reports}


def resources(library: Library) -> dict[str, Resource]:
    with library.read() as connection:
        return {str(one.identifiers[0]): one for one in all_resources(connection).values()}


def test_reading_a_folder_again_changes_nothing(library: Library, folder: Path) -> None:
    assert add(library, folder).keys() == {"one.md", "two.md", "facts", "topics.yaml"}
    assert all(report.quiet for report in add(library, folder).values())


def test_files_that_are_gone_from_a_folder_are_taken_out(library: Library, folder: Path) -> None:
    add(library, folder)
    for name in ("one.md", "topics.yaml", "facts/works.jsonl"):
        (folder / name).unlink()
    reports = add(library, folder)
    assert {name for name, report in reports.items() if report.removed} == {"one.md", "topics.yaml", "facts"}
    assert (reports["one.md"].gone, reports["one.md"].title, reports["two.md"].quiet) == (2, "One", True)
    left, stays = resources(library)["url:a.org"], resources(library)["url:b.org"]
    assert (left.listed, left.left_at is None, left.year) == (False, False, None)
    assert (stays.listed, stays.left_at) == (True, None)
    with library.read() as connection:
        assert [one.title for one in all_lists(connection)] == ["Two"]
        assert all_topics(connection) == []
    assert all(report.quiet for report in add(library, folder).values())


def test_a_folder_says_nothing_of_its_neighbours(library: Library, folder: Path) -> None:
    add(library, folder)
    beside = folder.with_name("lists-of-others")
    folder.rename(beside)
    folder.mkdir()
    (folder / "new.md").write_text(OTHER)
    add(library, beside)
    reports = add(library, folder)
    assert "lists-of-others" not in {Path(report.source).parent.name for report in reports.values()}


def test_a_file_that_cannot_be_read_now_is_not_gone(library: Library, folder: Path) -> None:
    add(library, folder)
    (folder / "one.md").write_bytes(b"\x00\x01")
    reports = add(library, folder)
    assert isinstance(reports["one.md"].error, Exception)
    assert resources(library)["url:a.org"].listed


def test_a_list_that_was_taken_out_comes_back_as_it_was(library: Library, folder: Path) -> None:
    add(library, folder / "one.md", folder / "two.md")
    before = resources(library)
    with library.write() as connection:
        node = resolve_id(connection, "url:a.org")
        set_state(connection, node, status="done", note="mine")
        said = get_states(connection)
    report = remove(library, "one")
    assert (report.title, report.gone, report.removed) == ("One", 2, True)
    with library.read() as connection:
        assert get_states(connection) == said
        assert [one.title for one in all_lists(connection)] == ["Two"]
    with pytest.raises(NotFound, match="no list is called 'One'") as caught:
        remove(library, "One")
    assert [title for _, title in caught.value.choices] == ["Two"]
    again = add(library, folder / "one.md")["one.md"]
    assert (again.new, again.changed, again.resources) == (0, 2, 0)
    assert resources(library) == before
    with library.read() as connection:
        assert get_states(connection) == said


@pytest.mark.parametrize("name", ["{folder}/one.md", "{id}", " ONE "])
def test_a_list_is_named_by_its_file_its_id_or_its_title(library: Library, folder: Path, name: str) -> None:
    add(library, folder / "one.md")
    with library.read() as connection:
        (only,) = all_lists(connection)
    assert remove(library, name.format(folder=folder, id=only.id)).gone == 2


def test_two_lists_of_one_title_are_asked_about(library: Library, folder: Path) -> None:
    (folder / "two.md").write_text(OTHER.replace("Two", "One"))
    add(library, folder)
    with pytest.raises(NotFound, match="2 lists are called 'One'") as caught:
        remove(library, "One")
    assert len(caught.value.choices) == 2


def test_bad_files_of_a_folder_are_told_with_their_line_and_nothing_of_them_is_stored(
    library: Library, folder: Path
) -> None:
    (folder / "facts" / "works.jsonl").write_text(WORKS + '{"key": "x" "title": "Y"}\n')
    (folder / "topics.yaml").write_text(TOPICS + "- {id: b, name: B, requires: [c]}\n")
    (folder / "cut.json").write_text('[{"title": "Whole", "url": "http://c.org"},\n{"title": "Cut')
    reports = add(library, folder)
    errors = {name: str(report.error) for name, report in reports.items() if report.error}
    assert errors.keys() == {"facts", "topics.yaml", "cut.json"}
    assert f"{folder / 'facts/works.jsonl'}, line 2: no valid JSON" in errors["facts"]
    assert f"{folder / 'topics.yaml'}, line 3: 'b' names 'c'" in errors["topics.yaml"]
    assert f"{folder / 'cut.json'}, line 2: no valid JSON" in errors["cut.json"]
    assert resources(library).keys() == {"url:a.org", "url:b.org"}
    assert resources(library)["url:a.org"].year is None
    with library.read() as connection:
        assert all_topics(connection) == []


MINE = "topics:\n- {id: mine, name: Mine, requires: [a]}\n"


@pytest.mark.parametrize("names", [("mine.yaml", "topics.yaml"), ("topics.yaml", "mine.yaml")])
def test_vocabularies_may_name_each_others_topics_in_any_order(
    library: Library, folder: Path, names: tuple[str, str]
) -> None:
    (folder / "mine.yaml").write_text(MINE)
    assert not any(report.error for report in add(library, *(folder / name for name in names)).values())
    with library.read() as connection:
        assert [topic.id for topic in all_topics(connection)] == ["a", "mine"]


def test_a_vocabulary_that_contradicts_a_stored_one_changes_nothing(library: Library, folder: Path) -> None:
    add(library, folder / "topics.yaml")
    (folder / "mine.yaml").write_text("topics:\n- {id: own, name: Own}\n- {id: a, name: Another}\n")
    report = add(library, folder / "mine.yaml")["mine.yaml"]
    assert isinstance(report.error, MalformedSource)
    assert f"{folder / 'mine.yaml'}, line 3: the id 'a' is another topic in" in str(report.error)
    with library.read() as connection:
        assert [topic.name for topic in all_topics(connection)] == ["A"]


def test_topics_said_twice_stay_while_one_source_says_them(library: Library, folder: Path) -> None:
    (folder / "copy.yaml").write_text(TOPICS)
    add(library, folder)
    (folder / "topics.yaml").unlink()
    assert add(library, folder)["topics.yaml"].removed
    with library.read() as connection:
        assert [topic.name for topic in all_topics(connection)] == ["A"]


def test_a_vocabulary_that_others_need_stays(library: Library, folder: Path) -> None:
    (folder / "mine.yaml").write_text(MINE)
    add(library, folder)
    with pytest.raises(MalformedSource, match=r"the topic 'a' is gone, but .*mine.yaml names it"):
        remove(library, str(folder / "topics.yaml"))
    (folder / "topics.yaml").rename(folder / "renamed.yaml")
    reports = add(library, folder)
    assert (reports["topics.yaml"].removed, reports["renamed.yaml"].new) == (True, 1)
    (folder / "renamed.yaml").unlink()
    (folder / "mine.yaml").unlink()
    assert all(report.removed or report.quiet for report in add(library, folder).values())
    with library.read() as connection:
        assert all_topics(connection) == []
