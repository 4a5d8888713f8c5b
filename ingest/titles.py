"""Titles that stand alone, made from what a list prints: the label of a link or a line of text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.citations import cited
from ingest.people import authors_of, has_given_name, is_person, leading_authors, surely_person, trailing_authors
from ingest.printed import bare_text, cut_date, cut_number, quoted_title, without_praise, year_in
from ingest.trimmed import tidy, unquoted
from ingest.words import bag, label_role

__all__ = ["Title", "authors_near", "from_label", "from_text", "stated_title"]


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the facts that were printed around it."""

    text: str
    nickname: str = ""
    year: int | None = None
    authors: tuple[str, ...] = ()
    venue: str = ""


_SPECIAL = re.compile(r"""\s-\s|["“”„«»「『《'‘’(\[（【:|–—*_`\\]|\bby\b|\bvon\b|\bpar\b|\bpor\b|^\W|^\d|\W$""")
# What most labels are, told faster than by looking for everything special.
_PLAIN = re.compile(r"(?!.*\b(?:by|von|par|por)\b)[A-Za-z][A-Za-z0-9 ,.&+/-]*[A-Za-z0-9]")
_KIND_TAG = re.compile(
    r"(?i)^(?:\[(?P<boxed>video|paper|book|course|talk|blog|article|code|pdf|slides|tool|dataset|demo|tutorial"
    r"|podcast|[DRPN])\]\s*"
    r"|(?:video|paper|book|article|blog ?post|blog|hn|hacker news|talk|podcast|pdf|slides|course|website|url|link"
    r"|new|видео|лекция|книга|статья|курс|vídeo|libro|livre|buch|artikel|artículo|curso|cours|vidéo|film"
    r"|optional|bonus|required|supplementary|recommended|suggested|extra|pflicht|obligatorio|opcional)\s*:\s+)"
)
# `[CNN][Paper] OverFeat: …`: what the writer files a title under stands in brackets in front of it.
_FILED = re.compile(r"^(?:\[[^\[\]\n]{1,30}\]\s*){1,4}(?=[\w\"“«《「*_'‘])")
_OPTIONAL = re.compile(r"(?i)^(?:optional|bonus|required|supplementary|extra)\s*:\s+(?=[A-ZÀ-Þ\"“«])")
_DATED = re.compile(r"\b(?:1[89]|20)\d{2}\b")
_REMARK = re.compile(r"^[a-zà-ÿ][^:.]{2,20}:\s+(?=[A-ZÀ-Þ])")
_YEAR_TAG = re.compile(r"\s*[(\[（]\s*((?:1[5-9]|20)\d{2})\s*[)\]）]")
_LAST_GROUP = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]*)[)\]）】]\s*$")
_LAST_TAG = re.compile(r"(?i),\s+(?:free |online |in )?(?:pdf|online|epub|ebook|html|video|youtube|free)$")
_NICKNAME = re.compile(r"^[A-Za-z][\w.+-]{0,14}(?:[ -][A-Z0-9][\w.+-]{0,10})?$")
_TAGS = bag(
    "free paid new old html pdf ps video videos audio epub mobi online draft preprint paywalled paywall recommended"
    " optional required archived dead wip beta english german french chinese spanish russian japanese en de fr zh"
    " es ru"
    " ja in interactive course book paper blog post tutorial article talk slides code website github youtube the only"
    " beginner intermediate advanced mooc hn ebook must-read must-see updated textbook if needed refresher skim"
)
_TWO_SENTENCES = re.compile(
    r"(?<!\b[A-Z])(?<!\bal)(?<!\bvs)(?<!\bv)(?<!\be\.g)(?<!\bi\.e)(?<!\bapprox)(?<!\b[IVX]{2})(?<!\b[IVX]{3})[.!]\s+(?=[A-Z“\"(])(?![IVX]+\.)"
)
_BY_INSIDE = re.compile(r"^(.{6,}?),? (?:by|von|par) ([A-Z][^,()]{2,60}?)(?: \([^()]*\))?,\s")
_ALL_CAPS = re.compile(r"^((?:[A-Z][A-Z\d/&:,-]*\s+){4,}[A-Z][A-Z\d-]+)\s+(?=[A-Z][a-z])(.*)$")
_DANGLING = re.compile(r"(?i)(?:^|\s)(?:in|at|on|from|see|via|under|to|here|is|are|the|with)$")
_TAIL_NAMES = re.compile(
    r",\s+([A-ZÀ-Þ][^,]*?(?:,? (?:and|&) [^,]+)?|(?:[A-Z][\w-]+,? ){1,3}et\.? al\.?)(?:,?\s+(?:1[5-9]|20)\d{2})?$"
)
_EDITION = re.compile(
    r"(?i),?\s*(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|\d+\.)\s+(?:ed(?:ition|n)?|aufl\w*)\.?"
)
_ENDS_TITLE = re.compile(r"\s*(?:[,.;(–—-]|by\b|von\b|$)")
_DASH_NOTE = re.compile(r"(?<=\w)\s+(?:[–—-]|--)\s+(?=[a-zà-ÿ(]).*$")


