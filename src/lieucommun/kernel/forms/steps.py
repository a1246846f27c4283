"""The screens of a form, in their order: one question, one small group, or the rows of a repeat."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from lieucommun.engines.xforms import Answers, FormError, path_names, repeat_asked, rows
from lieucommun.engines.xforms.forms.controls import Control

from .questions import kind_of

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One screen.

    `path`: of its question, group or repeat. `questions`: those it asks now; `possible`: those it
    may ask, once others are answered. `section`: the group around it, `row`: the row it is in.
    """

    kind: Literal["questions", "rows"]
    path: str
    questions: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    section: str = ""
    row: str = ""

    @property
    def key(self) -> str:
        """How addresses name it: `enfants:2/prenom`."""
        inner = self.path.strip("/").partition("/")[2]
        return inner.replace("[", ":").replace("]", "")


def path_of(answers: Answers, key: str) -> str:
    """Return the path that an address names; raises FormError when the form has none such."""
    parts = []
    for part in key.strip("/").split("/"):
        name, mark, number = part.partition(":")
        if mark and not (number.isascii() and number.isdecimal() and len(number) <= 6):  # noqa: PLR2004
            name, number = part, ""
        parts.append(f"{name}[{number}]" if number else name)
    root = next(iter(answers.form.places))[0]
    path = "/" + "/".join([root, *parts])
    if path_names(path) not in answers.form.places:
        raise FormError(path, "there is no such answer in the form")
    return path


def main_steps(answers: Answers) -> list[Step]:
    """Return the screens that are asked now, those inside rows left out."""
    return [*_Walk(answers).steps(answers.form.body, "")]


def row_steps(answers: Answers, row: str) -> list[Step]:
    """Return the screens that are asked now inside a row; raises FormError when it is gone."""
    if not answers.is_relevant(row):
        return []
    names = path_names(row)
    control = next(
        (
            each
            for one in answers.form.body
            for each in one.all()
            if each.kind == "repeat" and each.names == names
        ),
        None,
    )
    if control is None:
        raise FormError(row, "this is not a repeat")
    walk = _Walk(answers, row)
    together = _holder(answers.form.body, control)
    if _is_list(control) or (together is not None and _is_list(together)):
        return [*walk.together(control, row, "")]
    return [*walk.steps(control.children, "")]


def step_at(answers: Answers, path: str) -> tuple[list[Step], int]:
    """Return the screens among which one is, and its rank; raises FormError when not asked."""
    line = _line(answers, path)
    for rank, step in enumerate(line):
        if step.path == path or path in step.possible:
            return line, rank
    raise FormError(path, "this is not asked")


def rows_around(path: str) -> list[str]:
    """Return the rows that hold a path, from the outermost: `/data/child[2]`."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: rank + 1]) for rank, part in enumerate(parts) if "[" in part]


def _line(answers: Answers, path: str) -> list[Step]:
    around = [row for row in rows_around(path) if row != path]
    return row_steps(answers, around[-1]) if around else main_steps(answers)


def _holder(body: Iterable[Control], inner: Control) -> Control | None:
    every = (each for one in body for each in one.all())
    return next((each for each in every if inner in each.children), None)


def _is_list(control: Control) -> bool:
    return "field-list" in control.appearance.split()


class _Walk:
    """Goes through controls in their order, in a row or outside of all."""

    def __init__(self, answers: Answers, row: str = "") -> None:
        self.answers = answers
        self.row = row
        self.depth = len(path_names(row)) if row else 0

    def path(self, control: Control) -> str:
        return (
            "/".join([self.row, *control.names[self.depth :]])
            if self.row
            else ("/" + "/".join(control.names))
        )

    def asked(self, path: str) -> bool:
        return self.answers.is_relevant(path)

    def steps(self, controls: Iterable[Control], section: str) -> Iterator[Step]:
        for control in controls:
            repeat = _repeat_in(control)
            if repeat is not None:
                path = self.path(repeat)
                if self.asked(path.rpartition("/")[0]) and repeat_asked(self.answers, path):
                    yield Step("rows", path, section=section, row=self.row)
            elif control.kind == "group":
                yield from self._group(control, section)
            elif kind_of(self.answers.form, control) and self.asked(path := self.path(control)):
                yield Step("questions", path, (path,), (path,), section, self.row)

    def _group(self, control: Control, section: str) -> Iterator[Step]:
        path = self.path(control)
        if not self.asked(path):
            return
        inner = path if control.label.name or control.label.pieces else section
        if _is_list(control):
            yield from self.together(control, path, section)
        else:
            yield from self.steps(control.children, inner)

    def together(self, control: Control, path: str, section: str) -> Iterator[Step]:
        """Yield one screen for the questions of a group, and one for each repeat in it."""
        possible = tuple(
            self.path(each)
            for each in _questions(control)
            if kind_of(self.answers.form, each) is not None
        )
        asked = tuple(each for each in possible if self.asked(each))
        if asked:
            yield Step("questions", path, asked, possible, section, self.row)
        yield from self.steps(_repeats(control), section)


def _repeat_in(control: Control) -> Control | None:
    """Return the repeat that a control is: itself, or the only thing of the group around it."""
    if control.kind == "repeat":
        return control
    if control.kind == "group" and len(control.children) == 1:
        (only,) = control.children
        if only.kind == "repeat" and only.names == control.names:
            return only
    return None


def _questions(control: Control) -> Iterator[Control]:
    for child in control.children:
        if child.kind == "group":
            yield from _questions(child)
        elif child.kind != "repeat":
            yield child


def _repeats(control: Control) -> list[Control]:
    found = []
    for child in control.children:
        if child.kind == "repeat":
            found.append(child)
        elif child.kind == "group":
            found += _repeats(child)
    return found


def rows_of(answers: Answers, step: Step) -> list[str]:
    """Return the rows of the repeat that a screen shows."""
    return rows(answers, step.path)
