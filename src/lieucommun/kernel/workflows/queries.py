"""Reads: what may be done to a case now, what waits for what, and what has been done."""

import datetime as dt
import uuid as uuids
from dataclasses import dataclass

from django.utils import timezone

from lieucommun.engines import workflow as engine
from lieucommun.kernel.datasets.access import moving
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.predicates import any_of, in_dataset
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import RecordView, UnknownRecord
from lieucommun.kernel.datasets.rights import is_ready, may_move
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.forms.queries import is_attached
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService

from . import keeping
from .machines import declared, machine_of
from .models import CaseOpinion, CaseStep, OpenCase

#: Persons who may be asked for one opinion, at most.
MOST = 100
FEW = 3


@dataclass(frozen=True, slots=True)
class Lead:
    """A transition that someone may make now, or could if opinions (`awaited`) were given."""

    name: str
    title: str
    reason: str = ""
    awaited: tuple[str, ...] = ()
    ends: bool = False
    #: The form that must be sent first; "" when none, or when it was.
    form: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """What a timer will do, and when: a transition, or reminders alone."""

    at: dt.datetime
    timer: str
    transition: str = ""


def case_of(record: uuids.UUID) -> engine.Case | None:
    """Return what is kept of the life of a case; None when nothing is."""
    row = OpenCase.objects.filter(record=record).values_list("case", flat=True).first()
    return keeping.read(row) if row else None


def leads(
    service: LoadedService, dataset: Dataset, viewer: Viewer, record: RecordView, language: str
) -> list[Lead]:
    """Return the steps that a viewer may take from where a case stands."""
    workflow = declared(service, dataset.name)
    if workflow is None:
        return []
    machine, case, now = machine_of(service, dataset), case_of(record.uuid), timezone.now()
    found = []
    for name, step in workflow.transitions.items():
        if not (record.state in step.from_ and may_move(dataset, viewer, record.uuid, name)):
            continue
        if not is_ready(dataset, record.uuid, name):
            continue
        known = machine.transition[name]
        awaited = engine.waits(machine, case, known, now=now) if case else ()
        title = step.title.get(language)
        asked = step.form if step.form and not form_sent(record.uuid, name) else ""
        found.append(Lead(name, title, step.reason or "", awaited, machine.ends(known), asked))
    return found


def form_sent(record: uuids.UUID, transition: str) -> bool:
    """Whether the form of a step was sent since the case came to its state."""
    moved = CaseStep.objects.filter(record=record).exclude(transition="").order_by("-pk")
    since = moved.values_list("at", flat=True).first()
    return is_attached(record, f"step:{transition}", since)


def form_asked(
    service: LoadedService, dataset: Dataset, viewer: Viewer, record: RecordView, task: str
) -> str:
    """Return the form that a viewer is to send for a task of a case; "" when none is theirs."""
    kind, _, name = task.partition(":")
    if kind == "step":
        offered = leads(service, dataset, viewer, record, "")
        return next((lead.form for lead in offered if lead.name == name), "")
    workflow = declared(service, dataset.name)
    for each in opinions_of(record.uuid):
        mine = each.person_id is not None and each.person_id == viewer.person
        if kind == "opinion" and str(each.uuid) == name and mine and each.given_at is None:
            part = workflow.opinions.get(each.name) if workflow else None
            return "" if part is None or is_attached(record.uuid, task) else part.form or ""
    return ""


def dues(service: LoadedService, dataset: Dataset, record: uuids.UUID) -> list[Due]:
    """Return what will happen to a case by itself, the first first."""
    case, workflow = case_of(record), declared(service, dataset.name)
    if case is None or workflow is None:
        return []
    return [
        Due(running.due, running.timer, workflow.timers[running.timer].do or "")
        for running in case.timers
        if running.timer in workflow.timers
    ]


def steps_of(record: uuids.UUID) -> list[CaseStep]:
    """Return the steps that a case made, the first first; the caller has checked who reads."""
    return list(CaseStep.objects.filter(record=record).order_by("pk"))


def opinions_of(record: uuids.UUID) -> list[CaseOpinion]:
    """Return the opinions asked about a case, the first first, but those no longer asked for."""
    rows = CaseOpinion.objects.filter(record=record, withdrawn_at=None)
    return list(rows.select_related("person", "asked_by").order_by("pk"))


def opinions_waited_of(person: int, service: str) -> list[CaseOpinion]:
    """Return the opinions that a person is waited for in a service, the first asked first."""
    rows = CaseOpinion.objects.filter(person=person, given_at=None, withdrawn_at=None)
    return list(rows.filter(service=service).order_by("pk")[:MOST])


def may_ask(
    service: LoadedService, dataset: Dataset, viewer: Viewer, record: RecordView, name: str
) -> bool:
    """Say whether a viewer may ask for an opinion on a case."""
    machine = machine_of(service, dataset)
    case = engine.Case(record.state, record.updated_at)
    roles = acting_roles(dataset, viewer, record.uuid)
    return engine.may_ask(machine, case, name, roles=roles) is None