def from_label(label: str) -> Title:
    """Make a title of the label of a link.

    Examples
    --------
    >>> title = from_label("2012/12 ImageNet Classification with Deep Networks (AlexNet)")
    >>> title.text, title.year, title.nickname
    ('ImageNet Classification with Deep Networks', 2012, 'AlexNet')
    """
    text = bare_text(label)
    if (_PLAIN.fullmatch(text) and " - " not in text) or not _SPECIAL.search(text):
        return Title(_LAST_TAG.sub("", text) if "," in text and text.count(" ") > 1 else text)
    text = cut_number(text) or text
    text, year = cut_date(text)
    if len(text) > 40 and _DATED.search(text) and (citation := cited(text)) and citation.authors:
        title = _without_groups(Title(citation.title, "", citation.year or year, citation.authors, citation.venue))
        return replace(title, text=tidy(unquoted(title.text)))
    text, filed = _unfiled(_KIND_TAG.sub("", text) or text)
    title = _without_groups(Title(unquoted(text), year=year, authors=filed))
    if found := _YEAR_TAG.search(title.text):
        kept = (title.text[: found.start()] + title.text[found.end() :]).strip()
        title = replace(title, text=kept, year=title.year or int(found.group(1))) if kept else title
    text, authors = trailing_authors(title.text)
    if len(text) < 4:
        text, authors = title.text, ()
    if not authors:
        found_authors, rest = leading_authors(text)
        if found_authors and len(rest.split()) >= 2:
            text, authors = rest, found_authors
    return replace(title, text=tidy(unquoted(text)), authors=authors or title.authors)


def _unfiled(text: str) -> tuple[str, tuple[str, ...]]:
    """Cut what stands in brackets in front of a title: (title, authors), where a person stands there."""
    found = _FILED.match(text)
    if found is None or len(text) - found.end() < 3:
        return text, ()
    tag = found.group().strip()[1:-1]
    authors = authors_of(tag) if "]" not in tag and is_person(tag) and surely_person(tag) else ()
    return text[found.end() :], authors


def stated_title(text: str) -> Title:
    """Make a title of words that are surely no more than a title."""
    return _without_groups(Title(tidy(unquoted(bare_text(text)))))


def _without_groups(title: Title) -> Title:
    """Take years, tags, nicknames and authors in brackets off the end of a title."""
    if (found := _LAST_TAG.search(title.text)) and len(title.text[: found.start()].split()) >= 2:
        title = replace(title, text=title.text[: found.start()])
    for _ in range(4):
        found = _LAST_GROUP.search(title.text)
        kept = title.text[: found.start()].strip() if found else ""
        if found is None or not kept:
            break
        inner = found.group(1).strip(" .,;")
        aside = len(inner.split()) >= 5 and inner[0].islower() and len(kept.split()) >= 2
        read = _group(inner, kept) or (Title("") if aside else None)
        if read is None:
            break
        title = replace(
            title,
            text=kept,
            nickname=title.nickname or read.nickname,
            year=title.year or read.year,
            authors=title.authors or read.authors,
        )
    return title


def _group(inner: str, before: str) -> Title | None:
    """Read what stands in the last brackets of a title; None when it is part of the title."""
    words = [word.strip(".,:'’").lower() for word in re.split(r"[\s/&+]+", inner)]
    if _EDITION.fullmatch(inner) or all(
        word in _TAGS or (word.isdigit() and len(word) == 4) or not word for word in words
    ):
        return Title("", year=year_in(f"({inner})"))
    year = year_in(inner) if re.search(r"(?:1[5-9]|20)\d{2}", inner) else None
    named = re.sub(r"(?i)^by\s+", "", re.sub(r",?\s*\b(?:1[5-9]|20)\d{2}[a-z]?\b", "", inner)).strip(" ,.;")
    if (year or inner.lower().startswith("by ")) and (authors := authors_of(named)):
        return Title("", year=year, authors=authors)
    if year and len(words) <= 3:
        return Title("", year=year)
    authors = authors_of(_EDITION.sub("", named))
    if authors and ("et al" in inner or len(authors) > 1 or (is_person(inner) and surely_person(inner))):
        return Title("", authors=authors)
    if _is_nickname(inner, before):
        return Title("", nickname=inner)
    return None


