"""Full citations in running text: who, what, where, when.

Citations are written in a handful of orders; each is recognised by its landmarks (a year in brackets, a quotation,
initials, a stretch in italics), never by the work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_SENTENCE_END = re.compile(
    r"(?<!\bvol)(?<!\bno)(?<!\bpp)(?<!\bvs)(?<!\bv)(?<!\bet)(?<!\bal)(?<!\bSt)(?<!\b[DM]r)(?<!\bMrs)(?<!\bPart [IVX])"
    r"(?<!\b[A-Z])[.?!]['”\"]?(?=\s+[A-ZÀ-Þ\d(*„“\"]|\s*$)"
)
_VENUE = re.compile(
    r"(?i)^(?:in\b|proc|j\.|journal|trans|ann\b|ann\.|ieee|acm|phys|rev\b|nature|science|springer|cambridge|oxford"
    r"|mit press|"
    r"princeton|elsevier|wiley|addison|o['’]reilly|press|university|univ|arxiv|doi|isbn|technical|tech\. rep"
    r"|ph\.? ?d|vol|pp\b"
    r"|bulletin|letters|communications|annals|transactions|preprint|conference|advances|lecture notes|verlag"
    r"|suhrkamp|\d)"
)
_TAIL = re.compile(r"\s*(?:,\s*)?(?:vol\.|no\.|pp?\.|\d+\s*\(\d+\)|\d+[:,]\s*\d+|doi:|arXiv:|ISBN).*$", re.IGNORECASE)
_BRACKETED = re.compile(
    r"^\W*(?P<before>[^『「《（(\[]{0,16}?)\s*(?P<open>[『《「])(?P<title>[^『』《》「」]{1,80})[』》」](?P<after>[^『』《》]{0,200})$"
)
_CJK_NAME = re.compile(r"^[\u3040-\u30ff\u3400-\u9fff・·\s]{1,14}$|^[A-Z][\w.·\s]{1,30}$")
_PERSON_CJK = r"[\u3040-\u30ff\u4e00-\u9fff・·]{2,14}|[A-Z][\w.]+(?: [A-Z][\w.]+)*"
_BEHIND = re.compile(rf"[\s,，、—–-]*({_PERSON_CJK})(?:[、,]\s*({_PERSON_CJK}))?(?=\s|$|[,，、；;（(：:。])")
_PUBLISHER = re.compile(r"社|书店|書店|文庫|文库|出版|新書|書房|著$")
_ORGANISATION = re.compile(
    r"^(?P<who>[A-Z][A-Z&]{1,9}(?: [A-Z]\w+){0,3})(?:, | \()(?P<year>(?:1[5-9]|20)\d{2})\)?[:.]\s+(?=\S)"
)
# `Surname I. O. Title / editors // Journal. — Place: Publisher, year`: the Russian standard and its neighbours.
_WHO_FIRST = re.compile(
    r"^(?P<who>(?:[A-ZÀ-ÞА-ЯЁІЇЄ][\w’'-]+ (?:[A-ZА-ЯЁІЇЄ]\.[ -]?){1,3}(?:, ?(?=[A-ZА-ЯЁІЇЄ]))?)+)\s*"
    r"(?P<rest>[A-ZÀ-ÞА-ЯЁІЇЄ«“\"].{5,})$"
)
_MARKED_END = re.compile(
    r"\s+/{1,2}\s+|\s*\.\s*[—–]\s+|\.\s+(?=(?:[^\W\d_][\w.;-]{0,20}\s?){1,2}:\s)|\s+[—–-]\s*$|\.\s*URL\b"
)
_NAME_COLON = re.compile(r"^([^:“\"]{3,400}?):\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says; empty where it is silent."""

    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""


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
        return _by_brackets(text)
    return (
        _by_brackets(text)
        or _by_organisation(text)
        or _by_marks(text)
        or _by_quotation(text)
        or _by_year(text)
        or _by_emphasis(text, emphasis)
        or _by_colon(text)
        or _by_sentences(text)
        or _by_commas(text)
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
    return "initials" if is_initialled(name) else "full"


def _by_brackets(text: str) -> Citation | None:
    """`著者『書名』出版社`: the brackets that Chinese and Japanese set around titles."""
    found = _BRACKETED.match(text)
    if found is None:
        return None
    before, after = found.group("before").strip(" ・:："), found.group("after").strip()
    book = found.group("open") in "『《"
    if not book and (not before or not re.match(r"^(?:$|[（(,、。])", after)):
        return None
    if before and not _CJK_NAME.match(before):
        return None
    if re.match(r"[^\s,，、。；：:（(【—–-]{0,3}[是的了在]", after):
        return None
    volume = re.match(
        r"[（(](?:第.{1,4}|[上中下]|[上下].?|vol.{1,4}|part.{1,4}|.{1,3}[卷巻版部冊])[)）]", after, re.IGNORECASE
    )
    title = found.group("title") + (volume.group() if volume else "")
    after = after[volume.end() :] if volume else re.sub(r"^[（(][^（）()]{0,20}[)）]", "", after)
    behind = _BEHIND.match(after)
    names = tuple(name for name in behind.groups() if name) if behind else ()
    authors = (before,) if before else tuple(name for name in names if not _PUBLISHER.search(name))
    return Citation(title, authors, year_in(after), after.strip("（）() 、,，")[:60])


def _by_organisation(text: str) -> Citation | None:
    """`IPCC, 2013: Title. Contribution …`."""
    found = _ORGANISATION.match(text)
    if found is None:
        return None
    title, venue = _first_sentence(text[found.end() :])
    return Citation(title, (found.group("who"),), int(found.group("year")), venue)


def _by_marks(text: str) -> Citation | None:
    """`Surname I. O. Title / editors // Journal. — Place: Publisher, year`."""
    found = _WHO_FIRST.match(text)
    rest = found.group("rest") if found else text
    end = _MARKED_END.search(rest)
    year = year_in(rest[end.end() :]) if end else None
    strictly = end is not None and bool(re.match(r"\s+//|\s*\.\s*[—–]", end.group()))
    if not found:
        if not (strictly and end and year and 5 < end.start() < 200):
            return None
        return Citation(rest[: end.start()].strip(" ."), (), year, _venue(rest[end.end() :]))
    if found.group("who").isascii() and not (end and year):
        return None
    title, venue = (rest[: end.start()], rest[end.end() :]) if end else _first_sentence(rest)
    names = re.findall(r"[^\W\d_][\w’'-]+ (?:[^\W\d_]\.[ -]?){1,3}", found.group("who"))
    return Citation(title.strip(" .,;—–"), tuple(name.strip() for name in names), year or year_in(rest), _venue(venue))


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
    return Citation(title, authors, year_in(text[:start] + text[end:]), _venue(after))


def _by_in(text: str) -> tuple[str, ...]:
    found = re.match(r"(?:by|von|par|por)\s+([^.(:]+)", text)
    return authors_of(found.group(1)) if found else ()


def _by_year(text: str) -> Citation | None:
    """`Authors (year). Title. Venue.`"""
    for mark in (_YEAR_MARK, _PLAIN_YEAR):
        found = mark.search(text)
        if found is None or found.start() < 3:
            continue
        authors = authors_of(text[: found.start()].strip(" ,"), inverted=True)
        rest = text[found.end() :].strip()
        if authors and rest and _surely(authors) and not rest[0].islower():
            title, venue = _first_sentence(rest)
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
            return Citation(bare, authors, year_in(after), _venue(after))
    return None


def _by_colon(text: str) -> Citation | None:
    """`Author, A. and Author, B.: Title, venue, year`."""
    found = _NAME_COLON.match(text)
    if found is None:
        return None
    authors = authors_of(found.group(1), inverted=True)
    if not authors or not _surely(authors):
        return None
    if len(authors) == 1 and "," not in authors[0]:
        dated = re.search(r"(?:1[5-9]|20)\d{2}", text)
        if not dated or " " not in authors[0]:
            return None
    title, venue = _first_sentence(text[found.end() :])
    if not venue:
        title, venue = cut_title(title)
    return Citation(title, authors, year_in(text), _venue(venue))


def _by_sentences(text: str) -> Citation | None:
    """`Author, A. B. Title. Venue, year` and `Authors. Title. Venue`."""
    for stop in re.finditer(r"\.\s+(?=[A-Z“\"0-9])", text[:400]):
        head = text[: stop.start()]
        authors = authors_of(f"{head}.", inverted=True) or authors_of(head, inverted=True)
        if not authors or not _surely(authors):
            continue
        if not (re.search(r",|\sand\s|et al", head) or (is_initialled(authors[0]) and not surely_person(head))):
            continue
        rest = text[stop.end() :]
        piece = rest.split(". ")[0]
        goes_on = re.search(r"\b[A-Z]$|^and\b|^&", piece)
        if len(piece) < 25 and goes_on and authors_of(f"{piece}.", inverted=True):
            continue
        title, venue = _first_sentence(rest)
        if len(title) > 3 and (venue or year_in(text)):
            return Citation(title, authors, year_in(text), venue)
    return None


def _by_commas(text: str) -> Citation | None:
    """`Author, Title, publisher year` and `Author, Author and Author, Title, …`."""
    for comma in list(re.finditer(r",\s+", text[:400]))[:8]:
        authors = authors_of(text[: comma.start()])
        if not authors or not (len(authors) > 1 or surely_person(authors[0])):
            return None
        title, rest = cut_title(text[comma.end() :])
        if len(title) < 4 or title[0].islower() or authors_of(re.split(r",\s", title)[0]):
            continue
        if not rest and not year_in(text) and len(title.split()) < 2:
            return None
        return Citation(title.strip(" ."), authors, year_in(text), _venue(rest))
    return None


def _first_sentence(text: str) -> tuple[str, str]:
    """Cut a title from what follows it."""
    for stop in _SENTENCE_END.finditer(text):
        title, rest = text[: stop.end()], text[stop.end() :].strip()
        if len(title) < 5 or (rest and len(rest) < 3):
            continue
        keep = title if title.rstrip("'\"”").endswith(("?", "!")) else title.rstrip(".'\"” ")
        return _TAIL.sub("", keep).strip(" ,;"), _venue(rest)
    return _TAIL.sub("", text).strip(" .,;"), ""


def _venue(text: str) -> str:
    """Give the name of the place from what follows a title."""
    bare = re.sub(r"^(?:in:?\s+)", "", text.strip(" .,;:()"), flags=re.IGNORECASE)
    bare = re.split(r"\s*[(\[;]|,?\s+(?:vol|no|pp?|series)\b\.?|,?\s*\d|\bdoi\b|\barXiv\b|\bISBN\b", bare)[0]
    return bare.strip(" .,;:*_–-") if len(bare) <= 120 else ""
