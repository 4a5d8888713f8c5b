"""When two addresses or titles name the same work: a written rule, applied the same way everywhere.

Rule
----
1. Every address gives exactly one `Identifier`: the strongest scheme that it spells (arXiv, DOI,
   YouTube, GitHub, OpenReview, ACL Anthology, PMLR, NeurIPS, ISBN), else its canonical address.
2. Works are the same when they share an identifier.
3. Titles decide only with a second witness (see `ingest.merge`), and never against two different
   identifiers of one scheme. `title_key` therefore keeps digits, one-letter words and every script.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from library.vocabulary import Identifier

__all__ = [
    "author_key",
    "canonical_url",
    "common_identifiers",
    "identifiers",
    "name_slug",
    "title_key",
]

# A reading goes through all of its addresses and titles several times, in order: a memory that is smaller than the
# list would have forgotten each of them when it is asked for again.
REMEMBERED = 1 << 18
TRACKING = {"fbclid", "gclid", "gi", "feature", "ref_src", "_ga", "mc_cid", "mc_eid", "igshid", "spm"}
ARXIV_HOSTS = {
    "arxiv.org",
    "export.arxiv.org",
    "cn.arxiv.org",
    "xxx.lanl.gov",
    "ar5iv.org",
    "ar5iv.labs.arxiv.org",
    "alphaxiv.org",
    "huggingface.co",
}
YOUTUBE_HOSTS = {"youtube.com", "youtu.be", "youtube-nocookie.com", "music.youtube.com"}
DOI = re.compile(r"10\.\d{4,9}/[^\s?#\"<>]+", re.IGNORECASE)
ARXIV_ID = re.compile(r"(?:[a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5})(?=v\d+|\.pdf|[/?#\s.,;)\]]|$)", re.IGNORECASE)
# A publisher's page whose path is the DOI, perhaps with a word for the view before it and one after it.
DOI_PATH = re.compile(
    r"^/(?:doi|article|chapter|book|content|\w+/abstract|\w+/article)(?:/\w+)?/(10\.\d{4,9}/.+?)(?:/(?:full|abstract|pdf|epdf|html))?(?:\.(?:pdf|full|html))?$"
)
GITHUB_VIEW = re.compile(r"^/[^/]+/[^/]+/(?:tree|blob)/(?:master|main)(?:/readme\.md)?$", re.IGNORECASE)
# How a repository is named to be copied: `git@github.com:owner/name.git`.
SECURE_SHELL = re.compile(r"^(?:ssh://)?git@([\w.-]+)[:/](?=[^\W\d])")
NO_LETTER = re.compile(r"[^\w+#]|_")
RIGHT_ROUTE = re.compile(r"^!?/.+|^!.+")


@lru_cache(maxsize=REMEMBERED)
def identifiers(url: str | None) -> tuple[Identifier, ...]:
    """Return the identifiers that an address spells, strongest first; empty without an address.

    Examples
    --------
    >>> [str(i) for i in identifiers("https://arxiv.org/pdf/1706.03762v5.pdf")]
    ['arxiv:1706.03762']
    >>> [str(i) for i in identifiers("https://doi.org/10.1038/NATURE14539")]
    ['doi:10.1038/nature14539']
    >>> [str(i) for i in identifiers("http://www.example.org/a/index.html?utm_source=x")]
    ['url:example.org/a']
    """
    if not url or not url.strip():
        return ()
    canonical = canonical_url(url)
    strong = _strong(canonical)
    return (strong,) if strong else (Identifier("url", canonical),)


def canonical_url(url: str) -> str:
    """Return one spelling for all addresses that lead to the same page: no protocol, no `www.`, no
    tracking parameters, no fragment unless the site routes by it.

    Examples
    --------
    >>> canonical_url("HTTPS://www.Example.org:443/a//b/?utm_medium=m&q=1#top")
    'example.org/a/b?q=1'
    """
    text = SECURE_SHELL.sub(r"https://\1/", url.strip())
    if text.startswith("//"):
        text = "http:" + text
    if "://" not in text:
        text = "http://" + text
    try:
        parts = urlsplit(text)
        host = _host(parts.netloc)
    except ValueError:
        return url.strip().casefold()
    path = re.sub(r"/{2,}", "/", quote(unquote(parts.path), safe="/~:@!$&'()*+,;=-._"))
    path = re.sub(r"/(?:index|default)\.(?:html?|php|asp)$", "/", path).rstrip("/")
    if host == "github.com":
        path = _github_path(path)
    query = [] if host == "github.com" else _query(parts.query)
    fragment = f"#{parts.fragment}" if RIGHT_ROUTE.match(parts.fragment) else ""
    return host + path + (f"?{urlencode(query)}" if query else "") + fragment


def _host(netloc: str) -> str:
    host = netloc.lower().rsplit("@", 1)[-1]
    host = re.sub(r":(?:80|443)$", "", host)
    return re.sub(r"^(?:www\d?|m|mobile)\.(?=.+\.)", "", host)


def _query(query: str) -> list[tuple[str, str]]:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if not k.startswith("utm_") and k not in TRACKING and (k, v) != ("m", "1")]
    return sorted(kept)


def _github_path(path: str) -> str:
    if GITHUB_VIEW.match(path):
        path = "/".join(path.split("/")[:3])
    parts = path.removesuffix(".git").split("/")
    return "/".join([*(part.lower() for part in parts[:3]), *parts[3:]])


def _strong(canonical: str) -> Identifier | None:
    host, _, rest = canonical.partition("/")
    path = "/" + unquote(rest)
    for reader in (_arxiv, _doi, _youtube, _github, _venue, _isbn):
        found = reader(host.split("?")[0], path)
        if found:
            return found
    return None


def _arxiv(host: str, path: str) -> Identifier | None:
    if host not in ARXIV_HOSTS:
        return None
    found = re.match(r"^/(?:abs|pdf|html|ps|format|e-print|papers)/(.+)$", path)
    name = ARXIV_ID.match(found[1]) if found else None
    return Identifier("arxiv", name[0].lower()) if name else None


def _doi(host: str, path: str) -> Identifier | None:
    if host in {"doi.org", "dx.doi.org"}:
        found = DOI.match(path.lstrip("/"))
    else:
        page = DOI_PATH.match(path.split("?", maxsplit=1)[0])
        found = DOI.match(page[1]) if page else None
    if not found and host == "nature.com":
        page = re.match(r"^/articles/((?:s\d{5}-|nature|n[a-z]+)[\w.-]+)", path)
        found = DOI.match(f"10.1038/{page[1].removesuffix('.pdf')}") if page else None
    return doi(found[0]) if found else None


def doi(text: str) -> Identifier:
    """Return the identifier of a DOI in any case; arXiv's own DOIs name the arXiv paper."""
    value = text.lower().rstrip(".,;")
    preprint = re.match(r"10\.48550/arxiv\.(.+)", value)
    return Identifier("arxiv", preprint[1]) if preprint else Identifier("doi", value)


