"""BibTeX and BibLaTeX: one entry a record; a broken record costs itself at most."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Block, ImplicitComment, ParsingFailedBlock, String
from bibtexparser.model import Entry as BibRecord

from ingest.bibvalues import assignments, closing, split_and, value_of
from ingest.kindwords import kind_from_word
from ingest.latex import addresses, plain_text, unescape_url
from ingest.names import name_in_order
from ingest.records import Record, arxiv_id, finish, first_year, is_web, printed_identifiers, shorten
from library.vocabulary import Identifier, Kind, Link, LinkRole, Reading, Skipped

__all__ = ["read_bibtex"]

# It reports broken records as warnings as well; they are in the reading's own report.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_Fields = dict[str, str]

_KINDS: Mapping[str, Kind] = {
    "conference": "paper", "proceedings": "book", "reference": "book", "mvproceedings": "book", "inreference": "paper",
    "suppbook": "book", "bookinbook": "book", "collection": "book", "booklet": "tutorial", "periodical": "site",
}  # fmt: skip
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: name.title() for name in _MONTH_NAMES}
# With these types a record says nothing about what it is; its address does.
_VAGUE = frozenset({"misc", "online", "www", "electronic", "webpage", "other"})
_LINK_FIELDS: Mapping[str, LinkRole] = {
    "code": "code", "github": "code", "pdf": "mirror", "ee": "mirror", "biburl": "other", "slides": "slides",
    "video": "video", "website": "site", "bdsk-url-1": "mirror", "bdsk-url-2": "mirror",
}  # fmt: skip
_MAX_OPEN = 20
_OWN_WORDS = ("annote", "annotation", "comment", "note", "addendum", "review", "abstract")


def read_bibtex(text: str, source: str) -> Reading:
    """Read a bibliography.

    Comments of one line head the records below them. Damaged records are reported with their line; what can be
    read of them is kept.
    """
    # No middleware: each copies all records, and decoding stops at the first one that it cannot take.
    blocks = parse_string(_without_comments(text), parse_stack=[]).blocks
    return finish(_records(blocks), source, format_="bibtex")


def _without_comments(text: str) -> str:
    """The text with `@comment{…}` blanked out, lines kept: what is commented out may hold whole records."""
    pieces: list[str] = []
    position = failures = 0
    for start in re.finditer(r"^[ \t]*@comment\s*\{", text, re.IGNORECASE | re.MULTILINE):
        if start.start() < position or failures > _MAX_OPEN:
            continue
        end = closing(text, start.end() - 1)
        failures += end is None
        if end is not None:
            pieces += [text[position : start.start()], "\n" * text.count("\n", start.start(), end)]
            position = end + 1
    return "".join([*pieces, text[position:]])


def _records(blocks: Sequence[Block]) -> Iterator[Record | Skipped]:
    strings = _strings(blocks)
    parsed = [(block, _fields_of(block, strings)) for block in blocks]
    by_key: dict[str, _Fields] = {}
    for _, fields in parsed:
        by_key.setdefault(fields.get("", "").lower(), fields)
    section: tuple[str, ...] = ()
    for block, fields in parsed:
        line = (block.start_line or 0) + 1
        if isinstance(block, ImplicitComment):
            section = _heading(block.comment) or section
        elif fields:
            yield from _record(_inherited(fields, by_key), section, line)
        if isinstance(block, ParsingFailedBlock) and _whole(block) is None:
            kept = "what could be read of it was kept" if fields.get("title") else "it was left out"
            yield Skipped(line, shorten(block.raw or ""), f"the record is damaged, {kept}")


def _strings(blocks: Sequence[Block]) -> dict[str, str]:
    """Named strings; one may be built of those above it."""
    strings = dict(_MONTHS)
    for block in blocks:
        if isinstance(block, String):
            strings[block.key.strip().lower()] = value_of(block.value, 0, strings)[0]
    return strings


def _whole(block: Block) -> BibRecord | None:
    """The record of a block, also where the parser only complains of a repeated key or field."""
    inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
    return inner if isinstance(inner, BibRecord) else None


def _fields_of(block: Block, strings: Mapping[str, str]) -> _Fields:
    """Fields of a record, its key under "" and its type under "type of record"; none for other blocks."""
    record = _whole(block)
    if record is not None:
        fields = {"": record.key, "@": record.entry_type.lower()}
        for item in record.fields:
            value, end = value_of(item.value, 0, strings)
            fields.setdefault(item.key.lower(), value)
            if end < len(item.value):
                _add(fields, assignments(item.value[end:], strings))
        return fields
    head = re.match(r"\s*@\s*(\w+)\s*[{(]\s*([^\s,={}\"]*)", block.raw or "")
    if not isinstance(block, ParsingFailedBlock) or head is None:
        return {}
    fields = {"": head[2], "@": head[1].lower()}
    _add(fields, assignments(head.string[head.end() :], strings))
    return fields if fields.get("title") else {}


def _add(fields: _Fields, found: Iterator[tuple[str, str]]) -> None:
    for name, value in found:
        fields.setdefault(name, value)


def _inherited(fields: _Fields, by_key: Mapping[str, _Fields]) -> _Fields:
    """Fields completed from the record that `crossref` or `xdata` names, one step up as BibTeX does it."""
    parent = by_key.get((fields.get("crossref") or fields.get("xdata") or "").strip().lower())
    if not parent or parent is fields:
        return fields
    passed = {name: value for name, value in parent.items() if name not in {"", "@", "title", "doi", "url", "author"}}
    if "xdata" in fields:
        passed |= {name: parent[name] for name in ("author", "url") if name in parent}
    elif "booktitle" not in passed and "title" in parent:
        passed["booktitle"] = parent["title"]
    return passed | fields


def _record(fields: _Fields, section: tuple[str, ...], line: int) -> Iterator[Record | Skipped]:
    type_ = fields["@"]
    if type_ in {"xdata", "set", "control", "string", "preamble", "comment"}:
        return
    identifiers = _identifiers(fields)
    url, links = _addresses(fields, has_identifier=bool(identifiers))
    title = plain_text(fields.get("title", ""))
    subtitle = plain_text(fields.get("subtitle", ""))
    groups = tuple(part.strip() for part in plain_text(fields.get("groups", "")).split(",")[:1] if part.strip())
    yield Record(
        line=line,
        title=_full_title(title, subtitle),
        url=url,
        section=groups or section,
        kind=_kind(type_, fields, identifiers=bool(identifiers)),
        year=first_year(fields.get("year", "")) or first_year(fields.get("date", "")),
        authors=_authors(fields.get("author") or fields.get("editor") or fields.get("organization", "")),
        venue=plain_text(_first(fields, "journal", "journaltitle", "booktitle", "school", "institution", "publisher")),
        note=_note(fields),
        language=plain_text(_first(fields, "language", "langid")),
        links=links,
        identifiers=identifiers,
        tags=tuple(re.split(r"[,;]", plain_text(fields.get("keywords", "")))),
        nickname=plain_text(_first(fields, "shorttitle", "acronym")),
        done=fields.get("readstatus", "").strip().lower() == "read",
    )


def _first(fields: _Fields, *names: str) -> str:
    return next((fields[name] for name in names if fields.get(name, "").strip()), "")


def _full_title(title: str, subtitle: str) -> str:
    if subtitle and title and subtitle.lower() not in title.lower():
        title = f"{title}{'' if title.endswith(('?', '!', ':')) else ':'} {subtitle}"
    return re.sub(r"(?<=\w\w)\.$", "", title)


def _identifiers(fields: _Fields) -> tuple[Identifier, ...]:
    loose = " ".join(
        fields.get(name, "") for name in ("journal", "journaltitle", "volume", "number", "note", "howpublished")
    )
    told = re.search(r"(?:arxiv|\babs/)\W*(?:(?:preprint|e-?prints?)\W*)?(?:arxiv:)?.*", loose, re.IGNORECASE)
    archive = (fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv").strip().lower()
    eprint = _first(fields, "eprint", "arxivid", "arxiv") if archive == "arxiv" else ""
    return printed_identifiers(
        doi_text=unescape_url(fields.get("doi", "")),
        arxiv=eprint if arxiv_id(eprint) else told[0] if told else "",
        isbn_text=fields.get("isbn", ""),
    )


def _addresses(fields: _Fields, *, has_identifier: bool) -> tuple[str, list[Link]]:
    """Main address, then the secondary ones. A DOI or arXiv id is a better main address than one in a remark."""
    main = [unescape_url(fields.get("url", ""))]
    main += addresses(_first(fields, "howpublished", "link"))
    links = [
        Link(unescape_url(fields[name]), role, name)
        for name, role in _LINK_FIELDS.items()
        if is_web(unescape_url(fields.get(name, "")))
    ]
    remarks = addresses(" ".join(fields.get(name, "") for name in ("note", "addendum", "annote")))
    if not has_identifier:
        main += [link.url for link in links if link.role == "mirror"] + remarks
    found = [url for url in dict.fromkeys(main) if url]
    rest = dict.fromkeys([*found[1:], *remarks])
    return (found[0] if found else ""), [
        *links,
        *(Link(url) for url in rest if url not in {link.url for link in links}),
    ]


def _kind(type_: str, fields: _Fields, *, identifiers: bool) -> Kind | None:
    if type_ in _VAGUE:
        stated = kind_from_word(plain_text(fields.get("type", "") or fields.get("entrysubtype", "")))
        return stated or ("paper" if identifiers or fields.get("journal") else None)
    return _KINDS.get(type_) or kind_from_word(type_)


def _authors(text: str) -> tuple[str, ...]:
    names = []
    for name in split_and(" ".join(text.split())):
        whole = re.fullmatch(r"\{(?:[^{}\\]|\{[^{}]*\})*\}", name)
        names.append(plain_text(name) if whole else name_in_order(plain_text(name)))
    return tuple(name for name in names if name)


def _note(fields: _Fields) -> str:
    for name in _OWN_WORDS:
        note = plain_text(re.sub(r"\\(?:url|href)\s*\{[^{}]*\}", " ", fields.get(name, ""))).strip(" .,;:")
        if re.search(r"\w{3}", note) and not re.fullmatch(r"(?i)https?://\S+|(?:available|online)(?: at| from)?", note):
            return note
    return ""


def _heading(comment: str) -> tuple[str, ...]:
    """The heading that a comment of one line is, or nothing: "%% ===== Deep learning =====" heads what follows."""
    lines = [line.strip().strip("%#=*-~_ \t") for line in comment.split("\n")]
    lines = [line for line in lines if line]
    if len(lines) != 1 or not comment.lstrip().startswith(("%", "#")):
        return ()
    text = lines[0]
    is_setting = re.match(r"(?i)encoding|this file|generated|created|exported|bibtex|mode:|-\*-|todo|fixme|see ", text)
    if is_setting or len(text) > 70 or text.endswith((".", "!", ",")) or "@" in text or "://" in text or "=" in text:
        return ()
    return (text.rstrip(":").strip(),)
