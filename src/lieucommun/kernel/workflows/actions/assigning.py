"""Say who follows a case in the team that answers it."""

from django.db import transaction

from lieucommun.kernel.datasets.actions import follow_record
from lieucommun.kernel.datasets.errors import NotAllowedError
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.messages.actions import tell_assigned
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.workflows.queries import may_assign, may_follow


@transaction.atomic
def assign(
    service: LoadedService, dataset: Dataset, record: RecordView, person: int | None, *, by: Viewer
) -> None:
    """Give a case to someone who may answer it, or to nobody; they are told. Nothing is done twice.

    Raises NotAllowedError when the viewer may not, or the person could not answer it.
    """
    if not may_assign(service, dataset, by, record):
        raise NotAllowedError("assign")
    chosen = may_follow(service, dataset, record.uuid, person) if person is not None else None
    if person is not None and chosen is None:
        raise NotAllowedError("assign")
    if record.assignee == person:
        return
    follow_record(dataset, record.uuid, person, by=by)
    if chosen is not None and person != by.person:
        tell_assigned(dataset, record.uuid, chosen)
