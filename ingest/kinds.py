"""The kind of a resource, weighed from its title, its section, its label, its note and its address.

Every witness votes with a weight; no host decides alone. The tables say what words and hosts speak for.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from ingest.hosts import host_of
from ingest.links import split_url
from library.vocabulary import Kind

__all__ = ["kind_of", "section_kinds"]

_TITLE_WORDS: Final[dict[Kind, str]] = {
    "list": r"awesome|curated|(?:reading |paper |link |course |massive |big )?lists?(?: of)?|list of|collections? of|roadmap|summar(?:y|ies) of"
    r"|most cited|bibliograph(?:y|ies)|literature of|references|resources|书单|書單|清单|清單|top \d+|\d+ (?:best|free)|compilation|directory"
    r"|notes on papers|paper summaries|reading group|cheatsheets list|drizzle|readings|link collection",
    "tutorial": r"tutorials?|cheat ?-?sheets?|guides?|primer|walk ?-?through|notes|lecture notes|crash course|getting started"
    r"|learn \w+ in|step by step|hands-on|best practices|docs|documentation|manual|exercises|handouts?|mind ?map|interview topics"
    r"|教程|入門|入门|指南|小抄|笔记|筆記|anleitung|tutoriel|учебник|руководство|blitz|in \d+ minutes|notebooks?|faq|guidelines|revision",
    "course": r"courses?|mooc|specialization|specialisation|lectures?|curriculum|syllabus|bootcamp|nanodegree|cs ?\d{2,3}\w?|stat ?\d{3}|课程|課程|公开课|公開課"
    r"|vorlesung|kurs|cours|curso|курс|summer school",
    "video": r"videos?|talks?|keynote|youtube|playlist|screencast|webinar|interviews?|channel|film|documentary|lecture series|podcast episode|影片|视频|視頻"
    r"|vortrag|conférence|vídeo|видео|видеокурс|movie",
    "book": r"books?|textbook|e-?books?|volume|chapter|ch\.|ed\.|edition|\d+(?:st|nd|rd|th) ed|monograph|livre|libro|buch|lehrbuch|книга|教科书|教材|isbn|anthology|novel",
    "dataset": r"data ?-?sets?|corpus|corpora|benchmarks?|database for|databases? of|bibliothek der daten|collection of recordings|数据集|資料集|open data|korpus|datensatz|treebank",
    "paper": r"papers?|survey|review article|review paper|thesis|dissertation|preprint|proceedings|technical report|article by|论文|論文|state of the art review"
    r"|empirical|towards|journal|arxiv|working paper",
    "blog": r"blogs?|blog post|posts?|essay|newsletter post|weblog|博客|部落格|блог|my experience|lessons learned|looking back|why i|article|medium",
    "discussion": r"ask hn|show hn|hn|reddit|ama|discussion|thread|forum|stack ?overflow|stack ?exchange|se post|quora|mailing list|q&a|poll|知乎|tweet",
    "tool": r"framework|library|toolkit|platform|software|app|engine|package|plugin|ide|service|simulator|compiler|editor|sdk|api|tools?|工具|toolbox|bindings|extension"
    r"|emulator|converter|calculator|program|debugger|client|server|plug-?in",
    "demo": r"demos?|playgrounds?|experiments|sandbox|interactive demo|visuali[sz]ation|simulation|try it|game|explorable|演示",
    "code": r"implementations?|source code|code|repo|repository|github|git|examples|scripts?|supplementary materials|solutions?|starter code|port of|代码|程式碼",
    "site": r"conference|website|web ?site|newsletter|homepage|portal|magazine|community|forum of|podcast|wiki|blog directory|workshop|network of|society|journal of|museum",
}  # fmt: skip
# Words that books and papers have in their titles too.
_WEAK_WORDS: Final[dict[Kind, str]] = {
    "tutorial": r"how ?-?to|introduction to|an? introduction|intro to|from scratch|for beginners|explained|basics|rules of|examples?"
    r"|einführung|learn|understanding|visual guide",
    "course": r"training|class|seminar",
    "tool": r"systems?|program",
    "paper": r"towards|empirical",
    "list": r"resources|references|guide to resources",
    "video": r"lecture \d+|episode|channel",
}  # fmt: skip
# Words that leave no doubt.
_DECISIVE_WORDS: Final[dict[Kind, str]] = {
    "tutorial": r"cheat ?-?sheets?|小抄", "list": r"awesome|curated|list of|书单|書單", "discussion": r"ask hn|ama",
    "video": r"lecture videos?|video lectures?|playlist", "course": r"online course|course material", "blog": r"['’]s blog|weblog",
}  # fmt: skip
# Kinds whose words a title may hold for other reasons: *Recognising video with a new library*.
_THINGS: Final = frozenset({"tool", "code", "site", "dataset", "video", "demo"})
_VENUES: Final[dict[Kind, str]] = {
    "book": r"press|publishing|publishers?|cambridge|oxford|princeton|springer|wiley|elsevier|addison|o[’']reilly|verlag|manning|penguin|norton|routledge|packt|bloomsbury|holt"
    r"|macmillan|random house|mcgraw|pearson|prentice|academic press|dover|birkhäuser|books?|edition|ed\.|isbn|chapman|basic books|harper\w*"
    r"|éditions|editorial|gallimard|suhrkamp|beck|fischer|utb|出版社|文库|ch\.|chapters?|vintage|knopf|[a-z]+ up",
    "paper": r"journal|proc\w*|trans\w*|rev(?:iew)?|letters|lett\.|conference|annals|bulletin|science|nature|phys\w*|j\.|int\.|quarterly|arxiv|preprint"
    r"|nips|neurips|icml|iclr|cvpr|acl|naacl|emnlp|popl|osdi|sosp|sigmod|vldb|usenix|icfp|pldi|tcs|jmlr|cacm|tellus|pnas|communications of|archive|notes in"
    r"|magazine|workshop|symposium|zeitschrift|revue|revista|quart\w*|econometrica|plos|ieee|acm|jcss|jfp|entcs|working paper|学报|annales",
}  # fmt: skip
_SECTION_WORDS: Final[dict[Kind, str]] = {
    "paper": r"papers?|articles?|publications|preprints|论文|論文|文献|aufsätze|artikel|статьи|articles scientifiques|proceedings|theses|surveys?|classics|literature|bibliograph\w+|literatur",
    "book": r"books?|textbooks?|monographs|书籍|書籍|书|書|小説|小说|教材|novelas?|romane|romans|fiction|bücher|lehrbücher|livres|libros|книги|e-?books|novels|本|図書",
    "course": r"courses?|moocs?|lectures?|classes|课程|課程|kurse|vorlesung(?:en)?|cours|cursos|курсы|curriculum|公开课|公開課",
    "video": r"videos?|talks?|playlists?|channels?|youtube|screencasts|视频|視頻|影片|vorträge|videos und|vidéos|vídeos|видео|films?|documentar\w+|watch",
    "tutorial": r"tutorials?|guides?|how-?tos?|notes|cheat ?sheets?|introductions?|getting started|教程|教學|入门|入門|anleitungen|tutoriels|tutoriales|manuals?|documentation|docs|笔记|exercises|primers?|notebooks",
    "blog": r"blogs?|posts?|essays?|文章|部落格|博客|blogposts?|блоги|weblogs?|feeds?|opinion|articles",
    "tool": r"tools?|software|libraries|frameworks?|packages|platforms|apps?|工具|库|框架|werkzeuge|programme|outils|herramientas|logiciels|инструменты|utilities|simulators|emulators",
    "code": r"code|repos(?:itories)?|projects?|implementations?|github|source|代码|項目|项目|проекты|projekte|examples",
    "dataset": r"data|data ?-?sets?|corpora|corpus|benchmarks?|数据集?|資料集?|datensätze|jeux de données|датасеты|recordings|collections of data",
    "demo": r"demos?|playgrounds?|experiments|interactive|games?|遊玩空間|toys?|visuali[sz]ations?|演示",
    "list": r"lists?|awesome|collections|roundups|link lists|related lists|other lists|书单|curated|bibliographies|indexes|meta",
    "discussion": r"discussions?|forums?|threads|q&a|questions|reddit|hacker news|social",
    "site": r"sites?|websites?|web ?sites|communit\w+|conferences?|newsletters?|podcasts?|news|magazines?|journals?|organi[sz]ations|会议|網站|网站|museums?|events|portals|seiten|blogroll",
}  # fmt: skip
_HOSTS: Final[dict[Kind, str]] = {
    "paper": r"arxiv\.org|openreview\.net|aclweb\.org|aclanthology|jmlr\.org|papers\.nips|proceedings\.|nips\.cc/paper|doi\.org|sciencedirect|springer\.com/(?:article|chapter)"
    r"|ieeexplore|dl\.acm|acm\.org/(?:doi|citation)|nature\.com|sciencemag|science\.org|pnas\.org|academic\.oup|jstor\.org|semanticscholar|researchgate\.net/pub|biorxiv|medrxiv|ssrn\.com"
    r"|openaccess\.thecvf|plos|frontiersin|mdpi\.com|tandfonline|wiley\.com/doi|cell\.com|eprint\.iacr|citeseerx|cidrdb|vldb\.org/pvldb|usenix\.org/(?:system/files|conference|legacy)|pubmed|ncbi\.nlm|hal\.|nber\.org"
    r"|papers?/|techreports?|tech-reports?|/pubs?/|/publications?/|scholar\.archive|drops\.dagstuhl|distill\.pub/20|projecteuclid|iopscience|aps\.org|agu|royalsociety|geoscienceworld|hindawi|biomedcentral|cambridge\.org/core/journals",
    "video": r"youtube\.com|youtu\.be|vimeo\.com|bilibili|videolectures|ted\.com|slideslive|techtalks|media\.ccc|twitch\.tv|infoq\.com/presentations|dailymotion|nicovideo",
    "discussion": r"news\.ycombinator|reddit\.com|lobste\.rs|twitter\.com|x\.com/|quora\.com|stackoverflow|stackexchange|groups\.google|zhihu\.com/question|forums?\.|discourse|mathoverflow|/forum|discuss\.|mastodon",
    "course": r"coursera|udacity|edx\.org|ocw\.|khanacademy|udemy|class\.|classes?/|courses?[./]|/teaching/|cs\d{2,3}\w?[./]|/~?cs\d{2,3}|academy|pluralsight|codecademy|futurelearn|datacamp|mooc|/learn/|kaggle\.com/learn|open\.hpi|brilliant\.org|15\d{3}\.courses",
    "book": r"amazon\.|goodreads|manning\.com|oreilly|packtpub|leanpub|springer\.com/(?:gp/)?book|books?[./]|mitpress|nostarch|pragprog|crcpress|book\.|cambridge\.org/(?:\w+/)?(?:academic|core/books)|gutenberg|bookshop|worldcat|douban\.com/subject|press\.\w+\.edu|pressbooks|isbn",
    "blog": r"medium\.com|blogspot|wordpress|substack|blog[./]|/blogs?/|\.blog/|tumblr|hackernoon|towardsdatascience|dev\.to|hashnode|/posts?/|/\d{4}/\d{2}/|jianshu|csdn|nytimes|wired\.com|theguardian|theatlantic|newyorker|economist|quantamagazine|bbc\.co|technologyreview|zhuanlan",
    "code": r"github\.com|gitlab|bitbucket|sourceforge|codeberg|git\.sr\.ht|code\.google|gist\.github|pypi\.org|cran\.r|crates\.io|npmjs|hackage",
    "dataset": r"kaggle\.com/(?:datasets|c/)|archive\.ics\.uci|data\.|datasets?[./]|zenodo|figshare|dataverse|opendata|/data/|image-net\.org|data\.gov",
    "demo": r"playground|demo[./]|experiments\.|quickdraw|/demos?/|codepen|observablehq",
    "tutorial": r"tutorials?[./]|readthedocs|/guide|learnopengl|realpython|w3schools|geeksforgeeks|/howto|/tutorial|nbviewer|colab\.research|docs\.|/docs?/|/notes|cheatsheet|/learn|ufldl|tutorialspoint|/manual",
    "list": r"awesome|paperswithcode|/papers?-?list|reading-?list|/resources|/links",
    "site": r"/conference|podcast|newsletter",
    "tool": r"/tools?/|/software|\.app(?:/|$)|apps\.apple|play\.google|/download",
}  # fmt: skip
_HOST_WEIGHT: Final[dict[Kind, float]] = {
    "paper": 4.5, "video": 5.5, "discussion": 7.0, "course": 3.5, "book": 3.2, "blog": 3.2, "code": 3.4, "dataset": 3.0,
    "demo": 3.0, "tutorial": 2.6, "list": 2.6, "site": 1.5, "tool": 1.5, "other": 0.0,
}  # fmt: skip
_ORDER: Final[tuple[Kind, ...]] = (
    "discussion", "paper", "video", "course", "book", "list", "tutorial", "dataset", "demo", "code", "blog", "tool",
    "site", "other",
)  # fmt: skip


def _compiled(table: dict[Kind, str], *, words: bool) -> re.Pattern[str]:
    """One pattern for a table; the name of the group that matched is the kind."""
    groups = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in table.items())
    return re.compile(f"(?<![A-Za-z0-9])(?:{groups})(?![A-Za-z])" if words else f"(?:(?<![a-z0-9_-])|(?=/))(?:{groups})")


_TITLE = _compiled(_TITLE_WORDS, words=True)
_SECTION = _compiled(_SECTION_WORDS, words=True)
_HOST = _compiled(_HOSTS, words=False)
_DECISIVE = _compiled(_DECISIVE_WORDS, words=True)
_WEAK = _compiled(_WEAK_WORDS, words=True)
_VENUE = _compiled(_VENUES, words=True)
_CHAPTERS = re.compile(r"(?i)\b(?:ch(?:apters?|aps?|\.)?|kap(?:itel|\.)?)\.?\s*\d|\bchapters?\b|(?:第|一)\w?章")
_PLURALS = re.compile(
    r"(?<![a-z])(?:papers|courses|books|resources|articles|links|readings)(?![a-z])"
)
_CODE_HOSTS = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gist.github.com"})
_TOOLISH = re.compile(
    r"(?i)\b(?:library|framework|toolkit|platform|engine|package|software|database|compiler|editor|language|operating system"
    r"|app|service|implementation|simulator|tool|extension|plugin)\b|工具|框架|平台"
)


def kind_of(
    title: str,
    url: str | None,
    *,
    section: tuple[str, ...] = (),
    lead: str = "",
    label: str = "",
    note: str = "",
    venue: str = "",
    cites: bool = False,
) -> Kind:
    """Weigh what sort of resource an entry is.

    Parameters
    ----------
    title, url
        The entry's own.
    section
        Its headings, outermost first; the innermost weighs most.
    lead, label, note
        What is printed before the title, on the link, and after it.
    venue
        Where it appeared, with all that is printed about the edition.
    cites
        Whether the entry is printed as a citation.
    """
    votes: Counter[Kind] = Counter()
    _vote(votes, _kinds_in(_TITLE, title.lower()), 3.6)
    _vote(votes, _kinds_in(_DECISIVE, title.lower()), 3.0)
    for kind in _THINGS & votes.keys():
        votes[kind] *= 0.5 if len(title.split()) > 5 else 0.7
    _vote(votes, _kinds_in(_WEAK, title.lower()), 1.6)
    if venue:
        _vote(votes, _kinds_in(_VENUE, venue.lower()[:200]), 2.6)
        if re.search(r"\d+\s*\(\d+\)|\d{2,}\s*[-–]\s*\d{2,}|\bpp\b|\bvol\b|\d+[:,]\s*\d+", venue):
            votes["paper"] += 2.0
    if lead:
        _vote(votes, _kinds_in(_TITLE, lead.lower()[-80:]), 2.4)
    if label:
        _vote(votes, _kinds_in(_TITLE, label.lower()), 2.4)
    if note:
        _vote(votes, _kinds_in(_TITLE, note.lower()[:120]), 1.0)
    for distance, heading in enumerate(reversed(section[-3:])):
        _vote(votes, section_kinds(heading), (3.0, 2.0, 0.4)[distance])
    if _CHAPTERS.search(f"{lead} {note[:60]}"):
        votes["book"] += 3.0
    if cites:
        votes["paper"] += 1.2 if url else 0.8
        votes["book"] += 0.8 if url else 1.2
    if url:
        _vote_address(votes, url, title, note)
    if not votes:
        return "site" if url and split_url(url).path.strip("/") == "" else "blog" if url else "other"
    return max(_ORDER, key=lambda kind: (votes[kind], -_ORDER.index(kind)))


def _vote(votes: Counter[Kind], kinds: tuple[Kind, ...], weight: float) -> None:
    for place, kind in enumerate(kinds):
        votes[kind] += weight if place == 0 else weight * 0.8


def _kinds_in(pattern: re.Pattern[str], text: str) -> tuple[Kind, ...]:
    found: dict[Kind, None] = {}
    for match in pattern.finditer(text):
        found[match.lastgroup] = None  # type: ignore[index]
    return tuple(found)


@lru_cache(maxsize=4096)
def section_kinds(heading: str) -> tuple[Kind, ...]:
    """Tell the kinds a heading announces.

    Examples
    --------
    >>> section_kinds("Books and courses"), section_kinds("Recurrent networks")
    (('book', 'course'), ())
    """
    return _kinds_in(_SECTION, heading.lower())


def _vote_address(votes: Counter[Kind], url: str, title: str, note: str) -> None:
    host = host_of(url)
    parts = split_url(url)
    place = f"{host}{parts.path.lower()}"
    for kind in _kinds_in(_HOST, place)[:3]:
        votes[kind] += _HOST_WEIGHT[kind]
    if "wikipedia.org" in host:
        votes["site"] += 4.0
    if place.endswith((".pdf", ".ps", ".ps.gz", ".djvu")):
        votes["paper"] += 2.0
        votes["code"] -= 3.0
        votes["course"] -= _HOST_WEIGHT["course"] - 0.5
    if "list=" in parts.query or "/playlist" in parts.path:
        votes["course"] += 2.0
    if host in _CODE_HOSTS:
        if _PLURALS.search(title.lower()) and not votes["paper"] > 6:
            votes["list"] += 4.0
        votes["tool"] -= 1.0
    elif parts.path.strip("/") == "" and not parts.query:
        votes["site"] += 1.2
        votes["tool"] += 1.4 if _TOOLISH.search(note) else 0.4
