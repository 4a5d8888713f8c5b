"""Plans on paper: what leaves comes back, and no title becomes markup, a formula or a line of its own."""

import csv
import datetime
import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from library.errors import UsageError
from recommend.roadmap_export import FILES, FORMATS, Sheet, changes, export_roadmap, from_json, read_back
from recommend.roadmap_progress import standing
from tests.recommend.plans import plans_and_states, roadmap, roadmaps, states_of, step, titles

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2"),
    *("p", "ol", "ul", "li", "a", "b", "small", "span"),
}
START = datetime.date(2026, 1, 5)
CHAIN = roadmap(step("a"), step("b", "a"), step("c", "b", stage="Goal"))


@settings(max_examples=40)
@given(plans_and_states(), titles)
def test_check_list_comes_back_as_the_same_progress(plan, title):
    made, said = plan
    back = read_back(export_roadmap(made, "markdown", Sheet(title, said)))
    assert standing(made, back) == {
        node: "done" if status == "known" else status for node, status in standing(made, said).items()
    }


@settings(max_examples=40)
@given(roadmaps(), st.data())
def test_ticks_made_on_paper_come_back(made, data):
    boxes = {"done": "X", "skipped": "~", "reading": "/", "again": ">", "pending": ""}
    want = {one.id: data.draw(states_of) for one in made.all_steps}
    given_boxes = iter(want.values())
    text = export_roadmap(made, "markdown")
    ticked = re.sub(r"(?m)^- \[.\]", lambda _: f"* [{boxes[next(given_boxes)]}]", text).replace("\n", "\r\n")
    assert read_back(ticked) == want


@settings(max_examples=40)
@given(plans_and_states())
def test_untouched_file_changes_nothing(plan):
    made, said = plan
    assert changes(export_roadmap(made, "markdown", Sheet(states=said)), made, said) == {}


def test_ticks_and_taken_back_ticks_are_the_only_changes():
    text = export_roadmap(CHAIN, "markdown", Sheet(states={"b": "done"}))
    text = text.replace("- [x] A", "- [ ] A").replace("- [ ] C", "- [x] C") + "- [x] D <!-- step elsewhere -->\n"
    assert changes(text, CHAIN, {"b": "done"}) == {"a": "pending", "c": "done"}


def test_steps_without_their_comments_are_found_by_title():
    text = re.sub(r" <!--.*?-->", "", export_roadmap(CHAIN, "markdown")).replace("- [ ] B", "- [x] B")
    assert read_back(text, CHAIN) == {"a": "pending", "b": "done", "c": "pending"}
    assert read_back(text) == {}
    assert read_back("- [x] b", CHAIN) == {"b": "done"}


def test_own_items_unknown_boxes_and_moved_comments():
    assert read_back("- [x] mine\n- [?] <!-- step a -->\n1. [x] wrapped\n  here <!-- step b -->") == {"b": "done"}


def test_of_two_lines_for_a_step_the_last_counts():
    assert read_back("- [x] a <!-- step a -->\n- [ ] a <!-- step a -->") == {"a": "pending"}


