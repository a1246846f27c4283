"""The step that a record takes once a form has written it: `moves: {controles: realiser}`."""

import uuid as uuids
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from lieucommun.kernel.datasets.errors import NotAllowedError
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService


def take_steps(
    service: LoadedService, form: str, written: Iterable[tuple[str, uuids.UUID]], by: Viewer
) -> list[str]:
    """Take each record (dataset, uuid) through the step that a form sets off, in their order.

    A record that is not in a state that the step leaves stays where it is: the form may be about
    one that has gone on. Returns a sentence for each step that the role may not take.
    """
    # The workflows know forms: a form only knows them where it sets them off.
    from lieucommun.kernel.workflows.actions.moving import move
    from lieucommun.kernel.workflows.refusals import ReasonNeededError

    moves = service.manifest.forms[form].moves
    told = []
    for name, uuid in written:
        step, dataset = moves.get(name), service.dataset(name)
        known = dataset.workflow.transitions.get(step) if step and dataset.workflow else None
        if known is None or step is None:
            continue
        state = Record.objects.filter(uuid=uuid).values_list("state", flat=True).first()
        if state not in known.origins:
            continue
        try:
            with transaction.atomic():
                move(service, dataset, uuid, step, by=by)
        except (NotAllowedError, ReasonNeededError, UnknownRecord):
            title = str(known.title)
            told.append(_("The step “%(step)s” could not be taken.") % {"step": title})
    return told
