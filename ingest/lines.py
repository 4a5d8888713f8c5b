"""One printed line as the decision sees it: plain text with the spans of its links.

All formats meet here: a Markdown link, a bare address in a text file and a cell of a table become the same
`Line`, so that every later rule exists once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.blocks import Anchor, Break, Image, Inline, Text, plain
from ingest.links import find_addresses

__all__ = ["MARK", "Line", "Span", "flatten", "split_lines"]

# Stands in the text where an address is printed bare.
MARK = "\ufffc"
_BARE_LABEL = re.compile(r"(?i)^\s*(?:https?://|www\.)\S+\s*$")


@dataclass(slots=True)
class Span:
    """A link of a line: `text[start:end]` is its label, or the mark when the address itself is printed.

    `shown` is the name of the host where a label prints no more than that.
    """

    start: int
    end: int
    url: str
    label: str
    line: int
    bare: bool = False
    picture: bool = False
    strong: bool = False
    struck: bool = False
    leads: bool = False
    after_words: bool = False
    shown: str = ""


@dataclass(slots=True)
class Line:
    """Plain text, its links and its bold and italic stretches, with the source line it starts on."""

    text: str
    line: int
    spans: list[Span] = field(default_factory=list)
    strong: list[tuple[int, int]] = field(default_factory=list)
    emphasis: list[tuple[int, int]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    struck: bool = False

    def printed_before(self, span: Span) -> str:
        """Give what stands before a link on its printed line."""
        begin = max((place for place in self.breaks if place < span.start), default=0)
        return self.text[begin : span.start]

    def part(self, begin: int, end: int) -> Line:
        """Give a stretch of a line without links as a line of its own."""
        strong = [(a - begin, b - begin) for a, b in self.strong if begin <= a and b <= end]
        emphasis = [(a - begin, b - begin) for a, b in self.emphasis if begin <= a and b <= end]
        return Line(_blanked(self.text[begin:end]), self.line, [], strong, emphasis)


def _is_own_address(label: str, url: str) -> bool:
    """Tell a label that only prints the address again, without its scheme."""
    bare = label.strip().rstrip("/").lower()
    return "." in bare and " " not in bare and url.rstrip("/").lower().endswith(f"//{bare.removeprefix('//')}")


def _blanked(text: str) -> str:
    """Blank out a separator in front without moving the rest."""
    bare = text.lstrip(" ,;；")
    return " " * (len(text) - len(bare)) + bare.rstrip(" ,;；")


@dataclass(slots=True)
class _Builder:
    """Collects the pieces of one line."""

    line: int
    naked: bool
    parts: list[str] = field(default_factory=list)
    length: int = 0
    result: Line = field(init=False)

    def __post_init__(self) -> None:
        self.result = Line("", self.line)

    def put(self, text: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    def text(self, run: Text) -> None:
        if run.code:
            self.put(run.text)
            return
        done = 0
        start = self.length
        for begin, end, url in find_addresses(run.text, naked=self.naked):
            self.put(run.text[done:begin])
            self.bare(url)
            done = end
        self.put(run.text[done:])
        if run.strong:
            self.result.strong.append((start, self.length))
        if run.emphasis:
            self.result.emphasis.append((start, self.length))
        self.result.struck |= run.struck

    def bare(self, url: str, *, struck: bool = False) -> None:
        start, end = self.put(MARK)
        self.result.spans.append(Span(start, end, url, "", self.line, bare=True, struck=struck))

    def anchor(self, run: Anchor) -> None:
        label = plain(run.label)
        picture = not label and any(isinstance(part, Image) for part in run.label)
        if picture:
            start, end = self.length, self.length
            alt = next((part.alt for part in run.label if isinstance(part, Image)), "")
            self.result.spans.append(Span(start, end, run.url, alt, self.line, picture=True))
        elif not label or _BARE_LABEL.match(label) or _is_own_address(label, run.url):
            self.bare(run.url, struck=run.struck)
            if label and "/" not in label.strip("/ ") and not label.startswith("www."):
                self.result.spans[-1].shown = label.strip("/ ")
        else:
            start, end = self.put(label)
            strong = run.strong or all(part.strong for part in run.label if isinstance(part, Text))
            self.result.spans.append(Span(start, end, run.url, label, self.line, strong=strong, struck=run.struck))
            if strong:
                self.result.strong.append((start, end))

    def finish(self) -> Line:
        self.result.text = "".join(self.parts)
        return self.result


def flatten(inlines: Iterable[Inline], line: int, *, naked: bool = False) -> Line:
    """Join the runs of a block into one line; addresses printed in the text become links.

    Parameters
    ----------
    inlines
        The runs of one block.
    line
        The line of the source on which they start.
    naked
        Take a mere host name at the end of a run for an address.
    """
    builder = _Builder(line, naked)
    for run in inlines:
        match run:
            case Text():
                builder.text(run)
            case Anchor():
                builder.anchor(run)
            case Break():
                builder.result.breaks.append(builder.put(" ")[0])
                builder.line = run.line
    return builder.finish()


def split_lines(inlines: Iterable[Inline], line: int) -> Iterator[tuple[tuple[Inline, ...], int]]:
    """Cut the runs of a block at its line breaks."""
    runs: list[Inline] = []
    for run in inlines:
        if isinstance(run, Break):
            if runs:
                yield tuple(runs), line
            runs, line = [], run.line
        else:
            runs.append(run)
    if runs:
        yield tuple(runs), line
