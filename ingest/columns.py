"""What the columns of a table mean: header words in several languages, delimiters, and guesses without a header."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["DELIMITERS", "Layout", "field_of", "layout_of", "looks_like_table", "mostly_addresses"]

DELIMITERS = ("\t", ",", ";", "|")

_WORDS: dict[str, str] = {
    "title": "title|name|paper|paper title|article|article title|resource|resource name|item|entry|course|"
    "course name|course title|book|book title|video|talk|tool|project|reading|work|document title|titel|título|"
    "titulo|titre|titolo|nombre|nom|nome|naam|tytuł|název|başlık|название|заголовок|标题|標題|名称|名稱|题目|題目|"
    "论文|論文|书名|書名|资源|資源|タイトル|題名|名前|제목|이름|논문",
    "url": "url|urls|link|links|address|web address|href|uri|web|website|web site|webpage|web page|homepage|"
    "link url|source url|paper link|paper url|paper pdf|adresse|webadresse|internetadresse|enlace|enlaces|vínculo|"
    "dirección|lien|liens|indirizzo|collegamento|länk|lenke|ссылка|адрес|链接|鏈接|連結|网址|網址|地址|リンク|"
    "링크|주소|pdf|pdf link|pdf url|endereço",
    "year": "year|publication year|pub year|published|date|publication date|date published|release date|released|"
    "release year|year published|original publication year|date of publication|jahr|erscheinungsjahr|datum|año|"
    "ano|fecha|année|annee|date de publication|anno|data|rok|год|дата|"
    "год издания|年|年份|年度|日期|出版年|发表年份|發表年份|时间|時間|発行年|연도|년도|발행년도|날짜",
    "authors": "author|authors|author s|by|creator|creators|written by|speaker|speakers|lecturer|instructor|"
    "instructors|presenter|first author|autor|autoren|autorin|autores|auteur|auteurs|autore|autori|verfasser|"
    "автор|авторы|作者|著者|讲师|講師|저자|작성자",
    "section": "topic|topics|section|subsection|sub section|category|categories|subcategory|sub category|subject|"
    "subtopic|sub topic|area|field|theme|group|folder|chapter|week|module|unit|part|collection|thema|themen|"
    "kategorie|bereich|rubrik|abschnitt|fach|gebiet|tema|temas|categoría|sección|área|sujet|thème|catégorie|"
    "rubrique|domaine|argomento|categoria|sezione|раздел|категория|тема|主题|主題|分类|分類|类别|類別|章节|章節|"
    "领域|領域|カテゴリ|カテゴリー|分野|분류|주제|분야|카테고리",
    "kind": "type|kind|format|medium|media|media type|item type|resource type|document type|content type|genre|"
    "typ|art|tipo|tipo de recurso|type de ressource|тип|вид|类型|類型|种类|種類|形式|タイプ|종류|유형|형식",
    "note": "note|notes|comment|comments|description|desc|summary|abstract|abstract note|remark|remarks|why|"
    "annotation|annotations|details|tldr|tl dr|takeaway|takeaways|review|notiz|notizen|kommentar|kommentare|"
    "bemerkung|bemerkungen|anmerkung|beschreibung|inhalt|nota|notas|comentario|comentarios|descripción|resumen|"
    "remarque|remarques|commentaire|commentaires|résumé|commento|commenti|descrizione|заметка|заметки|примечание|"
    "описание|комментарий|备注|備註|笔记|筆記|说明|說明|描述|简介|簡介|摘要|评论|メモ|備考|説明|비고|설명|메모",
    "language": "language|lang|sprache|idioma|lengua|langue|lingua|язык|语言|語言|言語|언어",
    "tags": "tags|bookshelves|tag|keywords|keyword|labels|label|manual tags|schlagwörter|schlagworte|"
    "stichworte|etiquetas|"
    "mots clés|étiquettes|parole chiave|метки|теги|标签|標籤|关键词|關鍵詞|タグ|キーワード|태그|키워드",
    "venue": "venue|journal|conference|publication|publication title|publisher|published in|published at|source|"
    "where|booktitle|zeitschrift|verlag|konferenz|revista|editorial|revue|journal conference|rivista|журнал|"
    "издательство|期刊|会议|會議|出版社|来源|來源|掲載誌|학회|저널|출판사",
    "doi": "doi",
    "arxiv": "arxiv|arxiv id|arxivid|eprint",
    "isbn": "isbn|isbn13|isbn10|isbn 13|isbn 10",
    "done": "done|exclusive shelf|shelf|read|finished|completed|status|state|progress|erledigt|gelesen|fertig|"
    "leído|leido|hecho|lu|fait|"
    "letto|fatto|прочитано|статус|已读|已讀|完成|状态|狀態|既読|읽음|상태",
    "code": "code|github|repo|repository|source code|implementation|code link|code url|github link|代码|代碼|"
    "コード|"
    "코드|código",
    "slides": "slides|slide|slides link|folien|diapositivas|幻灯片|投影片|スライド",
    "video": "video link|video url|recording|youtube|talk link|视频|影片|動画",
    "discussion": "discussion|discussion link|hn|hacker news|reddit|thread|forum|讨论|討論",
    "mirror": "mirror|pdf mirror|copy|archive|alternative link|alt link|backup|second link|link 2|url 2",
    "site": "project page|project|project site|site|project website|demo link|demo",
    "data": "data|data link|dataset link|dataset url|dataset|数据|數據|データ",
    "nickname": "nickname|short name|acronym|abbreviation|kürzel|简称|簡稱|缩写|縮寫",
    "": "id|no|nr|number|key|order|rank|index|date added|added|date modified|access date|added on|created|stars|"
    "rating|priority|citations|序号|序號|编号|編號|番号|번호|score|pages|volume|issue|issn|n",
}  # fmt: skip
_FIELD_OF = {word: field for field, words in _WORDS.items() for word in words.split("|")}
_NAMED_COLUMN = re.compile(
    r"(?P<title>^(?!(?:file|user|folder|list|short|first|last|full|author|journal|series|publication|channel|display"
    r"|nick|host|domain|group) )[^\W\d_]+ (?:name|title|titel|título)$|[^\s](?:名称|名稱|书名|書名)$)"
    r"|(?P<url>^(?:[^\W\d_]+ ){1,2}(?:url|link|href)$)"
)
_RULED = re.compile(r"(?m)^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|[ \t:|-]*$")
_URL = re.compile(r"^<?(?:https?://|www\.)\S+$", re.IGNORECASE)
_SAMPLE_ROWS = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is laid out: its delimiter, the row its data starts at (0-based), a field name per column."""

    delimiter: str
    first: int
    columns: tuple[str, ...]
    header: bool


