"""The items of one section as small trees: what stands below an item belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.blocks import Block, Item, Paragraph, Table
from ingest.lines import Line, Span, flatten
from ingest.ranks import usable_spans
from library.vocabulary import Skipped

__all__ = ["Node", "node_of", "nodes_of"]

# Deeper nesting is read as if it stood at this depth: no list means more, and no stack grows with the input.
_DEEPEST = 12


@dataclass(slots=True)
class Node:
    """An item or a paragraph with the links that may lead somewhere and what stands below it."""

    line: Line
    spans: list[Span]
    skipped: list[Skipped]
    block: Item | Paragraph
    children: list[Node] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list, not a paragraph."""
        return isinstance(self.block, Item)

    def walk(self) -> Iterator[Node]:
        """Give the node and all below it, in order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def nodes_of(blocks: Iterable[Block], *, naked: bool = False) -> list[Node]:
    """Build the trees of a run of blocks; blocks that hold no text of the list are left out."""
    roots: list[Node] = []
    open_items: list[tuple[int, Node]] = []
    for block in blocks:
        if not isinstance(block, Item | Paragraph):
            continue
        node = node_of(block, naked=naked)
        depth = min(block.depth, _DEEPEST)
        while open_items and open_items[-1][0] >= depth:
            open_items.pop()
        if open_items:
            open_items[-1][1].children.append(node)
        else:
            roots.append(node)
        if isinstance(block, Item):
            open_items.append((depth, node))
    return roots


def node_of(block: Item | Paragraph, *, naked: bool = False) -> Node:
    """Flatten one block and sort its links."""
    line = flatten(block.inlines, block.line, naked=naked)
    spans, skipped = usable_spans(line)
    return Node(line, spans, skipped, block)