def _youtube(host: str, path: str) -> Identifier | None:
    if host not in YOUTUBE_HOSTS:
        return None
    query = dict(parse_qsl(path.partition("?")[2]))
    page = path.partition("?")[0]
    short = re.match(r"^/(?:embed|shorts|live|v)/([\w-]{6,})", page)
    video = query.get("v") or (short and short[1]) or (page.strip("/") if host == "youtu.be" else "")
    if video and video != "videoseries":
        return Identifier("youtube", video)
    playlist = query.get("list") or query.get("p")
    return Identifier("youtube", f"list/{playlist}") if playlist else None


def _github(host: str, path: str) -> Identifier | None:
    parts = path.strip("/").split("/")
    if host != "github.com" or len(parts) != 2 or not all(parts):
        return None
    return Identifier("github", f"{parts[0]}/{parts[1]}".lower())


def _venue(host: str, path: str) -> Identifier | None:
    page, _, query = path.partition("?")
    if host == "openreview.net" and "id" in dict(parse_qsl(query)):
        return Identifier("openreview", dict(parse_qsl(query))["id"])
    patterns = {
        "aclanthology.org": ("acl", r"^/(?:papers/[\w/]*?)?([A-Z]\d{2}-\d{4}|\d{4}\.[\w-]+\.\d+)"),
        "aclweb.org": ("acl", r"^/anthology/(?:papers/[\w/]*?)?([A-Z]\d{2}-\d{4})"),
        "proceedings.mlr.press": ("pmlr", r"^/(v\d+/[\w-]+?)(?:/[\w-]+)?(?:\.html|\.pdf)?$"),
        "jmlr.org": ("pmlr", r"^/proceedings/papers/(v\d+/[\w-]+?)(?:\.html|\.pdf)?$"),
        "papers.nips.cc": (
            "neurips",
            r"^/paper(?:s|_files)?/(?:paper/)?(?:\d{4}/(?:hash|file)/([0-9a-f]{32})|(\d+)-?)",
        ),
        "papers.neurips.cc": (
            "neurips",
            r"^/paper(?:s|_files)?/(?:paper/)?(?:\d{4}/(?:hash|file)/([0-9a-f]{32})|(\d+)-?)",
        ),
        "proceedings.neurips.cc": (
            "neurips",
            r"^/paper(?:s|_files)?/(?:paper/)?(?:\d{4}/(?:hash|file)/([0-9a-f]{32})|(\d+)-?)",
        ),
    }
    if host not in patterns:
        return None
    scheme, pattern = patterns[host]
    found = re.match(pattern, page)
    return Identifier(scheme, next(g for g in found.groups() if g)) if found else None


