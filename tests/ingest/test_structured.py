"""RIS, CSL JSON, tables, bookmarks and OPML as programs and people write them."""

import json

import pytest

from ingest.bookmarks import read_bookmarks
from ingest.csljson import read_csljson
from ingest.opml import read_opml
from ingest.ris import read_ris
from ingest.table import read_table
from library.errors import MalformedSource
from library.vocabulary import Identifier, Link


def rows(text):
    return list(read_table(text, "list.csv").entries)


class TestRis:
    def test_a_whole_record(self):
        text = (
            "TY  - JOUR\nAU  - LeCun, Yann\nAU  - Bengio, Yoshua\nTI  - Deep learning\nJO  - Nature\n"
            "PY  - 2015/05/28/\nDO  - 10.1038/nature14539\nUR  - https://www.nature.com/articles/nature14539\n"
            "KW  - nets\nKW  - review\nER  - \n"
        )
        (entry,) = read_ris(text, "x.ris").entries
        assert (entry.title, entry.year, entry.venue, entry.kind) == ("Deep learning", 2015, "Nature", "paper")
        assert entry.authors == ("Yann LeCun", "Yoshua Bengio")
        assert entry.identifiers == (Identifier("doi", "10.1038/nature14539"),)
        assert entry.tags == ("nets", "review")

    def test_malformed_lines_cost_themselves_only(self):
        text = "TY  - BOOK\nwhat is this\nT1 - A book\npy  - 2001\n\x0c\nER  -\nTY  - BLOG\nTI  - A post\nER  - \n"
        first, second = read_ris(text, "x").entries
        assert (first.title, first.year, first.kind) == ("A book", 2001, "book")
        assert (second.title, second.kind, second.line) == ("A post", "blog", 7)

    def test_a_record_without_end_ends_at_the_next(self):
        text = "TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\n"
        assert [(entry.title, entry.line) for entry in read_ris(text, "x").entries] == [("One", 1), ("Two", 3)]

    def test_lines_outside_of_records_are_reported(self):
        reading = read_ris("TI  - Lost\n\nTY  - JOUR\nTI  - Found\nER  - \n", "x")
        assert [(skipped.line, skipped.text) for skipped in reading.skipped] == [(1, "TI - Lost")]

    def test_continued_lines_belong_to_their_tag(self):
        assert read_ris("TY  - JOUR\nTI  - A long\n  title\nER  - \n", "x").entries[0].title == "A long title"


