"""Judged lists in many habits, and mutated ones: nothing crashes, nothing hangs, no neighbour is lost."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.html import read_html
from ingest.links import clean_url
from ingest.markdown import read_markdown
from ingest.read import parse
from ingest.text import read_text
from library.vocabulary import Entry, Reading

LISTS = Path(__file__).parent / "lists"
JUDGED = sorted(path for path in LISTS.glob("*.*") if path.suffix != ".jsonl")
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def plain_url(url: str | None) -> str:
    return unquote(clean_url(url or "")).split("://")[-1].rstrip("/").casefold() if url else ""


@pytest.mark.parametrize("path", JUDGED, ids=lambda path: path.stem)
def test_the_entries_of_a_judged_list_are_found_and_no_others(path: Path) -> None:
    gold = [json.loads(line) for line in path.with_name(f"{path.stem}.gold.jsonl").read_text("utf-8").splitlines()]
    entries = parse(path.read_text("utf-8"), path.name).entries
    found = {(entry.line, plain_url(entry.url)) for entry in entries}
    core = [row for row in gold if row["status"] == "core" and not row.get("repeat_of")]
    missed = [row["title"] for row in core if not _places(row) & found]
    known = {place for row in gold for place in _places(row)}
    extra = [entry.title for entry in entries if (entry.line, plain_url(entry.url)) not in known]
    assert len(missed) <= 0.2 * len(core), missed
    assert len(extra) <= 0.12 * len(entries), extra


def _places(row: dict[str, object]) -> set[tuple[int, str]]:
    urls = [row["url"], *(row.get("url_alt") or [])]  # type: ignore[misc]
    return {(line, plain_url(url)) for line in [row["line"], *(row.get("also_lines") or [])] for url in urls}  # type: ignore[misc]


PIECES = st.sampled_from(
    [
        "# H\n",
        "## [L](https://a.org)\n",
        "- ",
        "  - ",
        "1. ",
        "[a b](",
        "https://a.org/x",
        ")",
        "[[pdf]]",
        "**",
        "*",
        "`",
        "|",
        "\n",
        "\n\n",
        "|---|\n",
        "<td>",
        "</table>",
        "<table>",
        "<ul><li>",
        "<a href='https://b.org'>",
        "</a>",
        "“",
        "”",
        "》",
        "《",
        "\t",
        "  ",
        ":",
        "- [ ] ",
        "Ann Lee",
        "(2019)",
        "et al.",
        "\x00",
        "é",
        "深度",
        "~~",
        "> ",
        "<!--",
        "-->",
        "![",
        "](#x)",
        "www.a.org",
        "doi:10.1/x",
        "[1]: ",
        "\\",
        "\r",
    ]
)


@QUIET
@given(
    st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join),
    st.sampled_from([read_markdown, read_text, read_html]),
)
def test_any_text_reads_and_every_entry_stands_in_it(text: str, read: Callable[[str, str], Reading]) -> None:
    reading = read(text, "list")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= entry.line <= lines and entry.title for entry in reading.entries)
    assert [entry.position for entry in reading.entries] == list(range(len(reading.entries)))
    assert all(left.reason for left in reading.skipped)


@QUIET
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\n\r`~<[=-"), max_size=60))
def test_a_broken_neighbour_loses_nothing(junk: str) -> None:
    text = f"## Papers\n\n- [Small nets](https://a.org/1)\n\n- {junk}\n\n- [Large nets](https://a.org/2)\n"
    found = {entry.url for entry in read_markdown(text, "list.md").entries}
    assert {"https://a.org/1", "https://a.org/2"} <= found


def test_reading_twice_gives_the_same() -> None:
    for path in JUDGED:
        text = path.read_text("utf-8")
        first: list[Entry] = list(parse(text, path.name).entries)
        assert first == list(parse(text, path.name).entries)


@pytest.mark.parametrize("read", [read_markdown, read_text, read_html])
@pytest.mark.parametrize(
    "text",
    [
        "- " * 20_000,
        "[" * 20_000,
        "(" * 20_000,
        "> " * 5_000 + "x",
        "a, " * 10_000,
        "“a " * 8_000,
        "A. " * 8_000,
        "**a " * 8_000,
        "http://a.org/" + "(" * 20_000,
        "\n".join("  " * n + "- x" for n in range(500)),
        "|" * 20_000 + "\n" + "|-" * 10_000,
        "<b>" * 20_000,
        "Ann Lee, " * 5_000,
        "- [x](https://a.org/1)\n" * 500,
        "www." * 8_000,
        "# " * 10_000,
        "&amp;" * 8_000,
        "![](" * 5_000,
    ],
)
def test_hostile_texts_end_soon(read: Callable[[str, str], Reading], text: str) -> None:
    started = time.process_time()
    read(text, "list")
    assert time.process_time() - started < 10