def acting_roles(dataset: Dataset, viewer: Viewer, record: uuids.UUID) -> frozenset[str]:
    """Return the roles by which a viewer reads a record, hence may act on it."""
    rows = Record.objects.filter(in_dataset(dataset.service_id, dataset.name), uuid=record)
    found = set()
    for role in {rule.role for rule in dataset.access}:
        conditions = moving(dataset, viewer, [role])
        where = any_of(conditions) if conditions else None
        if conditions and (rows if where is None else rows.filter(where)).exists():
            found.add(role)
    return frozenset(found)


def consultable(
    service: LoadedService, dataset: Dataset, record: uuids.UUID, name: str
) -> list[Person]:
    """Return the persons who may be asked for an opinion: they hold its role and read the case."""
    workflow = declared(service, dataset.name)
    opinion = workflow.opinions.get(name) if workflow else None
    if opinion is None:
        return []
    holders = Person.objects.filter(
        grants__service=service.slug, grants__role__in=opinion.by, is_active=True
    )
    found = []
    for person in holders.distinct().order_by("name", "pk")[:MOST]:
        try:
            query(dataset, viewer_for(person, service.slug)).get(record)
        except UnknownRecord:
            continue
        found.append(person)
    return found


def may_assign(
    service: LoadedService, dataset: Dataset, viewer: Viewer, record: RecordView
) -> bool:
    """Whether a viewer may say who follows a case: they hold a role that takes its steps."""
    acting = _taking_steps(service, dataset) & acting_roles(dataset, viewer, record.uuid)
    return any(viewer.holds(role) for role in acting)


def assignable(service: LoadedService, dataset: Dataset) -> list[Person]:
    """Return who could follow cases: whoever holds a role that takes their steps; one statement.

    Whether they read one of them is asked of who is chosen (`may_follow`).
    """
    held = Person.objects.filter(
        grants__service=service.slug,
        grants__role__in=_taking_steps(service, dataset),
        is_active=True,
    )
    return list(held.distinct().order_by("name", "pk")[:MOST])


def may_follow(
    service: LoadedService, dataset: Dataset, record: uuids.UUID, person: int
) -> Person | None:
    """Return someone who could follow a case, and reads it; None otherwise."""
    found = next((each for each in assignable(service, dataset) if each.pk == person), None)
    if found is None:
        return None
    try:
        query(dataset, viewer_for(found, service.slug)).get(record)
    except UnknownRecord:
        return None
    return found


def _taking_steps(service: LoadedService, dataset: Dataset) -> frozenset[str]:
    """Return the roles that take steps of cases, but those that ask for them."""
    workflow = declared(service, dataset.name)
    steps = workflow.transitions.values() if workflow else ()
    return frozenset(role for step in steps for role in step.by) - _asking(dataset)


def _asking(dataset: Dataset) -> frozenset[str]:
    """Return the roles that write records and read none but their own, or their organisation's."""
    rules = (rule for rule in dataset.access if rule.create and "all" not in rule.read)
    return frozenset(rule.role for rule in rules)


def asked_to_correct(record: uuids.UUID) -> CaseStep | None:
    """Return the step that asks whoever wrote a record to put something right, while it stands."""
    state = Record.objects.filter(uuid=record).values_list("state", flat=True).first()
    last = CaseStep.objects.filter(record=record).exclude(transition="").order_by("-pk").first()
    return last if last is not None and last.state == state and last.reason else None


def on_applicant_side(dataset: Dataset, viewer: Viewer, record: uuids.UUID) -> bool:
    """Say whether a viewer comes to a case as who asks: they wrote it, or for those who do.

    A role asks when it writes records and reads none but its own, or its organisation's. Whoever
    holds no role in the service is never of the team, whatever a record opens to everyone.
    """
    if not viewer.grants or wrote(viewer, record):
        return True
    return acting_roles(dataset, viewer, record) <= _asking(dataset)


def wrote(viewer: Viewer, record: uuids.UUID) -> bool:
    """Say whether a viewer is who wrote a record."""
    owned = Record.objects.filter(uuid=record, owner_id=viewer.person)
    return viewer.person is not None and owned.exists()


def instructors(dataset: Dataset, record: uuids.UUID) -> list[Person]:
    """Return who made the steps of a case, the latest first: who is told what its author writes."""
    owner = Record.objects.filter(uuid=record).values_list("owner", flat=True).first()
    steps = CaseStep.objects.filter(record=record, dataset=dataset.name).exclude(by=None)
    steps = steps.exclude(by=owner).order_by("-pk").select_related("by")
    found = {step.by.pk: step.by for step in steps if step.by is not None}
    return list(found.values())[:FEW]
