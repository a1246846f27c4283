"""Evaluate one expression on one document."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from random import Random

from .errors import ExpressionError
from .expressions.compiling import compiled
from .expressions.conversions import Compiled, as_string
from .expressions.nodes import Attribute, Element, Node, NodeSet, Root, TextNode, string_value
from .expressions.running import Environment, Value
from .reading import read_xml

Result = bool | float | str | list[Element | str]


def evaluate(  # noqa: PLR0913  # fixed by those who call it
    expression: str,
    document: bytes | Element,
    *,
    context: str = "/*",
    namespaces: Mapping[str, str] | None = None,
    now: datetime,
    zone: tzinfo,
    rng: Random | None = None,
) -> Result:
    """Return the value of an expression: true or false, a number, a text, or nodes.

    Nodes come in document order: lxml elements, and strings for attributes and texts. `context` is
    an expression that finds the context node. Bare names are in the default namespace of the
    document, if it has one, unless `namespaces` says otherwise. Without `rng`, what is random is
    refused. Raises ExpressionError.
    """
    top = read_xml(document, "document") if isinstance(document, bytes) else document
    names = bindings(top, namespaces)
    env = Environment(now=now, zone=zone, rng=rng, host=DocumentHost(top, names))
    root = Root(top.getroottree().getroot())
    found = compiled(context, names).run(env, root)
    if not isinstance(found, list) or not found:
        raise ExpressionError(f"the context “{context}” finds no node")
    env.current = found[0]
    return exported(run(compiled(expression, names), env, found[0]))


def run(given: Compiled, env: Environment, node: Node) -> Value:
    """Run a closure; what Python cannot do in its limits is refused as the expression's fault."""
    try:
        return given.run(env, node)
    except RecursionError:
        raise ExpressionError("this is nested too deep to compute") from None


def exported(value: Value) -> Result:
    """Return a value as callers get it."""
    if not isinstance(value, list):
        return value
    return [
        node.value if isinstance(node, Attribute | TextNode) else node
        for node in value
        if not isinstance(node, Root)
    ]


def bindings(top: Element, namespaces: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    """Return the prefixes that an expression may use, "" for bare names."""
    given = {(prefix or ""): uri for prefix, uri in top.nsmap.items()}
    if namespaces is not None:
        given |= {(prefix or ""): uri for prefix, uri in namespaces.items()}
    return tuple(sorted(given.items()))


class DocumentHost:
    """What a document by itself can give: the instances, texts and choices of a whole XForm."""

    def __init__(self, top: Element, names: tuple[tuple[str, str], ...]) -> None:
        self.top = top
        self.names = names

    def _all(self, name: str) -> list[Element]:
        return [*self.top.iter(f"{{*}}{name}")]

    def instance(self, name: str) -> Element | None:
        """Return the element `instance` with an identifier."""
        return next((each for each in self._all("instance") if each.get("id") == name), None)

    def lookup(self, name: str, tags: tuple[str, ...], key: str) -> dict[str, NodeSet] | None:
        """Return the items of an instance by a child."""
        found = self.instance(name)
        rows = [] if found is None else found.findall("/".join(f"{{*}}{tag}" for tag in tags))
        index: dict[str, NodeSet] = {}
        for row in rows:
            for child in row.findall(f"{{*}}{key}"):
                index.setdefault(string_value(child), []).append(row)
        return index

    def itext(self, name: str) -> str:
        """Return a text in the default language, or in the first."""
        translations = self._all("translation")
        translations.sort(key=lambda each: each.get("default") is None)
        for text in translations[0].findall("{*}text") if translations else []:
            if text.get("id") == name:
                values = [each for each in text.findall("{*}value") if each.get("form") is None]
                return string_value(values[0]) if values else ""
        return ""

    def choice_name(self, env: Environment, value: str, reference: str) -> str:
        """Return the label of a choice written in the question at a path."""
        for control in self.top.iter("{*}select1", "{*}select", "{*}rank"):
            if control.get("ref") != reference:
                continue
            for item in self._items(env, control):
                if item[0] == value:
                    return item[1]
        return ""

    def _items(self, env: Environment, control: Element) -> list[tuple[str, str]]:
        found = []
        for item in control.findall("{*}item"):
            label, value = item.find("{*}label"), item.find("{*}value")
            text = ""
            if label is not None:
                text = self._text(env, label.get("ref"), label) or string_value(label)
            found.append(("" if value is None else string_value(value), text))
        for itemset in control.findall("{*}itemset"):
            rows = compiled(itemset.get("nodeset", ""), self.names).run(env, Root(self.top))
            label, value = itemset.find("{*}label"), itemset.find("{*}value")
            for row in rows if isinstance(rows, list) else []:
                shown = "" if label is None else self._text(env, label.get("ref"), row)
                found.append(
                    ("" if value is None else self._text(env, value.get("ref"), row), shown)
                )
        return found

    def _text(self, env: Environment, reference: str | None, node: Node) -> str:
        return as_string(compiled(reference, self.names))(env, node) if reference else ""
