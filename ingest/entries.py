"""THE decision: which blocks of a document are entries, and why the others are not.

A document is read section by section. In each, the heading may carry an entry itself; items, paragraphs and tables
are read into drafts; drafts become entries under the heading chain they stand in.
"""

from __future__ import annotations

from ingest.blocks import Document, Table
from ingest.finish import finish
from ingest.headings import Section, heading_text, mark_entries, sections_of
from ingest.hosts import url_key
from ingest.items import Draft
from ingest.kinds import section_kinds
from ingest.lines import flatten
from ingest.lists import Found, describe, read_nodes
from ingest.neighbours import told_by_neighbours
from ingest.nodes import Node
from ingest.pointers import follow_pointers
from ingest.printed import bare_text
from ingest.ranks import usable_spans
from ingest.styles import habit
from ingest.tables import read_table
from ingest.words import section_class
from library.vocabulary import Entry, Skipped

__all__ = ["entries"]

# A list called after these holds little else; one of *resources* or *tools* may hold anything.
_NAMED_BY_TITLE = frozenset({"paper", "book", "video"})
_REASONS = {
    "contents": "table of contents",
    "upkeep": "about the list itself",
    "todo": "to-do of the list",
    "against": "advised against",
    "people": "people, not resources",
    "companies": "companies, not resources",
    "glossary": "glossary",
}


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
        self._about: tuple[str, ...] = ()
        self._habit = habit(())
        self._names = False

    def read(self, document: Document) -> tuple[list[Entry], list[Skipped]]:
        sections = sections_of(document, naked=self._naked)
        self._names = document.names
        mark_entries(sections)
        self._title = _title_of(sections)
        self._about = _about(document.title or self._title, sections)
        self._habit = habit(inner for section in sections for node in section.nodes for inner in node.walk())
        for section in sections:
            self._section(section)
        found = self._without_announcements()
        result: list[Entry] = []
        weights: list[float] = []
        for draft, place, _ in found:
            self._skipped += draft.mentioned
            entry = finish(draft, place, len(result), self._topics(place))
            if entry is None:
                self._skipped.append(Skipped(draft.line, draft.url or draft.lead, "nothing names it"))
            else:
                result.append(entry)
                weights.append(draft.kind_weight)
        result = follow_pointers(told_by_neighbours(result, weights))
        self._skipped.sort(key=lambda left: left.line)
        return result, self._skipped

    def _section(self, section: Section) -> None:
        self._enter(section)
        place = tuple(text for _, text in self._chain)
        nodes = section.nodes
        if self._muted is not None:
            self._leave_out(nodes, place, self._muted[1])
        elif section.entry:
            self._drafts += [(draft, place, False) for draft in section.drafts]
            self._skipped += section.skipped
            self._skipped += describe(section.drafts[0], nodes)
        else:
            self._add(read_nodes(nodes, self._topics(place), self._habit, names=self._names), place)
            for table in section.body:
                if isinstance(table, Table):
                    self._add(read_table(table, naked=self._naked), place, table=True)

    def _topics(self, place: tuple[str, ...]) -> tuple[str, ...]:
        """The headings that sort the list, without the title of the whole."""
        topics = place[1:] if place and place[0] == self._title else place
        return topics if topics[:1] == self._about else (*self._about, *topics)

    def _add(self, found: Found, place: tuple[str, ...], *, table: bool = False) -> None:
        self._drafts += [(draft, (*place, *draft.group), table) for draft in found.drafts]
        self._skipped += found.skipped

    def _enter(self, section: Section) -> None:
        """Extend the chain of headings by one that is no entry itself."""
        heading = section.heading
        if heading is None:
            return
        while self._chain and self._chain[-1][0] >= heading.level:
            self._chain.pop()
        if self._muted is not None and heading.level <= self._muted[0]:
            self._muted = None
        if section.entry:
            return
        text = heading_text(heading)
        self._chain.append((heading.level, text))
        spans, skipped = usable_spans(flatten(heading.inlines, heading.line))
        self._skipped += skipped
        self._skipped += [Skipped(span.line, span.label or span.url, "link of a heading") for span in spans]
        reason = section_class(text)
        if self._muted is None and reason is not None:
            self._muted = (heading.level, _REASONS[reason])

    def _leave_out(self, nodes: list[Node], place: tuple[str, ...], reason: str) -> None:
        if reason == _REASONS["glossary"]:
            self._add(read_nodes([node for node in nodes if node.spans], self._topics(place), self._habit), place)
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


def _about(title: str, sections: list[Section]) -> tuple[str, ...]:
    """The title of a list that says what sort of thing stands in it, where no heading below says so."""
    told = section_kinds(title)
    headings = [heading_text(section.heading) for section in sections if section.heading is not None]
    said = any(section_kinds(heading) for heading in headings if heading != title)
    return (title,) if len(told) == 1 and told[0] in _NAMED_BY_TITLE and not said else ()


def _title_of(sections: list[Section]) -> str:
    """The heading that names the whole list: the first one, when no other stands as high."""
    headings = [section.heading for section in sections if section.heading is not None]
    if len(headings) < 2 or any(other.level <= headings[0].level for other in headings[1:]):
        return ""
    return heading_text(headings[0])
