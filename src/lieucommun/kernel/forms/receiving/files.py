"""The files of what a device sends: kept, awaited, given to the records that name them."""

import datetime as dt
import uuid as uuids
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from lieucommun.kernel.datasets.actions import SYSTEM, update_record
from lieucommun.kernel.datasets.errors import InvalidRecord
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.devices.models import DeviceKey
from lieucommun.kernel.files.actions import RefusedFile, claim, keep
from lieucommun.kernel.files.incoming import Readable
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.forms.models import Submission, SubmissionFile
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService

from .applying import entity_uuid, raw_of
from .known import Known
from .sent import Sent, entities_sent, files_named

#: A file that no answer takes yet stays so long: the rest of the posts is to come.
STAYS = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Came:
    """A file of a post: the name that the answers give it, and what to read it from."""

    name: str
    stream: Readable


@dataclass(slots=True)
class Post:
    """One post of a device; `files` are those of it that are kept, or why they are not."""

    service: LoadedService
    sent: Sent
    known: Known | None
    name: str
    device: DeviceKey
    viewer: Viewer
    files: dict[str, Attachment | str] = field(default_factory=dict)

    @property
    def wanted(self) -> list[str]:
        """The names of files that the answers hold, once each, in their order.

        Of a form that is not known, nobody can tell yet: all that come are.
        """
        return (
            files_named(self.known.compiled.form, self.sent.root) if self.known else [*self.files]
        )

    def wants(self, name: str) -> bool:
        """Whether a file that comes is to be kept."""
        return self.known is None or name in self.wanted


def file_rows(post: Post, submission: Submission) -> list[SubmissionFile]:
    """Return the files that a submission names, with those that came; refusals are problems."""
    former = _carried_over(submission)
    rows = []
    for name in post.wanted:
        kept = post.files.get(name) or former.get(name, "")
        row = SubmissionFile(submission=submission, name=name)
        if isinstance(kept, Attachment):
            row.attachment, row.sha256 = kept.uuid, kept.sha256
        elif kept:
            row.refusal = kept
            submission.problems = [*submission.problems, {"question": name, "text": kept}]
        rows.append(row)
    return rows


def hold(submission: Submission) -> None:
    """Let a submission hold the files that came with it and that no record took."""
    for uuid in by_name(submission).values():
        claim(uuid, dataset="", record=submission.uuid, field="")


def by_name(submission: Submission) -> dict[str, uuids.UUID]:
    """Return the files of a submission that came, by the name that its answers give them."""
    rows = submission.files.filter(attachment__isnull=False)
    return {name: uuid for name, uuid in rows.values_list("name", "attachment") if uuid}


def _carried_over(submission: Submission) -> dict[str, Attachment]:
    """Return the files of the answers that an edit replaces, by name: they are not sent again."""
    if submission.replaces is None:
        return {}
    named = dict(submission.replaces.files.values_list("name", "attachment"))
    found = Attachment.objects.in_bulk([each for each in named.values() if each], field_name="uuid")
    return {name: found[uuid] for name, uuid in named.items() if uuid in found}


def completed(post: Post, submission: Submission, files: Iterable[Came]) -> None:
    """Keep the files that a former post of the same submission left out."""
    rows = {row.name: row for row in submission.files.filter(attachment=None, refusal="")}
    for came in files:
        row = rows.get(came.name)
        if row is None and submission.standing == Submission.Standing.QUARANTINED:
            row = SubmissionFile(submission=submission, name=came.name)
        if row is not None:
            _complete(post, submission, row, came)


def awaited(submission: Submission) -> list[str]:
    """Return the names of the files of a submission that did not come yet."""
    rows = submission.files.filter(attachment=None, refusal="")
    return list(rows.values_list("name", flat=True))


def _complete(post: Post, submission: Submission, row: SubmissionFile, came: Came) -> None:
    kept = stored(post, came)
    with transaction.atomic():
        if isinstance(kept, str):
            row.refusal = kept
            _told(submission, row.name, kept)
        else:
            row.attachment, row.sha256 = kept.uuid, kept.sha256
        row.save()
        if isinstance(kept, Attachment):
            _give(post, submission, {row.name: kept.uuid})
            claim(kept.uuid, dataset="", record=submission.uuid, field="")


def stored(post: Post, came: Came) -> Attachment | str:
    """Keep a file, judged and cleaned; return why it is not when it is refused."""
    try:
        return keep(
            came.stream,
            name=came.name,
            service=post.service.slug,
            by=post.viewer.person,
            purpose="file",
            stays=STAYS,
        )
    except RefusedFile as refused:
        return str(refused)[:200]


def _give(post: Post, submission: Submission, files: Mapping[str, uuids.UUID]) -> None:
    """Give files that came later to the records whose answers name them.

    By the place itself: the role wrote these answers, and may not be one that changes records.
    """
    if post.known is None or not submission.records.filter(version__isnull=False).exists():
        return
    for entity in entities_sent(post.known.compiled.form, post.sent.root):
        named = {name for name, text in entity.properties.items() if text in files}
        dataset = post.service.dataset(entity.dataset)
        raw = raw_of(dataset, entity, files)
        changes = {name: value for name, value in raw.items() if name in named}
        if not changes:
            continue
        try:
            update_record(dataset, entity_uuid(entity), changes, by=SYSTEM)
        except UnknownRecord:
            _told(submission, "", _("The record that this file is for is no longer there."))
        except InvalidRecord as invalid:
            for problem in invalid.problems:
                title = str(dataset.fields[problem.field].title)
                _told(submission, title, problem.message)


def _told(submission: Submission, question: str, text: str) -> None:
    submission.problems = [*submission.problems, {"question": question, "text": text}]
    submission.save(update_fields=["problems"])
