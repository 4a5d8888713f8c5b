"""Markdown before its grammar reads it: what other writers' tools left in it is mended or taken away.

Lines keep their numbers, so that what is said of the text is true of its source.
"""

from __future__ import annotations

import re

from library.vocabulary import Skipped

__all__ = ["prepared"]

_TIGHT_HEADING = re.compile(r"(?m)^( {0,3})(#{1,6})(?=[^\s#!\d\\/.,:;=<>|)\]}-])")
_TIGHT_NUMBER_HEADING = re.compile(r"(?m)^( {0,3})(#{1,6})(?=\d+(?:\.\d+)*\.?\s+\S)")
_COMMENT = re.compile(r"%%[^%\n]*%%")
# No list means more levels than the grammar reads: what stands deeper is brought to the deepest.
_DEEP_LINE = re.compile(r"(?m)^[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]*){13,}(?=[^\s*+>_-])")
_DEEP_INDENT = re.compile(r"(?m)^( {48}|\t{12})[ \t]+(?=(?:[-*+]|\d{1,9}[.)])[ \t])")
# Outliners keep properties, references and embedded players between their lines.
_PROPERTY = re.compile(
    r"(?m)^[ \t]*(?:[-*][ \t]+)?[\w-]{2,30}::(?:[ \t].*)?$|^[ \t]*(?:-[ \t]+)?#\+(?:BEGIN|END)_\w+[ \t]*$"
)
_BLOCK_REFERENCE = re.compile(r"\(\([0-9a-f]{8}-[0-9a-f-]{27}\)\)")
_MACRO = re.compile(r"\{\{(?:video|youtube|embed|tweet|audio)?\s*(https?://[^\s{}]+)\s*\}\}")
# Site generators keep classes and targets behind a link, and their own variables inside addresses.
_ATTRIBUTES = re.compile(
    r"(?<=[)\]*_`\w])\s?\{:?\s*(?:[.#][\w-]|target\s*=|rel\s*=|style\s*=|class\s*=)[^{}\n]{0,120}\}"
)
_VARIABLE = re.compile(r"\{\{\s*(?:site|page|base)[\w.]*(?:\s*\|[^{}\n]*)?\s*\}\}")
# `- Title`, and on the next line `: Author, year`, as some dialects define terms.
_DEFINED = re.compile(r"(?m)^([ \t]*(?:[-*+]|\d+[.)])[ \t]+[^\n]*\S)[ \t]*\n[ \t]*:[ \t]+(?=\S)")
_FOOTNOTE = re.compile(r"(?<=\S)\[\^[\w-]{1,40}\](?!:)")
# `Fat Tails [[FatTails]]`: a title and the writer's own note on it.
_OWN_NOTE = re.compile(
    r"(?m)^(?P<title>[ \t]*(?:[-*+]|\d+[.)])[ \t]+(?P<words>[^\[\n]{1,300}))\[\[(?P<note>\w+)\]\](?!\()"
)
_HIGHLIGHT = re.compile(r"(?<![=\w`])==(?=[^\s=])([^=\n`]{2,200}?)(?<=\S)==(?![=\w])")
# Lines that each begin with one sign are a list to their writer; Markdown would run them together.
_SIGN_LINES = re.compile(r"(?m)^ {0,3}([→⇒▸►▶➤➜»•◦▪‣●○■□☞✓✔✅⭐🔹🔸👉📌])[ \t]+\S.*(?:\n {0,3}\1[ \t]+\S.*)+")
# `#`, `# Heading`, `#`: a heading as comments of programs frame it; other lines with the sign stand below it.
_FRAMED = re.compile(r"(?m)^#[ \t]*\n#[ \t]+(\S[^\n]*)\n#[ \t]*$")
_LEAST_FRAMED = 2
_FENCE = re.compile(r"(?m)^ {0,3}(`{3,}|~{3,})([^\n]*)$")
# Longer lines are no list items; cutting them keeps the grammar's cost linear.
_LONGEST_LINE = 50_000


def prepared(text: str) -> tuple[str, list[Skipped]]:
    """Mend line ends and tight headings, and cut lines that are too long to be meant."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    skipped = []
    if len(text) > _LONGEST_LINE:
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if len(line) > _LONGEST_LINE:
                skipped.append(Skipped(number + 1, line[:80], f"line of {len(line):,} characters"))
                lines[number] = ""
        text = "\n".join(lines) if skipped else text
    text = _closed(text, skipped)
    text = _DEEP_INDENT.sub(r"\1", _DEEP_LINE.sub("- ", text))
    if "::" in text or "{{" in text:
        text = _MACRO.sub(r"\1", _PROPERTY.sub("", _BLOCK_REFERENCE.sub("", text)))
    if "==" in text:
        # A highlight marks words as italics do.
        text = _HIGHLIGHT.sub(r"*\1*", text)
    if "%%" in text:
        text = _COMMENT.sub("", text)
    if "\n:" in text or "\n  :" in text:
        text = _DEFINED.sub(r"\1\n– ", text)
    if "{" in text:
        text = _ATTRIBUTES.sub("", _VARIABLE.sub("", text))
    if "[^" in text:
        text = _FOOTNOTE.sub("", text)
    if "[[" in text:
        text = _OWN_NOTE.sub(_without_note, text)
    if len(_FRAMED.findall(text)) >= _LEAST_FRAMED:
        text = "".join(
            re.sub(r"^#(?=[ \t])", "##", piece, flags=re.M) if place % 2 == 0 else f"\n# {piece}\n"
            for place, piece in enumerate(_FRAMED.split(text))
        )
    text = _SIGN_LINES.sub(lambda run: re.sub(r"(?m)^( {0,3})\S", r"\1-", run[0]), text)
    if (_TIGHT_HEADING.search(text) or _TIGHT_NUMBER_HEADING.search(text)) and not _FENCE.search(text):
        text = _TIGHT_NUMBER_HEADING.sub(r"\1\2 ", _TIGHT_HEADING.sub(r"\1\2 ", text))
    return text, skipped


def _without_note(found: re.Match[str]) -> str:
    """Drop the name of a note that only repeats words of the title in front of it, run together."""
    words, note = (re.sub(r"\W+", "", found[name]).casefold() for name in ("words", "note"))
    return found["title"].rstrip() if words and note in words else found[0]


def _closed(text: str, skipped: list[Skipped]) -> str:
    """Take away marks of comments and code that are never closed: they would swallow all that follows."""
    if "<!--" in text and (start := text.rfind("<!--")) > text.rfind("-->"):
        skipped.append(Skipped(text.count("\n", 0, start) + 1, "<!--", "comment without an end, read as text"))
        text = f"{text[:start]}    {text[start + 4 :]}"
    fence = None
    for mark in _FENCE.finditer(text):
        if fence is None:
            fence = mark
        elif mark.group(1).startswith(fence.group(1)) and not mark.group(2).strip():
            fence = None
    if fence is not None:
        place = text.count("\n", 0, fence.start()) + 1
        skipped.append(Skipped(place, fence.group().strip(), "code without an end, read as text"))
        text = text[: fence.start()] + text[fence.end() :]
    return text
