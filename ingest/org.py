"""Org to blocks: headings with their states and tags, lists, tables, paragraphs; what is an entry is not told here.

orgparse reads the outline (states, priorities, tags, properties); the text below a heading is read here by line,
so that every block knows where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from orgparse import loads
from orgparse.node import OrgNode

from ingest.blocks import (
    Anchor,
    Block,
    Break,
    Cell,
    Code,
    Document,
    Heading,
    Inline,
    Item,
    Paragraph,
    Row,
    Rule,
    Table,
    Text,
    plain,
)  # fmt: skip
from ingest.entries import entries
from ingest.orgtext import abbreviations, inlines
from ingest.records import without_long_lines
from library.vocabulary import Reading, ReadingList

__all__ = ["org_document", "read_org"]

_OUTLINE = re.compile(r"\*+ |[ \t]*(?::[\w-]+:|#\+\w)")
_LONGEST_HEADING = 5000
_DATE = re.compile(r"(?<=[<\[])(\d{4})-(?=\d{1,2}-\d)")
_ITEM = re.compile(
    r"^(\s*)(?:([-+])|(?<=\s)(\*)|(\d{1,9}|[A-Za-z])[.)])(?:\s+(?:\[@\w+\]\s*)?(?:\[([ xX-])\]\s+)?|$)(.*)$"
)
_DRAWER = re.compile(r"^\s*:([\w-]+):\s*$")
_BEGIN = re.compile(r"^\s*#\+begin_(\w+)", re.IGNORECASE)
_PLANNING = re.compile(r"^\s*(?:CLOSED|SCHEDULED|DEADLINE):")
_STAMP_ONLY = re.compile(r"^\s*[<\[]\d{4}-\d{1,2}-\d{1,2}[^<>\[\]]*[>\]]\s*$")
_KEYWORD = re.compile(r"^\s*#(?:\+\w[\w-]*(?:\[[^\]]*\])?:|\s|$)")
_BEGINNINGS = (
    _ITEM, _KEYWORD, _DRAWER, _PLANNING, _STAMP_ONLY,
    re.compile(r"\s*(?:\||-{5,}\s*$|:(?:\s|$)|#\+(?:begin|end)_)", re.IGNORECASE),
)  # fmt: skip
_LINKED = ("URL", "LINK", "SOURCE", "WEBSITE", "HOMEPAGE", "ADDRESS", "PDF", "DOI", "ARXIV", "ROAM_REFS")
_PEOPLE = ("AUTHOR", "AUTHORS", "BY")
_YEARS = ("YEAR", "DATE", "PUBLISHED")


def read_org(text: str, source: str) -> Reading:
    """Read an org file; a heading's properties count as if they were printed on it."""
    text, cut = without_long_lines(text)
    document = org_document(text)
    found, left = entries(document)
    return Reading(ReadingList(source, document.title, "org"), found, [*cut, *left])


def org_document(text: str) -> Document:
    """Blocks of an org file."""
    lines = text.split("\n")
    # orgparse gets what it is needed for: it refuses a file for one impossible date ("2021-02-31"), and very long
    # lines take it very long.
    outline = (line if _OUTLINE.match(line) and len(line) < _LONGEST_HEADING else "" for line in lines)
    root = loads(_DATE.sub(r"\1/", "\n".join(outline)))
    short = abbreviations(text)
    done = frozenset(root.env.done_keys)
    nodes: list[OrgNode] = list(root)
    starts = [node.linenumber for node in nodes[1:]] + [len(lines) + 1]
    blocks: list[Block] = list(_Body(lines[: starts[0] - 1], 1, short).blocks())
    for node, start, end in zip(nodes[1:], starts, starts[1:], strict=False):
        blocks.append(_heading(node, start, short, done))
        blocks.extend(_Body(lines[start : end - 1], start + 1, short).blocks())
    title = re.search(r"^[ \t]*#\+TITLE:[ \t]*(.+)$", text, re.MULTILINE | re.IGNORECASE)
    return Document(tuple(blocks), plain(inlines(title[1], short)) if title else "")


def _heading(node: OrgNode, line: int, short: Mapping[str, str], done: frozenset[str]) -> Heading:
    heading = node.get_heading(format="raw")
    runs: tuple[Inline, ...] = tuple(inlines(re.sub(r"^COMMENT\s+", "", heading), short))
    facts = {str(name).upper(): str(value).strip() for name, value in node.properties.items()}
    if not any(isinstance(run, Anchor) for run in runs):
        runs = _linked(runs, facts, short)
    told = [facts[name] for names in (_PEOPLE, _YEARS) for name in names if facts.get(name)]
    if told and any(isinstance(run, Anchor) for run in runs):
        runs = (*runs, Text(f" ({', '.join(told)})"))
    checked = None if node.todo is None else node.todo in done
    return Heading(node.level, runs, line, checked, tuple(sorted(node.shallow_tags)))


