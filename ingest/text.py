"""Plain text to blocks: lists whose only grammar is the line.

Headings are known by a colon, capitals, an underline or the indent of what follows; items by a bullet, a number,
an address or merely by standing in a list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.blocks import Block, Break, Code, Document, Heading, Inline, Item, Paragraph, Text
from ingest.carriage import without_carriage
from ingest.citations import cited
from ingest.entries import entries
from ingest.printed import cut_number
from ingest.textheads import SECTION, SUB, TOP, Headings, depends, heading_text, shares_words
from ingest.textlines import TextLine, text_lines
from ingest.unlinked import is_prose
from library.vocabulary import Reading, ReadingList, Skipped

__all__ = ["read_text", "text_document"]

_LONGEST_LINE = 50_000
_LEAST_NAMES = 5
_LABEL = re.compile(r"[^\W\d_][\w ]{1,24}:(?=\s)")
_TWO_BLANKS = re.compile(r"(?<=\S)(?: {2,}|\t+)(?=\S)")
_COLLECTIONS = re.compile(
    r"(?i)\b(?:datasets|data sets|books|papers|courses|tools|libraries|corpora|articles|tutorials|videos)$"
)


def read_text(text: str, source: str) -> Reading:
    """Read a plain-text list.

    Parameters
    ----------
    text
        The decoded source.
    source
        Its path or address.
    """
    document, skipped = text_document(text)
    found, left = entries(document, naked=True)
    return Reading(ReadingList(source, document.title or source, "text"), found, [*skipped, *left])


def text_document(text: str) -> tuple[Document, list[Skipped]]:
    """Turn a plain text into blocks; lines beyond all measure are left out and told."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd").split("\n")
    skipped = []
    for number, line in enumerate(raw):
        if len(line) > _LONGEST_LINE:
            skipped.append(Skipped(number + 1, line[:80], f"line of {len(line):,} characters"))
            raw[number] = ""
    reader = _Reader(text_lines(without_carriage(raw)))
    return Document(tuple(reader.read()), reader.title, reader.names), skipped


