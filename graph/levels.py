"""How hard a resource is: from its words, its kind, and the topics it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from library.vocabulary import LEVELS, Kind, Level, Resource

__all__ = ["resource_level"]

_KIND: dict[Kind, float] = {
    "paper": 0.6, "course": -0.4, "video": -0.3, "book": 0.0, "blog": -0.3, "tutorial": -0.6,
    "demo": -0.8, "list": -0.3,
}  # fmt: skip
_EASY = re.compile(
    r"\b(?:introduct(?:ion|ory)|intro|primer|beginners?|beginner's|gentle|101|basics?|for dummies|getting started|"
    r"crash course|first steps?|from scratch|step[- ]by[- ]step|illustrated|visual(?:ly)?|explained|explainer|"
    r"what (?:is|are)|newcomers?|everybody|everyone|no (?:maths?|programming|prior)|elements of|"
    r"for coders|undergraduate)\b"
    r"|入門|入门|圖解|图解|基礎|基础|初學|初学",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"\b(?:advanced|in depth|in-depth|theor(?:y|etical|em|ems)|rigorous|proofs?|graduate|research-level|experts?|"
    r"state[- ]of[- ]the[- ]art|phd|asymptotic|bounds?)\b|進階|进阶|高級|高级",
    re.IGNORECASE,
)
_WORDS = 0.8
_CUTS = (0.6, 1.5)


def resource_level(resource: Resource, about: Iterable[tuple[Level, float]] = ()) -> Level:
    """Return the level of a resource.

    Parameters
    ----------
    resource : Resource
    about : pairs of level and confidence
        The resource's topics.

    Examples
    --------
    >>> resource_level(Resource("a", "A gentle introduction to networks", "tutorial"))
    'introductory'
    >>> resource_level(Resource("b", "Bounds on kernel methods", "paper"), [("advanced", 0.9)])
    'advanced'
    """
    pairs = list(about)
    total = sum(confidence for _, confidence in pairs)
    level = sum(LEVELS.index(one) * confidence for one, confidence in pairs) / total if total else 1.0
    level += _KIND.get(resource.kind, 0.0)
    for words, step in ((_EASY, -_WORDS), (_HARD, _WORDS)):
        if words.search(resource.title):
            level += step
        elif words.search(resource.summary):
            level += step / 2
    return LEVELS[sum(level >= cut for cut in _CUTS)]
