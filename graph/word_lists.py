"""Words that carry no subject: plain data, one place to add to."""

from __future__ import annotations

__all__ = ["FORM", "FORM_ALONE", "FORM_UNSPACED", "STOP_WORDS"]


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STOP_WORDS = frozenset(
    _split(
        """
a about actually after all also am an and are as at au be been both but by can das de del der des die do du e
each el et etc even first for from für get has have here how i if im in into is it its just la las le les like
los me mit more most my myself new no not of off on once one only or other our out over own para per really
since some still such than that the their them then there these they this those through to too und up use used
using via von was we what when where which while who why will with within without y you your zu в и на と の をに 与
及 和 的
"""
    )
)
"""Words too common to tell anything, as `graph.words` compares them."""

FORM = _split(
    """
additional advanced advice again amazing appendix application april archive archived article artikel artículo
artículos aufsatz aufsätze august autre autres awesome background backlog bar basic basics beginner best blog
blogpost bonus book bookmark breve breves browser buch bücher calendar chapter cheatsheet classic clásico
clásicos code codebase collection community company competition complete conference content contents
contributing cours course credit curso cursos daten december demo discussion divers document documentation ebook
educational einführung end ends enlace enlaces escuchar essay essays example exercise extra faq favoris favorite
favoriten favourite february feed file finished folder forum foundation free fun fundamental further getting
good great grundlagen guide handbook hardcore heard helpful herramienta herramientas howto hören important inbox
influential info information inspiration institute institution interesting intermediate intro introduction
introductory issue item january journal july june keynote kit klassiker kurs kurse later latest learn least
lectura lecturas lecture lectures leer lehrbuch lehrbücher leseliste lesen lesezeichen less lesson level lib
library libro libros license lien liens link lire list lista liste listen listing literature livre livres long
love magazine mailing main manual mapa mapas marcadores march material may media meetup mehr menu misc
miscellaneous month mostly must new newest news newsletter noch note notebook novel november october odd odds
official often old once ones online organization original other otras otros outil outils overview overviews owe
page paper people person playground playlist podcast post practical preprint prerequisite presentation project
publication quality quick rarely read reader reading recent recommended recurso recursos reference regarder
related repo reports repository resource ressource ressources review roadmap roadmaps schedule section see seen
sehen seldom selected september series shelf short since site skript skripte slide software someday sonstiges
start started still stuff suggested suggestion suggestions survey symbolleiste table talk template term textbook
thesis thing tip toc todo tool toolbar toolbox toolkit top topic toy tutorial unread unsorted update useful
usually various ver video videos vidéo vidéos voir vorlesung vorlesungen vídeo vídeos watch webinar website week
weird weitere weiteres werkzeug werkzeuge wiki wishlist work workshop worth writing year youtube écouter
überblick видео книга книги курс курсы прочее разное список ссылка ссылки статьи статья
"""
)
"""Words of headings that say how a list is ordered or what form its items have, not what they are about."""

FORM_ALONE = _split(
    """
category class concept data engine extras general group historical history index key learning method model
practice report research science set source system technique text theory training 本
"""
)
"""Words that name no subject by themselves but belong to the name of many: "Group theory", "Data"."""

# Longer ones first: what is left of a heading without them is its subject.
FORM_UNSPACED = _split(
    """
优质文章 優質文章 其他教材 在线课程 实用工具 實用工具 游玩空间 經典論文 線上課程 经典论文 読書メモ
遊玩空間 その他 リンク 年代順 年月順 部落格 メモ 书单 书籍 介紹 介绍 入門 入门 其他 動画 博客 参考
參考 学习 學習 工具 影片 我的 推荐 推薦 教学 教學 教材 教程 文章 更多 書單 書籍 本棚 清单 清單
目录 目錄 相关 相關 笔记 筆記 简介 簡介 視頻 视频 記事 課程 論文 講座 講義 讀書 讲义 讲座 论文
读书 课程 資源 资源 連結 链接 书 書
"""
)
"""The same in Chinese and Japanese, where words are not set apart."""
