"""The lines of a plain text, joined where they were only wrapped, and what each looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.citations import cited
from ingest.kinds import section_kinds
from ingest.links import find_addresses

__all__ = ["TextLine", "text_lines"]

_MARKER = re.compile(
    r"^(?P<mark>[-*+•·–—▪◦‣●○■□→>]|\(?\d{1,3}(?:[.)]|>\.?)"
    r"|\*?\[\d{1,4}\]|[a-z]\)|x(?=\s+[A-Z\d])|\[[ xX]\])(?P<gap>\s+|(?=\[))(?=\S)"
)
# The bullet of typewriters and manual pages; one such line is a word, several are a list.
_TYPED_BULLET = re.compile(r"^(\s*)o(?=\s+\S)")
_BULLETS = 3
_TIGHT_MARKER = re.compile(r"^(?P<mark>[-*+•])(?=[^\s*+=\d-])")
_UNDERLINE = re.compile(r"^\s*([=~^#*_-])\1{2,}\s*$")
# A lone sign of comments above and below a heading.
_FRAME = re.compile(r"#|;|%|//|\*")
_ONLY_ADDRESS = re.compile(r"^\W*(?:https?://|www\.)\S+\W*$")
_REMARK = re.compile(r"\s*:\s*[(（][^()（）]*[)）]\s*:?\s*$")
_COMMAND = re.compile(
    r"^(?:[$%#>]\s+)?(?:sudo|pip3?|apt(?:-get)?|brew|conda|npm|yarn|wget|curl|git (?:clone|pull|checkout|commit)|cd"
    r"|mkdir|export"
    r"|docker|make|python3?|aws|ssh|chmod|source|tar|watch n|watch -n)\s+[\w./$<~-]"
)
_SAME_AUTHORS = re.compile(r"^(?:-{2,}|[—–―]{1,4}|_{3,}|(?:Он|Она) же|Ders|Dies|Idem|Id)(?=[.,]?\s*[(\[“\"]|[.,]\s)")
_AUTHORS_FIRST = re.compile(r"^[A-ZÀ-Þ][^(\d“\"]{3,120}?(?=[.,]?\s*(?:[(\[]?(?:1[5-9]|20)\d{2}|[“\"]))")
_AVAILABLE = re.compile(r"(?i)\b(?:available(?: from| at)?|verfügbar(?: unter)?|disponible(?: en)?|url)\s*:\s*$")
_ENDS_IN_ADDRESS = re.compile(r"(?:://|www\.|\w\.\w+/)\S*$")
_LONG = 55
_WRAPPED_WIDTH = 100


@dataclass(slots=True)
class TextLine:
    """One visible line: its source line, indent, mark and words; `more` are the lines it went on in."""

    number: int
    indent: int
    text: str
    mark: str = ""
    blank_before: bool = False
    blank_after: bool = False
    underline: str = ""
    more: list[tuple[int, str]] = field(default_factory=list)
    linked: bool = False

    @property
    def is_command(self) -> bool:
        """Whether it is typed into a shell."""
        return bool(_COMMAND.match(self.text)) and (" " in self.text) and not self.mark

    @property
    def whole(self) -> str:
        """Its words and those of the lines it went on in."""
        return " ".join([self.text, *(text for _, text in self.more)])

    @property
    def announces(self) -> bool:
        """Whether it ends with a colon, or with a colon and a remark in brackets."""
        text = self.whole.rstrip()
        return text.endswith((":", "：")) or bool(_REMARK.search(text))


def text_lines(raw: Sequence[str]) -> list[TextLine]:
    """Join the lines of a text that were only wrapped, and look at each."""
    if sum(bool(_TYPED_BULLET.match(line)) for line in raw) >= _BULLETS:
        raw = [_TYPED_BULLET.sub(r"\1•", line) for line in raw]
    wrapped = _is_wrapped(raw)
    width = _width(raw)
    hanging = wrapped and _is_hanging(raw)
    lines: list[TextLine] = []
    blank = True
    for number, printed in enumerate(raw, 1):
        alone = number >= len(raw) or not _ONLY_ADDRESS.match(raw[number])
        stripped = printed.expandtabs(4).rstrip()
        body = stripped.lstrip()
        if not body or _FRAME.fullmatch(body):
            blank = True
            if lines:
                lines[-1].blank_after = True
            continue
        if lines and not blank and (under := _underline(lines[-1], stripped)):
            lines[-1].underline = under.group(1)
            continue
        line = _line(number, len(stripped) - len(body), body, blank)
        goes_on = lines and not blank and _continues(lines[-1], line, width, wrapped=wrapped, alone=alone)
        if hanging and lines and not blank and not line.mark and (line.indent > lines[-1].indent or goes_on):
            goes_on = line.indent > lines[-1].indent or body[:1].islower()
        if goes_on:
            lines[-1].more.append((number, body))
            lines[-1].linked = lines[-1].linked or line.linked
        else:
            lines.append(line)
        blank = False
    _name_repeated_authors(lines)
    return lines


def _underline(line: TextLine, printed: str) -> re.Match[str] | None:
    """Tell a rule below a line; below a numbered one it is as long as that."""
    found = _UNDERLINE.match(printed)
    if not found or not line.mark:
        return found
    length = len(f"{line.mark} {line.text}")
    return found if line.mark[:1].isdigit() and abs(len(printed) - line.indent - length) <= 2 else None


def _is_hanging(raw: Sequence[str]) -> bool:
    """Tell a text whose units begin at the margin and go on indented, as in a printed bibliography."""
    heads = [line for line, after in pairwise(raw) if re.match(r"\S", line) and re.match(r"\s{2,}\S", after)]
    long = [
        line for line in heads if len(line) >= _LONG - 5 and not _MARKER.match(line) and line.rstrip()[-1] not in ":："
    ]
    if len(long) >= 4:
        return len(long) * 4 >= len(heads) * 3
    # Few of the units are longer than a line: then all that stands indented goes on from such a one.
    runs = re.findall(r"(?m)^(\S.*)\n((?:[ \t]{2,}\S.*\n?)+)", "\n".join(raw))
    return bool(runs) and all(
        len(head) >= _LONG + 5 and head[-1] not in ":：" and rest.count("\n") <= 2 for head, rest in runs
    )


def _name_repeated_authors(lines: Sequence[TextLine]) -> None:
    """Put the authors of the work before where a dash stands for them."""
    authors = ""
    if not any(_SAME_AUTHORS.match(line.text) for line in lines):
        return
    for line in lines:
        if authors and (dash := _SAME_AUTHORS.match(line.text)):
            line.text = f"{authors}{line.text[dash.end() :]}"
        found = _AUTHORS_FIRST.match(line.text)
        authors = found.group() if found else _authors_before_title(line.text)


def _authors_before_title(text: str) -> str:
    citation = cited(text)
    return text[: text.find(citation.title)].strip(" .") if citation and citation.authors else ""


def _line(number: int, indent: int, body: str, blank: bool) -> TextLine:
    found = _MARKER.match(body) or _TIGHT_MARKER.match(body)
    mark = found.group("mark") if found else ""
    text = body[found.end() :].strip() if found else body
    return TextLine(number, indent, text, mark, blank, linked=bool(find_addresses(text, naked=True)))


def _is_wrapped(raw: Sequence[str]) -> bool:
    """Tell a text whose lines were broken at a width from one whose lines are its units."""
    lengths = sorted(len(line) for line in raw if line.strip() and "://" not in line)
    if len(lengths) < 4:
        return bool(lengths) and lengths[-1] <= _WRAPPED_WIDTH
    return lengths[int(len(lengths) * 0.97)] <= _WRAPPED_WIDTH


def _width(raw: Sequence[str]) -> int:
    """The width at which a text was broken into lines."""
    lengths = sorted(len(line.rstrip()) for line in raw if _LONG <= len(line.rstrip()) <= _WRAPPED_WIDTH)
    return lengths[int(len(lengths) * 0.9)] if lengths else _WRAPPED_WIDTH


def _continues(last: TextLine, line: TextLine, width: int, *, wrapped: bool, alone: bool) -> bool:
    """Tell a line that only goes on from the one before; `alone` tells that no address follows below it."""
    if line.mark or last.is_command or line.is_command or last.underline:
        return False
    if _ONLY_ADDRESS.match(line.text):
        # `A title, with a remark:` and its only address below.
        named = alone and len(last.text.split()) > 2 and not last.more and line.indent > last.indent
        told = bool(_AVAILABLE.search(last.whole))
        # What stands above several addresses heads them.
        heads = not alone and line.indent == last.indent
        fits = not heads and (not last.announces or told or (named and not section_kinds(last.text)))
        return fits and not last.linked and line.indent >= last.indent
    hangs = bool(last.mark) and line.indent > last.indent
    # A title, its address and a note below each other.
    notes = bool(last.more) and line.indent > last.indent and not line.linked
    previous = last.more[-1][1] if last.more else f"{last.mark} {last.text}"
    told = line.text[:1].islower() and line.indent == last.indent == 0
    unbroken = not (wrapped or told) or (last.announces and not last.more)
    if _ONLY_ADDRESS.match(previous) or (unbroken and not hangs):
        return notes and bool(_ONLY_ADDRESS.match(previous))
    another = _ENDS_IN_ADDRESS.search(previous) and line.linked and re.match(r"[a-z]?[A-Z\d]", line.text)
    length = (line.indent if last.more else last.indent) + len(previous)
    # A writer's editor breaks a line only where the next word would not have fitted.
    fitted = length + 1 + len(line.text.split()[0]) <= width - 4 or length > width + 6
    if hangs:
        return not fitted or line.text[:1].islower()
    if another or length < _LONG or line.indent < last.indent - 1 or (fitted and not line.text[:1].islower()):
        return False
    # Two citations may be of about one length.
    return not (previous.rstrip().endswith((".", ")")) and cited(last.whole) and cited(line.text))
