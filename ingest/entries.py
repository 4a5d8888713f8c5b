"""THE decision: which blocks of a document are entries, and why the others are not.

A document is read section by section. In each, the heading may carry an entry itself; items, paragraphs and tables
are read into drafts; drafts become entries under the heading chain they stand in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.blocks import Block, Document, Heading, Table
from ingest.finish import finish
from ingest.hosts import is_wikipedia, url_key
from ingest.items import Draft, usable_spans
from ingest.lines import Line, flatten
from ingest.lists import Found, describe, read_nodes
from ingest.nodes import Node, nodes_of
from ingest.printed import bare_text
from ingest.repair import repair_text
from ingest.tables import read_table
from ingest.words import label_role, section_class
from library.vocabulary import Entry, Skipped

__all__ = ["entries"]

_REASONS = {
    "contents": "table of contents",
    "upkeep": "about the list itself",
    "todo": "to-do of the list",
    "people": "people, not resources",
    "companies": "companies, not resources",
    "glossary": "glossary",
}


@dataclass(slots=True)
class _Section:
    """A heading, what stands under it until the next one, and whether deeper headings follow."""

    heading: Heading | None
    body: list[Block]
    parent: bool = False
    first: bool = False


def entries(document: Document, *, naked: bool = False) -> tuple[list[Entry], list[Skipped]]:
    """Decide what in a document is an entry.

    Parameters
    ----------
    document
        The blocks of one source.
    naked
        Whether a mere host name at the end of a line is an address, as in plain text.

    Returns
    -------
    list of Entry
        In the order of their lines; `position` counts them.
    list of Skipped
        Every link, and every line that looked like an entry, that was not taken, with the reason.
    """
    return _Decision(naked=naked).read(document)


class _Decision:
    """Walks the sections of one document."""

    def __init__(self, *, naked: bool) -> None:
        self._naked = naked
        self._chain: list[tuple[int, str]] = []
        self._muted: tuple[int, str] | None = None
        self._drafts: list[tuple[Draft, tuple[str, ...], bool]] = []
        self._skipped: list[Skipped] = []
        self._title = ""

    def read(self, document: Document) -> tuple[list[Entry], list[Skipped]]:
        sections = _sections(document)
        self._title = _title_of(sections)
        for section in sections:
            self._section(section)
        found = self._without_announcements()
        result: list[Entry] = []
        for draft, place, _ in found:
            topics = place[1:] if place and place[0] == self._title else place
            entry = finish(draft, place, len(result), topics)
            if entry is None:
                self._skipped.append(Skipped(draft.line, draft.url or draft.lead, "nothing names it"))
            else:
                result.append(entry)
        self._skipped.sort(key=lambda left: left.line)
        return result, self._skipped

    def _section(self, section: _Section) -> None:
        headed = self._heading(section)
        if self._muted is not None:
            self._leave_out(section, self._muted[1])
            return
        place = tuple(text for _, text in self._chain)
        nodes = nodes_of(section.body, naked=self._naked)
        if headed is not None:
            self._skipped += describe(headed, nodes)
            return
        tables = [block for block in section.body if isinstance(block, Table)]
        self._add(read_nodes(nodes, place), place)
        for table in tables:
            self._add(read_table(table, place, naked=self._naked), place, table=True)

    def _add(self, found: Found, place: tuple[str, ...], *, table: bool = False) -> None:
        self._drafts += [(draft, place, table) for draft in found.drafts]
        self._skipped += found.skipped

    def _heading(self, section: _Section) -> Draft | None:
        """Enter a heading: extend the chain, or give the draft of the entry it carries."""
        heading = section.heading
        if heading is None:
            return None
        while self._chain and self._chain[-1][0] >= heading.level:
            self._chain.pop()
        if self._muted is not None and heading.level <= self._muted[0]:
            self._muted = None
        line = flatten(heading.inlines, heading.line)
        spans, skipped = usable_spans(line)
        self._skipped += skipped
        text = _heading_text(line)
        draft = None if section.first and section.parent else _entry_heading(section, line, spans, text)
        if draft is not None:
            place = tuple(text for _, text in self._chain)
            if self._muted is None:
                self._drafts.append((draft, place, False))
        if draft is None or section.parent:
            self._chain.append((heading.level, text))
            reason = section_class(text)
            if self._muted is None and reason is not None:
                self._muted = (heading.level, _REASONS[reason])
        return draft if draft is not None and not section.parent else None

    def _leave_out(self, section: _Section, reason: str) -> None:
        nodes = nodes_of(section.body, naked=self._naked)
        if reason == _REASONS["glossary"]:
            place = tuple(text for _, text in self._chain)
            self._add(read_nodes([node for node in nodes if node.spans], place), place)
            nodes = [node for node in nodes if not node.spans]
        for node in nodes:
            for inner in node.walk():
                text = bare_text(inner.line.text)[:120]
                self._skipped.append(Skipped(inner.line.line, text, reason))

    def _without_announcements(self) -> list[tuple[Draft, tuple[str, ...], bool]]:
        """Drop table cells that announce what stands elsewhere in the list as an entry of its own."""
        own = {url_key(draft.url) for draft, _, table in self._drafts if draft.url and not table}
        kept = []
        for draft, place, table in self._drafts:
            if table and draft.url and url_key(draft.url) in own:
                self._skipped.append(Skipped(draft.line, draft.label or draft.title, "announces an entry"))
            else:
                kept.append((draft, place, table))
        kept.sort(key=lambda found: found[0].line)
        return kept


def _heading_text(line: Line) -> str:
    text = bare_text(repair_text(line.text.replace("\ufffc", " ")))
    return text.rstrip(" :：").strip(" #*_")


def _entry_heading(section: _Section, line: Line, spans: list, text: str) -> Draft | None:  # type: ignore[type-arg]
    heading = section.heading
    assert heading is not None
    leading = [span for span in spans if not is_wikipedia(span.url)]
    if section.parent or not (leading or heading.checked is not None) or _lists_links(nodes_of(section.body)):
        return None
    if leading:
        span = leading[0]
        title = text if span.bare or label_role(span.label) else span.label
        if len(title) < 0.5 * len(text):
            title = text
        return Draft(line.line, title=title, url=span.url, label=span.label, checked=heading.checked)
    return Draft(line.line, lead=text, checked=heading.checked)


def _lists_links(nodes: list[Node]) -> bool:
    """Tell a section whose items begin with links of their own: its heading heads a list."""
    items = [node for node in nodes if node.is_item]
    leading = sum(1 for node in items if _is_listing(node))
    return leading >= 2 and leading * 2 >= len(items)


def _is_listing(node: Node) -> bool:
    """Tell an item that is a link and its note from a sentence that begins with a link."""
    if not node.spans or re.search(r"\w", node.line.text[: node.spans[0].start]):
        return False
    return not re.match(r"\s*\w", node.line.text[node.spans[0].end :]) or bool(
        re.match(r"\s+(?:by|von|par|por)\s", node.line.text[node.spans[0].end :])
    )


def _title_of(sections: list[_Section]) -> str:
    """The heading that names the whole list: the first one, when no other stands as high."""
    headings = [section.heading for section in sections if section.heading is not None]
    if len(headings) < 2 or any(other.level <= headings[0].level for other in headings[1:]):
        return ""
    return _heading_text(flatten(headings[0].inlines, headings[0].line))


def _sections(document: Document) -> list[_Section]:
    sections = [_Section(None, [])]
    for block in document.blocks:
        if isinstance(block, Heading):
            last = sections[-1].heading
            if last is not None and block.level > last.level:
                sections[-1].parent = True
            sections.append(_Section(block, [], first=last is None))
        else:
            sections[-1].body.append(block)
    return sections
