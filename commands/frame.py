"""What all commands share: the workspace, `--json`, how errors are shown, exit codes, what an argument may be.

A command returns its answer and has a function that prints it for people; with `--json` the answer itself is
printed. Standard output then holds exactly one JSON document, whatever happens: the answer, or the error object
`{"error": what is wrong, "hint": what to do next, "choices": [{"id", "title"}], "exit_code": 1 or 2}`.
"""

from __future__ import annotations

import dataclasses
import json
import math
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps
from itertools import takewhile
from pathlib import Path
from typing import Any

import click

from commands.printing import err
from library.errors import NotFound, StudygraphError, short
from workspace import Workspace

__all__ = ["COUNT", "HOURS", "NOTHING", "TEXT", "Folder", "command", "main"]

NOTHING, BAD_INPUT, STOPPED = 1, 2, 130
MOST = 100_000
EXIT_CODES = (
    "Exit codes: 0 done; 1 nothing, or no one thing, answers to what was asked; 2 bad input; 130 stopped by Ctrl-C.",
    "With --json standard output is one JSON document, of an error too: error, hint, choices, exit_code.",
)


class Text(click.ParamType):  # type: ignore[type-arg]  # it takes one only in newer releases
    """Words: not blank, and readable as text."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the words as they are."""
        text = str(value)
        if not text.strip():
            self.fail("it is empty", param, ctx)
        if any("\ud800" <= character <= "\udfff" for character in text):
            self.fail(f"{text!r} is not readable as UTF-8; rename the file, or set your terminal to UTF-8", param, ctx)
        return text


class Folder(Text):
    """A path that is not blank."""

    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # type: ignore[override]
        """Return the path."""
        return Path(super().convert(value, param, ctx))


class Hours(click.FloatRange):
    """A time that can be spent: more than nothing, and an end to it."""

    name = "hours"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the hours."""
        hours = float(super().convert(value, param, ctx))
        if math.isnan(hours):  # compares with no bound
            self.fail(f"{value!r} is no number of hours", param, ctx)
        return hours


TEXT = Text()
COUNT = click.IntRange(1, MOST)
HOURS = Hours(0, MOST, min_open=True)


class Command(click.Command):
    """A command whose docstring's examples keep their lines."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help, with everything after `Examples:` as it stands."""
        text, _, examples = (self.help or "").partition("Examples:\n")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("\n\n".join(" ".join(part.split()) for part in text.split("\n\n")))
        if examples:
            formatter.write("\nExamples:\n" + "".join(f"  {line.strip()}\n" for line in examples.strip().splitlines()))


class Commands(click.Group):
    """The group: runs a command and says in one place what ended it early."""

    def main(self, args: Sequence[str] | None = None, *others: Any, **extra: Any) -> Any:
        """Run the command and exit with its code."""
        given = list(sys.argv[1:] if args is None else args)
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # what the terminal cannot write is written as its number
                stream.reconfigure(errors="backslashreplace")
        try:
            code = super().main(given, *others, **{**extra, "standalone_mode": False})
        except (click.Abort, click.ClickException, StudygraphError, OSError) as error:
            code = _say(error, as_json="--json" in takewhile("--".__ne__, given))
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named, until whoever reads its output has seen enough, as `head` has."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return answer

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the rule of exit codes."""
        for line in EXIT_CODES:
            formatter.write_paragraph()
            formatter.write_text(line)


def _say(error: Exception, *, as_json: bool) -> int:
    """Show an error, as JSON on standard output or in words on standard error, and return its exit code."""
    if isinstance(error, click.ClickException) and not as_json:
        error.show()
        return BAD_INPUT
    code = NOTHING if isinstance(error, NotFound) else STOPPED if isinstance(error, click.Abort) else BAD_INPUT
    message, hint = _words(error)
    choices = error.choices if isinstance(error, NotFound) else ()
    if as_json:
        named = [{"id": node, "title": title} for node, title in choices]
        with suppress(OSError):  # nothing can be written there: then in words
            print_json({"error": message, "hint": hint, "choices": named, "exit_code": code})
            return code
    err.print(f"error: {message}", style="red")
    if hint:
        err.print(f"  {hint}")
    for node, title in choices:
        err.print(f"    {node}  {title}")
    return code


def _words(error: Exception) -> tuple[str, str]:
    """What is wrong, and what to do next."""
    if isinstance(error, click.Abort):
        return "stopped", "what was stored so far is kept: run the same again to go on"
    if isinstance(error, StudygraphError):
        return str(error), error.hint
    if isinstance(error, OSError):
        place = f"{short(str(error.filename))}: " if error.filename else ""
        return f"{place}{error.strerror or error}", "check that it exists and that you may write there"
    context = error.ctx if isinstance(error, click.UsageError) else None
    message = error.format_message() if isinstance(error, click.ClickException) else str(error)
    return message, f"see `{context.command_path if context else 'studygraph'} --help`"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--library", "folder", type=Folder(), help="Folder of the library.")
@click.option("--reader", default="me", type=TEXT, show_default=True, help="Whose reading state is used.")
@click.pass_context
def main(context: click.Context, folder: Path | None, reader: str) -> None:
    """Studygraph turns reading lists into a knowledge graph, next reads and learning roadmaps.

    The library lies in --library, else $STUDYGRAPH_LIBRARY, else a folder in your user data.
    """
    context.obj = (folder, reader)


def command(
    *options: Callable[[Any], Any],
    shown: Callable[[Workspace, Any], None],
    nothing: Callable[[Any], bool] = lambda answer: isinstance(answer, list) and not answer,
    creates: bool = False,
) -> Callable[[Callable[..., Any]], click.Command]:
    """Register a command: it gets a workspace and returns its answer, which `shown` prints for people.

    An answer of nothing at all, see `nothing`, ends with the code for nothing found, and one of which a part tells of
    an error with that for bad input. `creates` makes a missing library.
    """

    def register(function: Callable[..., Any]) -> click.Command:
        @click.pass_context  # type: ignore[arg-type]
        @wraps(function)
        def run(context: click.Context, *args: Any, as_json: bool, **kwargs: Any) -> None:
            folder, reader = context.obj
            workspace = Workspace(folder, reader=reader, create=creates)
            context.call_on_close(workspace.close)
            answer = function(workspace, *args, **kwargs)
            if as_json:
                print_json(answer)
            else:
                shown(workspace, answer)
            if nothing(answer):
                context.exit(NOTHING)
            if isinstance(answer, list) and any(getattr(one, "error", None) for one in answer):
                context.exit(BAD_INPUT)

        for option in reversed((*options, click.option("--json", "as_json", is_flag=True, help="Answer in JSON."))):
            run = option(run)
        return main.command(cls=Command, name=function.__name__.rstrip("_"))(run)

    return register


def print_json(answer: Any) -> None:
    """Print an answer as one JSON document."""
    unicode = (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")
    click.echo(json.dumps(plain(answer), ensure_ascii=not unicode, indent=2, allow_nan=False))


def plain(value: Any) -> Any:
    """Turn dataclasses, sets, tuples and numbers without an end into what JSON holds."""
    if isinstance(value, StudygraphError):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return None if isinstance(value, float) and not math.isfinite(value) else value
