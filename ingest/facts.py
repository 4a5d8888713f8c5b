"""Facts about works from plain files: `works.jsonl`, `citations.csv`, `relations.csv`.

The files of one folder belong together: citations and relations name works by keys of its `works.jsonl`. Facts are
data, not somebody's notes, so one wrong line refuses the set and names the line.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from typing import get_args

from ingest.kindwords import kind_from_word
from ingest.sniff import Format
from library.errors import MalformedSource
from library.identity import common_identifiers, doi, identifiers
from library.vocabulary import Citation, Facts, Identifier, Relation, RelationKind, Work

__all__ = ["FACT_FORMATS", "read_facts"]

FACT_FORMATS: tuple[Format, ...] = ("works", "citations", "relations")

_RELATIONS: Mapping[str, RelationKind] = {name: name for name in get_args(RelationKind)}
_ARXIV = re.compile(r"(?:arxiv:)?((?:[a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5}))(?:v\d+)?$", re.IGNORECASE)


def read_facts(files: Mapping[Format, tuple[str, str]], source: str) -> Facts:
    """Facts from the files of one folder.

    Parameters
    ----------
    files : mapping
        For each of `FACT_FORMATS` that is there, the text and the name of its file.
    source : str
        Name of the set.

    Raises
    ------
    MalformedSource
        With file and line, for broken JSON, a missing title or key, a key used twice, an unknown relation, or a
        key that no work has.
    """
    works = tuple(_works(*files["works"])) if "works" in files else ()
    keys = {work.key for work in works}
    citations = tuple(_citations(*files["citations"], keys)) if "citations" in files else ()
    relations = tuple(_relations(*files["relations"], keys)) if "relations" in files else ()
    return Facts(source, works, citations, relations)


def _works(text: str, source: str) -> Iterator[Work]:
    lines: dict[str, int] = {}
    for line, printed in enumerate(text.split("\n"), 1):
        if not printed.strip():
            continue
        work = _work(_object(printed, source, line), source, line)
        if work.key in lines:
            raise MalformedSource(source, f"the key {work.key!r} stands already on line {lines[work.key]}", line=line)
        lines[work.key] = line
        yield work


def _object(printed: str, source: str, line: int) -> Mapping[str, object]:
    try:
        record = json.loads(printed)
    except (ValueError, RecursionError) as error:
        hint = "Each line is one JSON object."
        why = f"{error.msg}, at character {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise MalformedSource(source, f"no valid JSON: {why}", line=line, hint=hint) from error
    if not isinstance(record, dict):
        raise MalformedSource(source, "not a JSON object", line=line, hint="Each line is one JSON object.")
    return record


def _work(record: Mapping[str, object], source: str, line: int) -> Work:
    def text(field: str) -> str:
        value = record.get(field)
        if value is not None and not isinstance(value, str | int):
            raise MalformedSource(source, f"{field!r} is {value!r}, not a text", line=line)
        return str(value if value is not None else "").strip()

    for field in ("key", "title"):
        if not text(field):
            raise MalformedSource(source, f"the work has no {field}", line=line)
    year = text("year")
    if year and not re.fullmatch(r"\d{4}", year):
        raise MalformedSource(source, f"the year {year!r} is no year", line=line)
    return Work(
        key=text("key"),
        title=text("title"),
        kind=kind_from_word(text("kind")) or "other" if text("kind") else "paper",
        authors=_names(record.get("authors"), source, line),
        year=int(year) if year else None,
        venue=text("venue"),
        nickname=text("nickname"),
        summary=text("summary"),
        url=text("url") or None,
        keywords=_names(record.get("keywords"), source, line, field="keywords"),
        identifiers=(
            *_identifiers(text("arxiv"), text("doi"), text("url"), source, line),
            *common_identifiers(_names(record.get("also"), source, line, field="also")),
        ),
    )


def _names(value: object, source: str, line: int, *, field: str = "authors") -> tuple[str, ...]:
    if value in (None, ""):
        return ()
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise MalformedSource(source, f"{field!r} is {value!r}, not a list of texts", line=line)
    return tuple(name.strip() for name in names if name.strip())


def _identifiers(arxiv: str, doi_text: str, url: str, source: str, line: int) -> tuple[Identifier, ...]:
    found: list[Identifier] = []
    if arxiv:
        match = _ARXIV.match(arxiv)
        if not match:
            raise MalformedSource(source, f"{arxiv!r} is no arXiv id", line=line, hint="Write it as 1706.03762.")
        found.append(Identifier("arxiv", match[1].lower()))
    if doi_text:
        match = re.search(r"10\.\d{4,9}/\S+", doi_text)
        if not match:
            raise MalformedSource(source, f"{doi_text!r} is no DOI", line=line, hint="Write it as 10.1038/nature14539.")
        found.append(doi(match[0]))
    found.extend(identifiers(url))
    return tuple(dict.fromkeys(found))


def _rows(text: str, source: str, wanted: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows of a CSV file as the wanted columns; a missing optional last column reads as empty."""
    reader = csv.reader(text.split("\n"))
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        for row in reader:
            if any(cell.strip() for cell in row):
                cells = dict(zip(header, row, strict=False))
                yield reader.line_num, tuple(cells.get(name, "").strip() for name in wanted)
    except csv.Error as error:
        raise MalformedSource(source, f"no valid CSV: {error}", line=reader.line_num) from error


def _check(key: str, keys: set[str], source: str, line: int) -> None:
    if key not in keys:
        hint = "Keys are those of works.jsonl in the same folder; give the folder, not the file alone."
        raise MalformedSource(source, f"no work has the key {key!r}", line=line, hint=hint)


def _citations(text: str, source: str, keys: set[str]) -> Iterator[Citation]:
    for line, (citing, cited, evidence) in _rows(text, source, ("citing", "cited", "evidence")):
        _check(citing, keys, source, line)
        _check(cited, keys, source, line)
        yield Citation(citing, cited, evidence)


def _relations(text: str, source: str, keys: set[str]) -> Iterator[Relation]:
    for line, (subject, name, target) in _rows(text, source, ("from", "relation", "to")):
        if name not in _RELATIONS:
            message = f"the relation {name!r} is not one of {', '.join(_RELATIONS)}"
            raise MalformedSource(source, message, line=line)
        _check(subject, keys, source, line)
        _check(target, keys, source, line)
        yield Relation(subject, _RELATIONS[name], target)
