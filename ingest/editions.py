"""Where a printed title ends and its edition, its year or a remark begins."""

from __future__ import annotations

import re

__all__ = ["YEAR", "cut_title"]

YEAR = r"(?:1[5-9]\d{2}|20[0-4]\d)"
_TITLE_ENDS = re.compile(
    rf"\s*[(\[](?=[^()\[\]]*(?:{YEAR}|\bed|\bpp?\.|\bch|\d\)))|\s+(?:[–—-]|--)\s+(?=[a-z(])|\s*—\s+|;\s"
    r"|,\s+(?=(?:chs?|chapters?|chaps?|pp?|pages?|parts?|vol|sections?|secs?|ed|trans|intro\w*)\b\.?\s?)"
    rf"|,\s+(?={YEAR}|\d)|\s+{YEAR}$|[.!?](?:\s+(?=[A-ZÀ-Þ\d“\"(])|$)"
)
_EDITION = re.compile(
    rf",\s+(?P<where>[A-ZÀ-Þ][\w.&'’]*(?:\s(?:[A-ZÀ-Þ&][\w.&'’]*|and|of|de)){{0,4}})(?:,?\s+{YEAR}\w?)?[.)]?$"
)
_PUBLISHER = re.compile(
    r"(?i)\b(?:press|publish\w*|books|verlag|university|univ\.?|editions?|éditions|editorial|penguin|norton|vintage"
    r"|routledge"
    r"|springer|wiley|elsevier|knopf|random house|harper\w*|macmillan|faber|oxford|cambridge|cup|oup|mit|dover"
    r"|o['’]reilly"
    r"|journal|review|nature|science|proceedings|proc\.?|conference|transactions|letters|magazine)\b"
)


def cut_title(text: str) -> tuple[str, str]:
    """Cut a title from the edition, year, chapters or remark behind it.

    Examples
    --------
    >>> cut_title("Underland, Penguin 2019"), cut_title("Eats, Shoots and Leaves (2003)")
    (('Underland', ', Penguin 2019'), ('Eats, Shoots and Leaves', ' (2003)'))
    """
    title, rest = text, ""
    for found in _TITLE_ENDS.finditer(text):
        if found.start() > 1 and not re.search(r"(?:\b[A-Z]|\b(?:vs?|vol|no|St|Dr|Mr|Mrs))$", text[: found.start()]):
            keep = found.start() + (text[found.start()] in "?!")
            title, rest = text[:keep], text[found.start() :]
            break
    dated = bool(re.match(rf"\s*,?\s*[(\[]?{YEAR}", rest))
    edition = _EDITION.search(title)
    if edition and (_PUBLISHER.search(edition.group("where")) or (dated and rest[:1] in ", " and "(" not in rest[:3])):
        title, rest = title[: edition.start()], title[edition.start() :] + rest
    return title.strip(), rest