class TestCslJson:
    def test_an_export_of_zotero(self):
        item = {
            "id": "x", "type": "article-journal", "title": "The <i>free</i> energy", "DOI": "10.1038/NRN2787",
            "author": [{"family": "Beethoven", "given": "L.", "non-dropping-particle": "van"}, {"literal": "OpenAI"}],
            "issued": {"date-parts": [["2010", 2]]}, "container-title": "Nature", "language": "en-US",
            "note": "Citation Key: x\nread twice", "abstract": "Long.",
        }  # fmt: skip
        (entry,) = read_csljson(json.dumps([item]), "x.json").entries
        assert (entry.title, entry.year, entry.venue) == ("The free energy", 2010, "Nature")
        assert entry.authors == ("L. van Beethoven", "OpenAI")
        assert (entry.note, entry.language) == ("read twice", "en")
        assert entry.url == "https://doi.org/10.1038/nrn2787"

    @pytest.mark.parametrize(
        ("issued", "year"),
        [
            ({"date-parts": [[2015, 5]]}, 2015),
            ({"raw": "May 2015"}, 2015),
            ({"literal": "n.d."}, None),
            ("2015-05", 2015),
            ({"date-parts": []}, None),
            ({"date-parts": [[]]}, None),
            (None, None),
            (2015, 2015),
        ],
    )
    def test_years_in_all_shapes(self, issued, year):
        (entry,) = read_csljson(json.dumps([{"title": "T", "issued": issued}]), "x").entries
        assert entry.year == year

    def test_zoteros_web_interface_wraps_its_items(self):
        data = {"itemType": "videoRecording", "title": "A talk", "url": "https://y.com/1", "date": "12 May 2011",
                "creators": [{"firstName": "Ann", "lastName": "Lee"}], "tags": [{"tag": "ml"}]}  # fmt: skip
        text = json.dumps([{"key": "A", "data": data}, {"data": {"itemType": "attachment", "title": "PDF"}}])
        (entry,) = read_csljson(text, "x").entries
        assert (entry.title, entry.year, entry.kind, entry.tags) == ("A talk", 2011, "video", ("ml",))
        assert entry.authors == ("Ann Lee",)

    def test_plain_objects_with_names_of_their_own(self):
        text = '{"updated": "2021", "items": [{"titel": "Ein Buch", "link": "https://a.org", "jahr": 1999, "code": "https://c.org"}]}'
        (entry,) = read_csljson(text, "x").entries
        assert (entry.title, entry.url, entry.year) == ("Ein Buch", "https://a.org", 1999)
        assert entry.links == (Link("https://c.org", "code", "code"),)

    def test_one_object_a_line(self):
        text = '{"title": "A", "url": "https://a.org"}\n{"title": "B"}\n\n{"title": "C"}\n'
        reading = read_csljson(text, "x")
        assert [(entry.title, entry.line) for entry in reading.entries] == [("A", 1), ("B", 2), ("C", 4)]

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ('[{"title": "A"},\n {"title": "B", }]', 2),
            ('[{"title": "A"},\n {"title": "B"}', 2),
            ('[{"title": "A"},\n {"title": "B"},\n', 3),
            ('{"title": "A"}\n{"title": "B"\n{"title": "C"}\n', 3),
            ('{"items": [{"title": "A"}\n{"title": "B"}]}', 2),
        ],
    )
    def test_what_is_no_json_is_refused_with_its_line(self, text, line):
        with pytest.raises(MalformedSource, match=f"x, line {line}: no valid JSON"):
            read_csljson(text, "x")

    def test_pinboard_has_names_of_its_own(self):
        (entry,) = read_csljson(
            '[{"href": "https://a.org", "description": "A title", "extended": "a note"}]', "x"
        ).entries
        assert (entry.title, entry.note, entry.url) == ("A title", "a note", "https://a.org")

    def test_what_is_no_list_of_objects_is_refused(self):
        with pytest.raises(MalformedSource, match="x, line 1: holds no JSON objects"):
            read_csljson("[1, 2, 3]", "x")


