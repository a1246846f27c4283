"""Read answers from an instance, and write those to submit."""

from collections.abc import Collection, Iterator

from lxml import etree

from lieucommun.engines.xforms.expressions.nodes import Element, string_value

from .entities import Entity, true
from .live import Live
from .places import Place
from .rows import resize, rows_of


def fill(live: Live, ours: Element, theirs: Element, left_out: list[tuple[str, str]]) -> None:
    """Copy the answers of an instance; what the form does not ask is listed apart."""
    place = live.place_of[ours]
    for name, value in theirs.attrib.items():
        ours.set(name, value)
    if place.leaf:
        ours.text = theirs.text
    rows: dict[str, list[Element]] = {}
    for child in theirs.iterchildren("*"):
        rows.setdefault(etree.QName(child).localname, []).append(child)
    for inner in place.children:
        if not inner.attribute:
            found = rows.pop(inner.names[-1].rpartition(":")[2], [])
            rows[f"{inner.names[-1]}[]"] = _fill_rows(live, ours, inner, found, left_out)
    for several in rows.values():
        left_out += [(f"{place.path}/{each.tag}", string_value(each)) for each in several]


def _fill_rows(
    live: Live, ours: Element, inner: Place, found: list[Element], left_out: list[tuple[str, str]]
) -> list[Element]:
    """Fill the elements at one place; return those that found no place."""
    if inner.repeated:
        resize(live, ours, inner, len(found))
    mine = rows_of(live, ours, inner)
    for one, other in zip(mine, found, strict=False):
        fill(live, one, other, left_out)
    return found[len(mine) :]


def pruned(element: Element, hidden: Collection[object]) -> Element:
    """Return a copy without what is hidden."""
    names = {prefix: uri for prefix, uri in element.nsmap.items() if prefix}
    top = etree.Element(element.tag, nsmap=names)
    top.attrib.update(element.attrib)
    waiting = [(element, top)]
    while waiting:
        old, new = waiting.pop()
        new.text = old.text
        for child in old:
            if child not in hidden:
                made = etree.SubElement(new, child.tag)
                made.attrib.update(child.attrib)
                waiting.append((child, made))
    return top


def entities_of(live: Live) -> Iterator[Entity]:
    """Yield the entities that answers make or change."""
    for names, places in live.form.entities.items():
        for holder in live.elements(names):
            if holder not in live.env.hidden:
                yield from _entities(live, holder, places)


def _entities(live: Live, holder: Element, places: list[Place]) -> Iterator[Entity]:
    hidden = live.env.hidden
    for element in holder.iterfind("{*}meta/{*}entity"):
        label = element.find("{*}label")
        properties = {
            place.save_to: live.read(each, place)
            for place in places
            for each in live.nearest(place.names, holder)
            if each not in hidden
        }
        get = element.attrib.get
        if element not in hidden and (true(get("create")) or true(get("update"))):
            yield Entity(
                dataset=str(get("dataset", "")),
                id=str(get("id", "")),
                label="" if label is None else (label.text or ""),
                create=true(get("create")),
                update=true(get("update")),
                properties=properties,
                base_version=str(get("baseVersion", "")),
                trunk_version=str(get("trunkVersion", "")),
                branch_id=str(get("branchId", "")),
            )
