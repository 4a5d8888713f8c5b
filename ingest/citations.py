"""Full citations in running text: who, what, where, when.

Citations are written in a handful of orders; each is recognised by its landmarks (a year in brackets, a quotation,
initials, a stretch in italics), never by the work.
"""

from __future__ import annotations

import re

from ingest.citemarks import by_body, by_brackets, by_marks, by_organisation
from ingest.citeparts import Citation, first_sentence, venue_of
from ingest.editions import cut_title
from ingest.people import authors_of, is_initialled, is_person, surely_person
from ingest.printed import quoted_title, year_in

__all__ = ["Citation", "cited"]

_YEAR_MARK = re.compile(
    r"[(\[]\s*(?:c\. ?)?(?:((?:1[5-9]|20)\d{2})[a-z]?(?:\s*[/–-]\s*\d{2,4})?(?:,[^()]{0,40})?"
    r"|n\.\s?d\.|in press|forthcoming)"
    r"\s*[)\]]\s*[.,:;]?\s*"
)
_PLAIN_YEAR = re.compile(r"[,.]\s+((?:1[5-9]|20)\d{2})[a-z]?[.:,]\s+(?=[A-Z“\"«„])")
_VENUE = re.compile(
    r"(?i)^(?:in\b|proc|j\.|journal|trans|ann\b|ann\.|ieee|acm|phys|rev\b|nature|science|springer|cambridge|oxford"
    r"|mit press|"
    r"princeton|elsevier|wiley|addison|o['’]reilly|press|university|univ|arxiv|doi|isbn|technical|tech\. rep"
    r"|ph\.? ?d|vol|pp\b"
    r"|bulletin|letters|communications|annals|transactions|preprint|conference|advances|lecture notes|verlag"
    r"|suhrkamp|\d)"
)
_CHAPTER = re.compile(
    r"(?P<who>[A-ZÀ-Þ][^,:]{2,40}),\s+(?:[Cc]h(?:apter|ap\.|\.)|[Kk]ap(?:itel|\.)|[Cc]ap(?:ítulo|itolo|\.)|[Cc]hapitre)\s*"
    r"[\dIVX]+\s*[:.]\s+(?P<title>[^\W\d_].+?)(?:,\s+(?:pp?\.\s*|S\.\s*)?\d+\s*[–-]+\s*\d+.{0,40})?$"
)
_NAME_COLON = re.compile(r"^([^:“\"]{3,400}?):\s+(?=\S)")


__all__ = ["Citation", "cited"]


def cited(text: str, emphasis: tuple[str, ...] = ()) -> Citation | None:
    """Read a citation; None when the text has not its landmarks.

    Parameters
    ----------
    text
        One line without number, emoji and addresses.
    emphasis
        Its stretches in italics or bold, which often are the title.

    Examples
    --------
    >>> cited('Keeling, C. D. (1960). The Concentration of Carbon Dioxide. Tellus, 12(2), 200-203.').title
    'The Concentration of Carbon Dioxide'
    """
    if len(text) > 2000:
        return None
    if emphasis and text.startswith(emphasis[0].strip()) and not _is_name(emphasis[0]):
        return by_brackets(text)
    return (
        by_brackets(text)
        or by_organisation(text)
        or by_marks(text)
        or _by_quotation(text)
        or _by_year(text, emphasis)
        or _by_emphasis(text, emphasis)
        or _by_chapter(text)
        or _by_colon(text)
        or _by_sentences(text)
        or _by_commas(text)
        or by_body(text)
    )


def _is_name(stretch: str) -> bool:
    names = authors_of(stretch)
    return bool(names) and (" " not in stretch.strip() or any(surely_person(name) for name in names))


def _surely(authors: tuple[str, ...]) -> bool:
    """Tell authors from a title that looks like a name: alike in shape, and the first without doubt a name."""
    first = authors[0]
    shapes = [_shape(name) for name in authors]
    # The first name alone may be turned around.
    alike = len(set(shapes)) == 1 or (shapes[0] == "inverted" and len(set(shapes[1:])) == 1 and "lone" not in shapes)
    return alike and (shapes[0] != "full" or len(authors) > 2 or surely_person(first))


def _shape(name: str) -> str:
    if "," in name:
        return "inverted"
    if " " not in name.removesuffix(" et al."):
        return "lone"
    return "initials" if is_initialled(name.removesuffix(" et al.")) else "full"


def _by_quotation(text: str) -> Citation | None:
    """`Authors. "Title." Venue (year)`."""
    found = quoted_title(text)
    if found is None:
        return None
    title, start, end = found
    if title[0].islower() and len(title.split()) > 10:
        return None
    before = text[:start].strip()
    before = re.sub(r"\(?((?:1[5-9]|20)\d{2})[a-z]?\)?[.,:]?$", "", before).strip()
    authors = authors_of(before, inverted=True)
    if before and (not authors or (before.endswith(":") and not is_person(before))):
        return None
    after = text[end:].strip(" .,;:")
    if not authors and not re.search(r"(?:1[5-9]|20)\d{2}|\b(?:by|von)\s", after):
        return None
    if not authors:
        authors = authors_of(re.split(r"[(\d]|(?<!\b[A-Z])\.\s|, [A-Z]{3,}", after)[0]) or _by_in(after)
    return Citation(title, authors, year_in(text[:start] + text[end:]), venue_of(after))


