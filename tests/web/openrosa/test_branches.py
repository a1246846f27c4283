"""Two devices that change the same person, in whatever order their changes arrive."""

import datetime as dt
import uuid as uuids

from lxml import etree

from lieucommun.kernel.forms.models import Submission, SubmissionRecord
from lieucommun.kernel.jobs.actions import enqueue
from tests.field.client import Client
from tests.field.place import Ground
from tests.jobs import run_jobs

from .test_client import met


def change(
    client: Client,
    person: str,
    answers: dict[str, str],
    *,
    base: int,
    trunk: int | None,
    branch: str,
) -> bytes:
    """Return a follow-up as a device that was offline writes it."""
    form = client.form("suivi")
    xml = client.filled(form, {"/data/personne": person, **answers})
    root = etree.fromstring(xml)
    entity = root.find("{*}meta/{*}entity")
    assert entity is not None
    entity.set("baseVersion", str(base))
    entity.set("trunkVersion", "" if trunk is None else str(trunk))
    entity.set("branchId", branch)
    return etree.tostring(root)


def _look() -> None:
    enqueue("forms.aside")
    run_jobs()


def known(ground: Ground, client: Client) -> str:
    client.send(met(client))
    return str(ground.records().get().uuid)


def test_changes_of_one_device_apply_in_its_order_whatever_the_order_they_come(
    ground: Ground,
) -> None:
    port, gare = ground.device("port"), ground.device("gare")
    person = known(ground, port)
    mine, theirs = str(uuids.uuid4()), str(uuids.uuid4())
    first = change(port, person, {"/data/age": "40"}, base=1, trunk=1, branch=mine)
    second = change(
        port, person, {"/data/age": "40", "/data/note": "Deux"}, base=2, trunk=1, branch=mine
    )
    other = change(gare, person, {"/data/age": "60"}, base=1, trunk=1, branch=theirs)

    assert port.send(second).status == 202
    assert Submission.objects.filter(standing="held").count() == 1
    assert ground.records().get().version == 1
    assert gare.send(other).status == 201
    assert port.send(first).status == 201

    record = ground.records().get()
    assert (record.version, record.data["age"], record.data["note"]) == (4, 40, "Deux")
    assert not Submission.objects.filter(standing="held").exists()
    conflicts = SubmissionRecord.objects.exclude(conflict="").order_by("version")
    assert [(each.version, each.conflict) for each in conflicts] == [(3, "hard"), (4, "soft")]
    assert conflicts[0].conflicting == {"age": ["52", "60", "40"]}


def test_the_same_value_written_twice_is_no_conflict(ground: Ground) -> None:
    port, gare = ground.device("port"), ground.device("gare")
    person = known(ground, port)
    one = change(port, person, {"/data/age": "40"}, base=1, trunk=1, branch=str(uuids.uuid4()))
    two = change(gare, person, {"/data/age": "40"}, base=1, trunk=1, branch=str(uuids.uuid4()))
    assert (port.send(one).status, gare.send(two).status) == (201, 201)
    assert not SubmissionRecord.objects.filter(conflict="hard").exists()


def test_a_change_that_waits_for_one_that_never_comes_is_written_after_five_days(
    ground: Ground,
) -> None:
    port = ground.device("port")
    person = known(ground, port)
    late = change(port, person, {"/data/age": "41"}, base=3, trunk=1, branch=str(uuids.uuid4()))
    assert port.send(late).status == 202
    _look()
    assert ground.records().get().version == 1
    held = Submission.objects.get(standing="held")
    held.sent_at -= dt.timedelta(days=6)
    held.save()
    _look()
    record = ground.records().get()
    assert (record.version, record.data["age"]) == (2, 41)
    assert SubmissionRecord.objects.get(record=record.uuid, version=2).conflict == "soft"


def test_a_person_erased_meanwhile_is_not_made_again(ground: Ground) -> None:
    from lieucommun.kernel.datasets.actions import SYSTEM, delete_record

    port = ground.device("port")
    person = known(ground, port)
    late = change(port, person, {"/data/age": "41"}, base=1, trunk=1, branch=str(uuids.uuid4()))
    delete_record(ground.service.dataset("personnes"), person, by=SYSTEM)
    assert port.send(late).status == 201
    kept = Submission.objects.get(form="suivi")
    assert (kept.standing, kept.problems != []) == ("refused", True)
    assert not ground.records().exists()


def test_a_made_up_version_is_refused_and_kept(ground: Ground) -> None:
    port = ground.device("port")
    person = known(ground, port)
    wrong = change(port, person, {"/data/age": "41"}, base=9, trunk=9, branch=str(uuids.uuid4()))
    assert port.send(wrong).status == 201
    assert Submission.objects.get(form="suivi").standing == "refused"
    assert ground.records().get().data["age"] == 52


def test_a_volunteer_changes_nothing_that_is_there(ground: Ground) -> None:
    port, volunteer = ground.device("port"), ground.device("port", "benevole")
    person = known(ground, port)
    form = volunteer.form("rencontre")
    xml = volunteer.filled(form, {"/data/qui/personne": person, "/data/qui/age": "30"})
    assert volunteer.send(xml).status == 201
    assert Submission.objects.order_by("-pk")[0].standing == "refused"
    assert ground.records().get().data["age"] == 52
