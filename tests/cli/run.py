"""Runs the command line in this process."""

from __future__ import annotations

from click.testing import CliRunner, Result

import cli


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli.main, list(arguments))
    assert result.exit_code == code, result.output + result.stderr
    return result
