"""Addresses in text: finding them, freeing them of what stuck to them, repairing what is certain.

Pure string work: nothing is ever fetched. What hosts are known for stands in `ingest.hosts`, what an address
means for an entry is decided in `ingest.items`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

__all__ = ["clean_url", "find_addresses", "split_url", "trim_url"]

TLD = (
    r"(?:com|org|net|edu|gov|int|io|ai|dev|app|co|me|info|blog|pub|re|ml|xyz|tech|wiki|sh|tv|cc|so|site|online"
    r"|uk|de|fr|ch|at|nl|be|it|es|pt|se|no|dk|fi|pl|cz|ru|ua|gr|tr|il|in|jp|cn|tw|hk|kr|sg|au|nz|ca|us|br|mx"
    r"|ar|eu)"
)
# Closing CJK punctuation and full-width forms end an address even when no blank follows.
_STOP = r"\s<>\"“”«»\u3000-\u3003\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\ufffc"
_ADDRESS = re.compile(
    rf"(?i)(?:https?|ftp)://[^{_STOP}]+|(?<!\w)https?:/(?=(?:[\w-]+\.)+[a-z])[^{_STOP}]+"
    rf"|(?<![\w@./:-])www\.[\w-]+\.[^{_STOP}]+"
    rf"|(?<![\w@./:-])(?:[a-z0-9][\w-]{{0,60}}\.){{1,5}}{TLD}/[^{_STOP}]*"
)
_NAKED_HOST = re.compile(rf"(?<![\w@./:-])(?:[a-z0-9][a-z0-9-]{{0,60}}\.){{1,5}}{TLD}(?=[\s)\],;.]*$)")
# An address may carry another one after a slash or in its query (archives, viewers); else two are glued.
_GLUED = re.compile(r"[,;|](?=https?://)|(?<=[^=/?&#])(?=https?://)")
_GLUED_AT_ROOT = re.compile(r"[,;|](?=https?://)|(?<=[^=?&#:/])(?=https?://)|(?<=[^/]/)(?=https?://)")
_CARRIES = re.compile(r"(?i)archive|cache|proxy|/web/|translate|outline|12ft|redirect|/url")
_NAKED_INSIDE = re.compile(
    r"(?<=\w\s)(?<!\bon\s)(?<!\bat\s)(?<!\bin\s)(?<!\bto\s)(?<!\bvia\s)(?<!\bfrom\s)"
    r"(?:[a-z0-9][a-z0-9-]{2,60}\.){1,3}(?:com|org|net|edu)(?=\s+[a-z(])"
)
_DOI = re.compile(rf"(?i)(?<![\w/.])doi\s?:\s?(?P<name>10\.\d{{4,9}}/[^{_STOP};,]+)")
_MAY_HOLD = re.compile(r":/|www\.|\.[a-z]{2,6}\b|10\.\d{4}")
_TAIL = ".,;:!'\"<>]|”“’…*·、。"
_TRACKING = re.compile(
    r"(?i)^(?:utm_\w+|fbclid|gclid|gi|ref_src|_ga|mc_[ce]id|igshid|mkt_tok|spm|hss_channel|trk|cmpid)$"
)
_MAY_TRACK = re.compile(r"(?i)[?&](?:utm_|fbclid|gclid|gi=|ref_src|_ga|mc_|igsh|mkt_|spm=|hss_|trk=|cmpid)")
_WRAPPED = re.compile(
    r"(?i)^https?://(?:[\w.-]+\.)?(?:google\.[a-z.]{2,6}/url\?|urldefense\.(?:com|us|proofpoint\.com)/"
    r"|l\.facebook\.com/l\.php\?|t\.umblr\.com/redirect\?|vk\.com/away|link\.zhihu\.com/\?"
    r"|steamcommunity\.com/linkfilter|safelinks\.protection\.outlook\.com/|youtube\.com/redirect\?"
    r"|slack-redir\.net/link\?|exit\.sc/\?|out\.reddit\.com/)"
)
_SCHEME = re.compile(r"(?i)^(https?)(?::/*|//+)(?=[^/:])")
_BARE_HOST = re.compile(rf"(?i)^(?:[\w-]+\.)+{TLD}(?:[/:?]|$)")
_DEFENSE = re.compile(r"urldefense\.[\w.]+/v3/__(.+?)__;")


def find_addresses(text: str, *, naked: bool = False) -> list[tuple[int, int, str]]:
    """Find printed addresses in `text`, left to right; `doi:10.…` is one that only lacks its resolver.

    Parameters
    ----------
    text
        One run of characters; the cost is linear in its length.
    naked
        Take a mere host name (`example.org`) for an address when it ends the text.

    Returns
    -------
    list of (start, end, address without stuck punctuation)
    """
    if not _MAY_HOLD.search(text):
        return []
    found: list[tuple[int, int, str]] = []
    for match in _ADDRESS.finditer(text):
        start = match.start()
        glue = _GLUED if _CARRIES.search(match.group()) else _GLUED_AT_ROOT
        for piece in glue.split(match.group()):
            start = text.index(piece, start)
            url = trim_url(piece)
            if len(url) > len("http://"):
                found.append((start, start + len(url), url))
            start += len(piece)
    if "10." in text:
        for match in _DOI.finditer(text):
            name = trim_url(match.group("name"))
            end = match.start("name") + len(name)
            found.append((match.start(), end, f"https://doi.org/{name}"))
        found.sort()
    if naked and not found and (host := _NAKED_HOST.search(text) or _NAKED_INSIDE.search(text)):
        found.append((host.start(), host.end(), host.group()))
    return found


def trim_url(url: str) -> str:
    """Free an address of the punctuation of the sentence it stands in.

    Examples
    --------
    >>> trim_url("https://en.wikipedia.org/wiki/Join_(SQL)).")
    'https://en.wikipedia.org/wiki/Join_(SQL)'
    """
    end = len(url)
    surplus = url.count(")") - url.count("(")
    while end:
        char = url[end - 1]
        if char == ")" and surplus > 0:
            surplus -= 1
        elif char not in _TAIL:
            break
        end -= 1
    return url[:end]


def clean_url(printed: str) -> str:
    """Give the address a reader wants: unwrapped, without tracking, with a scheme.

    Examples
    --------
    >>> clean_url("https://www.google.com/url?q=https://example.org/a%3Fid%3D1%26utm_source%3Dx&sa=D")
    'https://example.org/a?id=1'
    """
    url = trim_url(printed.strip().lstrip("<([“\"'"))
    if len(url.split()) > 1:
        url = url.split()[0] if "://" in url.split()[0] else "".join(url.split())
    for _ in range(3 if "?" in url or "urldefense" in url else 0):
        inner = _unwrap(url) if _WRAPPED.match(url) else ""
        if not inner:
            break
        url = inner
    url = url.split("%20(", 1)[0]
    if not url.startswith(("http://", "https://")) or ":///" in url:
        url = _SCHEME.sub(lambda match: f"{match.group(1).lower()}://", url)
    if url.startswith("//"):
        url = f"https:{url}"
    elif "://" not in url and _BARE_HOST.match(url):
        url = f"http://{url}"
    if url.endswith("&embed") and "?" not in url:
        url = url[: -len("&embed")]
    return _untracked(url) if "?" in url and _MAY_TRACK.search(url) else url


def _unwrap(url: str) -> str:
    """Give the address inside a redirect wrapper, or nothing."""
    if found := _DEFENSE.search(url):
        return re.sub(r"^(https?):/+", r"\1://", found.group(1))
    query = dict(parse_qsl(url.partition("?")[2]))
    if "urldefense" in url and "u" in query:
        return unquote(query["u"].translate(str.maketrans("-_", "%/")))
    for name in ("q", "url", "u", "target", "to", "z"):
        if query.get(name, "").startswith(("http://", "https://")):
            return query[name]
    return ""


def _untracked(url: str) -> str:
    parts = split_url(url)
    keep = [pair for pair in parts.query.split("&") if not _TRACKING.match(pair.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(keep)))


@lru_cache(maxsize=8192)
def split_url(url: str) -> SplitResult:
    """Split an address; a malformed one has only a path."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")