def _isbn(host: str, path: str) -> Identifier | None:
    if not re.match(r"^(?:amazon\.[\w.]+|books\.google\.[\w.]+|isbnsearch\.org|openlibrary\.org)$", host):
        return None
    found = re.search(r"(?:/dp/|/product/|/ASIN/|isbn[:=/]?)(97[89]\d{10}|\d{9}[\dXx])(?![\dA-Za-z])", path)
    return isbn(found[1]) if found else None


def isbn(text: str) -> Identifier | None:
    """Return the ISBN-13 identifier of an ISBN-10 or ISBN-13, or None when its check digit is wrong.

    Examples
    --------
    >>> str(isbn("0-262-03561-8"))
    'isbn:9780262035613'
    """
    digits = re.sub(r"[\s-]", "", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        total = sum((10 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(digits))
        if total % 11:
            return None
        core = "978" + digits[:9]
        return Identifier("isbn", core + str(-sum((1, 3)[i % 2] * int(c) for i, c in enumerate(core)) % 10))
    if re.fullmatch(r"97[89]\d{10}", digits):
        good = sum((1, 3)[i % 2] * int(c) for i, c in enumerate(digits)) % 10 == 0
        return Identifier("isbn", digits) if good else None
    return None


@lru_cache(maxsize=REMEMBERED)
def title_key(title: str) -> str:
    """Return what is compared of a title: letters and digits of every script, `+` and `#`, no case, no accents.

    Examples
    --------
    >>> title_key("Gödel's GPT-3: a “Test”"), title_key("C++"), title_key("深度學習（一）")
    ('godel s gpt 3 a test', 'c++', '深度學習 一')
    """
    text = title.casefold() if title.isascii() else _without_accents(unicodedata.normalize("NFKC", title).casefold())
    return " ".join(NO_LETTER.sub(" ", text).split())


def _without_accents(text: str) -> str:
    # Only on Latin letters: in other scripts the marks tell letters apart (й/и, が/か).
    decomposed = unicodedata.normalize("NFD", text)
    kept = re.sub(r"(?<=[a-z])[\u0300-\u036f]+", "", decomposed)
    return unicodedata.normalize("NFC", kept)


def author_key(name: str) -> str:
    """Return one spelling for a person's name: family name last, no case, accents or punctuation.

    Examples
    --------
    >>> author_key("van den Oord, Aäron") == author_key("Aaron van den Oord")
    True
    """
    family, comma, given = name.partition(",")
    return title_key(f"{given} {family}" if comma else name)


def name_slug(text: str, *, words: int = 6) -> str:
    """Return the first words of a title as a lower-case slug for ids; keeps non-Latin letters.

    Examples
    --------
    >>> name_slug("Attention Is All You Need!")
    'attention-is-all-you-need'
    """
    return "-".join(title_key(text).replace("+", "p").replace("#", "sharp").split()[:words])[:60]


def common_identifiers(urls: Iterable[str | None]) -> tuple[Identifier, ...]:
    """Return the identifiers of several addresses, each once, in order."""
    return tuple(dict.fromkeys(i for url in urls for i in identifiers(url)))