class Seen(HTMLParser):
    """Every tag and address of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.links = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]
        assert not any(name.startswith("on") for name, _ in attrs)


@settings(max_examples=40)
@given(plans_and_states(), titles)
def test_page_escapes_every_title_and_links_the_web_only(plan, title):
    made, said = plan
    seen = Seen()
    seen.feed(export_roadmap(made, "html", Sheet(title, said, notes=dict.fromkeys(said, title))))
    assert seen.tags <= TAGS
    assert all(link.startswith(("http://", "https://")) for link in seen.links)


@settings(max_examples=40)
@given(plans_and_states(), titles)
def test_check_list_renders_no_markup_but_its_own(plan, title):
    made, said = plan
    text = export_roadmap(made, "markdown", Sheet(title, said, notes=dict.fromkeys(said, title)))
    tokens = [one for block in MarkdownIt("commonmark").parse(text) for one in [block, *(block.children or ())]]
    assert all(one.content.startswith("<!-- step ") for one in tokens if one.type in {"html_inline", "html_block"})
    links = [str(one.attrs["href"]) for one in tokens if one.type == "link_open"]
    assert all(link.startswith(("http://", "https://")) for link in links)
    assert not {one.type for one in tokens} & {"image", "code_inline", "fence", "code_block", "strong_open", "em_open"}


def events(text):
    """Events of a calendar, as a strict reader sees them."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert all(re.match(r"[A-Z-]+(;[A-Z]+=[A-Z]+)?:", line) for line in lines)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    found, current = [], None
    for line in lines[1:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            assert current is None
            current = {}
        elif line == "END:VEVENT":
            found.append(current)
            current = None
        elif current is not None:
            assert name not in current
            current[name] = value
    assert current is None
    return found


@settings(max_examples=40)
@given(plans_and_states(), st.floats(0.5, 80))
def test_calendar_is_read_by_a_strict_reader(plan, hours):
    made, said = plan
    text = export_roadmap(made, "icalendar", Sheet("T", said, START, hours))
    found = events(text)
    assert len({one["UID"] for one in found}) == len(found)
    days = [(one["DTSTART;VALUE=DATE"], one["DTEND;VALUE=DATE"]) for one in found]
    assert days == sorted(days)
    assert all(first < after for first, after in days)
    status = standing(made, said)
    assert len(found) == sum(status[one.id] in {"pending", "reading", "again"} for one in made.steps)


def test_calendar_keeps_its_uids_and_frees_what_is_done():
    all_days = events(export_roadmap(CHAIN, "icalendar", Sheet(start=START, hours_per_week=1)))
    later = events(export_roadmap(CHAIN, "icalendar", Sheet(start=START, hours_per_week=1, states={"a": "done"})))
    assert [one["DTSTART;VALUE=DATE"] for one in all_days] == ["20260105", "20260112", "20260119"]
    assert [one["UID"] for one in later] == [one["UID"] for one in all_days[1:]]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (Sheet(), "first day"),
        (Sheet(start=START, hours_per_week=0), "lead nowhere"),
        (Sheet(start=START, hours_per_week=float("nan")), "lead nowhere"),
        (Sheet(start=START, hours_per_week=1e-9), "never ends"),
    ],
)
def test_calendar_that_cannot_be(sheet, words):
    with pytest.raises(UsageError, match=words):
        export_roadmap(CHAIN, "icalendar", sheet)


@settings(max_examples=40)
@given(plans_and_states())
def test_table_has_a_row_per_step_and_no_formula(plan):
    made, said = plan
    rows = list(csv.reader(io.StringIO(export_roadmap(made, "csv", Sheet(states=said)), newline="")))
    assert len(rows) == 1 + len(made.all_steps)
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell[:1] in {*"=+-@\t\r＝＋－＠"}]


@settings(max_examples=40)
@given(plans_and_states())
def test_json_gives_the_same_plan_and_statuses_back(plan):
    made, said = plan
    assert from_json(export_roadmap(made, "json", Sheet("T", said, START))) == (made, said)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no roadmap"),
        ('{"roadmap": 1}', "Roadmap cannot be '1'"),
        ('{"roadmap": {}}', "not complete"),
        ('{"roadmap": {"goals": "abc"}}', r"Roadmap\.goals cannot be"),
        ('{"roadmap": {"goals": [], "speed": 1}}', "no field 'speed'"),
        ('{"roadmap": {"goals": [], "minutes": true}}', r"Roadmap\.minutes"),
        ('{"roadmap": {"goals": [], "stages": [{"name": "End", "steps": []}]}}', r"stages\[0\]\.name cannot be 'End'"),
        ('{"roadmap": {"goals": []}, "sheet": {"states": {"a": "finished"}}}', "cannot be 'finished'"),
    ],
)
def test_json_that_is_no_plan_is_told(text, words):
    with pytest.raises(UsageError, match=words):
        from_json(text)


@settings(max_examples=40)
@given(plans_and_states())
def test_diagram_has_only_lines_of_its_own(plan):
    made, said = plan
    line = re.compile(
        r'flowchart TD|  subgraph g\d+\["\w+"\]|    s\d+\["[^"<>`\\]*"\]:::\w+|  end|  s\d+ --> s\d+'
        r'|  click s\d+ "https?://[^"\s]*" _blank|  classDef \w+ [\w:#,-]+'
    )
    assert all(line.fullmatch(one) for one in export_roadmap(made, "mermaid", Sheet(states=said)).splitlines())


def test_every_format_has_a_file_and_the_unknown_is_told():
    assert FORMATS.keys() == FILES.keys()
    for form in FORMATS:
        assert export_roadmap(CHAIN, form, Sheet(start=START)) == export_roadmap(CHAIN, form, Sheet(start=START))
    with pytest.raises(UsageError, match="'pdf'"):
        export_roadmap(CHAIN, "pdf")


def test_own_notes_and_links_are_on_paper():
    sheet = Sheet(notes={"a": "ask Ada"}, links={"a": "https://example.org/own", "b": "javascript:x"})
    for form in ("markdown", "html"):
        text = export_roadmap(CHAIN, form, sheet)
        assert "ask Ada" in text
        assert "https://example.org/own" in text
        assert "javascript" not in text
