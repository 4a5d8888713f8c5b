"""What a mistake says: in words or as JSON, with an exit code that scripts can tell apart."""

from __future__ import annotations

import json

import pytest

from tests.cli.run import run

BAD = [
    (["add", "missing.md"], "missing.md: no such file"),
    (["add", ""], "it is empty"),
    (["--library", "", "status"], "it is empty"),
    (["--reader", " ", "status"], "it is empty"),
    (["search", "caf\udce9"], "not readable as UTF-8"),
    (["add", "list.md", "caf\udce9.md"], "not readable as UTF-8"),
    (["add", "x" * 5000], "File name too long"),
    (["search", "text", "-n", "0"], "not in the range"),
    (["next", "-n", "-1"], "not in the range"),
    (["path", "U-Net", "Vision", "-n", "0"], "not in the range"),
    (["path", "U-Net", "arxiv:1505.04597"], "both name"),
    (["roadmap", "Text", "--hours", "nan"], "is no number of hours"),
    (["roadmap", "Text", "--hours", "inf"], "not in the range"),
    (["roadmap", "Text", "--hours", "0"], "not in the range"),
    (["roadmap", "Text", "--per-week", "-1"], "not in the range"),
    (["roadmap", "Text", "--language", "tlh"], "nothing in your lists is in the language 'tlh'"),
    (["roadmap"], "a roadmap needs a GOAL or --plan"),
    (["next", "--intent", "bridge"], "a bridge needs a start: --like ... and a far end: --goal ..."),
    (["next", "--intent", "bridge", "--like", "U-Net"], "a bridge needs a far end: --goal ..."),
    (["export", "word"], "is not one of"),
    (["export", "graphml", "-o", "/dev/null/x"], "/dev/null/x: Not a directory"),
    (["ticked", "/dev/null/x"], "does not exist"),
    (["mark", "read", "U-Net"], "is not one of"),
    (["status", "--nonsense"], "No such option"),
    (["nonsense"], "No such command"),
]
UNKNOWN = [
    (["show", "nothing like this"], "nothing is called 'nothing like this'"),
    (["show", "arxiv:9999.99999"], "arxiv:9999.99999"),
    (["path", "U-Net", "xyzzy"], "nothing is called 'xyzzy'"),
    (["mark", "done", "xyzzy"], "nothing is called 'xyzzy'"),
    (["next", "--like", "xyzzy"], "nothing is called 'xyzzy'"),
    (["roadmap", "Text", "--known", "xyzzy"], "nothing is called 'xyzzy'"),
]
MISTAKES = [*((*case, 2) for case in BAD), *((*case, 1) for case in UNKNOWN)]


@pytest.mark.parametrize(("arguments", "message", "code"), MISTAKES)
@pytest.mark.usefixtures("filled")
def test_a_mistake_is_named_and_has_its_exit_code(arguments: list[str], message: str, code: int) -> None:
    result = run(*arguments, code=code)
    assert message in result.stderr
    assert not result.stdout


@pytest.mark.parametrize(("arguments", "message", "code"), MISTAKES)
@pytest.mark.usefixtures("filled")
def test_a_mistake_is_one_json_object_for_scripts(arguments: list[str], message: str, code: int) -> None:
    result = run(*arguments, "--json", code=code)
    answer = json.loads(result.stdout)
    assert message in answer["error"]
    assert set(answer) == {"error", "hint", "choices", "exit_code"}
    assert answer["exit_code"] == code
    assert answer["hint"] or answer["choices"]
    assert not result.stderr


@pytest.mark.usefixtures("filled")
def test_a_long_name_is_told_short() -> None:
    assert len(run("show", "x" * 5000, code=1).stderr) < 400
