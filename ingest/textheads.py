"""Which lines of a plain text are headings, and how high they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.citations import cited
from ingest.links import find_addresses
from ingest.printed import cut_number
from ingest.textlines import TextLine
from ingest.unlinked import is_prose
from ingest.words import bag, label_role

__all__ = ["SECTION", "SUB", "TOP", "Headings", "depends", "heading_text", "shares_words"]

TOP, SECTION, SUB = 1, 2, 10
_CAPITALS = re.compile(r"^(?:[IVXLC]+\.\s+|\d+(?:\.\d+)*\.?\s+)?[^a-zà-ÿ]{3,70}$")
# `== Heading ==`, as in wikis and old text files.
_FRAMED = re.compile(r"^(?P<sign>={2,6}|\*{2,6}|-{2,6}|~{2,6})\s*(?P<words>[^\s=*~-].{0,80}?)\s*(?P=sign)$")
_SIGN_FIRST = re.compile(r"^(?:[■□◆◇▼▲★☆§]\s?[^\W\d_]|【[^【】]{1,30}】$)")
_UNIT = re.compile(
    r"(?i)^(?:week|session|class|day|unit|module|part|lecture|meeting|lesson|chapter|topic|woche|sitzung|einheit|semaine"
    r"|séance|semana|sesión|unidad|tema|settimana|неделя|тема|раздел)\W{0,3}(?:\d|[ivx]+\b)"
)
# `2019`, `2019 - 8`, `2017 Q4.`, `March 2020`: nothing but a time, and perhaps how many.
_DATED = re.compile(
    r"(?i)\W*(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+)?(?:1[89]|20)\d\d(?:\s*[/–-]\s*\d{2,4})?"
    r"(?:\s*[Qq][1-4])?(?:\W*\d{1,3})?\W*"
)
_BULLETS = frozenset("-*•+")
_LEAST_CONTENTS = 3
_SENTENCE_START = re.compile(r"(?i)(?:we|i|you|these|this|here|he|she|they|it)\b")
_KIND_ENDINGS = bag(
    "paper version tutorial tutorials post talk video videos slides code example examples demo notes book course"
    " review"
    " implementation link article site blog lecture lectures"
)


class Headings:
    """Knows the lines of a text and tells its headings."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._lines = lines
        self._indented = _is_indented(lines)
        self._numbered = _numbered_heads(lines)
        self.contents, self._repeated = _contents(lines)
        self._repeated |= self._unannounced()
        # What stands before the first of several sections introduces the list.
        sections = [number for number in range(len(lines)) if self.level(number) == SECTION]
        self.preface = sections[0] if len(sections) >= 3 else 0

    def level(self, position: int) -> int:
        """Give the level of the heading that a line is; 0 when it is none."""
        line = self._lines[position]
        if line.underline or position in self._repeated:
            return SECTION if line.underline in "=#*" else SECTION + 1
        if line.linked or (line.mark in _BULLETS and not line.announces):
            return 0
        if position == 0 and self._is_title(line):
            return TOP
        after = self.next(position)
        if after is None or len(line.whole) > 120:
            return 0
        if line.announces and not _is_sentence(cut_number(line.whole)):
            return self._announced(position, line, after)
        return self._unmarked(position, line, after)

    def _unannounced(self) -> frozenset[int]:
        """The places of short lines at the head of a run of lines, where two of three such runs have a heading."""
        runs = [
            place
            for place, line in enumerate(self._lines)
            if (line.blank_before or not place) and not line.blank_after and not line.mark
            if (second := self.next(place, 2)) is not None and not second.blank_before
        ]
        told = {place for place in runs if self.level(place)}
        if len(told) < _LEAST_CONTENTS or len(told) * 3 < len(runs) * 2:
            return frozenset()
        return frozenset(
            place
            for place in runs
            if place not in told and not self._lines[place].linked and _is_short(self._lines[place])
        )

    def next(self, position: int, ahead: int = 1) -> TextLine | None:
        """Give a line further down."""
        place = position + ahead
        return self._lines[place] if place < len(self._lines) else None

    def _is_title(self, line: TextLine) -> bool:
        after = self.next(0)
        if after is None or line.announces or len(line.whole) > 100 or line.mark:
            return False
        if line.text.isupper() and _CAPITALS.match(line.text) and re.match(r"[IVXLC\d]+\.", line.text):
            return False
        return line.blank_after or after.announces or after.whole.endswith(".") or is_prose(after.whole)

    def _announced(self, position: int, line: TextLine, after: TextLine) -> int:
        """A line that ends with a colon."""
        if line.whole.count(",") > 3 and len(line.whole) > 80:
            return 0
        margin = line.indent == 0 and not line.mark
        if margin and self._indented and after.indent == 0 and not line.blank_after:
            return SECTION if after.linked or after.announces or after.mark else 0
        return SECTION if margin else SUB + line.indent

    def _unmarked(self, position: int, line: TextLine, after: TextLine) -> int:
        """A line that is a heading by its capitals, its place or what follows."""
        if level := _signed(line) or _unit(line, after) or (SECTION if position in self._numbered else 0):
            return level
        capitals = bool(_CAPITALS.match(line.text)) and line.text.isupper()
        if line.mark and not capitals:
            return 0
        if capitals and line.blank_before and re.search(r"[^\W\d_]{3}", line.text):
            return SECTION
        if line.indent == 0 and after.indent > 0 and not after.mark and _is_short(line):
            return SECTION
        if self._stands_alone(position, line, after):
            return SECTION
        return SUB + line.indent if self._heads_labels(position, line) else 0

    def _stands_alone(self, position: int, line: TextLine, after: TextLine) -> bool:
        """`Heading`, blank, then lines with marks or addresses."""
        if not line.blank_before or line.more or not (line.blank_after or after.mark or after.linked):
            return False
        if not _is_short(line) or (line.text.isascii() and not line.text[:1].isupper()):
            return False
        following = [ahead for step in (1, 2) if (ahead := self.next(position, step))]
        marked = all(ahead.mark for ahead in following)
        linked = all(ahead.linked and not ahead.text.startswith(("http", "www.")) for ahead in following)
        cites = line.blank_after and all(cited(ahead.whole) for ahead in following)
        return marked or ((linked or cites) and len(following) == 2)

    def _heads_labels(self, position: int, line: TextLine) -> bool:
        """A line above lines that say only `First paper: …`, `Tutorial: …` names what they are about."""
        if line.mark or len(line.whole.split()) > 6:
            return False
        return all((ahead := self.next(position, step)) is not None and depends(ahead) for step in (1, 2))


