"""org and reStructuredText: the blocks they become, and the entries that come of them."""

import pytest

from ingest.blocks import Anchor, Code, Heading, Item, Paragraph, Table, Text, plain
from ingest.org import org_document, read_org
from ingest.rst import read_rst, rst_document


def org(text):
    return org_document(text).blocks


def rst(text):
    return rst_document(text)[0].blocks


class TestOrg:
    def test_headings_with_states_and_tags(self):
        one, two, three = org("* A :ml:x:\n** DONE [#A] B\n** TODO C\n")
        assert (one.level, one.checked, one.tags) == (1, None, ("ml", "x"))
        assert (plain(two.inlines), two.level, two.checked, two.line) == ("B", 2, True, 2)
        assert three.checked is False

    def test_states_of_ones_own(self):
        blocks = org("#+TODO: TODO READING | READ DROPPED\n* READING A\n* READ B\n")
        assert [(plain(block.inlines), block.checked) for block in blocks] == [("A", False), ("B", True)]

    @pytest.mark.parametrize(
        ("link", "url", "label"),
        [
            ("[[https://a.org][A paper]]", "https://a.org", "A paper"),
            ("[[https://a.org]]", "https://a.org", ""),
            ("<https://a.org>", "https://a.org", ""),
            ("[[doi:10.1000/x][A]]", "https://doi.org/10.1000/x", "A"),
            ("[[arxiv:1706.03762]]", "https://arxiv.org/abs/1706.03762", ""),
            ("[[mine:7][A]]", "https://m.org/7/x", "A"),
        ],
    )
    def test_links(self, link, url, label):
        (item,) = org(f"#+LINK: mine https://m.org/%s/x\n- {link}\n")
        (anchor,) = item.inlines
        assert (anchor.url, plain(anchor.label)) == (url, label)

    @pytest.mark.parametrize(
        "link",
        ["[[file:x.org][Mine]]", "[[*Theory][Mine]]", "[[#id][Mine]]", "[[mailto:a@b.c][Mine]]", "[[id:1][Mine]]"],
    )
    def test_places_of_ones_own_are_text(self, link):
        (item,) = org(f"- {link}\n")
        assert item.inlines == (Text("Mine"),)

    def test_drawers_dates_comments_and_code_are_not_read(self):
        text = (
            "* A\nCLOSED: [2021-02-31 Sun]\n:PROPERTIES:\n:X: https://x.org\n:END:\n:LOGBOOK:\n"
            "CLOCK: [2021-01-01]\n:END:\n[2021-01-01 Fri]\n# a comment https://c.org\n"
            "#+BEGIN_SRC sh\ncurl https://s.org\n#+END_SRC\nText <2021-01-01>\n"
        )
        heading, code, paragraph = org(text)
        assert isinstance(heading, Heading)
        assert code == Code("curl https://s.org", 11)
        assert (plain(paragraph.inlines), paragraph.line) == ("Text", 14)

    def test_properties_speak_for_their_heading(self):
        text = (
            "* A paper\n:PROPERTIES:\n:URL: https://a.org\n:AUTHOR: Ann Lee\n:YEAR: 2001\n:END:\n"
            "* B\n:PROPERTIES:\n:DOI: 10.1/x\n:END:\n"
        )
        first, second = org(text)
        assert first.inlines == (Anchor("https://a.org", (Text("A paper"),)), Text(" (Ann Lee, 2001)"))
        assert second.inlines[0].url == "https://doi.org/10.1/x"

    def test_items_nest_by_indentation(self):
        text = "- a\n  goes on\n  - b\n    - c\n  1. d\n- [X] e :: f\n\n  below\n+ g\n"
        items = [(plain(b.inlines), b.depth, b.line) for b in org(text) if isinstance(b, Item)]
        assert items == [("a goes on", 0, 1), ("b", 1, 3), ("c", 2, 4), ("d", 1, 5), ("e: f", 0, 6), ("g", 0, 9)]
        below = next(block for block in org(text) if isinstance(block, Paragraph))
        assert (plain(below.inlines), below.depth) == ("below", 1)

    def test_tables(self):
        (table,) = org("| Name | Link |\n|------+------|\n| A | [[https://a.org][x]] |\n")
        assert isinstance(table, Table)
        assert [plain(cell.inlines) for cell in table.header] == ["Name", "Link"]
        assert (table.rows[0].line, table.rows[0].cells[1].inlines[0].url) == (3, "https://a.org")

    def test_emphasis(self):
        (item,) = org("- /A/ *b* =c= +d+ a/b/c\n")
        assert item.inlines[0] == Text("A", emphasis=True)
        assert Text("b", strong=True) in item.inlines
        assert plain(item.inlines) == "A b c d a/b/c"

    def test_entries_know_their_state(self):
        text = (
            "#+TITLE: Mine\n* Papers\n** DONE [[https://a.org/x][On the reading of lists]]\n"
            "** TODO [[https://b.org/y][Trees grow slowly]]\n"
        )
        reading = read_org(text, "x.org")
        assert reading.reading_list.title == "Mine"
        assert [(e.title, e.section, e.done, e.line) for e in reading.entries] == [
            ("On the reading of lists", ("Papers",), True, 3),
            ("Trees grow slowly", ("Papers",), False, 4),
        ]


