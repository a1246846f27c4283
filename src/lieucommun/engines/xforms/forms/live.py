"""The instance being filled, kept up to date by computing only what a change reaches."""

from collections.abc import Iterable
from datetime import datetime, tzinfo
from heapq import heappop, heappush
from random import Random

from lieucommun.engines.xforms.errors import ExpressionError, FormError
from lieucommun.engines.xforms.expressions.conversions import Compiled
from lieucommun.engines.xforms.expressions.nodes import Element, NodeSet
from lieucommun.engines.xforms.expressions.running import Environment
from lieucommun.engines.xforms.expressions.values import boolean, number

from .controls import Action
from .form import Form, copied
from .graph import Target
from .lists import Lists
from .places import Names, Place, split
from .rows import resize
from .types import stored

#: Nodes visited by one act (a value set, a check of everything); beyond, nothing is computed.
BUDGET = 1_000_000
#: Answers that events set, one because of the other, before it is said to be without end; and what
#: each of them takes of the budget.
MAX_DEPTH = 20
EVENT_COST = 200


class Live:
    """An instance with its relevance; also what its expressions may ask of the form."""

    def __init__(
        self, form: Form, now: datetime, zone: tzinfo, rng: Random | None, lists: Lists | None
    ) -> None:
        self.form = form
        self.lists = form.lists if lists is None else lists.over(form.lists)
        self.root = copied(form.template)
        self.language = form.texts.default
        self.env = Environment(now=now, zone=zone, rng=rng, host=self, language=self.language)
        self.failures: dict[tuple[Element, str], str] = {}
        self.own: dict[Element, bool] = {}
        self._heap: list[int] = []
        self._waiting: set[int] = set()
        self._depth = 0
        self._tags: dict[str, str] = {}
        #: The place of each element; this also keeps the objects of lxml the same.
        self.place_of: dict[Element, Place] = {}
        self.settled()

    def settled(self) -> None:
        """Take stock of the elements, after the tree was filled."""
        self.place_of = {}
        self.take_stock(self.root, self.form.places[_names(self.form, self.root)])
        self.env.slots = {}
        for place in self.form.places.values():
            if place.attribute or place.repeated or any(each.repeated for each in place.above()):
                continue
            found = self.elements(place.names)
            if found:
                self.env.slots[place.path] = found[0]

    def tag(self, name: str) -> str:
        """Return the name of an element as lxml writes it."""
        known = self._tags.get(name)
        if known is None:
            prefix, _, local = name.rpartition(":")
            uri = self.form.names.get(prefix, "")
            known = self._tags[name] = f"{{{uri}}}{local}" if uri else local
        return known

    def elements(self, names: Names) -> list[Element]:
        """Return every element at a path."""
        found = [self.root]
        for name in names[1:]:
            tag = self.tag(name)
            found = [child for each in found for child in each.iterchildren(tag)]
        return found

    def nearest(self, names: Names, element: Element) -> list[Element]:
        """Return the elements at a path in the same repeats as an element."""
        here = self.place_of[element].names
        for size in range(min(len(here), len(names)), 0, -1):
            place = self.form.places.get(here[:size], None)
            if here[:size] == names[:size] and place is not None and (place.repeated or size == 1):
                above = element
                for _ in range(len(here) - size):
                    parent = above.getparent()
                    assert parent is not None  # noqa: S101  # counted just above
                    above = parent
                found = [above]
                for name in names[size:]:
                    tag = self.tag(name)
                    found = [child for each in found for child in each.iterchildren(tag)]
                return found
        return self.elements(names)

    def take_stock(self, element: Element, place: Place) -> None:
        """Note the places of an element and of those in it."""
        waiting = [(element, place)]
        while waiting:
            each, its = waiting.pop()
            self.place_of[each] = its
            inner = {self.tag(child.names[-1]): child for child in its.children}
            waiting += [(child, inner[str(child.tag)]) for child in each if child.tag in inner]

    def instance(self, name: str) -> Element | None:
        """Return what holds the root of a secondary instance."""
        return self.lists.roots.get(name)

    def lookup(self, name: str, tags: tuple[str, ...], key: str) -> dict[str, NodeSet] | None:
        """Return the items of a list by a child."""
        return self.lists.lookup(name, tags, key)

    def itext(self, name: str) -> str:
        """Return a text in the language of the moment."""
        from .words import text_of

        here = self.env.current
        return text_of(self, name, here if isinstance(here, type(self.root)) else self.root)

    def choice_name(self, env: Environment, value: str, reference: str) -> str:
        """Return the label of a choice."""
        from .words import choices_of

        names = split(reference)
        current = env.current if isinstance(env.current, type(self.root)) else self.root
        found = self.nearest(names, current) if names in self.form.controls else []
        choices = choices_of(self, self.form.controls[names], found[0]) if found else []
        return next((each.label for each in choices if each.value == value), "")

    def run(self, rule: Compiled, element: Element) -> object:
        """Return the value of an expression about an element."""
        env = self.env
        before, env.current = env.current, element
        try:
            return rule.run(env, element)
        except RecursionError:
            raise ExpressionError("this is nested too deep to compute") from None
        finally:
            env.current = before

    def tried(self, rule: Compiled, element: Element, kind: str, default: object) -> object:
        """Return the value of an expression, or a default; what went wrong is kept."""
        try:
            found = self.run(rule, element)
        except ExpressionError as error:
            self.failures[element, kind] = error.reason
            return default
        if self.failures:
            self.failures.pop((element, kind), None)
        return found

    def fresh(self) -> None:
        """Start an act with a whole budget."""
        self.env.left = BUDGET

    def read(self, element: Element, place: Place) -> str:
        """Return the text of an answer."""
        return element.get(place.attribute, "") if place.attribute else element.text or ""

    def write(self, element: Element, place: Place, text: str) -> bool:
        """Set the text of an answer; tell whether it changed, and what reads it is marked."""
        if self.read(element, place) == text:
            return False
        try:
            if place.attribute:
                element.set(place.attribute, text)
            else:
                element.text = text or None
        except ValueError:
            raise FormError(place.path, "this holds characters that XML does not allow") from None
        self.mark(self.form.graph.readers.get(place.names, ()))
        return True

    def mark(self, ranks: Iterable[int]) -> None:
        """Say that targets must be computed again."""
        for rank in ranks:
            if rank not in self._waiting:
                self._waiting.add(rank)
                heappush(self._heap, rank)

    def mark_all(self) -> None:
        """Say that everything must be computed; answers given are kept, offered or not."""
        targets = self.form.graph.targets
        self.mark(rank for rank, target in enumerate(targets) if target.kind != "choices")

    def settle(self, *, prune: bool = True, whole: bool = True) -> None:
        """Compute what is marked, each target after those that it reads.

        Without `prune`, answers that are offered no more are kept, to be told as problems. Unless
        `whole`, rows that are counted, and choices, wait: events come before them.
        """
        graph, turns = self.form.graph, 0
        last = len(graph.targets) if whole else graph.values
        while self._heap and self._heap[0] < last:
            rank = heappop(self._heap)
            self._waiting.discard(rank)
            target = graph.targets[rank]
            turns += 1
            if turns > 100 * len(graph.targets) + 100:
                raise FormError(target.place.path, "this never comes to rest")
            if target.kind == "choices" and not prune:
                continue
            for element in self._about(target):
                self._compute(target, element)

    def _about(self, target: Target) -> list[Element]:
        place = target.place
        names = place.names[:-1] if target.kind == "count" else place.context
        slot = self.env.slots.get("/" + "/".join(names))
        return self.elements(names) if slot is None else [slot]  # type: ignore[list-item]

    def _compute(self, target: Target, element: Element) -> None:
        kind, place = target.kind, target.place
        if kind == "calculate":
            found = self.tried(target.rule, element, kind, "")
            self.write(element, place, stored(place.type, found))  # type: ignore[arg-type]
        elif kind == "relevant":
            relevant = boolean(self.tried(target.rule, element, kind, True))  # type: ignore[arg-type]  # noqa: FBT003
            if relevant != self.own.get(element, True):
                self.own[element] = relevant
                self.rehide(element)
                for each in place.under():
                    self.mark(self.form.graph.readers.get(each.names, ()))
                    self.mark(self.form.graph.watchers.get(each.names, ()))
        elif kind == "count":
            value = self.tried(target.rule, element, kind, 0.0)
            count = number(value, self.env.zone)  # type: ignore[arg-type]
            resize(self, element, place, count)
        elif self.read(element, place):
            self._prune(target, element)

    def _prune(self, target: Target, element: Element) -> None:
        """Take out of an answer the choices that are offered no more."""
        from .words import values_of

        control = self.form.controls[target.place.names]
        try:
            offered = values_of(self, control, element)
        except ExpressionError as error:
            self.failures[element, target.kind] = error.reason
            return
        words = self.read(element, target.place).split()
        kept = [word for word in words if word in offered]
        if kept != words:
            self.write(element, target.place, " ".join(kept))

    # Relevance and events.

    def rehide(self, element: Element) -> None:
        """Hide what is not relevant under an element, and show the rest."""
        hidden = self.env.hidden
        above = element.getparent()
        waiting = [(element, above in hidden)]
        while waiting:
            each, inherited = waiting.pop()
            now = inherited or not self.own.get(each, True)
            if now:
                hidden.add(each)
            else:
                hidden.discard(each)
            waiting.extend((child, now) for child in each)

    def act(self, action: Action, near: Element) -> None:
        """Set a value because something happened near an element."""
        place = self.form.places[action.target]
        for element in self.nearest(place.context, near):
            found: object = action.text
            if action.value is not None:
                found = self.tried(action.value, element, "setvalue", "")
            if self.write(element, place, stored(place.type, found)):  # type: ignore[arg-type]
                self.changed(element, place)

    def changed(self, element: Element, place: Place) -> None:
        """Do what the form says to do when an answer changes, once its values are computed."""
        actions = [
            action
            for action in self.form.actions
            if "xforms-value-changed" in action.events and action.trigger == place.names
        ]
        if not actions:
            return
        self.env.left -= EVENT_COST
        if self._depth > MAX_DEPTH or self.env.left < 0:
            self.failures[element, "setvalue"] = "changes here set one another without end"
            return
        self._depth += 1
        try:
            for action in actions:
                self.settle(whole=False)
                self.act(action, element)
        finally:
            self._depth -= 1


def _names(form: Form, element: Element) -> Names:
    uri, _, local = str(element.tag).rpartition("}")
    prefix = next((p for p, known in form.names.items() if known == uri[1:]), "") if uri else ""
    return (f"{prefix}:{local}" if prefix else local,)
