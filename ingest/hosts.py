"""What addresses tell by themselves: what their hosts are known for, whose page they are, which words they hold.

General knowledge of the web as readable tables; no list is known here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, unquote

from ingest.links import split_url
from library.vocabulary import LinkRole

__all__ = [
    "address_words",
    "host_of",
    "host_role",
    "is_badge",
    "is_document",
    "is_personal",
    "is_relative",
    "is_root",
    "is_wikipedia",
    "site_name",
    "url_key",
]

_ROLE_OF_HOST: Final[dict[str, LinkRole]] = {
    "news.ycombinator.com": "discussion", "reddit.com": "discussion", "lobste.rs": "discussion",
    "twitter.com": "discussion", "x.com": "discussion", "quora.com": "discussion", "zhihu.com": "discussion",
    "stackoverflow.com": "discussion", "stackexchange.com": "discussion", "groups.google.com": "discussion",
    "github.com": "code", "gitlab.com": "code", "bitbucket.org": "code", "sourceforge.net": "code",
    "codeberg.org": "code", "git.sr.ht": "code", "code.google.com": "code", "huggingface.co": "code",
    "colab.research.google.com": "code",
    "youtube.com": "video", "youtu.be": "video", "vimeo.com": "video", "bilibili.com": "video",
    "videolectures.net": "video", "ted.com": "video", "techtalks.tv": "video", "slideslive.com": "video",
    "media.ccc.de": "video", "dailymotion.com": "video", "twitch.tv": "video",
    "slideshare.net": "slides", "speakerdeck.com": "slides", "slides.com": "slides",
    "web.archive.org": "mirror", "archive.is": "mirror", "archive.ph": "mirror", "archive.today": "mirror",
    "webcache.googleusercontent.com": "mirror", "pan.baidu.com": "mirror",
    "arxiv.org": "preprint", "biorxiv.org": "preprint", "medrxiv.org": "preprint", "ssrn.com": "preprint",
    "psyarxiv.com": "preprint", "eprint.iacr.org": "preprint", "hal.science": "preprint",
    "kaggle.com": "data", "zenodo.org": "data", "figshare.com": "data",
}  # fmt: skip
_BADGE_HOSTS = frozenset({
    "shields.io", "img.shields.io", "badge.fury.io", "travis-ci.org", "travis-ci.com", "circleci.com", "codecov.io",
    "coveralls.io", "awesome.re", "gitter.im", "creativecommons.org", "licensebuttons.net", "choosealicense.com",
    "star-history.com", "patreon.com", "opencollective.com", "buymeacoffee.com", "ko-fi.com", "paypal.com",
    "paypal.me", "liberapay.com", "discord.gg", "contrib.rocks", "badgen.net", "forthebadge.com", "bestpractices.dev",
    "i.creativecommons.org", "api.star-history.com", "hits.seeyoufarm.com", "komarev.com", "discord.com", "forms.gle",
    "producthunt.com", "makeapullrequest.com", "validator.w3.org",
    "jigsaw.w3.org", "mail.google.com", "outlook.live.com", "outlook.office.com",
    "calendar.google.com", "meet.google.com", "open.kakao.com", "dudle.inf.tu-dresden.de", "doodle.com", "gmx.net",
})  # fmt: skip
_UPKEEP_PATHS = re.compile(
    r"(?i)^github\.com/(?:sponsors|[^/]+/[^/]+/(?:actions|stargazers|network|issues|pulls?|graphs|contributors"
    r"|subscription|fork|compare|edit)(?:/(?!\d)|$|\?|/new))|^twitter\.com/(?:intent|share)|^facebook\.com/sharer"
    r"|^t\.me/(?:share|joinchat|\+)|^[\w.]*zoom\.us/j/|^chat\.whatsapp\.com|/webmail/|^webmail\."
    r"|/badges?/|badge\.svg|^opensource\.org/licen|^docs\.google\.com/forms|/licenses?/?$"
)
_DOCUMENT = re.compile(r"(?i)\.(?:pdf|ps|ps\.gz|djvu|epub|mobi|pptx?|key|docx?|ipynb|mp4|mp3|zip|tar\.gz|tgz|html?)$")
_FILE_TAIL = re.compile(
    r"(?i)\.(?:pdf|ps|gz|html?|php|aspx?|jsp|shtml|ipynb|md|rst|txt|pptx?|djvu|epub|docx?|py|jl|r|mp4|git)$"
)
_PERSON_PATH = re.compile(
    r"(?i)^/(?:~[\w.-]+|(?:people|person|faculty|staff|users?|homes?|profiles?|homepages?|authors?"
    r"|researchers?|in|@[\w.-]+)(?:/[^/]+){1,2})/?(?:index\.\w+|home\.\w+)?$"
)
_PROFILES = re.compile(
    r"(?i)^(?:scholar\.google\.|(?:[a-z]+\.)?linkedin\.com|orcid\.org|dblp\.|about\.me|researchgate\.net/profile)"
)
_HANDLE_HOSTS = frozenset(
    {"twitter.com", "x.com", "facebook.com", "instagram.com", "medium.com", "kaggle.com", "github.com"}
)
_WWW = re.compile(r"^(?:www\d?|m|mobile)\.")
_EMPTY_WORDS = frozenset(
    [
        "index",
        "default",
        "home",
        "main",
        "view",
        "watch",
        "html",
        "php",
        "en",
        "www",
        "abs",
        "pdf",
        "article",
        "articles",
        "post",
        "posts",
        "blog",
        "p",
        "s",
        "content",
        "item",
        "wiki",
        "uploads",
        "files",
        "download",
        "paper",
        "papers",
        "latest",
        "stable",
        "master",
        "blob",
        "tree",
        "edit",
        "user",
    ]
)
_HASH = re.compile(r"^(?=[0-9a-f-]*\d)[0-9a-f-]{7,}$|^[\d.v-]+$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def host_of(url: str) -> str:
    """Give the host in lower case without `www.`, user and port; empty for a relative address."""
    host = split_url(url).netloc.lower().rpartition("@")[2].partition(":")[0]
    return _WWW.sub("", host)


def host_role(url: str) -> LinkRole:
    """Tell what a secondary link to this host usually is."""
    host = host_of(url)
    while host:
        if role := _ROLE_OF_HOST.get(host):
            return role
        host = host.partition(".")[2]
    return "other"


def is_wikipedia(url: str) -> bool:
    """Tell an encyclopedia's page on a term."""
    return host_of(url).endswith(("wikipedia.org", "wiktionary.org", "baike.baidu.com", "britannica.com"))


