"""The language of a title, told by its script and its commonest words."""

from __future__ import annotations

import re
from typing import Final

from ingest.words import bag

__all__ = ["language_of"]

_SCRIPTS: Final = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]{3}")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
_STOP_WORDS: Final = {
    "en": bag("the of and for to in with from an is are on by how what why you your your's this that it as at or"),
    "de": bag("der die das und für mit von im ein eine einer über zur zum des den ist wie auf aus nach bei"),
    "fr": bag("le les des et pour avec dans une du sur aux est par au ce cette"),
    "es": bag("el los las y para con en una del por como al es un la de"),
    "pt": bag("os e para com em uma do da dos das por como ao é um no na"),
    "it": bag("il gli e per con in una di del della dei delle come è un nel"),
    "nl": bag("het een en voor met van op de in over naar bij"),
}
_WORD = re.compile(r"[a-zà-ÿ']+")


def language_of(text: str) -> str:
    """Tell the language of a short text: a two-letter code, empty when nothing tells.

    Examples
    --------
    >>> language_of("Einführung in die Theorie der Netze"), language_of("深度學習"), language_of("GRUV")
    ('de', 'zh', '')
    """
    if not text.isascii():
        for code, pattern in _SCRIPTS:
            letters = len(pattern.findall(text))
            if letters and letters * 4 >= len(text.split()):
                return code
    words = set(_WORD.findall(text.lower()[:400]))
    if text.isascii() and len(words & _STOP_WORDS["en"]) > 1:
        return "en"
    scores = {code: len(words & stops) for code, stops in _STOP_WORDS.items()}
    best = max(scores, key=lambda code: scores[code])
    if scores[best] == 0:
        return ""
    return "en" if best != "en" and scores["en"] >= scores[best] else best
