"""The command line as a process of its own: what it loads, closed pipes, terminals without Unicode."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import run

SCRIPT = """
import os, sys, cli
folder, command = sys.argv[1], sys.argv[2:]
sys.argv = ["studygraph", "--library", folder, *command]
try:
    cli.main()
finally:
    heavy = {"torch", "sentence_transformers", "sklearn"} & set(sys.modules)
    print("heavy:", sorted(heavy), file=sys.stderr)
"""


def process(folder: Path, *command: str, **more: Any) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-c", SCRIPT, str(folder), *command]
    return subprocess.run(line, text=True, stderr=subprocess.PIPE, check=False, **{"stdout": subprocess.PIPE, **more})


@pytest.mark.parametrize(
    "command", ["status", "show U-Net", "path U-Net Text", "mark done U-Net", "roadmap Text", "export ris"]
)
def test_what_needs_no_text_model_loads_none(filled: Path, command: str) -> None:
    done = process(filled / "default-library", *command.split())
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "heavy: []"), done.stderr


def test_a_closed_pipe_is_no_error(filled: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = process(filled / "default-library", "export", "graphml", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "heavy: []\n")


def test_a_terminal_without_unicode_gets_json_that_can_be_read(folder: Path) -> None:
    (folder / "zh.md").write_text("# 讀\n\n- [深度學習 é](https://a.org/1)\n", "utf-8")
    run("add", str(folder / "zh.md"))
    plain = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = process(folder / "default-library", "export", "csl-json", env=plain)
    assert done.returncode == 0, done.stderr
    done = process(folder / "default-library", "show", "a.org/1", "--json", env=plain)
    assert json.loads(done.stdout)["about"]["title"] == "深度學習 é"
