"""CSL JSON, as Zotero exports it, and plain JSON lists of things with a title and an address.

Items are read one by one, so that each knows its line. What is no valid JSON is refused whole: a file that was cut
off would look like a list from which the rest was taken out.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from ingest.columns import field_of
from ingest.kindwords import kind_from_word
from ingest.names import name_in_order, split_names
from ingest.records import Record, finish, first_year, printed_identifiers, tidy
from library.errors import MalformedSource
from library.vocabulary import Kind, Link, LinkRole, Reading

__all__ = ["read_csljson"]

_DECODER = json.JSONDecoder()
_ITEM = re.compile(r"\{")
_NO_BLANK = re.compile(r"\S")
_KINDS: Mapping[str, Kind | None] = {
    "webpage": None, "document": None, "article": "paper", "post-weblog": "blog", "post": "discussion",
    "motion_picture": "video", "broadcast": "video", "song": "video", "speech": "video", "classic": "book",
    "periodical": "site", "performance": "video", "regulation": "other", "hearing": "other", "collection": "list",
}  # fmt: skip
_ROLES: Mapping[str, LinkRole] = {
    "code": "code", "slides": "slides", "video": "video", "discussion": "discussion", "mirror": "mirror",
    "site": "site", "data": "data",
}  # fmt: skip


def read_csljson(text: str, source: str) -> Reading:
    """Read a JSON list of works: CSL JSON, an export of Zotero's web interface, or objects with `title` and `url`.

    Raises
    ------
    MalformedSource
        When it is no valid JSON, naming the line, or when there is no object in it at all.
    """
    if not _ITEM.search(text):
        if re.fullmatch(r"\s*\[\s*\]\s*", text) or not text.strip():
            return finish((), source, format_="csljson")
        raise MalformedSource(source, "holds no JSON objects", line=1, hint="Export the collection as CSL JSON.")
    _check(text, source)
    return finish(_records(text), source, format_="csljson")


def _check(text: str, source: str) -> None:
    """Refuse what is no JSON; several values one after another are."""
    position = _start(text, 0)
    try:
        while position < len(text):
            _, position = _DECODER.raw_decode(text, position)
            position = _start(text, position)
    except json.JSONDecodeError as error:
        hint = "Export it again, or correct this line."
        raise MalformedSource(source, f"no valid JSON: {error.msg}", line=error.lineno, hint=hint) from error
    except (ValueError, RecursionError) as error:
        hint = "Export the collection as CSL JSON."
        raise MalformedSource(source, f"cannot be read: {error}", hint=hint) from error


def _start(text: str, position: int) -> int:
    """Return where the next value begins."""
    found = _NO_BLANK.search(text, position)
    return found.start() if found else len(text)


def _records(text: str) -> Iterator[Record]:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for position, item in _items(text):
        line = bisect_right(starts, position)
        if isinstance(item, Mapping) and not _is_part(_flat(item)):
            yield _record({str(name): value for name, value in _flat(item).items()}, line)


def _items(text: str) -> Iterator[tuple[int, object]]:
    """Yield the position of each item of the list and its value."""
    position = _list_start(text)
    while match := _ITEM.search(text, position):
        value, position = _DECODER.raw_decode(text, match.start())
        yield match.start(), value


def _list_start(text: str) -> int:
    """Where the items begin: in the outermost list, or in the one under "items" or another name."""
    if text.lstrip().startswith("["):
        return text.index("[")
    named = re.compile(r"\s*\{(?:\s*\"[^\"]*\"\s*:\s*(?:\"[^\"]*\"|[\w.+-]+)\s*,)*\s*\"[^\"]*\"\s*:\s*\[\s*\{").match(
        text[:5000]
    )
    return named.end() - 1 if named else 0


def _is_part(item: Mapping[object, object]) -> bool:
    """Attachments and notes of Zotero's own export belong to another item."""
    return item.get("itemType") in {"attachment", "note", "annotation"}


def _flat(item: Mapping[object, object]) -> Mapping[object, object]:
    """The item with its fields where they are looked for.

    Zotero's web interface wraps them in `data`; Pinboard calls the title `description` and the note `extended`.
    """
    if "href" in item and "extended" in item:
        return {**item, "title": item.get("description"), "description": item["extended"]}
    data = item.get("data")
    return data if isinstance(data, Mapping) and ("title" in data or "itemType" in data) else item


def _record(item: Mapping[str, object], line: int) -> Record:
    type_ = _text(item, "type", "itemType", "kind")
    main = _text(item, "URL", "url", "link", "href")
    identifiers = printed_identifiers(
        doi_text=_text(item, "DOI", "doi") or _extra(item, "DOI"),
        arxiv=_arxiv(item),
        isbn_text=_text(item, "ISBN", "isbn"),
    )
    known, links = _by_other_names(item)
    return Record(
        line=line,
        title=_text(item, "title", "name") or known.get("title", ""),
        url=main or known.get("url", ""),
        section=_section(item, known),
        kind=_KINDS[type_] if type_ in _KINDS else kind_from_word(type_),
        year=_year(item) or first_year(known.get("year", "")),
        authors=_authors(item) or split_names(known.get("authors", "")),
        venue=_text(item, "container-title", "publicationTitle", "proceedingsTitle", "publisher", "event-title")
        or known.get("venue", ""),
        note=_note(item) or known.get("note", ""),
        language=_text(item, "language") or known.get("language", ""),
        links=links,
        identifiers=identifiers,
        tags=_tags(item),
        nickname=_text(item, "title-short", "shortTitle"),
    )


