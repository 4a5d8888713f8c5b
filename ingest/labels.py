"""Lines that only say what the list below them holds, in documents whose writer uses no headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.blocks import Block, Heading, Item, Paragraph, Table
from ingest.nodes import node_of, nodes_of
from ingest.shapes import heads_items

__all__ = ["with_label_headings"]


def with_label_headings(blocks: Sequence[Block]) -> list[Block]:
    """Make headings of the labels above lists where a document has no headings, but several such labels."""
    if any(isinstance(block, Heading) for block in blocks):
        return list(blocks)
    labels = {place for place in range(len(blocks) - 1) if _is_label(blocks[place], blocks[place + 1])}
    if len(labels) < 2:
        return list(blocks)
    return [
        Heading(2, block.inlines, block.line) if place in labels and isinstance(block, Paragraph) else block
        for place, block in enumerate(blocks)
    ]


def _is_label(block: Block, after: Block) -> bool:
    if not isinstance(block, Paragraph) or block.depth or block.quoted:
        return False
    if isinstance(after, Table):
        after = Item(block.inlines, after.line)
    return isinstance(after, Item) and bool(heads_items(node_of(block), nodes_of([replace(after, depth=0)])))
