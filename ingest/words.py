"""Words with a meaning for the reading of lists, in the languages lists are written in.

Tables only, with the small functions that look things up in them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from library.vocabulary import LinkRole

__all__ = ["LabelRole", "bag", "ending_role", "label_role", "needs_context", "section_class", "stands_as_title"]

# What a bare label says about its link: `self` is the thing itself, `paper` its text, else a secondary role.
LabelRole = LinkRole | Literal["self", "paper"]
SectionClass = Literal["contents", "upkeep", "todo", "against", "people", "companies", "glossary", "prose"]


def bag(text: str) -> frozenset[str]:
    """Make a set of the words of `text`."""
    return frozenset(text.split())


_LABELS: Final[dict[LabelRole, frozenset[str]]] = {
    "self": bag(
        "link links url here click this read more view open source download get visit see go page watch listen"
        " book ebook course class tutorial tutorials example examples guide review survey article post blog"
        " text version online original original article web entry part chapter lecture lectures notes intro"
        " introduction"
        " overview summary docs doc documentation manual interview talk podcast demo demos reference thesis"
        " hier seite buch kurs artikel aufsatz ici lien lire livre cours aquí aqui enlace leer curso libro artículo"
        " artigo qui ссылка здесь тут книга курс статья"
        " 链接 連結 鏈接 这里 這裡 這邊 这篇 這篇 这个 這個 原文 文章 下载 下載 课程 課程 教程 书 書 中文 英文"
        " 中文版 英文版 リンク こちら 링크 여기 原書 公式 再生リスト 記事"
    " texto resumen edición facsímil texte résumé volltext leseprobe inhalt fiche éditeur verlagsseite full-text"
    " verlag fassung webfassung web ausgabe vorschau preview 영문 국문 원서 한글 全文 本文"
    ),
    "paper": bag(
        "paper papers pdf ps postscript html abs abstract doi acm ieee springer sciencedirect jstor openreview"
        " proceedings"
        " publisher fulltext preprint neurips nips icml iclr cvpr acl aaai jmlr nature science report 论文 論文 논문"
    ),
    "preprint": bag("arxiv biorxiv medrxiv ssrn eprint"),
    "code": bag(
        "code github git gitlab bitbucket repo repository implementation implementations software sources notebook"
        " notebooks colab jupyter tensorflow pytorch keras jax torch theano caffe matlab gist huggingface model"
        " models"
        " weights checkpoint checkpoints program programme dépôt"
        " код 代码 代碼 程式碼 源码 コード 코드 codes ソースコード"
    ),
    "slides": bag(
        "slides slide slidedeck deck presentation ppt pptx keynote handout handouts folien diapos diapositivas слайды"
        " 幻灯片 投影片 讲义 講義 スライド 슬라이드 poster"
    ),
    "video": bag(
        "video videos youtube yt recording recordings vimeo bilibili screencast playlist film webcast"
        " vidéo vidéos vídeo vídeos trailer видео 视频 視頻 影片 动画 動画 영상 再生リスト"
    ),
    "discussion": bag(
        "hn reddit lobsters discussion discussions comments comment thread forum twitter tweet tweets hackernews"
        " quora zhihu diskussion обсуждение 讨论 討論 知乎"
    ),
    "mirror": bag("mirror archive archived cached cache backup wayback alt alternative alternate local copy spiegel"
    " 备份 镜像"),
    "data": bag("data dataset datasets corpus benchmark daten 数据 數據 数据集 資料集"),
    "site": bag(
        "website site homepage home webpage project official wiki website: webseite webseiten site-web sitio сайт"
        " 网站 網站 官网 官網 主页 主頁 豆瓣 维基 百科 公式サイト 项目 專案"
    ),
    "author": bag("author authors bio"),
    "other": bag(
        "supplement supplementary supp appendix errata exercises solutions homework assignments syllabus review"
        " reviews"
        " announcement news 英語版 日本語版 和訳 英訳 译文 翻译 翻譯 译本 解读 解讀 习题 習題 答案 解答 题解 笔记"
        " 筆記 公式推导 推导 配套 解説 translation translated traducción"
        " übersetzung traduction 서평 書評 书评 reseña rezension recension recensione рецензия"
    " übungen aufgaben lösungen"
    " 한국어판 번역"
        " bibtex cite citation annotated abridged abbreviated explanation"
        " explained follow-up followup blogpost medium writeup amazon goodreads publisher's transcript"
    ),
}  # fmt: skip
_ROLE_OF: Final[dict[str, LabelRole]] = {word: role for role, words in reversed(_LABELS.items()) for word in words}
# Words that make no label a title: articles, adjectives of access, counters.
_FILLER = bag(
    "the a an of in on at for to and or with & + / official free full new our my their original main first second"
    " third final old open access publisher's long short en zh pt 1 2 3 4 5 6 7 8 9 10 i ii iii iv v english chinese"
    " german french spanish japanese from by its is only pages page same also complete file files"
)
_KIND_LABELS = bag(
    "class notes lecture tutorial example demo video talk post blog paper review survey guide book course docs"
    " documentation version slides code implementation link part chapter pdf article website site homepage project"
    " slide github repo repository paper arxiv youtube hn here this page exercises solutions homework syllabus"
    " reading"
    " week day lesson session module unit summary overview introduction intro download source transcript recording"
    " 教程 课程 課程 论文 論文 这篇 這篇 链接 連結 视频 影片 代码 這邊 这里 這裡"
)
_PROPER = bag(
    "tensorflow pytorch keras jax torch theano caffe matlab huggingface kaggle neurips nips icml iclr cvpr acl aaai"
    " jmlr"
    " nature science medium reddit quora github gitlab colab jupyter openreview springer zhihu vimeo bilibili"
)
_DEPENDENT = bag("version edition implementation part chapter lecture")
# Sites print their address or their name as label; what is read there is not told by it.
_SPLIT = re.compile(r"[\s\-–—_/|,;:.!()\[\]【】（）\"'“”’]+")

_SECTIONS: Final[dict[SectionClass, re.Pattern[str]]] = {
    "contents": re.compile(
        r"(?i)^(?:table of )?contents?$|^toc$|^index$|^outline$|^on this page$|^navigation$|^sections$"
        r"|^(?:本文)?(?:章节|章節|目录|目錄|目次)$|^inhalt(?:sverzeichnis)?$|^table des mati|^sommaire$|^índice$"
        r"|^оглавление"
        r"|^содержание|^목차$"
    ),
    "upkeep": re.compile(
        r"(?i)^(?:how to )?contribut(?:e|ing|ion|ions|ors?)\b|^licen[cs](?:e|ing)\b|^copyright|^acknowledge?ments?"
        r"|^credits?$"
        r"|^feedback|^donat|^sponsor|^support (?:us|this|me)|^code of conduct|^contact(?: me| us)?$|^changelog"
        r"|^change log"
        r"|^star(?:gazers| history)|^about(?: this (?:list|page|repo\w*)| me| us| the authors?)?$|^maintainers?$"
        r"|^disclaimer"
        r"|^how to (?:use|read) this|^legend$|^citation$|^citing|^how to cite|^impressum|^lizenz|^mitmachen"
        r"|^licencia|^licence"
        r"|공지|^公告|^お知らせ|^объявлени|^announcements?$|^avisos$"
        r"|^关于(?:本|我|作者)?|^關於|^о (?:списке|проекте|себе)"
        r"|^à propos(?: de (?:cette|ce))?\b|^sobre (?:esta|este|mí)"
        r"|^über (?:diese|mich|uns)"
        r"|^grading|^assessments?$|^attendance|^late (?:work|policy)|^academic (?:honesty|integrity)|^accommodations?$"
        r"|^disability|^course (?:description|policies|requirements|objectives|goals|information)|^office hours"
        r"|^learning (?:outcomes|objectives)|^policies$|^benotung|^leistungsnachweis|^évaluation|^evaluación"
        r"|^contribuer|^contribuir|^参与贡献|^贡献|^貢獻|^许可|^授權|^致谢|^лицензия"
    ),
    "todo": re.compile(r"(?i)^to[- ]?dos?\b|^todo list|^待[办辦]|^roadmap for this|^wish ?list for this|^missing$"
    r"|^planned$"),
    "against": re.compile(
        r"(?i)\b(?:not?|never|didn['’]?t|don['’]?t)\s(?:\w+\s)?(?:find |found )?"
        r"(?:useful|helpful|recommended|recommend|worth)\b"
        r"|^(?:avoid|stay away|to avoid)\b|^nicht empfohlen|^à éviter|^不推荐"
    ),
    "people": re.compile(
        r"(?i)^(?:\w+ ){0,3}(?:people|researchers|persons|scientists|experts|(?:twitter|github) (?:accounts|users)"
        r"|who to follow"
        r"|influencers|bloggers)(?: to follow| worth following| in \w+)?$|^people\b|^人物|^学者|^研究者|^personen$"
    ),
    "companies": re.compile(r"(?i)^(?:\w+ ){0,2}(?:companies|startups|start-ups|universities|labs|research groups"
    r"|employers|firmen)$"),
    "glossary": re.compile(
        r"(?i)\bglossary\b|^terminology|^definitions?$|\bterms/concepts|^(?:key )?terms$|^vocabulary$"
        r"|^abbreviations|^acronyms"
        r"|术语|術語|^glossar|^glossaire|^glosario"
    ),
}  # fmt: skip


@lru_cache(maxsize=16384)
def label_role(label: str) -> LabelRole | None:
    """Tell what a label says about its link when it is no title of its own, else None.

    Examples
    --------
    >>> label_role("[PDF]"), label_role("slides & video"), label_role("這篇")
    ('paper', 'slides', 'self')
    >>> label_role("Deep Learning") is None
    True
    """
    if len(label) > 40:
        return None
    words = [word for word in _SPLIT.split(label.casefold()) if word]
    telling = [word for word in words if word not in _FILLER and not word.isdigit()]
    if words[-1:] == ["complete"]:
        return None
    if not telling:
        return "self" if len(words) <= 3 else None
    if len(telling) == 1 and len(words) > 1:
        telling[0] = telling[0].rstrip("0123456789") or telling[0]
    roles = [_ROLE_OF.get(word) or _ROLE_OF.get(word.rstrip("0123456789")) for word in telling]
    if len(telling) > 4 or None in roles:
        return None
    named = [role for role in roles if role not in {"self", "other"}]
    return named[0] if named else roles[0]


@lru_cache(maxsize=4096)
def ending_role(label: str) -> LabelRole | None:
    """Tell the role of a label without blanks between its words by how it ends: `课程视频`, `習題解答`."""
    if label.isascii() or not 2 < len(label) <= 8:
        return None
    return next((_ROLE_OF[label[-size:]] for size in (3, 2, 4) if label[-size:] in _ROLE_OF), None)


@lru_cache(maxsize=4096)
def stands_as_title(label: str) -> bool:
    """Tell a name made of label words that stands at the head of its line: `Keras`, `ICML`, `Papers with Code`."""
    words = [word for word in _SPLIT.split(label) if word]
    bare = label.strip()
    if len(bare) <= 2 or bare.isdigit():
        return bare.isupper() or len(bare) >= 3
    return all(word.lower() in _PROPER for word in words) or (
        len(words) >= 3 and words[0][0].isupper() and words[-1][0].isupper() and words[0].lower() not in _FILLER
    )


@lru_cache(maxsize=16384)
def needs_context(title: str) -> bool:
    """Tell a title that says only what sort of thing it is, not which one.

    Examples
    --------
    >>> needs_context("Main paper"), needs_context("Keras version"), needs_context("Theano tutorial")
    (True, True, False)
    """
    words = [word for word in _SPLIT.split(title.casefold()) if word]
    telling = [word for word in words if word not in _FILLER and not word.isdigit()]
    if len(telling) > 4:
        return False
    if len(words) <= 3 and words and words[-1] in _DEPENDENT:
        return True
    return all(word in _KIND_LABELS or word.rstrip("s") in _KIND_LABELS for word in telling)


def section_class(heading: str) -> SectionClass | None:
    """Tell a heading under which no resources stand, by its own words."""
    bare = re.sub(r"^[\W\d_]+|[\W_]+$", "", heading)
    if len(bare) > 60:
        return None
    for name, pattern in _SECTIONS.items():
        if pattern.search(bare):
            return name
    return None
