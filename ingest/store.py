"""What reading gave, put into the library: one transaction for each source, and a report of what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.assign import Report, store_facts_of, store_reading
from ingest.read import Found, LeftOut, Vocabulary, Whole
from ingest.topics import check
from library.database import Connection, Library, touch
from library.errors import NotFound, SourceError
from library.facts import drop_source, fact_sources
from library.fields import refresh_fields
from library.lists import all_lists, remove_list
from library.topics import store_topics, stored_topics
from library.vocabulary import Facts, Reading, Skipped, Topic

__all__ = ["remove", "store"]

Progress = Callable[[str, int, int], None]


def store(library: Library, found: Sequence[Found], progress: Progress = lambda *_: None) -> list[Report]:
    """Store what reading found, each source as a whole or not at all.

    Vocabularies come first and together, as they may name topics of each other; one that does not fit is left out,
    as a file of a folder that cannot be read is. What a folder held and holds no more is taken out.
    """
    with library.write() as connection:
        gone = {one.source: _missing(connection, one) for one in found if isinstance(one, Whole)}
        emptied = [Vocabulary(source, ()) for some in gone.values() for source in some]
        said = [*(one for one in found if isinstance(one, Vocabulary)), *emptied]
        topics = _store_vocabularies(connection, said)
    reports: list[Report] = []
    for done, one in enumerate(found):
        progress("reading lists", done, len(found))
        match one:
            case LeftOut():
                reports.append(_left_out(one.source, one.reason, one.error))
            case Vocabulary():
                reports.append(topics[one.source])
            case Whole():
                with library.write() as connection:
                    reports += [_take_out(connection, source, topics[source]) for source in gone[one.source]]
            case Reading():
                with library.write() as connection:
                    reports.append(store_reading(connection, one))
            case Facts():
                with library.write() as connection:
                    reports.append(store_facts_of(connection, one))
    progress("reading lists", len(found), len(found))
    return reports


def remove(library: Library, name: str) -> Report:
    """Take a list (or a source of facts or topics) out of the library.

    Its entries are marked as having left, as if they had been deleted from it; what the reader said stays, and
    adding the source again brings everything back.

    Parameters
    ----------
    name : id or title of a list, or the name of any source: a path, an address or the name it was given.

    Raises
    ------
    NotFound
        With the lists as choices.
    SourceError
        When another source needs topics of this one.
    """
    with library.write() as connection:
        source = _source_named(connection, name)
        topics = _store_vocabularies(connection, [Vocabulary(source, ())])
        report = _take_out(connection, source, topics[source])
    if report.error:
        raise report.error
    return report


def _left_out(source: str, reason: str, error: SourceError | None) -> Report:
    return Report(source, source, skipped=(Skipped(0, source, reason),), error=error)


def _store_vocabularies(connection: Connection, some: Sequence[Vocabulary]) -> dict[str, Report]:
    """Store the vocabularies that stand together with each other and with all others; the last that does not goes."""
    fitting = {one.source: one for one in some}
    reports: dict[str, Report] = {}
    stored = stored_topics(connection)
    while fitting:
        error = _first_error(list(fitting.values()), stored)
        if error is None:
            break
        reports[error.source] = _left_out(error.source, str(error), error)
        del fitting[error.source]
    for source, one in fitting.items():
        changed = store_topics(connection, one.topics, source)
        count = len(one.topics)
        new, unchanged = (count, 0) if changed else (0, count)
        removed = changed and not one.topics
        reports[source] = Report(source, "topic vocabulary", count, new=new, unchanged=unchanged, removed=removed)
        if changed:
            touch(connection)
    return reports


def _first_error(some: Sequence[Vocabulary], stored: Sequence[tuple[str, Topic]]) -> SourceError | None:
    replaced = {one.source for one in some}
    kept = [(source, topic) for source, topic in stored if source not in replaced]
    for one in reversed(some):
        others = [(other.source, topic) for other in some if other is not one for topic in other.topics]
        try:
            check(one, [*kept, *others])
        except SourceError as error:
            return error
    return None


def _take_out(connection: Connection, source: str, topics: Report) -> Report:
    """Take out the list and the facts of a source; `topics` tells what became of its topics."""
    if topics.error:
        return topics
    report = Report(source, source, removed=topics.removed)
    for one in all_lists(connection):
        if one.source == source:
            refresh_fields(connection, remove_list(connection, one.id))
            report = replace(report, title=one.title, gone=one.count, removed=True)
    if source in fact_sources(connection):
        refresh_fields(connection, drop_source(connection, source))
        report = replace(report, removed=True)
    touch(connection)
    return report


def _missing(connection: Connection, folder: Whole) -> Sequence[str]:
    """Return the stored sources of a folder that were not found in it again."""
    below = f"{folder.source.rstrip('/')}/"
    known = dict.fromkeys(_sources(connection))
    return [one for one in known if (one == folder.source or one.startswith(below)) and one not in folder.found]


def _sources(connection: Connection) -> Iterable[str]:
    yield from (one.source for one in all_lists(connection))
    yield from fact_sources(connection)
    yield from (source for source, _ in stored_topics(connection))


def _source_named(connection: Connection, name: str) -> str:
    known, lists = set(_sources(connection)), all_lists(connection)
    for source in (name, Path(name).expanduser().resolve().as_posix()):
        if source in known:
            return source
    called = [one for one in lists if one.id == name]
    called = called or [one for one in lists if one.title.casefold() == name.strip().casefold()]
    if len(called) == 1:
        return called[0].source
    problem = f"{len(called)} lists are called {name!r}" if called else f"no list is called {name!r}"
    choices = [(one.id, one.title) for one in called or lists]
    raise NotFound(problem, hint="name one by its id, its title or its file", choices=choices)
