"""BBCode, the marks of forum posts: each has a like in Markdown, so a post is written over and read as that.

Every line stays where it is, so that entries keep their own lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ingest.markdown import read_markdown
from library.vocabulary import Reading

__all__ = ["read_bbcode"]

_QUOTE = re.compile(r"\[quote[^\[\]]*\].*?(?:\[/quote\]|\Z)", re.IGNORECASE | re.DOTALL)
_CODE = re.compile(r"\[code[^\[\]]*\].*?(?:\[/code\]|\Z)", re.IGNORECASE | re.DOTALL)
_MARKDOWN: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    # A line that is all bold heads what follows; the size of letters around it says the same.
    (
        r"^[ \t]*(?:\[(?:size|color)=[^\[\]]*\])*\[b\](?!\[url)([^\[\]\n]{1,80}?):?\[/b\]"
        r":?(?:\[/(?:size|color)\])*[ \t]*$",
        r"## \1",
    ),
    (r"\[img[^\[\]]*\][^\[\]]*\[/img\]", ""),
    (r"\[(?:url|email)\]\s*([^\[\]\s]+)\s*\[/(?:url|email)\]", r"<\1>"),
    (r"\[url=[\"']?([^\[\]\s\"']+)[\"']?\](.+?)\[/url\]", lambda match: f"[{match[2].strip()}]({match[1]})"),
    (r"\[url=\](.*?)\[/url\]", r"\1"),
    (r"\[(?:youtube|video|media)[^\[\]]*\]\s*(https?://[^\[\]\s]+)\s*\[/\w+\]", r"<\1>"),
    (r"\[b\]\s*(.+?)\s*\[/b\]", r"**\1**"),
    (r"\[i\]\s*(.+?)\s*\[/i\]", r"*\1*"),
    (r"\[(?:s|strike)\](.+?)\[/(?:s|strike)\]", r"~~\1~~"),
    (r"^[ \t]*\[\*\][ \t]*", "- "),
    (r"^[ \t]*\[(?:h|header|title)(?:=?\d)?\](.+?)\[/\w+\][ \t]*$", r"## \1"),
    (r"\[/?(?:list|size|color|colour|font|center|left|right|u|b|i|spoiler|quote|hr|table|tr|td)(?:=[^\[\]]*)?\]", ""),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE | re.MULTILINE), like) for pattern, like in _MARKDOWN)
_LONE_LINE = re.compile(r"^(?![ \t]*(?:[-#>*|]|\d+[.)])).*\S$", re.MULTILINE)


def read_bbcode(text: str, source: str) -> Reading:
    """Read a forum post; what it quotes was said elsewhere and is not read again.

    Examples
    --------
    >>> [entry.title for entry in read_bbcode("[*] [url=http://a.org]A guide to tea[/url]", "post").entries]
    ['A guide to tea']
    """
    for block in (_QUOTE, _CODE):
        text = block.sub(lambda match: "\n" * match[0].count("\n"), text)
    for pattern, like in _COMPILED:
        text = pattern.sub(like, text)
    # A forum shows every line as a line of its own.
    reading = read_markdown(_LONE_LINE.sub(r"\g<0>  ", text), source)
    return replace(reading, reading_list=replace(reading.reading_list, format="bbcode"))
