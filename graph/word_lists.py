"""Words that carry no subject: plain data, one place to add to."""

from __future__ import annotations

__all__ = ["FORM", "FORM_UNSPACED", "STOP_WORDS"]


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STOP_WORDS = frozenset(
    _split(
        """
a about after all also an and are as at be been both but by can do each etc even first for from get has have
here how i if in into is it its just like more most my new no not of off on one only or other our out over own
per some such than that the their them then there these they this those through to too up use used using via was
we what when where which while who why will with within without you your
"""
    )
)
"""English words too common to tell anything, as `graph.words` compares them."""

FORM = _split(
    """
less least ones main often seldom rarely mostly usually
additional advanced advice amazing appendix application archive archived article awesome background basic basics
beginner best blog blogpost bonus book bookmark browser category chapter cheatsheet class classic code codebase
collection community company competition complete conference content contents contributing course credit demo
discussion document documentation ebook educational engine example exercise extra faq favorite feed figure file
folder forum free fun fundamental further general getting good great group guide handbook hardcore helpful high
historical history howto important index influential info information inspiration institute institution
interesting intermediate intro introduction introductory issue item journal keynote kit latest learn learning
lecture lesson level lib library license link list listing literature long low magazine mailing main manual
material media meetup misc miscellaneous must new news newsletter note notebook official old online open
organization original other page paper people person personal place playground playlist podcast post practical
prerequisite presentation project publication quality quick read reader reading recent recommended reference
related repo repository research resource review section see selected series set short site slide software
source start started stuff sub suggested survey talk template term text textbook thesis thing tip toc todo tool
toolbox toolkit top topic toy training tutorial unsorted update useful various video webinar website week weird
wiki work workshop worth writing youtube
"""
)
"""Words of headings that say how a list is ordered or what form its items have, not what they are about."""

# Longer ones first: what is left of a heading without them is its subject.
FORM_UNSPACED = _split(
    """
遊玩空間 游玩空间 線上課程 在线课程 實用工具 实用工具 其他教材 優質文章 优质文章 經典論文
经典论文 部落格 課程 课程 工具 其他 教材 教程 教學 教学 文章 論文 论文 影片 視頻 视频
書籍 书籍 連結 链接 資源 资源 參考 参考 博客 入門 入门 相關 相关 推薦 推荐 更多 介紹
介绍 簡介 简介 目錄 目录 書 书
"""
)
"""The same in Chinese, where words are not set apart."""
