"""Writes: letters about records."""

import uuid as uuids
from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.documents.filling import escaped, fields_in, filled, plain, read_template
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.mail.sending import spoken
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService

from .addressees import AUTHOR, Addressee, addressees, people_reading
from .models import CaseMessage, Letter

#: What a template may name beside the fields of the record.
REASON = "reason"
LONGEST_SUBJECT = 300
LONGEST_MESSAGE = 10_000


@transaction.atomic
def send_message(  # noqa: PLR0913 - what a letter is made of
    service: LoadedService,
    name: str,
    *,
    dataset: Dataset,
    record: uuids.UUID,
    to: str,
    reason: str = "",
    attachments: Sequence[uuids.UUID] = (),
) -> int:
    """Write a message of the manifest about a record, to whom `to` stands for.

    Returns how many letters wait to leave; raises KeyError when the manifest has no such message.
    Files are never sent by mail: a letter says where they are. `attachments` are not used yet.
    """
    del attachments
    part = service.manifest.messages[name]
    found = addressees(dataset, record, to)
    for one in found:
        languages = _languages(service, one)
        page = read_template(service.folder, part.body, languages)
        values = _values(dataset, record, one, languages[0], page.body, reason)
        subject = plain(part.subject.get(languages[0]), values)
        text = filled(page.body, values)
        _write(dataset, record, one, name, languages[0], subject, text)
    if found:
        record_entry(
            "letter.queued",
            service=service.slug,
            object_kind=dataset.name,
            object_id=record,
        )
    return len(found)


@transaction.atomic
def write_message(  # noqa: PLR0913 - keyword arguments, each of which decides
    dataset: Dataset,
    record: uuids.UUID,
    text: str,
    *,
    by: Viewer,
    applicant: bool,
    internal: bool = False,
    to: Iterable[Person] = (),
    once: uuids.UUID | None = None,
) -> CaseMessage | None:
    """Keep what someone writes about a case, and tell the other side; nothing said is None.

    The caller has checked that the viewer reads the case, and on which side they stand. `to`: who
    is told where the applicant writes; whoever wrote the record is where the team does. `once`:
    sent twice under the same uuid, it is one message.
    """
    said = text.strip()[:LONGEST_MESSAGE]
    if not said:
        return None
    identifier = once or uuids.uuid4()
    if CaseMessage.objects.filter(uuid=identifier).exclude(record=record).exists():
        identifier = uuids.uuid4()
    message, fresh = CaseMessage.objects.get_or_create(
        uuid=identifier,
        record=record,
        defaults={
            "service": dataset.service,
            "dataset": dataset.name,
            "by_id": by.person,
            "applicant": applicant,
            "internal": internal and not applicant,
            "text": said,
            "at": timezone.now(),
        },
    )
    if not fresh:
        return message
    record_entry(
        "note.written" if message.internal else "message.written",
        service=dataset.service,
        by=by.person,
        object_kind=dataset.name,
        object_id=record,
    )
    if not message.internal:
        told = (
            people_reading(dataset, record, to)
            if applicant
            else addressees(dataset, record, AUTHOR)
        )
        for one in told:
            if one.person is None or one.person.pk != by.person:
                _tell(dataset, record, one, said)
    return message


@transaction.atomic
def tell_assigned(dataset: Dataset, record: uuids.UUID, person: Person) -> None:
    """Write to someone that a case is theirs to follow, if they may read it."""
    for one in people_reading(dataset, record, [person]):
        language = spoken(one.language)
        with translation.override(language):
            label = one.record.label(language) if one.record is not None else ""
            subject = _("A case is yours to follow: %(case)s") % {
                "case": label or dataset.title.get(language)
            }
            text = _("You were asked to follow this case.")
        _write(dataset, record, one, "assigned", language, subject, escaped(text))


def forget(record: uuids.UUID) -> None:
    """Delete the letters and messages about a record whose content goes."""
    Letter.objects.filter(record=record).delete()
    CaseMessage.objects.filter(record=record).delete()


def _tell(dataset: Dataset, record: uuids.UUID, one: Addressee, text: str) -> None:
    """Write to someone that a message waits for them, with what it says."""
    language = spoken(one.language)
    with translation.override(language):
        label = one.record.label(language) if one.record is not None else ""
        subject = _("A message about %(case)s") % {"case": label or dataset.title.get(language)}
    _write(dataset, record, one, "message", language, subject, escaped(text))


def _write(  # noqa: PLR0913, PLR0917 - what a letter is made of
    dataset: Dataset,
    record: uuids.UUID,
    one: Addressee,
    name: str,
    language: str,
    subject: str,
    text: str,
) -> None:
    """Keep a letter, and have it leave: at once, or with the others of the day."""
    held = one.person is not None and one.person.daily_letters
    letter = Letter.objects.create(
        service=dataset.service,
        dataset=dataset.name,
        record=record,
        name=name,
        person=one.person,
        email=one.email,
        language=language,
        subject=subject[:LONGEST_SUBJECT],
        text=text,
        at=timezone.now(),
        held=held,
    )
    if not held:
        enqueue("letters.send", service=letter.service, letter=str(letter.uuid))


def _languages(service: LoadedService, one: Addressee) -> list[str]:
    """Return the languages in which someone reads, the best first, easy-to-read before all."""
    first = service.manifest.languages[0]
    language = one.language if one.language in service.manifest.languages else first
    easy = isinstance(one.person, Person) and one.person.easy_to_read
    return [f"{language}-x-falc", language] if easy else [language]


def _values(
    dataset: Dataset,
    record: uuids.UUID,
    one: Addressee,
    language: str,
    body: str,
    reason: str,
) -> Mapping[str, str]:
    names = {name for name, _place in fields_in(body)} | set(dataset.label_fields)
    tongue = language.partition("-")[0]
    found = {REASON: reason, "place": str(settings.PLACE_NAME)}
    if one.record is not None:
        seen = one.record
        return {**{each: seen.text(each, tongue) for each in _in(dataset, names)}, **found}
    data = Record.objects.values_list("data", flat=True).get(uuid=record)
    for each in _in(dataset, names):
        field = dataset.fields[each]
        if field.personal != "sensitive" and data.get(each) is not None:
            found.setdefault(each, field.text(data[each], tongue))
    return found


def _in(dataset: Dataset, names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if name in dataset.fields)
