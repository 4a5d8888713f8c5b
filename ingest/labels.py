"""Lines that only say what the list below them holds, in documents whose writer uses no headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.blocks import Block, Heading, Inline, Item, Paragraph, Table, Text
from ingest.nodes import node_of, nodes_of
from ingest.shapes import heads_items
from ingest.unlinked import is_prose

__all__ = ["with_label_headings"]


def with_label_headings(blocks: Sequence[Block]) -> list[Block]:
    """Make headings of the labels above lists where a document has no headings, but several such labels."""
    if any(isinstance(block, Heading) for block in blocks):
        return list(blocks)
    labels = {place for place in range(len(blocks) - 1) if _is_label(blocks[place], blocks[place + 1])}
    if len(labels) < 2:
        return list(blocks)
    return [
        Heading(2, _unstopped(block.inlines), block.line) if place in labels and isinstance(block, Paragraph) else block
        for place, block in enumerate(blocks)
    ]


def _unstopped(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The runs of a label without the stop at its end."""
    last = inlines[-1]
    return (*inlines[:-1], last._replace(text=last.text.rstrip(" ."))) if isinstance(last, Text) else inlines


def _is_label(block: Block, after: Block) -> bool:
    if not isinstance(block, Paragraph) or block.depth or block.quoted:
        return False
    if isinstance(after, Table):
        after = Item(block.inlines, after.line)
    node = node_of(block)
    if not isinstance(after, Item) or not re.search(r"\w", node.line.text):
        return False
    text = node.line.text.rstrip()
    if text.endswith(".") and len(text.split()) <= 8 and not is_prose(text):
        node.line = node.line.part(0, len(text) - 1)
        node.line.text += ":"
    return bool(heads_items(node, nodes_of([replace(after, depth=0)])))
