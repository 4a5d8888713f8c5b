"""One suggestion as a card: what it is, why now, how its score adds up, and what the reader can say to it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from recommend.explain import GROUPS
from recommend.rank import Recommendation
from recommend.roadmap_time import estimate
from views import actions, selection
from views._shared import Desk
from views.details import thumbs
from views.format import KIND_ICONS, facts_line, hours, plain, short, web_address

__all__ = ["card", "grouped", "part_help", "part_words", "score_bar"]

COLOURS = ("#2f7f86", "#c98a3c", "#7a62b3", "#4f9a66", "#c25f74", "#5b83c0", "#8d8a5a", "#a05fa5")
WORDS: Mapping[str, tuple[str, str]] = {
    "citations": ("citations", "It cites, is cited by, or is cited together with what you liked"),
    "lists": ("side by side in lists", "Lists that hold what you liked hold it too"),
    "keywords": ("topics", "It shares topics and keywords with what you liked"),
    "authors": ("authors you read", "Somebody wrote it whom you have read"),
    "goal": ("your goal", "It is about what you said you want to get to"),
    "text": ("similar text", "Its title and summary are close to what you liked"),
    "readiness": ("readiness", "Takes away for each thing that it needs first and you do not know"),
    "quality": ("well regarded", "Much of your library builds on it, and several lists name it"),
    "recency": ("recency", "It is recent"),
    "feedback": ("what you said", "Takes away what is like your thumbs down, muted words and what you passed over"),
    "other": ("other", "Everything else that counts"),
}
"""What each group of parts is called, and what it counts."""
_GROUP_OF = {name: group for group, names in GROUPS.items() for name in names}


def grouped(parts: Mapping[str, float]) -> dict[str, float]:
    """Return the parts summed by what they say, so that a bar has few colours and still adds up.

    Examples
    --------
    >>> grouped({"cited": 0.25, "co_cited": 0.5, "text": 1.0})
    {'citations': 0.75, 'text': 1.0}
    """
    sums: dict[str, float] = {}
    for name, value in parts.items():
        group = _GROUP_OF.get(name, "other")
        sums[group] = sums.get(group, 0.0) + value
    return sums


def part_words(name: str) -> str:
    """Return what a part of the score is called on the page."""
    return WORDS[name][0] if name in WORDS else name.replace("_", " ")


def part_help(name: str) -> str:
    """Return what a part of the score counts."""
    return WORDS[name][1] if name in WORDS else ""


def card(d: Desk, one: Recommendation, best: float) -> None:
    """Show a suggestion; `best` is the longest bar on the page."""
    data = d.kg.nodes[one.id]
    kind = str(data.get("kind") or "other")
    with st.container(border=True, key=f"sg-card-{one.id}", gap="small"):
        minutes, basis = estimate(data, "working")
        line = facts_line([kind, data.get("year"), hours(minutes), *d.derived.lists.get(one.id, ())[:1]])
        st.caption(f"{KIND_ICONS.get(kind, KIND_ICONS['other'])} {plain(line)}", help=f"Time: {basis}")
        address = web_address(str(data.get("url") or ""))
        title = plain(str(data["title"]))
        st.markdown(f"#### [{title}]({address})" if address else f"#### {title}")
        if summary := str(data.get("summary") or ""):
            st.markdown(plain(short(summary, 260)))
        if one.reasons:
            st.markdown("\n".join(f"- {plain(reason)}" for reason in list(one.reasons)[:3]))
        st.html(score_bar(grouped(one.parts), one.score, best))
        _answers(d, one.id)


def score_bar(parts: Mapping[str, float], score: float, best: float) -> str:
    """Return the score as a bar of its parts and as a sum; parts that take away stand in the sum only."""
    scale = 100 / max(best, 1e-9)
    names = sorted(parts, key=lambda name: -parts[name])
    colour = {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(WORDS)} | dict.fromkeys(
        parts.keys() - WORDS, "#888888"
    )
    bars = "".join(
        f'<i style="width:{parts[name] * scale:.2f}%;background:{colour[name]}" title="{escape(part_words(name))}"></i>'
        for name in names
        if parts[name] * scale > 0.6
    )
    words = "".join(
        f'<span title="{escape(part_help(name))}"><i style="background:{colour[name]}"></i>'
        f"{escape(part_words(name))} {parts[name]:+.2f}</span>"
        for name in names
        if abs(parts[name]) >= 0.005
    )
    return (
        f'<div class="sg-bar" role="img" aria-label="Score {score:.2f}">{bars}</div>'
        f'<div class="sg-parts">{words}<span>= <b>{score:.2f}</b></span></div>'
    )


def _answers(d: Desk, node: str) -> None:
    title = d.title(node)
    status = d.statuses.get(node)
    with st.container(horizontal=True, gap="small"):
        thumbs(d, node, keys="card")
        saved = status == "pending"
        st.button(
            ":material/bookmark_added:" if saved else ":material/bookmark_add:",
            key=f"save:{node}",
            help="Saved for later" if saved else "Save for later",
            type="primary" if saved else "secondary",
            on_click=actions.mark,
            args=(d.ws, node, None if saved else "pending", title),
        )
        st.button(
            ":material/check:",
            key=f"done:{node}",
            help="I have read this",
            on_click=actions.mark,
            args=(d.ws, node, "done", title),
        )
        st.button(
            ":material/hub:",
            key=f"explore:{node}",
            help="See it in the graph",
            on_click=selection.go,
            args=("explore", node),
        )
        st.button(
            ":material/add_notes:",
            key=f"like:{node}",
            help="More like this one",
            on_click=st.session_state.update,
            args=({"like": [node]},),
        )
        st.button(":material/visibility_off:", key=f"hide:{node}", help="Hide it", on_click=_hide, args=(d, node))


def _hide(d: Desk, node: str) -> None:
    hidden = list(d.ws.setting("hidden", []))
    actions.set_list(d.ws, "hidden", [*hidden, node], f"“{short(d.title(node), 40)}” hidden")
