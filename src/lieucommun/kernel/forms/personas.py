"""Persons whom an author imagines (`personas.yaml`), and how much of a form each would be asked."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lieucommun.engines.xforms import Form
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.reading import read_yaml

FILE = "personas.yaml"
GROUPS = frozenset({"group", "repeat"})


class UnreadPersonas(Exception):  # noqa: N818 - reads as what it is where it is caught
    """A file of personas that cannot be read: where, and what was expected, in English."""


@dataclass(frozen=True, slots=True)
class Persona:
    """Someone imagined: a title by language, and what they answer first, by question."""

    name: str
    title: Mapping[str, str]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """How many questions of a form someone is asked, and what they answered without being asked."""

    shown: int
    whole: int
    unasked: tuple[str, ...]

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.shown / self.whole if self.whole else 0.0


def personas_of(folder: Folder) -> tuple[str, list[Persona]]:
    """Return the form that the personas of a folder answer, and who they are.

    Raises UnreadPersonas.
    """
    if not folder.exists(FILE):
        raise UnreadPersonas(f"{FILE}: there is no such file")
    document = read_yaml(folder.read(FILE), FILE)
    if document.problems:
        found = document.problems[0]
        raise UnreadPersonas(f"{FILE}:{found.line}:{found.column}: {found.message('en')}")
    told = document.data if isinstance(document.data, dict) else {}
    form, people = told.get("form"), told.get("personas")
    if not isinstance(form, str) or not isinstance(people, dict):
        raise UnreadPersonas(f"{FILE}: `form:` and `personas:` are expected")
    return form, [_persona(str(name), each) for name, each in people.items()]


def _persona(name: str, told: object) -> Persona:
    match told:
        case {"title": dict() as title, "answers": dict() as answers}:
            given = {str(question): _text(value) for question, value in answers.items()}
            return Persona(name, {str(key): str(text) for key, text in title.items()}, given)
    raise UnreadPersonas(f"{FILE}: {name}: `title:` by language and `answers:` are expected")


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def seen_by(persona: Persona, form: Form, *, now: dt.datetime, zone: dt.tzinfo) -> Seen:
    """Return what a persona is asked once they have given their answers, in order.

    Raises UnreadPersonas for a question that the form has not, ValueError for an impossible answer.
    """
    paths = dict(_questions(form))
    answers, unasked = form.start(now=now, zone=zone), []
    for question, value in persona.answers.items():
        if question not in paths:
            raise UnreadPersonas(f"{FILE}: {persona.name}: the form asks no `{question}`")
        answers.set(paths[question], value)
        if not answers.is_relevant(paths[question]):
            unasked.append(question)
    asked = [path for path in paths.values() if not answers.is_readonly(path)]
    shown = sum(answers.is_relevant(path) for path in asked)
    return Seen(shown, len(asked), tuple(unasked))


def _questions(form: Form) -> Iterator[tuple[str, str]]:
    """Yield the name and the path of each question outside repeats, in the order of the form."""
    for top in form.body:
        for control in top.all():
            if control.kind not in GROUPS:
                yield control.names[-1].rpartition("}")[2], f"/{'/'.join(control.names)}"