def is_badge(url: str) -> bool:
    """Tell badges, licences, donation and chat buttons, and the list's own upkeep pages."""
    host = host_of(url)
    if host in _BADGE_HOSTS:
        return True
    return bool(_UPKEEP_PATHS.search(f"{host}{split_url(url).path}"))


def is_relative(url: str) -> bool:
    """Tell an address inside the list's own site or repository."""
    return "://" not in url and not url.startswith(("//", "www."))


def is_document(url: str) -> bool:
    """Tell an address that ends in a file to be read, heard or run."""
    return bool(_DOCUMENT.search(url.partition("?")[0].partition("#")[0]))


def is_root(url: str) -> bool:
    """Tell the front page of a host."""
    parts = split_url(url)
    return parts.path.rstrip("/") in {"", "/index.html", "/en"} and not parts.query


@lru_cache(maxsize=8192)
def is_personal(url: str) -> bool:
    """Tell a page about a person: a home page under `~name` or `/people/`, a profile, a handle."""
    parts, host = split_url(url), host_of(url)
    path = parts.path.rstrip("/")
    if _PROFILES.match(host + path):
        return True
    if host in {"youtube.com", "vimeo.com"}:
        # A channel is there to be watched.
        return False
    if host in _HANDLE_HOSTS:
        return path.count("/") == 1 and not parts.query and path.strip("/") != "search"
    return bool(_PERSON_PATH.match(path)) and not is_document(url)


@lru_cache(maxsize=8192)
def url_key(url: str) -> str:
    """Give one spelling for addresses that surely lead to the same place; for repeats inside one list."""
    parts = split_url(url)
    path = re.sub(r"/(?:index|default)\.(?:html?|php)$", "", parts.path).rstrip("/")
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) and len(parts.fragment) > 1 else ""
    return f"{host_of(url)}{path}{'?' + parts.query if parts.query else ''}{fragment}" or url


def site_name(url: str) -> str:
    """Give the host as a reader would say it."""
    return host_of(url)


def address_words(url: str) -> list[str]:
    """Give the words of the last telling part of an address, in order; hashes, dates and page names left out.

    Examples
    --------
    >>> address_words("https://example.org/2016/08/11/intuitive-explanation-convnets/")
    ['intuitive', 'explanation', 'convnets']
    >>> address_words("https://github.com/someone/20170628_ML_sklearn")
    ['ML', 'sklearn']
    """
    parts = split_url(url)
    segments = [part for part in unquote(parts.path).split("/") if part]
    if len(segments) <= 1 and (query := parse_qsl(parts.query)):
        segments += [value for _, value in query if re.search(r"[a-zA-Z]{4}.*[ _+-]", value)]
    if not segments and parts.fragment:
        segments = [unquote(parts.fragment)]
    for segment in reversed(segments):
        stem = _FILE_TAIL.sub("", _FILE_TAIL.sub("", segment)).lstrip("~@")
        words = [word for word in re.split(r"[-_+.\s,:;]+", stem) if word and not _HASH.match(word)]
        if any(len(word) > 1 and word.lower() not in _EMPTY_WORDS for word in words):
            return words
    return []
