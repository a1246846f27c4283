"""Do what a step set off: letters, documents, assignments, messages to other sites."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lieucommun.kernel.datasets.actions import give_record
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.documents.actions import produce
from lieucommun.kernel.messages.actions import send_message
from lieucommun.kernel.people.queries import organisation_named
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.webhooks.actions import tell

from .models import CaseEffect, CaseStep


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an effect is done."""

    service: LoadedService
    dataset: Dataset
    step: CaseStep


def do(setting: Setting, effect: CaseEffect) -> int:
    """Do an effect and return how many it reached; raises LookupError with what it lacks."""
    return KINDS[effect.kind](setting, effect)


def _mail(setting: Setting, effect: CaseEffect) -> int:
    return send_message(
        setting.service,
        effect.name,
        dataset=setting.dataset,
        record=setting.step.record,
        to=effect.to,
        reason=setting.step.reason,
    )


def _assign(setting: Setting, effect: CaseEffect) -> int:
    """Give the record to the organisation that a field names; none named: it stays where it is."""
    record = Record.objects.get(uuid=setting.step.record)
    found = organisation_named(str(record.data.get(effect.name) or ""))
    if found is None:
        return 0
    give_record(setting.dataset, record.uuid, found.pk)
    return 1


def _webhook(setting: Setting, effect: CaseEffect) -> int:
    step = setting.step
    return tell(
        setting.service.slug,
        effect.name,
        dataset=setting.dataset.name,
        record=step.record,
        version=step.version,
        state=step.state,
    )


def _document(setting: Setting, effect: CaseEffect) -> int:
    produce(setting.service, effect.name, dataset=setting.dataset, record=setting.step.record)
    return 1


KINDS: Mapping[str, Callable[[Setting, CaseEffect], int]] = {
    "mail": _mail,
    "assign": _assign,
    "document": _document,
    "webhook": _webhook,
}