class TestTable:
    def test_headers_in_several_languages(self):
        for header in (
            "Title;Link;Year",
            "Titel;Adresse;Jahr",
            "название;ссылка;год",
            "标题;链接;年份",
            "título;enlace;año",
        ):
            (entry,) = rows(f"{header}\nA;https://a.org;2001\n")
            assert (entry.title, entry.url, entry.year, entry.line) == ("A", "https://a.org", 2001, 2)

    def test_all_columns(self):
        text = (
            "Topic,Paper,PDF,Code,Authors,Date,Type,Notes,Read?\n"
            'ML,"A title, with comma",https://a.org,https://github.com/a/b,'
            '"Lee, A., Chen, B.",May 2001,Paper,"say ""hi""",x\n'
        )
        (entry,) = rows(text)
        assert (entry.title, entry.section, entry.year, entry.kind) == ("A title, with comma", ("ML",), 2001, "paper")
        assert (entry.authors, entry.note, entry.done) == (("A. Lee", "B. Chen"), 'say "hi"', True)
        assert entry.links == (Link("https://github.com/a/b", "code", "code"),)

    def test_without_a_header_the_cells_tell(self):
        text = "ML\tA tale of nets\thttps://a.org\t2001\nML\tBees and trees\thttps://b.org\t2002\n" * 2
        entries = rows(text)
        assert [entry.title for entry in entries[:2]] == ["A tale of nets", "Bees and trees"]
        assert (entries[0].section, entries[1].year) == (("ML",), 2002)

    def test_section_and_subsection_make_a_chain(self):
        assert rows("Category,Subcategory,Name\nML,Deep,A\n")[0].section == ("ML", "Deep")

    def test_cells_over_several_lines_keep_the_count(self):
        entries = rows('title,url\n"A\nlong title",https://a.org\nB,https://b.org\n')
        assert [(entry.title, entry.line) for entry in entries] == [("A long title", 2), ("B", 4)]

    def test_a_title_with_an_unquoted_comma_keeps_its_columns(self):
        (entry,) = rows("title,url,year\nNets, trees, and bees,https://a.org,2001\n")
        assert (entry.title, entry.url, entry.year) == ("Nets, trees, and bees", "https://a.org", 2001)

    def test_a_quote_never_closed_costs_no_neighbour(self):
        entries = rows('title,url\n"A,https://a.org\nB,https://b.org\n"C",https://c.org\n')
        assert [entry.title for entry in entries] == ["A", "B", "C"]

    def test_links_inside_of_cells(self):
        first, second, third = rows(
            'title,year\n[A](https://a.org),2001\n"=HYPERLINK(""https://b.org"";""B"")",2002\nC https://c.org,2003\n'
        )
        assert [(e.title, e.url) for e in (first, second, third)] == [
            ("A", "https://a.org"), ("B", "https://b.org"), ("C", "https://c.org")
        ]  # fmt: skip

    def test_a_section_named_once_counts_for_the_rows_below(self):
        entries = rows("Topic,Title,URL\nML,A,https://a.org\n,B,https://b.org\nSystems,C,https://c.org\n")
        assert [entry.section for entry in entries] == [("ML",), ("ML",), ("Systems",)]

    def test_exports_of_zotero_and_goodreads(self):
        zotero = (
            '"Key","Item Type","Publication Year","Author","Title","Url","Pages","Num Pages","Issue","Rights","Extra X"'
        )
        (entry,) = rows(
            f'{zotero}\n"K","videoRecording","2011","Lee, Ann; Bo, C.","A talk","https://a.org","","","","",""\n'
        )
        assert (entry.title, entry.kind, entry.authors, entry.year) == ("A talk", "video", ("Ann Lee", "C. Bo"), 2011)
        goodreads = "Book Id,Title,Author,ISBN,Year Published,Bookshelves,Exclusive Shelf,My X,Y,Z"
        (book,) = rows(f'{goodreads}\n1,A Book,Ann Lee,"=""0262035618""",2016,"ml, maths",read,,,\n')
        assert (book.kind, book.year, book.done, book.tags) == ("book", 2016, True, ("ml", "maths"))
        assert [str(name) for name in book.identifiers] == ["isbn:9780262035613"]

    def test_a_preamble_and_blank_rows_are_no_entries(self):
        entries = rows("sep=;\nTitle;Url\n;\nA;https://a.org\n;;\n")
        assert [(entry.title, entry.line) for entry in entries] == [("A", 4)]

    def test_a_doi_in_place_of_an_address(self):
        (entry,) = rows("title,link\nA,10.1038/nature14539\n")
        assert (entry.url, entry.printed_url) == ("https://doi.org/10.1038/nature14539", "10.1038/nature14539")

    def test_an_address_alone_gets_a_title(self):
        assert rows("url\nhttps://a.org/intro-to-graphs.html\n")[0].title == "Intro to graphs"

    def test_a_table_without_titles_is_refused(self):
        with pytest.raises(MalformedSource, match="no column with titles or addresses") as caught:
            read_table("1,2,3\n4,5,6\n", "n.csv")
        assert "header" in caught.value.hint


class TestBookmarks:
    TEXT = (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE><H1>My pages</H1>\n<DL><p>\n"
        '<DT><H3>Biology</H3>\n<DL><p>\n<DT><A HREF="https://a.org/1" TAGS="book,cell">Cells &amp; more</A>\n'
        "<DD>Second edition, see https://b.org\n<DT><H3>Evolution</H3>\n<DL><p>\n"
        '<DT><A HREF="https://a.org/2">Unclosed\n<DT><A HREF="https://a.org/3">Next</A>\n</DL><p>\n</DL><p>\n'
        '<DT><A HREF="javascript:alert(1)">Click</A>\n<DT><A HREF="file:///x">Mine</A>\n<HR>\n'
        '<DT><A HREF="https://a.org/4"></A>\n</DL>\n'
    )

    def test_folders_tags_and_notes(self):
        reading = read_bookmarks(self.TEXT, "x")
        first = reading.entries[0]
        assert reading.reading_list.title == "My pages"
        assert (first.title, first.section, first.kind, first.line) == ("Cells & more", ("Biology",), "book", 6)
        assert (first.note, first.tags) == ("Second edition, see https://b.org", ("book", "cell"))
        assert [link.url for link in first.links] == ["https://b.org"]

    def test_unclosed_tags_and_the_end_of_folders(self):
        found = [(entry.title, entry.section) for entry in read_bookmarks(self.TEXT, "x").entries[1:3]]
        assert found == [("Unclosed", ("Biology", "Evolution")), ("Next", ("Biology", "Evolution"))]
        assert read_bookmarks(self.TEXT, "x").entries[-1].section == ()

    def test_what_is_no_page_is_reported(self):
        skipped = read_bookmarks(self.TEXT, "x").skipped
        assert [(s.line, s.reason) for s in skipped] == [
            (14, "a bookmarklet, not a page"),
            (15, "a file on somebody's own disk"),
        ]

    @pytest.mark.parametrize(
        ("title", "url", "expected"),
        [
            ("Structure of DNA | Nature", "https://www.nature.com/articles/1", "Structure of DNA"),
            ("Talk - YouTube", "https://www.youtube.com/watch?v=a", "Talk"),
            ("(3) Talk - YouTube", "https://www.youtube.com/watch?v=a", "Talk"),
            ("[1706.03762] Attention Is All You Need", "https://arxiv.org/abs/1706.03762", "Attention Is All You Need"),
            ("GitHub - ann/tool: Does it", "https://github.com/ann/tool", "ann/tool"),
            ("A - B", "https://c.org/1", "A - B"),
            ("YouTube", "https://www.youtube.com/", "YouTube"),
        ],
    )
    def test_page_titles_lose_the_name_of_their_site(self, title, url, expected):
        (entry,) = read_bookmarks(f'<DT><A HREF="{url}">{title}</A>', "x").entries
        assert (entry.title, entry.printed_title) == (expected, title)


