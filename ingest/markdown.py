"""Markdown to blocks, in all its habits.

markdown-it-py does the grammar. Its tokens become blocks, HTML included; links and headings it missed are mended.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.blocks import (
    Block,
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
)
from ingest.entries import entries
from ingest.html import html_blocks
from ingest.labels import with_label_headings
from ingest.lines import split_lines
from ingest.prepared import prepared
from ingest.runs import runs_of
from library.vocabulary import Reading, ReadingList, Skipped

__all__ = ["markdown_document", "read_markdown"]


class _Grammar(MarkdownIt):
    """The grammar, with addresses left as they are printed."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802  its name in the grammar
        return url


_PARSER = _Grammar("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
_ITEM_INSIDE = re.compile(r"(?m)^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+.*\]\(")
_TAG_LINE = re.compile(r"(?m)^[ \t]*</?[A-Za-z][^\n]*>[ \t]*$")
_STATE = re.compile(r"^(TODO|DOING|DONE|LATER|NOW|WAITING|CANCELL?ED)\s+(?=[A-ZÀ-ÞА-Я\[“«\"*]|$)")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:.*\n){0,60}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LISTED = re.compile(r"(?:[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S[^\n]*\n+)+")
_TASK = re.compile(r"^\[([ xX✓✔-]?)\]\s+")


def read_markdown(text: str, source: str) -> Reading:
    """Read a Markdown list.

    Parameters
    ----------
    text
        The decoded source.
    source
        Its path or address.
    """
    document, skipped = markdown_document(text)
    found, left = entries(document)
    return Reading(ReadingList(source, document.title or source, "markdown"), found, [*skipped, *left])


def markdown_document(text: str) -> tuple[Document, list[Skipped]]:
    """Turn Markdown into blocks; lines beyond all measure are left out and told."""
    text, skipped = prepared(text)
    title = ""
    if front := _FRONT_MATTER.match(text):
        title = _front_title(front.group())
        text = "\n" * front.group().count("\n") + text[front.end() :]
    blocks = with_label_headings(_Reader(_PARSER.parse(text)).read())
    if not title:
        tops = [block for block in blocks if isinstance(block, Heading)]
        title = "".join(run.text for run in tops[0].inlines if isinstance(run, Text)).strip() if tops else ""
    return Document(tuple(blocks), title), skipped


def _front_title(front: str) -> str:
    found = re.search(r"(?m)^title:\s*[\"']?(.+?)[\"']?\s*$", front)
    return found.group(1) if found else ""


