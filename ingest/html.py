"""HTML to blocks: whole pages and the fragments that stand inside Markdown.

The grammar is libxml2's forgiving one. What belongs to the site and not to the list (navigation, scripts, forms,
footers) never becomes a block.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from ingest.blocks import Block, Document
from ingest.entries import entries
from ingest.htmlwalk import Walker
from library.vocabulary import Reading, ReadingList, Skipped

__all__ = ["html_blocks", "html_document", "read_html"]

_SKIP: Final = frozenset({
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "textarea",
    "svg", "iframe", "object", "title", "map", "dialog", "menu", "address",
})  # fmt: skip
_SITE_PART = re.compile(
    r"(?i)(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|side-?bar|breadcrumbs?|toc|footer|share|social|comments?|cookies?"
    r"|pagination|pager|skip-?link|advert\w*|ads?)(?:$|[\s_-])"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_EMPTY: Final = frozenset({b"br", b"img", b"hr", b"input", b"meta", b"link", b"area", b"base", b"col", b"wbr", b"p"})
_STYLES: Final = frozenset(
    {b"b", b"i", b"em", b"strong", b"span", b"font", b"u", b"small", b"big", b"tt", b"code", b"s"}
)
_DEEPEST = 100
# libxml2 counts lines in 16 bits; beyond that the walker's own count goes on.
_LAST_TRUE_LINE = 65_535


def read_html(text: str, source: str) -> Reading:
    """Read a page: its entries without its navigation.

    Parameters
    ----------
    text
        The decoded page.
    source
        Its path or address; relative links are resolved against an address.
    """
    document, skipped = html_document(text, source)
    found, left = entries(document)
    title = document.title or source
    return Reading(ReadingList(source, title, "html"), found, [*skipped, *left])


def html_document(text: str, source: str = "") -> tuple[Document, list[Skipped]]:
    """Turn a page into blocks, and tell the links left out with the parts of its site."""
    tree = _parse(text)
    if tree is None:
        return Document(()), []
    title = " ".join((tree.findtext(".//head/title") or "").split())
    base = source if source.startswith(("http://", "https://")) else ""
    walker, skipped = _walk(tree, 1, base)
    return Document(tuple(walker.finish()), title), skipped


def html_blocks(fragment: str, line: int) -> list[Block]:
    """Turn a fragment that starts on `line` of its source into blocks."""
    tree = _parse(fragment)
    return [] if tree is None else _walk(tree, line, "")[0].finish()


def _parse(text: str) -> etree._Element | None:
    data = _CONTROL.sub(" ", text).encode("utf-8", "replace")
    if (start := data.rfind(b"<!--")) > data.rfind(b"-->"):
        # A comment without an end would swallow the rest of the page.
        data = data[:start] + data[start + 4 :]
    if not data.strip():
        return None
    tree, deep = _tree_of(data)
    return _tree_of(_flattened(data))[0] if deep else tree


def _tree_of(data: bytes) -> tuple[etree._Element | None, bool]:
    """Parse a page; tell whether the grammar gave up because of its depth."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        tree = None
    return tree, any("depth" in entry.message for entry in parser.error_log)


def _flattened(data: bytes) -> bytes:
    """Leave out the tags of elements that stand deeper than any page means them to."""
    pieces: list[bytes] = []
    depths = [0, 0]
    done = 0
    for tag in _TAG.finditer(data):
        closing, name = bool(tag.group(1)), tag.group(2).lower()
        if name in _EMPTY:
            continue
        # Marks of style are often never closed: they are counted by themselves.
        sort = int(name in _STYLES)
        depths[sort] += not closing
        if depths[sort] > _DEEPEST and name != b"a":
            pieces.append(data[done : tag.start()])
            done = tag.end()
        depths[sort] = max(0, depths[sort] - closing)
    return b"".join([*pieces, data[done:]])


def _walk(tree: etree._Element, line: int, base: str) -> tuple[Walker, list[Skipped]]:
    walker = Walker(line, base)
    skipped: list[Skipped] = []
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        tag = str(element.tag)
        if event == "start":
            if element.sourceline and element.sourceline < _LAST_TRUE_LINE:
                walker.line = element.sourceline + line - 1
            if _is_site_part(tag, element):
                events.skip_subtree()
                skipped += _links_of(element, line)
                continue
            walker.start(tag, element)
            if element.text:
                walker.text(element.text)
        else:
            if not _is_site_part(tag, element):
                walker.end(tag)
            if element.tail:
                walker.text(element.tail)
    return walker, skipped


def _is_site_part(tag: str, element: etree._Element) -> bool:
    if tag in _SKIP:
        return True
    if tag not in {"div", "ul", "ol", "section", "p", "header"}:
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.get("role") in {"navigation", "search", "banner"} or bool(names != " " and _SITE_PART.search(names))


def _links_of(element: etree._Element, line: int) -> list[Skipped]:
    return [
        Skipped(_line_of(link) + line - 1, _text_of(link), "navigation")
        for link in element.iter("a")
        if link.get("href")
    ]


def _line_of(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 1


def _text_of(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())
