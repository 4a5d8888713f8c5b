"""The kind of a resource, weighed from its title, its section, its label, its note and its address.

Every witness votes with a weight; no host decides alone. The tables say what words and hosts speak for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import Final, NamedTuple

from ingest.hosts import address_words, host_of, is_root
from ingest.kindtables import (
    DECISIVE_WORDS,
    HOST_WEIGHT,
    HOSTS,
    ORDER,
    SECTION_WORDS,
    THINGS,
    TITLE_WORDS,
    VENUES,
    WEAK_WORDS,
)
from ingest.links import split_url
from library.vocabulary import Kind

__all__ = ["Words", "announces", "kind_of", "section_kinds", "weighed_kind"]

_RANK: Final[dict[Kind, int]] = {kind: -place for place, kind in enumerate(ORDER)}


def _compiled(table: dict[Kind, str], *, words: bool) -> re.Pattern[str]:
    """One pattern for a table; the name of the group that matched is the kind."""
    groups = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in table.items())
    return re.compile(
        f"(?<![A-Za-z0-9])(?:{groups})(?![A-Za-z])" if words else f"(?:(?<![a-z0-9_-])|(?=/))(?:{groups})"
    )


_TITLE = _compiled(TITLE_WORDS, words=True)
_SECTION = _compiled(SECTION_WORDS, words=True)
_HOST = _compiled(HOSTS, words=False)
_DECISIVE = _compiled(DECISIVE_WORDS, words=True)
_WEAK = _compiled(WEAK_WORDS, words=True)
_VENUE = _compiled(VENUES, words=True)
_PAGES = re.compile(r"\d+\s*\(\d+\)|\d{2,}\s*[-–]\s*\d{2,}|\bpp\b|\bvol\b|\d+[:,]\s*\d+")
_CHAPTERS = re.compile(r"(?i)\b(?:ch(?:apters?|aps?|\.)?|kap(?:itel|\.)?)\.?\s*\d|\bchapters?\b|(?:第|一)\w?章")
# Cheap to look for and in every match of the pattern above.
_MAY_CHAPTER = re.compile(r"[Cc][Hh]|[Kk][Aa][Pp]|章")
_PLURALS = re.compile(r"(?<![a-z])(?:papers|courses|books|resources|articles|links|readings)(?![a-z])")
_CODE_HOSTS = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gist.github.com"})
_READING = re.compile(
    r"\b(?:readings?|read|required texts?|texts|sources|references|works|treatises|poems|poetry|plays|essays|canon"
    r"|syllabus|resources|materials?|recommend(?:ed|ations)|backlog|to-read|tbr|shelf|lectures?|lekt(?:üre|ür)|quellen|weiterführend\w*|klassiker|clásicos|classici|classiques|lecturas?|obras|fuentes"
    r"|referencias|lectures|ouvrages|sources|œuvres|letture|opere|leituras|referências|lektury|źródła|läsning)\b"
    r"|источник|исследовани|чтени|классик|经典|經典|произведени|阅读|閱讀|参考|參考|读物|読む|読書|推荐|도서|읽|参考文献|مراجع|قراءات"
)
# `Chicago: University Press, 1961`, `Paris, Flammarion, 1983`: where books appear.
_PUBLISHED = re.compile(
    r"(?:^|[\s,.—–(])[A-ZÀ-ÞА-Я][\w.’'-]+(?: [A-ZÀ-ÞА-Я]\w+)?\s?: [A-ZÀ-ÞА-Я«“][\w’'-]"
    r"|\b(?:Paris|Lyon|Genève|Bruxelles|Madrid|Barcelona|México|Buenos Aires|Bogotá|Roma|Milano|Torino|Bologna|Lisboa"
    r"|Berlin|München|Frankfurt|Leipzig|Wien|Zürich|London|New York|Cambridge|Oxford),"
    r"\s[A-ZÀ-Þ][\w’' -]+,\s(?:«[^»]+»,\s)?(?:1[5-9]|20)\d{2}\b"
)
_ARTICLES = re.compile(r"(?i)\barticles?\b|\bartikel\b|\bartículos\b|\barticoli\b|\bartigos\b|статьи")
_SCHOLARLY = re.compile(
    r"(?i)\b(?:papers?|publications?|preprints?|scientifi\w+|scholarly|research|journals?|academic|reviews?|literatur\w*|bibliograph\w+|науч\w+)\b"
)
_HEAD = re.compile(
    r"^(?:(?:An?|The|This is an?|is an?|Another|Free|Our|My|Official|Open[- ]source|Une?|Eine?|Una)\s+)+"
    r"(?P<what>(?:[\w-]+,?\s+){0,4}?[\w-]+)(?=\s+(?:of|for|to|about|on|that|which|with|by|in|from|based|written|und|für|de|sobre)\b|[.,;(:]|$)"
)
# `CS224n`, `MIT 6.S081`, `15-445`, `STAT 110`.
_COURSE_CODE = re.compile(
    r"(?<!\w)(?:(?:CS|EE|ECE|STAT|MATH|PHYS|CMU|COMP|ECON|PHIL|HIST|DS|CSE|STATS)[ -]?\d{2,4}\w?"
    r"|(?:MIT )?6\.\w?\d{2,4}\w?"
    r"|15-\d{3}|1[68]\.\d{2,3}\w{0,2})(?!\w)"
)
_TOOLISH = re.compile(
    r"(?i)\b(?:library|framework|toolkit|platform|engine|package|software|database|compiler|editor|language"
    r"|operating system"
    r"|app|service|implementation|simulator|tool|extension|plugin)\b|工具|框架|平台"
)


class Words(NamedTuple):
    """What is printed before a title, on its link, after it, and about where it appeared.

    `set_off` tells a title without address in bold or italics with its authors, as books are named; `quoted` one in
    quotation marks, as articles are.
    """

    lead: str = ""
    label: str = ""
    note: str = ""
    venue: str = ""
    set_off: bool = False
    quoted: bool = False


def kind_of(
    title: str,
    url: str | None,
    *,
    section: tuple[str, ...] = (),
    words: Words | None = None,
    cites: bool = False,
) -> Kind:
    """Tell what sort of resource an entry is; see `weighed_kind`."""
    return weighed_kind(title, url, section=section, words=words, cites=cites)[0]


def weighed_kind(
    title: str,
    url: str | None,
    *,
    section: tuple[str, ...] = (),
    words: Words | None = None,
    cites: bool = False,
) -> tuple[Kind, float]:
    """Weigh what sort of resource an entry is.

    Parameters
    ----------
    title, url
        The entry's own.
    section
        Its headings, outermost first; the innermost weighs most.
    words
        What is printed around the title.
    cites
        Whether the entry is printed as a citation.

    Returns
    -------
    kind, weight
        The weight says how much speaks for it; one word in a title or a heading weighs about 3.
    """
    votes: dict[Kind, float] = defaultdict(float)
    around = words or Words()
    _vote_title(votes, title)
    _vote_words(votes, around)
    for distance, heading in enumerate(reversed(section[-3:])):
        told = section_kinds(heading)
        _vote(votes, told, (4.0 if told == ("book",) else 3.0, 2.0, 0.4)[distance])
    if url:
        _vote_address(votes, url, title, around.note)
    else:
        votes.pop("demo", None)  # what is played in the browser has an address
    if cites:
        votes["paper"] += 1.6 if votes.get("paper", 0) > 1 else 0.8
        votes["book"] += 1.0
    best = max(votes, key=lambda kind: (votes[kind], _RANK[kind]), default=None)
    if best is None or votes[best] <= 0:
        best = _unsaid(title, url)
    return best, votes.get(best, 0.0)


def _unsaid(title: str, url: str | None) -> Kind:
    """The kind of what nothing tells: a mere title is a book, as those are named without address; a name of few words
    at a short address is a site, a longer title a post.
    """
    if not url:
        return "book"
    return "site" if is_root(url) or (len(title.split()) <= 4 and len(address_words(url)) <= 3) else "blog"


def _vote_title(votes: dict[Kind, float], title: str) -> None:
    low = title.lower()
    _vote(votes, _kinds_in(_TITLE, low), 3.6)
    _vote(votes, _kinds_in(_DECISIVE, low), 3.0)
    for kind in [kind for kind in votes if kind in THINGS]:
        votes[kind] *= 0.5 if len(title.split()) > 5 else 0.7
    _vote(votes, _kinds_in(_WEAK, low), 1.6)
    if _COURSE_CODE.search(title):
        votes["course"] += 3.6


def _vote_words(votes: dict[Kind, float], words: Words) -> None:
    if words.venue:
        _vote(votes, _kinds_in(_VENUE, words.venue.lower()[:200]), 2.6)
        if _PAGES.search(words.venue):
            votes["paper"] += 2.0
        elif _PUBLISHED.search(words.venue):
            votes["book"] += 2.5
    for text, weight in ((words.lead.lower()[-80:], 2.4), (words.label.lower(), 2.4), (words.note.lower()[:120], 1.0)):
        if text:
            _vote(votes, _kinds_in(_TITLE, text), weight)
    if (head := _HEAD.match(words.note)) and (told := _kinds_in(_TITLE, f"{head.group('what').lower()} of")):
        # *A collection of …*, *Free textbook on …*: the note begins with what the thing is.
        votes[told[-1]] += 3.0
    if words.note and len(words.note) < 60 and (last := _kinds_in(_TITLE, words.note.lower().rsplit(None, 1)[-1])):
        # A short note that ends with what the thing is: *Free online textbook*.
        _vote(votes, last, 2.0)
    near = f"{words.lead} {words.note[:60]}"
    if _MAY_CHAPTER.search(near) and _CHAPTERS.search(near):
        votes["book"] += 3.0
    if words.set_off and not _PAGES.search(words.venue):
        votes["book"] += 3.0
    if words.lead.rstrip().endswith(("《", "『")):
        votes["book"] += 3.0
    if words.quoted:
        votes["paper"] += 2.2


def _vote(votes: dict[Kind, float], kinds: tuple[Kind, ...], weight: float) -> None:
    for place, kind in enumerate(kinds):
        votes[kind] += weight if place == 0 else weight * 0.8


def _kinds_in(pattern: re.Pattern[str], text: str) -> tuple[Kind, ...]:
    found: dict[Kind, None] = {}
    for match in pattern.finditer(text):
        found[match.lastgroup] = None  # type: ignore[index]
    return tuple(found)


@lru_cache(maxsize=4096)
def section_kinds(heading: str) -> tuple[Kind, ...]:
    """Tell the kinds a heading announces.

    Examples
    --------
    >>> section_kinds("Books and courses"), section_kinds("Recurrent networks")
    (('book', 'course'), ())
    """
    kinds = _kinds_in(_SECTION, heading.lower())
    if "paper" in kinds and _ARTICLES.search(heading) and not _SCHOLARLY.search(heading):
        # Articles on the web are posts, unless their address or their citation says otherwise.
        place = kinds.index("paper")
        kinds = tuple(dict.fromkeys((*kinds[:place], "blog", "paper", *kinds[place + 1 :])))
    return kinds


def announces(heading: str) -> bool:
    """Tell a heading that says that something to read, watch or use stands below it."""
    return bool(section_kinds(heading) or _READING.search(heading.lower()))


def _vote_address(votes: dict[Kind, float], url: str, title: str, note: str) -> None:
    host = host_of(url)
    parts = split_url(url)
    place = f"{host}{parts.path.lower()}"
    for kind in _kinds_in(_HOST, place)[:3]:
        votes[kind] += HOST_WEIGHT[kind]
    if "wikipedia.org" in host:
        votes["site"] += 4.0
    if place.endswith((".pdf", ".ps", ".ps.gz", ".djvu")):
        votes["paper"] += 2.0
        votes["code"] -= 3.0
        votes["course"] -= HOST_WEIGHT["course"] - 0.5
    if "list=" in parts.query or "/playlist" in parts.path:
        votes["course"] += 2.0
    if host in _CODE_HOSTS:
        if _PLURALS.search(title.lower()) and votes.get("paper", 0) <= 6:
            votes["list"] += 4.0
        votes["tool"] -= 1.0
    elif parts.path.strip("/") == "" and not parts.query:
        votes["site"] += 1.2
        votes["tool"] += 1.4 if _TOOLISH.search(note) else 0.4
