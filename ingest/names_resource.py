"""Lines without any address: which of them name a resource."""

from __future__ import annotations

import re

from ingest.citations import cited
from ingest.kinds import section_kinds
from ingest.lines import Line
from ingest.printed import bare_text, cut_number
from ingest.words import label_role

__all__ = ["is_placeholder", "is_prose", "names_resource"]

_FIRST_WORDS = re.compile(
    r"(?i)^(?:i|we|you|he|she|they|it|this|that|these|those|there|if|when|while|because|as|for more|see|don['’]t|do|please|note"
    r"|make sure|use|try|start|read|watch|check|learn|remember|be|is|are|not|never|always|most|some|many|all|in|on|to|how|what"
    r"|why|which|where|who|can|could|should|would|will|my|our|your|but|and|or|so|also|then|however|finally|first|here|thanks"
    r"|thank|todo|to do|tbd|coming soon|more|wip|n/a|none|add|fix|update|install|run|sudo|pip|git|cd|apt|brew|npm)\b"
)
_FINITE = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|had|can|could|should|would|will|does|did|do|means|says|seems|helps|makes|need|needs"
    r"|you|your|we|i)\b"
)
_STOP = re.compile(r"[.!?。！？…]+$")
_PLACEHOLDER = re.compile(
    r"(?i)^\W*(?:to be (?:updated|added|done|continued|announced)|tba|tbd|todo|coming soon|under construction|n/?a|none|more to come"
    r"|etc\.?|待补充|待更新|…|\.\.\.)\W*$"
)
_NAME = re.compile(r"^[^\W\d_][\w.+#/&'’:-]*(?:\s[\w.+#/&'’()-]+){0,5}$")


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
    text = cut_number(bare_text(line.text)).strip()
    if len(text) < 2 and not (text.isalpha() and linked) or len(text) > 1200 or _PLACEHOLDER.match(text) or text.endswith((":", "：")):
        return False
    if not re.search(r"[^\W\d_]", text):
        return False
    emphasis = tuple(line.text[a:b] for a, b in (*line.strong, *line.emphasis))
    if cited(text, emphasis):
        return True
    if is_prose(text):
        return False
    neighbours = linked * 3 >= items and linked > 0
    announced = any(section_kinds(heading) for heading in section[-2:])
    if any(_is_title(stretch) and text.startswith(stretch[:20]) for stretch in emphasis):
        return neighbours or announced
    return (neighbours or announced) and label_role(text) is None


def _is_title(stretch: str) -> bool:
    bare = stretch.strip(" .,:;*")
    return len(bare) > 3 and label_role(bare) is None and not bare.endswith(":")


def is_prose(text: str) -> bool:
    """Tell a sentence from a name.

    Examples
    --------
    >>> is_prose("I say Keras. Everything is easy."), is_prose("Caffe, supposed to be easy")
    (True, False)
    """
    words = text.split()
    if _FIRST_WORDS.match(text) and len(words) > 2:
        return True
    if not text.isascii() and len(re.findall(r"[\u3040-\u9fff]", text)) > 0.3 * len(text):
        return len(text) > 40 or bool(re.search(r"[。！？，；]", text))
    head = re.split(r"\s+[-–—]\s+|:\s|\s{2,}|,\s|\.\s", text)[0].split()
    if len(words) > 25 and len(head) > 10:
        return True
    if len(head) > 12:
        return True
    finite = len(_FINITE.findall(" ".join(head)))
    return bool(finite and len(head) > 3 and (_STOP.search(text) or finite > 1))


def is_placeholder(text: str) -> bool:
    """Tell `to be updated`, `n/a` and their like."""
    return bool(_PLACEHOLDER.match(text))