class _Reader:
    """Reads the lines of one text from top to bottom."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._lines = lines
        self._headings = Headings(lines)
        self._blocks: list[Block] = []
        self._section: TextLine | None = None
        # Open sub-headings with the line that follows each.
        self._subs: list[tuple[TextLine, TextLine | None]] = []
        self._indents: list[int] = []
        self._marked = False
        self.title = ""
        self.names = _holds_names(lines, self._headings)

    def read(self) -> list[Block]:
        """Give the blocks of the text."""
        for position, line in enumerate(self._lines):
            if position in self._headings.contents:
                self._blocks.append(Paragraph((), line.number))
            elif level := self._headings.level(position):
                self._open(position, level)
            elif line.is_command or self._is_typed(position):
                self._blocks.append(Code(line.whole, line.number))
            else:
                self._close_subs(position)
                self._content(position)
        return self._blocks

    def _is_typed(self, position: int) -> bool:
        """A line right below a command that begins like one."""
        line, before = self._lines[position], self._lines[position - 1] if position else None
        if before is None or not (before.is_command or isinstance(self._blocks[-1], Code)):
            return False
        return not line.blank_before and not line.mark and bool(re.match(r"[a-z][\w./-]*(?:\s|$)", line.text))

    def _open(self, position: int, level: int) -> None:
        line = self._lines[position]
        if level < SUB:
            self._subs.clear()
            self._section = line
        else:
            while self._subs and self._subs[-1][0].indent >= line.indent:
                self._subs.pop()
            self._subs.append((line, self._headings.next(position)))
        self._indents.clear()
        self._marked = False
        if level == TOP:
            self.title = line.whole
        self._blocks.append(Heading(level, (Text(heading_text(line)),), line.number))

    def _close_subs(self, position: int) -> None:
        """Leave sub-headings whose matter ends at this line."""
        line = self._lines[position]
        before = self._lines[position - 1] if position else None
        closed = False
        while self._subs and _leaves(*self._subs[-1], line, before):
            self._subs.pop()
            closed = True
        if closed:
            head = self._subs[-1][0] if self._subs else self._section
            level = SUB + head.indent if self._subs and head else SECTION
            text = heading_text(head) if head else ""
            self._blocks.append(Heading(level, (Text(text),), head.number if head else line.number))

    def _content(self, position: int) -> None:
        line = self._lines[position]
        told = not line.mark and is_prose(line.whole) and any(" " in more for _, more in line.more)
        following = self._headings.next(position)
        instructs = following is not None and following.is_command and not following.blank_before and not line.linked
        if instructs or (position < self._headings.preface and not line.mark and not line.linked):
            self._blocks.append(Paragraph(_inlines(line), line.number))
            return
        named = self.names and not line.more and _is_name(line)
        listed = bool(line.mark) or named or (not told and (line.linked or line.indent > 0 or bool(self._subs)))
        if not listed and (line.more or is_prose(line.whole)) and not cited(cut_number(line.whole)):
            self._indents.clear()
            self._blocks.append(Paragraph(_inlines(line), line.number))
            return
        depth = self._depth(line)
        for text in _split_twins(line):
            self._blocks.append(Item(_inlines(line, text), line.number, depth, _number(line.mark), _checked(line)))
        if self._is_collection(position):
            self._subs.append((line, self._headings.next(position)))
            label = line.text.split(":")[0]
            self._blocks.append(Heading(SUB + line.indent + 1, (Text(label),), line.number))
            self._indents.clear()

    def _is_collection(self, position: int) -> bool:
        """`Some datasets: https://…` above lines without addresses, in a list that has them."""
        line = self._lines[position]
        if not line.linked or ":" not in line.text or not _COLLECTIONS.search(line.text.split(":")[0]):
            return False
        ahead = [self._headings.next(position, step) for step in (1, 2, 3)]
        return all(one and not one.linked and one.indent >= line.indent and not one.announces for one in ahead)

    def _depth(self, line: TextLine) -> int:
        if not line.mark and not self._marked:
            self._indents.clear()
            return 0
        self._marked = self._marked or bool(line.mark)
        while self._indents and line.indent < self._indents[-1]:
            self._indents.pop()
        if not self._indents or line.indent > self._indents[-1]:
            self._indents.append(line.indent)
        return len(self._indents) - 1


def _holds_names(lines: Sequence[TextLine], headings: Headings) -> bool:
    """Tell a list of mere names: most lines name something by themselves, and few are addresses, citations, prose, or
    lines of a record of several.
    """
    matter = [line for place, line in enumerate(lines) if place not in headings.contents and not headings.level(place)]
    names = sum(_is_name(line) for line in matter)
    linked = sum(line.linked for line in matter)
    labels = Counter(found.group() for line in matter if (found := _LABEL.match(line.text)))
    records = sum(bool(line.more) and line.linked for line in matter)
    records += sum(times for times in labels.values() if times > 1)
    if names < _LEAST_NAMES or names * 3 < len(matter) * 2 or linked * 3 > names or records * 8 > names:
        return False
    prose = len(matter) - names - linked
    return prose * 8 <= len(matter) and sum(cited(cut_number(line.whole)) is not None for line in matter) * 6 <= names


def _is_name(line: TextLine) -> bool:
    """Tell a line that may be the name of a work, perhaps with its author or a word about it."""
    text = line.text.strip()
    plain = not (line.linked or line.is_command or line.more or line.announces)
    return plain and len(text) <= 120 and not is_prose(cut_number(text))


def _leaves(head: TextLine, first: TextLine | None, line: TextLine, before: TextLine | None) -> bool:
    """Tell a line that no longer stands under a sub-heading."""
    if before is None or before is head:
        return False
    if before.is_command and line.indent > before.indent:
        return True
    if first is not None and first.indent > head.indent:
        return line.indent <= head.indent
    if not head.announces and depends(before) and not depends(line):
        return not shares_words(head, line)
    return head.linked and line.linked


def _inlines(line: TextLine, text: str | None = None) -> tuple[Inline, ...]:
    runs: list[Inline] = [Text(_dashed(line.text if text is None else text))]
    for number, more in line.more:
        runs += [Break(number), Text(more)]
    return tuple(runs)


def _dashed(text: str) -> str:
    """Two blanks inside a line stand for a dash that was lost."""
    parts = _TWO_BLANKS.split(text)
    return " – ".join(parts) if len(parts) == 2 and parts[0][-1:] not in ":,;.-–—" else text


def _split_twins(line: TextLine) -> list[str | None]:
    """Cut a line in which the break between two items was lost: `A  what it is  B  what that is`."""
    parts = _TWO_BLANKS.split(line.text)
    if len(parts) != 3 or line.linked or len(parts[1].split()) > 3 or len(parts[0].split()) < 3:
        return [None]
    return [parts[0], f"{parts[1]} – {parts[2]}"]


def _checked(line: TextLine) -> bool | None:
    """The state of a check box, or of a lone `x` in front of an item."""
    if line.mark in {"x", "[x]", "[X]", "[ ]"}:
        return line.mark != "[ ]"
    return None


def _number(mark: str) -> int | None:
    digits = mark.strip("*()[].")
    return int(digits) if digits.isdecimal() else None
