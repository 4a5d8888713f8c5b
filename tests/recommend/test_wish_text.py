"""Wishes in words: what is understood, what contradicts itself, and that nothing is guessed."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library.errors import UsageError
from library.vocabulary import KINDS
from recommend.roadmap_types import Wishes
from recommend.wish_text import LANGUAGES, parse_wishes


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("", Wishes()),
        ("20 h", Wishes(minutes=1200)),
        ("20h", Wishes(minutes=1200)),
        ("1.5 hours", Wishes(minutes=90)),
        ("within 90 minutes", Wishes(minutes=90)),
        ("at most 20 h 30 min", Wishes(minutes=1230)),
        ("Videos first", Wishes(kinds=("video",))),
        ("videos then papers first", Wishes(kinds=("video", "paper"))),
        ("prefer books", Wishes(kinds=("book",))),
        ("videos first; articles first", Wishes(kinds=("video", "paper"))),
        ("at most one book", Wishes(at_most={"book": 1})),
        ("max 2 papers, one book at most", Wishes(at_most={"paper": 2, "book": 1})),
        ("no more than a video", Wishes(at_most={"video": 1})),
        ("no books or courses", Wishes(without=frozenset({"book", "course"}))),
        ("only videos and tutorials", Wishes(without=frozenset(KINDS) - {"video", "tutorial"})),
        ("videos only", Wishes(without=frozenset(KINDS) - {"video"})),
        ("free only", Wishes(free_only=True)),
        ("only free", Wishes(free_only=True)),
        ("free", Wishes(free_only=True)),
        ("English or Chinese", Wishes(languages=("en", "zh"))),
        ("in German", Wishes(languages=("de",))),
        ("zh/en", Wishes(languages=("zh", "en"))),
        ("English only", Wishes(languages=("en",))),
        ("overview", Wishes(depth="overview")),
        ("in depth", Wishes(depth="deep")),
        ("a short plan", Wishes(depth="overview")),
        ("nothing beyond the goal", Wishes(beyond=0)),
        ("20 h, and free only, but no books.", Wishes(minutes=1200, free_only=True, without=frozenset({"book"}))),
        ("20 h、英", None),
    ],
)
def test_wishes_in_words(text, wishes):
    if wishes is None:
        with pytest.raises(UsageError, match="'英'"):
            parse_wishes(text)
    else:
        assert parse_wishes(text) == wishes


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("20 h, viedos first", "'viedos' is not understood in 'viedos first'"),
        ("no broccoli", "'broccoli'"),
        ("at most many books", "'many'"),
        ("at most one pony", "'pony'"),
        ("english or klingon", "'klingon' is not understood in 'english or klingon'"),
        ("quickly", "^'quickly' is not understood$"),
        ("first", "'first'"),
        ("only", "'only'"),
        ("20", "'20'"),
        ("-3 h", "'-3'"),
        ("videos first, no videos", "video cannot come first"),
        ("20 h, 30 h", "'20 h' and '30 h' contradict"),
        ("overview, deep", "'overview' and 'deep' contradict"),
    ],
)
def test_what_is_not_understood_is_named(text, word):
    with pytest.raises(UsageError, match=word):
        parse_wishes(text)


def test_what_is_not_said_stays():
    base = Wishes(depth="deep", minutes=60, swaps={"a": "b"}, at_most={"book": 1}, languages=("de",))
    assert parse_wishes("20 h, max 2 papers, english, zh", base) == Wishes(
        depth="deep", minutes=1200, swaps={"a": "b"}, at_most={"book": 1, "paper": 2}, languages=("en", "zh")
    )
    assert parse_wishes("working", base).depth == "working"


@settings(max_examples=60)
@given(
    st.integers(1, 900),
    st.lists(st.sampled_from(KINDS), unique=True, max_size=3),
    st.dictionaries(st.sampled_from(KINDS), st.integers(0, 9), max_size=2),
    st.lists(st.sampled_from(sorted(LANGUAGES)), unique=True, max_size=3),
    st.randoms(use_true_random=False),
)
def test_wishes_said_in_any_order_are_understood(hours, kinds, at_most, languages, random):
    clauses = [f"{hours} h", *(f"at most {n} {kind}s" for kind, n in at_most.items())]
    clauses += [f"{' and '.join(kinds)} first"] * bool(kinds) + [" or ".join(languages)] * bool(languages)
    random.shuffle(clauses)
    assert parse_wishes(", ".join(clauses)) == Wishes(
        minutes=hours * 60, kinds=tuple(kinds), at_most=at_most, languages=tuple(LANGUAGES[one] for one in languages)
    )


@settings(max_examples=60)
@given(st.text(max_size=30))
def test_any_text_is_wishes_or_a_named_word(text):
    with contextlib.suppress(UsageError):
        assert isinstance(parse_wishes(text), Wishes)
