"""GitHub (https://docs.github.com/rest): what a repository is about and since when."""

from __future__ import annotations

import os

from ingest.services.answers import Answer, Question, Service, load, text, work, year
from library.vocabulary import Identifier

__all__ = ["GITHUB"]


def _ask(one: Identifier) -> Question:
    key = os.environ.get("GITHUB_TOKEN")
    headers = (("Authorization", f"Bearer {key}"),) if key else ()
    return Question(f"https://api.github.com/repos/{one.value}", str(one), headers=headers)


def _read(payload: bytes) -> Answer | None:
    """The title stays the lists' own: a repository's name seldom stands alone."""
    record = load(payload)
    name = text(record, "full_name")
    if not name:
        return None
    return Answer(
        work(
            name,
            "",
            kind="other",  # a repository may hold a book or a course; the lists know
            identifiers=(Identifier("github", name.lower()),),
            year=year(record, "created_at"),
            summary=text(record, "description"),
        )
    )


GITHUB = Service("github", "api.github.com", 0.1, ("github",), _ask, _read)
