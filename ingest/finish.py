"""A draft becomes an entry: its title stands alone, its facts are gathered, its kind is weighed."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.around import authors_after, lead_authors, year_around
from ingest.derived import from_address, with_context
from ingest.hosts import is_relative
from ingest.items import Draft
from ingest.kinds import Words, section_kinds, weighed_kind
from ingest.language import language_of
from ingest.links import clean_url
from ingest.people import authors_of, is_person, surely_person
from ingest.printed import bare_text, cut_number, identifiers_in, quoted_title, year_in
from ingest.repair import repair_text
from ingest.titles import Title, authors_near, from_label, from_text, stated_title
from ingest.unlinked import is_prose, name_part
from ingest.words import label_role, needs_context
from library.vocabulary import Entry, Link

__all__ = ["finish"]

_LETTER = re.compile(r"[^\W\d_]")
_SHARED = re.compile(r"\s*(?:,|&|/|\band\b|\bund\b)\s*(?:the\s+)?")
_BOOK_TITLE = re.compile(r"[《『][^《》『』]{2,}[》』]")
_CODE = re.compile(r"(?:[A-Z]{1,6}[ -]?)?\d[\w.-]{0,7}|[A-Z]{2,6}[ -]?\w?\d[\w.]{0,5}")
_KIND_LABEL = re.compile(r"(?i)\b(?:pdf|paper|video|talk|book|course|dataset|demo|tutorial|blog|code)s?\b|[^\x00-\x7f]")
_EDGES = " \t,;:–—-|/·•=>.…*_~)]（）】、，；："
_DEPENDENT = re.compile(r"(?i)^(?:in|for|with|on|using|by|from|of|at)\s+[^\s:]+(?:\s[^\s:]+)?$")
_FIRST_CLAUSE = re.compile(r"\s+(?:[–—-]|--)\s+|\s*[—:：]\s*|,\s+(?=[a-z])|\s{2,}|[.;]\s+(?=[A-Z])|\s*[（(]")
# `Anvil, a German one with a lid: …` is named before the comma.
_NAMED_AS = re.compile(r"^(?P<name>[A-ZÀ-Þ]\S*(?:\s\S+){0,2}),\s+(?:an?|one|une?|eine?r?)\s+[^,]*:$")
_LONG_REMARK = re.compile(r"^[a-z]\S*(?:\s[^\s:]+){2,12}:\s+(?=[A-ZÀ-Þ])")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,24})[)\]]")
_NOTE_EDGES = " \t,;:–—-|/·•=>.…*_~、，；："
_SAID_AFTER = re.compile(r"^[”\"’')\]]*(?:\s+(?:[–—-]|--)\s+|\s*[:：—]\s*)(?P<said>.+)$", re.DOTALL)
_QUOTED_NEXT = re.compile(r"[\"“]\s*$")
# `[EN] https://…`: what an address is filed under is no title.
_FILED_ONLY = re.compile(r"^(?:\[[^\[\]]{1,14}\]\s*)+$")
_IDENTIFIER = re.compile(r"(?i)[\s,;(\[]*\b(?:arxiv\s*:\s*[\w.-]+/?\d+(?:v\d+)?|isbn[:\s][\d xX-]{9,17})[)\]]?\.?\s*$")
_YEAR_FIRST = re.compile(r"^[(\[（](?:1[5-9]|20)\d{2}[)\]）](?=\W|$)")
_ASIDE = re.compile(r"[(\[（][^()\[\]（）]{0,40}[)\]）][.!]?")


def finish(draft: Draft, section: tuple[str, ...], position: int, topics: tuple[str, ...]) -> Entry | None:
    """Make the entry of a draft; None when nothing names it.

    Parameters
    ----------
    draft
        What one line says about one resource.
    section
        The headings above it.
    position
        Its place among the entries of the list.
    topics
        The headings above it that sort the list, without the title of the whole.
    """
    title, printed = _title(draft, section)
    if not title.text:
        return None
    url = _address(draft.url)
    around = f"{draft.lead} {draft.label} {draft.rest}"
    known = identifiers_in(around, url)
    if url is None:
        # A printed DOI is an address that only lacks its resolver.
        url = next((f"https://doi.org/{name.value}" for name in known if name.scheme == "doi"), None)
    note = _note(draft, title)
    lead = draft.lead.partition(title.text)[0]
    kind, weight = weighed_kind(
        title.text,
        url,
        section=(*topics, draft.topic) if draft.topic and draft.topic not in topics else topics,
        words=Words(
            lead=lead if draft.unlinked or not draft.label else draft.lead,
            label=_kind_label(draft.label),
            note=note or draft.lead.partition(title.text)[2],
            venue=_edition(draft, title),
            set_off=bool(title.authors) and _is_alone(draft) and _is_set_off(draft, title.text),
            quoted=bool(title.authors) and _is_beside(draft) and _QUOTED_NEXT.search(lead) is not None,
        ),
        cites=_cites(draft, title),
    )
    draft.kind_weight = weight
    return Entry(
        title=title.text,
        url=url,
        line=draft.line,
        position=position,
        section=section,
        kind=kind,
        year=_stated_year(draft) or year_around(draft, title.year),
        authors=_stated_authors(draft) or title.authors or authors_after(draft.rest),
        venue=draft.fields.get("venue", "") or title.venue,
        note=note,
        language=language_of(f"{title.text} {note}"),
        links=tuple(_cleaned(link) for link in draft.links),
        identifiers=known,
        nickname=title.nickname,
        done=bool(draft.checked),
        printed_title=printed,
        printed_url=draft.url,
    )


def _is_alone(draft: Draft) -> bool:
    """Tell a title without address, or with that of something beside it, such as a review."""
    return draft.unlinked or (not draft.named and label_role(draft.label) == "other")


def _is_beside(draft: Draft) -> bool:
    """Tell a title that no link bears: it has none, or one whose label only says what it leads to."""
    return draft.unlinked or (bool(draft.label) and not draft.named)


def _is_set_off(draft: Draft, title: str) -> bool:
    return any(title in stretch for stretch in (*draft.strong, *draft.emphasis))


def _kind_label(label: str) -> str:
    """What a label says of the kind: all of it when it only says that, else what stands in its brackets."""
    if "(" in label or "[" in label:
        return " ".join(_IN_BRACKETS.findall(label))
    return label if label_role(label) and _KIND_LABEL.search(label) else ""


def _cites(draft: Draft, title: Title) -> bool:
    """Tell an entry that is printed as a work with its authors, not as a thing to use."""
    if title.venue or draft.fields.get("authors") or (draft.unlinked and (draft.emphasis or draft.title)):
        return True
    return bool(title.authors and (title.year or draft.label or draft.unlinked))


def _cleaned(link: Link) -> Link:
    url = _address(link.url) or link.url
    return link if url == link.url else replace(link, url=url)


def _address(url: str | None) -> str | None:
    if not url:
        return None
    return url.strip() if is_relative(url) and not re.match(r"[\w-]+(\.[\w-]+)+(/|$)", url) else clean_url(url)


def _title(draft: Draft, section: tuple[str, ...]) -> tuple[Title, str]:
    """Choose what names the resource: (title, its printed form)."""
    if draft.title:
        return _stated_title(draft), draft.title
    lead = _FILED_ONLY.sub("", cut_number(draft.lead).strip())
    if lead and re.fullmatch(r"\d+\.\d+\w?|\d{3,}\w?", draft.label) and len(lead.split()) <= 3:
        return Title(f"{lead} {draft.label}"), draft.label
    if _CODE.fullmatch(draft.label) and draft.strong and draft.rest.startswith(draft.strong[0]) and not lead:
        title = from_label(repair_text(draft.strong[0]))
        return replace(title, text=f"{draft.label}: {title.text}"), draft.label
    labelled = bool(draft.label) and (draft.named or label_role(draft.label) is None)
    if labelled and not _lead_is_title(draft, lead):
        title = from_label(repair_text(draft.label))
        if not title.text:
            title = Title(bare_text(draft.label))
        authors = () if title.authors or not lead else lead_authors(lead)
        return (replace(title, authors=authors) if authors else title), draft.label
    if _LETTER.search(lead):
        return _from_lead(draft, repair_text(lead), section), lead
    return _from_rest(draft, section)


def _stated_title(draft: Draft) -> Title:
    if draft.fields.get("authors"):
        return stated_title(repair_text(draft.title))
    title = from_label(repair_text(draft.title))
    return replace(title, authors=title.authors or authors_near(draft.lead, draft.title))


def _lead_is_title(draft: Draft, lead: str) -> bool:
    """Tell words before a link that are the title although the link has a telling label."""
    if lead and (lead[-1] in "(（[" or _BOOK_TITLE.search(lead)) and not is_prose(lead):
        return True
    if not lead or lead.rstrip().endswith(":") or not (len(draft.label.split()) <= 4 or draft.label[:1].islower()):
        return False
    quoted = quoted_title(lead)
    for stretch in (*draft.strong, *draft.emphasis, quoted[0] if quoted else ""):
        title = stretch.strip(' :.,*“”"')
        words = len(title.split())
        if title in lead and len(title) > 3 and label_role(title) is None and not title.strip("[]().").isdigit():
            return not stretch.rstrip().endswith(":") and (words > 2 or stretch in draft.strong)
    return False


def _from_lead(draft: Draft, lead: str, section: tuple[str, ...]) -> Title:
    if (found := _NAMED_AS.match(lead)) and not draft.unlinked:
        lead = found.group("name")
    lead = _LONG_REMARK.sub("", lead)
    identified = draft.unlinked and _IDENTIFIER.search(lead)
    lead = lead[: identified.start()] if identified else lead
    title = from_text(lead, draft.strong, draft.emphasis)
    if (
        named := _quoted_after(draft, title)
        or _author_first(draft, lead, section)
        or (_nicknamed(draft, lead, section))
    ):
        return named
    set_off = any(title.text in stretch for stretch in (*draft.strong, *draft.emphasis))
    if draft.unlinked and not (title.venue or set_off or identified) and title.text and title.text[:12] == lead[:12]:
        kinds = {kind for heading in section[-2:] for kind in section_kinds(heading)}
        subtitled = ": " in title.text and len(title.text.split()) <= 14 and not re.search(r"\d{4}", lead)
        if not (subtitled and kinds & {"book", "paper"}):
            title = replace(from_text(name_part(lead)), year=title.year)
    text = title.text
    place = re.sub(r"(?i)\s+in general$", "", section[-1]) if section else ""
    if not text:
        return replace(title, text=from_address(draft.url or ""))
    shared = _SHARED.split(re.split(r"\s+for\s+", text)[0]) if draft.siblings > 1 else []
    if len(shared) == draft.siblings:
        return replace(title, text=shared[draft.place])
    if draft.siblings > 1:
        page = from_address(draft.url or "")
        if len(page.split()) >= 3:
            return replace(title, text=f"{text}: {page}")
    numeral = text.isdigit() and title.authors
    if (needs_context(text) or _DEPENDENT.match(text)) and not (numeral or _BOOK_TITLE.search(lead)):
        return replace(title, text=with_context(text, place))
    return title


def _nicknamed(draft: Draft, lead: str, section: tuple[str, ...]) -> Title | None:
    """`**DNN**: Deep Neural Networks Segment …` among papers: the short name in bold, and then the title."""
    short = draft.strong[0].strip(" :") if draft.strong else ""
    rest = lead[len(short) :].lstrip() if short and lead.startswith(short) else ""
    if not rest.startswith(":") or len(short.split()) > 2 or sum(c.isupper() or c.isdigit() for c in short) < 2:
        return None
    papers = label_role(draft.label) in {"paper", "preprint"} or any("paper" in section_kinds(h) for h in section[-2:])
    title = from_text(rest.lstrip(": "))
    return replace(title, nickname=short) if papers and len(title.text.split()) >= 4 else None


def _quoted_after(draft: Draft, title: Title) -> Title | None:
    """`Landis et al: https://… "The diversity of …"`: the authors, their address, and then the title."""
    authors = authors_of(title.text) if title.text and not title.authors and is_person(title.text, single=True) else ()
    quoted = quoted_title(draft.rest) if authors else None
    if quoted is None or re.search(r"\w", draft.rest[: quoted[1]]):
        return None
    return replace(title, text=quoted[0], authors=authors)


def _author_first(draft: Draft, lead: str, section: tuple[str, ...]) -> Title | None:
    """`Fux – The Study of Counterpoint`: under a heading of books or papers a lone name before a dash is the"
    " author."""
    if not draft.unlinked or draft.strong:
        return None
    who, dash, words = lead.partition(" – ") if " – " in lead else lead.partition(" - ")
    announced = {kind for heading in section[-2:] for kind in section_kinds(heading)}
    if not dash or not announced & {"book", "paper"} or len(words.split()) < 2 or not words[:1].isupper():
        return None
    lone = is_person(who, single=True) and (" " not in who or surely_person(who))
    authors = authors_of(who) if lone else ()
    return replace(from_text(words), authors=authors) if authors else None


