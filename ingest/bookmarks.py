"""Netscape bookmarks, the format in which browsers and link services export: folders, tags, notes.

Nobody closes tags in this format, so it is read as a stream: a link ends where the next thing begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from ingest.hosts import is_badge
from ingest.kindwords import kind_from_word
from ingest.pagetitles import page_title
from ingest.records import Record, finish, is_web, read_label, shorten, tidy
from library.vocabulary import Kind, Link, Reading, Skipped

__all__ = ["read_bookmarks"]

_BUTTON = re.compile(
    r"(?i)^https?://[^/]+/(?:[\w./-]*/)?(?:save|share|sharer|submit|bookmarklet|intent/\w+|edit|add)(?:\.php)?\?(?:[^#]*&)?(?:url|u|href)="
)


def read_bookmarks(text: str, source: str) -> Reading:
    """Read exported bookmarks; pages of the browser, bookmarklets and files on disk are left out with the reason."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.flush()
    return finish(_judged(reader), source, title=reader.heading, format_="bookmarks")


def _judged(reader: _Reader) -> Iterator[Record | Skipped]:
    for record in reader.records:
        if is_web(record.url) and (is_badge(record.url) or _BUTTON.match(record.url)):
            yield Skipped(record.line, shorten(f"{record.title} {record.url}"), "a button of a service, not a page")
            continue
        title, more = page_title(record.title, record.url)
        record.printed, record.title, record.note = record.title, title, record.note or more
        read_label(record)
        last = re.search(r"[\s,]((?:19|20)\d\d)$", record.title)
        record.year = record.year or (int(last[1]) if last else None)
        yield record


class _Reader(HTMLParser):
    """Collects the links with the folders that are open where they stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.records: list[Record] = []
        self.heading = ""
        self._folders: list[str] = []
        self._pending = ""  # the folder whose list has not begun
        self._into = ""  # what the text belongs to: a, h3, dd, h1
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"a", "h1", "h2", "h3", "h4", "dd", "dt", "dl", "hr", "title"}:
            self.flush()
        if tag == "a":
            self._open_link({name: value or "" for name, value in attrs})
        elif tag in {"h1", "h2", "h3", "h4", "dd", "title"}:
            self._into = "h3" if tag in {"h2", "h4"} else tag
        elif tag == "dl":
            self._folders.append(self._pending)
            self._pending = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in {"a", "h1", "h2", "h3", "h4", "dd", "dl", "title"}:
            self.flush()
        if tag == "dl" and self._folders:
            self._folders.pop()
            self._pending = ""

    def handle_data(self, data: str) -> None:
        if self._into == "a" and "\n" in data and self._text:
            # A link that nobody closes ends with its line.
            data = data.split("\n", 1)[0]
            self._text.append(data)
            self.flush()
        elif self._into:
            self._text.append(data)

    def flush(self) -> None:
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

    def _open_link(self, attrs: dict[str, str]) -> None:
        # A separator or a folder of feeds has no address; its text is nobody's title.
        url = attrs.get("href", "").strip()
        if not url:
            return
        tags = tuple(tag.strip() for tag in attrs.get("tags", "").split(",") if tag.strip())
        feed = attrs.get("feedurl", "").strip()
        self.records.append(
            Record(
                line=self.getpos()[0],
                url=url,
                section=tuple(folder for folder in self._folders if folder),
                kind=_stated_kind(tags),
                links=[Link(feed, "other", "feed")] if feed else [],
                tags=tags,
            )
        )
        self._into = "a"


def _stated_kind(tags: tuple[str, ...]) -> Kind | None:
    return next((kind for tag in tags if (kind := kind_from_word(tag)) and kind != "other"), None)
