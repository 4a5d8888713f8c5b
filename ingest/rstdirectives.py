"""Directives that docutils does not know but lists use (Sphinx and its extensions): their content is read.

Without this docutils drops a directive it does not know together with all that stands in it.
"""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from docutils.parsers.rst import Directive, directives

__all__ = ["register"]

_NAMES = (
    "seealso", "todo", "versionadded", "versionchanged", "deprecated", "dropdown", "card", "grid", "grid-item",
    "grid-item-card", "tab-set", "tab-item", "tabs", "tab", "group-tab", "details", "toggle", "collapse", "margin",
    "centered", "hlist", "only", "panels", "aside", "div", "cssclass", "rst-class", "exercise", "solution",
)  # fmt: skip


class _AnyOption(dict[str, Callable[[str], str]]):
    """Takes every option: what it sets is how things look."""

    def __missing__(self, name: str) -> Callable[[str], str]:
        return lambda argument: argument or ""


class _Content(Directive):
    """A directive of which only the words count: its arguments first, then its content."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = _AnyOption()

    def run(self) -> list[nodes.Node]:
        """Give a container with what the directive holds."""
        box = nodes.container()
        if self.arguments and self.name not in {"only", "rst-class", "cssclass", "div"}:
            runs, messages = self.state.inline_text(self.arguments[0], self.lineno)
            paragraph = nodes.paragraph("", "", *runs, *messages)
            paragraph.line = self.lineno
            box += paragraph
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def register() -> None:
    """Make the directives known to docutils; a second time changes nothing."""
    for name in _NAMES:
        directives.register_directive(name, _Content)