def _contents(lines: Sequence[TextLine]) -> tuple[frozenset[int], frozenset[int]]:
    """The places of a table of contents, three lines or more that stand again further down in the same order, and the
    places of those headings.
    """
    first: dict[str, int] = {}
    later: dict[int, int] = {}
    for place, line in enumerate(lines):
        words = line.whole.strip().casefold()
        if line.linked or line.more or len(words) > 60:
            continue
        if words in first and first[words] not in later:
            later[first[words]] = place
        first.setdefault(words, place)
    run: list[int] = []
    for place in range(len(lines) + 1):
        if place in later and (not run or later[place] > later[run[-1]]):
            run.append(place)
            continue
        if len(run) >= _LEAST_CONTENTS and later[run[0]] > run[-1]:
            return frozenset(run), frozenset(later[one] for one in run)
        run = [place] if place in later else []
    return frozenset(), frozenset()


def _numbered_heads(lines: Sequence[TextLine]) -> frozenset[int]:
    """The places of `1. Origins`, `2. The war`, each between blank lines and above lines without numbers."""
    found = [
        place
        for place, (line, after) in enumerate(pairwise(lines))
        if line.mark.rstrip(".)").isdigit()
        and line.blank_before
        and line.blank_after
        and not (line.indent or line.linked or line.more or after.mark.rstrip(".)").isdigit())
        and len(line.text.split()) <= 8
    ]
    numbers = [int(lines[place].mark.rstrip(".)")) for place in found]
    return frozenset(found if len(found) >= 2 and numbers == sorted(set(numbers)) else ())


def _unit(line: TextLine, after: TextLine) -> int:
    """The level of `Week 3 …` above what belongs to it; 0 when it is none."""
    heads = not line.mark and line.blank_before and (after.indent > line.indent or bool(after.mark))
    return SECTION + 1 if heads and _UNIT.match(line.text) else 0


def _signed(line: TextLine) -> int:
    """The level that the signs before or around a heading tell, or that it is a mere time; 0 when it has neither."""
    text = line.text
    if line.blank_before and not line.mark and _DATED.fullmatch(text):
        return SECTION
    if _SIGN_FIRST.match(text) and line.blank_before and not line.indent and len(text.split()) <= 8:
        return SECTION
    if re.match(r"#{1,6}\s*\S", text):
        return SECTION + len(text) - len(text.lstrip("#"))
    framed = _FRAMED.match(text)
    return SECTION + len(framed.group("sign")) - 2 if framed and not line.indent else 0


def _is_indented(lines: Sequence[TextLine]) -> bool:
    """Tell a text whose headings stand at the margin and whose items are indented."""
    heads = [after for line, after in pairwise(lines) if line.announces and not line.indent]
    return sum(1 for after in heads if after.indent) * 2 > len(heads) > 1


def _is_short(line: TextLine) -> bool:
    text = line.whole.rstrip()
    return len(text.split()) <= 8 and not text.endswith((".", ",", ";", "!", "…")) and not is_prose(text)


def _is_sentence(text: str) -> bool:
    """Tell a sentence that ends with a colon from a heading."""
    return len(text.split()) > 14 or bool(_SENTENCE_START.match(text))


def heading_text(line: TextLine) -> str:
    """Give a heading as printed, without its marks and its colon."""
    framed = _FRAMED.match(line.whole)
    text = framed.group("words") if framed else re.sub(r"[:：]\s*$", "", line.whole.strip().lstrip("#").strip())
    return f"{line.mark} {text}" if line.mark and line.mark not in _BULLETS else text


def depends(line: TextLine) -> bool:
    """Tell a line whose label says only what it is of its heading: `First paper: …`."""
    found = find_addresses(line.whole)
    label = line.whole[: found[0][0]] if found else line.whole
    words = label.strip(" :,.-–").split(":")[0].lower().split()
    if not line.linked or not words or len(words) > 3:
        return False
    return label_role(" ".join(words)) is not None or words[-1] in _KIND_ENDINGS


def shares_words(head: TextLine, line: TextLine) -> bool:
    """Tell a line that names what its heading names."""
    words = set(re.findall(r"[a-z]{4,}", head.whole.lower()))
    return len(words & set(re.findall(r"[a-z]{4,}", line.whole.lower()))) >= min(2, len(words))
