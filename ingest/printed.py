"""Facts printed in a line: years, dates, identifiers, quoted titles, praise and other ornaments."""

from __future__ import annotations

import re

from library.vocabulary import Identifier

__all__ = [
    "bare_text",
    "cut_date",
    "cut_number",
    "identifiers_in",
    "quoted_title",
    "without_praise",
    "year_in",
]

_YEAR = r"(?:1[5-9]\d{2}|20[0-4]\d)"
_EMOJI = (
    "\U0001f000-\U0001faff\U0001fb00-\U0001fbff\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\ufe00-\ufe0f\u200d\u20e3\U000e0020-\U000e007f\u2022\u2023\u2605\u2606"
)
_TASK_MARKS = re.compile(r"(?:📅|⏳|🛫|✅|➕)\s*\d{4}-\d{2}-\d{2}|[⏫🔼🔽🔁]")
_SIGNS = re.compile(
    r"\[\d+/\d+\]|\[\d{1,3}%\]|==(?=\S)|(?<=\S)==|\s*\[@[\w:.-]+\]|(?<=\s)#(?=[^\W\d])[\w/-]+(?=\s|$)|%%.*?%%|\[\[([^\[\]|]+\|)?|\]\](?!\()"
)
_ORNAMENT = re.compile(
    rf"[(\[]?[⭐★☆🌟]\ufe0f?\s*\d[\d.,]*k?[)\]]?|[{_EMOJI}]|:[a-z][a-z0-9_+-]{{2,40}}:|\u200b|\ufeff|\u2060"
)
_MAYBE_ORNAMENT = re.compile(rf"[{_EMOJI}\u200b\ufeff\u2060]|:[a-z0-9_+-]+:")
_NUMBER = re.compile(
    rf"^\s*(?!\W?{_YEAR}\W)(?:\[\d{{1,4}}\]|\(\d{{1,4}}\)|\d{{1,4}}[.)](?=\s|$|[^\d\s])"
    r"|[-*+•·–—▪◦‣>]+(?=\s|\[|\w|$))\s*"
)
_DATE = re.compile(
    rf"^\s*[\[(]?(?P<year>{_YEAR})(?:[-/.](?:\d{{1,2}}|[A-Z][a-z]{{2}})(?:[-/.]\d{{1,2}})?)?[\])]?"
    rf"\s*[:,–—-]?\s+(?=\S)"
    rf"|^\s*[\[(]?\d{{1,2}}[-/.](?:\d{{1,2}}[-/.])?(?P<late>{_YEAR})[\])]?\s*[:–—-]?\s+(?=\S)"
)
_IN_BRACKETS = re.compile(rf"[(\[（][^()\[\]]{{0,60}}?\b({_YEAR})[a-z]?\b[^()\[\]]{{0,30}}[)\]）]")
_ANY_YEAR = re.compile(rf"(?<![\w/.:=–-])({_YEAR})(?![\w/:=–-]|\.\d)")
_SHORT_YEAR = re.compile(r"[’'`´](\d{2})\b(?!\w)")
_ARXIV = re.compile(
    r"(?i)\barxiv\s*[:/]?\s*(?:preprint\s+arxiv:)?\s*((?:[a-z-]+(?:\.[A-Z]{2})?/\d{7})|\d{4}\.\d{4,5})(?:v\d+)?"
)
_ARXIV_URL = re.compile(r"(?i)arxiv\.org/(?:abs|pdf|html|ps|format)/([a-z.-]+/\d{7}|\d{4}\.\d{4,5})")
_DOI = re.compile(
    r"(?i)\b(?:doi\s*[:=]?\s*(?:https?://(?:dx\.)?doi\.org/)?|(?:dx\.)?doi\.org/)(10\.\d{4,9}/[^\s\"<>,;]+)"
)
_ISBN = re.compile(r"(?i)\bISBN(?:-1[03])?[:\s]*([\d][\d -]{8,16}[\dXx])\b")
_QUOTES = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("「", "」"), ("『", "』"), ("《", "》"), ("‘", "’"))
_QUOTED = re.compile(
    '“([^“”"]{2,300})[”“"]|"([^"“”]{2,300})["”]|«\\s?([^«»]{2,300}?)\\s?»|„([^„“”]{2,300})[“”"]'
    "|「([^「」]{2,200})」|『([^『』]{2,200})』|《([^《》]{2,200})》|(?<!\\w)‘([^‘’]{8,200})’(?!\\w)"
    "|(?<![\\w'])'([^']{8,200})'(?!\\w)"
)
_PRAISE = re.compile(
    r"(?i)^(?:(?:an? |the |my |really |very |absolutely |highly )*(?:excellent|great|awesome|amazing|fantastic"
    r"|wonderful"
    r"|superb|brilliant|must[- ]read|must[- ]watch|recommended|highly recommended|favou?rite|good|nice|classic"
    r"|essential|seminal|massive|lovely|outstanding|beautiful)\s*(?::|!|-|–|—)\s*)+"
    r"|^(?:excellent|amazing|fantastic|wonderful|superb|brilliant|outstanding|lovely)\s+(?=\w+\s\w)"
)


