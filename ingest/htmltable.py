"""HTML tables under construction, and which tables hold no data at all."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from ingest.blocks import Break, Cell, Inline, Row, Table, Text

__all__ = ["OpenTable", "is_layout", "trimmed"]


@dataclass(slots=True)
class OpenTable:
    """A table under construction; `cells` is the row in progress."""

    line: int
    header: tuple[Cell, ...] = ()
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    row_line: int = 0
    header_row: bool = True

    def add(self, inlines: list[Inline], line: int) -> None:
        """Close a cell that was opened on `line`; its text may start further down."""
        for run in inlines:
            if not _is_blank(run):
                break
            line = run.line if isinstance(run, Break) else line
        self.cells.append(Cell(trimmed(inlines), line))

    def end_row(self) -> None:
        """Close a row; the first one of header cells is the header."""
        if not self.cells:
            return
        cells, self.cells = tuple(self.cells), []
        if self.header_row and not self.header and not self.rows:
            self.header = cells
        else:
            self.rows.append(Row(cells, self.row_line or self.line))

    def finish(self) -> Table | None:
        """Give the table; None when it is empty."""
        return Table(self.header, tuple(self.rows), self.line) if self.rows or self.header else None


def trimmed(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Drop the blanks and breaks at both ends."""
    runs = list(inlines)
    while runs and _is_blank(runs[-1]):
        runs.pop()
    first = next((n for n, run in enumerate(runs) if not _is_blank(run)), len(runs))
    return tuple(runs[first:])


def _is_blank(run: Inline) -> bool:
    return isinstance(run, Break) or (isinstance(run, Text) and not run.text.strip())


def is_layout(table: etree._Element) -> bool:
    """Tell a table that arranges a page from one that holds data."""
    if next(table.iterdescendants("table", "h1", "h2", "h3", "h4", "nav"), None) is not None:
        return True
    items = sum(1 for _ in table.iterdescendants("li"))
    return items > 8 and sum(1 for _ in table.iterdescendants("tr")) <= 3
