"""Facts by the work they are about; the reader's words each with their time; lists that were taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rebuild the tables whose keys change, with their rows; nothing refers to these tables."""
    op.add_column("lists", sa.Column("removed_at", sa.String(), nullable=True))
    op.add_column("resources", sa.Column("left_at", sa.String(), nullable=True))
    named = _rows("identifiers")
    _facts(named)
    _citations()
    _relations()
    _aliases()
    _topics()
    _reader_states()


def _rows(name: str) -> list[dict[str, Any]]:
    connection = op.get_bind()
    table = sa.Table(name, sa.MetaData(), autoload_with=connection)
    return [dict(row) for row in connection.execute(sa.select(table)).mappings()]


def _rebuild(name: str, columns: Iterable[sa.schema.SchemaItem], rows: Iterable[Mapping[str, Any]]) -> None:
    op.drop_table(name)
    table = op.create_table(name, *columns)
    op.bulk_insert(table, [dict(row) for row in rows])


def _refers(table: str, column: str) -> sa.Column[Any]:
    target = sa.ForeignKey("resources.id", name=op.f(f"fk_{table}_{column}"))
    return sa.Column(column, sa.String(), target, nullable=False)


def _facts(named: Iterable[Mapping[str, Any]]) -> None:
    names: dict[str, list[str]] = defaultdict(list)
    for row in named:
        names[row["resource_id"]].append(f"{row['scheme']}:{row['value']}")
    # What a work was called was not kept; until its source is read again, all names of its resource stand for it.
    rows = [{**row, "work": row["resource_id"]} for row in _rows("facts")]
    works = {(row["source"], row["resource_id"]) for row in rows}
    rows += [
        {"source": source, "work": node, "field": "identifiers", "value": names[node], "resource_id": node}
        for source, node in sorted(works)
        if names[node]
    ]
    columns: list[sa.schema.SchemaItem] = [
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        _refers("facts", "resource_id"),
        sa.PrimaryKeyConstraint("source", "work", "field", name=op.f("pk_facts")),
    ]
    _rebuild("facts", columns, rows)
    op.create_index(op.f("ix_facts_resource_id"), "facts", ["resource_id"])


def _citations() -> None:
    rows = [{**row, "citing_work": row["citing"], "cited_work": row["cited"]} for row in _rows("citations")]
    columns: list[sa.schema.SchemaItem] = [
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("citing_work", sa.String(), nullable=False),
        sa.Column("cited_work", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        _refers("citations", "citing"),
        _refers("citations", "cited"),
        sa.PrimaryKeyConstraint("source", "citing_work", "cited_work", name=op.f("pk_citations")),
    ]
    _rebuild("citations", columns, rows)
    for column in ("citing", "cited"):
        op.create_index(op.f(f"ix_citations_{column}"), "citations", [column])


def _relations() -> None:
    rows = [{**row, "subject_work": row["subject"], "object_work": row["object"]} for row in _rows("relations")]
    columns: list[sa.schema.SchemaItem] = [
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("subject_work", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("object_work", sa.String(), nullable=False),
        _refers("relations", "subject"),
        _refers("relations", "object"),
        sa.PrimaryKeyConstraint("source", "subject_work", "kind", "object_work", name=op.f("pk_relations")),
    ]
    _rebuild("relations", columns, rows)
    for column in ("subject", "object"):
        op.create_index(op.f(f"ix_relations_{column}"), "relations", [column])


def _aliases() -> None:
    columns: list[sa.schema.SchemaItem] = [
        sa.Column("alias", sa.String(), nullable=False),
        _refers("aliases", "resource_id"),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("alias", name=op.f("pk_aliases")),
    ]
    _rebuild("aliases", columns, [{**row, "names": []} for row in _rows("aliases")])
    op.create_index(op.f("ix_aliases_resource_id"), "aliases", ["resource_id"])


def _topics() -> None:
    columns: list[sa.schema.SchemaItem] = [
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("broader", sa.JSON(), nullable=False),
        sa.Column("requires", sa.JSON(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source", "id", name=op.f("pk_topics")),
    ]
    _rebuild("topics", columns, _rows("topics"))


def _reader_states() -> None:
    said = ("status", "rating", "note")
    rows = []
    for row in _rows("reader_states"):
        time = row.pop("changed_at")
        rows.append({**row, **{f"{name}_at": time if row[name] is not None else None for name in said}})
    columns: list[sa.schema.SchemaItem] = [
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("node", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("status_at", sa.String(), nullable=True),
        sa.Column("rating", sa.Float(), nullable=True),
        sa.Column("rating_at", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("note_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["reader_id"], ["readers.id"], name=op.f("fk_reader_states_reader_id")),
        sa.PrimaryKeyConstraint("reader_id", "node", name=op.f("pk_reader_states")),
    ]
    _rebuild("reader_states", columns, rows)
