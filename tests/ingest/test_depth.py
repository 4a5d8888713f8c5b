"""However deep a list is nested and wherever it is cut off: what stands in it is read, or the report tells it."""

from __future__ import annotations

import re
import time

import pytest

from ingest.read import parse

LAST = "- [Last one of all](https://last.org/x)\n"


def told(text: str, name: str) -> set[str]:
    reading = parse(text, name)
    lines = text.split("\n")
    found = {entry.url for entry in reading.entries} | {link.url for entry in reading.entries for link in entry.links}
    reported = "\n".join(lines[left.line - 1] + left.text for left in reading.skipped)
    return {url for url in re.findall(r"https?://[\w./-]+", text) if url in found or url in reported}


@pytest.mark.parametrize("depth", [300, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("<div>", "</div>"), ("<ul><li>", "</li></ul>"), ("<b>", "")])
def test_a_deep_page_loses_nothing(depth: int, opening: str, closing: str) -> None:
    link = "<a href='https://a.org/1'>Small nets in the deep</a>"
    more = "<ul><li><a href='https://last.org/x'>Large nets behind it</a></li></ul>"
    page = f"<html><body>{opening * depth}{link}{closing * depth}{more}</body></html>"
    started = time.process_time()
    assert {entry.title for entry in parse(page, "x.html").entries} == {
        "Small nets in the deep",
        "Large nets behind it",
    }
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "x.md",
            "\n".join("  " * n + f"- [Small nets no {n}](https://a{n}.org/x)" for n in range(3000)) + f"\n\n{LAST}",
        ),
        ("x.md", f"{'- ' * 300}[Small nets](https://a.org/x)\n\n{LAST}"),
        ("x.md", f"{'> ' * 300}[Small nets](https://a.org/x)\n\n{LAST}"),
        ("x.md", f"- [Small nets](https://a.org/x)\n\n```\n\n{LAST}"),
        ("x.md", f"- [Small nets](https://a.org/x)\n\n<!--\n\n{LAST}"),
        ("x.md", f"<details>\n<summary>More</summary>\n- [Small nets](https://a.org/x)\n\n</details>\n\n{LAST}"),
        ("x.org", "\n".join("*" * n + f" [[https://a{n}.org/x][Small nets no {n}]]" for n in range(1, 400))),
        ("x.txt", "\n".join("  " * n + f"- Small nets no {n} https://a{n}.org/x" for n in range(1000))),
        (
            "x.html",
            "<html><body><p><a href='https://a.org/x'>Small nets</a><!-- <p><a href='https://b.org/x'>Large</a>",
        ),
    ],
)
def test_deep_and_unclosed_lists_lose_nothing(name: str, text: str) -> None:
    assert told(text, name) == set(re.findall(r"https?://[\w./-]+", text))


def test_headings_of_another_level_are_no_siblings() -> None:
    text = (
        "# List\n\n### [Small nets](https://a.org/1)\n- what it is\n\n### [Large nets](https://a.org/2)\n- more\n\n"
        "## Papers\n\n- 2015: [Deep nets](https://a.org/3)\n- 2016: [Wide nets](https://a.org/4)\n"
    )
    assert [entry.title for entry in parse(text, "x.md").entries] == [
        "Small nets",
        "Large nets",
        "Deep nets",
        "Wide nets",
    ]
