"""Lines without any address: which of them name a resource, and by which of their words."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.citations import cited
from ingest.kinds import announces, section_kinds
from ingest.lines import MARK, Line
from ingest.people import is_person
from ingest.printed import bare_text, cut_date, cut_number, identifiers_in, quoted_title, year_in
from ingest.words import bag, label_role, needs_context

__all__ = ["emphasised_work", "is_capitalised", "is_placeholder", "is_prose", "name_part", "names_resource", "works_in"]

_FIRST_WORDS = re.compile(
    r"(?i)^\W*(?:i|we|you|he|she|they|it|this|that|these|those|there|if|when|while|because|as|for more|see|don['’]t"
    r"|do|please"
    r"|note|make sure|use|try|start|read|watch|check|remember|be|is|are|not|never|always|most|some|many|all|in|on"
    r"|to|how"
    r"|why|which|where|who|can|could|should|would|will|my|our|your|but|and|or|so|also|then|however|finally|first"
    r"|here|thanks"
    r"|thank|todo|to do|tbd|coming soon|more|wip|n/a|none|add|fix|update|install|run|keep|take|work|just"
    r"|an observation)\b"
)
_YEAR_LAST = re.compile(r",?\s*\(?\b(?:1[5-9]|20)\d{2}[a-z]?\)?[\s,:.]*$")
_PLACE_IN_WORK = re.compile(r"(?i)^[\s,.;]*(?:pp?\.|ch(?:\.|aps?\.?|apters?)|kap\.|s\.|part|vol\.)\s*\d")
_NOTHING = re.compile(r"(?i)^(?:nothing|none|no good|not? yet|noch nichts|rien)\b|^no\W*$")
_ADVICE = re.compile(
    r"(?i)^(?:don['’]t|do not|remember|make sure|use|try|never|always|you|we|i|all|the same|see|if|when)\b"
)
_FINITE = re.compile(
    r"\b(?:I|We|You)\b|\b(?:is|are|was|were|has|have|had|can|could|should|would|will|does|did|do|means|says|seems|helps|makes"
    r"|need|needs"
    r"|you|your|we|i|gets?|moves?|stays?|costs?|meet|found)\b"
)
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_SMALL_WORDS = bag("a an the of and or in on at to for from with by is as into over under about through")
# Between two titles in book brackets that stand for one work each.
_BOTH = re.compile(r"\s*(?:和|与|與|及|以及|、|と|，|,|&|/)\s*")
_CJK = re.compile("[\u3040-\u9fff]")
_CJK_PARTICLES = re.compile("[的了想你我]|これ|ます|です|する")
_CJK_SUBTITLE = re.compile(r"[\u3040-\u9fff\w ]{2,24}")
_DUE = re.compile("[📅⏳🛫⏫🔼🔽🔁]")
_PLACEHOLDER = re.compile(
    r"(?i)^\W*(?:to be (?:updated|added|done|continued|announced|determined)|tba|tbd|todo|coming soon"
    r"|under construction|n/?a|none"
    r"|cancell?ed.{0,20}|no meeting.{0,40}|entfällt|more to come|work in progress|wip"
    r"|no class|rest|break|catch up|holidays?|etc\.?|휴식|휴강|방학|休講|休み"
    r"|放假|休息|каникулы|vacaciones|férias|ferien|pause|vacances"
    r"|待补充|待更新|準備中|整理中|…|\.\.\.)\W*$"
    r"|^(?=.{1,60}$)\W*(?:[\w:]+ ){0,4}(?:(?:fall|spring|winter|summer|reading|mid-?term) (?:break|recess|week)"
    r"|(?:final|mid-?term) (?:exam|paper|project)s?|exams?|(?:paper|essay|assignment|homework|project)s? due"
    r"|thanksgiving|easter|christmas|deadline"
    r"|office hours)\b(?! \w+ \w+ \w+)"
)
_MAIL = re.compile(r"(?<![/@])\b[\w.+-]+@[\w-]+\.\w")
_SENTENCES = re.compile(
    r"(?<!\b[A-Z])(?<!\bal)(?<!\bM[rs])(?<!\bMrs)(?<!\b[DS][rt])(?<!\bvs)(?<!\bv)(?<!\bpp)(?<!\bvol)(?<!\bed)(?<!\b[IVX]{2})(?<!\b[IVX]{3})[.!?]\s+(?=[A-Z“\"(])(?![IVX]+\.)"
)
_SEPARATOR = re.compile(
    r"\s+(?:[–—-]|--|\|)\s+|\s*—\s*|:\s+|：|\s*[;；]\s+|,\s+(?=[^A-Z\d\s])|,\s+(?:An?|The|Another)\s|\s+\((?=[a-z])"
)
_INNER_CAPITAL = re.compile(r"^[A-Za-z]*[a-z][A-Z]\w*$|^[A-Z]{2,}[a-z]\w*$")
_PREPOSITION = re.compile(r"(?i)^(?:for|in|on|with|to|about|from|related|see|und|für|pour|para)\b")
_IMPERATIVE = re.compile(
    r"(?i)(?:^|[.:;]\s*)(?:re-?)?(?:read|skim|watch|study|play|work through|finish|start|lies|lesen|lire|leer)\b"
)


def names_resource(line: Line, section: tuple[str, ...], linked: int, items: int) -> bool:
    """Decide whether an item without an address names a resource.

    Parameters
    ----------
    line
        The item.
    section
        The headings above it.
    linked, items
        How many of its siblings have addresses, and how many there are.
    """
    text = cut_date(cut_number(bare_text(line.text)).strip())[0]
    named_by_number = re.fullmatch(r"\d{3,4}", bare_text(line.text)) and 0 < items == linked  # *1984*
    own_note = line.text.startswith("[[") or bool(_DUE.search(line.text) and not quoted_title(text))
    if own_note or named_by_number or not _could_name(text, linked):
        return bool(named_by_number)
    emphasis = tuple(line.text[a:b] for a, b in (*line.strong, *line.emphasis))
    if cited(text, emphasis) or emphasised_work(line) or _is_cited_inside(text) or len(works_in(line)) > 1:
        return True
    neighbours = linked * 3 >= items and linked > 0
    set_off = any(text.startswith(stretch) and _is_set_off(text, stretch) for stretch in emphasis)
    if set_off and any(announces(heading) for heading in section[-2:]):
        return True
    if not neighbours and not any(section_kinds(heading) for heading in section[-2:]):
        return False
    if set_off:
        return True
    return not is_prose(text) and not _is_quotation(text) and _is_named(text)


def _is_named(text: str) -> bool:
    """Tell words of which a part names something, and the rest gives no advice."""
    name = name_part(text)
    rest = text[len(name) :].lstrip(" :–—-,")
    return bool(name) and not needs_context(name) and not _ADVICE.match(rest) and not _NOTHING.match(rest)


def _could_name(text: str, linked: int) -> bool:
    if (
        len(text) > 1200
        or is_placeholder(text)
        or text.endswith((":", "："))
        or text.startswith(("(", "…"))
        or re.fullmatch(r"\[[^\[\]]+\]", text)
    ):
        return False
    if len(text) < 2:
        return text.isalpha() and text.isupper() and linked > 0
    if not re.search(r"[^\W\d_]", text) or _MAIL.search(text) or re.fullmatch(r"[^\W\d_]+[.!]", text):
        return False
    single = " " not in text and text.isascii()
    return not (single and text[0].islower() and sum(char.isdigit() for char in text) >= 2)


def emphasised_work(line: Line) -> str:
    """Give the title in bold or italics that a sentence sets off as a work; empty when there is none.

    Examples: *Read chapters 4-6 of **How to Prove It***, *Artin, **Algebra**, chapter 2*.
    """
    for begin, end in (*line.strong, *line.emphasis):
        stretch = line.text[begin:end]
        title = stretch.strip(' .,:;*“”"')
        before, after = line.text[:begin].strip(), line.text[end:].strip()
        if MARK in stretch or len(title) < 4 or not title[0].isupper() or label_role(title) or title.endswith(":"):
            continue
        if stretch.rstrip().endswith(":") or len(title.split()) > 20:
            continue
        authored = re.match(r"(?:by|von|par|por|de)\s+[A-Z]", after) or is_person(
            _YEAR_LAST.sub("", before).rstrip(" ,:–—-"), single=True
        )
        told = _IMPERATIVE.search(before) and len(before.split()) <= 8
        if authored or told:
            return title
    return ""


def _is_set_off(text: str, stretch: str) -> bool:
    """Tell a title in bold or italics at the head of an item from a mere label."""
    title = stretch.strip(' .,;:*“”"')
    after = text[len(stretch) :].lstrip()
    return (
        len(title) > 3 and not stretch.rstrip().endswith(":") and not after.startswith(":") and not needs_context(title)
    )


def _is_cited_inside(text: str) -> bool:
    """Tell a sentence that leads up to a quoted title with an identifier or a year."""
    if identifiers_in(text):
        return True
    quoted = quoted_title(text)
    return (
        quoted is not None
        and len(quoted[0].split()) >= 3
        and bool(year_in(text[quoted[2] :]) or _PLACE_IN_WORK.match(text[quoted[2] :]))
    )


def works_in(line: Line) -> list[tuple[int, int]]:
    """Cut a line at the separators between works that are set off alike: italics or book brackets."""
    text = line.text
    stretches = line.emphasis or line.strong
    if "》" in text or "』" in text:
        stretches = [match.span() for match in re.finditer(r"[《『][^《》『』]+[》』]", text)]
    cuts = [0]
    for (_, end), (begin, last) in pairwise(stretches):
        between = text[end:begin]
        found = re.search(r"[;；]\s*$|,\s+$|\s(?:and|und|et|y)\s$", between)
        beside = _BOTH.fullmatch(between) and last - begin > 3 and text[begin] in "《『"
        if beside:
            cuts.append(end)
            continue
        parted = found and len(text[begin:].strip()) > 3 and (between[found.start()] in ";；" or " by " in between)
        if parted and found:
            cuts.append(end + found.start())
    return list(pairwise([*cuts, len(text)]))


def _is_quotation(text: str) -> bool:
    """Tell words quoted from somewhere from a quoted title."""
    if identifiers_in(text):
        return True
    quoted = quoted_title(text)
    return quoted is not None and len(quoted[0].split()) > 12 and quoted[0][0].islower()


def name_part(text: str) -> str:
    """Give the words that name a thing, without what is said about it.

    Examples
    --------
    >>> name_part("Caffe, supposed to be easy"), name_part("DeepLearning4J: The “J” is for “Java”")
    ('Caffe', 'DeepLearning4J')
    """
    text = _SENTENCES.split(text, maxsplit=1)[0] if _SENTENCES.search(text) else text
    found = _SEPARATOR.search(text, 1)
    if found and found.group() == "：" and _CJK_SUBTITLE.fullmatch(text, found.end()):
        found = None
    head = text[: found.start()] if found else text
    if found and _PREPOSITION.match(head) and len(head.split()) <= 4 and not is_capitalised(head):
        return name_part(text[found.end() :])
    words = head.split()
    if len(words) > 4 and _INNER_CAPITAL.match(words[0].strip(",")) and words[1][0].isupper():
        # A name of one word whose dash was lost: what follows describes it.
        article = next((place for place in (1, 2, 3) if words[place] in {"A", "An", "The"}), 1)
        return " ".join(words[:article])
    return head.strip(" .,;:")


def is_capitalised(text: str) -> bool:
    """Tell words written as titles are: three or more, all but the small ones with a capital.

    Examples
    --------
    >>> is_capitalised("All About Options - a primer"), is_capitalised("All about our options")
    (True, False)
    """
    words = _WORD.findall(_SEPARATOR.split(text, maxsplit=1)[0])
    large = [word for word in words if word.lower() not in _SMALL_WORDS]
    return len(words) >= 3 and len(large) >= 2 and all(word[0].isupper() for word in (words[0], *large))


def is_prose(text: str) -> bool:
    """Tell a sentence from a name.

    Examples
    --------
    >>> is_prose("I say Keras. Everything is easy."), is_prose("Caffe, supposed to be easy")
    (True, False)
    """
    words = text.split()
    if (_FIRST_WORDS.match(text) and len(words) > 2 and not is_capitalised(text)) or len(words) > 40:
        return True
    letters = 0 if text.isascii() else len(_CJK.findall(text))
    if letters > 0.3 * len(text):
        particles = len(text) > 12 and len(_CJK_PARTICLES.findall(text)) >= 2
        return particles or len(text) > 40 or bool(re.search(r"[。！？，；]", text))
    name = name_part(text)
    return not is_capitalised(name) and _is_sentence(text, name, len(name.split()), len(words))


def _is_sentence(text: str, name: str, head: int, words: int) -> bool:
    """Tell a sentence by its length, its stops and its verbs; `head` words of it might be a name."""
    sentences = _SENTENCES.split(text)
    whole = len(sentences) > 1 and len(name) >= len(sentences[0].rstrip(" .,;:"))
    cry = words > 5 and head > 5 and text.rstrip().endswith("!")
    finite = len(_FINITE.findall(name)) if head > 3 else 0
    return whole or cry or head > 14 or finite > 1 or (finite == 1 and text.rstrip()[-1:] in ".!?…")


def is_placeholder(text: str) -> bool:
    """Tell `to be updated`, `n/a` and their like."""
    return bool(_PLACEHOLDER.match(text))
