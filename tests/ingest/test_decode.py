"""Encodings told by the bytes, and bytes that are no text."""

import gzip
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import decode as module
from ingest.decode import decode
from library.errors import UnreadableSource

CHINESE = "這裡紀錄了我在學習深度學習時蒐集的一些線上資源"
RUSSIAN = "Машинное обучение: список литературы"
WESTERN = "Müller, François: “Deep Learning”, naïve Bayes"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "utf-16"),
        (CHINESE, "utf-32"),
        ("A plain list of papers\nhttp://a.org\n", "utf-16-le"),
        ("A plain list of papers\nhttp://a.org\n", "utf-16-be"),
        (CHINESE, "big5"),
        ("机器学习 深度学习 神经网络教程与资料", "gbk"),
        ("機械学習のリスト：ディープラーニング入門", "shift_jis"),
        (RUSSIAN, "cp1251"),
        (WESTERN, "cp1252"),
    ],
)
def test_encodings_are_told_by_the_bytes(text, encoding):
    assert decode(text.encode(encoding), "list.txt") == text


def test_line_ends_become_one():
    assert decode(b"a\r\nb\rc\nd", "x") == "a\nb\nc\nd"
    assert decode("a\u2028b\x0cc\x85".encode(), "x") == "a b c "


def test_a_declared_charset_is_believed_when_it_fits():
    data = '<meta charset="koi8-r">Список'.encode("koi8-r")
    assert decode(data, "x").endswith("Список")
    assert decode("Список".encode("koi8-r"), "x", charset="koi8-r") == "Список"
    assert decode("Список".encode(), "x", charset="no-such-codec") == "Список"
    assert decode("Список".encode(), "x", charset="base64") == "Список"


def test_utf8_with_one_damaged_character_stays_utf8():
    data = (CHINESE * 3).encode().replace("度".encode(), b"\xe5\xba", 1)
    assert "學習" in decode(data, "x")


def test_archives_are_named(tmp_path):
    path = tmp_path / "lists.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bomb.txt", "0" * 10_000)
    with pytest.raises(UnreadableSource, match="ZIP archive") as caught:
        decode(path.read_bytes(), "lists.zip")
    assert "Unpack" in caught.value.hint
    with pytest.raises(UnreadableSource, match="gzip"):
        decode(gzip.compress(b"x"), "x.gz")


def test_binary_is_refused_with_its_line():
    with pytest.raises(UnreadableSource, match=r"x\.bin, line 3: holds NUL bytes"):
        decode(b"one\ntwo\nth\x00ree", "x.bin")
    with pytest.raises(UnreadableSource, match="control characters"):
        decode(b"\x01\x02\x03\x04" * 50, "x.bin")


def test_a_line_beyond_measure_is_refused_with_its_number(monkeypatch):
    monkeypatch.setattr(module, "MAX_LINE", 100)
    assert decode(b"x" * 100 + b"\n" + b"y" * 100, "x")
    with pytest.raises(UnreadableSource, match="line 2: the line has 101 characters"):
        decode(b"short\n" + b"y" * 101 + b"\nshort", "x")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_utf8_comes_back_as_it_was(text):
    text = "list " + text
    assert decode(text.encode(), "x") == text


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data):
    try:
        text = decode(data, "x")
    except UnreadableSource:
        return
    assert "\r" not in text