# Longer cells are text; looking for brackets in them could take long.
_LONGEST_NAME = 500


def field_of(header: str) -> str | None:
    """Field that a header cell names; "" for a known column that says nothing about the entry, None if unknown.

    Examples
    --------
    >>> field_of("Paper Title"), field_of("链接"), field_of("Date added"), field_of("foo")
    ('title', 'url', '', None)
    """
    if len(header) > _LONGEST_NAME:
        return None
    text = unicodedata.normalize("NFKC", header).casefold()
    words = re.sub(r"[\W_]+", " ", re.sub(r"\(.*?\)", " ", text)).strip()
    if text.strip() == "#":
        return ""
    if words in _FIELD_OF:
        return _FIELD_OF[words]
    # `book name`, `paper_title`, `pdf_link`: the last word says what a column holds of the thing the first one names.
    named = _NAMED_COLUMN.search(words)
    return named.lastgroup if named else None


def mostly_addresses(cells: Sequence[str]) -> bool:
    """Whether at least 60 % of the filled cells are web addresses."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and sum(bool(_URL.match(cell)) for cell in filled) >= 0.6 * len(filled)


def looks_like_table(head: str, *, named_so: bool) -> bool:
    """Whether the beginning of a text is delimiter-separated values; `named_so` when its file name says it."""
    if head.lstrip().startswith(("|", "#", "* ", "- ", "<", "{", "[")) and not named_so:
        return False
    if _RULED.search(head) and not named_so:
        # Bars with a ruled line below the header are a table of Markdown.
        return False
    lines = head.split("\n")
    sample = "\n".join(lines[:-1] if len(lines) > 2 and len(head) > 50_000 else lines)
    layout = layout_of(sample)
    if layout is None:
        return False
    if named_so:
        return True
    rows = [row for row in _rows(sample, layout.delimiter)[layout.first :] if any(row)]
    even = sum(len(row) == len(layout.columns) for row in rows)
    if layout.header:
        known = sum(1 for column in layout.columns if column)
        return known >= 2 and bool({"title", "url"} & set(layout.columns)) and even >= 0.6 * len(rows)
    return "url" in layout.columns and len(rows) >= 2 and even >= 0.9 * len(rows)


def layout_of(text: str) -> Layout | None:
    """Layout of the delimiter that fits best, or None when the text has no columns.

    Examples
    --------
    >>> layout_of("Titel;Jahr\\nA;2001\\n").columns
    ('title', 'year')
    >>> layout_of("A tale\\thttps://a.org\\nBees\\thttps://b.org\\n").columns
    ('title', 'url')
    """
    first_line = text.lstrip().split("\n", 1)[0]
    told = re.match(r"sep=(.)$", first_line.strip())
    best: tuple[float, Layout] | None = None
    for delimiter in (told[1],) if told else DELIMITERS:
        rows = _rows(text, delimiter)
        if told:
            rows[0] = []
        found = _layout(rows, delimiter)
        if found and (best is None or found[0] > best[0]):
            best = found
    return best[1] if best else None


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """The first rows, quotes read leniently; a row that spans lines counts once and leaves blank rows behind."""
    rows: list[list[str]] = []
    lines = text.split("\n", _SAMPLE_ROWS * 3)[: _SAMPLE_ROWS * 3]
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    try:
        for row in reader:
            rows.append([cell.strip() for cell in row])
            if len(rows) >= _SAMPLE_ROWS:
                break
    except csv.Error:
        pass  # An over-long cell ends the sample; the rows before it are enough to tell the layout.
    return rows


def _layout(rows: list[list[str]], delimiter: str) -> tuple[float, Layout] | None:
    filled = [row for row in rows if any(row)]
    if not filled:
        return None
    for number, row in enumerate(rows[:12]):
        fields = [field_of(cell) for cell in row]
        known = [field for field in fields if field]
        # Exports have dozens of columns that say nothing here; a row of words by chance has not three that do.
        named = {"title", "url"} & set(known) and (len(set(known)) >= 3 or len(known) * 2 >= len([c for c in row if c]))
        if named and (len(row) >= 2 or len(filled) > 1) and not any(_URL.match(cell) for cell in row):
            columns = _by_header(fields, rows[number + 1 :])
            even = sum(len(r) == len(row) for r in filled) / len(filled)
            return 10 * len(known) + even, Layout(delimiter, number + 1, columns, header=True)
    width, count = Counter(len(row) for row in filled).most_common(1)[0]
    if width < 2:
        return None
    columns = _by_values([row for row in filled if len(row) == width], width)
    if "title" not in columns:
        return None
    score = ("url" in columns) * 5 + count / len(filled)
    return score, Layout(delimiter, 0, columns, header=False)


def _by_header(fields: Sequence[str | None], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Fields by their header words, set right where the cells say otherwise."""
    columns: list[str] = []
    for index, field in enumerate(fields):
        cells = [row[index] for row in rows if index < len(row)]
        addresses = mostly_addresses(cells)
        if addresses and field in {"title", "note", "venue", "section", "kind", None, ""}:
            columns.append("url" if "url" not in fields else "mirror")
        elif field in {"site", "data", "video", "code", "discussion"} and not addresses and "title" not in fields:
            columns.append("title" if "title" not in columns else "note")
        elif field in {"title", "url"} and field in columns:
            columns.append("mirror" if field == "url" else "note")
        else:
            columns.append(field or "")
    return tuple(columns)


def _by_values(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """Fields of a table without a header, told by what its cells look like."""
    columns = [""] * width
    texts: list[tuple[float, int]] = []
    for index in range(width):
        cells = [row[index] for row in rows if row[index]]
        if mostly_addresses(cells):
            columns[index] = "mirror" if "url" in columns else "url"
        elif cells and all(re.fullmatch(r"(?:19|20)\d\d(?:[-/.]\d\d?){0,2}", cell) for cell in cells):
            columns[index] = "year"
        elif cells and not all(re.fullmatch(r"[\d.,%\s-]*", cell) for cell in cells):
            distinct = len(set(cells)) / len(cells)
            texts.append((distinct + (sum(map(len, cells)) / len(cells) > 12), index))
    if texts:
        best = max(texts, key=lambda item: (item[0], -item[1]))[1]
        for score, index in texts:
            repeated = score < 0.7 and len(rows) >= 4
            columns[index] = "title" if index == best else "section" if repeated else "note"
    return tuple(columns)
