"""What a text carries of the way it came: heads of letters, quoted lines, signatures, numbers of pages.

None of it is part of a list. Lines are blanked, never removed, so that every other line keeps its number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["without_carriage"]

_HEAD = re.compile(
    r"^(?:From|To|Cc|Bcc|Date|Subject|Message-ID|Reply-To|In-Reply-To|Sender|List-[A-Z]\w+|Sent|Von|An|Betreff|Datum"
    r"|Gesendet|De|À|Objet|Envoyé|Para|Asunto|Fecha|Aan|Onderwerp|Da|Oggetto|Data|Assunto|От|Кому|Тема|Дата):\s"
)
_PAGE = re.compile(
    r"(?i)^\s*(?:-\s*\d{1,4}\s*-|(?:p\.|page|seite|página)\s*\d{1,4}(?:\s*(?:of|/|von|sur|de)\s*\d{1,4})?)\s*$"
)
# What letters put round an address (RFC 1738, appendix), so that a break of line does not end it.
_URL_MARK = re.compile(r"<URL:\s*(?=\w+:)", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:On|Am|Le|El|Op|Il)\s.{6,80}(?:wrote|schrieb|écrit|escribió|schreef|scritto)\b.{0,40}:\s*$")
_QUOTE_MARK = re.compile(r"^(?:\s?>)+ ?")
_FAREWELL = re.compile(
    r"(?i)^(?:(?:all the |with |my )?(?:best|kind|warm|many)\s+(?:wishes|regards|greetings)|regards|cheers|yours"
    r"|sincerely|viele grüße|mit .{0,20}grüßen|liebe grüße|cordialement|amitiés|saludos)\b"
)
_SENDER = re.compile(r"(?i)^(?:from|von|de|da|от):\s*\"?([^<\"@]+)")
_SEARCHED = 40


def without_carriage(lines: Sequence[str]) -> list[str]:
    """Blank the lines of a text that are no part of what it says."""
    kept = ["" if _PAGE.match(line) else _URL_MARK.sub("<", line) for line in lines]
    heads = [number for number, line in enumerate(kept[:_SEARCHED]) if _HEAD.match(line)]
    return _letter(kept) if len(heads) >= 2 and heads[0] <= 1 else kept


def _letter(lines: list[str]) -> list[str]:
    """Blank the head and the signature of a letter; what it quotes may be a part of the list."""
    body = next((number for number, line in enumerate(lines) if not line.strip()), 0)
    signatures = {name for line in lines[:body] if (found := _SENDER.match(line)) for name in _names(found.group(1))}
    lines[:body] = [""] * body
    leaving = False
    for number, line in enumerate(lines):
        if line.rstrip() == "--" and number > body:
            lines[number:] = [""] * (len(lines) - number)
            break
        leaving = bool(line.strip()) and (leaving or bool(_FAREWELL.match(line)))
        if leaving or _QUOTED.match(line) or line.strip(" ,.-–—") in signatures:
            lines[number] = ""
        lines[number] = _QUOTE_MARK.sub("", lines[number])
    return lines


def _names(sender: str) -> set[str]:
    """What a sender signs with: the whole name or its first word."""
    return {sender.strip(), sender.split(maxsplit=1)[0]} if sender.strip() else set()
