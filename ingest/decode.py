"""Bytes to text: what encoding a source is in, and whether it is text at all.

Every reader gets its text from here, so that limits and line ends are settled once: lines end in "\\n",
no other character ends a line, and line n of the text is line n of the file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import CharsetMatch, CharsetMatches, from_bytes

from library.errors import UnreadableSource

__all__ = ["MAX_LINE", "decode"]

MAX_LINE = 10_000_000

_MAGIC = (
    (b"PK\x03\x04", "a ZIP archive (or an Office document)", "Unpack it and add the folder."),
    (b"PK\x05\x06", "an empty ZIP archive", "Unpack it and add the folder."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and add the file inside."),
    (b"BZh", "a bzip2 archive", "Unpack it and add the file inside."),
    (b"\xfd7zXZ\x00", "an xz archive", "Unpack it and add the file inside."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it and add the folder."),
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it and add the folder."),
    (b"(\xb5/\xfd", "a Zstandard archive", "Unpack it and add the file inside."),
    (b"%PDF-", "a PDF document", "Copy its references into a text file and add that."),
    (b"SQLite format 3\x00", "an SQLite database", "Export it as BibTeX, CSV or HTML and add that."),
    (b"\x89PNG\r\n", "a PNG image", ""),
    (b"\xff\xd8\xff", "a JPEG image", ""),
    (b"GIF8", "a GIF image", ""),
    (b"\x7fELF", "a program", ""),
)

# The longer marks first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b"))
_DECLARED = re.compile(rb"""(?:<\?xml[^>]{0,200}?encoding|<meta[^>]{0,200}?charset)\s*=\s*["']?([\w.:-]{2,40})""", re.I)
_OTHER_ENDS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SAMPLE = 200_000


def decode(data: bytes, source: str, *, charset: str | None = None) -> str:
    """Text of `data`, with "\\n" as the only line end.

    Parameters
    ----------
    data : bytes
        The whole source.
    source : str
        Its name, for error messages.
    charset : str, optional
        What a server said about it; used when it fits.

    Raises
    ------
    UnreadableSource
        When the bytes are no text, or one line is longer than `MAX_LINE` characters.

    Examples
    --------
    >>> decode("caf\\u00e9\\r\\n".encode("cp1252"), "list.txt")
    'café\\n'
    """
    _refuse_known_binary(data, source)
    text = _decoded(data, source, charset)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _OTHER_ENDS.search(text):
        text = _OTHER_ENDS.sub(" ", text)
    _refuse_long_line(text, source)
    return text


def _refuse_known_binary(data: bytes, source: str) -> None:
    for magic, what, hint in _MAGIC:
        if data.startswith(magic):
            raise UnreadableSource(source, f"is {what}, not a text file", hint=hint)


def _decoded(data: bytes, source: str, charset: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            # A file cut in the middle of a character is still worth reading.
            return data[len(mark) :].decode(encoding, errors="replace")
    wide = _wide_encoding(data)
    if wide is None:
        _refuse_controls(data, source)
    for encoding in _candidates(data, charset, wide):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _mostly_utf8(data) or _guessed(data, source)


def _candidates(data: bytes, charset: str | None, wide: str | None) -> Iterator[str]:
    """Encodings to try strictly, the surest first."""
    declared = _DECLARED.search(data[:2048])
    if wide:
        yield wide
    yield "utf-8"
    for name in (charset, declared[1].decode("ascii") if declared else None):
        encoding = _text_codec(name)
        if encoding:
            yield encoding


def _text_codec(name: str | None) -> str | None:
    """Python's name of a text encoding, None for unknown names and for codecs that are no text encoding."""
    if not name:
        return None
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Browsers read what calls itself Latin-1 as cp1252, and so do the people who wrote it.
    if codec.name in {"iso8859-1", "ascii"}:
        return "cp1252"
    return codec.name if codec._is_text_encoding else None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: plain letters leave a zero in every second byte."""
    head = data[:4096]
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.3 and even < len(head) * 0.05:
        return "utf-16-le"
    if even > len(head) * 0.3 and odd < len(head) * 0.05:
        return "utf-16-be"
    return None


def _refuse_controls(data: bytes, source: str) -> None:
    nul = data.find(b"\x00")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if nul < 0 and controls <= len(data) // 200 + 2:
        return
    line = data.count(b"\n", 0, nul) + 1 if nul >= 0 else None
    what = "holds NUL bytes" if nul >= 0 else "is full of control characters"
    raise UnreadableSource(
        source, f"{what}, so it is a binary file", line=line, hint="Give a text file: a list, not a program."
    )


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few damaged characters is still UTF-8: another encoding would garble all of it."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    whole = sum(1 for char in text if char > "\x7f") - damaged
    return text if damaged * 10 <= whole else None


def _guessed(data: bytes, source: str) -> str:
    first = next((i for i, byte in enumerate(data) if byte > 0x7F), 0)
    start = max(0, first - _SAMPLE // 2)
    matches = from_bytes(data[start : start + _SAMPLE])
    best = matches.best()
    if best is None:
        raise UnreadableSource(source, "is in no known encoding", hint="Save it as UTF-8 and try again.")
    return data.decode(_western(best, matches) or best.encoding, errors="replace")


def _western(best: CharsetMatch, matches: CharsetMatches) -> str | None:
    """cp1252 where it explains the bytes as well as the best guess: a few accents cannot tell the two apart."""
    for match in (best, *matches):
        same = match.chaos <= best.chaos and match.coherence >= best.coherence
        if same and "cp1252" in match.could_be_from_charset:
            return "cp1252"
    return None


def _refuse_long_line(text: str, source: str) -> None:
    if len(text) <= MAX_LINE:
        return
    start, line = 0, 1
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > MAX_LINE:
            message = f"the line has {end - start:,} characters, more than {MAX_LINE:,}"
            raise UnreadableSource(source, message, line=line, hint="Check that this is a list of entries.")
        start, line = end + 1, line + 1
