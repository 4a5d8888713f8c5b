"""Runs of text inside org documents: links, emphasis, time stamps, link abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ingest.blocks import Anchor, Image, Inline, Text

__all__ = ["abbreviations", "inlines"]

_LINK = re.compile(
    r"\[\[([^\[\]\n]+)\](?:\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\])?\]|<((?:https?|ftp|doi|arxiv):[^<>\s]+)>"
)
_STAMP = re.compile(
    r"[<\[]\d{4}-\d{1,2}-\d{1,2}(?:\s[^\[\]<>\n]{0,40})?[>\]](?:--[<\[]\d{4}-\d{1,2}-\d{1,2}[^\[\]<>\n]{0,40}[>\]])?"
)
_NOISE = re.compile(r"<<<?[^<>\n]+>>>?|\[fn:[^\[\]\n]*\]|\{\{\{[^{}\n]*\}\}\}|\[\d+/\d+\]|\[\d+%\]|\\\\$")
_EMPHASIS = re.compile(r"(?<![\w*/_=~+])([*/_=~+])(?=\S)((?:(?!\1)[^\n])*?\S)\1(?![\w*/_=~+])")
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp)$", re.IGNORECASE)
_BUILT_IN = {"doi": "https://doi.org/", "arxiv": "https://arxiv.org/abs/", "gh": "https://github.com/"}


def abbreviations(text: str) -> dict[str, str]:
    """Link abbreviations a document defines with `#+LINK: name address`, and the common ones."""
    found = re.findall(r"^[ \t]*#\+LINK:[ \t]+\"?([\w-]+)\"?[ \t]+(\S+)", text, re.MULTILINE | re.IGNORECASE)
    return _BUILT_IN | {name.lower(): address for name, address in found}


def inlines(text: str, short: Mapping[str, str]) -> Iterator[Inline]:
    """Yield the runs of one line or heading.

    Parameters
    ----------
    text : str
        Without its bullet, stars or keyword.
    short : mapping
        Link abbreviations, name to address; `%s` in an address is replaced by the rest of the link.
    """
    text = _NOISE.sub("", _STAMP.sub("", text))
    position = 0
    for link in _LINK.finditer(text):
        yield from _styled(text[position : link.start()])
        position = link.end()
        target, label = (link[1] or link[3]).strip(), link[2]
        url = _address(target, short)
        if url is None:
            # A place in this or another file: only what it shows is text.
            yield from _styled(label if label is not None else "" if _IMAGE.search(target) else target.lstrip("*#"))
        elif _IMAGE.search(url) and not label:
            yield Image(url)
        else:
            yield Anchor(url, tuple(_label(label, short)) if label else ())
    yield from _styled(text[position:])


def _address(target: str, short: Mapping[str, str]) -> str | None:
    if re.match(r"(?:https?|ftp)://", target):
        return target
    if slashless := re.match(r"(https?):/?(?=[\w-]+(?:\.[\w-]+)+(?:/|$))", target):
        return f"{slashless[1]}://{target[slashless.end() :]}"
    name, colon, rest = target.partition(":")
    address = short.get(name.strip().lower()) if colon else None
    if address is None:
        return None
    return address.replace("%s", rest) if "%s" in address else address + rest


def _label(label: str, short: Mapping[str, str]) -> Iterator[Text | Image]:
    target = _address(label.strip(), short)
    if target and _IMAGE.search(target):
        yield Image(target)
    else:
        yield from _styled(label)


def _styled(text: str) -> Iterator[Text]:
    position = 0
    for mark in _EMPHASIS.finditer(text):
        if mark.start() > position:
            yield Text(text[position : mark.start()])
        sign, inner = mark[1], mark[2]
        yield Text(inner, strong=sign == "*", emphasis=sign in "/_", struck=sign == "+", code=sign in "=~")
        position = mark.end()
    if position < len(text):
        yield Text(text[position:])
