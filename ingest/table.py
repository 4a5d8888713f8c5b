"""CSV and TSV: delimiter and columns are told by the content, with or without a header, in several languages."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.columns import Layout, layout_of
from ingest.kindwords import kind_from_word
from ingest.links import find_addresses
from ingest.names import split_names
from ingest.records import Record, finish, first_year, printed_identifiers, read_label, shorten
from library.errors import MalformedSource
from library.vocabulary import Link, LinkRole, Reading, Skipped

__all__ = ["read_table"]

_Row = list[str]
_ROLES: Mapping[str, LinkRole] = {
    "code": "code", "slides": "slides", "video": "video", "discussion": "discussion", "mirror": "mirror",
    "site": "site", "data": "data",
}  # fmt: skip
# What a link beside the main one is, in the order in which one of them may stand in for a missing main one.
_STAND_IN = ("mirror", "site", "video", "code", "data", "slides", "discussion")
_DONE = re.compile(
    r"x|✓|✔|✅|☑|1|archived?|y|yes|true|done|read|finished|complete(?:d)?|ja|oui|s[ií]|да|是|是的|gelesen|erledigt|fertig|leído|lu|"
    r"прочитано|已读|已讀|完成|已完成|読了|읽음",
    re.IGNORECASE,
)
_TODO = re.compile(r"TO-?DO\b\s*[:：]")
# A quoted cell over more lines than this is a quote that somebody forgot to close.
_MAX_ROW_LINES = 60


def read_table(text: str, source: str) -> Reading:
    """Read delimiter-separated values, one entry a row.

    Raises
    ------
    MalformedSource
        When no column holds titles or addresses.
    """
    lines = text.split("\n")
    if not text.strip():
        return finish((), source, format_="table")
    layout = layout_of(text)
    if layout is None or not {"title", "url"} & set(layout.columns):
        hint = "Give the columns a header, such as: title,url,year,authors,topic"
        raise MalformedSource(source, "no column with titles or addresses", line=1, hint=hint)
    return finish(_records(lines, layout), source, format_="table")


def _records(lines: Sequence[str], layout: Layout) -> Iterator[Record | Skipped]:
    heading: tuple[str, ...] = ()
    fill = _fills_down(lines, layout)
    for number, (line, row) in enumerate(_rows(lines, layout)):
        cells = [cell.strip() for cell in row]
        if number < layout.first or not any(cells):
            continue
        if _is_heading(cells, layout):
            heading = (cells[0].strip("#=-*: "),)
            continue
        if fill:
            heading = (cells[0],) if cells[0] else heading
        yield _record(_aligned(cells, layout), layout, line, heading)


def _fills_down(lines: Sequence[str], layout: Layout) -> bool:
    """Whether the first column names a section once and leaves the rows below it blank, as in merged cells."""
    if layout.columns[0] != "section" or len(layout.columns) < 2:
        return False
    rows = [row for number, (_, row) in enumerate(_rows(lines, layout)) if number >= layout.first and any(row)]
    named = [row[0].strip() for row in rows if row[0].strip()]
    return 0 < len(named) < len(rows) and len(set(named)) == len(named)


def _is_heading(cells: Sequence[str], layout: Layout) -> bool:
    """A row with its first cell alone is a heading, unless the first column is that of titles."""
    first = cells[0]
    if not first or any(cells[1:]) or len(layout.columns) < 3 or find_addresses(first):
        return False
    return layout.columns[0] != "title" or first.startswith(("#", "==", "--", "**")) or first.endswith(":")


def _rows(lines: Sequence[str], layout: Layout) -> Iterator[tuple[int, _Row]]:
    """Rows with their first line; a quote that is never closed is read as a mere character."""
    position = 0
    while position < len(lines):
        row, used = _next_row(lines[position : position + _MAX_ROW_LINES], layout.delimiter)
        if row is None or (used > 1 and _runs_on(row, lines[position : position + used], layout)):
            row, used = lines[position].replace('"', "").split(layout.delimiter), 1
        yield position + 1, row
        position += used


def _runs_on(row: _Row, lines: Sequence[str], layout: Layout) -> bool:
    """Whether a row over several lines has swallowed others: a wrong width, or a line in it that is a row itself."""
    width = len(layout.columns)
    if len(row) != width or len(lines) >= _MAX_ROW_LINES:
        return True
    for line in lines[1:-1]:
        cells = line.split(layout.delimiter)
        has_address = "url" in layout.columns and find_addresses(cells[layout.columns.index("url") % len(cells)])
        closes = cells[0].count('"') % 2 == 1
        if len(cells) == width and not closes and (has_address or width >= 4):
            return True
    return False


def _next_row(lines: Sequence[str], delimiter: str) -> tuple[_Row | None, int]:
    """The first row and how many lines it takes; None where the quotes make no sense."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    try:
        row = next(reader, [])
    except csv.Error:
        return None, 1
    return row, max(1, reader.line_num)


