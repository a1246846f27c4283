"""The body of a form: groups, repeats and questions, in the order in which they are asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lieucommun.engines.xforms.expressions.conversions import Compiled
from lieucommun.engines.xforms.expressions.nodes import Element

from .places import JAVAROSA, XFORMS, Names, split
from .texts import Piece, itext_name, pieces

KINDS = {"input", "secret", "select1", "select", "rank", "upload", "trigger", "range"}
#: Compiles an expression about a place: expression, context, what it is.
Make = Callable[[str, Names, str], Compiled]


#: Where `rank` is from.
ODK = "http://www.opendatakit.org/xforms"


def _kind(element: Element) -> str:
    """Return the name of a control, which is from XForms or from ODK; "" for anything else."""
    name = element.tag if isinstance(element.tag, str) else ""
    uri, _, local = name.rpartition("}")
    return local if uri[1:] in {XFORMS, ODK} else ""


@dataclass(frozen=True, slots=True)
class Label:
    """Words: an identifier of itext, an expression that gives one, or pieces written in place."""

    name: str = ""
    computed: Compiled | None = None
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A choice written in the question."""

    value: str
    label: Label


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices found by an expression: rows, their value and their label."""

    rows: Compiled
    value: Compiled
    label: Label
    #: Whether the label is an identifier of itext, and not the words themselves.
    translated: bool


@dataclass(slots=True, eq=False)
class Control:
    """A question, a group or a repeat of the body."""

    kind: str
    names: Names
    label: Label = field(default_factory=Label)
    hint: Label = field(default_factory=Label)
    appearance: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    itemset: Itemset | None = None
    children: list["Control"] = field(default_factory=list)

    def all(self) -> Iterator["Control"]:
        """Yield this control and those in it, in order."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(frozen=True, slots=True)
class Action:
    """A value set when something happens: the events, the place, and the value."""

    events: frozenset[str]
    target: Names
    value: Compiled | None
    text: str
    trigger: Names = ()


class BodyReader:
    """Reads the body; what it meets it keeps: actions, and repeats with their counts."""

    def __init__(self, make: Make) -> None:
        self.make = make
        self.actions: list[Action] = []
        self.counts: dict[Names, str] = {}
        self.fixed: set[Names] = set()

    def controls(self, parent: Element, context: Names) -> list[Control]:
        """Return the controls in an element of the body."""
        found = []
        for element in parent:
            tag = _kind(element)
            if tag == "group":
                found.append(self._group(element, context))
            elif tag == "repeat":
                found.append(self._repeat(element, context))
            elif tag in KINDS:
                found.append(self._question(tag, element, context))
            elif tag == "setvalue":
                self.action(element, context)
        return found

    def action(self, element: Element, context: Names) -> None:
        """Read a setvalue, in the model or in a control."""
        target = split(element.get("ref") or element.get("bind") or "")
        expression = element.get("value")
        value = self.make(expression, target, "setvalue") if expression else None
        events = frozenset((element.get("event") or "").split())
        self.actions.append(Action(events, target, value, element.text or "", context))

    def _names(self, element: Element, context: Names) -> Names:
        reference = element.get("ref") or element.get("nodeset") or element.get("bind")
        if not reference:
            return context
        return split(reference) if reference.strip().startswith("/") else context + split(reference)

    def _group(self, element: Element, context: Names) -> Control:
        names = self._names(element, context)
        found = self._control("group", element, names)
        found.children = self.controls(element, names)
        return found

    def _repeat(self, element: Element, context: Names) -> Control:
        names = self._names(element, context)
        count = element.get(f"{{{JAVAROSA}}}count")
        if count:
            self.counts[names] = count
        if element.get(f"{{{JAVAROSA}}}noAddRemove") is not None or count:
            self.fixed.add(names)
        found = self._control("repeat", element, names)
        found.children = self.controls(element, names)
        return found

    def _control(self, kind: str, element: Element, names: Names) -> Control:
        own = {str(name): str(value) for name, value in element.attrib.items()}
        found = Control(kind, names, appearance=element.get("appearance", ""), attributes=own)
        label, hint = element.find(f"{{{XFORMS}}}label"), element.find(f"{{{XFORMS}}}hint")
        if label is not None:
            found.label = self.label(label, names)
        if hint is not None:
            found.hint = self.label(hint, names)
        return found

    def _question(self, kind: str, element: Element, context: Names) -> Control:
        found = self._control(kind, element, self._names(element, context))
        names = found.names
        for item in element.findall(f"{{{XFORMS}}}item"):
            value, label = item.find(f"{{{XFORMS}}}value"), item.find(f"{{{XFORMS}}}label")
            words = Label() if label is None else self.label(label, names)
            text = "" if value is None or value.text is None else value.text.strip()
            found.items.append(Item(text, words))
        itemset = element.find(f"{{{XFORMS}}}itemset")
        if itemset is not None:
            found.itemset = self._itemset(itemset, names)
        for action in element.findall(f"{{{XFORMS}}}setvalue"):
            self.action(action, names)
        return found

    def _itemset(self, element: Element, names: Names) -> Itemset:
        nodeset = element.get("nodeset", "")
        value, label = element.find(f"{{{XFORMS}}}value"), element.find(f"{{{XFORMS}}}label")
        reference = "" if label is None else label.get("ref", "")
        inner = itext_name(reference)
        return Itemset(
            self.make(nodeset, names, "choices"),
            self.make("." if value is None else value.get("ref", "."), (), "item"),
            Label(computed=self.make(inner[0] if inner else reference or ".", (), "item"))
            if inner is None or not inner[1]
            else Label(name=inner[0]),
            translated=inner is not None,
        )

    def label(self, element: Element, names: Names) -> Label:
        """Read a label or a hint."""
        reference = element.get("ref")
        if reference:
            inner = itext_name(reference)
            if inner is not None and inner[1]:
                return Label(name=inner[0])
            return Label(computed=self.make(inner[0] if inner else reference, names, "label"))
        made = pieces(element, lambda expression: self.make(expression, names, "output"))
        return Label(pieces=tuple(made))
