"""The rows of repeats: counted, added and taken out."""

from typing import TYPE_CHECKING

from lieucommun.engines.xforms.errors import FormError
from lieucommun.engines.xforms.expressions.nodes import Element

from .form import copied
from .places import Place

if TYPE_CHECKING:
    from .live import Live

#: Most elements of an instance, and most rows that a count makes.
MAX_ELEMENTS = 100_000
MAX_ROWS = 1_000


def rows_of(live: "Live", holder: Element, place: Place) -> list[Element]:
    """Return the rows of a repeat in the element that holds them."""
    return [*holder.iterchildren(live.tag(place.names[-1]))]


def resize(live: "Live", holder: Element, place: Place, count: float) -> None:
    """Make as many rows as a count says, at most 1,000."""
    wanted = int(count) if 0 <= count <= MAX_ROWS else (MAX_ROWS if count > MAX_ROWS else 0)
    if count > MAX_ROWS:
        live.failures[holder, "count"] = f"{place.path} repeats at most {MAX_ROWS} times"
    rows = rows_of(live, holder, place)
    for row in rows[wanted:][::-1]:
        remove_row(live, row, place)
    for _ in range(wanted - len(rows)):
        add_row(live, holder, place)


def add_row(live: "Live", holder: Element, place: Place) -> Element:
    """Add a row after the others, and mark what it changes."""
    model = live.form.rows[place.names]
    row = copied(model)
    new = [*row.iter("*")]
    if len(live.place_of) + len(new) > MAX_ELEMENTS:
        raise FormError(place.path, f"a form holds at most {MAX_ELEMENTS} answers")
    holder.insert(_where(live, holder, place), row)
    live.take_stock(row, place)
    if holder in live.env.hidden:
        live.rehide(row)
    for action in live.form.actions:
        if "odk-new-repeat" in action.events and action.target[: len(place.names)] == place.names:
            live.act(action, row)
    _changed(live, place)
    return row


def _where(live: "Live", holder: Element, place: Place) -> int:
    parent = place.parent
    order = [each.names[-1] for each in (parent.children if parent else ())]
    before = {live.tag(name) for name in order[: order.index(place.names[-1]) + 1]}
    spots = [index for index, child in enumerate(holder) if child.tag in before]
    return spots[-1] + 1 if spots else 0


def remove_row(live: "Live", row: Element, place: Place) -> None:
    """Take a row out."""
    holder = row.getparent()
    assert holder is not None  # noqa: S101  # a row is held
    for each in row.iter("*"):
        live.env.hidden.discard(each)
        live.own.pop(each, None)
        live.place_of.pop(each, None)
    holder.remove(row)
    _changed(live, place)


def _changed(live: "Live", place: Place) -> None:
    graph = live.form.graph
    for each in place.under():
        live.mark(graph.readers.get(each.names, ()))
        live.mark(graph.watchers.get(each.names, ()))
    live.mark(
        rank
        for rank in graph.inside.get(place.names, ())
        if (graph.targets[rank].kind, graph.targets[rank].place) != ("count", place)
    )
