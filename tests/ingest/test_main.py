"""`python -m ingest`: what it prints and how it fails."""

import json

import pytest

from ingest.__main__ import main

BIB = (
    "@article{k, title={A paper on lists}, author={Lee, Ann}, url={https://arxiv.org/abs/1706.03762v5}, year={2017}}\n"
)
CSV = "title,url,code\nA paper on lists,https://arxiv.org/pdf/1706.03762.pdf,https://github.com/a/b\nAnother one,,\n"
FIELDS = "source line title url urls secondary section kind year authors note language work"


@pytest.fixture
def lists(tmp_path):
    (tmp_path / "a.bib").write_text(BIB)
    (tmp_path / "b.csv").write_text(CSV)
    return tmp_path


def test_entries_are_printed_as_json_lines(lists, capsys):
    assert main([str(lists / "a.bib"), str(lists / "b.csv"), "--jsonl"]) == 0
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert " ".join(first) == FIELDS
    assert first["source"].endswith("/a.bib")
    assert (first["line"], first["year"], first["authors"]) == (1, 2017, ["Ann Lee"])
    assert second["urls"] == ["https://arxiv.org/pdf/1706.03762.pdf", "https://github.com/a/b"]
    assert second["secondary"] == ["https://github.com/a/b"]
    assert first["work"] == second["work"] != third["work"]


def test_people_get_a_plain_list(lists, capsys):
    assert main([str(lists)]) == 0
    out = capsys.readouterr().out
    assert "a  (bibtex, 1 entries)" in out
    assert "A paper on lists  <https://arxiv.org/abs/1706.03762v5>" in out


def test_what_was_skipped_is_told_on_request(lists, capsys):
    (lists / "c.bib").write_bytes(b"\x00")
    (lists / "d.bib").write_text("@article{k, title=\n" + BIB)
    assert main([str(lists)]) == 0
    err = capsys.readouterr().err
    assert "c.bib, line 1: holds NUL bytes" in err
    assert "d.bib" not in err
    main([str(lists), "--skipped"])
    err = capsys.readouterr().err
    assert "c.bib" in err
    assert "d.bib, line 1: the record is damaged" in err


def test_an_error_names_file_line_and_next_step(tmp_path, capsys):
    (tmp_path / "x.md").write_bytes(b"# ok\n\x00")
    assert main([str(tmp_path / "x.md")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "x.md, line 2: holds NUL bytes" in err
    assert "Give a text file" in err


def test_help_has_examples(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    assert "python -m ingest list.md refs.bib --jsonl" in capsys.readouterr().out


def test_no_source_is_a_usage_error(capsys):
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == 2
