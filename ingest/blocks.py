"""The document model between the formats and the decision: what every reader of prose-like lists produces.

A `Document` is a flat run of blocks in reading order; nesting is told by `depth`, never by containment, so
that a hostile depth costs nothing and a damaged block takes no neighbour with it. Markdown, HTML, org and
reStructuredText readers build it; `ingest.entries` turns it into entries. Nothing here knows of entries.

How to fill it:

* A list item is one `Item` with the inlines of its first paragraph; `depth` is 0 for an outermost list. What
  stands below it inside the item (more paragraphs, code, nested items) follows as own blocks, one `depth` up.
* Every block carries the 1-based `line` of the source on which its text starts. Where the text of a block
  goes on in another line, a `Break` says which, so that links in one paragraph keep their own lines.
* An address printed bare is an `Anchor` whose label is empty.
* Text is given as a reader would see it: entities decoded, escapes resolved, markup gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

__all__ = [
    "Anchor",
    "Block",
    "Break",
    "Cell",
    "Code",
    "Document",
    "Heading",
    "Image",
    "Inline",
    "Item",
    "Paragraph",
    "Row",
    "Rule",
    "Table",
    "Text",
    "plain",
]


class Text(NamedTuple):
    """A run of characters in one style."""

    text: str
    strong: bool = False
    emphasis: bool = False
    struck: bool = False
    code: bool = False


class Image(NamedTuple):
    """A picture, a badge or an emoji drawn as a picture."""

    url: str
    alt: str = ""


class Break(NamedTuple):
    """The end of a line inside a block; what follows stands on `line` of the source.

    `hard` is true for a break that a reader sees (`<br>`, two spaces), false for a mere line wrap.
    """

    line: int
    hard: bool = False


class Anchor(NamedTuple):
    """A link: its address as written and what stands between its brackets (empty for a bare address)."""

    url: str
    label: tuple[Text | Image | Break, ...] = ()
    title: str = ""
    strong: bool = False
    struck: bool = False


Inline = Text | Anchor | Image | Break


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1. `checked` is an org TODO (false) or DONE (true) state."""

    level: int
    inlines: tuple[Inline, ...]
    line: int
    checked: bool | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A list item without its nested blocks, which follow it with a larger `depth`.

    `number` is its printed number in an ordered list, `checked` the state of its check box.
    """

    inlines: tuple[Inline, ...]
    line: int
    depth: int = 0
    number: int | None = None
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `depth` is 0 outside of lists and n + 1 inside an item of depth n.

    `quoted` marks a block quotation.
    """

    inlines: tuple[Inline, ...]
    line: int
    depth: int = 0
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `line` where its text starts, 0 when that is the line of its row."""

    inlines: tuple[Inline, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table with its line."""

    cells: tuple[Cell, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `header` is empty when the source marks none."""

    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Code:
    """A literal block: shown, never searched for entries."""

    text: str
    line: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    line: int


Block = Heading | Item | Paragraph | Table | Code | Rule


@dataclass(frozen=True, slots=True)
class Document:
    """All blocks of one source in reading order; `title` where the format states one beside its headings.

    `names` tells a list of mere names: its items name resources though none has an address.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    names: bool = False


def plain(inlines: Iterable[Inline]) -> str:
    """Give the characters a reader sees: labels for links, bare addresses as they are, nothing for pictures.

    Examples
    --------
    >>> plain([Text("see "), Anchor("https://example.org", (Text("here"),)), Text("!")])
    'see here!'
    """
    parts: list[str] = []
    for run in inlines:
        match run:
            case Text():
                parts.append(run.text)
            case Break():
                parts.append(" ")
            case Anchor():
                parts.append(plain(run.label) if run.label else run.url)
    return "".join(parts).strip()
