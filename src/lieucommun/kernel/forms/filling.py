"""The answers of a draft, opened and kept: what a newer form no longer asks is listed, not lost."""

import uuid as uuids
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random, SystemRandom

from django.conf import settings
from django.utils import timezone
from lxml import etree

from lieucommun.engines.xforms import Answers, Form, FormError, Lists, whole
from lieucommun.engines.xforms.reading import read_xml
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.people.viewer import ANYONE, Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.texts import active_language

from .compiling import Compiled, UnreadForm, compiled
from .models import Draft, Submission
from .refusals import RefusedForm
from .registers import lists_of

#: Bytes of the answers of one draft.
LARGEST = 4_000_000
#: Records of one register that a question lists.
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Filled:
    """The answers of a draft, with the form of today; `left_out` is what it no longer asks."""

    answers: Answers
    compiled: Compiled
    left_out: list[tuple[str, str]]


def form_of(service: LoadedService, name: str) -> Compiled:
    """Return a form of a service; raises RefusedForm when its workbook cannot be compiled."""
    try:
        return compiled(service, name)
    except UnreadForm as unread:
        raise RefusedForm("broken") from unread


def started(service: LoadedService, name: str, viewer: Viewer) -> tuple[Answers, Compiled]:
    """Return new answers to a form, with the registers that whoever fills it in reads."""
    found = form_of(service, name)
    zone = _zone(service)
    now = timezone.now().astimezone(zone)
    lists = _registers(service, found, viewer)
    return found.form.start(now=now, zone=zone, rng=SystemRandom(), lists=lists), found


def filled(
    service: LoadedService, draft: Draft, viewer: Viewer = ANYONE, *, writing: bool = False
) -> Filled:
    """Open the answers of a draft with the form of today; raises RefusedForm.

    While reading, chance is the same each time, so that choices drawn at random stay in place.
    """
    rng = SystemRandom() if writing else Random(draft.uuid.int)  # noqa: S311 - an order of choices
    return _opened(service, draft, rng, viewer)


def sent_answers(service: LoadedService, submission: Submission, viewer: Viewer = ANYONE) -> Filled:
    """Open the answers of a submission, to show them or to start from them."""
    rng = Random(submission.uuid.int)  # noqa: S311 - an order of choices
    return _opened(service, submission, rng, viewer)


def kept(answers: Answers) -> str:
    """Return answers as a draft keeps them; raises RefusedForm when they are too long."""
    text = whole(answers)
    if len(text) > LARGEST:
        raise RefusedForm("large", most=LARGEST // 1000)
    return text.decode()


def instance_uuid(answers: Answers) -> uuids.UUID:
    """Return the uuid that a form gave its instance, or a new one."""
    for names in answers.form.places:
        if names[-1].rpartition(":")[2] == "instanceID":
            try:
                return uuids.UUID(answers.value("/" + "/".join(names)).removeprefix("uuid:"))
            except ValueError:
                break
    return uuids.uuid4()


def _opened(service: LoadedService, held: Draft | Submission, rng: Random, by: Viewer) -> Filled:
    found = form_of(service, held.form)
    zone = _zone(service)
    now = timezone.now().astimezone(zone)
    content, digest = held.answers.encode(), held.digest
    if digest != found.digest:
        content = _renamed(content, found.form)
    try:
        lists = _registers(service, found, by)
        answers = found.form.load(content, now=now, zone=zone, rng=rng, lists=lists)
    except FormError as error:
        raise RefusedForm("broken") from error
    lost = [] if digest == found.digest else _lost(content, answers)
    return Filled(answers, found, lost)


def _registers(service: LoadedService, found: Compiled, viewer: Viewer) -> Lists | None:
    """Return the records that a form lists, as its reader sees them; at most MOST of each."""
    if not found.registers:
        return None
    datasets = {name: service.dataset(name) for name in found.registers}
    records = {
        name: islice(query(dataset, viewer).iterate(), MOST) for name, dataset in datasets.items()
    }
    return lists_of(records, datasets, active_language())


def _renamed(content: bytes, form: Form) -> bytes:
    """Give to answers the name and version of the form of today, which alone may have changed."""
    top = read_xml(content, "instance")
    top.tag = form.template.tag
    for name in ("id", "version"):
        if value := form.template.get(name):
            top.set(name, value)
    return etree.tostring(top, encoding="utf-8")


def _lost(content: bytes, answers: Answers) -> list[tuple[str, str]]:
    """Return the answers of an instance that have no place any more, with their paths."""
    here = {path for path, _ in _leaves(answers.live.root, "")}
    before = _leaves(read_xml(content, "instance"), "")
    return [(path, text) for path, text in before if text.strip() and path not in here]


def _leaves(top: etree._Element, start: str) -> Iterator[tuple[str, str]]:
    counts: dict[str, int] = {}
    name = etree.QName(top).localname
    path = start or f"/{name}"
    children = [child for child in top if isinstance(child.tag, str)]
    if not children:
        yield path, top.text or ""
    for child in children:
        local = etree.QName(child).localname
        counts[local] = counts.get(local, 0) + 1
        number = f"[{counts[local]}]" if counts[local] > 1 else ""
        yield from _leaves(child, f"{path}/{local}{number}")


def _zone(service: LoadedService) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(service.manifest.zone or settings.TIME_ZONE)
