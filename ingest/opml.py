"""OPML: outlines of feed readers and outliners; branches are sections, what has an address is an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ingest.kindwords import kind_from_word
from ingest.links import find_addresses
from ingest.records import Record, finish, read_label, shorten, tidy
from library.errors import MalformedSource
from library.vocabulary import Kind, Link, Reading, Skipped

__all__ = ["read_opml"]

_FEED_TYPES = frozenset({"rss", "atom", "feed", "rdf"})


def read_opml(text: str, source: str) -> Reading:
    """Read an outline; feeds are blogs, with the address of their pages before that of the feed.

    Raises
    ------
    MalformedSource
        When it declares entities (which can grow without bound) or is no OPML.
    """
    entity = re.search(r"<!ENTITY", text, re.IGNORECASE)
    if entity:
        line = text.count("\n", 0, entity.start()) + 1
        raise MalformedSource(
            source, "declares XML entities, which are not read", line=line, hint="Remove the DOCTYPE."
        )
    if not text.strip():
        return finish((), source, format_="opml")
    # Text is given as bytes of a known encoding; what the declaration says described the file on disk.
    body = re.sub(r"^\s*<\?xml.*?\?>", lambda match: "\n" * match[0].count("\n"), text, count=1, flags=re.DOTALL)
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        root = etree.fromstring(body.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise MalformedSource(source, f"no valid XML: {error.msg}", line=error.lineno) from error
    if root is None or _name(root) != "opml":
        found = f"the root is <{_name(root)}>, not <opml>" if root is not None else "no valid XML"
        raise MalformedSource(source, found, line=1)
    errors = [
        Skipped(problem.line, shorten(problem.message), "damaged XML; what stands around it was read")
        for problem in parser.error_log[:20]
    ]
    return finish([*_records(root), *errors], source, title=_title(root), format_="opml")


def _name(element: etree._Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2].lower()


def _title(root: etree._Element) -> str:
    return next((element.text or "" for element in root.iter() if _name(element) == "title"), "")


def _records(root: etree._Element) -> Iterator[Record | Skipped]:
    """Walk the outlines in order with the headings above each; a stack, as branches may be very deep."""
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, section = waiting.pop()
        children = [child for child in element if isinstance(child.tag, str)]
        below = section
        if _name(element) == "outline":
            attributes = {str(name).lower(): tidy(str(value)) for name, value in element.attrib.items()}
            # The stubs know no type for the line.
            line = int(getattr(element, "sourceline", None) or 1)
            yield from _record(attributes, section, line, leaf=not children)
            label = _label(attributes)
            below = (*section, label) if label else section
        waiting.extend((child, below) for child in reversed(children))


def _record(
    attributes: dict[str, str], section: tuple[str, ...], line: int, *, leaf: bool
) -> Iterator[Record | Skipped]:
    text, feed = attributes.get("text", ""), attributes.get("xmlurl", "")
    printed = find_addresses(text)
    urls = [attributes.get("htmlurl", ""), attributes.get("url", ""), attributes.get("href", ""), feed]
    urls = [url for url in [*urls, *(url for _, _, url in printed)] if url]
    type_ = attributes.get("type", "").lower()
    if type_ == "include":
        yield Skipped(
            line, shorten(f"{text} {attributes.get('url', '')}"), "names another outline, which is not fetched"
        )
        return
    # A branch without an address is a heading; a leaf without one is a note or a resource named by its title.
    if not urls and not leaf:
        return
    note = attributes.get("_note") or attributes.get("description", "")
    record = Record(
        line=line,
        title=_label(attributes),
        url=urls[0] if urls else "",
        section=section,
        kind=_kind(type_, is_feed=bool(feed)),
        note=note,
        language=attributes.get("language", ""),
        links=[Link(url) for url in urls[1:]],
        tags=tuple(re.split(r"[,/]", attributes.get("category", ""))),
        done=attributes.get("_status", "").lower() == "checked" or attributes.get("_complete", "").lower() == "true",
    )
    yield record if feed else read_label(record)


def _label(attributes: dict[str, str]) -> str:
    """What an outline shows: its text without markup and without the addresses printed in it."""
    text = re.sub(r"<[^>]+>", "", attributes.get("text") or attributes.get("title", ""))
    for start, end, _ in reversed(find_addresses(text)):
        text = text[:start] + text[end:]
    return tidy(text).strip(" -–—:|") or tidy(attributes.get("title", ""))


def _kind(type_: str, *, is_feed: bool) -> Kind | None:
    if is_feed or type_ in _FEED_TYPES:
        return "blog"
    return kind_from_word(type_) if type_ not in {"link", "url"} else None
