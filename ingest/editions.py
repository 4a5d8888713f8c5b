"""Where a printed title ends and its edition, its year or a remark begins."""

from __future__ import annotations

import re

from ingest.words import bag

__all__ = ["YEAR", "cut_title"]

YEAR = r"(?:1[5-9]\d{2}|20[0-4]\d)"
_SMALL = bag(
    "the a an of and in on to for from with by at as der die das und von de la le les du des et el los y un una"
)
_TITLE_ENDS = re.compile(
    rf"\s*\((?=(?:[a-zà-ÿ¡!?][^()]*\s[^()]*|[^()]*[!?])\)[^()]*$)|\s*[(\[](?=[^()\[\]]*(?:{YEAR}|\bed|\bpp?\.|\bch|\d\)))|\s+(?:[–—-]|--)\s+|\s*—\s+|;\s"
    r"|,\s+(?=(?:chs?|chapters?|chaps?|pp?|pages?|parts?|vol|sections?|secs?|ed|trans|intro\w*)\b\.?\s?)"
    rf"|,\s+(?={YEAR}|\d)|\s+{YEAR}$|[.!?](?:\s+(?=[A-ZÀ-Þ\d“\"(])|$)"
)
_PLACE_OR_PUBLISHER = re.compile(
    r"(?i),\s+(?=(?:(?:paris|london|londres|new york|nueva york|berlin|leipzig|münchen|munich|frankfurt|hamburg"
    r"|stuttgart|wien|vienna|zürich|genève|geneva|lyon|roma|rome|milano|torino|firenze|bologna|madrid|barcelona|lisboa"
    r"|buenos aires|méxico|amsterdam|leiden|bruxelles|cambridge|oxford|princeton|chicago|boston|berkeley|toronto|moscow"
    r"|москва|м\.|спб|tokyo|beijing)\b|trad\.|transl?\.|trans\.|übers\.|éd\.|préf\.|coll\.|\d+ vols?\b"
    r"|(?:[\w.&'’-]+\s){0,3}(?:press|publish\w*|books|verlag|university|univ\.?|editions?|éditions|editorial|penguin"
    r"|norton|vintage|routledge|springer|wiley|elsevier|knopf|random house|harper\w*|macmillan|faber|cup|oup|up"
    r"|mit|dover|o['’]reilly|gallimard|flammarion|seuil|vrin|puf|minuit|grasset|hachette|larousse|bordas|découverte|suhrkamp"
    r"|fischer|rowohlt|hanser|reclam|piper|insel|dtv|tecnos|anagrama|alianza|siglo xxi|tusquets|planeta|taurus|einaudi"
    r"|feltrinelli|mondadori|adelphi|laterza|bantam|verso|blackwell|sage|brill|pearson|mcgraw\S*|journal|review|nature|science"
    r"|proceedings|proc\.?|conference|transactions|letters|magazine)\b[^,]{0,40}(?:,|$)))"
)
_LAST_PART = re.compile(rf",\s+[A-ZÀ-Þ][\w.&'’]*(?:\s(?:[A-ZÀ-Þ&][\w.&'’]*|and|of|de)){{0,4}}(?:,?\s+{YEAR}\w?)?[.)]?$")


def cut_title(text: str) -> tuple[str, str]:
    """Cut a title from the edition, year, chapters or remark behind it.

    Examples
    --------
    >>> cut_title("Underland, Penguin 2019"), cut_title("Eats, Shoots and Leaves (2003)")
    (('Underland', ', Penguin 2019'), ('Eats, Shoots and Leaves', ' (2003)'))
    """
    title, rest = text, ""
    for found in _TITLE_ENDS.finditer(text):
        if re.match(r"\s+[–—-]", found.group()) and not _is_remark(text[found.end() :]):
            continue
        if found.start() > 1 and not re.search(
            r"(?:\b[A-Z]|\b(?:vs?|vol|no|St|Dr|Mr|Mrs|trad|transl?|éd|eds?|hrsg|übers|préf|coll|pp?|chs?|chap|Jr))$",
            text[: found.start()],
        ):
            keep = found.start() + (text[found.start()] in "?!")
            title, rest = text[:keep], text[found.start() :]
            break
    # The last part before a year is where it appeared; elsewhere only a known place tells.
    dated = rest[:1] in ", " and "(" not in rest[:3] and bool(re.match(rf"\s*,?\s*[(\[]?{YEAR}", rest))
    edition = _PLACE_OR_PUBLISHER.search(title) or (_LAST_PART.search(title) if dated else None)
    if edition:
        title, rest = title[: edition.start()], title[edition.start() :] + rest
    return title.strip(), rest


def _is_remark(text: str) -> bool:
    """Tell what is said of a work behind a dash from a part of its title: it has words in small letters."""
    small = [word for word in text.split()[:8] if word[0].islower() and word not in _SMALL]
    return text[:1].islower() or text[:1] == "(" or len(small) >= 2
