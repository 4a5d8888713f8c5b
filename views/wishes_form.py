"""The short form of a roadmap: how deep, how much time, which kinds and languages; kept per reader."""

from __future__ import annotations

from typing import Any, cast

import streamlit as st

from library.vocabulary import KINDS, Kind
from recommend.roadmap_saved import SavedPlan
from recommend.roadmap_types import DEPTHS, Depth, Wishes
from views._shared import Desk

__all__ = ["PER_WEEK", "SWAPS", "fill_form", "wishes_form"]

DEPTH_WORDS = {"overview": "Overview", "working": "Working knowledge", "deep": "In depth"}
MINUTES = 60
PER_WEEK = 5
SWAPS = "swaps"
"""The reader's setting that holds the chosen resource by step."""
ANY = "Any language"
LANGUAGES = {"en": "English", "zh": "Chinese", "de": "German", "fr": "French", "es": "Spanish", "ja": "Japanese"}


def wishes_form(d: Desk) -> Wishes:
    """Show the form and return what it says."""
    kept: dict[str, Any] = dict(d.ws.setting("wishes", {}))
    depth = st.segmented_control(
        "How deep",
        DEPTHS,
        default=kept.get("depth", "working"),
        required=True,
        key="w_depth",
        format_func=DEPTH_WORDS.__getitem__,
    )
    per_week = st.number_input("Hours a week", 1, 80, int(kept.get("per_week", PER_WEEK)), key="w_week", width=120)
    with st.popover("More wishes", icon=":material/tune:", width="content"):
        total = st.number_input("Hours in all (0: no limit)", 0, 5000, int(kept.get("hours", 0)), key="w_hours")
        kinds = st.pills("Rather", KINDS, selection_mode="multi", default=kept.get("kinds", []), key="w_kinds")
        without = st.pills("Never", KINDS, selection_mode="multi", default=kept.get("without", []), key="w_without")
        one_book = st.toggle("At most one book", value=bool(kept.get("one_book")), key="w_book")
        free = st.toggle("Free only", value=bool(kept.get("free")), key="w_free")
        languages = st.multiselect(
            "Languages",
            list(LANGUAGES),
            default=kept.get("languages", []),
            key="w_lang",
            format_func=LANGUAGES.__getitem__,
            placeholder=ANY,
        )
    said = {
        "depth": depth,
        "per_week": per_week,
        "hours": total,
        "kinds": kinds,
        "without": without,
        "one_book": one_book,
        "free": free,
        "languages": languages,
    }
    if said != kept:
        d.ws.set_setting("wishes", said)
    return Wishes(
        depth=cast(Depth, depth),
        minutes=int(total) * MINUTES or None,
        kinds=tuple(cast("list[Kind]", kinds)),
        without=frozenset(cast("list[Kind]", without)),
        at_most={"book": 1} if one_book else {},
        languages=tuple(languages),
        free_only=free,
        swaps=d.ws.setting(SWAPS, {}),
    )


def fill_form(d: Desk, plan: SavedPlan) -> None:
    """Put the wishes of a kept plan into the form."""
    wishes = plan.wishes
    said = {
        "depth": wishes.depth,
        "per_week": max(1, round(plan.hours_per_week)),
        "hours": (wishes.minutes or 0) // MINUTES,
        "kinds": list(wishes.kinds),
        "without": sorted(wishes.without),
        "one_book": "book" in wishes.at_most,
        "free": wishes.free_only,
        "languages": [one for one in wishes.languages if one in LANGUAGES],
    }
    d.ws.set_setting("wishes", said)
    d.ws.set_setting(SWAPS, {**d.ws.setting(SWAPS, {}), **wishes.swaps})
    for key in [key for key in st.session_state if str(key).startswith("w_")]:
        del st.session_state[key]
