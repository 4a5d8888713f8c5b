"""All signals by name. A signal maps (fitted, query) to one number per item of the evidence, float32 (n,).

Contract of every signal: finite, pure, aligned to `Evidence.ids`, zero everywhere when the query gives it nothing
to go by; higher speaks for the item. Signals know nothing of each other; `recommend.blend` joins them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from recommend import signals_links as links
from recommend import signals_text as text
from recommend.evidence import Floats
from recommend.fitted import Fitted
from recommend.query import Query

__all__ = ["LEARNED", "Signal"]

Signal: TypeAlias = Callable[[Fitted, Query], Floats]

LEARNED: Mapping[str, Signal] = {
    "text": text.text,
    "nearest": text.nearest,
    "words": text.words,
    "keywords": text.keywords,
    "author": text.author,
    "goal": text.goal,
    "goal_words": text.goal_words,
    "era": text.era,
    "taste": text.taste,
    "co_listed": links.co_listed,
    "list_walk": links.list_walk,
    "alike": links.alike,
    "cited": links.cited,
    "co_cited": links.co_cited,
    "walk": links.walk,
    "walk_content": links.walk_content,
    "ridge": links.ridge,
    "bridge": links.bridge,
    "spread": links.spread,
}
"""Signals whose weights are learned from readers; those with stated weights are in `recommend.wishes`."""
