"""The tables. Their history is `library.migrations`; a test holds the two together.

Three groups: what lists and facts say (lists, entries, facts, citations, relations, topics), what is
derived from that and can be made again (resources' merged fields, vectors), and what the reader said
(tables whose name starts with `reader`, and `decisions`). The last group refers to nodes by their id as
text, never by a foreign key, so that nothing derived can delete or overwrite it.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

lists = Table(
    "lists",
    metadata,
    Column("id", String, primary_key=True),
    Column("source", String, nullable=False, unique=True),
    Column("title", String, nullable=False),
    Column("format", String, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("added_at", String, nullable=False),
    Column("read_at", String, nullable=False),
    Column("removed_at", String),  # when the list was taken out; its entries are kept
)

resources = Table(
    "resources",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # order of first sight; the older one survives a merge
    Column("title", String, nullable=False),
    Column("title_key", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("url", String),
    Column("year", Integer),
    Column("venue", String, nullable=False, default=""),
    Column("nickname", String, nullable=False, default=""),
    Column("language", String, nullable=False, default=""),
    Column("summary", Text, nullable=False, default=""),
    Column("listed", Boolean, nullable=False, default=True),  # whether it stands in a list now
    Column("left_at", String),  # when the last entry or work that named it went away
)

identifiers = Table(
    "identifiers",
    metadata,
    Column("scheme", String, primary_key=True),
    Column("value", String, primary_key=True),
    Column("resource_id", ForeignKey("resources.id"), nullable=False, index=True),
)

aliases = Table(
    "aliases",
    metadata,
    Column("alias", String, primary_key=True),
    Column("resource_id", ForeignKey("resources.id"), nullable=False, index=True),
    Column("names", JSON, nullable=False),  # what the resource of this id was called, so that a split finds it again
)

entries = Table(
    "entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_id", ForeignKey("lists.id"), nullable=False),
    Column("key", String, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("resource_id", ForeignKey("resources.id"), nullable=False, index=True),
    Column("gone_at", String),  # when the entry left its list; it is kept
    Column("title", String, nullable=False),
    Column("url", String),
    Column("line", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("section", JSON, nullable=False),
    Column("kind", String, nullable=False),
    Column("year", Integer),
    Column("authors", JSON, nullable=False),
    Column("venue", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("language", String, nullable=False),
    Column("links", JSON, nullable=False),
    Column("identifiers", JSON, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("nickname", String, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("printed_title", String, nullable=False),
    Column("printed_url", String),
    UniqueConstraint("list_id", "key"),
)

authors = Table("authors", metadata, Column("id", String, primary_key=True), Column("name", String, nullable=False))

resource_authors = Table(
    "resource_authors",
    metadata,
    Column("resource_id", ForeignKey("resources.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("author_id", ForeignKey("authors.id"), nullable=False, index=True),
)

# Facts are kept by the work they are about, as their source calls it; which resource that is may change.
facts = Table(
    "facts",
    metadata,
    Column("source", String, primary_key=True),
    Column("work", String, primary_key=True),
    Column("field", String, primary_key=True),
    Column("value", JSON, nullable=False),
    Column("resource_id", ForeignKey("resources.id"), nullable=False, index=True),
)

citations = Table(
    "citations",
    metadata,
    Column("source", String, primary_key=True),
    Column("citing_work", String, primary_key=True),
    Column("cited_work", String, primary_key=True),
    Column("evidence", String, nullable=False),
    Column("citing", ForeignKey("resources.id"), nullable=False, index=True),
    Column("cited", ForeignKey("resources.id"), nullable=False, index=True),
)

relations = Table(
    "relations",
    metadata,
    Column("source", String, primary_key=True),
    Column("subject_work", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("object_work", String, primary_key=True),
    Column("subject", ForeignKey("resources.id"), nullable=False, index=True),
    Column("object", ForeignKey("resources.id"), nullable=False, index=True),
)

topics = Table(
    "topics",
    metadata,
    Column("source", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("level", String, nullable=False),
    Column("broader", JSON, nullable=False),
    Column("requires", JSON, nullable=False),
    Column("summary", Text, nullable=False),
)

vectors = Table(
    "vectors",
    metadata,
    Column("node", String, primary_key=True),
    Column("model", String, primary_key=True),
    Column("text_hash", String, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

readers = Table(
    "readers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("created_at", String, nullable=False),
)

reader_states = Table(
    "reader_states",
    metadata,
    Column("reader_id", ForeignKey("readers.id"), primary_key=True),
    Column("node", String, primary_key=True),
    Column("status", String),
    Column("status_at", String),
    Column("rating", Float),
    Column("rating_at", String),
    Column("note", Text),
    Column("note_at", String),
)

reader_settings = Table(
    "reader_settings",
    metadata,
    Column("reader_id", ForeignKey("readers.id"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("value", JSON, nullable=False),
)

reader_plans = Table(
    "reader_plans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reader_id", ForeignKey("readers.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("plan", JSON, nullable=False),
    Column("saved_at", String, nullable=False),
)

reader_shown = Table(
    "reader_shown",
    metadata,
    Column("reader_id", ForeignKey("readers.id"), primary_key=True),
    Column("node", String, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("shown_at", String, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("about", String, primary_key=True),  # "same" (two identifiers) or "requires" (two nodes)
    Column("subject", String, primary_key=True),
    Column("object", String, primary_key=True),
    Column("verdict", String, nullable=False),
    Column("decided_at", String, nullable=False),
)