def _from_rest(draft: Draft, section: tuple[str, ...]) -> tuple[Title, str]:
    """Name a resource by what follows its address, else by the address, else by its place."""
    rest = draft.rest.strip(_EDGES + "([（")
    place = section[-1] if section else ""
    if _ASIDE.fullmatch(draft.rest.strip()):
        rest = ""
    if _LETTER.search(rest) and (not draft.label or not _LETTER.match(draft.rest) or draft.rest[0].isupper()):
        title = from_text(repair_text(_clause(rest)), draft.strong, draft.emphasis)
        if title.text and not needs_context(title.text):
            return title, rest
    derived = from_address(draft.url or "")
    label = draft.label if draft.label and label_role(draft.label) else ""
    if len(derived.split()) >= 2 or (derived and not place):
        return Title(derived), draft.label
    if label and place:
        return Title(with_context(label, place)), draft.label
    return Title(derived or with_context("", place)), draft.label


def _clause(text: str) -> str:
    """The first clause of a text that goes on to describe."""
    found = _FIRST_CLAUSE.search(text, 3)
    return text[: found.start()] if found and found.start() > 3 else text


def _edition(draft: Draft, title: Title) -> str:
    """All that is printed about where and how a cited work appeared."""
    stated = draft.fields.get("venue", "")
    after = draft.lead.partition(title.text)[2] if title.venue or title.authors or title.year else ""
    if not after and (title.authors or title.year) and len(draft.rest) < 120:
        after = draft.rest
    return f"{stated} {title.venue} {after}".strip()


def _stated_year(draft: Draft) -> int | None:
    return year_in(draft.fields.get("year", ""))


def _stated_authors(draft: Draft) -> tuple[str, ...]:
    """Authors of a table's own column are taken as they stand where they cannot be read."""
    text = draft.fields.get("authors", "").strip()
    return (authors_of(text) or (text,)) if text else ()


def _note(draft: Draft, title: Title) -> str:
    """What is said about the entry after its links, or after its name where it has none."""
    text = draft.fields.get("note", "") or draft.rest
    if not text and draft.unlinked and not (title.authors or title.venue):
        found = _SAID_AFTER.match(draft.lead.partition(title.text)[2])
        text = found.group("said") if found else ""
    text = _YEAR_FIRST.sub("", repair_text(text.strip(_NOTE_EDGES)))
    return text.strip(_NOTE_EDGES)[:1000] if re.search(r"\w", text) else ""
