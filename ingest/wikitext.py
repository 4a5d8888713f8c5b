"""Wikitext (MediaWiki) to blocks: headings, nested lists, definition lists, tables, paragraphs.

The blocks are told by the first characters of a line; what stands within is read by `ingest.wikiinline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.blocks import Block, Cell, Code, Document, Heading, Inline, Item, Paragraph, Row, Rule, Table, Text, plain
from ingest.entries import entries
from ingest.records import without_long_lines
from ingest.wikiinline import inlines
from library.vocabulary import Reading, ReadingList

__all__ = ["read_wikitext", "wikitext_document"]

_HEADING = re.compile(r"^(={1,6})\s*(.+?)\s*\1\s*$")
_ITEM = re.compile(r"^([*#:;]+)\s*(.*)$", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SWITCH = re.compile(r"^[ \t]*__[A-Z]+__[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"^\s*(?:[\w-]+\s*=\s*(?:\"[^\"]*\"|[\w%#]+)\s*)+\|(?!\|)")
_PAGE_ONLY = re.compile(r"^\[\[(?!w:|wikipedia:)[^\[\]]+\]\]\s*$", re.IGNORECASE)
_LONGEST_TEMPLATE = 60
"""Lines; braces that are still open after so many are a slip, not a template."""


def read_wikitext(text: str, source: str) -> Reading:
    """Read a wiki page's source."""
    text, cut = without_long_lines(text)
    document = wikitext_document(text)
    found, left = entries(document)
    return Reading(ReadingList(source, document.title or source, "wikitext"), found, [*cut, *left])


def wikitext_document(text: str) -> Document:
    """Blocks of a wiki page's source."""
    text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    blocks = tuple(_blocks(list(_lines(_SWITCH.sub("", text)))))
    tops = [block for block in blocks if isinstance(block, Heading) and block.level == 1]
    return Document(blocks, plain(tops[0].inlines) if tops else "")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield lines with their numbers; a template that goes on over lines is one of them."""
    waiting: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        waiting.append(line)
        whole = "\n".join(waiting)
        if whole.count("{{") <= whole.count("}}"):
            yield number - len(waiting) + 1, whole
            waiting = []
        elif len(waiting) > _LONGEST_TEMPLATE:
            yield from ((number - len(waiting) + 1 + at, one) for at, one in enumerate(waiting))
            waiting = []
    yield from enumerate(waiting, text.count("\n") + 2 - len(waiting))


def _blocks(lines: Sequence[tuple[int, str]]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        number, line = lines[at]
        heading = _HEADING.match(line)
        if not line.strip():
            at += 1
        elif heading:
            at += 1
            yield Heading(len(heading[1]), tuple(inlines(heading[2], number)), number)
        elif line.lstrip().startswith("{|"):
            end = _table_end(lines, at)
            yield _table(lines[at:end])
            at = end
        elif line.startswith("----"):
            at += 1
            yield Rule(number)
        elif _ITEM.match(line):
            yield _item(number, line, lines[at + 1] if at + 1 < len(lines) else (0, ""))
            at += 1 + _is_definition(line, lines[at + 1 : at + 2])
        elif line.startswith(" ") and "[" not in line:
            at += 1
            yield Code(line.strip(), number)
        else:
            end = at + 1
            while end < len(lines) and not _begins(lines[end][1]):
                end += 1
            yield Paragraph(tuple(inlines("\n".join(text for _, text in lines[at:end]), number)), number)
            at = end


def _begins(line: str) -> bool:
    return (
        not line.strip() or bool(_ITEM.match(line) or _HEADING.match(line)) or line.lstrip().startswith(("{|", "----"))
    )


def _is_definition(line: str, following: Sequence[tuple[int, str]]) -> bool:
    """Whether a `;` line is told more about by the `:` line below it."""
    return line.startswith(";") and bool(following) and following[0][1].startswith(":")


def _item(number: int, line: str, following: tuple[int, str]) -> Block:
    match = _ITEM.match(line)
    assert match
    marks, text = match[1], match[2]
    runs: list[Inline] = list(inlines(text, number))
    depth = len(marks) - 1
    if set(marks) == {":"} or _PAGE_ONLY.match(text):
        # An indented line is a remark; a mere page of the same wiki is the way to somewhere else, as in "See also".
        return Paragraph(tuple(runs), number)
    if _is_definition(line, [following]):
        runs = [*runs, Text(": "), *inlines(following[1].lstrip(": "), following[0])]
    return Item(tuple(runs), number, depth, 1 if marks.endswith("#") else None)


def _table_end(lines: Sequence[tuple[int, str]], start: int) -> int:
    depth = 0
    for at in range(start, len(lines)):
        text = lines[at][1].lstrip()
        depth += text.startswith("{|") - text.startswith("|}")
        if depth <= 0:
            return at + 1
    return len(lines)


def _table(lines: Sequence[tuple[int, str]]) -> Table:
    header: tuple[Cell, ...] = ()
    rows: list[Row] = []
    cells: list[Cell] = []
    start = 0

    def close() -> None:
        if cells:
            rows.append(Row(tuple(cells), start))
            cells.clear()

    for number, line in lines[1:]:
        text = line.lstrip()
        if text.startswith(("|-", "|}")):
            close()
        elif text.startswith("!"):
            header = (*header, *(_cell(part, number) for part in re.split(r"!!|\|\|", text[1:])))
        elif text.startswith("|") and not text.startswith("|+"):
            start = start if cells else number
            cells.extend(_cell(part, number) for part in text[1:].split("||"))
        elif cells and text:
            cells[-1] = Cell((*cells[-1].inlines, *inlines(f"\n{text}", number - 1)), cells[-1].line)
    close()
    return Table(header, tuple(rows), lines[0][0])


def _cell(text: str, line: int) -> Cell:
    return Cell(tuple(inlines(_ATTRIBUTES.sub("", text).strip(), line)), line)
