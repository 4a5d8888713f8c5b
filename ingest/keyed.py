"""Records written as lines of `Key: value`, one resource each: `Title: …`, `Author: …`, `Link: …`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import Break, Paragraph
from ingest.columns import field_of
from ingest.items import Draft
from ingest.lines import MARK, split_lines
from ingest.nodes import Node, node_of
from ingest.printed import bare_text

__all__ = ["fill", "keyed_lines", "take_record"]

_KEY = re.compile(r"^\W*(?P<key>[^\W\d_][^:：]{0,24}?)\W*[:：]\W*\s*(?P<value>.*)$", re.DOTALL)


def take_record(nodes: Sequence[Node]) -> tuple[Draft, int] | None:
    """Read a record at the head of `nodes`: its draft and how many nodes it took; None when there is none.

    A record is one paragraph with a key on each line, or neighbouring lines with one key each; its first key is
    that of a title and at least one more key is known.
    """
    own = _lines(nodes[0])
    if len(own) > 1:
        pairs = [pair for line in own if (pair := _pair(line))]
        return (_draft(pairs, nodes[0]), 1) if _is_record(pairs, len(own)) else None
    pairs = []
    for node in nodes[:12]:
        pair = _pair(node) if len(_lines(node)) == 1 else None
        if pair is None or (pairs and pair[0] == "title"):
            break
        pairs.append(pair)
    return (_draft(pairs, nodes[0]), len(pairs)) if _is_record(pairs, len(pairs)) else None


def keyed_lines(node: Node) -> list[tuple[str, str, Node]]:
    """Give the lines of a paragraph that say `Key: value` with a known key: (field, value, line)."""
    return [pair for line in _lines(node) if (pair := _pair(line))]


def _lines(node: Node) -> list[Node]:
    block = node.block
    if not any(isinstance(run, Break) for run in block.inlines):
        return [node]
    return [node_of(Paragraph(runs, line, block.depth)) for runs, line in split_lines(block.inlines, block.line)]


def _pair(node: Node) -> tuple[str, str, Node] | None:
    found = _KEY.match(node.line.text)
    if not found:
        return None
    key = found.group("key").strip(" *_")
    field = field_of(key) or field_of(key.removesuffix("a"))
    return None if not field else (field, found.group("value"), node)


def _is_record(pairs: Sequence[tuple[str, str, Node]], lines: int) -> bool:
    fields = {field for field, _, _ in pairs}
    return len(fields) >= 2 and pairs[0][0] == "title" and len(pairs) * 2 > lines


def _draft(pairs: Sequence[tuple[str, str, Node]], node: Node) -> Draft:
    draft = Draft(node.line.line, checked=getattr(node.block, "checked", None))
    for pair in pairs:
        fill(draft, pair)
    return draft


def fill(draft: Draft, pair: tuple[str, str, Node]) -> None:
    """Enter one keyed line into a draft."""
    field, value, line = pair
    text = bare_text(value.replace(MARK, " "))
    if field == "title":
        draft.title = text
    elif text:
        draft.fields.setdefault(field, text)
    if line.spans and draft.url is None and field in {"title", "url", "site"}:
        draft.url = line.spans[0].url
