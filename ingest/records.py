"""The common end of all structured formats: fields of one record become an entry, records become a reading.

A record's list says what is what, so nothing is decided here that the record says; only what it leaves open
(an address for a DOI, a title for an untitled link, a kind for an unnamed one) is filled in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from ingest.hosts import address_words, host_of
from ingest.kinds import Words, kind_of
from ingest.language import language_of
from ingest.links import clean_url, find_addresses, split_url
from ingest.repair import repair_text
from ingest.titles import from_label
from library.identity import canonical_url, doi, isbn
from library.vocabulary import Entry, Identifier, Kind, Link, Reading, ReadingList, Skipped

__all__ = [
    "Record",
    "arxiv_id",
    "finish",
    "first_year",
    "is_web",
    "language_code",
    "printed_identifiers",
    "read_label",
    "shorten",
    "tidy",
    "without_long_lines",
]

_ARXIV = re.compile(
    r"(?:arxiv(?:\.org/(?:abs|pdf))?\s*[:/]\s*|\babs/)?((?:[a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5}))(?:v\d+)?(?!\d)",
    re.IGNORECASE,
)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}]+")
# No item of a list is that long; the grammars of prose take the square of a line's length.
_LONGEST_LINE = 50_000
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_LANGUAGES = {
    "en": "english eng american british en-gb ukenglish usenglish anglais englisch inglés 英文 英语 英語",
    "de": "german deutsch ger deu ngerman german-de allemand alemán 德语 德文",
    "fr": "french français fre fra francais french-fr französisch francés 法语 法文",
    "es": "spanish español spa castellano espanol spanisch espagnol 西班牙语",
    "it": "italian italiano ita italienisch", "pt": "portuguese português por brazilian portugiesisch",
    "nl": "dutch nederlands dut nld", "pl": "polish polski pol", "ru": "russian русский rus russisch 俄语",
    "zh": "chinese 中文 chi zho mandarin 汉语 漢語 简体中文 繁體中文 chinesisch", "ja": "japanese 日本語 jpn 日语 日文",
    "ko": "korean 한국어 kor", "sv": "swedish svenska swe", "da": "danish dansk dan", "no": "norwegian norsk nor",
    "fi": "finnish suomi fin", "cs": "czech čeština cze ces", "uk": "ukrainian українська ukr",
    "tr": "turkish türkçe tur",
    "ar": "arabic العربية ara", "he": "hebrew עברית heb", "el": "greek ελληνικά gre ell", "la": "latin lat",
    "hu": "hungarian magyar hun",
}  # fmt: skip
_OFF_WEB = {
    "javascript": "a bookmarklet, not a page",
    "file": "a file on somebody's own disk",
    "place": "a query of the browser",
    "about": "a page of the browser",
    "chrome": "a page of the browser",
    "edge": "a page of the browser",
    "chrome-extension": "a page of the browser",
    "moz-extension": "a page of the browser",
    "view-source": "a page of the browser",
    "data": "data in place of an address",
    "mailto": "a mail address",
}


@dataclass(slots=True)
class Record:
    """What one record of a structured list says; empty where it is silent."""

    line: int
    title: str = ""
    printed: str = ""  # the title as printed, where `title` is a part of it
    url: str = ""
    section: tuple[str, ...] = ()
    kind: Kind | None = None
    year: int | None = None
    authors: tuple[str, ...] = ()
    venue: str = ""
    note: str = ""
    language: str = ""
    links: list[Link] = field(default_factory=list)
    identifiers: tuple[Identifier, ...] = ()
    tags: tuple[str, ...] = ()
    nickname: str = ""
    done: bool = False


def read_label(record: Record) -> Record:
    """Take from a title in free words the year, people and nickname printed with it, where the record has none."""
    label = from_label(record.title)
    record.printed = record.printed or record.title
    record.title = label.text or record.title
    record.year = record.year or label.year
    record.authors = record.authors or label.authors
    record.nickname = record.nickname or label.nickname
    return record


def finish(records: Iterable[Record | Skipped], source: str, *, title: str = "", format_: str = "") -> Reading:
    """Make a reading of records in the order of their list."""
    entries: list[Entry] = []
    skipped: list[Skipped] = []
    for record in records:
        result = record if isinstance(record, Skipped) else _entry(record, len(entries))
        if isinstance(result, Skipped):
            skipped.append(result)
        else:
            entries.append(result)
    return Reading(ReadingList(source, tidy(title), format_), tuple(entries), tuple(skipped))


def _entry(record: Record, position: int) -> Entry | Skipped:
    printed = record.url.strip()
    url: str | None = clean_url(printed) if printed else None
    identifiers = record.identifiers
    if url and not is_web(url):
        if (reason := _OFF_WEB.get(url.split(":", 1)[0].lower())) and ":" in url:
            return Skipped(record.line, shorten(f"{record.title} {printed}"), reason)
        # "10.1038/nature14539", "arXiv:1706.03762", or a mere "n/a" in the place of an address.
        told = printed_identifiers(doi_text=url, arxiv=url if "arxiv" in url.lower() else "")
        identifiers, url = tuple(dict.fromkeys((*identifiers, *told))), None
    url = url or _address_of(identifiers)
    title = tidy(record.title)
    if not title or (url and _is_address(title) and canonical_url(title) == canonical_url(url)):
        title = tidy(_title_of(url)) if url else ""
    if not title:
        return Skipped(record.line, shorten(record.note or printed), "has neither a title nor an address")
    section = tuple(part for heading in record.section if (part := tidy(heading)))
    return Entry(
        title=title,
        url=url,
        line=record.line,
        position=position,
        section=section,
        kind=record.kind or _guessed_kind(record, title, url, section),
        year=record.year,
        authors=record.authors,
        venue=tidy(record.venue),
        note=tidy(record.note),
        language=language_code(record.language) or language_of(title),
        links=tuple(_links([*record.links, *(Link(found) for _, _, found in find_addresses(record.note))], url)),
        identifiers=identifiers,
        tags=tuple(dict.fromkeys(tag for text in record.tags if (tag := tidy(text)))),
        nickname=tidy(record.nickname),
        done=record.done,
        printed_title=tidy(record.printed or record.title),
        printed_url=printed or None,
    )


def _guessed_kind(record: Record, title: str, url: str | None, section: tuple[str, ...]) -> Kind:
    words = Words(label=tidy(record.printed), note=tidy(record.note), venue=tidy(record.venue))
    kind = kind_of(title, url, section=section, words=words)
    if any(name.scheme == "isbn" for name in record.identifiers):
        return "book"
    if kind == "other" and record.authors and not url:
        # Somebody wrote it and it is nowhere on the web: printed matter.
        return "paper" if record.venue else "book"
    return kind


def _links(links: Sequence[Link], url: str | None) -> Iterator[Link]:
    """Secondary addresses, each once, without the main one."""
    seen = {canonical_url(url)} if url and links else set()
    for link in links:
        address = clean_url(link.url)
        if is_web(address) and canonical_url(address) not in seen:
            seen.add(canonical_url(address))
            yield Link(address, link.role, link.label)


def is_web(url: str) -> bool:
    """Whether an address leads to the web and not into a browser, a disk or a mail box."""
    return bool(re.match(r"(?:https?|ftp)://[^/\s]", url, re.IGNORECASE))


def _is_address(title: str) -> bool:
    return "." in title and " " not in title


def _address_of(identifiers: Sequence[Identifier]) -> str | None:
    """The address that follows from a printed identifier."""
    found = {identifier.scheme: identifier.value for identifier in identifiers}
    if "doi" in found:
        return f"https://doi.org/{quote(found['doi'], safe='/:;()._-~+')}"
    return f"https://arxiv.org/abs/{found['arxiv']}" if "arxiv" in found else None


def _title_of(url: str) -> str:
    """What a person would call an untitled link: the words of its address, else its host."""
    words = address_words(url)
    if words and sum(map(len, words)) < 4:
        # "ridley/a-z" says more than "a-z".
        words = re.split(r"[-_+.\s/]+", "/".join(unquote(split_url(url).path).strip("/").split("/")[-2:]))
    title = " ".join(words)
    return title[:1].upper() + title[1:] if title else host_of(url)


def language_code(printed: str) -> str:
    """The two-letter code of a printed language; empty when it is none we know.

    Examples
    --------
    >>> language_code("en-US"), language_code("Deutsch"), language_code("klingon")
    ('en', 'de', '')
    """
    word = printed.strip().casefold()
    if re.fullmatch(r"[a-z]{2}(?:[-_].*)?", word):
        return word[:2]
    return next((code for code, names in _LANGUAGES.items() if word in names.split()), "")


def tidy(text: str) -> str:
    """Text on one line, repaired where its damage is certain, without invisible characters."""
    if not text:
        return ""
    text = repair_text(text)
    if not text.isprintable():
        text = "".join(" " if _is_control(char) else char for char in text)
    return " ".join(text.split())


def _is_control(char: str) -> bool:
    return char < " " or (
        char > "~" and unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"} and char not in "\u200c\u200d"
    )


def shorten(text: str) -> str:
    """The beginning of a text, for a report."""
    line = tidy(text[:400])
    return line if len(line) <= 160 else f"{line[:159]}…"


def without_long_lines(text: str) -> tuple[str, list[Skipped]]:
    """The text with lines beyond all measure left empty, and the places where that was so."""
    if len(text) <= _LONGEST_LINE:
        return text, []
    lines, cut = text.split("\n"), []
    for number, line in enumerate(lines):
        if len(line) > _LONGEST_LINE:
            cut.append(Skipped(number + 1, shorten(line), f"line of {len(line):,} characters"))
            lines[number] = ""
    return "\n".join(lines), cut


def first_year(text: str) -> int | None:
    """The first year in a text, as in "June 2017" or "2017-06-12".

    Examples
    --------
    >>> first_year("12 June 2017"), first_year("n.d.")
    (2017, None)
    """
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def arxiv_id(text: str) -> str | None:
    """The arXiv id in a text, without its version.

    Examples
    --------
    >>> arxiv_id("arXiv preprint arXiv:1706.03762v5"), arxiv_id("pages 100-200")
    ('1706.03762', None)
    """
    found = _ARXIV.search(text)
    return found[1].lower() if found else None


def printed_identifiers(*, doi_text: str = "", arxiv: str = "", isbn_text: str = "") -> tuple[Identifier, ...]:
    """Identifiers from the fields that print them; what is none is left out."""
    found: list[Identifier] = []
    # A field that begins with its name holds nothing else; old names have angle brackets.
    match = re.match(r"10\.\d{4,9}/\S+", doi_text.strip()) or _DOI.search(doi_text)
    if match:
        found.append(doi(match[0].rstrip(".,;")))
    number = arxiv_id(arxiv)
    if number:
        found.append(Identifier("arxiv", number))
    for text in re.findall(r"97[89][\d -]{9,13}[\dXx]|\d[\d -]{8,11}[\dXx]", isbn_text):
        name = isbn(text)
        if name:
            found.append(name)
    return tuple(dict.fromkeys(found))
