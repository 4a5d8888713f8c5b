"""reStructuredText to blocks, by way of docutils' document tree; what is an entry is not told here.

Nothing is read from disk, no raw output is taken over, and no message is printed: what docutils could not make out
is reported as left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from docutils import nodes
from docutils.core import publish_doctree

from ingest.blocks import Block, Cell, Code, Document, Heading, Inline, Item, Paragraph, Row, Rule, Table, Text
from ingest.entries import entries
from ingest.records import shorten, without_long_lines
from ingest.rstdirectives import register
from ingest.rsttext import inlines
from library.errors import MalformedSource
from library.vocabulary import Reading, ReadingList, Skipped

__all__ = ["read_rst", "rst_document"]

register()

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "line_length_limit": 10_000_000,
    "smart_quotes": False,
    "syntax_highlight": "none",
    "embed_images": False,
}
# A list of contents, a comment or a definition of a name prints nothing that one could read.
_UNSEEN = (
    nodes.comment, nodes.target, nodes.substitution_definition, nodes.docinfo, nodes.topic, nodes.decoration,
    nodes.pending, nodes.raw, nodes.meta, nodes.image, nodes.title, nodes.system_message,
)  # fmt: skip
_ERROR_LEVEL = 3
_MARK = re.compile(r"[*`|_]")
_MAX_MARKS = 2000
# Where a paragraph or an item begins; with its mark as a part of its own, no bullet is lost.
_ITEM_START = re.compile(r"(\n[ \t]*\n|^[ \t]*(?:[-*+•]|\d+[.)]|#\.)[ \t])", re.MULTILINE)


def read_rst(text: str, source: str) -> Reading:
    """Read a reStructuredText file.

    Raises
    ------
    MalformedSource
        When it is nested deeper than docutils can follow.
    """
    text, cut = without_long_lines(text)
    document, messages = rst_document(text, source)
    found, left = entries(document)
    return Reading(ReadingList(source, document.title, "rst"), found, [*cut, *left, *messages])


def rst_document(text: str, source: str = "") -> tuple[Document, list[Skipped]]:
    """Blocks of a reStructuredText file, and the places that docutils could not make out."""
    try:
        tree = publish_doctree(_bearable(text), settings_overrides=_SETTINGS)
        blocks = tuple(_Walk().document(tree))
    except RecursionError as error:
        raise MalformedSource(source, "is nested too deep", hint="Check its indentation.") from error
    title = next((child.astext() for child in tree.children if isinstance(child, nodes.title)), "")
    return Document(blocks, title), list(dict.fromkeys(_messages(tree)))


def _bearable(text: str) -> str:
    """The text without the marks of paragraphs that hold thousands: docutils takes the square of their number."""
    if len(_MARK.findall(text)) <= _MAX_MARKS:
        return text
    parts = _ITEM_START.split(text)
    return "".join(part if len(_MARK.findall(part)) <= _MAX_MARKS else _MARK.sub(" ", part) for part in parts)


def _messages(tree: nodes.document) -> Iterator[Skipped]:
    for message in [*tree.findall(nodes.system_message), *tree.parse_messages]:
        text = message.astext()
        if message.get("level", 0) >= _ERROR_LEVEL or "disabled" in text:
            yield Skipped(message.get("line") or message.line or 1, shorten(text), "is no valid reStructuredText")


class _Walk:
    """Goes through the tree in reading order and remembers the last line it knew."""

    def __init__(self) -> None:
        self._line = 1
        self._makers: Mapping[type[nodes.Node], Callable[[nodes.Element, int, int], Iterator[Block]]] = {
            nodes.section: self._section,
            nodes.rubric: self._rubric,
            nodes.paragraph: self._paragraph,
            nodes.list_item: self._item,
            nodes.enumerated_list: self._numbered,
            nodes.definition_list_item: self._definition,
            nodes.field: self._field,
            nodes.citation: self._note,
            nodes.footnote: self._note,
            nodes.option_list: self._literal,
            nodes.literal_block: self._literal,
            nodes.doctest_block: self._literal,
            nodes.math_block: self._literal,
            nodes.line_block: self._line_block,
            nodes.table: self._table,
            nodes.transition: self._rule,
        }

    def document(self, tree: nodes.document) -> Iterator[Block]:
        """Blocks of the whole: a second heading right below the title is one of the list, not of its title page."""
        second = next((child for child in tree.children if isinstance(child, nodes.subtitle)), None)
        if second is None:
            yield from self.blocks(tree.children)
            return
        line = max(1, (second.line or self._line + 1) - 1)
        yield Heading(1, tuple(inlines(second, line)), line)
        yield from self.blocks([child for child in tree.children if child is not second], 1)

    def blocks(self, children: Iterable[nodes.Node], level: int = 0, depth: int = 0) -> Iterator[Block]:
        """Blocks of all children; containers without a meaning of their own are looked through."""
        for child in children:
            if isinstance(child, _UNSEEN) or not isinstance(child, nodes.Element):
                continue
            if child.line:
                self._line = max(1, child.line)
            maker = self._makers.get(type(child))
            if maker:
                yield from maker(child, level, depth)
            else:
                yield from self.blocks(child.children, level, depth)

    def _section(self, node: nodes.Element, level: int, _: int) -> Iterator[Block]:
        for child in node.children:
            if isinstance(child, nodes.title):
                # docutils counts the line of the underline.
                line = (child.line or self._line + 1) - 1
                yield Heading(level + 1, tuple(inlines(child, line)), max(1, line))
        yield from self.blocks(node.children, level + 1)

    def _rubric(self, node: nodes.Element, level: int, _: int) -> Iterator[Block]:
        yield Heading(level + 1, tuple(inlines(node, self._line)), self._line)

    def _paragraph(self, node: nodes.Element, _: int, depth: int) -> Iterator[Block]:
        quoted = isinstance(node.parent, nodes.block_quote | nodes.Admonition)
        yield Paragraph(tuple(inlines(node, self._line)), self._line, depth, quoted)

    def _item(self, node: nodes.Element, level: int, depth: int) -> Iterator[Block]:
        yield from self._first_then_rest(node.children, level, depth)

    def _numbered(self, node: nodes.Element, level: int, depth: int) -> Iterator[Block]:
        for number, item in enumerate(node.children, int(node.get("start", 1))):
            self._line = item.line or self._line
            yield from self._first_then_rest(item.children, level, depth, number=number)

    def _first_then_rest(
        self, children: Sequence[nodes.Node], level: int, depth: int, *, number: int | None = None
    ) -> Iterator[Block]:
        """An item made of its first paragraph; all else in it stands deeper."""
        rest = [child for child in children if isinstance(child, nodes.Element)]
        runs: tuple[Inline, ...] = ()
        if rest and isinstance(rest[0], nodes.paragraph):
            first = rest.pop(0)
            self._line = first.line or self._line
            runs = tuple(inlines(first, self._line))
        yield Item(runs, self._line, depth, number)
        yield from self.blocks(rest, level, depth + 1)

    def _definition(self, node: nodes.Element, level: int, depth: int) -> Iterator[Block]:
        """A term with its definition: the term is the item, what is said of it goes on in it."""
        runs: list[Inline] = []
        for child in node.children:
            if isinstance(child, nodes.term):
                self._line = child.line or self._line
                runs.extend(inlines(child, self._line))
            elif isinstance(child, nodes.classifier):
                runs.extend([Text(" : "), *inlines(child, self._line)])
        yield Item(tuple(runs), self._line, depth)
        for child in node.children:
            if isinstance(child, nodes.definition):
                yield from self.blocks(child.children, level, depth + 1)

    def _field(self, node: nodes.Element, level: int, depth: int) -> Iterator[Block]:
        name = node.children[0].astext()
        body = node.children[-1]
        first = next((child for child in body.children if isinstance(child, nodes.paragraph)), None)
        runs = tuple(inlines(first, self._line)) if first is not None else ()
        yield Item((Text(f"{name}: "), *runs), self._line, depth)
        yield from self.blocks(
            nodes.container("", *[c.deepcopy() for c in body.children if c is not first]), level, depth + 1
        )

    def _note(self, node: nodes.Element, level: int, depth: int) -> Iterator[Block]:
        """A citation or footnote: its label names it only inside of the document."""
        body = [child for child in node.children if not isinstance(child, nodes.label)]
        yield from self._first_then_rest(body, level, depth)

    def _literal(self, node: nodes.Element, _: int, depth: int) -> Iterator[Block]:
        yield Code(node.astext(), self._line, depth)

    def _line_block(self, node: nodes.Element, level: int, depth: int) -> Iterator[Block]:
        """Lines that stand alone, as verses and addresses do."""
        for child in node.children:
            if isinstance(child, nodes.line_block):
                yield from self._line_block(child, level, depth)
            elif isinstance(child, nodes.line) and child.astext().strip():
                self._line = child.line or self._line
                yield Paragraph(tuple(inlines(child, self._line)), self._line, depth)

    def _table(self, node: nodes.Element, _: int, __: int) -> Iterator[Block]:
        start = self._line
        header: tuple[Cell, ...] = ()
        rows: list[Row] = []
        for row in node.findall(nodes.row):
            cells = tuple(self._cell(entry) for entry in row.children)
            if isinstance(row.parent, nodes.thead):
                header = cells
            else:
                first = next((part.line for part in row.findall(nodes.paragraph) if part.line), None)
                self._line = first or self._line
                rows.append(Row(cells, self._line))
        yield Table(header, tuple(rows), start)

    def _cell(self, entry: nodes.Node) -> Cell:
        runs: list[Inline] = []
        for part in entry.findall(lambda node: isinstance(node, nodes.paragraph | nodes.term | nodes.line)):
            if runs:
                runs.append(Text(" "))
            runs.extend(inlines(part, part.line or self._line))
        return Cell(tuple(runs))

    def _rule(self, _: nodes.Element, __: int, ___: int) -> Iterator[Block]:
        yield Rule(self._line)
