"""RIS, the exchange format of reference managers: one entry a record, a malformed line costs itself at most."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import rispy

from ingest.kindwords import kind_from_word
from ingest.names import name_in_order
from ingest.records import Record, arxiv_id, finish, first_year, printed_identifiers, shorten
from library.vocabulary import Kind, Link, LinkRole, Reading, Skipped

__all__ = ["read_ris"]

_TAG = re.compile(r"^\s*([A-Z][A-Z0-9])\s{0,3}-(?:\s+|$)(.*)$")
# One vague tag among otherwise sound lines: a lower-case tag, a lost blank.
_LOOSE_TAG = re.compile(r"^\s*([A-Za-z][A-Za-z0-9])\s{0,4}[-:–]\s+(\S.*)$")
_KINDS: Mapping[str, Kind | None] = {
    "conf": "paper", "elec": None, "gen": None, "icomm": None, "web": None, "multi": "video", "ser": "book",
    "ancient": "book", "clswk": "book", "govdoc": "paper", "manscpt": "paper", "stand": "paper", "news": "blog",
    "ctlg": "list", "encyc": "book", "dict": "book", "hear": "other", "statute": "other", "legal": "other",
}  # fmt: skip
_LINK_TAGS: Mapping[str, LinkRole] = {"file_attachments1": "mirror", "file_attachments2": "mirror", "figure": "other"}


def read_ris(text: str, source: str) -> Reading:
    """Read a RIS file; lines that are none of its format are reported and left out."""
    return finish(_records(text), source, format_="ris")


def _records(text: str) -> Iterator[Record | Skipped]:
    """Split into records by line, so that each keeps its place and breaks alone."""
    lines: list[str] = []
    start = 0
    for number, line in enumerate([*text.split("\n"), "ER  - "], 1):
        tag = _TAG.match(line)
        name = tag[1] if tag else ""
        if name in {"TY", "ER"} and lines:
            yield from _record(lines, start)
            lines = []
        if name == "TY":
            lines, start = [_normal(line)], number
        elif lines and name != "ER" and line.strip():
            normal = _normal(line)
            if re.match(r"[A-Z][A-Z0-9]  - ", normal):
                lines.append(normal)
            elif len(lines) > 1:
                # Joined here: the grammar trips over continued lines of repeated tags.
                lines[-1] = f"{lines[-1]} {normal}"
        elif not lines and name not in {"", "ER"}:
            yield Skipped(number, shorten(line), "stands outside of a record, which begins with TY")


def _normal(line: str) -> str:
    """A line as the grammar demands it: two letters, two blanks, a dash, a blank."""
    tag = _TAG.match(line) or _LOOSE_TAG.match(line)
    return f"{tag[1].upper()}  - {tag[2]}" if tag else line.strip()


def _record(lines: Sequence[str], start: int) -> Iterator[Record | Skipped]:
    parsed = rispy.loads("\n".join([*lines, "ER  - "]))
    if not parsed:
        yield Skipped(start, shorten(" ".join(lines)), "the record cannot be read")
        return
    fields = {name: _texts(value) for name, value in parsed[0].items() if name != "unknown_tag"}
    urls = [url for text in fields.get("urls", []) for url in re.split(r"[;\s]+(?=https?://)|\s+", text) if url]
    doi_text = " ".join([*fields.get("doi", []), *(fields.get("note", []))]) if _has_doi(fields) else ""
    links = [Link(url, role) for name, role in _LINK_TAGS.items() for url in fields.get(name, []) if "://" in url]
    type_ = _one(fields, "type_of_reference").lower()
    venue = _one(
        fields, "journal_name", "alternate_title3", "secondary_title", "alternate_title2", "tertiary_title", "publisher"
    )
    yield Record(
        line=start,
        title=_one(fields, "title", "primary_title", "translated_title", "short_title") or _book_title(fields, type_),
        url=urls[0] if urls else "",
        kind=_KINDS[type_] if type_ in _KINDS else kind_from_word(type_),
        year=first_year(_one(fields, "year", "publication_year")) or first_year(_one(fields, "date")),
        authors=tuple(
            name_in_order(name)
            for name in fields.get("authors") or fields.get("first_authors") or fields.get("secondary_authors", [])
            if name.strip()
        ),
        venue=venue,
        note=" ".join(fields.get("notes", []) or fields.get("research_notes", []))
        or _one(fields, "abstract", "notes_abstract"),
        language=_one(fields, "language"),
        links=[*(Link(url, "mirror") for url in urls[1:]), *links],
        identifiers=printed_identifiers(
            doi_text=doi_text, arxiv=_arxiv(fields, urls), isbn_text=" ".join(fields.get("issn", []))
        ),
        tags=tuple(part for text in fields.get("keywords", []) for part in re.split(r"[;\n]", text)),
    )


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(item).strip() for item in values if str(item).strip()]


def _one(fields: Mapping[str, Sequence[str]], *names: str) -> str:
    return next((fields[name][0] for name in names if fields.get(name)), "")


def _book_title(fields: Mapping[str, Sequence[str]], type_: str) -> str:
    """Some exports print the title of a whole book under the tag of series and journals."""
    return _one(fields, "secondary_title") if type_ in {"book", "edbook", "conf", "ser"} else ""


def _has_doi(fields: Mapping[str, Sequence[str]]) -> bool:
    return bool(fields.get("doi")) or any("10." in text for text in fields.get("note", []))


def _arxiv(fields: Mapping[str, Sequence[str]], urls: Sequence[str]) -> str:
    """An arXiv id that is named as one; its address needs no second mention."""
    texts = [text for name in ("journal_name", "secondary_title", "note", "accession_number", "number", "id")
             for text in fields.get(name, []) if "arxiv" in text.lower()]  # fmt: skip
    return next((text for text in texts if arxiv_id(text)), "") if not urls or texts else ""
