"""Next: what to read now, each with its reasons and its arithmetic, and every way to steer it at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from recommend.explain import GROUPS
from recommend.rank import Recommendation
from recommend.roadmap_time import estimate
from recommend.wishes import Intent, Wishes
from views import actions
from views._shared import Desk, desk
from views.cards import card, grouped, part_help, part_words
from views.cold_start import cold_start
from views.format import plain, short

INTENTS: Mapping[Intent, tuple[str, str]] = {
    "for you": ("For you", "What you liked, finished and chose, taken together"),
    "ready now": ("Ready now", "What you have the groundwork for, first what opens up most"),
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

    intent: Intent
    goal: tuple[str, ...]
    kinds: tuple[str, ...]
    years: tuple[int, int] | None
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
        _remember_shown(d, [one.id for one in found[:CARDS]])
        best = max(sum(max(0.0, value) for value in grouped(one.parts).values()) for one in found) or 1.0
        columns = st.columns(2, gap="medium")
        for i, one in enumerate(found[: st.session_state.get("cards", CARDS)]):
            with columns[i % 2]:
                card(d, one, best)
        if len(found) > st.session_state.get("cards", CARDS):
            st.button("Show more", key="more_cards", on_click=_more)


def _remember_shown(d: Desk, nodes: list[str]) -> None:
    """Count as "shown and left alone" what the visit before showed; counting at once would shuffle this very page."""
    key = f"counted:{d.ws.reader}"
    before = list(d.ws.setting("last_shown", []))
    if key not in st.session_state:
        d.ws.saw([node for node in before if node in d.kg and node not in d.states])
        st.session_state[key] = True
    if before != nodes:
        d.ws.set_setting("last_shown", nodes)


def _more() -> None:
    st.session_state["cards"] = st.session_state.get("cards", CARDS) + CARDS


def _wanted(d: Desk) -> Wanted:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        intent = st.segmented_control(
            "What are you after?",
            list(INTENTS),
            default="for you",
            required=True,
            key="intent",
            persist_state="session",
            format_func=lambda one: INTENTS[one][0],
            label_visibility="collapsed",
        )
        goal = _bridge(d) if intent == "bridge" else ()
        kinds, years, minutes = _filters(d)
        weights = _weights()
        _muted(d)
    # Interests are a direction, not something read: they go in as a goal, since what is "like" is never suggested.
    interests = tuple(node for node in d.ws.setting("interests", []) if node in d.kg)
    like = tuple(node for node in st.session_state.get("like", []) if node in d.kg)
    return Wanted(intent, goal or interests, kinds, years, minutes, weights, like)


def _bridge(d: Desk) -> tuple[str, ...]:
    names = {node: d.title(node) for node in sorted(d.derived.nodes["topic"], key=d.title)}
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
    return (picked,) if picked else ()


def _filters(d: Desk) -> tuple[tuple[str, ...], tuple[int, int] | None, int]:
    with st.popover("Filter", icon=":material/filter_alt:", width="content"):
        kinds = st.pills(
            "Kinds",
            d.derived.kinds,
            selection_mode="multi",
            key="n_kinds",
            persist_state="session",
        )
        span = d.derived.years
        low, high = st.slider("Years", *span, span, key="n_years") if span[0] < span[1] else span
        longest = st.select_slider(
            "At most", [30, 60, 120, 300, 600, 0], value=0, key="n_minutes", format_func=_time_words
        )
    return tuple(kinds or ()), ((low, high) if (low, high) != span else None), int(longest)


def _time_words(minutes: int) -> str:
    return "any length" if not minutes else f"{minutes} min" if minutes <= 60 else f"{minutes // 60} h"


def _weights() -> tuple[tuple[str, float], ...]:
    """A slider for each group of parts; 1 is the measured blend."""
    with st.popover("Weigh", icon=":material/tune:", width="content"):
        st.caption("How much each part counts. 1 is the tuned blend, 0 switches a part off.")
        chosen = {
            group: st.slider(part_words(group), 0.0, 3.0, 1.0, 0.25, key=f"weight:{group}", help=part_help(group))
            for group in GROUPS
        }
    return tuple((name, value) for group, value in chosen.items() if value != 1.0 for name in GROUPS[group])


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


def _answer(d: Desk, wanted: Wanted) -> list[Recommendation]:
    muted, hidden = tuple(d.ws.setting("muted", [])), tuple(d.ws.setting("hidden", []))
    return _recommended(d.stamp, wanted, (muted, hidden), d)


@st.cache_data(max_entries=80, show_spinner="Looking through your library …")
def _recommended(stamp: str, wanted: Wanted, told: object, _d: Desk) -> list[Recommendation]:
    wishes = Wishes(
        intent=wanted.intent,
        kinds=frozenset(wanted.kinds),
        years=wanted.years,
        listed_only=True,
        sliders=dict(wanted.weights),
    )
    return _d.ws.recommend(ASKED, like=wanted.like, goal=wanted.goal, wishes=wishes)


def _passes(d: Desk, one: Recommendation, wanted: Wanted) -> bool:
    data = d.kg.nodes[one.id]
    text = f"{data.get('title', '')} {data.get('summary', '')}".casefold()
    return (
        one.id not in d.ws.setting("hidden", [])
        and not any(word.casefold() in text for word in d.ws.setting("muted", []))
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
