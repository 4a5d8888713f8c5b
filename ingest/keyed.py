"""Records written as lines of `Key: value`, one resource each: `Title: …`, `Author: …`, `Link: …`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import Break, Paragraph
from ingest.citations import cited
from ingest.columns import field_of
from ingest.items import Draft
from ingest.lines import MARK, split_lines
from ingest.nodes import Node, node_of
from ingest.printed import bare_text, year_in

__all__ = ["fill", "keyed_lines", "take_record"]

_KEY = re.compile(r"^\W*(?P<key>[^\W\d_][^:：]{0,24}?)\W*[:：]\W*\s*(?P<value>.*)$", re.DOTALL)

# What may stand before the title of a record: when and by whom it is presented.
_BEFORE = frozenset({"authors", "year"})
# A title and what is said of where it appeared, with or without a stop between them.
_STOP = re.compile(r"[.?]\s+(?=[A-ZÀ-Þ])|\s+(?=[A-ZÀ-Þ]\S+ et al\b)")


def take_record(nodes: Sequence[Node]) -> tuple[Draft, int] | None:
    """Read a record at the head of `nodes`: its draft and how many nodes it took; None when there is none.

    A record is one paragraph with a key on each line, or neighbouring lines with one key each, one of which is that
    of a title; at least one more key is known. Who speaks about it may stand before it.
    """
    own = _lines(nodes[0])
    if len(own) > 1 and not (nodes[0].is_item and len([line for line in own if _pair(line)]) == 1):
        pairs = [pair for line in own if (pair := _pair(line))]
        return (_draft(pairs, nodes[0]), 1) if _is_record(pairs, len(own)) else None
    pairs = []
    for node in nodes[:12]:
        lines = _lines(node)
        pair = _pair(lines[0]) if len(lines) == 1 or (node.is_item and not any(map(_pair, lines[1:]))) else None
        keys = [key for key, _, _ in pairs]
        if pair is None or pair[0] in keys:
            break
        pairs.append(pair if len(lines) == 1 else (pair[0], f"{pair[1]} {plain_rest(lines[1:])}", pair[2]))
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
    first = next((key for key, _, _ in pairs if key not in _BEFORE), "")
    return len(fields) >= 2 and first == "title" and len(pairs) * 2 > lines


def _draft(pairs: Sequence[tuple[str, str, Node]], node: Node) -> Draft:
    draft = Draft(node.line.line, checked=getattr(node.block, "checked", None))
    for pair in pairs:
        fill(draft, pair)
    if pairs[0][0] == "authors":
        # Who speaks about a work is named before it, who made it after it.
        draft.fields.pop("authors", None)
        draft.line = next(line.line.line for key, _, line in pairs if key == "title")
    if (citation := cited(draft.title)) and citation.authors:
        draft.title = citation.title
        draft.fields.setdefault("authors", ", ".join(citation.authors))
        if citation.year:
            draft.fields.setdefault("year", str(citation.year))
    elif (stop := _STOP.search(draft.title)) and (year_in(draft.title[stop.end() :])):
        draft.title, draft.rest = draft.title[: stop.start()], draft.title[stop.end() :]
    return draft


def plain_rest(lines: Sequence[Node]) -> str:
    """The words of the lines below a keyed one."""
    return " ".join(bare_text(line.line.text.replace(MARK, " ")) for line in lines)


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
