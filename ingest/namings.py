"""Every way in which one printed line can name a work and its authors.

Nothing is decided here: `ingest.references` lets the lines of a list vote on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.editions import YEAR, cut_title
from ingest.people import authors_of, is_person, surely_person
from ingest.printed import bare_text, cut_number, quoted_title, year_in
from ingest.unlinked import is_prose
from ingest.words import label_role, needs_context

__all__ = ["Printed", "Reference", "readings"]

# A line with its stretches in italics and bold.
Printed = tuple[str, tuple[str, ...]]
_HELD = "\ue000"
_LEADING_YEAR = re.compile(rf"^[(\[]?{YEAR}[)\]]?\s*(?:[:.–—-]\s*)?(?=\S)")
_LEADING_TASK = re.compile(
    r"(?i)^(?:(?:re-?|currently )?read(?:ing|s)?|books?|novel|film|essay|article|paper|text(?:book)?|required|optional"
    r"|recommended|suggested|primary|secondary|main text|core)(?: readings?| texts?)?:\s+(?=\S)"
)
_PARTS = re.compile(
    r"(?P<by>,?\s+(?:by|von|par|por|av)\s+)|(?P<bracket>\s*[(\[](?:by\s+|von\s+)?)|(?P<dash>\s+(?:[–—-]|--)\s+|\s*—\s*)"
    r"|(?P<slash>\s+/\s+)|(?P<bar>\s+\|\s+)|(?P<comma>,\s+)|(?P<colon>:\s+)|(?P<key>(?<=\d)\]\s+)|(?P<own>['’]s?\s+(?=\ue000))|(?P<stop>[.?]\s+(?=[A-ZÀ-Þ\ue000]))"
)
_NAMES_END = re.compile(
    rf"\s+{YEAR}|"
    r"\s*[(\[)\]]|\s+(?:[–—-]|--)\s+|\s*—|[.;:](?=\s|$)|,\s|\s+[|/]\s|\s+<|\s+in\s|$"
)
_NAME_AND_YEAR = re.compile(rf"^\[?(?P<who>[^\d()]{{3,80}}?)[\s,]+[(\[]?(?P<year>{YEAR})[a-z]?[)\]]?$")
# `ders.: …`: by the author of the line before.
_SAME = re.compile(r"(?i)^(?:ders|dies|id|idem|ibid|он же|она же|same author)\b\.?\s*[.,:–—-]\s*(?=\S)")
_LABELLED = re.compile(r"^[^:\ue000]{3,40}:\s+(?=\ue000)")
_ARTICLE = re.compile(r"(?:der|die|das|ein|eine|le|la|les|un|une|el|los|las|una|il|lo|the|an?)\s+[A-ZÀ-ÞА-Я]")
# What is said of a person, not written by one.
_ROLE = re.compile(
    r"(?i)^(?:an? |the |our )?(?:\w+ ){0,2}(?:professor|prof|lecturer|founder|co-founder|ceo|cto|director|author of"
    r"|researcher"
    r"|scientist|engineer|student|university|maintainer|developer|editor|chair|head|member|pioneer|inventor"
    r"|speaker|organi[sz]er"
    r"|contact|co-author)\b"
)
_MADE = re.compile(
    r"(?i)(?:^|\s)(?:written|made|built|created|curated|compiled|maintained|drawn|designed|translated|edited|taught"
    r"|presented|hosted|given|led|inspired|followed|narrated|photos?|photographs?|images?|illustrations?|foreword"
    r"|preface|translation|introduction|artwork|logo|slides|talk|lecture|presentation|notes|comments?|answer|reply"
    r"|recommended|suggested|chosen|picked)$"
)
_OCCASION = re.compile(
    r"(?i)^(?:(?:week|day|session|lecture|meeting|class|unit|module|part|lesson|no\.?|#|woche|semaine|semana|sitzung)\W*\d+"
    r"|(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\W*|\d{1,2}(?:st|nd|rd|th)?\W*"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\W*|\d{4}\W*)+)$"
)
# `OpenMP` is no surname, `McGee` is one.
_INNER_CAPITAL = re.compile(r"(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLe)(?<=[a-z])[A-Z]|[A-Z]{2}")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|trad|transl?|éd|eds?|hrsg|übers|vol|no|St|Dr|[MJS]r|Mrs|vs?)$")
_LONGEST = 420


@dataclass(frozen=True, slots=True)
class Reference:
    """One way to read a line: `style` tells the order of its parts, `sure` that its names are surely names.

    `alone` tells that the line names a work whatever stands around it.
    """

    title: str
    authors: tuple[str, ...]
    year: int | None
    rest: str
    style: str
    sure: bool
    alone: bool = False


@lru_cache(maxsize=4096)
def readings(text: str, set_off: tuple[str, ...]) -> tuple[Reference, ...]:
    """Read one line in every way it allows."""
    text = cut_number(bare_text(text))
    if len(text) > _LONGEST or len(text) < 6:
        return ()
    text = _LEADING_TASK.sub("", text)
    year = None
    if (dated := _LEADING_YEAR.match(text)) and len(text) - dated.end() > 8 and not dated.group().strip().isdigit():
        year, text = year_in(dated.group()), text[dated.end() :]
    text, held = _hold(text, set_off)
    if same := _SAME.match(text):
        title, rest = (
            (_HELD, text[same.end() + 1 :]) if text[same.end() :].startswith(_HELD) else cut_title(text[same.end() :])
        )
        shown = _shown(title, held)
        return (Reference(shown, (), year or year_in(rest), _note(rest), "author same", sure=True, alone=True),)
    text = _LABELLED.sub("", text)
    found = [*_by_parts(text, year, held)]
    surely = {way.style[0] for way in found if way.sure}
    if len(surely) > 1 and not any(way.alone for way in found):
        # *Anna Karenina – Leo Tolstoy*: either side may be a person.
        found = [replace(way, sure=False) for way in found]
    return tuple(found)


def _hold(text: str, set_off: tuple[str, ...]) -> tuple[str, str]:
    """Put one sign in the place of a title in italics, in bold or in quotation marks: (text, title)."""
    for stretch in set_off:
        words = stretch.strip(" .,;:")
        if (
            len(words) > 3
            and not stretch.rstrip().endswith(":")
            and stretch in text
            and not _is_sure(authors_of(words))
        ):
            return text.replace(stretch, _HELD, 1), words.strip("“”\"'‘’")
    quoted = quoted_title(text)
    if quoted and len(quoted[0]) > 3 and not (quoted[0][0].islower() and len(quoted[0].split()) > 6):
        inside = "," if text[quoted[1] : quoted[2] - 1].rstrip().endswith(",") else ""
        return f"{text[: quoted[1]]}{_HELD}{inside}{text[quoted[2] :]}", quoted[0]
    return text, ""


def _by_parts(text: str, year: int | None, held: str) -> Iterator[Reference]:
    for part in _PARTS.finditer(text):
        style = str(part.lastgroup)
        left, right = text[: part.start()], text[part.end() :]
        if part.group().startswith("?"):
            left += "?"
        if style != "stop" or not _ABBREVIATED.search(left):
            if style != "colon":
                yield from _title_first(left, right, style, year, held)
            if style not in {"by", "bracket"}:
                yield from _author_first(left, right, style, year, held)


def _title_first(title: str, right: str, style: str, year: int | None, held: str) -> Iterator[Reference]:
    """`Title by Author`, `Title (Author, year)`, `Title - Author`."""
    dated = re.search(rf"\s*[(\[]({YEAR})[)\]]$", title)
    if dated:
        title, year = title[: dated.start()], int(dated.group(1))
    if not _is_title(title, held) or (style == "by" and _MADE.search(title)):
        return
    if (found := _names_ahead(right)) is None:
        return
    authors, rest = found
    if style == "bracket" and not re.match(r"[^()\[\]]{0,60}[)\]]", rest):
        return
    stated = year or year_in(rest[:60])
    given = style == "by" and all(is_person(name) for name in authors)
    certain = (_is_sure(authors) or given) and not (
        style != "by" and _HELD not in title and _is_sure(authors_of(title))
    )
    masked = _HELD in title
    listed = style in {"slash", "bar"} and stated and all(is_person(name) for name in authors)
    sure = certain or bool(listed) or bool(masked and (stated or style == "by")) or bool(style == "bracket" and stated)
    alone = sure and bool(stated or style == "by" or masked)
    yield Reference(_shown(title, held), authors, stated, _note(rest), f"title {style}", sure, alone)


def _author_first(left: str, right: str, style: str, year: int | None, held: str) -> Iterator[Reference]:
    """`Author: Title`, `Author - Title (year)`, `Author year - Title`."""
    left = left.strip()
    named = _NAME_AND_YEAR.match(left)
    if named:
        left, year = named.group("who"), int(named.group("year"))
    authors = authors_of(left.title() if left.isupper() and " " not in left else left, inverted=True)
    if not authors or _HELD in left:
        return
    title, rest = (_HELD, right[1:]) if right.startswith(_HELD) else cut_title(right)
    if not _is_title(title, held) or _ROLE.match(title):
        return
    stated = year or year_in(rest[:80])
    masked = title == _HELD
    certain = _is_sure(authors) and (masked or not _is_sure(authors_of(title)))
    sure = certain and (bool(stated) or masked or len(title.split()) > 1 or style == "dash")
    sure = sure or bool(named) or (masked and bool(stated))
    lone = not sure and not any(re.search(r"\w{2,} [^\W\d_][\w.]", name) and not name[0].islower() for name in authors)
    if lone and ((_INNER_CAPITAL.search(left) and not left.isupper()) or (_HELD not in title and is_prose(title))):
        return
    alone = sure and bool(stated or masked)
    yield Reference(
        _shown(title, held), authors, stated, _note(rest), f"{'lone' if lone else 'author'} {style}", sure, alone
    )


def _names_ahead(text: str) -> tuple[tuple[str, ...], str] | None:
    """The names at the head of a text, as many as there are, and what follows them."""
    ends = [found.start() for found in _NAMES_END.finditer(text[:200])]
    for end in reversed(ends):
        who = text[:end].strip(" ,")
        authors = authors_of(who) if who and _HELD not in who else ()
        if len(authors) > 1 and " " in authors[0] and " " not in authors[-1]:
            # A lone word after whole names is where it appeared.
            continue
        if authors:
            return authors, text[end:]
    return None


def _is_title(words: str, held: str) -> bool:
    """Tell words that can name a work."""
    if _HELD in words:
        around = re.sub(r"[\W_]", "", words.replace(_HELD, ""))
        return bool(held) and len(around) <= 2
    words = words.strip(" \"“”'‘’")
    if _OCCASION.match(words) and not words.isdigit():
        return False
    if (
        len(words) < 2
        or len(words.split()) > 30
        or (words[0].islower() and not _ARTICLE.match(words))
        or words.endswith((":", ","))
    ):
        return False
    if (
        not re.search(r"[\w¿¡]", words[0])
        or re.search(r"[.!]\s+[A-Z]\w+\s", words)
        or words.count("(") != words.count(")")
    ):
        return False
    return (words.isdigit() and len(words) > 2) or (
        bool(re.search(r"[^\W\d_]", words)) and label_role(words) is None and not needs_context(words)
    )


def _is_sure(authors: tuple[str, ...]) -> bool:
    """Tell names that begin with one without doubt: with a known given name, an initial or its company."""
    first = authors[0] if authors else ""
    return bool(authors) and surely_person(first) and (is_person(first) or "," in first or "et al" in first)


def _shown(title: str, held: str) -> str:
    return title.replace(_HELD, held).strip(' "“”,')


def _note(rest: str) -> str:
    """What is said behind a work: no year, no brackets."""
    text = re.sub(rf"^[\s,.;:)\]]*(?:[(\[]?{YEAR}[)\]]?)?", "", rest)
    return text.strip(" ,;:–—-().[]")
