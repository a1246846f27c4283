"""What is known already, put in a form before it is filled in: by the place, or by a link."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from lieucommun.engines.xforms import Answers, Form, FormError
from lieucommun.engines.xforms.forms.controls import Control
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.documents.markdown import plain
from lieucommun.kernel.people.models import Organisation, Person
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService

from .questions import Kind, kind_of
from .speaking import best_language

#: Questions that a link may answer, and the type of their answers in JSON Schema.
LINKED: dict[Kind, dict[str, Any]] = {
    "text": {"type": "string"},
    "longtext": {"type": "string"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "range": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "format": "time"},
    "datetime": {"type": "string", "format": "date-time"},
    "choice": {"type": "string"},
    "choices": {"type": "array", "uniqueItems": True},
}
#: Words that addresses of the place use for themselves: a question of that name is not linked.
RESERVED = frozenset({"lang", "easy", "given", "whom", "behalf"})
#: Characters of one answer in a link, and choices written in a schema.
LONGEST = 2_000
MOST_CHOICES = 200


def prefill(service: LoadedService, name: str, answers: Answers, viewer: Viewer) -> None:
    """Answer the questions that the manifest prefills; what is unknown stays to be asked."""
    asked = service.manifest.forms[name].prefill
    known = _known(viewer) if asked else {}
    own: dict[str, RecordView | None] = {}
    for question, source in asked.items():
        names = next((each for each in answers.form.places if each[-1] == question), None)
        value = known.get(source, "")
        dataset, _, field = source.partition(".")
        if dataset in service.manifest.datasets:
            if dataset not in own:
                own[dataset] = _own(service, dataset, viewer)
            value = _written(own[dataset], field)
        if names and value:
            _put(answers, "/" + "/".join(names), value)


def linked(form: Form) -> dict[str, Control]:
    """Return the questions that a link may answer, by name: those asked once, in the open."""
    found: dict[str, Control] = {}
    for control in _once(form.body):
        name = control.names[-1] if control.names else ""
        if kind_of(form, control) in LINKED and name not in RESERVED:
            found.setdefault(name, control)
    return found


def follow_link(answers: Answers, given: Mapping[str, str]) -> list[str]:
    """Write what a link says; return the names of the questions that took their answer.

    What is no answer to the question is left to be asked, as if the link had said nothing.
    Choices are separated by spaces or commas.
    """
    taken = []
    for name, control in linked(answers.form).items():
        value = given.get(name, "").strip()
        if not value or len(value) > LONGEST:
            continue
        path = "/" + "/".join(control.names)
        kind = kind_of(answers.form, control)
        if kind == "choices":
            value = " ".join(value.replace(",", " ").split())
        before = answers.value(path)
        if _put(answers, path, value) and not _wrong(answers, path, kind, value):
            taken.append(name)
        else:
            _put(answers, path, before)
    return taken


def link_schema(form: Form, answers: Answers, language: str, title: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what a link to a form may answer: names, types, choices.

    `answers` are new answers to the form; `language` that of the page, whose words are given.
    """
    spoken = best_language(form, language)
    properties: dict[str, Any] = {}
    for name, control in linked(form).items():
        kind = kind_of(form, control)
        if kind is None:
            continue
        path = "/" + "/".join(control.names)
        told = {"title": _plain(answers, path, spoken), **LINKED[kind]}
        if kind in {"choice", "choices"}:
            values = [choice.value for choice in _choices(answers, path)][:MOST_CHOICES]
            among = {"enum": values} if values else {}
            told |= {"items": {"type": "string", **among}} if kind == "choices" else among
        properties[name] = told
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _once(body: list[Control]) -> Iterator[Control]:
    """Yield the controls that stand in no repeat."""
    for control in body:
        if control.kind == "repeat":
            continue
        yield control
        yield from _once(control.children)


def _put(answers: Answers, path: str, value: str) -> bool:
    try:
        answers.set(path, value)
    except FormError:  # a group, or an answer that cannot be changed: asked as it is
        return False
    return True


def _wrong(answers: Answers, path: str, kind: Kind | None, value: str) -> bool:
    if any(problem.path == path for problem in answers.problems()):
        return True
    if kind in {"choice", "choices"}:
        offered = {choice.value for choice in _choices(answers, path)}
        return not set(value.split()) <= offered
    return False


def _choices(answers: Answers, path: str) -> list[Any]:
    try:
        return answers.choices(path)
    except FormError:  # choices that depend on answers not given yet
        return []


def _plain(answers: Answers, path: str, language: str) -> str:
    return " ".join(plain(answers.label(path, language)).split())


def _own(service: LoadedService, dataset: str, viewer: Viewer) -> RecordView | None:
    """Return the latest record of a dataset that is the viewer's or their organisation's."""
    homes = {each.organisation for each in viewer.grants if each.organisation}
    if not homes:
        return None
    latest = query(service.dataset(dataset), viewer).latest()
    return next((each for each in latest if each.organisation in homes), None)


def _written(record: RecordView | None, field: str) -> str:
    value = record.value(field) if record else None
    if record is None or value is None:
        return ""
    if isinstance(value, list):
        return " ".join(map(str, value))
    return record.dataset.fields[field].plain(value)


def _known(viewer: Viewer) -> dict[str, str]:
    found = {"today": timezone.localdate().isoformat()}
    person = Person.objects.filter(pk=viewer.person).first() if viewer.person else None
    if person is not None:
        found |= {"person.name": person.name, "person.email": person.email}
    homes = sorted({each.organisation for each in viewer.grants if each.organisation})
    organisation = Organisation.objects.filter(pk__in=homes).first() if len(homes) == 1 else None
    if organisation is not None:
        for part in ("name", "siret", "territory"):
            found[f"organisation.{part}"] = str(getattr(organisation, part, "") or "")
    return found
