"""Titles as browsers keep them: the page's title without the name of its site."""

from __future__ import annotations

import re

from ingest.hosts import host_of

__all__ = ["page_title"]

_PARTS = re.compile(r"\s+[|·•—–-]\s+|\s*[｜»]\s*|\s+::\s+")
_NAMES = (
    "hacker news|mit opencourseware|youtube|medium|arxiv|arxiv.org|github|springerlink|springer|sciencedirect|"
    "ieee xplore|acm digital library|jstor|ncbi bookshelf|pubmed|wikipedia|the free encyclopedia|stack overflow|"
    "cross validated|mathematics stack exchange|reddit|quora|coursera|edx|udacity|udemy|khan academy|amazon.com|"
    "goodreads|google books|free ebook|project gutenberg|twitter|x|towards data science|dev community|substack|"
    "google scholar|semantic scholar|openreview|zenodo|kaggle|hugging face|vimeo|ted talk|ted|nature|science|"
    "slideshare|speaker deck|notion|google docs|google drive|知乎|简书|哔哩哔哩|bilibili|掘金|csdn博客|豆瓣|qiita|zenn"
)
_SITES = frozenset(_NAMES.split("|"))
_REPOSITORY = re.compile(r"(?:GitHub|GitLab|Bitbucket)\s*[-–·]\s*([\w.-]+/[\w.-]+)(?::\s*(.+))?$")
_NUMBERED = re.compile(r"^(?:\[(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?\]|\(\d+\)|\[PDF\]|\(PDF\))\s*", re.IGNORECASE)
_SHOP = re.compile(r"(?:^|\.)(?:amazon|abebooks|thalia|fnac|ebay)\.")
_SHOP_HEAD = re.compile(r"(?i)^amazon(?:\.[a-z.]+)?\s*[:|｜]\s*")
_SHOP_TAIL = re.compile(r"\s*[|｜]\s*|:\s+(?=[^:]*:\s*(?:\d{9,13}|amazon|books|livres|bücher))", re.IGNORECASE)
_COUNT = re.compile(r"^\(\d{1,3}\+?\)\s+(?=\S)")


def page_title(title: str, url: str) -> tuple[str, str]:
    """The work's title and what else a page title says of it.

    Examples
    --------
    >>> page_title("Structure of DNA | Nature", "https://www.nature.com/articles/1")
    ('Structure of DNA', '')
    >>> page_title("GitHub - ann/tool: Does it all", "https://github.com/ann/tool")
    ('ann/tool', 'Does it all')
    >>> page_title("La biblioteca - Borges", "https://ciudadseva.com/texto/")
    ('La biblioteca - Borges', '')
    """
    title = _NUMBERED.sub("", _COUNT.sub("", " ".join(title.split())))
    repository = _REPOSITORY.match(title)
    if repository:
        return repository[1], repository[2] or ""
    if _SHOP.search(host_of(url)):
        title = _SHOP_TAIL.split(_SHOP_HEAD.sub("", title), maxsplit=1)[0]
    while True:
        cuts = list(_PARTS.finditer(title))
        if not cuts or not _names_site(title[cuts[-1].end() :], url) or not title[: cuts[-1].start()].strip():
            return title, ""
        title = title[: cuts[-1].start()].rstrip()


def _names_site(part: str, url: str) -> bool:
    """Whether a part of a page title is the name of a site: a known one, or the words of its host."""
    name = part.casefold().strip(" .…")
    squeezed = re.sub(r"[\W_]+", "", name)
    host = host_of(url)
    labels = re.sub(r"[\W_]+", "", host.rsplit(".", 1)[0]) if "." in host else host
    return name in _SITES or (
        len(squeezed) >= 3 and squeezed in {labels, re.sub(r"[\W_]+", "", host), *host.split(".")}
    )
