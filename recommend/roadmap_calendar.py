"""A plan as a calendar (RFC 5545): open steps laid over the days, as many hours a week as the reader has.

All-day events that leave the reader free, since nobody knows which evening will be the one. The same plan and start
give the same file and the same UIDs, so that importing it again moves events instead of doubling them.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from datetime import date, timedelta

from library.errors import UsageError
from recommend.roadmap_progress import OPEN, standing
from recommend.roadmap_sheet import Sheet, about, one_line, web_link
from recommend.roadmap_types import Roadmap, Step

__all__ = ["icalendar", "laid_out"]

LINE_BYTES = 75
WEEK_DAYS = 7
_SPECIAL = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def laid_out(roadmap: Roadmap, sheet: Sheet) -> list[tuple[Step, date, date]]:
    """First day and the day after the last of every open step, in plan order.

    Parameters
    ----------
    roadmap : Roadmap
    sheet : Sheet
        `start`, `hours_per_week`, and the statuses: what is done, known or skipped takes no day.

    Raises
    ------
    UsageError
        Without a start, without time, or when the plan would never end.

    Examples
    --------
    >>> from recommend.roadmap_types import Choice, Stage
    >>> book = Step("a", "A", "Goal", "", main=Choice("b", "B", "book", 420, "", ""))
    >>> one = Roadmap(("a",), (Stage("Goal", (book,)),))
    >>> [(str(first), str(after)) for _, first, after in laid_out(one, Sheet(start=date(2026, 1, 5)))]
    [('2026-01-05', '2026-01-15')]
    """
    if sheet.start is None:
        raise UsageError("a calendar needs a first day", hint="give a start, for example 2026-01-05")
    if not sheet.hours_per_week > 0:
        raise UsageError(f"{sheet.hours_per_week} hours a week lead nowhere", hint="give more than 0 hours a week")
    per_day = sheet.hours_per_week * 60 / WEEK_DAYS
    status = standing(roadmap, sheet.states)
    days, spent, met = [], 0, set[str]()
    try:
        for step in roadmap.steps:
            if status[step.id] in OPEN:
                begin = spent
                if step.main and step.main.id not in met:
                    met.add(step.main.id)
                    spent += step.main.minutes
                first = math.floor(begin / per_day)
                after = max(first + 1, math.ceil(spent / per_day))
                days.append((step, sheet.start + timedelta(first), sheet.start + timedelta(after)))
    except OverflowError as error:
        hint = "give more hours a week"
        raise UsageError(f"at {sheet.hours_per_week} hours a week the plan never ends", hint=hint) from error
    return days


def icalendar(roadmap: Roadmap, sheet: Sheet) -> str:
    r"""Return the open steps as iCalendar events; lines end in CRLF and have at most 75 octets.

    Examples
    --------
    >>> icalendar(Roadmap(goals=()), Sheet(start=date(2026, 1, 5))).split("\r\n")[:2]
    ['BEGIN:VCALENDAR', 'VERSION:2.0']
    """
    name = one_line(sheet.title) or "Roadmap"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Studygraph//Roadmap//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_text(name)}")
    for step, first, after in laid_out(roadmap, sheet):
        assert sheet.start is not None
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_uid(roadmap, step)}",
            f"DTSTAMP:{sheet.start:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{after:%Y%m%d}",
            *_words(step, sheet),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _uid(roadmap: Roadmap, step: Step) -> str:
    digest = hashlib.sha256("\n".join([step.id, *roadmap.goals]).encode("utf-8", "replace"))
    return f"{digest.hexdigest()[:32]}@studygraph"


def _words(step: Step, sheet: Sheet) -> Iterator[str]:
    main = step.main
    said = [step.why, step.take, sheet.notes.get(step.id, "")]
    if main:
        said.insert(0, f"{main.title} ({about(step, main)})")
    yield f"SUMMARY:{_text(one_line(step.title))}"
    yield f"DESCRIPTION:{_text(chr(10).join(one_line(one) for one in said if one))}"
    yield f"CATEGORIES:{_text(step.stage)}"
    if link := web_link(sheet.links.get(step.id)) or (web_link(main.url) if main else None):
        yield f"URL:{link}"


def _text(words: str) -> str:
    return words.translate(_SPECIAL)


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, the space of each continuation included; no character is torn."""
    pieces, piece, size = [], "", 0
    for one in line:
        width = len(one.encode("utf-8", "replace"))
        if size + width > LINE_BYTES:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + one, size + width
    return "\r\n".join([*pieces, piece])
