"""Tables: which column names the resource, which ones only describe or link it.

A header that says so decides; without one, the cells do: a column of linked titles holds resources, a column of
`pdf` and `code` holds their links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.blocks import Break, Cell, Inline, Row, Table, plain
from ingest.citations import cited
from ingest.columns import field_of
from ingest.hosts import host_of, is_relative, url_key
from ingest.items import Draft, merged_links, read_line
from ingest.lines import Line, Span, flatten
from ingest.lists import Found
from ingest.people import is_person
from ingest.printed import bare_text, cut_number
from ingest.ranks import usable_spans
from ingest.references import named_in
from ingest.styles import enter_reference
from ingest.unlinked import emphasised_work, is_placeholder
from ingest.words import label_role
from library.vocabulary import Skipped

__all__ = ["read_table"]

_ROLE_FIELDS = frozenset({"url", "code", "slides", "video", "site", "data", "discussion", "preprint"})
_FACT_FIELDS = frozenset({"authors", "year", "venue", "note", "nickname", "kind", "tags"})
_RESOURCE_HEADER = re.compile(
    r"(?i)\breadings?\b|\bpapers?\b|\bmaterials?\b|\bresources?\b|\bliteratur|\blectura|阅读|文献|资料"
)


_AUTHORS = re.compile(r"(?i)\bauthors?\b|\bautor|\bauteur|\bautore|\bverfasser|автор|作者|저자")
# A column of names where no column is called that of titles.
_CALLED = re.compile(
    r"(?i)(?:methods?|models?|algorithms?|approach|systems?|frameworks?|library|package|software|games?)"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """One visible line of a cell with its usable links."""

    line: Line
    spans: list[Span]

    @property
    def text(self) -> str:
        return bare_text(self.line.text)

    @property
    def titled(self) -> list[Span]:
        return [span for span in self.spans if not (span.bare or label_role(span.label) or _is_host(span))]


def _is_host(span: Span) -> bool:
    """Tell a label that only says on which site its link leads."""
    return span.label.lower().removeprefix("www.") == host_of(span.url)


def read_table(table: Table, *, naked: bool = False) -> Found:
    """Read a table into drafts.

    Parameters
    ----------
    table
        The table with its header, if the source marks one.
    naked
        Whether a mere host name is an address.
    """
    reader = _TableReader(table, naked=naked)
    return reader.read()


class _TableReader:
    def __init__(self, table: Table, *, naked: bool) -> None:
        self._found = Found()
        self._naked = naked
        header = [self._parts(cell, table.line) for cell in table.header]
        linked = any(part.spans for parts in header for part in parts)
        self._fields = [] if linked else [field_of(plain(cell.inlines)) for cell in table.header]
        self._names = [plain(cell.inlines) for cell in table.header]
        rows = list(table.rows)
        if linked:
            rows.insert(0, Row(table.header, table.line))
        self._rows = [([self._parts(cell, row.line) for cell in row.cells], row.line) for row in rows]

        self._tell_people()

    def _tell_people(self) -> None:
        """Without a header, a column of names says who made what the other cells name."""
        width = max((len(cells) for cells, _ in self._rows), default=0)
        if self._fields or width < 2 or len(self._rows) < 2:
            return
        people = [self._count(column, lambda part: not part.spans and is_person(part.text)) for column in range(width)]
        if max(people) * 5 >= len(self._rows) * 4:
            self._fields = ["authors" if column == people.index(max(people)) else None for column in range(width)]

    def read(self) -> Found:
        title = self._title_column()
        for cells, line in self._rows:
            if title is None:
                self._cards(cells)
            else:
                self._record(cells, title, line)
        return self._found

    def _parts(self, cell: Cell, line: int) -> list[_Part]:
        """Cut a cell at its visible line breaks."""
        runs: list[Inline] = []
        lines: list[tuple[list[Inline], int]] = []
        start = here = cell.line or line
        for run in cell.inlines:
            if isinstance(run, Break):
                here = max(here, run.line)
                if run.hard and runs:
                    lines.append((runs, start))
                    runs = []
                if not runs:
                    start = here
                    continue
            runs.append(run)
        if runs:
            lines.append((runs, start))
        parts = []
        for inlines, number in lines:
            flat = flatten(inlines, number, naked=self._naked)
            spans, skipped = usable_spans(flat)
            self._found.skipped += skipped
            if flat.spans and all(span.url.startswith("#") for span in flat.spans):
                # It only leads to where the thing itself stands.
                continue
            if flat.text.strip() or spans:
                parts.append(_Part(flat, spans))
        return parts

    def _title_column(self) -> int | None:
        """The column that names one resource a row, None when each cell stands for itself."""
        if "title" in self._fields:
            return self._fields.index("title")
        width = max((len(cells) for cells, _ in self._rows), default=0)
        titled = [
            0
            if self._offers(column) or self._field(column) == "authors"
            else self._count(column, lambda part: bool(part.titled))
            for column in range(width)
        ]
        worded = [self._count(column, _is_name) for column in range(width)]
        if called := [place for place, name in enumerate(self._names) if _CALLED.fullmatch(name.strip())]:
            return called[0] if not any(titled) or titled.index(max(titled)) == called[0] else titled.index(max(titled))
        if self._names_first(titled, worded):
            return 0
        if sum(1 for count in titled if count) == 1 and not any(_RESOURCE_HEADER.search(name) for name in self._names):
            return titled.index(max(titled))
        linked = [self._count(column, lambda part: bool(part.spans)) for column in range(width)]
        if not any(titled) and any(linked):
            best = [
                column for column in range(width) if worded[column] * 2 >= len(self._rows) and not self._is_fact(column)
            ]
            return best[0] if best else None
        return None

    def _names_first(self, titled: list[int], worded: list[int]) -> bool:
        """Tell a first column that names what the rows are about, linked or not, where few other cells have titles."""
        rows = len(self._rows)
        if (
            rows < 3
            or len(titled) < 2
            or self._is_fact(0)
            or any(_RESOURCE_HEADER.search(name) for name in self._names)
        ):
            return False
        return worded[0] * 10 >= rows * 9 and max(titled[1:]) * 3 <= rows and any(titled)

    def _offers(self, column: int) -> bool:
        """Tell a column that its header calls one of links."""
        return column < len(self._fields) and self._fields[column] in _ROLE_FIELDS

    def _field(self, column: int) -> str | None:
        return self._fields[column] if column < len(self._fields) else None

    def _is_fact(self, column: int) -> bool:
        return column < len(self._fields) and self._fields[column] in _FACT_FIELDS | _ROLE_FIELDS | {""}

    def _count(self, column: int, test) -> int:  # type: ignore[no-untyped-def]
        return sum(1 for cells, _ in self._rows if column < len(cells) and any(test(part) for part in cells[column]))

    def _cards(self, cells: list[list[_Part]]) -> None:
        """Every cell holds resources of its own."""
        seen = {url_key(draft.url) for draft in self._found.drafts if draft.url}
        for column, parts in enumerate(cells):
            field = self._fields[column] if column < len(self._fields) else None
            for part in parts:
                titled = bool(part.titled) or any(re.search(r"\w", part.line.text[: span.start]) for span in part.spans)
                if not part.spans and self._names_work(part, column):
                    self._found.drafts.append(_named(part, part.line.line))
                    continue
                if not part.spans or not titled or field in _ROLE_FIELDS - {"url"}:
                    self._leave(part, "part of a table row")
                    continue
                for draft in read_line(part.line, part.spans):
                    if draft.url and url_key(draft.url) in seen:
                        self._found.skipped.append(Skipped(draft.line, draft.label, "printed again"))
                    else:
                        self._found.drafts.append(draft)

    def _names_work(self, part: _Part, column: int) -> bool:
        """Tell a work without address among the readings of a schedule."""
        header = self._names[column] if column < len(self._names) else ""
        flat = part.line
        emphasis = tuple(flat.text[a:b] for a, b in (*flat.emphasis, *flat.strong))
        told = cited(part.text, emphasis) or named_in(part.text, emphasis) or emphasised_work(flat)
        return bool(_RESOURCE_HEADER.search(header)) and bool(told) and _is_name(part)

    def _leave(self, part: _Part, reason: str) -> None:
        self._found.skipped += [Skipped(span.line, span.label or span.url, reason) for span in part.spans]

    def _record(self, cells: list[list[_Part]], title: int, line: int) -> None:
        """A row is one resource, or as many as its title cell has lines."""
        names = cells[title] if title < len(cells) else []
        names = [part for part in names if part.spans or _is_name(part)]
        if any(part.titled for part in names):
            names = [part for part in names if part.spans]
        if not names:
            for parts in cells:
                for part in parts:
                    self._leave(part, "row without a title")
            return
        drafts: list[Draft] = []
        for part in names:
            own = [span.url for span in part.line.spans if is_relative(span.url) and not span.url.startswith("#")]
            if part.titled:
                drafts += read_line(part.line, part.spans)
            else:
                drafts.append(_named(part, line, plainly=any(map(_AUTHORS.search, self._names))))
                # A page of the list itself is the best address such a row has.
                drafts[-1].url = drafts[-1].url or (own[0] if own and not part.spans else None)
        place = next((part.text for parts in cells for part in parts if not part.spans and _is_name(part)), "")
        for draft in drafts:
            if draft.label and label_role(draft.label) and place and not re.search(r"\w", draft.lead):
                draft.lead = f"{place}: {draft.label}"
        for column, parts in enumerate(cells):
            if column != title:
                self._describe(drafts, parts, self._fields[column] if column < len(self._fields) else None)
        self._found.drafts += drafts

    def _describe(self, drafts: list[Draft], parts: list[_Part], field: str | None) -> None:
        """Give what another cell says to the resources of its row."""
        aligned = len(parts) == len(drafts) > 1
        for number, draft in enumerate(drafts):
            mine = [parts[number]] if aligned else parts
            text = " ".join(part.text.replace("\ufffc", "").strip() for part in mine).strip()
            if field in _FACT_FIELDS and text:
                draft.fields.setdefault(str(field), text)
            elif text and not any(part.spans for part in mine) and not draft.rest and not text.isdigit():
                draft.rest = text if len(text) > 3 else ""
            if aligned or number == 0:
                for part in mine:
                    _link(draft, part, field)


def _named(part: _Part, line: int, *, plainly: bool = False) -> Draft:
    """A draft of a title cell whose text is the title; `plainly` tells that its authors stand elsewhere."""
    flat = part.line
    draft = Draft(flat.line or line, lead=bare_text(flat.text.replace("\ufffc", " ")))
    draft.strong = tuple(flat.text[a:b] for a, b in flat.strong)
    _link(draft, part, "url")
    if part.spans and not re.search(r"\w", draft.lead):
        draft.lead = ""
    if not part.spans:
        emphasis = tuple(flat.text[a:b] for a, b in (*flat.emphasis, *flat.strong))
        if plainly:
            draft.title = bare_text(flat.text)
        elif citation := cited(bare_text(flat.text), emphasis):
            draft.title, draft.fields["authors"] = citation.title, ", ".join(citation.authors)
            if citation.year:
                draft.fields["year"] = str(citation.year)
        elif reference := named_in(flat.text, emphasis):
            enter_reference(draft, reference)
        draft.title = draft.title or emphasised_work(flat) or flat.text
    return draft


def _link(draft: Draft, part: _Part, field: str | None) -> None:
    """Take the links of a cell: the first that leads to the resource, and the others beside it."""
    if not part.spans:
        return
    inner = merged_links(part.line, part.spans, draft.url, field)
    if draft.url is None:
        draft.url = inner[0].url
        inner = inner[1:]
    draft.links += [link for link in inner if link.url != draft.url]


def _is_name(part: _Part) -> bool:
    """Tell a cell that can name a resource from a number, a date or a placeholder."""
    text = cut_number(part.text.replace("\ufffc", " ")).strip()
    return bool(re.search(r"[^\W\d_]", text)) and not is_placeholder(text)