def _text(item: Mapping[str, object], *names: str) -> str:
    for name in names:
        value = item.get(name)
        if isinstance(value, list) and value and isinstance(value[0], str):
            value = value[0]
        if isinstance(value, str | int) and not isinstance(value, bool) and tidy(str(value)):
            return re.sub(r"</?(?:i|b|em|sub|sup|span|strong)\b[^>]*>", "", str(value))
    return ""


def _by_other_names(item: Mapping[str, object]) -> tuple[dict[str, str], list[Link]]:
    """Fields under the names that people give them ("Titel", "Link"), as in tables."""
    known: dict[str, str] = {}
    links: list[Link] = []
    for name, value in item.items():
        field = field_of(name)
        if not isinstance(value, str | int) or not field:
            continue
        if field in _ROLES and str(value).startswith("http"):
            links.append(Link(str(value), _ROLES[field], name))
        known.setdefault(field, str(value))
    return known, links


def _year(item: Mapping[str, object]) -> int | None:
    for name in ("issued", "original-date", "published", "event-date", "submitted"):
        value = item.get(name)
        if isinstance(value, Mapping):
            parts = value.get("date-parts")
            first = parts[0] if isinstance(parts, list) and parts else None
            first = first[0] if isinstance(first, list) and first else first
            year = first_year(str(first)) or first_year(str(value.get("raw") or value.get("literal") or ""))
            if year:
                return year
        elif isinstance(value, str | int) and first_year(str(value)):
            return first_year(str(value))
    return first_year(_text(item, "date", "year"))


def _authors(item: Mapping[str, object]) -> tuple[str, ...]:
    for name in ("author", "authors", "creators", "editor", "director", "recipient"):
        people = item.get(name)
        if isinstance(people, Sequence) and not isinstance(people, str):
            names = tuple(filter(None, (_name(person) for person in people)))
            if names:
                return names
        elif isinstance(people, str) and people.strip():
            return split_names(people)
    return ()


def _name(person: object) -> str:
    if isinstance(person, str):
        return name_in_order(person)
    if not isinstance(person, Mapping):
        return ""
    parts = {str(key): str(value).strip() for key, value in person.items() if isinstance(value, str)}
    whole = parts.get("literal") or parts.get("name")
    if whole:
        return whole
    last = " ".join(filter(None, (parts.get("non-dropping-particle"), parts.get("family") or parts.get("lastName"))))
    given = " ".join(filter(None, (parts.get("given") or parts.get("firstName"), parts.get("dropping-particle"))))
    return name_in_order(f"{last}, {given}" if given and last else given or last)


def _extra(item: Mapping[str, object], label: str) -> str:
    """A field that Zotero had no place for: a line "DOI: 10.…" in its field `extra`, which CSL calls `note`."""
    text = _raw(item, "note") + "\n" + _raw(item, "extra")
    found = re.search(rf"^\s*{label}\s*:\s*(.+)$", text, re.MULTILINE | re.IGNORECASE)
    return found[1].strip() if found else ""


def _raw(item: Mapping[str, object], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _arxiv(item: Mapping[str, object]) -> str:
    for name in ("arxiv", "arXiv", "eprint", "archiveID", "archive_location", "number", "container-title", "publisher"):
        text = _text(item, name)
        if "arxiv" in text.lower() or name.lower() in {"arxiv", "eprint"}:
            return text
    told = _extra(item, "arXiv")
    return f"arXiv:{told}" if told and not told.lower().startswith("arxiv") else told


def _note(item: Mapping[str, object]) -> str:
    """The list's own words before the author's abstract; the lines of Zotero's field `extra` are no words."""
    lines = [line for line in _raw(item, "note").split("\n") if not re.match(r"\s*[\w -]{2,30}:\s*\S+\s*$", line)]
    note = tidy(re.sub(r"<[^>]+>", " ", " ".join(lines)))
    return note or tidy(_text(item, "annote", "abstract", "abstractNote"))


def _tags(item: Mapping[str, object]) -> tuple[str, ...]:
    for name in ("tags", "keyword", "keywords", "categories"):
        value = item.get(name)
        if isinstance(value, str):
            return tuple(re.split(r"[,;]", value))
        if isinstance(value, list):
            return tuple(str(tag.get("tag", "")) if isinstance(tag, Mapping) else str(tag) for tag in value)
    return ()


def _section(item: Mapping[str, object], known: Mapping[str, str]) -> tuple[str, ...]:
    value = item.get("section")
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    # In CSL `section` is the part of a newspaper; a list of one's own means a heading by it.
    return (known["section"],) if known.get("section") and "issued" not in item else ()
