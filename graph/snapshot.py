"""What the graph is built from: one consistent, frozen view of a library.

Its order never depends on the order of ingestion, so that whatever is computed from it does not either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from library.database import Connection, revision
from library.edits import TOPICS
from library.identity import title_key
from library.lists import StoredList, all_lists, list_entries
from library.readers import decided
from library.resources import all_resources
from library.schema import citations, relations
from library.topics import all_topics
from library.vocabulary import Entry, Resource, Topic

__all__ = ["Cited", "Placed", "Related", "Snapshot", "outline", "take"]


@dataclass(frozen=True, slots=True, order=True)
class Cited:
    """One resource cites another, and who says so."""

    citing: str
    cited: str
    source: str
    evidence: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Related:
    """`subject` implements, explains, is a version of, or presents the same work as `object`."""

    subject: str
    kind: str
    object: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and the resource that it names."""

    resource: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a library says, ready to be built into a graph.

    `entries` are the present entries by list id, in list order; `decisions` are the reader's verdicts on
    requirements: (who requires, what is required) -> accept, reject or reverse; `subjects` those on topics:
    (resource, topic) -> accept or reject.
    """

    resources: tuple[Resource, ...] = ()
    lists: tuple[StoredList, ...] = ()
    entries: Mapping[str, tuple[Placed, ...]] = field(default_factory=dict)
    citations: tuple[Cited, ...] = ()
    relations: tuple[Related, ...] = ()
    topics: tuple[Topic, ...] = ()
    decisions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    subjects: Mapping[tuple[str, str], str] = field(default_factory=dict)
    revision: int = 0


def outline(connection: Connection) -> Snapshot:
    """Read only what does not count in the revision: topics and decisions; cheap, to see whether a graph is fresh."""
    return Snapshot(
        topics=tuple(sorted(all_topics(connection), key=lambda one: one.id)),
        decisions=_decisions(connection, "requires"),
        subjects=_decisions(connection, TOPICS),
        revision=revision(connection),
    )


def take(connection: Connection) -> Snapshot:
    """Read a snapshot of the library.

    Notes
    -----
    Resources come in the order of their identifiers and titles, not of their ids or first sight.
    """
    placed: dict[str, list[Placed]] = defaultdict(list)
    for list_id, resource, entry in list_entries(connection):
        placed[list_id].append(Placed(resource, entry))
    return replace(
        outline(connection),
        resources=tuple(sorted(all_resources(connection).values(), key=_lasting)),
        lists=tuple(sorted(all_lists(connection), key=lambda one: one.id)),
        entries={list_id: tuple(some) for list_id, some in sorted(placed.items())},
        citations=_citations(connection),
        relations=_relations(connection),
    )


def _lasting(resource: Resource) -> tuple[tuple[str, ...], str, str, int, str]:
    names = tuple(map(str, sorted(resource.identifiers)))
    return names, title_key(resource.title), resource.kind, resource.year or 0, resource.id


def _citations(connection: Connection) -> tuple[Cited, ...]:
    rows = connection.execute(citations.select())
    return tuple(sorted({Cited(row.citing, row.cited, row.source, row.evidence) for row in rows}))


def _relations(connection: Connection) -> tuple[Related, ...]:
    rows = connection.execute(relations.select())
    return tuple(sorted({Related(row.subject, row.kind, row.object, row.source) for row in rows}))


def _decisions(connection: Connection, about: str) -> dict[tuple[str, str], str]:
    return dict(sorted(decided(connection, about).items()))
