"""YouTube's oEmbed (https://oembed.com): title and channel of a video."""

from __future__ import annotations

from ingest.services.answers import Answer, Question, Service, load, text, work
from library.vocabulary import Identifier

__all__ = ["YOUTUBE"]


def _ask(one: Identifier) -> Question:
    kind, _, playlist = one.value.partition("/")
    page = f"playlist?list={playlist}" if kind == "list" else f"watch?v={one.value}"
    address = f"https://www.youtube.com/{page}"
    return Question("https://www.youtube.com/oembed", str(one), (("url", address), ("format", "json")))


def _read(payload: bytes) -> Answer | None:
    record = load(payload)
    title = text(record, "title")
    if not title:
        return None
    channel = text(record, "author_name")
    return Answer(work(title, title, kind="video", authors=[channel] if channel else []))


YOUTUBE = Service("youtube", "www.youtube.com", 0.2, ("youtube",), _ask, _read)
