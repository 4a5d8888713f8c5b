"""Wishes for a roadmap in words: "20 h, videos first, at most one book, free only, English or Chinese".

Wishes stand between commas (or semicolons, or a "but"); each is one of

* a time: `20 h`, `within 90 minutes`, `1.5 hours`, `20 h 30 min`
* kinds: `videos first`, `videos and papers first`, `rather books`, `no courses`, `only videos and tutorials`
* a limit: `at most one book`, `max 2 papers`, `no more than 3 videos`
* `free only`; languages: `English or Chinese`, `in German`, `zh`
* a depth: `overview`, `working`, `deep` (or `short`, `standard`, `thorough`)
* `nothing beyond the goal`

Nothing is guessed: a word that is not understood is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from library.errors import UsageError
from library.vocabulary import KINDS, Kind
from recommend.roadmap_types import Depth, Wishes

__all__ = ["LANGUAGES", "parse_wishes"]

LANGUAGES: Mapping[str, str] = {
    "arabic": "ar", "chinese": "zh", "czech": "cs", "dutch": "nl", "english": "en", "french": "fr", "german": "de",
    "hindi": "hi", "italian": "it", "japanese": "ja", "korean": "ko", "polish": "pl", "portuguese": "pt",
    "russian": "ru", "spanish": "es", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip
"""Languages by name; their codes are understood too."""

DEPTH_WORDS: Mapping[str, Depth] = {
    "overview": "overview", "short": "overview", "working": "working", "standard": "working", "deep": "deep",
    "thorough": "deep", "depth": "deep",
}  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_KIND_WORDS: Mapping[str, Kind] = {
    **{kind: kind for kind in KINDS},
    **{f"{kind}s": kind for kind in KINDS},
    "article": "paper", "articles": "paper", "lecture": "video", "lectures": "video", "post": "blog", "posts": "blog",
    "textbook": "book", "textbooks": "book", "repository": "code", "repositories": "code",
}  # fmt: skip
_BETWEEN = re.compile(r"[,;，；、\n]|\bbut\b")
_JOIN = {"and", "or", "then", "&", "/", "+"}
_TIME = re.compile(
    r"(?:(?:within|in|under|max|about|around|for|at most|up to|no more than|budget(?: of)?)\s+)?"
    r"(?:(?P<hours>\d+(?:\.\d+)?)\s*(?:h|hrs?|hours?))?\s*(?:(?P<minutes>\d+)\s*(?:m|mins?|minutes?))?"
)
_LIMIT = re.compile(r"(?:at most|max|maximum|up to|no more than)\s+(?P<n>\w+)\s+(?P<kind>\w+)")
_LIMIT_AFTER = re.compile(r"(?P<n>\w+)\s+(?P<kind>\w+)\s+(?:at most|max|maximum)")
_FREE = re.compile(r"free(?: only)?|only free(?: (?:ones?|things?|resources?))?|no paywalls?|nothing paid")
_BEYOND = re.compile(r"(?:nothing|no steps?) (?:beyond|after)(?: the)?(?: goals?)?|no extras?")
_FIRST = re.compile(r"(?P<kinds>.+?)\s+first|(?:rather|preferably|prefer)\s+(?P<more>.+)")
_WITHOUT = re.compile(r"(?:no|without|never|not)\s+(?P<kinds>.+)")
_ONLY = re.compile(r"only\s+(?P<before>.+)|(?P<after>.+?)\s+only")
_FILL = {"in", "an", "a", "go", "knowledge", "length", "plan", "dive", "level"}


def parse_wishes(text: str, base: Wishes | None = None) -> Wishes:
    """Return what a text wishes.

    Parameters
    ----------
    text : str
        See the module; upper and lower case are the same.
    base : Wishes, optional
        What holds where the text says nothing.

    Raises
    ------
    UsageError
        Naming the word that is not understood, or what contradicts itself.

    Examples
    --------
    >>> wishes = parse_wishes("20 h, videos first, at most one book, free only, English or Chinese")
    >>> wishes.minutes, wishes.kinds, wishes.at_most, wishes.free_only, wishes.languages
    (1200, ('video',), {'book': 1}, True, ('en', 'zh'))
    >>> parse_wishes("20 h, viedos first")
    Traceback (most recent call last):
    library.errors.UsageError: 'viedos' is not understood in 'viedos first'
    """
    made = base or Wishes()
    said: dict[str, str] = {}
    for clause in _BETWEEN.split(text.casefold()):
        words = re.sub(r"^(?:and|with)\s+", "", " ".join(clause.split()).rstrip(".!"))
        if words:
            made = _wish(words, made, said)
    both = set(made.kinds) & made.without
    if both:
        raise UsageError(f"{min(both)} cannot come first and be left out")
    return made


def _wish(words: str, made: Wishes, said: dict[str, str]) -> Wishes:
    """The wishes with one more; `said` holds what may be said once only."""
    for about, read in _READERS.items():
        changed = read(words, made if about in said else replace(made, **_ANEW.get(about, {})))
        if changed is not None:
            if said.setdefault(about, words) != words and about in {"time", "depth"}:
                raise UsageError(f"{said[about]!r} and {words!r} contradict each other")
            return changed
    raise _not_understood(words)


def _time(words: str, made: Wishes) -> Wishes | None:
    found = _TIME.fullmatch(words)
    if not found or not (found["hours"] or found["minutes"]):
        return None
    return replace(made, minutes=round(float(found["hours"] or 0) * 60) + int(found["minutes"] or 0))


def _limit(words: str, made: Wishes) -> Wishes | None:
    found = _LIMIT.fullmatch(words) or _LIMIT_AFTER.fullmatch(words)
    if not found:
        return None
    number = int(found["n"]) if found["n"].isdecimal() else NUMBERS.get(found["n"])
    if number is None:
        raise _not_understood(words, found["n"])
    return replace(made, at_most={**made.at_most, _kinds(found["kind"], words)[0]: number})


def _free(words: str, made: Wishes) -> Wishes | None:
    return replace(made, free_only=True) if _FREE.fullmatch(words) else None


def _beyond(words: str, made: Wishes) -> Wishes | None:
    return replace(made, beyond=0) if _BEYOND.fullmatch(words) else None


def _depth(words: str, made: Wishes) -> Wishes | None:
    depths = [word for word in words.split() if word not in _FILL]
    return replace(made, depth=DEPTH_WORDS[depths[0]]) if len(depths) == 1 and depths[0] in DEPTH_WORDS else None


def _languages(words: str, made: Wishes) -> Wishes | None:
    every = [word for word in _split(words) if word not in {"in", "only"}]
    codes = [LANGUAGES.get(word, word) for word in every]
    if not codes or not all(code in LANGUAGES.values() for code in codes):
        return None
    return replace(made, languages=tuple(dict.fromkeys([*made.languages, *codes])))


def _first(words: str, made: Wishes) -> Wishes | None:
    found = _FIRST.fullmatch(words)
    if not found:
        return None
    kinds = _kinds(found["kinds"] or found["more"], words)
    return replace(made, kinds=tuple(dict.fromkeys([*made.kinds, *kinds])))


def _without(words: str, made: Wishes) -> Wishes | None:
    found = _WITHOUT.fullmatch(words)
    return replace(made, without=made.without | {*_kinds(found["kinds"], words)}) if found else None


def _only(words: str, made: Wishes) -> Wishes | None:
    found = _ONLY.fullmatch(words)
    if not found:
        return None
    kinds = _kinds(found["before"] or found["after"], words)
    return replace(made, without=made.without | ({*KINDS} - {*kinds}))


def _split(words: str) -> list[str]:
    return [word for word in re.split(r"\s+|([/&+])", words) if word and word not in _JOIN]


def _kinds(words: str, clause: str) -> list[Kind]:
    """Kinds in some words, each of which must be one."""
    for word in _split(words):
        if word not in _KIND_WORDS:
            raise _not_understood(clause, word)
    kinds = [_KIND_WORDS[word] for word in _split(words)]
    if not kinds:
        raise _not_understood(clause)
    return kinds


def _not_understood(clause: str, word: str = "") -> UsageError:
    """Name the word, or the first word of the clause that means nothing here."""
    known = {*_KIND_WORDS, *LANGUAGES, *LANGUAGES.values(), *DEPTH_WORDS, *NUMBERS, *_JOIN, *_FILL, "only", "first"}
    word = word or next((one for one in clause.split() if one not in known), clause)
    place = f" in {clause!r}" if word != clause else ""
    hint = "for example: 20 h, videos first, at most one book, no courses, free only, English or Chinese, overview"
    return UsageError(f"{word!r} is not understood{place}", hint=hint)


_ANEW: Mapping[str, Mapping[str, Any]] = {"languages": {"languages": ()}, "first": {"kinds": ()}}
"""What the first such wish of a text replaces; further ones add to it."""

_READERS: Mapping[str, Callable[[str, Wishes], Wishes | None]] = {
    "time": _time,
    "free": _free,
    "beyond": _beyond,
    "limit": _limit,
    "depth": _depth,
    "languages": _languages,
    "first": _first,
    "without": _without,
    "only": _only,
}
