"""What is wrong with answers, and the words of the form that say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lieucommun.engines.xforms.errors import ExpressionError
from lieucommun.engines.xforms.expressions.nodes import Element
from lieucommun.engines.xforms.expressions.values import boolean

from .controls import Control
from .places import Place
from .words import text_of, values_of

if TYPE_CHECKING:
    from .answers import Answers


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an answer.

    `kind` is required, constraint, type, choice, count or error; `message` holds the words of the
    form by language ("" when it has none), and is empty when the form says nothing.
    """

    path: str
    kind: str
    message: dict[str, str]


class Checker:
    """Looks at every answer that is asked for, once."""

    def __init__(self, answers: "Answers") -> None:
        self.answers = answers
        self.form = answers.form
        self.live = answers.live

    def problems(self) -> list[Problem]:
        """Return what is wrong with the answers that are asked for, in the order of the form."""
        found: list[Problem] = []
        live = self.live
        hidden, place_of = live.env.hidden, live.place_of
        for element in live.root.iter("*"):
            if element in hidden:
                continue
            place = place_of[element]
            kind = self._wrong(element, place) if place.leaf else ""
            if kind:
                message = self._message(place, kind, element)
                found.append(Problem(self.answers.path_of(element), kind, message))
            if live.failures:
                found.extend(self._failed(element))
        return found

    def _failed(self, element: Element) -> Iterator[Problem]:
        for (where, kind), reason in self.live.failures.items():
            if where is element:
                told = "count" if kind == "count" else "error"
                yield Problem(self.answers.path_of(element), told, {"": reason})

    def _wrong(self, element: Element, place: Place) -> str:
        text = element.text or ""
        if not text:
            return "required" if self.answers.holds(place, "required", element) else ""
        if place.fits is not None and not place.fits(text):
            return "type"
        rule = place.rules.get("constraint")
        if rule is not None:
            held = self.live.tried(rule, element, "constraint", True)  # noqa: FBT003
            if held is not True and not boolean(held):  # type: ignore[arg-type]
                return "constraint"
        control = place.control
        if control is not None and control.kind in {"select1", "select", "rank"}:
            return self._unknown(control, element, text)
        return ""

    def _unknown(self, control: Control, element: Element, text: str) -> str:
        try:
            offered = values_of(self.live, control, element)
        except ExpressionError as error:
            self.live.failures[element, "choices"] = error.reason
            return ""
        words = [text] if control.kind == "select1" else text.split()
        return "" if offered.issuperset(words) else "choice"

    def _message(self, place: Place, kind: str, element: Element) -> dict[str, str]:
        written = place.messages.get(kind, "")
        if not written:
            return {}
        if not written.startswith("\0"):
            return dict.fromkeys(self.form.languages or [""], written)
        found = {}
        for language in self.form.languages:
            before, self.live.language = self.live.language, language
            found[language] = text_of(self.live, written[1:], element)
            self.live.language = before
        return found
