"""Next: what to read now, each with its reasons and its arithmetic, and every way to steer it at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from library.vocabulary import KINDS
from recommend.roadmap_time import estimate
from views import actions
from views._shared import Desk, desk
from views.cards import card, part_words
from views.cold_start import cold_start
from views.format import plain, short

INTENTS: Mapping[str, tuple[str, str]] = {
    "ready": ("Ready now", "What you have the groundwork for, first what opens up most"),
    "similar": ("Similar", "Close to what you liked and finished"),
    "foundations": ("Foundations", "What much of your library builds on"),
    "newest": ("Newest", "The latest that still fits you"),
    "bridge": ("Bridge to …", "What leads from what you know towards another subject"),
}
CARDS = 8
ASKED = 48  # more than shown, since filters and hidden ones take some away


@dataclass(frozen=True)
class Wanted:
    """What the reader asks for on this page."""

    intent: str
    goal: str | None
    kinds: tuple[str, ...]
    years: tuple[int, int]
    minutes: int
    weights: tuple[tuple[str, float], ...]
    like: tuple[str, ...]


def page() -> None:
    """Show the page."""
    with desk() as d:
        if not d.states and not d.ws.setting("interests", []) and not st.session_state.get("like"):
            cold_start(d)
            return
        wanted = _wanted(d)
        found = [one for one in _answer(d, wanted) if _passes(d, one, wanted)]
        _head(d, wanted)
        if not found:
            _nothing(d)
            return
        best = max(one.score for one in found) or 1.0
        columns = st.columns(2, gap="medium")
        for i, one in enumerate(found[: st.session_state.get("cards", CARDS)]):
            with columns[i % 2]:
                card(d, one, best)
        if len(found) > st.session_state.get("cards", CARDS):
            st.button("Show more", key="more_cards", on_click=_more)


def _more() -> None:
    st.session_state["cards"] = st.session_state.get("cards", CARDS) + CARDS


def _wanted(d: Desk) -> Wanted:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        intent = st.segmented_control(
            "What are you after?",
            list(INTENTS),
            default="ready",
            required=True,
            key="intent",
            persist_state="session",
            format_func=lambda one: INTENTS[one][0],
            label_visibility="collapsed",
        )
        goal = _bridge(d) if intent == "bridge" else None
        kinds, years, minutes = _filters(d)
        weights = _weights()
        _muted(d)
    interests = tuple(node for node in d.ws.setting("interests", []) if node in d.kg)
    like = tuple(node for node in st.session_state.get("like", []) if node in d.kg)
    return Wanted(str(intent), goal, kinds, years, minutes, weights, like or interests)


def _bridge(d: Desk) -> str | None:
    topics = sorted(
        ((node, str(data["title"])) for node, data in d.kg.nodes(data=True) if data.get("node") == "topic"),
        key=lambda pair: pair[1],
    )
    names = dict(topics)
    picked = st.selectbox(
        "Towards",
        list(names),
        index=None,
        key="bridge",
        format_func=names.__getitem__,
        placeholder="The subject you want to get to",
        label_visibility="collapsed",
        width=420,
    )
    return str(picked) if picked else None


def _filters(d: Desk) -> tuple[tuple[str, ...], tuple[int, int], int]:
    present = {str(data.get("kind")) for _, data in d.kg.nodes(data=True) if data.get("node") == "resource"}
    years = sorted({int(data["year"]) for _, data in d.kg.nodes(data=True) if data.get("year")})
    with st.popover("Filter", icon=":material/filter_alt:", width="content"):
        kinds = st.pills(
            "Kinds",
            [kind for kind in KINDS if kind in present],
            selection_mode="multi",
            key="n_kinds",
            persist_state="session",
        )
        span = (years[0], years[-1]) if years else (0, 0)
        low, high = st.slider("Years", *span, span, key="n_years") if span[0] < span[1] else span
        longest = st.select_slider(
            "At most", [30, 60, 120, 300, 600, 0], value=0, key="n_minutes", format_func=_time_words
        )
    return tuple(kinds or ()), (low if low > span[0] else 0, high if high < span[1] else 0), int(longest)


def _time_words(minutes: int) -> str:
    return "any length" if not minutes else f"{minutes} min" if minutes <= 60 else f"{minutes // 60} h"


def _weights() -> tuple[tuple[str, float], ...]:
    """A slider for each part that the last answer was made of; 1 is the measured blend."""
    names = st.session_state.get("part_names", [])
    with st.popover("Weigh", icon=":material/tune:", width="content"):
        st.caption("How much each part counts. 1 is the tuned blend, 0 switches a part off.")
        chosen = {name: st.slider(part_words(name), 0.0, 3.0, 1.0, 0.25, key=f"weight:{name}") for name in names}
        if not names:
            st.caption("The sliders appear with the first suggestions.")
    return tuple(sorted((name, value) for name, value in chosen.items() if value != 1.0))


def _muted(d: Desk) -> None:
    words = list(d.ws.setting("muted", []))
    hidden = list(d.ws.setting("hidden", []))
    count = len(words) + len(hidden)
    with st.popover(f"Muted · {count}" if count else "Mute", icon=":material/volume_off:", width="content"):
        st.text_input(
            "Mute a word", key="mute_word", on_change=_mute, args=(d,), placeholder="a word in titles or summaries"
        )
        for word in words:
            st.button(
                f"{plain(word)}",
                key=f"unmute:{word}",
                icon=":material/close:",
                type="tertiary",
                on_click=_set,
                args=(d, "muted", [w for w in words if w != word]),
            )
        if hidden:
            st.button(
                f"Show {len(hidden)} hidden again", key="unhide", type="tertiary", on_click=_set, args=(d, "hidden", [])
            )


def _mute(d: Desk) -> None:
    word = str(st.session_state.get("mute_word", "")).strip()
    words = list(d.ws.setting("muted", []))
    if word and word not in words:
        actions.set_list(d.ws, "muted", [*words, word], f"“{short(word, 30)}” muted")
    st.session_state["mute_word"] = ""


def _set(d: Desk, key: str, value: list[str]) -> None:
    actions.set_list(d.ws, key, value, "Shown again")


def _answer(d: Desk, wanted: Wanted) -> Sequence[Any]:
    muted, hidden = tuple(d.ws.setting("muted", [])), tuple(d.ws.setting("hidden", []))
    found = _recommended(d.stamp, wanted, (muted, hidden), d)
    names = list(dict.fromkeys(name for one in found for name in one.parts))
    if names and names != st.session_state.get("part_names"):
        st.session_state["part_names"] = names
    return found


@st.cache_data(max_entries=80, show_spinner="Looking through your library …")
def _recommended(stamp: str, wanted: Wanted, told: object, _d: Desk) -> Sequence[Any]:
    return _d.ws.recommend(
        ASKED,
        like=wanted.like,
        goal=wanted.goal,
        intent=wanted.intent,
        kinds=wanted.kinds,
        weights=dict(wanted.weights) or None,
    )


def _passes(d: Desk, one: Any, wanted: Wanted) -> bool:
    data = d.kg.nodes[one.id]
    low, high = wanted.years
    year = int(data.get("year") or 0)
    text = f"{data.get('title', '')} {data.get('summary', '')}".casefold()
    return (
        one.id not in d.ws.setting("hidden", [])
        and not any(word.casefold() in text for word in d.ws.setting("muted", []))
        and (not low or year >= low)
        and (not high or 0 < year <= high)
        and (not wanted.minutes or estimate(data, "working")[0] <= wanted.minutes)
    )


def _head(d: Desk, wanted: Wanted) -> None:
    words = INTENTS[wanted.intent][1]
    like = [node for node in st.session_state.get("like", []) if node in d.kg]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if like:
            st.caption(f"More like **{plain(short(d.title(like[0]), 70))}**")
            st.button(
                "Back to everything",
                key="like_off",
                type="tertiary",
                icon=":material/close:",
                on_click=st.session_state.update,
                args=({"like": []},),
            )
        else:
            st.caption(words)


def _nothing(d: Desk) -> None:
    with st.container(border=True, key="sg-nothing"):
        st.markdown("**Nothing passes.** Widen the filter, unmute a word, or choose another question above.")
        if d.ws.setting("muted", []) or d.ws.setting("hidden", []):
            st.button("Forget muted and hidden", on_click=_forget, args=(d,))


def _forget(d: Desk) -> None:
    _set(d, "muted", [])
    _set(d, "hidden", [])


if __name__ == "__main__":
    page()
