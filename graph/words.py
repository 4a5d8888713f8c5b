"""Words of titles and headings, compared across spellings, scripts and list habits.

Knows nothing of topics: it says which words a text has, which headings only order a list ("Links", "2017"), and
which names a bilingual heading gives to one thing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.word_lists import FORM, FORM_ALONE, FORM_UNSPACED, STOP_WORDS

__all__ = [
    "STOP_WORDS",
    "Word",
    "aliases_of",
    "heading_names",
    "is_form",
    "is_structural",
    "normal",
    "shouts",
    "subject",
    "words",
]

# A letter of a script written without spaces is a word of its own, so a name in it is found anywhere.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+[+#]*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ASIDE = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_BETWEEN_LANGUAGES = re.compile(r"\s*[·•|｜／]\s*|\s+[/–—-]\s+|\s*[:：]\s+")
_ALTERNATIVES = re.compile(r"\s*[/&,;+]\s*|\s+and\s+", re.IGNORECASE)
_NUMBERING = re.compile(
    r"^\s*(?:(?:weeks?|days?|parts?|chapters?|sections?|lectures?|units?|modules?|steps?|levels?|lessons?|teil|kapitel|"
    r"woche|parte|cap[ií]tulo|chapitre|partie|semaine)\s+(?:\d+|[ivxlc]+)(?:\s*[-–]\s*\d+)?(?:\s*[:.)–—-]\s*|\s+|$)"
    r"|(?:\d+(?:\.\d+)*|[ivxlc]+|[a-z])[.):]\s+|\d+(?:\.\d+)*\s+(?=\D)"
    r"|[一二三四五六七八九十]+\s*[、．.]\s*|第[一二三四五六七八九十\d]+[章节節部講讲]\s*)",
    re.IGNORECASE,
)
_TERM = re.compile(r"\b(?:spring|summer|autumn|fall|winter)\s+\d{4}\b", re.IGNORECASE)
_SINGULAR = re.compile(r"(?:[sui]|(?<!e)a)s$")  # class, corpus, basis, bias; but ideas
_ADDRESS = re.compile(r"\s*https?://\S+")
ASIDE_WORDS = 3
SHOUTED = 5  # letters; a longer word in capitals is no acronym


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `key` is compared, `text` is what stands there, `start` and `end` are its place."""

    key: str
    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of a text in order; Chinese and Japanese letters are words of their own.

    Examples
    --------
    >>> [word.key for word in words("Self-attention Networks, 循環")]
    ['self', 'attention', 'network', '循', '環']
    """
    text = normal(text)
    return [Word(_key(found[0]), found[0], found.start(), found.end()) for found in _WORD.finditer(text)]


def normal(text: str) -> str:
    """Return a text with its characters in one form (NFKC); the places of words count in this."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=200_000)
def _key(text: str) -> str:
    """One spelling for plurals, British and American forms, and accents."""
    key = text.casefold()
    if not key.isascii():
        parts = unicodedata.normalize("NFD", key)
        key = unicodedata.normalize("NFC", re.sub(r"(?<=[a-z])[\u0300-\u036f]+", "", parts))
    if len(key) > 4 and key.endswith("ies"):
        key = key[:-3] + "y"
    elif key.endswith("s") and (len(key) > 3 or text[:2].isupper()) and not _SINGULAR.search(key):
        key = key[:-1]
    key = re.sub(r"is(?=ation|ing$|e$|ed$|er$)", "iz", key) if len(key) > 6 else key
    return re.sub(r"our(?=$|al|ing|ed)", "or", key) if len(key) > 5 else key


def shouts(text: str) -> bool:
    """Whether a text is all capitals, so that capitals say nothing about an acronym.

    Examples
    --------
    >>> shouts("LEARN TO RAP WITH AI"), shouts("SVM"), shouts("GAN and LSTM")
    (True, False, False)
    """
    long = [found[0] for found in _WORD.finditer(text) if len(found[0]) >= 4 and found[0].isascii()]
    return len(long) >= 1 and text.upper() == text and len(text.split()) >= 3


@lru_cache(maxsize=50_000)
def heading_names(heading: str) -> tuple[str, ...]:
    """Return the names that a heading gives to one thing: languages apart, numbering and asides off.

    Examples
    --------
    >>> heading_names("3. 遊玩空間 · Playground")
    ('Playground', '遊玩空間')
    >>> heading_names("Recurrent Neural Networks (RNN) (which mostly means the LSTM)")
    ('Recurrent Neural Networks', 'RNN')
    """
    text = _NUMBERING.sub("", _ADDRESS.sub("", normal(heading)).strip()).strip(" #*_:.-–—") or heading.strip()
    inside = [aside for aside in _ASIDE.findall(text) if 0 < len(words(aside)) <= ASIDE_WORDS and not _plain(aside)]
    bare = " ".join(_ASIDE.sub(" ", text).split())
    parts = [bare]
    if _UNSPACED.search(bare) and re.search(r"[A-Za-z]{2}", bare):
        parts = sorted((p for p in _BETWEEN_LANGUAGES.split(bare) if p), key=lambda p: bool(_UNSPACED.search(p)))
    names = (name.strip(" :.·-–—") for name in (*parts, *inside))
    return tuple(dict.fromkeys(name for name in names if name))


def _plain(aside: str) -> bool:
    """A remark such as (historical) is no second name; an acronym, a capitalised name or other script is."""
    return aside.islower() and aside.isascii()


def aliases_of(name: str) -> Iterator[str]:
    """Yield the parts of a heading that joins several things: "Activations & Optimizers"."""
    for part in _ALTERNATIVES.split(name):
        if part.strip() and part.strip() != name:
            yield part.strip()


@lru_cache(maxsize=50_000)
def is_structural(heading: str) -> bool:
    """Whether a heading only orders a list and names no subject.

    Examples
    --------
    >>> [is_structural(h) for h in ("Tutorials/Videos", "More Links", "2017", "A-F", "經典論文 · Papers", "Tomatoes")]
    [True, True, True, True, True, False]
    """
    return all(_structural_name(name) for name in heading_names(heading) or ("",))


@lru_cache(maxsize=1)
def _form() -> frozenset[str]:
    return frozenset(map(_key, FORM))


@lru_cache(maxsize=1)
def _form_alone() -> frozenset[str]:
    return _form() | set(map(_key, FORM_ALONE))


def _structural_name(name: str) -> bool:
    bare = _TERM.sub(" ", name)
    for form in FORM_UNSPACED:
        bare = bare.replace(form, " ")
    keys = [word.key for word in words(bare)]
    return all(
        key.isdigit() or key in STOP_WORDS or key in _form_alone() or (len(key) == 1 and key.isascii()) for key in keys
    )


def is_form(name: str) -> bool:
    """Whether a name consists of words of form only, so that in a heading it names no subject.

    Examples
    --------
    >>> is_form("reading list"), is_form("linked lists")
    (True, False)
    """
    return all(word.key in _form() for word in words(name))


def subject(name: str) -> str:
    """Return a heading's name without the words around its subject that only say the form.

    Examples
    --------
    >>> subject("Books on composting"), subject("GROUP THEORY"), subject("Beginner's Guide to Roses")
    ('composting', 'Group theory', 'Roses')
    """
    for form in FORM_UNSPACED:
        name = name.removesuffix(form) if name != form else name
    if name.isupper() and (len(name.split()) > 1 or len(name) > SHOUTED):
        name = name.capitalize()
    some = words(name)
    kept = [word for word in some if word.key not in _form() and word.key not in STOP_WORDS and word.text != "s"]
    return normal(name)[kept[0].start : kept[-1].end] if kept else ""
