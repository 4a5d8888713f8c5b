"""Citations told by signs: book brackets, bodies in the place of authors, the strokes of the Russian standard."""

from __future__ import annotations

import re

from ingest.citeparts import Citation, first_sentence, venue_of
from ingest.printed import year_in
from ingest.words import bag

__all__ = ["by_body", "by_brackets", "by_marks", "by_organisation"]

_BRACKETED = re.compile(
    r"^\W*(?P<before>[^『「《（(\[]{0,28}?)\s*(?P<open>[『《「])(?P<title>[^『』《》]{1,80}?)[』》」](?P<after>[^『』《》]{0,200})$"
)
_CJK_NAME = re.compile(r"^(?:[A-Z][.・])*[\u3040-\u30ff\u3400-\u9fff・·=＝\s-]{1,24}$|^[A-Z][\w.·\s]{1,30}$")
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
_BODY = re.compile(
    r"^(?P<who>[A-ZÀ-Þ][^.:;“\"(]{3,90})\. (?P<title>[^.?]{8,200}[.?]) (?P<where>[A-ZÀ-Þ][^.]{1,80}[.;:]).*?"
    r"(?:[;:.]\s*(?:1[5-9]|20)\d{2}|(?:1[5-9]|20)\d{2}\s*[;:])"
)
_SMALL = bag("of for the and on in de la des du für der und y del di")


def by_brackets(text: str) -> Citation | None:
    """`著者『書名』出版社`: the brackets that Chinese and Japanese set around titles."""
    found = _BRACKETED.match(text)
    if found is None:
        return None
    before, after = found.group("before").strip(" ・:："), found.group("after").strip()
    book = found.group("open") in "『《"
    if not book and (not before or not re.match(r"^(?:$|[（(,、。『])", after)):
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


def by_organisation(text: str) -> Citation | None:
    """`IPCC, 2013: Title. Contribution …`."""
    found = _ORGANISATION.match(text)
    if found is None:
        return None
    title, venue = first_sentence(text[found.end() :])
    return Citation(title, (found.group("who"),), int(found.group("year")), venue)


def by_marks(text: str) -> Citation | None:
    """`Surname I. O. Title / editors // Journal. — Place: Publisher, year`."""
    found = _WHO_FIRST.match(text)
    rest = found.group("rest") if found else text
    end = _MARKED_END.search(rest)
    year = year_in(rest[end.end() :]) if end else None
    strictly = end is not None and bool(re.match(r"\s+//|\s*\.\s*[—–]", end.group()))
    if not found:
        if not (strictly and end and year and 5 < end.start() < 200):
            return None
        return Citation(rest[: end.start()].strip(" ."), (), year, venue_of(rest[end.end() :]))
    if found.group("who").isascii() and not (end and year):
        return None
    title, venue = (rest[: end.start()], rest[end.end() :]) if end else first_sentence(rest)
    names = re.findall(r"[^\W\d_][\w’'-]+ (?:[^\W\d_]\.[ -]?){1,3}", found.group("who"))
    return Citation(
        title.strip(" .,;—–"), tuple(name.strip() for name in names), year or year_in(rest), venue_of(venue)
    )


def by_body(text: str) -> Citation | None:
    """`National Research Team. Title. Journal. 2011;365:395`: a body in the place of the authors."""
    found = _BODY.match(text)
    if found is None or len(found.group("who").split()) > 9:
        return None
    if any(word[0].islower() and word not in _SMALL for word in found.group("who").split()):
        return None
    return Citation(
        found.group("title").strip(" ."), (found.group("who"),), year_in(text), venue_of(found.group("where"))
    )