class TestOpml:
    def test_branches_are_sections_and_feeds_blogs(self):
        text = (
            '<?xml version="1.0" encoding="ISO-8859-1"?>\n<opml version="2.0"><head><title>Feeds</title></head><body>\n'
            '<outline text="Maths">\n<outline type="rss" text="What\'s new" xmlUrl="https://t.com/feed" htmlUrl="https://t.com"/>\n'
            '<outline text="Trusting Trust (Ken Thompson, 1984)" _note="see https://n.org"/>\n</outline>\n'
            '<outline type="include" text="more" url="https://x.org/more.opml"/></body></opml>'
        )
        reading = read_opml(text, "x")
        feed, paper = reading.entries
        assert reading.reading_list.title == "Feeds"
        assert (feed.title, feed.url, feed.kind, feed.section, feed.line) == (
            "What's new",
            "https://t.com",
            "blog",
            ("Maths",),
            4,
        )
        assert [link.url for link in feed.links] == ["https://t.com/feed"]
        assert (paper.title, paper.authors, paper.year) == ("Trusting Trust", ("Ken Thompson",), 1984)
        assert "not fetched" in reading.skipped[0].reason

    def test_entities_are_refused_with_their_line(self):
        bomb = '<?xml version="1.0"?>\n<!DOCTYPE opml [\n<!ENTITY a "ha">\n<!ENTITY b "&a;&a;">]>\n<opml>&b;</opml>'
        with pytest.raises(MalformedSource, match=r"x\.opml, line 3: declares XML entities"):
            read_opml(bomb, "x.opml")

    def test_external_entities_are_refused(self):
        text = '<!DOCTYPE opml SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml>&x;</opml>'
        with pytest.raises(MalformedSource, match="entities"):
            read_opml(text, "x")

    def test_a_remark_among_feeds_is_no_entry_but_titles_alone_are(self):
        note = '<outline text="N"><outline text="ask Ann"/></outline>'
        feeds = f'<opml><body><outline text="F" xmlUrl="https://f.org"/>{note}</body></opml>'
        assert [entry.title for entry in read_opml(feeds, "x").entries] == ["F"]
        assert read_opml(feeds, "x").skipped[0].reason == "has no address and reads like a note"
        titles = '<opml><body><outline text="Books"><outline text="One"/><outline text="Two"/></outline></body></opml>'
        assert [entry.title for entry in read_opml(titles, "x").entries] == ["One", "Two"]

    def test_another_root_is_refused(self):
        with pytest.raises(MalformedSource, match="the root is <rss>, not <opml>"):
            read_opml("<rss><channel/></rss>", "x")

    def test_damage_is_reported_and_read_around(self):
        reading = read_opml(
            '<opml><body><outline text="A & B" url="https://a.org"/>\n<outline text="C"></body></opml>', "x"
        )
        assert [entry.title for entry in reading.entries][-1] == "C"
        assert any("damaged XML" in skipped.reason for skipped in reading.skipped)
