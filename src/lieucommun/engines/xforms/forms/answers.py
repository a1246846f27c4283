"""The answers of one person to a form."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from random import Random

from lxml import etree

from lieucommun.engines.xforms.errors import ExpressionError, FormError
from lieucommun.engines.xforms.expressions import dates
from lieucommun.engines.xforms.expressions.nodes import Element
from lieucommun.engines.xforms.expressions.values import boolean
from lieucommun.engines.xforms.reading import read_xml

from .beginning import begin
from .checking import Checker, Problem
from .controls import Control
from .entities import Entity
from .form import Form
from .lists import Lists
from .live import Live
from .places import Place
from .rows import MAX_ELEMENTS, add_row, remove_row
from .saving import entities_of, fill, pruned
from .words import Choice, choices_of, label_name, label_of, media_of

Given = str | float | bool | date | datetime | list[str] | None
_PART = re.compile(r"([^\[\]/]+?)(?:\[(\d{1,6})\])?")


class Answers:
    """An instance being filled; paths are written /data/child[2]/name."""

    def __init__(
        self,
        form: Form,
        *,
        now: datetime,
        zone: tzinfo,
        rng: Random | None,
        lists: Lists | None = None,
    ) -> None:
        self.form = form
        self.live = Live(form, now, zone, rng, lists)
        self.left_out: list[tuple[str, str]] = []

    def begun(self, properties: Mapping[str, str]) -> "Answers":
        """Do what is done once: preloads and first events; and compute everything."""
        begin(self.live, properties)
        return self

    def loaded(self, instance_xml: bytes) -> "Answers":
        """Take the answers of an instance, and compute everything again."""
        given = read_xml(instance_xml, "instance", most=3 * MAX_ELEMENTS)
        root = self.live.root
        local = etree.QName(given).localname
        if local != etree.QName(root).localname or given.get("id", self.form.id) != self.form.id:
            raise FormError("instance", f"these are not answers to the form “{self.form.id}”")
        self.live.fresh()
        fill(self.live, root, given, self.left_out)
        self.live.settled()
        self.live.mark_all()
        self.live.settle(prune=False)
        return self

    # Paths.

    def _found(self, path: str) -> tuple[Element, Place]:
        names, element = [], self.live.root
        parts = [part for part in path.strip().split("/") if part]
        for depth, part in enumerate(parts):
            match = _PART.fullmatch(part)
            if match is None:
                raise FormError(path, "this is not a path")
            name, index = match.group(1).strip(), int(match.group(2) or 1)
            names.append(name)
            if depth == 0 or name.startswith("@"):
                continue
            rows = [*element.iterchildren(self.live.tag(name))]
            if not 1 <= index <= len(rows):
                raise FormError(path, "there is no such answer in the form")
            element = rows[index - 1]
        place = self.form.places.get(tuple(names))
        if place is None:
            raise FormError(path, "there is no such answer in the form")
        return element, place

    def path_of(self, element: Element) -> str:
        """Write the path of an element, with the numbers of repeats."""
        parts = []
        above: Element | None = element
        while above is not None:
            place = self.live.place_of[above]
            number = ""
            if place.repeated:
                number = f"[{1 + sum(1 for _ in above.itersiblings(above.tag, preceding=True))}]"
            parts.append(place.names[-1] + number)
            above = above.getparent()
        return "/" + "/".join(parts[::-1])

    # Acts.

    def set(self, path: str, value: Given) -> None:
        """Give an answer, and compute what it changes. An empty value takes the answer away."""
        element, place = self._found(path)
        if not place.leaf:
            raise FormError(path, "this is a group, not an answer")
        self.live.fresh()
        if self._readonly(element, place):
            raise FormError(path, "this answer cannot be changed")
        if self.live.write(element, place, given_text(value)):
            self.live.changed(element, place)
        self.live.settle()

    def add_repeat(self, path: str) -> str:
        """Add a row to a repeat, and return its path."""
        parent, _, last = path.rstrip("/").rpartition("/")
        element, above = self._found(parent)
        place = self.form.places.get((*above.names, last.partition("[")[0]))
        if place is None or not place.repeated:
            raise FormError(path, "this is not a repeat")
        if place.names in self.form.fixed:
            raise FormError(path, "the form decides how many there are")
        self.live.fresh()
        row = add_row(self.live, element, place)
        self.live.settle()
        return self.path_of(row)

    def remove_repeat(self, path: str) -> None:
        """Take a row of a repeat away, with its answers."""
        element, place = self._found(path)
        if not place.repeated:
            raise FormError(path, "this is not a repeat")
        if place.names in self.form.fixed:
            raise FormError(path, "the form decides how many there are")
        self.live.fresh()
        remove_row(self.live, element, place)
        self.live.settle()

    # Questions about an answer.

    def value(self, path: str) -> str:
        """Return an answer as it is kept; "" when there is none."""
        element, place = self._found(path)
        return self.live.read(element, place)

    def is_relevant(self, path: str) -> bool:
        """Tell whether an answer, or a group, is asked for."""
        return self._found(path)[0] not in self.live.env.hidden

    def is_required(self, path: str) -> bool:
        """Tell whether an answer must be given."""
        element, place = self._found(path)
        self.live.fresh()
        return self.holds(place, "required", element)

    def is_readonly(self, path: str) -> bool:
        """Tell whether an answer cannot be changed, by itself or by its group."""
        element, place = self._found(path)
        self.live.fresh()
        return self._readonly(element, place)

    def _readonly(self, element: Element, place: Place) -> bool:
        each: Element | None = element
        for one in (place, *place.above()):
            if each is not None and self.holds(one, "readonly", each):
                return True
            if each is not None and not one.attribute:
                each = each.getparent()
        return False

    def holds(self, place: Place, kind: str, element: Element) -> bool:
        """Tell whether a rule of a bind is there and true."""
        rule = place.rules.get(kind)
        if rule is None:
            return False
        return boolean(self.live.tried(rule, element, kind, False))  # type: ignore[arg-type]  # noqa: FBT003

    @contextmanager
    def _speaking(self, language: str | None) -> Iterator[None]:
        live = self.live
        before = live.language
        live.fresh()
        live.language = live.env.language = before if language is None else language
        try:
            yield
        finally:
            live.language = live.env.language = before

    def _control(self, place: Place) -> Control | None:
        found = self.form.controls.get(place.names)
        if found is not None:
            return found
        every = (each for one in self.form.body for each in one.all())
        return next((each for each in every if each.names == place.names), None)

    def choices(self, path: str, language: str | None = None) -> list[Choice]:
        """Return what a question offers, in a language."""
        element, place = self._found(path)
        control = self._control(place)
        with self._speaking(language):
            try:
                return choices_of(self.live, control, element) if control else []
            except ExpressionError as error:
                raise FormError(f"{path}, choices", error.reason) from None

    def label(self, path: str, language: str | None = None) -> str:
        """Return the words of a question, a group or a repeat, in a language."""
        element, place = self._found(path)
        control = self._control(place)
        with self._speaking(language):
            return label_of(self.live, control.label, element) if control else ""

    def hint(self, path: str, language: str | None = None) -> str:
        """Return the hint of a question, in a language."""
        element, place = self._found(path)
        control = self._control(place)
        with self._speaking(language):
            return label_of(self.live, control.hint, element) if control else ""

    def media(self, path: str, language: str | None = None) -> dict[str, str]:
        """Return the image, the audio, the video… of a question, in a language."""
        element, place = self._found(path)
        control = self._control(place)
        with self._speaking(language):
            name = label_name(self.live, control.label, element) if control else ""
            return media_of(self.live, name)

    # All answers.

    def problems(self) -> list[Problem]:
        """Return what is wrong with the answers that are asked for, in the order of the form."""
        self.live.fresh()
        return Checker(self).problems()

    def to_xml(self) -> bytes:
        """Return the instance to submit: what is not relevant is left out, as ODK does."""
        live = self.live
        for place in self.form.places.values():
            if place.preload == ("timestamp", "end"):
                for element in live.elements(place.context):
                    live.write(element, place, dates.write_moment(live.env.now))
        live.settle()
        top = pruned(live.root, live.env.hidden)
        etree.cleanup_namespaces(top)
        return etree.tostring(top, encoding="utf-8", xml_declaration=True)

    def entities(self) -> list[Entity]:
        """Return the entities that the answers make or change."""
        return [*entities_of(self.live)]


def given_text(value: Given) -> str:
    """Write a value given as an answer."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, datetime):
        return dates.write_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) else repr(value)
