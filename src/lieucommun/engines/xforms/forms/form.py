"""Compile an XForm: read it once, answer it many times."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from random import Random
from typing import TYPE_CHECKING

from lxml import etree

from lieucommun.engines.xforms.errors import ExpressionError, FormError
from lieucommun.engines.xforms.expressions.conversions import Compiled
from lieucommun.engines.xforms.expressions.nodes import Element
from lieucommun.engines.xforms.expressions.parser import parse
from lieucommun.engines.xforms.reading import read_xml

from .controls import Action, BodyReader, Control
from .entities import entities_version, owners
from .graph import Graph, Target, arranged
from .lists import Lists, plain, read_lists
from .lookups import FormCompiler
from .places import ENTITIES, JAVAROSA, XFORMS, Names, Place, split
from .references import Placer
from .texts import Texts, itext_name, read_texts
from .types import type_check

if TYPE_CHECKING:
    from .answers import Answers

TEMPLATE = f"{{{JAVAROSA}}}template"
_RULES = ("calculate", "relevant", "required", "readonly", "constraint")
#: Most places and elements of a form before it is filled.
MAX_PLACES = 20_000


class Form:
    """A compiled form: its places, texts, controls and lists, and what depends on what.

    It holds no answer and is not changed by answers: it may be kept and shared.
    """

    def __init__(self) -> None:
        self.title = ""
        self.id = ""
        self.version = ""
        self.places: dict[Names, Place] = {}
        self.texts = Texts()
        self.body: list[Control] = []
        self.controls: dict[Names, Control] = {}
        self.actions: list[Action] = []
        self.lists = Lists()
        self.graph = Graph()
        self.template: Element
        self.rows: dict[Names, Element] = {}
        self.fixed: set[Names] = set()
        self.names: dict[str, str] = {}
        self.entities: dict[Names, list[Place]] = {}
        self.entities_version = ""

    @property
    def languages(self) -> list[str]:
        """Return the languages of the form, as its workbook names them."""
        return self.texts.languages

    def start(
        self,
        *,
        now: datetime,
        zone: tzinfo,
        rng: Random | None = None,
        properties: Mapping[str, str] | None = None,
        lists: Lists | None = None,
    ) -> "Answers":
        """Return new answers: preloads and first events done, everything computed.

        `lists` stand in place of those that were attached, for these answers alone.
        """
        from .answers import Answers

        return Answers(self, now=now, zone=zone, rng=rng, lists=lists).begun(properties or {})

    def load(
        self,
        instance_xml: bytes,
        *,
        now: datetime,
        zone: tzinfo,
        rng: Random | None = None,
        lists: Lists | None = None,
    ) -> "Answers":
        """Return answers given before: what the form no longer asks is kept aside.

        `lists` as in `start`.
        """
        from .answers import Answers

        return Answers(self, now=now, zone=zone, rng=rng, lists=lists).loaded(instance_xml)


def compile_form(xml: bytes, attachments: Mapping[str, bytes] | None = None) -> Form:
    """Return a form; FormError says where it is wrong. `attachments` are files by their name."""
    return _Builder(read_xml(xml, "form"), attachments or {}).built()


class _Builder:
    def __init__(self, top: Element, attachments: Mapping[str, bytes]) -> None:
        self.top = top
        self.attachments = attachments
        self.form = Form()
        self.reads: dict[Compiled, Placer] = {}
        model = next(top.iter(f"{{{XFORMS}}}model"), None)
        instance = None if model is None else model.find(f"{{{XFORMS}}}instance")
        if model is None or instance is None or len(instance) != 1:
            raise FormError("form", "there is no model with an instance in this document")
        self.model = model
        self.instance = instance[0]

    def built(self) -> Form:
        form = self.form
        title = next(self.top.iter("{http://www.w3.org/1999/xhtml}title"), None)
        form.title = "" if title is None else (title.text or "")
        form.id = self.instance.get("id", "")
        form.version = self.instance.get("version", "")
        self._template()
        form.lists = read_lists(self.model, self.attachments)
        form.entities_version = entities_version(self.model)
        self._binds()
        form.texts = read_texts(self.model, self._output)
        reader = self._body()
        self._messages()
        for place in form.places.values():
            place.fits = type_check(place.type)
            place.control = form.controls.get(place.names)
            place.leaf = all(child.attribute for child in place.children)
        self._graph(reader)
        form.entities = owners(form.places)
        return form

    def _template(self) -> None:
        form = self.form
        for element in self.instance.iter("*"):
            for prefix, uri in element.nsmap.items():
                form.names.setdefault(prefix or "", uri)
        if form.names.get("") == XFORMS:
            form.names[""] = ""
        form.template = plain(self.instance, keep=True)
        self._place(form.template, None)
        for repeat in self.top.iter(f"{{{XFORMS}}}repeat"):
            names = split(repeat.get("nodeset", ""))
            if names not in form.places:
                raise FormError("repeat", f"{repeat.get('nodeset')} is not in the form")
            form.places[names].repeated = True
        named = [(element, self._names(element)) for element in form.template.iter("*")]
        for element, names in named:
            if form.places[names].repeated and names not in form.rows:
                form.rows[names] = _without_templates(copied(element))
        _without_templates(form.template)

    def name(self, tag: str) -> str:
        """Write the name of an element as expressions do."""
        uri, _, local = tag.rpartition("}")
        prefixes = self.form.names.items()
        prefix = next((p for p, known in prefixes if known == uri[1:]), "") if uri else ""
        return f"{prefix}:{local}" if prefix else local

    def _names(self, element: Element) -> Names:
        above = [each.tag for each in element.iterancestors()]
        return tuple(self.name(str(tag)) for tag in (*above[::-1], element.tag))

    def _place(self, element: Element, parent: Place | None) -> None:
        names = (*(parent.names if parent else ()), self.name(str(element.tag)))
        place = self.form.places.get(names)
        if place is None:
            place = self.form.places[names] = Place(names, parent)
            if parent is not None:
                parent.children.append(place)
        if len(self.form.places) > MAX_PLACES:
            raise FormError("instance", f"there are more than {MAX_PLACES} places")
        for attribute in map(str, element.attrib):
            inner = (*names, f"@{self.name(attribute)}")
            if "}" not in attribute and inner not in self.form.places:
                self.form.places[inner] = Place(inner, place)
        for child in element:
            self._place(child, place)

    def make(self, expression: str, about: Names, what: str) -> Compiled:
        """Compile an expression about a place; FormError says where it is and what is wrong."""
        try:
            tree = parse(expression)
            if what == "item":
                return FormCompiler(self.form.names).compile(tree)
            placer = Placer(self.form.places, about)
            found = FormCompiler(self.form.names).compile(placer.placed(tree))
        except ExpressionError as error:
            where = "/" + "/".join(about)
            at = f", {error.place}" if error.position >= 0 else ""
            raise FormError(f"{where}, {what}{at}", error.reason) from None
        self.reads[found] = placer
        return found

    def _output(self, name: str, expression: str) -> Compiled:
        """Compile an output in a translated text, about the question that its name tells."""
        path = split(name.rpartition(":")[0].removesuffix(":jr")) if ":" in name else ()
        context = path if path in self.form.places else split("/".join(path[:-1]))
        if context not in self.form.places:
            context = (next(iter(self.form.places))[0],)
        return self.make(expression, context, f"text {name}")

    def _binds(self) -> None:
        for bind in self.model.iter(f"{{{XFORMS}}}bind"):
            nodeset = bind.get("nodeset") or bind.get("ref") or ""
            names = split(nodeset)
            place = self.form.places.get(names)
            if place is None:
                raise FormError("bind", f"{nodeset} is not in the form")
            place.type = bind.get("type", "string").rpartition(":")[2]
            for rule in _RULES:
                expression = bind.get(rule)
                if expression:
                    place.rules[rule] = self.make(expression, names, rule)
            preload = bind.get(f"{{{JAVAROSA}}}preload")
            if preload:
                place.preload = (preload, bind.get(f"{{{JAVAROSA}}}preloadParams", ""))
            place.save_to = bind.get(f"{{{ENTITIES}}}saveto", "")
            for rule in ("required", "constraint"):
                message = bind.get(f"{{{JAVAROSA}}}{rule}Msg")
                if message:
                    place.messages[rule] = message

    def _body(self) -> BodyReader:
        form, reader = self.form, BodyReader(self.make)
        for action in self.model.findall(f"{{{XFORMS}}}setvalue"):
            reader.action(action, ())
        body = next(self.top.iter("{http://www.w3.org/1999/xhtml}body"), None)
        form.body = [] if body is None else reader.controls(body, ())
        for control in (each for one in form.body for each in one.all()):
            if control.names and control.names not in form.places:
                path = "/" + "/".join(control.names)
                raise FormError(control.kind, f"{path} is not in the form")
            if control.kind not in {"group", "repeat"}:
                form.controls.setdefault(control.names, control)
        form.actions = reader.actions
        for each in form.actions:
            if each.target not in form.places:
                raise FormError("setvalue", f"/{'/'.join(each.target)} is not in the form")
        form.fixed = reader.fixed
        return reader

    def _messages(self) -> None:
        for place in self.form.places.values():
            for rule, message in place.messages.items():
                name = itext_name(message)
                if name is not None and name[1]:
                    place.messages[rule] = f"\0{name[0]}"

    def _graph(self, reader: BodyReader) -> None:
        form = self.form
        targets = [
            self._target(kind, place, place.rules[kind])
            for place in form.places.values()
            for kind in ("calculate", "relevant")
            if kind in place.rules
        ]
        for names, expression in reader.counts.items():
            rule = self.make(expression, names[:-1], "count")
            targets.append(self._target("count", form.places[names], rule))
        for control in form.controls.values():
            if control.itemset is not None and self.reads[control.itemset.rows].values:
                place = form.places[control.names]
                targets.append(self._target("choices", place, control.itemset.rows))
        form.graph = arranged(targets)

    def _target(self, kind: str, place: Place, rule: Compiled) -> Target:
        reads = self.reads[rule]
        return Target(kind, place, rule, reads.values, reads.rows)


def copied(element: Element) -> Element:
    """Return a whole copy of an element, as a document of its own."""
    found: Element = etree.fromstring(etree.tostring(element, with_tail=False))
    return found


def _without_templates(top: Element) -> Element:
    """Take out the repeats that are models and not answers."""
    if TEMPLATE in top.attrib:
        del top.attrib[TEMPLATE]
    for element in [*top.iterdescendants("*")]:
        above = element.getparent()
        if element.get(TEMPLATE) is not None and above is not None:
            above.remove(element)
    return top