def _by_in(text: str) -> tuple[str, ...]:
    found = re.match(r"(?:by|von|par|por)\s+((?:[^.(:]|(?<=\b[A-Z])\.)+)", text)
    return authors_of(found.group(1)) if found else ()


def _by_year(text: str, emphasis: tuple[str, ...] = ()) -> Citation | None:
    """`Authors (year). Title. Venue.`; a stretch in italics right behind the year is the title."""
    for mark in (_YEAR_MARK, _PLAIN_YEAR):
        found = mark.search(text)
        if found is None or found.start() < 3:
            continue
        authors = authors_of(text[: found.start()].strip(" ,"), inverted=True)
        rest = text[found.end() :].strip()
        italic = next((part for part in emphasis if len(part) > 3 and rest.startswith(part)), "")
        if italic and found.group(1) and (authors or len(text[: found.start()].split()) <= 12):
            made = authors or (text[: found.start()].strip(" ,.:"),)
            return Citation(italic.strip(" .,;:"), made, int(found.group(1)), venue_of(rest[len(italic) :]))
        if authors and rest and _surely(authors) and not rest[0].islower():
            title, venue = first_sentence(rest)
            return Citation(title, authors, int(found.group(1)) if found.group(1) else None, venue)
    return None


def _by_emphasis(text: str, emphasis: tuple[str, ...]) -> Citation | None:
    """`Authors, *Title*, publisher year`: the stretch in italics right after the authors is the title."""
    for stretch in emphasis:
        start = text.find(stretch)
        bare = stretch.strip(' .,;:"“”')
        if start < 3 or len(bare) < 4:
            continue
        authors = authors_of(
            text[:start].strip(" ,:;.–—-") + ("." if text[:start].rstrip()[-1:] == "." else ""), inverted=True
        )
        if authors:
            after = text[start + len(stretch) :]
            return Citation(bare, authors, year_in(after), venue_of(after))
    return None


def _by_colon(text: str) -> Citation | None:
    """`Author, A. and Author, B.: Title, venue, year`."""
    found = _NAME_COLON.match(text)
    if found is None:
        return None
    authors = authors_of(found.group(1), inverted=True)
    if not authors or not _surely(authors):
        return None
    if len(authors) == 2 and not all("," in name or " " not in name or surely_person(name) for name in authors):
        # *Author, Title: subtitle* looks like two names too.
        return None
    if len(authors) == 1 and "," not in authors[0]:
        dated = re.search(r"(?:1[5-9]|20)\d{2}", text)
        if not dated or " " not in authors[0]:
            return None
    title, venue = first_sentence(text[found.end() :])
    if not venue:
        title, venue = cut_title(title)
    return Citation(title, authors, year_in(text), venue_of(venue))


def _by_chapter(text: str) -> Citation | None:
    """`Author, Chapter 2: Title, 26-48`: a chapter of a work named elsewhere."""
    found = _CHAPTER.match(text)
    authors = authors_of(found.group("who")) if found else ()
    return Citation(found.group("title").strip(" .,"), authors, None, "chapter") if found and authors else None


def _by_sentences(text: str) -> Citation | None:
    """`Author, A. B. Title. Venue, year` and `Authors. Title. Venue`."""
    for stop in re.finditer(r"\.\s+(?=[A-Z“\"0-9])", text[:400]):
        head = text[: stop.start()]
        shortened = all(re.fullmatch(r"\S+(?: \S+)? [A-Z]{1,3}", name) for name in re.split(r",\s+|\s+and\s+", head))
        ends = ("",) if shortened else (".", "")
        readings = (authors_of(head + end, inverted=True) for end in ends)
        authors = next((names for names in readings if names and _surely(names)), ())
        if not authors:
            continue
        rest = text[stop.end() :]
        if re.match(r"[A-Z]\.[ -]", rest):
            # One initial of several.
            continue
        piece = re.split(r"[.,:(]|\s[–—-]\s", rest, maxsplit=1)[0]
        if not (re.search(r",|\sand\s|et al", head) or (is_initialled(authors[0]) and _goes_on(head, piece))):
            continue
        piece = rest.split(". ")[0]
        goes_on = re.search(r"\b[A-Z]$|^and\b|^&", piece)
        if len(piece) < 25 and goes_on and authors_of(f"{piece}.", inverted=True):
            continue
        title, venue = first_sentence(rest)
        if len(title) > 3 and (venue or year_in(text)):
            return Citation(title, authors, year_in(text), venue)
    return None


def _goes_on(head: str, piece: str) -> bool:
    """Tell the words behind `Macfarlane R.` from the surname behind `Thomas S.`."""
    return " " in piece.strip() or not surely_person(head.rsplit(" ", 1)[0])


def _by_commas(text: str) -> Citation | None:
    """`Author, Title, publisher year` and `Author, Author and Author, Title, …`."""
    for comma in list(re.finditer(r",\s+", text[:400]))[:8]:
        authors = authors_of(text[: comma.start()])
        if not authors or not (len(authors) > 1 or surely_person(authors[0])):
            return None
        title, rest = cut_title(text[comma.end() :])
        more = authors_of(re.split(r",\s", title)[0])
        if len(title) < 4 or title[0].islower() or (more and _surely((*authors, *more))):
            continue
        if not rest and not year_in(text) and len(title.split()) < 2:
            return None
        return Citation(title.strip(" ."), authors, year_in(text), venue_of(rest))
    return None
