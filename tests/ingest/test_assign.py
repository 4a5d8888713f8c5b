"""What storing a list does to a library, the second time, after an edit, and after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from ingest.assign import Report, store_facts_of, store_reading
from library.database import Library, revision
from library.lists import all_lists, list_entries
from library.readers import get_states, set_state
from library.resources import absorb, all_resources, create, get_resources, resolve_id
from library.vocabulary import Citation, Claim, Entry, Facts, Identifier, Reading, ReadingList, Work

ROOT = Path(__file__).parents[2]
A = Entry("Attention Is All You Need", "https://arxiv.org/abs/1706.03762", line=3, kind="paper")
B = Entry("Theano", None, line=4, kind="tool", section=("Tools",))
C = Entry("Course", "https://course.org", line=5, kind="course")


def reading(*entries: Entry, source: str = "list.md") -> Reading:
    placed = [replace(entry, position=at) for at, entry in enumerate(entries)]
    return Reading(ReadingList(source, "A list", "markdown"), placed)


def store(library: Library, some: Reading) -> Report:
    with library.write() as connection:
        return store_reading(connection, some)


def titles(library: Library, *, gone: bool = False) -> list[str]:
    with library.read() as connection:
        return [entry.title for _, _, entry in list_entries(connection, gone=gone)]


def test_the_second_time_nothing_changes(library: Library) -> None:
    first = store(library, reading(A, B, C))
    assert (first.new, first.resources, first.quiet) == (3, 3, False)
    with library.read() as connection:
        before = revision(connection)
    second = store(library, reading(A, B, C))
    assert (second.new, second.changed, second.unchanged, second.quiet) == (0, 0, 3, True)
    with library.read() as connection:
        assert revision(connection) == before


def test_an_edit_changes_only_what_was_edited(library: Library) -> None:
    store(library, reading(A, B, C))
    report = store(library, reading(A, replace(B, note="old but gold"), C))
    assert (report.new, report.changed, report.unchanged, report.gone) == (0, 1, 2, 0)


def test_a_moved_entry_is_not_a_new_one(library: Library) -> None:
    store(library, reading(A, B, C))
    report = store(library, reading(C, A, B))
    assert (report.new, report.changed, report.moved, report.gone, report.resources) == (0, 0, 3, 0, 0)
    assert titles(library) == ["Course", "Attention Is All You Need", "Theano"]


def test_what_left_the_list_is_kept_and_marked_and_may_return(library: Library) -> None:
    store(library, reading(A, B))
    with library.write() as connection:
        node = resolve_id(connection, "arxiv:1706.03762")
        set_state(connection, node, status="done")
    assert store(library, reading(B)).gone == 1
    assert titles(library) == ["Theano"]
    assert sorted(titles(library, gone=True)) == ["Attention Is All You Need", "Theano"]
    with library.read() as connection:
        assert get_states(connection)[node].status == "done"
    assert store(library, reading(A, B)).changed == 1
    assert len(titles(library)) == 2


def test_one_work_in_two_lists_is_one_resource_with_both_witnesses(library: Library) -> None:
    store(library, reading(A))
    report = store(library, reading(Entry("Transformer paper", "http://arxiv.org/pdf/1706.03762v3"), source="other.md"))
    assert report.resources == 0
    assert [merge.witness for merge in report.merged] == ["same arxiv:1706.03762"]
    with library.read() as connection:
        assert len(all_resources(connection)) == 1
        assert [stored.count for stored in all_lists(connection)] == [1, 1]


def test_a_later_link_joins_two_resources_and_the_younger_id_stays_an_alias(library: Library) -> None:
    store(library, reading(A, C))
    with library.write() as connection:
        younger = resolve_id(connection, "url:course.org")
        set_state(connection, younger, rating=1)
    both = (Identifier("url", "course.org"),)
    store(library, reading(replace(A, identifiers=both), source="other.md"))
    with library.read() as connection:
        (only,) = all_resources(connection)
        assert resolve_id(connection, younger) == only
        assert get_states(connection)[only].rating == 1


def test_facts_attach_to_listed_works_and_add_unlisted_ones(library: Library) -> None:
    store(library, reading(A))
    works = [
        Work("a", "Attention is all you need", authors=("Ashish Vaswani",), year=2017, summary="Only attention.",
             identifiers=(Identifier("arxiv", "1706.03762"),)),
        Work("b", "Neural machine translation", authors=("Dzmitry Bahdanau",), year=2014),
    ]  # fmt: skip
    facts = Facts("facts", works, [Citation("a", "b", "reference list")])
    for expected in (1, 0):
        with library.write() as connection:
            assert store_facts_of(connection, facts).resources == expected
    with library.read() as connection:
        known = all_resources(connection)
        attention = known[resolve_id(connection, "arxiv:1706.03762")]
    assert (attention.year, attention.authors, attention.listed) == (2017, ("Ashish Vaswani",), True)
    assert [one.listed for one in known.values()] == [True, False]


def test_what_nobody_says_any_more_is_forgotten(library: Library) -> None:
    said = replace(A, year=2017, note="Only attention.", language="en", venue="NIPS", nickname="T", authors=("A V",))
    store(library, reading(said))
    assert store(library, reading(replace(A, kind="other"))).changed == 1
    with library.read() as connection:
        (now,) = all_resources(connection).values()
    assert (now.year, now.summary, now.language, now.venue, now.nickname, now.authors) == (None, "", "", "", "", ())
    assert (now.kind, now.title, now.url) == ("other", A.title, A.url)


def test_a_value_stays_while_another_says_it(library: Library) -> None:
    store(library, reading(replace(A, year=2017)))
    store(library, reading(replace(A, year=2018, note="Mine."), source="other.md"))
    store(library, reading(A))
    with library.read() as connection:
        (now,) = all_resources(connection).values()
    assert (now.year, now.summary) == (2018, "Mine.")
    store(library, reading(source="other.md"))
    with library.read() as connection:
        (now,) = all_resources(connection).values()
    assert (now.year, now.summary) == (None, "")


def test_a_name_that_an_edit_takes_away_leads_nobody_here_again(library: Library) -> None:
    wrong = (Identifier("arxiv", "1810.04805"),)
    store(library, reading(replace(A, identifiers=wrong)))
    store(library, reading(A))
    report = store(library, reading(Entry("BERT", "https://arxiv.org/abs/1810.04805"), source="other.md"))
    assert (report.resources, report.merged) == (1, ())


def test_what_no_list_holds_any_more_is_marked_and_keeps_what_it_was(library: Library) -> None:
    store(library, reading(replace(A, year=2017), B))
    store(library, reading(replace(A, year=2018), source="other.md"))
    store(library, reading(B))
    with library.read() as connection:
        assert [one.left_at for one in all_resources(connection).values()] == [None, None]
    store(library, reading(source="other.md"))
    with library.read() as connection:
        gone, here = all_resources(connection).values()
    assert (gone.listed, here.listed, here.left_at) == (False, True, None)
    assert gone.left_at is not None
    assert (gone.title, gone.url) == (A.title, A.url)
    store(library, reading(A))
    with library.read() as connection:
        back, _ = all_resources(connection).values()
    assert (back.listed, back.left_at, back.year) == (True, None, None)


def test_a_work_that_its_source_forgets_is_marked(library: Library) -> None:
    for works, left in (([Work("w", "A work")], False), ([], True), ([Work("w", "A work")], False)):
        with library.write() as connection:
            store_facts_of(connection, Facts("facts", works))
            (only,) = all_resources(connection).values()
        assert (only.title, only.listed, only.left_at is not None) == ("A work", False, left)


def test_titles_of_equal_slugs_get_different_ids(library: Library) -> None:
    twins = [Entry("Notes", f"http://{host}.org/") for host in ("a", "b", "c")]
    store(library, reading(*twins))
    with library.read() as connection:
        assert len(get_resources(connection, all_resources(connection))) == 3


def test_of_two_entries_of_one_name_each_stays_itself(library: Library) -> None:
    first, second = (Entry("Lecture 1", None, kind="video", section=(course,)) for course in ("Optics", "Waves"))
    assert store(library, reading(first, second)).resources == 2
    with library.read() as connection:
        nodes = {entry.section: node for _, node, entry in list_entries(connection)}
    with library.write() as connection:
        set_state(connection, nodes["Waves",], status="done")
    third = replace(first, section=("Sound",))
    for entries in ((second,), (second, first), (third, second, first), (replace(second, note="x"), first), (second,)):
        assert store(library, reading(*entries)).gone <= 1
        with library.read() as connection:
            now = {entry.section: node for _, node, entry in list_entries(connection)}
        assert now["Waves",] == nodes["Waves",]
        assert now.get(("Optics",), nodes["Optics",]) == nodes["Optics",]
        assert now.get(("Sound",)) not in nodes.values()


def test_a_title_that_looks_like_a_number_of_another_is_stored(library: Library) -> None:
    named = [Entry(title, None, section=(title,)) for title in ("C", "C", "C #2")]
    assert store(library, reading(*named)).new == 3
    assert store(library, reading(*named)).quiet


def test_ids_that_were_given_once_are_never_given_again(library: Library) -> None:
    claim = Claim("Notes", "blog", (Identifier("url", "a.org"),))
    with library.write() as connection:
        made = [create(connection, [claim])[0] for _ in range(30)]
        absorb(connection, made[0], made[1], ())
        made += create(connection, [claim, claim])
    assert len(set(made)) == 32


KILLED = """
import os, signal, sys
from ingest import assign
from tests.ingest.test_assign import A, B, C, reading, store
from library.database import Library
library = Library(sys.argv[1])
store(library, reading(A, source="first.md"))
plain = assign.refresh_fields
def killed(connection, ids):
    plain(connection, ids)
    os.kill(os.getpid(), signal.SIGKILL)
assign.refresh_fields = killed
store(library, reading(A, B, C, source="second.md"))
"""


def test_a_kill_in_the_middle_leaves_whole_lists_and_a_second_run_completes(tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.returncode == -signal.SIGKILL
    library = Library(folder, create=False)
    with library.read() as connection:
        assert [stored.source for stored in all_lists(connection)] == ["first.md"]
    assert store(library, reading(A, B, C, source="second.md")).new == 3
    assert len(titles(library)) == 4
    library.close()
