"""Outcomes as text for a terminal and as Markdown."""

from collections.abc import Iterable, Sequence

from .measuring import HEADS, Outcome


def printed(outcome: Outcome) -> str:
    """Return an outcome as lines for a terminal."""
    parts = [f"\n{outcome.title}"]
    if outcome.figures:
        parts.append(_columns([HEADS, *(each.cells for each in outcome.figures)]))
    for table in outcome.tables:
        parts += [table.caption, _columns([table.heads, *table.rows])]
    return "\n".join([*parts, *(f"  {aim}" for aim in outcome.aims)])


def markdown(outcome: Outcome) -> str:
    """Return an outcome as a section of a page."""
    parts = [f"## {outcome.title}", f"Peer: {outcome.peer}"]
    if outcome.figures:
        parts.append(_table(HEADS, (each.cells for each in outcome.figures)))
    for table in outcome.tables:
        parts += [f"{table.caption}:", _table(table.heads, table.rows)]
    if outcome.aims:
        parts.append("\n".join(f"- {aim}" for aim in outcome.aims))
    return "\n\n".join(parts)


def _columns(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(f"  {line}".rstrip() for line in lines)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [_line(heads), _line(["---"] + ["---:"] * (len(heads) - 1))]
    return "\n".join([*lines, *map(_line, rows)])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