def bare_text(text: str) -> str:
    """Drop emoji, emoji codes and zero-width characters, and collapse blanks.

    Examples
    --------
    >>> bare_text("📚  Deep   Learning :star: :star:")
    'Deep Learning'
    """
    if _MAYBE_ORNAMENT.search(text):
        text = _ORNAMENT.sub(" ", _TASK_MARKS.sub(" ", text))
    if "==" in text or "[" in text or " #" in text or "%%" in text:
        text = _SIGNS.sub("", text)
    return " ".join(text.split())


def cut_number(text: str) -> str:
    """Drop bullets and numbers in front of a line."""
    for _ in range(3):
        found = _NUMBER.match(text)
        if not found:
            break
        text = text[found.end() :]
    return text


def cut_date(text: str) -> tuple[str, int | None]:
    """Cut a date off the front of a title: (title, year).

    Examples
    --------
    >>> cut_date("2012/12 ImageNet Classification"), cut_date("2001: A Space Odyssey")
    (('ImageNet Classification', 2012), ('2001: A Space Odyssey', None))
    """
    found = _DATE.match(text)
    if not found or text[:1].strip("0123456789[( "):
        return text, None
    printed = found.group().strip()
    year = int(found.group("year") or found.group("late"))
    if re.fullmatch(rf"{_YEAR}:?", printed):
        return text, None
    return text[found.end() :], year


def year_in(text: str) -> int | None:
    """Find the year a work is of: one in brackets first, else the last that stands alone, else `'95`."""
    if bracketed := _IN_BRACKETS.findall(text):
        return int(bracketed[-1])
    if plain := _ANY_YEAR.findall(text):
        return int(plain[-1])
    if short := _SHORT_YEAR.search(text):
        digits = int(short.group(1))
        return digits + (1900 if digits > 40 else 2000)
    return None


def identifiers_in(text: str, url: str | None = None) -> tuple[Identifier, ...]:
    """Find identifiers printed in a line or contained in its main address."""
    found: dict[Identifier, None] = {}
    low = text.lower()
    if ("arxiv" in low and (arxiv := _ARXIV.search(text))) or (
        url and "arxiv.org" in url and (arxiv := _ARXIV_URL.search(url))
    ):
        found[Identifier("arxiv", arxiv.group(1).lower())] = None
    for place in (text if "10." in text else "", url if url and "doi.org/" in url else ""):
        if doi := _DOI.search(place):
            found[Identifier("doi", doi.group(1).rstrip(".)").lower())] = None
    if "isbn" in low and (isbn := _ISBN.search(text)):
        found[Identifier("isbn", re.sub(r"[ -]", "", isbn.group(1)).upper())] = None
    return tuple(found)


def quoted_title(text: str) -> tuple[str, int, int] | None:
    """Find the title that is set in quotation marks: (title, start, end of the quotation)."""
    best: tuple[str, int, int] | None = None
    for found in _QUOTED.finditer(text):
        title = next(group for group in found.groups() if group is not None).strip(" ,.;:")
        if len(title) < 2 or (best is not None and len(title) <= len(best[0])):
            continue
        best = (title, found.start(), found.end())
    return best


def without_praise(text: str) -> str:
    """Drop words of praise in front of a title.

    Examples
    --------
    >>> without_praise("Excellent: A guide"), without_praise("Great Expectations")
    ('A guide', 'Great Expectations')
    """
    return _PRAISE.sub("", text) or text
