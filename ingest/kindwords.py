"""What a stated kind means: words of people, of reference managers and of citation formats, in one table.

Only words that are printed as the kind of a thing are looked up here; guessing a kind from a title or an address
is somebody else's business.
"""

from __future__ import annotations

import re
import unicodedata

from library.vocabulary import Kind

__all__ = ["kind_from_word"]

_WORDS: dict[Kind, str] = {
    "paper": "paper|papers|article|articles|journal article|journalarticle|article journal|research article|"
    "preprint|conference paper|conferencepaper|paper conference|inproceedings|incollection|proceedings|"
    "technical report|techreport|report|white paper|whitepaper|thesis|phdthesis|phd thesis|mastersthesis|"
    "master s thesis|dissertation|manuscript|unpublished|survey|survey paper|review|review paper|"
    "review article|dataset paper|benchmark paper|position paper|publication|eprint|artikel|aufsatz|"
    "artículo|articulo|article de revue|articolo|artigo|статья|论文|論文|文章|期刊文章|综述|综述论文|논문|"
    "jour|jfull|ejour|"
    "cpaper|conf|thes|rprt|unpb|inpr|patent|pat|standard|case|bill|legislation|entry encyclopedia|"
    "entry dictionary|entry|document",
    "course": "course|courses|mooc|lecture series|online course|class|curriculum|specialization|specialisation|kurs|"
    "onlinekurs|vorlesung|curso|cours|corso|курс|курсы|课程|課程|公开课|線上課程|강의|コース|講座|course notes",
    "video": "video|videos|talk|talks|lecture|keynote|presentation|playlist|webinar|screencast|motion picture|film|"
    "videorecording|video recording|speech|podcast|audio|broadcast|vortrag|vídeo|charla|vidéo|conférence|"
    "видео|доклад|лекция|视频|影片|讲座|講座影片|동영상|動画|mpct|vide|advs|sound|slide|song|tvbroadcast|"
    "radiobroadcast",
    "book": "book|books|textbook|text book|ebook|e book|monograph|handbook|chapter|book chapter|book section|"
    "booksection|inbook|mvbook|mvcollection|collection|buch|bücher|lehrbuch|kapitel|libro|libros|livre|"
    "livres|manuel|livro|книга|учебник|глава|书|書|书籍|書籍|图书|教材|章节|책|교과서|本|教科書|chap|edbook|"
    "echap|edited book|"
    "comic",
    "blog": "blog|blogs|blog post|blogpost|blog article|post|post weblog|weblog|news|news article|"
    "newspaper article|newspaperarticle|article newspaper|magazine article|magazinearticle|"
    "article magazine|essay|visual essay|story|blogartikel|blogbeitrag|beitrag|entrada|artículo de blog|"
    "billet|article de blog|блог|пост|博客|部落格|博文|블로그|ブログ|mgzn|news item|announcement|interview",
    "code": "code|software|repo|repository|source code|implementation|code example|github|github repo|library|"
    "package|computer program|computerprogram|program|notebook|script|quellcode|código|dépôt|код|"
    "репозиторий|библиотека|代码|代碼|程式碼|源码|仓库|库|코드|コード|comp",
    "dataset": "dataset|datasets|data set|data|benchmark|corpus|datensatz|daten|conjunto de datos|jeu de données|"
    "датасет|данные|набор данных|数据集|資料集|数据|데이터셋|データセット|dbase|aggr|map",
    "tool": "tool|tools|service|framework|product|app|application|platform|saas|werkzeug|anwendung|herramienta|"
    "outil|strumento|инструмент|工具|平台|框架|도구|ツール",
    "demo": "demo|demos|game|playground|interactive|visualization|visualisation|interactive demo|"
    "демо|演示|展示|데모|デモ",
    "tutorial": "tutorial|tutorials|guide|guides|how to|howto|cheat sheet|cheatsheet|cheat sheets|notes|"
    "lecture notes|"
    "documentation|docs|reference|manual|primer|introduction|walkthrough|slides|anleitung|einführung|"
    "skript|folien|leitfaden|guía|apuntes|tutoriel|guide pratique|polycopié|учебное пособие|руководство|"
    "туториал|конспект|教程|指南|教學|笔记|讲义|튜토리얼|チュートリアル|入門|booklet|pamphlet|pamp",
    "list": "list|lists|awesome list|reading list|collection of links|bibliography|link list|links|resource list|"
    "liste|linkliste|lista|список|подборка|列表|清单|清單|목록|リスト|awesome",
    "discussion": "discussion|discussions|forum|forum post|forumpost|thread|q a|qa|question|reddit|hn|tweet|email|"
    "letter|personal communication|instant message|diskussion|discusión|обсуждение|форум|讨论|討論|问答|토론|"
    "ディスカッション|pcomm|post thread",
    "site": "site|website|web site|web page|webpage|homepage|web|online|electronic|newsletter|journal|"
    "conference site|magazine|community|organization|organisation|webseite|sitio web|página web|site web|"
    "site internet|sito|сайт|网站|網站|网页|網頁|웹사이트|サイト|elec|blog site|conference|icomm",
    "other": "other|misc|generic|gen|graphic|figure|artwork|art|hardware|sonstiges|otro|autre|altro|другое|其他|기타|"
    "その他",
}  # fmt: skip
_KIND_OF: dict[str, Kind] = {word: kind for kind, words in _WORDS.items() for word in words.split("|")}


def kind_from_word(word: str) -> Kind | None:
    """Our kind for a stated one, None when the word is unknown.

    Examples
    --------
    >>> kind_from_word("Dataset paper"), kind_from_word("repo"), kind_from_word("论文"), kind_from_word("zebra")
    ('paper', 'code', 'paper', None)
    >>> kind_from_word("Paper (unidentified)"), kind_from_word("journalArticle"), kind_from_word("Talks")
    ('paper', 'paper', 'video')
    """
    text = unicodedata.normalize("NFKC", word).casefold()
    text = re.sub(r"\(.*?\)", " ", text)
    text = re.sub(r"[\W_]+", " ", text).strip()
    for form in (text, text.removesuffix("s"), text.split("/")[0], text.split(" and ")[0]):
        if form in _KIND_OF:
            return _KIND_OF[form]
    return None
