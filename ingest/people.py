"""Names of people in printed text: telling them from titles, and reading lists of authors."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.givennames import GIVEN_NAMES
from ingest.words import bag, needs_context

__all__ = [
    "authors_of",
    "has_given_name",
    "is_initialled",
    "is_person",
    "leading_authors",
    "surely_person",
    "trailing_authors",
]

_UPPER = "A-ZÀ-ÖØ-ÞŁŚŞŽŻČĆŠĐİÇĞĀĒĪŌŪŇŘŤŹŐŰĂȘȚА-ЯЁЇІЄΑ-Ω"
_PARTICLE = r"(?:van|von|der|den|de|da|di|del|della|la|le|du|dos|bin|ibn|al|el|ter|ten|af|zu)"
_INITIALS = rf"(?:[{_UPPER}]\.[- ]?){{1,4}}"
_WORD = rf"(?:[{_UPPER}][\w'’ˈ-]*[\w]|Mc[A-Z]\w+|O['’][A-Z]\w+)"
_FULL = (
    rf"(?:{_WORD} (?:{_INITIALS} ?)?(?:{_PARTICLE} ){{0,2}}(?:{_WORD}[ -]?){{0,2}}{_WORD}"
    rf"|{_INITIALS} ?(?:{_PARTICLE} ){{0,2}}{_WORD}(?: {_WORD})?)"
)
_LAST_FIRST = (
    rf"(?:(?:{_PARTICLE} ){{0,2}}{_WORD}(?:[ -]{_WORD})?, (?:{_INITIALS}|{_WORD}(?: (?:{_INITIALS}|{_WORD}))?)"
    rf"(?: {_PARTICLE}){{0,2}})"
)
_ET_AL = (
    r"(?:,? ?et\.? al\.?|,? ?& al\.?|,? u\. ?a\.|,? and others|,? y otr[oa]s|,? et autres|,? e outros|,? e altri"
    r"|,? en anderen|,? и др\.|等)"
)
# `Powers R`, `Jones FC`: as medicine prints names.
_SHORTENED = (
    rf"(?:(?:{_PARTICLE} ){{0,2}}{_WORD}(?:[ -]{_WORD})?"
    rf" (?:[{_UPPER}]{{1,3}}|(?:[{_UPPER}]\. ?){{1,3}})(?: {_PARTICLE})?)"
)
# `KUHN Thomas S.`, `KOYRÉ A.`: as France prints names.
_CAPITALS = rf"(?:(?:{_PARTICLE}|DE|LE|LA|DU|VAN|VON) )?[{_UPPER}]{{2,}}(?:[-'’ ][{_UPPER}]{{2,}})*"
_GIVEN_WORD = rf"[{_UPPER}][a-zà-ÿа-я][\w'’]*"
_CAPITALS_FIRST = re.compile(
    rf"^{_CAPITALS} (?:{_GIVEN_WORD}|{_INITIALS})(?:[ -](?:{_GIVEN_WORD}|{_INITIALS})){{0,2}}$"
)
_NAME = re.compile(rf"^(?:{_LAST_FIRST}|{_FULL}|(?:{_PARTICLE} ){{0,2}}{_WORD}|{_SHORTENED})$")
_INITIALLED = re.compile(rf"^(?:{_SHORTENED}|[{_UPPER}]\.[ -]?.*)$")
_TWO_OR_MORE = re.compile(rf"^(?:{_LAST_FIRST}|{_FULL})$")
# Words of titles; a run of capitals that holds one of them is no name.
_NOT_NAMES = bag(
    "a an the of in on at for to and or with by from is are what why how when where who can do does i you your we"
    " our my his her its this that these those not no be as into over under about deep machine learning neural"
    " network networks data science introduction intro guide tutorial tutorials course courses book books paper"
    " papers"
    " video videos lecture lectures talk talks blog post posts notes note code list lists part chapter review survey"
    " overview theory practice practical practices programming computer computing computers vision language languages"
    " natural processing artificial intelligence reinforcement statistics statistical probability probabilistic"
    " linear"
    " algebra algorithm algorithms model models modeling modelling system systems analysis design methods method art"
    " getting started advanced basics basic beginner beginners best great excellent free online open source software"
    " engineering tools tool framework library python java rust go haskell javascript web api database databases sql"
    " distributed cloud security hacker news google facebook microsoft apple amazon openai deepmind stanford mit"
    " berkeley harvard oxford cambridge cmu university institute school college lab labs research group team inc"
    " ltd press foundation society association conference workshop journal proceedings project projects github"
    " youtube"
    " wikipedia twitter reddit coursera udacity edx medium kaggle tensorflow pytorch keras theano torch caffe"
    " new old modern classic complete essential ultimate awesome main first second third original official home page"
    " site website link links docs documentation manual reference handbook textbook cookbook primer crash summary"
    " cheat sheet cheatsheet sheets quick start example examples demo demos dataset datasets benchmark music audio"
    " image images text speech time series graph graphs bayesian gaussian quantum physics math mathematics logic"
    " discrete calculus optimization convex generative adversarial convolutional recurrent attention transformer"
    " transformers support vector random hidden markov game games world history future state thinking thoughts"
    " understanding visualizing building writing reading hands exercise exercises architecture operating network"
    " networking security compiler compilers garbage collection memory virtual file files the series edition volume"
    " vol ed eds version chapter section ch pp north south east west united states city street january february march"
    " april may june july august september october november december spring summer fall autumn winter podcast"
    " newsletter magazine interview interviews class notebook notebooks slides memory networks general others other"
    " frameworks library libraries read watch listen try play skim study finish see dive into from scratch zero hero"
)
_ORGANISATIONS = re.compile(
    r"(?i)\b(?:university|institute|inc|ltd|gmbh|lab|labs|team|group|foundation|press|college)\b"
)
_ANNOTATION = re.compile(
    r"\s*[(（](?:eds?|editors?|éds?|hrsg|hg|red|coords?|comp|dir|trans|transl|übers|org|ред|сост|пер|编|編|主编|著|译|訳)"
    r"\.?[)）]|,?\s*\b(?:eds?|hrsg|hg)\.$",
    re.IGNORECASE,
)
_ET_AL_RE = re.compile(rf"{_ET_AL}")
_AND = re.compile(r"\s*;\s*|,?\s+(?:and|und|et|y|e|och|en|with|mit|avec|con|og|и|i)\s+|,?\s*&\s*|\s*[、，]\s*|\s+/\s+")
_COMMA = re.compile(r",\s*")
_GIVEN = re.compile(rf"^(?:(?:[{_UPPER}]\.?[- ]?){{1,4}}|[A-ZÀ-Þ][a-zà-ÿ]+ (?:[A-Z]\.? ?)+)(?: ?\b{_PARTICLE}){{0,2}}$")


_TWO_INITIALS = re.compile(rf"^(?=[^ ]*[a-zà-ÿа-я]){_WORD}(?:[ -]{_WORD})? [{_UPPER}]{{2,3}}$")
_NAME_PREFIX = re.compile(r"\b(?:Mc|Mac|Le|La|De|Di|Van|Fitz)(?=[A-Z])")
_NO_NAME = re.compile(r"\d|[/+#@]|\w['’]s\b")


@lru_cache(maxsize=16384)
def is_person(text: str, *, single: bool = False) -> bool:
    """Tell a printed name of one person, or of a first author and company.

    Parameters
    ----------
    text
        What might be a name.
    single
        Take a lone capitalised word for a surname.

    Examples
    --------
    >>> is_person("Jake Fiala"), is_person("Deep Learning"), is_person("Cho et al."), is_person("Karpathy")
    (True, False, True, False)
    """
    bare = re.sub(rf"{_ET_AL}$", "", text.strip(" ,.;:"))
    company = bare != text.strip(" ,.;:")
    if not bare or len(bare) > 60:
        return False
    if _CAPITALS_FIRST.match(text.strip(" ,;:")) or _TWO_INITIALS.match(bare):
        return True
    told = any(len(word) > 1 and word.lower().strip(",'’") in _NOT_NAMES for word in bare.split())
    if told or _NO_NAME.search(bare):
        return False
    if any(len(word) > 3 and word.isupper() and "." not in word for word in bare.split()):
        return False
    pattern = _NAME if single or company else _TWO_OR_MORE
    if not pattern.match(bare):
        return False
    return single or company or not re.search(r"[a-z][A-Z]", _NAME_PREFIX.sub("", bare))


def authors_of(text: str, *, inverted: bool = False) -> tuple[str, ...]:
    """Read a list of authors; nothing when any part of it is no name.

    Parameters
    ----------
    text
        Names between commas, semicolons and words for *and*.
    inverted
        Take `Brady, Edwin` for one person, as in a citation.

    Examples
    --------
    >>> authors_of("George E. Dahl, Ryan P. Adams, and Hugo Larochelle")
    ('George E. Dahl', 'Ryan P. Adams', 'Hugo Larochelle')
    >>> authors_of("Baldi, P., Cranmer, K.")
    ('Baldi, P.', 'Cranmer, K.')
    """
    text = _ANNOTATION.sub("", text.strip(" ,;:–—-")).strip(" ,;:")
    if not text or len(text) > 800 or _ORGANISATIONS.search(text):
        return ()
    bare = _ET_AL_RE.sub("", text).strip(" ,;")
    company = bare != text
    names: list[str] = []
    chunks = _AND.split(bare)
    for chunk in chunks:
        parts = [part.strip() for part in _COMMA.split(chunk.strip(" ,")) if part.strip()]
        names += _paired(parts, inverted=inverted, alone=len(parts) == 2, several=len(chunks) > 1)
    if not names or len(names) > 60 or not all(_is_listed(name) for name in names):
        return ()
    if company:
        names[-1] += " et al."
    return tuple(names)


def _paired(parts: list[str], *, inverted: bool, alone: bool, several: bool) -> list[str]:
    """Join surnames and the given names or initials that follow them."""
    names: list[str] = []
    for part in parts:
        given = _GIVEN.match(part) or (
            inverted
            and alone
            and len(names) == 1
            and not (" " in names[0] and surely_person(names[0]))
            and re.fullmatch(rf"{_WORD}(?: {_WORD})?(?: {_PARTICLE}){{0,2}}", part)
            and (several or " " not in part or part.split()[0].lower() in GIVEN_NAMES or part.split()[-1].islower())
            and not any(word.lower() in _NOT_NAMES for word in part.split())
        )
        if given and names and not re.search(r"[,.]", names[-1]) and not is_initialled(names[-1]):
            names[-1] = f"{names[-1]}, {part}"
        elif re.fullmatch(r"(?i)(?:jr|sr|phd|md|ii|iii)\.?", part) and names:
            continue
        else:
            names.append(part)
    return names


def _is_listed(name: str) -> bool:
    """Tell a name as it stands in a list of authors."""
    if "," in name:
        last, _, given = name.partition(",")
        return bool(_INITIAL.search(f" {given}") and _NAME.match(last)) or is_person(last, single=True)
    return is_person(name, single=True)


_BY = re.compile(
    r"(?:^|[\s,.;(–—-])(?:written |taught |edited |presented |given )?(?:by|von|par|por|di"
    r"|av)\s+(?P<who>[A-ZÀ-ÞŁŚŽ][^()\[\]“”\"]{1,200})$"
)


# `Code Complete - Steve McConnell`: a name behind a dash, two or three at most.
_DASH_NAMES = re.compile(r"(?<=[^\W\d_]{2})\s+[–—-]\s+(?P<who>[A-ZÀ-Þ][^\d()\[\]“”\":;–—]{4,70})$")


# `The Future of Programming, Bret Victor`.
_COMMA_NAME = re.compile(r"(?<=\w),\s+(?P<who>[A-ZÀ-Þ][a-zà-ÿ]+(?: [A-Z]\.)? [A-ZÀ-Þ][\w'’-]+)$")


def trailing_authors(text: str) -> tuple[str, tuple[str, ...]]:
    """Cut `by …` off the end of a title: (title, authors).

    Examples
    --------
    >>> trailing_authors("A guide to arithmetic by Dumoulin and Visin")
    ('A guide to arithmetic', ('Dumoulin', 'Visin'))
    """
    if found := _BY.search(text):
        authors = authors_of(re.split(r"\s+(?:at|from|in|@)\s+", found.group("who"))[0])
        rest = text[: found.start()].rstrip(" ,;:–—-(")
        if authors and not needs_context(rest):
            return rest, authors
    if found := _DASH_NAMES.search(text) or _COMMA_NAME.search(text):
        authors = authors_of(found.group("who"))
        given = found.group("who").split()[0].lower().strip(".")
        if authors and is_person(authors[0]) and (given in GIVEN_NAMES or is_initialled(authors[0])):
            return text[: found.start()].rstrip(" ,;:"), authors
    return text, ()


def leading_authors(text: str) -> tuple[tuple[str, ...], str]:
    """Cut a name and its colon or dash off the front of a title: (authors, title)."""
    found = re.match(r"^([^:“\"–—]{3,80}?)\s*(?::|\s[–—-])\s+(?=\S)", text)
    if not found:
        return (), text
    parts = re.split(r",\s+|\s+(?:and|&)\s+", found.group(1))
    surnames = len(parts) >= 3 and re.search(r"\s[–—]\s+$", found.group())
    if not (surnames or all(is_person(part) and surely_person(part) for part in parts)):
        return (), text
    authors = authors_of(found.group(1))
    return (authors, text[found.end() :]) if authors else ((), text)


_INITIAL = re.compile(rf"(?:^|\s)[{_UPPER}]\.(?:[\s-]|[{_UPPER}])")


def is_initialled(name: str) -> bool:
    """Tell a name with initials: `R. Powers`, `Powers R`."""
    return bool(_INITIALLED.match(name.rstrip(".")))


def has_given_name(name: str) -> bool:
    """Tell a name that begins with a known given name."""
    return all(part in GIVEN_NAMES for part in name.split(maxsplit=1)[0].lower().strip(".,:").split("-"))


def surely_person(name: str) -> bool:
    """Tell a name by its given name, an initial or its company."""
    first = name.split(maxsplit=1)[0]
    given = first.lower().strip(".,").split("-")
    return (
        all(part in GIVEN_NAMES for part in given)
        or "et al" in name
        or bool(_INITIAL.search(name) or _CAPITALS_FIRST.match(name))
    )