def _is_nickname(inner: str, before: str) -> bool:
    if not _NICKNAME.match(inner) or label_role(inner) is not None:
        return False
    capitals = sum(char.isupper() or char.isdigit() for char in inner)
    if capitals < 2:
        return False
    initials = "".join(word[0] for word in re.split(r"[\s-]+", before) if word).lower()
    letters = [char for char in inner.lower() if char.isalpha()]
    last = re.split(r"[\s-]", before)[-1].lower()
    if len(last) > 1 and inner.lower().endswith(last):
        return True
    return len(before.split()) >= 4 or "".join(letters[:3]) in initials


def from_text(text: str, strong: tuple[str, ...] = (), emphasis: tuple[str, ...] = ()) -> Title:
    """Make a title of the words that stand before (or without) an address.

    Parameters
    ----------
    text
        The words, without addresses.
    strong, emphasis
        Their stretches in bold and in italics.
    """
    text = cut_number(bare_text(text))
    text, year = cut_date(text)
    text, filed = _unfiled(text.strip())
    if filed:
        return replace(from_text(text, strong, emphasis), authors=filed)
    text = _OPTIONAL.sub("", text) or text
    citation = cited(text.rstrip("[( "), (*strong, *emphasis))
    if citation is None and (remark := _REMARK.match(text)):
        citation = cited(text[remark.end() :].rstrip("[( "), (*strong, *emphasis))
    if citation:
        title = _without_groups(Title(citation.title, "", citation.year or year, citation.authors, citation.venue))
        return replace(title, text=tidy(unquoted(title.text)))
    text = without_praise(text)
    quoted = quoted_title(text)
    if quoted and _quotes_title(text, quoted[1], quoted[2]):
        words, start, end = quoted
        before, after = text[:start], text[end:]
        authors = _authors_around(before, after)
        return Title(tidy(words), _nickname_before(before), year or year_in(before + after), authors)
    return _set_off(text, strong, emphasis, year) or _between_bars(text, year) or _from_words(text, year)


def _between_bars(text: str, year: int | None) -> Title | None:
    """`Title | Names | venue 2017` and `Name | Title`: the first part that is no name is the title."""
    parts = [part.strip() for part in text.split(" | ") if part.strip()]
    if len(parts) < 2:
        return None
    people = [part for part in parts if is_person(part) and ("et al" in part or surely_person(part))]
    words = [part for part in parts if part not in people and len(part) > 3]
    if not words:
        return None
    title = _from_words(words[0], year)
    authors = authors_of(people[0]) if people else ()
    return replace(title, year=title.year or year_in(" ".join(parts)), authors=title.authors or authors)


def _set_off(text: str, strong: tuple[str, ...], emphasis: tuple[str, ...], year: int | None) -> Title | None:
    """Make a title of a stretch in bold, or of one in italics at the head of the text."""
    for stretch in (*strong, *emphasis):
        words = unquoted(stretch.strip(" .,;:"))
        if stretch in strong:
            named = stretch.rstrip().endswith((":", "："))
            inside = " " not in words and re.search(rf"\w\s+{re.escape(stretch)}\s+\w", text)
            marks = _is_mark(words) and not (named and text.startswith(stretch) and not has_given_name(words))
            chosen = len(words) > 2 and label_role(words) is None and not marks and not inside
        else:
            chosen = len(words) > 3 and text.startswith(stretch) and bool(_ENDS_TITLE.match(text[len(stretch) :]))
        if chosen:
            rest = text.replace(stretch, " ", 1)
            title = from_label(words)
            around = re.sub(r"[(\[][^()\[\]]*[)\]]", "", rest).strip(" ,;:–—-")
            names = authors_of(around) or authors_of(re.split(r"(?<!\b[A-Z])\.\s", around)[0])
            if stretch.rstrip().endswith((":", "：")) and not all(has_given_name(name) for name in names[:1]):
                # What follows a colon says what the thing is.
                names = ()
            bracketed = re.match(r"\s*\(([A-ZÀ-Þ][^()\d]{3,80}?),?\s*(?:(?:1[5-9]|20)\d{2})?\)", rest)
            names = names or (authors_of(bracketed.group(1)) if bracketed else ())
            authors = title.authors or _authors_around("", rest) or names
            return replace(title, year=title.year or year or year_in(rest), authors=authors)
    return None


