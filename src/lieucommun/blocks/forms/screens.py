"""One screen of a form: its questions as fields, where it stands, what is wrong in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lieucommun.design.fields import FieldSpec
from lieucommun.engines.xforms import Problem, repeat_label
from lieucommun.kernel.documents.markdown import render
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.forms.files import attachments_of, uuid_in
from lieucommun.kernel.forms.questions import FILES, Kind, kind_of
from lieucommun.kernel.forms.speaking import Speech
from lieucommun.kernel.forms.steps import Step, rows_around

from .fields import shown, spec_of, typed
from .visiting import Visit

#: What is said when the form itself says nothing.
SENTENCES: dict[str, str] = {
    "required": gettext_noop("Answer this question."),
    "constraint": gettext_noop("This answer is not accepted: check it."),
    "choice": gettext_noop("This choice is no longer offered: choose again."),
    "long": gettext_noop("This answer is too long: at most 20,000 characters."),
    "refused": gettext_noop("This answer holds characters that cannot be kept: type it again."),
    "error": gettext_noop(
        "The form cannot check this answer; tell the team that runs the service."
    ),
    "count": gettext_noop("The form asks for too many rows; tell the team that runs the service."),
    "type": gettext_noop("Write this answer another way."),
}
_TYPES: dict[Kind, str] = {
    "integer": gettext_noop("Write a whole number, such as 12."),
    "range": gettext_noop("Write a number of this range."),
    "decimal": gettext_noop("Write a number, such as 12,5."),
    "date": gettext_noop("Write a date that exists: day, month and year, such as 27 3 1984."),
    "datetime": gettext_noop("Write a date that exists and a time, such as 27 3 1984 at 14:30."),
    "time": gettext_noop("Write a time, such as 14:30."),
    "point": gettext_noop("Write two numbers: latitude, then longitude, such as 45.43 and 4.39."),
}
_ABSENT: dict[Kind, str] = {
    "choice": gettext_noop("Choose an answer."),
    "choices": gettext_noop("Choose at least one answer."),
    "file": gettext_noop("Choose a file."),
    "image": gettext_noop("Choose a picture."),
    "audio": gettext_noop("Choose a recording."),
    "signature": gettext_noop("Sign: choose a picture of your signature, or type your name."),
    "acknowledge": gettext_noop("Tick this box to go on."),
}
SIGNED = ".typed"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a screen: a note, or a field; `signed` is where one signs by typing."""

    path: str
    kind: Kind
    note: SafeString | None = None
    spec: FieldSpec | None = None
    signed: FieldSpec | None = None
    spoken: str = ""
    image: str = ""
    sound: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a screen was sent back with, to show it again: texts by path, sentences by path."""

    texts: Mapping[str, str]
    errors: Mapping[str, str]


NOTHING_TYPED = Typed({}, {})


def asked(visit: Visit, step: Step, sent: Typed = NOTHING_TYPED) -> list[Asked]:
    """Return the questions of a screen, drawn with what is kept, or was just typed."""
    files = attachments_of(visit.speech.answers) if _has_files(visit.speech, step) else {}
    alone = len(step.possible) == 1
    names = names_of(step)
    return [_asked(visit, path, names[path], sent, files, alone=alone) for path in step.questions]


def names_of(step: Step) -> dict[str, str]:
    """Return the name of the field of each question that a screen may ask."""
    return {path: f"q{number}" for number, path in enumerate(step.possible, 1)}


def specs_of(questions: Iterable[Asked]) -> Iterator[FieldSpec]:
    """Yield the fields of questions, for the summary of errors."""
    return (each.spec for each in questions if each.spec is not None)


def texts_in(visit: Visit, step: Step, data: QueryDict) -> dict[str, str]:
    """Return what was typed in a screen, by path; files stand apart."""
    found = {}
    for path, name in names_of(step).items():
        kind = kind_of(visit.speech.answers.form, visit.speech.control(path))
        if kind is None or kind in FILES or kind == "note":
            continue
        if ((text := typed(data, name, kind)) is not None and path in step.questions) or text:
            found[path] = text
    return found


def offers_nothing(speech: Speech, path: str) -> bool:
    """Whether a question is one of choices, and has none until another is answered."""
    kind = kind_of(speech.answers.form, speech.control(path))
    return kind in {"choice", "choices", "rank"} and not speech.answers.choices(path)


def errors_of(speech: Speech, problems: Iterable[Problem]) -> dict[str, str]:
    """Return the sentence of each question that something is wrong with, by path."""
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.path, sentence(speech, problem))
    return found


def sentence(speech: Speech, problem: Problem) -> str:
    """Return what is wrong with an answer, in the words of the form or else of the place."""
    if problem.kind not in {"refused", "error", "count"} and (
        written := speech.said(problem.message)
    ):
        return written
    kind = kind_of(speech.answers.form, speech.control(problem.path)) or "text"
    if problem.kind == "type":
        return _(_TYPES.get(kind, SENTENCES["type"]))
    if problem.kind == "required":
        return _(_ABSENT.get(kind, SENTENCES["required"]))
    return _(SENTENCES.get(problem.kind, SENTENCES["constraint"]))


def said_apart(speech: Speech, problem: Problem) -> str:
    """Return what is wrong with no question in particular."""
    return speech.said(problem.message) or _(SENTENCES["constraint"])


def heading(speech: Speech, step: Step) -> str:
    """Return the title of a screen: its question, its group, its repeat."""
    if step.kind == "rows":
        return repeat_label(speech.answers, step.path, speech.language)
    if len(step.questions) == 1 and step.path == step.questions[0]:
        return speech.label(step.path)
    try:
        return speech.label(step.path) or speech.label(step.questions[0])
    except KeyError:
        return speech.label(step.questions[0])


def section(speech: Speech, step: Step) -> str:
    """Return where a screen stands: the row it is in, or its group."""
    if step.row:
        repeat, _mark, number = step.row.rpartition("[")
        name = repeat_label(speech.answers, repeat, speech.language)
        return f"{name} · {number.rstrip(']')}"
    return speech.label(step.section) if step.section else ""


def around(step: Step) -> str:
    """Return the repeat that a screen inside a row goes back to; "" outside of rows."""
    rows = [row for row in rows_around(step.path) if row != step.path] or [step.row]
    return rows[-1].rpartition("[")[0] if rows[-1] else ""


def _asked(
    visit: Visit,
    path: str,
    name: str,
    sent: Typed,
    files: Mapping[Any, Attachment],
    *,
    alone: bool,
) -> Asked:
    speech = visit.speech
    control = speech.control(path)
    kind = kind_of(speech.answers.form, control) or "text"
    media = speech.media(path)
    if kind == "note":
        words = render(speech.answers.label(path, speech.language))
        return Asked(
            path,
            kind,
            note=words,
            spoken=speech.spoken(control),
            image=media.get("image", ""),
            sound=media.get("audio", ""),
        )
    kept = files.get(uuid_in(speech.answers.value(path)))
    file = _file(visit, path, kept) if kept else None
    spec = spec_of(speech, path, name, error=sent.errors.get(path, ""), alone=alone, file=file)
    if spec.error and not alone:  # several questions may be told the same
        spec = replace(spec, told=f"{spec.label} {spec.error}")
    if path in sent.texts:
        spec = replace(spec, value=shown(kind, sent.texts[path]))
    signed = None
    if kind == "signature":
        spec = replace(spec, required=spec.required and not file)
        signed = FieldSpec(f"{name}{SIGNED}", _("Or type your name to sign"), autocomplete="name")
    return Asked(path, kind, spec=spec, signed=signed)


def _file(visit: Visit, path: str, kept: Attachment) -> dict[str, Any]:
    key = Step("questions", path).key
    return {"url": visit.url("file", key=key), "text": kept.name, "size": kept.size}


def _has_files(speech: Speech, step: Step) -> bool:
    return any(
        kind_of(speech.answers.form, speech.control(path)) in FILES for path in step.possible
    )
