"""Secondary instances: inner ones, and those in attached CSV, XML and GeoJSON files."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from lieucommun.engines.xforms.errors import FormError
from lieucommun.engines.xforms.expressions.nodes import Element, NodeSet, string_value
from lieucommun.engines.xforms.reading import read_xml

from .places import XFORMS

_NAME = re.compile(r"[^\W\d][\w.\-]*")
#: Most cells read from one attached list.
MAX_CELLS = 2_000_000


class Lists:
    """The secondary instances of a form, with an index by each child that is asked for."""

    def __init__(self) -> None:
        self.roots: dict[str, Element] = {}
        self._below: Lists | None = None
        self._indexes: dict[tuple[str, tuple[str, ...], str], dict[str, NodeSet] | None] = {}

    def add(self, name: str, holder: Element) -> None:
        """Add an instance: the element that holds its root."""
        self.roots[name] = holder

    def over(self, below: "Lists") -> "Lists":
        """Return these lists, and those of others where there is none of the same name here."""
        found = Lists()
        found.roots = {**below.roots, **self.roots}
        found._below = below
        return found

    def add_rows(self, name: str, rows: Iterable[Mapping[str, str]]) -> None:
        """Add an instance made of rows, each a text by column."""
        holder = etree.Element("instance")
        root = etree.SubElement(holder, "root")
        for row in rows:
            _item(root, [*row.items()])
        self.add(name, holder)

    def lookup(self, name: str, tags: tuple[str, ...], key: str) -> dict[str, NodeSet] | None:
        """Return items by the value of a child; None when they have several parents."""
        if self._below is not None and self.roots.get(name) is self._below.roots.get(name):
            return self._below.lookup(name, tags, key)
        asked = (name, tags, key)
        if asked not in self._indexes:
            self._indexes[asked] = self._index(*asked)
        return self._indexes[asked]

    def _index(self, name: str, tags: tuple[str, ...], key: str) -> dict[str, NodeSet] | None:
        holder = self.roots.get(name)
        if holder is None:
            return {}
        parents = holder.findall("/".join(tags[:-1])) if tags[:-1] else [holder]
        if len(parents) > 1:
            return None
        found: dict[str, NodeSet] = {}
        last: tuple[str, object] = ("", None)
        for child in parents[0].iterdescendants(key) if parents else ():
            row = child.getparent()
            text = string_value(child)
            if row is None or row.getparent() is not parents[0] or row.tag != tags[-1]:
                continue
            if last != (text, row):
                found.setdefault(text, []).append(row)
            last = (text, row)
        return found


def plain(element: Element, *, keep: bool = False) -> Element:
    """Copy an element out of the namespace of XForms, and of its declarations.

    Attributes of other namespaces stay; with `keep`, so do the prefixes of ODK.
    """
    names = {p: u for p, u in element.nsmap.items() if p and u != XFORMS} if keep else None
    top = etree.Element(_bare(element.tag), nsmap=names)
    waiting = [(element, top)]
    while waiting:
        old, new = waiting.pop()
        new.text = old.text if len(old) == 0 else None
        for name, value in old.attrib.items():
            new.set(name, value)
        inner = [child for child in old if isinstance(child.tag, str)]
        waiting += [(child, etree.SubElement(new, _bare(child.tag))) for child in inner]
    return top


def _bare(tag: str) -> str:
    return tag.removeprefix(f"{{{XFORMS}}}")


def read_lists(model: Element, attachments: Mapping[str, bytes]) -> Lists:
    """Read every secondary instance of a model; FormError names the file that is wrong."""
    found = Lists()
    for instance in model.findall(f"{{{XFORMS}}}instance")[1:]:
        name = instance.get("id")
        if not name:
            raise FormError("instance", "a secondary instance has no id")
        holder = etree.Element("instance")
        source = instance.get("src")
        if len(instance):
            holder.append(plain(instance[0]))
        elif source is not None and source != "jr://instance/last-saved":
            holder.append(_attached(name, source, attachments))
        found.add(name, holder)
    return found


def _attached(name: str, source: str, attachments: Mapping[str, bytes]) -> Element:
    file = source.rpartition("/")[2]
    place = f"instance {name}"
    if file not in attachments:
        raise FormError(place, f"the file “{file}” is not attached")
    data = attachments[file]
    if source.startswith("jr://file-csv/") or file.endswith(".csv"):
        return read_csv(data, f"{place}, {file}")
    if file.endswith(".geojson"):
        return read_geojson(data, f"{place}, {file}")
    return plain(read_xml(data, f"{place}, {file}"))


def read_csv(data: bytes, place: str) -> Element:
    """Return the rows of a CSV file as items of a root."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FormError(place, "the file is not encoded in UTF-8") from None
    first = text.partition("\n")[0]
    delimiter = next((mark for mark in ",;\t" if mark in first), ",")
    root = etree.Element("root")
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        header = next(rows, [])
        _checked(header, place)
        left = MAX_CELLS
        for row in rows:
            left -= len(header)
            if left < 0:
                raise FormError(place, f"the file has more than {MAX_CELLS} cells")
            if row:
                _item(root, [*zip(header, row + [""] * (len(header) - len(row)), strict=False)])
    except csv.Error as error:
        raise FormError(place, f"the file is not well-formed CSV ({error})") from None
    return root


def _checked(header: list[str], place: str) -> None:
    for name in header:
        if not _NAME.fullmatch(name):
            raise FormError(place, f"“{name}” cannot be the name of a column")
    if len({*header}) < len(header):
        raise FormError(place, "two columns have the same name")


def _item(root: Element, cells: list[tuple[str, str]]) -> None:
    item = etree.SubElement(root, "item")
    for name, value in cells:
        try:
            etree.SubElement(item, name).text = value
        except ValueError:
            etree.SubElement(item, name).text = "".join(filter(str.isprintable, value))


def read_geojson(data: bytes, place: str) -> Element:
    """Return the features of a GeoJSON file as items of a root."""
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        raise FormError(place, "the file is not JSON") from None
    if not isinstance(whole, dict) or whole.get("type") != "FeatureCollection":
        raise FormError(place, "the file is not a FeatureCollection")
    root = etree.Element("root")
    for feature in whole.get("features") or []:
        cells = {name: _text(value) for name, value in (feature.get("properties") or {}).items()}
        _checked([*cells], place)
        if feature.get("id") is not None:
            cells["id"] = _text(feature["id"])
        cells["geometry"] = _geometry(feature.get("geometry") or {}, place)
        _item(root, [*cells.items()])
    return root


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _geometry(given: dict[str, Any], place: str) -> str:
    kind, numbers = given.get("type"), given.get("coordinates")
    try:
        if kind == "Point":
            return _point(numbers)
        if kind == "LineString":
            return ";".join(map(_point, numbers))  # type: ignore[arg-type]
        if kind == "Polygon":
            return ";".join(map(_point, numbers[0]))  # type: ignore[index]
    except (TypeError, ValueError, IndexError):
        raise FormError(place, "a feature has coordinates that are not numbers") from None
    raise FormError(place, f"a feature is a {kind}: only Point, LineString and Polygon are read")


def _point(numbers: Any) -> str:
    longitude, latitude = float(numbers[0]), float(numbers[1])
    return f"{latitude!r} {longitude!r} 0 0"