class _Reader:
    """Walks the tokens of one source once, from left to right."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._blocks: list[Block] = []
        self._depth = 0
        self._quotes = 0
        self._numbers: list[int | None] = []
        self._item: tuple[int, int | None] | None = None
        self._markup: list[tuple[str, int]] = []

    def read(self) -> list[Block]:
        position = 0
        tokens = self._tokens
        while position < len(tokens):
            token = tokens[position]
            if self._markup and token.type not in {"html_block", "code_block"}:
                self._flush_markup()
            if token.type == "table_open":
                position = self._table(position)
                continue
            self._take(token, position)
            position += 1
        self._flush_markup()
        return self._blocks

    def _take(self, token: Token, position: int) -> None:
        match token.type:
            case "inline":
                self._inline(token, self._tokens[position - 1])
            case "bullet_list_open":
                self._enter(None)
            case "ordered_list_open":
                self._enter(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._depth -= 1
                self._numbers.pop()
                self._item = None
            case "list_item_open":
                self._open_item(token)
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
            case "html_block":
                self._html(token)
            case "code_block" if token.content.lstrip().startswith("<"):
                self._html(token)
            case "code_block" if _LISTED.fullmatch(token.content):
                # A list that its writer pushed in too far.
                tokens = _PARSER.parse("\n" * (_line(token) - 1) + textwrap.dedent(token.content))
                self._blocks += _Reader(tokens).read()
            case "fence" | "code_block":
                self._item = None
                self._blocks.append(Code(token.content, _line(token), self._depth))
            case "hr":
                self._blocks.append(Rule(_line(token)))

    def _enter(self, start: int | None) -> None:
        self._depth += 1
        self._numbers.append(start)

    def _open_item(self, token: Token) -> None:
        number = self._numbers[-1]
        if number is not None:
            self._numbers[-1] = number + 1
        self._item = (_line(token), number)

    def _inline(self, token: Token, opener: Token) -> None:
        line = _line(token)
        inlines = runs_of(token, line)
        if not inlines:
            return
        if opener.type == "heading_open":
            self._blocks.append(Heading(int(opener.tag[1]), inlines, line))
        elif self._item is not None:
            self._blocks.append(self._finished_item(inlines, line))
        else:
            self._paragraph(inlines, line)

    def _paragraph(self, inlines: tuple[Inline, ...], line: int) -> None:
        """Append a paragraph; lines that begin with a colon define the line above them."""
        parts = list(split_lines(inlines, line))
        if not any(isinstance(runs[0], Text) and runs[0].text.startswith(": ") for runs, _ in parts[1:]):
            self._blocks.append(Paragraph(inlines, line, self._depth, self._quotes > 0))
            return
        for runs, number in parts:
            first = runs[0]
            if isinstance(first, Text) and first.text.startswith(": "):
                self._blocks.append(Item((Text(first.text[2:]), *runs[1:]), number, self._depth))
            else:
                self._blocks.append(Paragraph(runs, number, self._depth, self._quotes > 0))

    def _finished_item(self, inlines: tuple[Inline, ...], line: int) -> Item:
        assert self._item is not None
        (start, number), self._item = self._item, None
        first = inlines[0]
        checked = None
        if isinstance(first, Text) and (task := _TASK.match(first.text)):
            checked = task.group(1) not in {" ", "", "-"}
            rest = first.text[task.end() :]
            inlines = (Text(rest, first.strong, first.emphasis, first.struck), *inlines[1:])
        elif isinstance(first, Text) and (state := _STATE.match(first.text)):
            checked = state.group(1) == "DONE"
            inlines = (Text(first.text[state.end() :], first.strong, first.emphasis, first.struck), *inlines[1:])
        return Item(inlines, start or line, self._depth - 1, number, checked)

    def _html(self, token: Token) -> None:
        """Gather HTML that blank lines cut into pieces, so that a table stays whole."""
        line = _line(token)
        content = token.content
        if self._markup:
            text, start = self._markup.pop()
            gap = line - start - text.count("\n")
            self._markup.append((text + "\n" * max(gap, 0) + content, start))
        else:
            self._markup.append((content, line))

    def _flush_markup(self) -> None:
        while self._markup:
            text, line = self._markup.pop()
            self._item = None
            if _ITEM_INSIDE.search(text):
                # A list right below a tag: the grammar takes it for HTML, its writer did not.
                tokens = _PARSER.parse("\n" * (line - 1) + _TAG_LINE.sub("", text))
                self._blocks += _Reader([token for token in tokens if token.type != "html_block"]).read()
            elif "<" in text:
                self._blocks += html_blocks(text, line)

    def _table(self, position: int) -> int:
        """Read one table; give the position after it."""
        opening = self._tokens[position]
        header: tuple[Cell, ...] = ()
        rows: list[Row] = []
        cells: list[Cell] = []
        in_head = False
        line = _line(opening)
        while (token := self._tokens[position]).type != "table_close":
            if token.type in {"thead_open", "thead_close"}:
                in_head = token.type == "thead_open"
            elif token.type == "tr_open":
                cells, line = [], _line(token, line)
            elif token.type == "inline":
                cells.append(Cell(runs_of(token, line)))
            elif token.type == "tr_close" and in_head:
                header = tuple(cells)
            elif token.type == "tr_close":
                rows.append(Row(tuple(cells), line))
            position += 1
        self._item = None
        self._blocks.append(Table(header, tuple(rows), _line(opening)))
        return position + 1


def _line(token: Token, default: int = 1) -> int:
    return token.map[0] + 1 if token.map else default
