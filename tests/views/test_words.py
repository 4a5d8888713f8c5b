"""Text from strangers stays text; scores add up; components are whole and ask nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recommend.explain import GROUPS
from views import components
from views.cards import grouped, score_bar
from views.format import plain, web_address

ASSETS = Path(components.__file__).parent / "assets"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//no.scheme", "http://", "", None]
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert web_address(url) is None


@pytest.mark.parametrize("url", ["https://example.org/a_(b)", "http://example.org", "mailto:me@example.org"])
def test_web_addresses_are(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "text", ["**a**", "[a](b)", "<script>", ":red[a]", "$a$", "`a`", "# a", ":material/home:", "1. a | b"]
)
def test_no_markup_survives(text: str) -> None:
    bare = re.sub(r"\\.", "", plain(text))
    assert not re.search(r"[*_`<>\[\]()#$|:]", bare)


def test_a_score_bar_adds_up_and_escapes() -> None:
    parts = {"text": 0.5, "citations": 0.25, "<b>": -0.1}
    html = score_bar(parts, 0.65, 1.0)
    assert "<b></b>" not in html
    assert "&lt;b&gt;" in html
    assert "= <b>0.65</b>" in html
    widths = [float(width) for width in re.findall(r"width:([\d.]+)%", html)]
    assert sum(widths) == pytest.approx(75)


def test_every_part_of_a_score_says_what_it_counts() -> None:
    html = score_bar(dict.fromkeys(GROUPS, 0.5), 0.5 * len(GROUPS), 5.0)
    told = re.findall(r'<span title="([^"]+)">', html)
    assert len(set(told)) == len(GROUPS)


def test_groups_keep_the_sum() -> None:
    parts = {"text": 0.5, "cited": 0.25, "co_cited": 0.125, "unheard_of": 1.0}
    assert sum(grouped(parts).values()) == pytest.approx(sum(parts.values()))


@pytest.mark.parametrize("name", ["neighbourhood", "map", "nodelist", "search", "checklist"])
def test_components_are_built_and_name_no_other_host(name: str) -> None:
    style = (ASSETS / f"{name}.css").read_text()
    script = (ASSETS / f"{name}.js").read_text()
    assert "export{" in script.replace(" ", "") or "export default" in script
    assert "http" not in style
    assert not re.search(r"""(?:fetch|import|XMLHttpRequest|src)\s*\(?\s*["']https?:""", script)


def test_our_sources_set_no_html() -> None:
    text = "".join(path.read_text() for path in (ASSETS.parent / "source").glob("*.js"))
    assert "innerHTML" not in text
    assert "insertAdjacentHTML" not in text
