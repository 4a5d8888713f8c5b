"""The inline tokens of one Markdown block become runs; links that the grammar missed are mended."""

from __future__ import annotations

import re

from lxml import etree
from markdown_it.token import Token

from ingest.blocks import Anchor, Break, Image, Inline, Text, plain

__all__ = ["runs_of"]

_STYLES = {"strong": "strong", "em": "emphasis", "s": "struck"}
_HTML_STYLES = {
    "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "cite": "emphasis", "s": "struck",
    "del": "struck", "strike": "struck", "code": "code", "kbd": "code",
}  # fmt: skip
_TAG = re.compile(r"<\s*(/?)\s*([A-Za-z][\w-]*)")
# What is left of a link whose target holds blanks, is cut off, or stands one blank away from its label.
_BROKEN_LINK = re.compile(
    r"\[((?:[^\[\]\n]|\[[^\[\]\n]{0,80}\]){1,300})\]\s?\(\s*<?((?:https?:|www\.|/"
    r"|\./)?[^\s()<>]{3,}(?:\([^\s()]*\))?)"
    r"(?:\s[^()\n]{0,200})?>?\)?"
    # An address in square brackets is no reference to one defined elsewhere.
    r"|\[([^\[\]\n]{1,300})\]\[\s*<?(https?://[^\s\[\]<>]+)>?\s*\]"
)


class _Runs:
    """Collects the runs of one block."""

    def __init__(self, line: int) -> None:
        self.runs: list[Inline] = []
        self.line = line
        self._styles = {"strong": 0, "emphasis": 0, "struck": 0, "code": 0}
        self._link: tuple[str, str, list[Text | Image | Break]] | None = None

    def take(self, token: Token) -> None:
        kind = token.type
        if kind == "text":
            self._text(token.content)
        elif kind == "link_open":
            self._open(str(token.attrs.get("href", "")), str(token.attrs.get("title", "")))
        elif kind == "link_close":
            self._close()
        elif kind in {"softbreak", "hardbreak"}:
            self.line += 1
            self._put(Break(self.line, hard=kind == "hardbreak"))
        elif kind == "code_inline":
            self._put(Text(token.content, code=True))
        elif kind == "image":
            self._put(Image(str(token.attrs.get("src", "")), token.content))
        elif kind == "html_inline":
            self._html(token.content)
        else:
            name, _, side = kind.rpartition("_")
            if style := _STYLES.get(name):
                self._styles[style] += 1 if side == "open" else -1

    def _text(self, text: str) -> None:
        if text:
            styles = self._styles
            self._put(
                Text(
                    text,
                    styles["strong"] > 0,
                    styles["emphasis"] > 0,
                    styles["struck"] > 0,
                    styles["code"] > 0,
                )
            )

    def _put(self, run: Text | Image | Break) -> None:
        if self._link is None:
            self.runs.append(run)
        else:
            self._link[2].append(run)

    def _open(self, url: str, title: str) -> None:
        self._close()
        self._link = (url, title, [])

    def _close(self) -> None:
        if self._link is None:
            return
        (url, title, label), self._link = self._link, None
        strong, struck = self._styles["strong"] > 0, self._styles["struck"] > 0
        self.runs.append(Anchor(url, tuple(label), title, strong, struck))

    def _html(self, tag: str) -> None:
        found = _TAG.match(tag)
        if not found:
            return
        closing, name = bool(found.group(1)), found.group(2).lower()
        if style := _HTML_STYLES.get(name):
            self._styles[style] = max(0, self._styles[style] + (-1 if closing else 1))
        elif name == "br":
            self._put(Break(self.line, hard=True))
        elif name == "a" and closing:
            self._close()
        elif name in {"a", "img"} and not closing:
            attributes = _attributes(tag)
            if name == "img":
                self._put(Image(attributes.get("src", ""), attributes.get("alt", "")))
            elif attributes.get("href"):
                self._open(attributes["href"].strip(), attributes.get("title", ""))
        self.line += tag.count("\n")

    def finish(self) -> tuple[Inline, ...]:
        self._close()
        return tuple(self.runs)


def _attributes(tag: str) -> dict[str, str]:
    """Read the attributes of one start tag."""
    element = etree.fromstring(tag.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8"))
    inner = next(element.iter("a", "img"), None) if element is not None else None
    return {} if inner is None else {str(name): str(value) for name, value in inner.attrib.items()}


def runs_of(token: Token, line: int) -> tuple[Inline, ...]:
    """Give the runs of an inline token that starts on `line`."""
    children = token.children or []
    if len(children) == 1 and children[0].type == "text":
        runs: tuple[Inline, ...] = (Text(children[0].content),)
    else:
        collected = _Runs(line)
        for child in children:
            collected.take(child)
        runs = collected.finish()
    return _mended(runs) if "](" in token.content or "] (" in token.content or "][http" in token.content else runs


def _mended(runs: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Make links of the `[label](address` texts that the grammar did not take for links."""
    if not any(
        isinstance(run, Text) and "]" in run.text and re.search(r"\(|\[http", run.text) for run in _joined(runs)
    ):
        return runs
    mended: list[Inline] = []
    for run in _joined(runs):
        if not isinstance(run, Text) or run.code:
            mended.append(run)
            continue
        done = 0
        for found in _BROKEN_LINK.finditer(run.text):
            label, address = found.group(1) or found.group(3), found.group(2) or found.group(4)
            if not re.match(r"(?i)https?:|www\.|\.{0,2}/|[\w.-]+\.\w+", address):
                continue
            mended.append(_styled(run, run.text[done : found.start()]))
            mended.append(Anchor(address, (Text(label),), strong=run.strong))
            done = found.end()
        mended.append(_styled(run, run.text[done:]))
    return tuple(run for run in mended if not isinstance(run, Text) or run.text)


def _joined(runs: tuple[Inline, ...]) -> list[Inline]:
    """Join neighbouring texts of one style; the grammar cuts at every bracket."""
    joined: list[Inline] = []
    for run in runs:
        last = joined[-1] if joined else None
        if isinstance(run, Text) and isinstance(last, Text) and _style(run) == _style(last):
            joined[-1] = _styled(run, last.text + run.text)
        else:
            joined.append(run)
    return joined


def _style(run: Text) -> tuple[bool, bool, bool, bool]:
    return run.strong, run.emphasis, run.struck, run.code


def _styled(run: Text, text: str) -> Text:
    return Text(text, run.strong, run.emphasis, run.struck, run.code)


def title_text(runs: tuple[Inline, ...]) -> str:
    """Give the text of runs as one line."""
    return " ".join(plain(runs).split())