def _aligned(cells: list[str], layout: Layout) -> list[str]:
    """Cells in their columns again, where a title with an unquoted delimiter pushed the rest to the right."""
    surplus = len(cells) - len(layout.columns)
    if surplus <= 0 or not {"title", "url"} <= set(layout.columns):
        return cells
    title, url = layout.columns.index("title"), layout.columns.index("url")
    if title < url and find_addresses(cells[url + surplus]) and not find_addresses(cells[url]):
        joined = f"{layout.delimiter} ".join(cells[title : title + surplus + 1])
        return [*cells[:title], joined, *cells[title + surplus + 1 :]]
    return cells


def _record(cells: Sequence[str], layout: Layout, line: int, heading: tuple[str, ...]) -> Record | Skipped:
    found: dict[str, list[str]] = {}
    for field, cell in zip(layout.columns, cells, strict=False):
        if field and cell:
            found.setdefault(field, []).append(cell)
    # A delimiter inside an unquoted cell makes a row too long; what is left over belongs to its last text.
    surplus = " ".join(cell for cell in cells[len(layout.columns) :] if cell)
    urls, links = _addresses(found)
    title, title_url = _title(found)
    if not title and not urls and not title_url:
        return Skipped(line, shorten(layout.delimiter.join(cells)), "the row has neither a title nor an address")
    if not urls and not title_url and _TODO.match(title):
        return Skipped(line, shorten(title), "to-do of the list")
    main = next(iter(urls), "") or title_url
    stated = " ".join(found.get("kind", []))
    record = Record(
        line=line,
        title=title,
        url=main,
        section=tuple(found.get("section", ())) or heading,
        kind=kind_from_word(stated) if stated else None,
        year=first_year(" ".join(found.get("year", []))),
        authors=split_names("; ".join(found.get("authors", []))),
        venue=", ".join(found.get("venue", [])),
        note=" ".join([*found.get("note", []), *([surplus] if surplus else [])]),
        language=" ".join(found.get("language", [])),
        links=[*(Link(url, "mirror") for url in urls[1:]), *links],
        identifiers=printed_identifiers(
            doi_text=" ".join(found.get("doi", [])),
            arxiv=" ".join(found.get("arxiv", [])),
            isbn_text=" ".join(found.get("isbn", [])),
        ),
        tags=tuple(tag for cell in found.get("tags", []) for tag in re.split(r"[,;|/]", cell)),
        nickname=" ".join(found.get("nickname", [])),
        done=any(_DONE.fullmatch(cell) for cell in found.get("done", [])),
    )
    # With a column for people and years, what stands in the title belongs to it.
    return record if {"authors", "year"} & set(layout.columns) else read_label(record)


def _addresses(found: Mapping[str, Sequence[str]]) -> tuple[list[str], list[Link]]:
    """Main addresses and secondary ones; without a main one the best secondary stands in."""
    urls = [url for cell in found.get("url", ()) for url in _urls_of(cell)]
    links = [
        Link(url, _ROLES[role], role) for role in _STAND_IN for cell in found.get(role, ()) for url in _urls_of(cell)
    ]
    if not urls and links and not found.get("doi") and not found.get("arxiv") and links[0].label:
        urls, links = [links[0].url], links[1:]
    return urls, links


def _urls_of(cell: str) -> list[str]:
    markdown = re.findall(r"\]\((\S+?)\)", cell)
    if markdown:
        return [str(url) for url in markdown]
    found = [url for _, _, url in find_addresses(cell, naked=True)]
    is_word = not found and " " not in cell and re.match(r"(?:[\w-]+\.)+\w{2,}(?:/\S*)?$|\w+:\S+$", cell)
    return [cell] if is_word else found


def _title(found: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """The title cell and the address in it: cells may hold `[title](address)` or `=HYPERLINK("address","title")`."""
    cell = next(iter(found.get("title", ())), "")
    link = re.fullmatch(r"\s*\[(.+?)\]\((\S+?)\)\s*", cell)
    if link:
        return link[1], link[2]
    formula = re.fullmatch(r"=HYPERLINK\(\s*\"+([^\"]+)\"+\s*[,;]\s*\"+([^\"]+)\"+\s*\)", cell, re.IGNORECASE)
    if formula:
        return formula[2], formula[1]
    addresses = find_addresses(cell)
    if addresses:
        start, end, url = addresses[0]
        return (cell[:start] + cell[end:]).strip(" -–—:()<>,"), url
    return cell, ""