def _is_mark(words: str) -> bool:
    """Tell a number or a name in bold, which is no title."""
    return words.strip("[]()").isdigit() or (is_person(words) and surely_person(words))


def _quotes_title(text: str, start: int, end: int) -> bool:
    """Tell a quotation that is the title from one that only is quoted."""
    before = text[:start].rstrip()
    words = len(text[start + 1 : end - 1].split())
    if before.count("(") > before.count(")"):
        return False
    if not before or before[-1] in ":.,;–—-)]>!":
        return words >= 2 or len(before.split()) <= 4 or end >= len(text.rstrip(" ,:;."))
    last = before.split()[-1]
    return words >= 5 or (last[0].isupper() and words >= 2) or last.lower().endswith(("'s", "’s"))


def _authors_around(before: str, after: str) -> tuple[str, ...]:
    """Find the authors in front of a quoted title, or after a `by` behind it."""
    for piece in (
        before,
        before.split(":", maxsplit=1)[0],
        before.rsplit(":", 1)[-1],
        re.split(r"[,(:]", before)[0],
        before.rsplit(",", 1)[-1],
    ):
        bare = re.sub(
            r"(?i)['’]s?\s*$|\s+(?:talk|post|blog|paper|lecture|video|book|article)\b.*$", "", piece.strip(" ,:;–—-")
        )
        authors = authors_of(re.sub(r"\([^()]*\)", "", bare).strip())
        if authors and (is_person(bare.split(",")[0]) or len(authors) > 1 or "et al" in bare):
            return authors
    if found := re.match(r"[\s,.;–—-]*(?:by|von|par|por)\s+([A-Z][^.:;(\[]{2,200})", after):
        return authors_of(re.split(r",\s+(?=\d)|\s+at\s|\s+from\s", found.group(1))[0])
    return ()


def authors_near(text: str, title: str) -> tuple[str, ...]:
    """Find the authors printed around a title in a sentence."""
    before, found, after = text.partition(title)
    return _authors_around(before, after) if found else ()


def _nickname_before(before: str) -> str:
    """`GRU (Gated Recurrent Unit) by Cho et al, "…"`: the name in front of a quoted title."""
    found = re.match(r"^([A-Z][\w-]*[A-Z0-9][\w-]*(?: \([^()]{3,60}\))?)(?: by |, |:|$)", before.strip())
    return found.group(1) if found else ""


def _from_words(text: str, year: int | None) -> Title:
    """Make a title of words without quotation or citation."""
    if caps := _ALL_CAPS.match(text):
        names = re.sub(r"\s+,", ",", re.sub(r"\s*[\d¨]+(?:,\d+)*", "", caps.group(2)))
        return Title(caps.group(1), "", year or year_in(caps.group(2)), authors_of(names.strip(" ,")))
    text = tidy(_DASH_NOTE.sub("", text) or text)
    if _DANGLING.search(text) and len(text.split()) <= 2:
        return Title("", year=year)
    stated = year or year_in(text)
    if found := _BY_INSIDE.match(text):
        authors = authors_of(found.group(2))
        if authors:
            return replace(_without_groups(Title(found.group(1))), year=stated, authors=authors)
    pieces = _TWO_SENTENCES.split(text)
    if len(pieces) > 1 and len(text.split()) > 14 and len(pieces[0]) > 3:
        text = pieces[0]
    title = _without_groups(Title(text, year=stated))
    text, authors = trailing_authors(title.text)
    if not authors and (cut := _TAIL_NAMES.search(text)):
        maybe = authors_of(cut.group(1))
        dated = text[-4:].isdigit() and len(text[: cut.start()].split()) > 2
        if maybe and (dated or "et al" in cut.group(1) or len(maybe) > 1 or is_person(cut.group(1))):
            text, authors = text[: cut.start()], maybe
    if not authors:
        leading, rest = leading_authors(text)
        if leading and len(rest.split()) >= 2:
            text, authors = rest, leading
    return replace(title, text=tidy(unquoted(text)), authors=authors or title.authors)