def _linked(runs: tuple[Inline, ...], facts: Mapping[str, str], short: Mapping[str, str]) -> tuple[Inline, ...]:
    """A heading whose address stands in its properties, as a link."""
    for name in _LINKED:
        value = facts.get(name, "").split(" ")[0]
        prefix = {"DOI": "doi:", "ARXIV": "arxiv:"}.get(name, "")
        if value and prefix and not value.lower().startswith((prefix, "http")):
            value = prefix + value
        link = next((run for run in inlines(f"[[{value.strip('[]<>')}]]", short) if isinstance(run, Anchor)), None)
        if link:
            return (Anchor(link.url, tuple(run for run in runs if isinstance(run, Text))),)
    return runs


class _Body:
    """The lines below one heading, read once from top to bottom."""

    def __init__(self, lines: Sequence[str], first: int, short: Mapping[str, str]) -> None:
        self._lines = lines
        self._first = first
        self._short = short
        self._at = 0
        self._indents: list[int] = []  # of the items that are open
        self._quoted = False
        self._endless: set[str] = set()  # what is known to have no end below

    def blocks(self) -> Iterator[Block]:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            number = self._first + self._at
            if _DRAWER.match(line) and self._skip_to(r"\s*:END:\s*$"):
                continue
            begin = _BEGIN.match(line)
            if begin:
                yield from self._begun(begin[1].lower(), number)
            elif re.match(r"\s*#\+end_", line, re.IGNORECASE):
                self._quoted = False
                self._at += 1
            elif not line.strip() or _KEYWORD.match(line) or _PLANNING.match(line) or _STAMP_ONLY.match(line):
                self._at += 1
            elif re.match(r"\s*-{5,}\s*$", line):
                self._at += 1
                yield Rule(number)
            elif line.lstrip().startswith("|"):
                yield self._table()
            elif re.match(r"\s*:(?:\s|$)", line):
                self._at += 1
                yield Code(line.strip()[1:].strip(), number, len(self._indents))
            else:
                yield self._text(number)

    def _skip_to(self, pattern: str) -> bool:
        """Move behind the line that ends a drawer or block; False when there is none."""
        if pattern in self._endless:
            return False
        end = re.compile(pattern, re.IGNORECASE)
        for offset in range(self._at + 1, len(self._lines)):
            if end.match(self._lines[offset]):
                self._at = offset + 1
                return True
        self._endless.add(pattern)
        return False

    def _begun(self, name: str, number: int) -> Iterator[Block]:
        start = self._at
        if name in {"quote", "center", "verse"} or name not in {"src", "example", "export", "comment"}:
            self._quoted = name in {"quote", "verse"}
            self._at += 1
        elif self._skip_to(rf"\s*#\+end_{re.escape(name)}"):
            text = "\n".join(self._lines[start + 1 : self._at - 1])
            yield Code("" if name == "comment" else text, number, len(self._indents))
        else:
            self._at += 1

    def _text(self, number: int) -> Block:
        """An item or a paragraph with the lines that continue it."""
        line = self._lines[self._at]
        item = _ITEM.match(line)
        indent = len(line) - len(line.lstrip())
        while self._indents and (indent < self._indents[-1] or (not item and indent <= self._indents[-1])):
            self._indents.pop()
        first = item[6] if item else line
        self._at += 1
        runs = [*inlines(first.strip(), self._short), *self._continued(indent if item else None)]
        if item is None:
            return Paragraph(tuple(runs), number, len(self._indents), self._quoted)
        if self._indents and self._indents[-1] == indent:
            self._indents.pop()
        depth = len(self._indents)
        self._indents.append(indent)
        checked = {"x": True, " ": False, "-": False}.get((item[5] or "?").lower())
        return Item(
            tuple(_described(runs)), number, depth, int(item[4]) if (item[4] or "").isdigit() else None, checked
        )

    def _continued(self, item_indent: int | None) -> Iterator[Inline]:
        """Runs of the lines that go on with the text above; those of an item stand deeper than its bullet."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            deeper = item_indent is None or len(line) - len(line.lstrip()) > item_indent
            if not line.strip() or not deeper or self._begins_block(line):
                return
            yield Break(self._first + self._at)
            yield from inlines(line.strip(), self._short)
            self._at += 1

    @staticmethod
    def _begins_block(line: str) -> bool:
        return any(pattern.match(line) for pattern in _BEGINNINGS)

    def _table(self) -> Table:
        start = self._at
        header: tuple[Cell, ...] = ()
        rows: list[Row] = []
        while self._at < len(self._lines) and self._lines[self._at].lstrip().startswith("|"):
            line = self._lines[self._at].strip()
            if re.match(r"\|[-+|:\s]*$", line) and "-" in line:
                if len(rows) == 1 and not header:
                    header = rows.pop().cells
            else:
                cells = line.strip("|").split("|")
                rows.append(
                    Row(
                        tuple(Cell(tuple(inlines(cell.strip(), self._short))) for cell in cells), self._first + self._at
                    )
                )
            self._at += 1
        return Table(header, tuple(rows), self._first + start)


def _described(runs: Sequence[Inline]) -> Iterator[Inline]:
    """`term :: description` as a reader says it: "term: description"."""
    done = False
    for run in runs:
        if isinstance(run, Text) and not done and re.search(r"\s::(?:\s|$)", run.text):
            done = True
            yield Text(re.sub(r"\s+::(?=\s|$)", ":", run.text, count=1), run.strong, run.emphasis, run.struck, run.code)
        else:
            yield run
