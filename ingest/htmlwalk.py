"""The events of an HTML tree become blocks.

One walker serves whole pages and the fragments inside Markdown; `ingest.html` feeds it. It keeps its own small
stacks and never recurses, so that the depth of a page costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin

from lxml import etree

from ingest.blocks import (
    Anchor,
    Block,
    Break,
    Code,
    Heading,
    Image,
    Inline,
    Item,
    Paragraph,
    Rule,
    Text,
)
from ingest.htmltable import OpenTable, is_layout, trimmed

__all__ = ["Walker"]

_BLOCK: Final = frozenset({
    "p", "div", "section", "article", "main", "header", "li", "dt", "dd", "blockquote", "pre", "table", "ul", "ol",
    "dl", "hr", "figure", "figcaption", "address", "details", "summary", "center", "body", "h1", "h2", "h3", "h4",
    "h5", "h6", "fieldset", "hgroup", "td", "th", "tr", "caption", "html",
})  # fmt: skip
_STYLE: Final = {
    "b": "strong", "strong": "strong", "em": "emphasis", "i": "emphasis", "cite": "emphasis", "s": "struck",
    "del": "struck", "strike": "struck", "code": "code", "kbd": "code", "tt": "code", "samp": "code",
}  # fmt: skip
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Open:
    """A block under construction."""

    tag: str
    line: int
    depth: int
    quoted: bool
    inlines: list[Inline] = field(default_factory=list)
    number: int | None = None
    checked: bool | None = None


class Walker:
    """Turns the events of one tree into blocks."""

    def __init__(self, line: int, base: str) -> None:
        self.blocks: list[Block] = []
        self.title = ""
        self.line = line
        self._base = base
        self._lists: list[tuple[str, int]] = []
        self._quotes = 0
        self._styles = dict.fromkeys(("strong", "emphasis", "struck", "code"), 0)
        self._open: _Open | None = None
        self._anchor: tuple[str, str, list[Text | Image | Break]] | None = None
        self._table: OpenTable | None = None
        self._pre = 0

    def start(self, tag: str, element: etree._Element) -> None:
        """Take the start of an element; `line` must be up to date."""
        if style := _STYLE.get(tag):
            self._styles[style] += 1
        elif tag == "a":
            self._open_anchor(element)
        elif tag == "img":
            self._put(Image(element.get("src") or "", element.get("alt") or ""))
        elif tag == "br":
            self._put(Break(self.line, hard=True))
        elif tag == "input":
            self._check(element)
        elif tag in _BLOCK:
            self._start_block(tag, element)

    def _start_block(self, tag: str, element: etree._Element) -> None:
        if self._table is not None and tag not in {"tr", "td", "th", "table"}:
            if self._open is not None and self._open.inlines:
                self._put(Break(self.line, hard=True))
            return
        if tag == "table" and self._table is None and not is_layout(element):
            self._flush()
            self._table = OpenTable(self.line)
        elif self._table is not None:
            self._start_cell(tag, element)
        elif self._fills_item(tag):
            return
        else:
            self._flush()
            self._nest(tag)
            self._open = self._new(tag, element)
            if tag == "hr":
                self.blocks.append(Rule(self.line))

    def _fills_item(self, tag: str) -> bool:
        """Tell a block that only wraps the text of the item around it."""
        opened = self._open
        if opened is None or opened.tag not in {"li", "dt", "summary"} or tag not in {"p", "div", "section", "td"}:
            return False
        return not any(isinstance(run, Text | Anchor) for run in opened.inlines)

    def _start_cell(self, tag: str, element: etree._Element) -> None:
        table = self._table
        assert table is not None
        if tag == "tr":
            self._end_row()
            table.row_line, table.header_row = self.line, True
        elif tag in {"td", "th"}:
            self._end_cell()
            table.header_row &= tag == "th" or element.getparent().getparent().tag == "thead"  # type: ignore[union-attr]
            self._open = _Open("cell", self.line, 0, quoted=False)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if style := _STYLE.get(tag):
            self._styles[style] = max(0, self._styles[style] - 1)
        elif tag == "a":
            self._close_anchor()
        elif self._table is not None:
            if tag in {"td", "th"}:
                self._end_cell()
            elif tag == "tr":
                self._end_row()
            elif tag == "table":
                self._end_table()
        elif tag in _BLOCK:
            self._flush()
            self._unnest(tag)

    def text(self, text: str) -> None:
        """Take a run of characters."""
        lines = text.count("\n")
        if self._pre and self._table is None and self._anchor is None:
            self._put(Text(text, code=True))
            self.line += lines
            return
        head, *rest = text.split("\n") if lines else [text]
        self._words(head)
        for piece in rest:
            self.line += 1
            if piece.strip() or piece is rest[-1]:
                self._put(Break(self.line))
                self._words(piece)

    def _words(self, text: str) -> None:
        if not text:
            return
        styles = self._styles
        self._put(
            Text(
                _SPACE.sub(" ", text),
                strong=styles["strong"] > 0,
                emphasis=styles["emphasis"] > 0,
                struck=styles["struck"] > 0,
                code=styles["code"] > 0,
            )
        )

    def _put(self, run: Inline) -> None:
        if self._anchor is not None and not isinstance(run, Anchor):
            self._anchor[2].append(run)
            return
        if self._open is None:
            if self._table is not None or (isinstance(run, Text) and not run.text.strip()):
                return
            if isinstance(run, Break):
                return
            self._open = self._new("p", None)
        if self._open.inlines or not isinstance(run, Break):
            self._open.inlines.append(run)
        else:
            self._open.line = self.line

    def _open_anchor(self, element: etree._Element) -> None:
        self._close_anchor()
        url = (element.get("href") or "").strip()
        if url and self._base and not url.startswith("#"):
            url = _joined(self._base, url)
        self._anchor = (url, element.get("title") or "", [])

    def _close_anchor(self) -> None:
        if self._anchor is None:
            return
        (url, title, label), self._anchor = self._anchor, None
        if url:
            strong, struck = self._styles["strong"] > 0, self._styles["struck"] > 0
            self._put(Anchor(url, tuple(label), title, strong=strong, struck=struck))
        else:
            for run in label:
                self._put(run)

    def _check(self, element: etree._Element) -> None:
        if self._open is not None and element.get("type") == "checkbox":
            self._open.checked = element.get("checked") is not None

    def _nest(self, tag: str) -> None:
        if tag in {"ul", "ol", "dl"}:
            self._lists.append((tag, 0))
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._pre += 1
        elif tag in {"li", "dt"} and self._lists:
            name, number = self._lists[-1]
            self._lists[-1] = (name, number + 1)

    def _unnest(self, tag: str) -> None:
        if tag in {"ul", "ol", "dl"} and self._lists:
            self._lists.pop()
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)

    def _new(self, tag: str, element: etree._Element | None) -> _Open:
        depth = len(self._lists)
        opened = _Open(tag, self.line, depth, quoted=self._quotes > 0)
        if tag == "li" and self._lists and self._lists[-1][0] == "ol":
            stated = (element.get("value") or "") if element is not None else ""
            opened.number = int(stated) if stated.isdecimal() and len(stated) < 10 else self._lists[-1][1]
        return opened

    def _flush(self) -> None:
        """Close the block under construction; one without content leaves no trace."""
        self._close_anchor()
        opened, self._open = self._open, None
        if opened is None or not any(not isinstance(run, Break) for run in opened.inlines):
            return
        inlines = trimmed(opened.inlines)
        if not inlines:
            return
        if level := _HEADINGS.get(opened.tag):
            self.blocks.append(Heading(level, inlines, opened.line))
        elif opened.tag in {"li", "dt"}:
            depth = max(0, opened.depth - 1)
            self.blocks.append(Item(inlines, opened.line, depth, opened.number, opened.checked))
        elif opened.tag == "pre":
            text = "".join(run.text for run in inlines if isinstance(run, Text))
            self.blocks.append(Code(text, opened.line, opened.depth))
        else:
            self.blocks.append(Paragraph(inlines, opened.line, opened.depth, opened.quoted))

    def _end_cell(self) -> None:
        self._close_anchor()
        if self._open is not None and self._open.tag == "cell" and self._table is not None:
            self._table.add(self._open.inlines, self._open.line)
        self._open = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._table is not None:
            self._table.end_row()

    def _end_table(self) -> None:
        self._end_row()
        opened, self._table = self._table, None
        if opened is not None and (table := opened.finish()):
            self.blocks.append(table)

    def finish(self) -> list[Block]:
        """Close what is still open and give the blocks."""
        if self._table is not None:
            self._end_table()
        self._flush()
        return self.blocks


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:
        return url
