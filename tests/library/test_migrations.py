"""A library of an older Studygraph opens with everything the reader said."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import library
from ingest.assign import store_facts_of, store_reading
from library.database import Library
from library.readers import State, get_states
from library.resources import get_resources, resolve_id
from library.vocabulary import Entry, Facts, Identifier, Reading, ReadingList, Work

TIME = "2026-01-01T00:00:00+00:00"
OLD = [
    "INSERT INTO readers VALUES (1, 'me', :time)",
    "INSERT INTO resources VALUES ('paper-1', 1, 'A paper', 'a paper', 'paper', NULL, 2017, '', '', 'en', 'Old.', 1)",
    "INSERT INTO identifiers VALUES ('arxiv', '1706.03762', 'paper-1')",
    "INSERT INTO aliases VALUES ('gone-2', 'paper-1')",
    "INSERT INTO lists VALUES ('l-1', 'l.md', 'L', 'markdown', 'h', :time, :time)",
    "INSERT INTO facts VALUES ('paper-1', 'title', 'facts', '\"A paper\"')",
    "INSERT INTO citations VALUES ('paper-1', 'paper-1', 'facts', 'known')",
    "INSERT INTO relations VALUES ('paper-1', 'explains', 'paper-1', 'facts')",
    "INSERT INTO topics VALUES ('t', 'T', '[]', 'advanced', '[]', '[]', '', 'topics.yaml')",
    "INSERT INTO reader_states VALUES (1, 'paper-1', 'done', NULL, 'good', :time)",
    "INSERT INTO reader_states VALUES (1, 'topic:t', NULL, 1, NULL, :time)",
]


def first_library(folder: Path) -> None:
    """Make a library as the first version wrote it."""
    config = Config()
    config.set_main_option("script_location", str(Path(library.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{folder / 'library.sqlite'}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with closing(sqlite3.connect(folder / "library.sqlite")) as database:
        for statement in OLD:
            database.execute(statement, {"time": TIME} if ":time" in statement else {})
        database.commit()


def test_the_first_librarys_rows_are_kept(tmp_path: Path) -> None:
    first_library(tmp_path)
    opened = Library(tmp_path, create=False)
    with opened.write() as connection:
        assert get_states(connection) == {
            "paper-1": State("done", None, "good", TIME),
            "topic:t": State(None, 1, None, TIME),
        }
        assert resolve_id(connection, "gone-2") == "paper-1"
        for table in ("facts", "citations", "relations", "topics"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 1 + (table == "facts")
        names = connection.exec_driver_sql("SELECT value FROM facts WHERE field = 'identifiers'").scalar()
        assert json.loads(str(names)) == ["arxiv:1706.03762"]
    opened.close()


def test_names_and_facts_of_the_first_library_last_until_their_source_is_read_again(tmp_path: Path) -> None:
    first_library(tmp_path)
    opened = Library(tmp_path, create=False)
    entry = Entry("A paper", "https://arxiv.org/abs/1706.03762", position=0)
    with opened.write() as connection:
        assert store_reading(connection, Reading(ReadingList("new.md", "New"), [entry])).resources == 0
        work = Work("w", "A paper", identifiers=(Identifier("arxiv", "1706.03762"),), venue="NeurIPS")
        assert store_facts_of(connection, Facts("facts", [work])).resources == 0
        known = get_resources(connection, ["paper-1"])["paper-1"]
    assert (known.venue, known.identifiers) == ("NeurIPS", (Identifier("arxiv", "1706.03762"),))
    opened.close()
