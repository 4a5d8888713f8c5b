"""Plain text to blocks: lists whose only grammar is the line.

Headings are known by a colon, capitals, an underline or the indent of what follows; items by a bullet, a number,
an address or merely by standing in a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import Block, Break, Code, Document, Heading, Inline, Item, Paragraph, Text
from ingest.entries import entries
from ingest.links import find_addresses
from ingest.unlinked import is_prose
from ingest.printed import cut_number
from ingest.textlines import TextLine, text_lines
from ingest.words import bag, label_role
from library.vocabulary import Reading, ReadingList, Skipped

__all__ = ["read_text", "text_document"]

_TOP, _SECTION, _SUB = 1, 2, 10
_LONGEST_LINE = 50_000
_CAPITALS = re.compile(r"^(?:[IVXLC]+\.\s+|\d+(?:\.\d+)*\.?\s+)?[^a-zà-ÿ]{3,70}$")
_NUMBERED_HEADING = re.compile(r"^(?:\d+(?:\.\d+)+\.?|(?:Chapter|Part|Section|Week|Teil|Kapitel) \w+\b)")
_TWO_BLANKS = re.compile(r"(?<=\S)(?: {2,}|\t+)(?=\S)")
_KIND_ENDINGS = bag(
    "paper version tutorial tutorials post talk video videos slides code example examples demo notes book course review"
    " implementation link article site blog lecture lectures"
)
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
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    skipped = []
    if len(text) > _LONGEST_LINE:
        raw = text.split("\n")
        for number, line in enumerate(raw):
            if len(line) > _LONGEST_LINE:
                skipped.append(Skipped(number + 1, line[:80], f"line of {len(line):,} characters"))
                raw[number] = ""
        text = "\n".join(raw)
    reader = _Reader(text_lines(text))
    return Document(tuple(reader.read()), reader.title), skipped


class _Reader:
    """Reads the lines of one text from top to bottom."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._lines = lines
        self._blocks: list[Block] = []
        self._subs: list[tuple[TextLine, int]] = []
        self._indents: list[int] = []
        self._section: TextLine | None = None
        self._marked = False
        self._indented = _is_indented(lines)
        self.title = ""

    def read(self) -> list[Block]:
        """Give the blocks of the text."""
        for position, line in enumerate(self._lines):
            level = self._heading_level(position)
            if level:
                self._open(line, level)
            elif line.is_command:
                self._blocks.append(Code(line.whole, line.number))
            else:
                self._close_subs(position)
                self._content(position)
        return self._blocks

    def _next(self, position: int, ahead: int = 1) -> TextLine | None:
        place = position + ahead
        return self._lines[place] if place < len(self._lines) else None

    def _heading_level(self, position: int) -> int:
        """The level of the heading that a line is; 0 when it is none."""
        line, after = self._lines[position], self._next(position)
        if line.underline:
            return {"=": _SECTION, "#": _SECTION, "*": _SECTION}.get(line.underline, _SECTION + 1)
        if line.linked or line.mark in {"-", "*", "•", "+"} and not line.announces:
            return 0
        if position == 0 and self._is_title(line, after):
            return _TOP
        if line.text.startswith("#") and re.match(r"#{1,6}\s*\S", line.text):
            return _SECTION + len(line.text) - len(line.text.lstrip("#"))
        if len(line.whole) > 120 or after is None:
            return 0
        short = cut_number(line.whole)
        if line.announces and not _is_sentence(short):
            level = _SECTION if line.indent == 0 and not line.mark else _SUB + line.indent
            return level if self._heads(position) else 0
        if line.mark and not _CAPITALS.match(line.text):
            return 0
        if _CAPITALS.match(line.text) and line.blank_before and re.search(r"[^\W\d_]{3}", line.text):
            return _SECTION
        if line.indent == 0 and after.indent > 0 and not after.mark and self._is_short(line):
            return _SECTION
        if self._stands_alone(position):
            return _SECTION
        return _SUB + line.indent if self._heads_labels(position) else 0

    def _is_title(self, line: TextLine, after: TextLine | None) -> bool:
        if after is None or line.announces or len(line.whole) > 100 or line.mark:
            return False
        return line.blank_after or is_prose(after.whole) or after.announces

    @staticmethod
    def _is_short(line: TextLine) -> bool:
        words = line.whole.split()
        return (
            len(words) <= 8 and not line.whole.rstrip().endswith((".", ",", ";", "!", "…")) and not is_prose(line.whole)
        )

    def _heads(self, position: int) -> bool:
        """Tell a line with a colon under which something stands, or might have stood."""
        line, after = self._lines[position], self._next(position)
        if after is None or (line.whole.count(",") > 3 and len(line.whole) > 80):
            return False
        if line.indent == 0 and self._indented and after.indent == 0 and not line.blank_after:
            return after.linked or after.announces or bool(after.mark)
        return True

    def _stands_alone(self, position: int) -> bool:
        """`Heading`, blank, then lines with marks or addresses."""
        line, after = self._lines[position], self._next(position)
        if after is None or not line.blank_before or not self._is_short(line) or line.more:
            return False
        if not line.blank_after and not (after.mark or after.linked):
            return False
        if not (line.text[:1].isupper() or not line.text.isascii()):
            return False
        following = [ahead for step in (1, 2) if (ahead := self._next(position, step))]
        marked = all(ahead.mark for ahead in following)
        linked = all(ahead.linked and not _starts_bare(ahead) for ahead in following)
        return bool(following) and (marked or (linked and len(following) == 2))

    def _heads_labels(self, position: int) -> bool:
        """A line above lines that say only `First paper: …`, `Tutorial: …` names what they are about."""
        line = self._lines[position]
        if line.mark or len(line.whole.split()) > 6:
            return False
        return all((ahead := self._next(position, step)) is not None and _depends(ahead) for step in (1, 2))

    def _open(self, line: TextLine, level: int) -> None:
        if level < _SUB:
            self._subs.clear()
            self._section = line
        else:
            while self._subs and self._subs[-1][0].indent >= line.indent:
                self._subs.pop()
            self._subs.append((line, len(self._blocks)))
        self._indents.clear()
        self._marked = False
        if level == _TOP:
            self.title = line.whole
        self._blocks.append(Heading(level, (Text(_heading_text(line)),), line.number))

    def _close_subs(self, position: int) -> None:
        """Leave sub-headings whose matter ends at this line."""
        line = self._lines[position]
        before = self._lines[position - 1] if position else None
        closed = False
        while self._subs and self._leaves(self._subs[-1][0], line, before):
            self._subs.pop()
            closed = True
        if closed:
            head = self._subs[-1][0] if self._subs else self._section
            level = _SUB + head.indent if self._subs and head else _SECTION
            text = _heading_text(head) if head else ""
            self._blocks.append(Heading(level, (Text(text),), head.number if head else line.number))

    def _leaves(self, head: TextLine, line: TextLine, before: TextLine | None) -> bool:
        if before is None or before is head:
            return False
        if before.is_command and not line.is_command and line.indent > before.indent:
            return True
        first = next((one for one in self._lines if one.number > head.number), None)
        if first is not None and first.indent > head.indent:
            return line.indent <= head.indent
        if not head.announces and _depends(before) and not _depends(line):
            return not _shares_words(head, line)
        return head.linked and line.linked

    def _content(self, position: int) -> None:
        line = self._lines[position]
        told = not line.mark and bool(line.more) and is_prose(line.whole)
        listed = bool(line.mark) or (not told and (line.linked or line.indent > 0 or bool(self._subs)))
        if not listed and (line.more or is_prose(line.whole)) and not _is_reference(line.whole):
            self._indents.clear()
            self._blocks.append(Paragraph(_inlines(line), line.number))
            return
        depth = self._depth(line)
        for text in _split_twins(line):
            self._blocks.append(Item(_inlines(line, text), line.number, depth, _number(line.mark)))
        if self._is_collection(position):
            self._subs.append((line, len(self._blocks)))
            label = line.text.split(":")[0]
            self._blocks.append(Heading(_SUB + line.indent + 1, (Text(label),), line.number))
            self._indents.clear()

    def _is_collection(self, position: int) -> bool:
        """`Some datasets: https://…` above lines without addresses, in a list that has them."""
        line = self._lines[position]
        if not line.linked or ":" not in line.text or not _COLLECTIONS.search(line.text.split(":")[0]):
            return False
        ahead = [self._next(position, step) for step in (1, 2, 3)]
        return all(
            one is not None and not one.linked and one.indent >= line.indent and not one.announces for one in ahead
        )

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


