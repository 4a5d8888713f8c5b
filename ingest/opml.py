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

# What is longer than this is a remark, not a title.
_LONGEST_TITLE = 160
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
    addressed = any(_addresses(_attributes(element)) for element in root.iter() if _name(element) == "outline")
    waiting: list[tuple[etree._Element, tuple[str, ...], bool]] = [(root, (), not addressed)]
    while waiting:
        element, section, among_entries = waiting.pop()
        children = [child for child in element if isinstance(child.tag, str)]
        below = section
        if _name(element) == "outline":
            attributes = _attributes(element)
            # The stubs know no type for the line.
            line = int(getattr(element, "sourceline", None) or 1)
            if _addresses(attributes):
                yield _record(attributes, section, line)
            elif not children:
                yield _without_address(attributes, section, line, among_entries=among_entries)
            label = _label(attributes)
            below = (*section, label) if label else section
        beside = not addressed or any(_addresses(_attributes(child)) for child in children)
        waiting.extend((child, below, beside) for child in reversed(children))


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name).lower(): tidy(str(value)) for name, value in element.attrib.items()}


def _addresses(attributes: dict[str, str]) -> list[str]:
    """Addresses of an outline, the page of a feed before the feed."""
    named = [attributes.get(name, "") for name in ("htmlurl", "url", "href", "xmlurl")]
    return [url for url in [*named, *(url for _, _, url in find_addresses(attributes.get("text", "")))] if url]


def _without_address(
    attributes: dict[str, str], section: tuple[str, ...], line: int, *, among_entries: bool
) -> Record | Skipped:
    """A leaf without an address: a resource named by its title, or a note."""
    record = _record(attributes, section, line)
    if isinstance(record, Skipped):
        return record
    text = attributes.get("text", "")
    if len(text) > _LONGEST_TITLE or not (among_entries or record.year or record.authors):
        return Skipped(line, shorten(text), "has no address and reads like a note")
    return record


def _record(attributes: dict[str, str], section: tuple[str, ...], line: int) -> Record | Skipped:
    type_, urls = attributes.get("type", "").lower(), _addresses(attributes)
    if type_ == "include":
        return Skipped(
            line, shorten(" ".join([attributes.get("text", ""), *urls])), "names another outline, not fetched"
        )
    record = Record(
        line=line,
        title=_label(attributes),
        url=urls[0] if urls else "",
        section=section,
        kind=_kind(type_, is_feed=bool(attributes.get("xmlurl"))),
        note=attributes.get("_note") or attributes.get("description", ""),
        language=attributes.get("language", ""),
        links=[Link(url) for url in urls[1:]],
        tags=tuple(re.split(r"[,/]", attributes.get("category", ""))),
        done=attributes.get("_status", "").lower() == "checked" or attributes.get("_complete", "").lower() == "true",
    )
    return record if attributes.get("xmlurl") else read_label(record)


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
