"""The files of answers: an answer holds a name, `<uuid>.<end>`, as ODK clients write it."""

import uuid as uuids
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath

from lieucommun.engines.xforms import Answers
from lieucommun.engines.xforms.forms.controls import Control
from lieucommun.kernel.files.models import Attachment

from .questions import FILES, kind_of


def name_of(attachment: Attachment) -> str:
    """Return what an answer holds of a file."""
    return f"{attachment.uuid}{PurePosixPath(attachment.name).suffix.lower()}"


def uuid_in(text: str) -> uuids.UUID | None:
    """Return the uuid of the file that an answer names; None when it names none."""
    with suppress(ValueError):
        return uuids.UUID(text.partition(".")[0])
    return None


def files_in(answers: Answers, *, asked: bool = False) -> Iterator[tuple[str, uuids.UUID]]:
    """Yield the name of each question that holds a file, and its uuid; `asked`: relevant alone."""
    for control in (each for one in answers.form.body for each in one.all()):
        if _holds_files(answers, control):
            for element in answers.live.elements(control.names):
                found = uuid_in(element.text or "")
                if found and not (asked and element in answers.live.env.hidden):
                    yield control.names[-1], found


def attachments_of(answers: Answers) -> dict[uuids.UUID, Attachment]:
    """Return the files that answers name, by uuid."""
    wanted = {uuid for _, uuid in files_in(answers)}
    if not wanted:
        return {}
    return {row.uuid: row for row in Attachment.objects.filter(uuid__in=wanted)}


def _holds_files(answers: Answers, control: Control) -> bool:
    return control.kind == "upload" and kind_of(answers.form, control) in FILES