def _is_indented(lines: Sequence[TextLine]) -> bool:
    """Tell a text whose headings stand at the margin and whose items are indented."""
    heads = [(line, after) for line, after in zip(lines, lines[1:]) if line.announces and not line.indent]
    return sum(1 for _, after in heads if after.indent) * 2 > len(heads) > 1


def _is_sentence(text: str) -> bool:
    """Tell a sentence that ends with a colon from a heading."""
    return len(text.split()) > 14 or bool(re.match(r"(?i)(?:we|i|you|these|this|here|he|she|they|it)\b", text))


def _heading_text(line: TextLine) -> str:
    text = re.sub(r"[:：]\s*$", "", line.whole.strip().lstrip("#").strip())
    mark = line.mark.strip("-*•+ ")
    return f"{mark} {text}" if mark and line.mark not in "-*•+" else text


def _inlines(line: TextLine, text: str | None = None) -> tuple[Inline, ...]:
    first = line.text if text is None else text
    runs: list[Inline] = [Text(_dashed(first))]
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


def _number(mark: str) -> int | None:
    digits = mark.strip("*()[].")
    return int(digits) if digits.isdigit() else None


def _label(line: TextLine) -> str:
    found = find_addresses(line.whole)
    head = line.whole[: found[0][0]] if found else line.whole
    return head.strip(" :,.-–")


def _depends(line: TextLine) -> bool:
    """Tell a line whose label says only what it is of its heading: `First paper: …`."""
    label = _label(line).split(":")[0]
    words = label.lower().split()
    if not line.linked or not words or len(words) > 3:
        return False
    return label_role(label) is not None or words[-1] in _KIND_ENDINGS


def _starts_bare(line: TextLine) -> bool:
    return line.text.startswith(("http://", "https://", "www."))


def _shares_words(head: TextLine, line: TextLine) -> bool:
    words = {word for word in re.findall(r"[a-z]{4,}", head.whole.lower())}
    return len(words & set(re.findall(r"[a-z]{4,}", line.whole.lower()))) >= min(2, len(words))


def _is_reference(text: str) -> bool:
    """Tell a citation that stands as a paragraph of its own."""
    from ingest.citations import cited

    return cited(cut_number(text)) is not None
