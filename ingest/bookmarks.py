"""Netscape bookmarks, the format in which browsers and link services export: folders, tags, notes.

Nobody closes tags in this format, so it is read as a stream of tags: a link ends where the next thing begins. An
HTML parser would mend the nesting in its own way, lose the lines, and take minutes over a hostile file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ingest.hosts import is_badge
from ingest.kindwords import kind_from_word
from ingest.pagetitles import page_title
from ingest.records import Record, finish, is_web, read_label, shorten, tidy
from library.vocabulary import Kind, Link, Reading, Skipped

__all__ = ["read_bookmarks"]

# Possessive, so that a tag which is never closed is given up at once. Quotes end with their line.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?>[^<>\"']+|\"[^\"\n]*\"|'[^'\n]*'|[\"'])*+)>")
_ATTRIBUTE = re.compile(r"([A-Za-z][\w:-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
# In addresses "&copy=1" is a parameter: only what ends with a semicolon is an entity there.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10}\d{0,2});")
_BUTTON = re.compile(
    r"(?i)^https?://[^/]+/(?:[\w./-]{0,80}/)?(?:save|share|sharer|submit|bookmarklet|intent/\w+|edit|add)(?:\.php)?"
    r"\?(?:[^#]*&)?(?:url|u|href)="
)
_BROWSER = re.compile(
    r"(?i)^https?://(?:www\.|support\.|addons\.)?(?:mozilla\.(?:org|com)/(?:[\w-]+/)?(?:products/firefox|firefox/(?:customize|help"
    r"|central)|contribute|about)/?$|apple\.com/(?:startpage|support)?/?$|microsoft\.com/isapi|go\.microsoft\.com/fwlink)"
)
_ENDS_TEXT = frozenset({"a", "h1", "h2", "h3", "h4", "dd", "dt", "dl", "hr", "title"})


def read_bookmarks(text: str, source: str) -> Reading:
    """Read exported bookmarks; pages of the browser, bookmarklets and files on disk are left out with the reason."""
    reader = _Reader()
    reader.read(_without_comments(text))
    return finish(_judged(reader), source, title=reader.heading, format_="bookmarks")


def _without_comments(text: str) -> str:
    pieces: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces += [text[position:start], "\n" * text.count("\n", start, end)]
        position = end + 3
    return "".join([*pieces, text[position:]])


def _judged(reader: _Reader) -> Iterator[Record | Skipped]:
    for record in reader.records:
        if _BROWSER.match(record.url):
            yield Skipped(record.line, shorten(f"{record.title} {record.url}"), "put there by the browser")
            continue
        if is_web(record.url) and (is_badge(record.url) or _BUTTON.match(record.url)):
            yield Skipped(record.line, shorten(f"{record.title} {record.url}"), "a button of a service, not a page")
            continue
        title, more = page_title(record.title, record.url)
        record.printed, record.title, record.note = record.title, title, record.note or more
        read_label(record)
        last = re.search(r"[\s,]((?:19|20)\d\d)$", record.title)
        record.year = record.year or (int(last[1]) if last else None)
        yield record


class _Reader:
    """Collects the links with the folders that are open where they stand."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.heading = ""
        self._folders: list[str] = []
        self._pending = ""  # the folder whose list has not begun
        self._into = ""  # what the text belongs to: a, h3, dd, h1, title
        self._text: list[str] = []

    def read(self, text: str) -> None:
        """Go through the tags from left to right."""
        position, line = 0, 1
        for tag in _TAG.finditer(text):
            self._take(html.unescape(text[position : tag.start()]))
            line += text.count("\n", position, tag.start())
            position = tag.start()
            self._tag(tag[2].lower(), tag[3], closes=bool(tag[1]), line=line)
            line += text.count("\n", position, tag.end())
            position = tag.end()
        self._take(html.unescape(text[position:]))
        self._flush()

    def _tag(self, name: str, attributes: str, *, closes: bool, line: int) -> None:
        if name in _ENDS_TEXT:
            self._flush()
        if closes:
            if name == "dl" and self._folders:
                self._folders.pop()
                self._pending = ""
        elif name == "a":
            self._link(attributes, line)
        elif name in {"h1", "h2", "h3", "h4", "dd", "title"}:
            self._into = "h3" if name in {"h2", "h4"} else name
        elif name == "dl":
            self._folders.append(self._pending)
            self._pending = ""

    def _take(self, text: str) -> None:
        if self._into == "a" and "\n" in text and tidy("".join([*self._text, text.split("\n", 1)[0]])):
            # A link that nobody closes ends with its line.
            self._text.append(text.split("\n", 1)[0])
            self._flush()
        elif self._into:
            self._text.append(text)

    def _flush(self) -> None:
        """Give the text read so far to what it belongs to."""
        text, into = tidy("".join(self._text)), self._into
        self._text, self._into = [], ""
        if into == "a":
            self.records[-1].title = text
        elif into == "h3":
            self._pending = text
        elif into == "h1" or (into == "title" and not self.heading):
            self.heading = text
        elif into == "dd" and text and self.records:
            self.records[-1].note = f"{self.records[-1].note} {text}".strip()

    def _link(self, attributes: str, line: int) -> None:
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(attributes):
            value = _ENTITY.sub(lambda entity: html.unescape(entity[0]), double or single or bare.strip("\"'"))
            found.setdefault(name.lower(), value.strip())
        # A separator or a folder of feeds has no address; its text is nobody's title.
        if not found.get("href"):
            return
        tags = tuple(tag.strip() for tag in found.get("tags", "").split(",") if tag.strip())
        self.records.append(
            Record(
                line=line,
                url=found["href"],
                section=tuple(folder for folder in self._folders if folder),
                kind=_stated_kind(tags),
                links=[Link(found["feedurl"], "other", "feed")] if found.get("feedurl") else [],
                tags=tags,
            )
        )
        self._into = "a"


def _stated_kind(tags: tuple[str, ...]) -> Kind | None:
    return next((kind for tag in tags if (kind := kind_from_word(tag)) and kind != "other"), None)
