"""The stored topic vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, select

from library.database import upsert
from library.schema import topics
from library.vocabulary import Requirement, Topic

__all__ = ["all_topics", "store_topics"]


def store_topics(connection: Connection, some: Sequence[Topic], source: str) -> bool:
    """Store a vocabulary in place of what its source said before; return whether anything changed."""
    fresh = {topic.id: topic for topic in some}
    stored = {topic.id: topic for topic in _load(connection, source)}
    if fresh == stored:
        return False
    connection.execute(delete(topics).where(topics.c.source == source))
    upsert(connection, topics, [{**asdict(topic), "source": source} for topic in some])
    return True


def all_topics(connection: Connection) -> list[Topic]:
    """Return every topic of the vocabulary, by id."""
    return _load(connection, None)


def _load(connection: Connection, source: str | None) -> list[Topic]:
    query = select(topics).order_by(topics.c.id)
    if source is not None:
        query = query.where(topics.c.source == source)
    return [
        Topic(
            id=row.id,
            name=row.name,
            aliases=tuple(row.aliases),
            level=row.level,
            broader=tuple(row.broader),
            requires=tuple(Requirement(**one) for one in row.requires),
            summary=row.summary,
        )
        for row in connection.execute(query)
    ]