class TestRst:
    def test_headings_items_and_lines(self):
        text = (
            "Title\n=====\n\nPart\n----\n\n* `A <https://a.org>`_\n  goes on\n\n  * B\n\n#. C\n#. D\n\nOther\n-----\n"
        )
        found = [(type(b).__name__, plain(b.inlines), b.line) for b in rst(text)]
        assert found == [
            ("Heading", "Part", 4), ("Item", "A goes on", 7), ("Item", "B", 10), ("Item", "C", 12), ("Item", "D", 13),
            ("Heading", "Other", 15),
        ]  # fmt: skip
        assert rst_document(text)[0].title == "Title"

    def test_depths_and_numbers(self):
        items = [b for b in rst("* a\n\n  * b\n\n    1. c\n    2. d\n") if isinstance(b, Item)]
        assert [(item.depth, item.number) for item in items] == [(0, None), (1, None), (2, 1), (2, 2)]

    @pytest.mark.parametrize(
        ("text", "url"),
        [
            ("`A <https://a.org>`_", "https://a.org"),
            ("`A <https://a.org>`__", "https://a.org"),
            ("A_\n\n.. _A: https://a.org", "https://a.org"),
            ("`A b`_\n\n.. _A b: https://a.org", "https://a.org"),
            ("`A`__\n\n__ https://a.org", "https://a.org"),
            ("|A|_\n\n.. |A| replace:: A\n.. _A: https://a.org", "https://a.org"),
            ("see https://a.org.", "https://a.org"),
            (":doi:`10.1000/x`", "https://doi.org/10.1000/x"),
            (":arxiv:`A <1706.03762>`", "https://arxiv.org/abs/1706.03762"),
        ],
    )
    def test_references(self, text, url):
        (paragraph,) = rst(text + "\n")
        assert [run.url for run in paragraph.inlines if isinstance(run, Anchor)] == [url]

    def test_tables_with_and_without_header(self):
        text = "==== ======\nName Link\n==== ======\nA    A_\n==== ======\n\n.. _A: https://a.org\n"
        (table,) = rst(text)
        assert [plain(cell.inlines) for cell in table.header] == ["Name", "Link"]
        assert (table.rows[0].line, table.rows[0].cells[1].inlines[0].url) == (4, "https://a.org")

    def test_nothing_is_read_from_disk_and_nothing_raw_is_kept(self, tmp_path):
        secret = tmp_path / "secret.rst"
        secret.write_text("TOP SECRET\n")
        text = (
            f".. include:: {secret}\n\n.. raw:: html\n\n   <script>x</script>\n\n.. csv-table::\n   :file: {secret}\n"
        )
        document, skipped = rst_document(text, "x")
        assert "SECRET" not in repr(document)
        assert "script" not in repr(document)
        assert {message.line for message in skipped} >= {1, 3}

    def test_directives_of_other_programs_are_read_through(self):
        text = ".. seealso::\n   :class: x\n\n   * `A <https://a.org>`_\n\n.. dropdown:: More\n\n   * B\n"
        assert [plain(b.inlines) for b in rst(text) if isinstance(b, Item)] == ["A", "B"]

    def test_code_comments_and_contents_are_left(self):
        text = ".. contents::\n\n.. A comment https://c.org\n\n::\n\n   curl https://s.org\n\nPart\n====\n\nText\n"
        assert [type(b).__name__ for b in rst(text)] == ["Code", "Heading", "Paragraph"] or rst(text)[0].text

    def test_what_docutils_cannot_make_out_is_reported(self, capfd):
        reading = read_rst("* `A <https://a.org/x>`_\n\n.. nonsense:: x\n\n* `B c d <https://b.org/y>`_\n", "x")
        assert len(reading.entries) == 2
        assert [(s.line, s.reason) for s in reading.skipped if "nonsense" in s.text] == [
            (3, "is no valid reStructuredText")
        ]
        assert capfd.readouterr() == ("", "")

    def test_marks_by_the_thousand_do_not_hang(self):
        assert rst("*a " * 5000 + "\n\n* item\n")[-1].line == 3
