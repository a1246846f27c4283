"""What becomes of records whose time is over, on both databases."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from django.core import serializers
from django.db import connection
from django.utils import timezone

from lieucommun.kernel.datasets.actions import SYSTEM, create_record, delete_record, update_record
from lieucommun.kernel.datasets.models import Record, RecordTerm, RecordVersion
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.retention.actions import apply_rule, hold_record, release_record
from lieucommun.kernel.datasets.retention.due import Rule, due, held, histories
from lieucommun.kernel.datasets.retention.generalising import generalise
from lieucommun.kernel.datasets.retention.models import Mark
from lieucommun.kernel.datasets.schema import Dataset, Retention
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.viewer import Grant, Viewer
from lieucommun.kernel.services.models import Service
from tests.kernel.datasets.factories import make_dataset

pytestmark = pytest.mark.django_db
CHIEF = Viewer(None, (Grant("chef", None, None),))
FIELDS: dict[str, Any] = {
    "surnom": {"type": "text", "personal": "identifying", "search": True, "sort": True},
    "naissance": {"type": "year", "personal": "indirect", "sort": True},
    "entree": {"type": "date", "personal": "indirect"},
    "position": {"type": "point", "personal": "indirect"},
    "metier": {"type": "text", "personal": "indirect"},
    "note": {"type": "longtext", "personal": "sensitive", "search": True},
    "theme": {"type": "choices", "choices": ["toit", "sante"], "facet": True},
    "contact": {"type": "date"},
}
PERSON = {
    "surnom": "Zébulonne",
    "naissance": "1987",
    "entree": "2019-05-17",
    "position": "45.4397,4.3872",
    "metier": "Rémouleuse",
    "note": "Confidentielle",
    "theme": "toit",
    "contact": "2020-02-03",
}
WORDS = ("Zébulonne", "zebulon", "1987", "2019-05", "45.4397", "Rémouleuse", "onfident")


def rule(
    then: str, *, since: str = "contact", keep: str = "P2Y", zone: str = "Europe/Paris"
) -> Rule:
    access = {"chef": {"read": "all", "update": "all", "delete": "all"}}
    dataset = make_dataset(name="personnes", fields=FIELDS, access=access, label="{surnom}", key="")
    return Rule("essai", replace(dataset, retention=Retention(keep, since, then)), zone)


def person(dataset: Dataset, **changes: str) -> Record:
    written = create_record(dataset, {**PERSON, **changes}, by=SYSTEM)
    return Record.objects.get(uuid=written.uuid)


def everything() -> str:
    """All that the tables hold of records, history, terms, marks and journal, and the index."""
    models = (Record, RecordVersion, RecordTerm, Mark, JournalEntry)
    rows = [json.loads(serializers.serialize("json", model.objects.all())) for model in models]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tokens::text FROM search_document")
        else:
            cursor.execute("SELECT count(*) FROM search_index")
        rows.append(cursor.fetchall())
    return json.dumps(rows, ensure_ascii=False)


def forget(of: Rule) -> int:
    return sum(apply_rule(of, record.pk) for record in list(due(of, timezone.now())))


def test_delete_leaves_the_entry_of_the_journal_only() -> None:
    of = rule("delete")
    kept = person(of.dataset)
    update_record(of.dataset, kept.uuid, {"note": "Confidentielle encore"}, by=SYSTEM)
    assert [word for word in WORDS if word not in everything()] == []
    assert forget(of) == 1
    assert not Record.objects.exists()
    assert not RecordVersion.objects.exists()
    assert [word for word in WORDS if word in everything()] == []
    last = JournalEntry.objects.latest("pk")
    assert (last.action, last.object_id) == ("record.forgotten", str(kept.uuid))


def test_anonymise_leaves_what_says_nobodys_name() -> None:
    of = rule("anonymise")
    kept = person(of.dataset)
    update_record(of.dataset, kept.uuid, {"naissance": "1986"}, by=SYSTEM)
    assert query(of.dataset, CHIEF).count() == 0
    assert forget(of) == 1
    (left,) = query(of.dataset, CHIEF).page().items
    assert left.data == {
        "naissance": 1980,
        "entree": "2019-01-01",
        "position": left.data["position"],
        "theme": ["toit"],
        "contact": "2020-02-03",
    }
    assert left.data["position"] != {"lat": 45.4397, "lon": 4.3872}
    assert [word for word in (*WORDS, "1986") if word in everything()] == []
    assert query(of.dataset, CHIEF).search("zébulonne").count() == 0
    assert query(of.dataset, CHIEF).filter("theme", "toit").count() == 1
    past = query(of.dataset, CHIEF).history(kept.uuid)
    assert [version.data.get("naissance") for version in past] == [1980, 1980]
    last = JournalEntry.objects.latest("pk")
    assert (last.action, last.fields) == (
        "record.anonymised",
        ["entree", "metier", "naissance", "note", "position", "surnom"],
    )


def test_anonymised_files_that_stay_no_longer_say_who_sent_them() -> None:
    of = rule("anonymise")
    kept, other = person(of.dataset), person(of.dataset, contact="2999-01-01")
    ada = Person.objects.create_user("ada@example.org", name="Ada")
    for record, field in ((kept, "theme"), (kept, "note"), (other, "theme")):
        Attachment.objects.create(
            name="f.png", size=1, sha256="a", by=ada, record=record.uuid, field=field
        )
    assert forget(of) == 1
    left = Attachment.objects.order_by("pk").values_list("record", "field", "by")
    assert list(left) == [(kept.uuid, "theme", None), (other.uuid, "theme", ada.pk)]


def test_anonymising_again_writes_nothing_until_someone_writes() -> None:
    of = rule("anonymise")
    kept = person(of.dataset)
    assert (forget(of), forget(of)) == (1, 0)
    entries = JournalEntry.objects.count()
    Record.objects.filter(pk=kept.pk).update(expires_at=timezone.now())
    assert forget(of) == 0
    assert JournalEntry.objects.count() == entries
    assert query(of.dataset, CHIEF).count() == 1
    update_record(of.dataset, kept.uuid, {"surnom": "Zébulonne"}, by=SYSTEM)
    assert forget(of) == 1
    assert "Zébulonne" not in everything()


def test_archive_keeps_the_record_out_of_every_read() -> None:
    of = rule("archive")
    kept = person(of.dataset)
    assert (forget(of), forget(of)) == (1, 0)
    assert Record.objects.get(pk=kept.pk).data["surnom"] == "Zébulonne"
    assert query(of.dataset, CHIEF).count() == 0
    assert query(of.dataset, CHIEF).search("zébulonne").count() == 0
    assert not RecordTerm.objects.filter(record=kept).exists()
    assert JournalEntry.objects.latest("pk").action == "record.archived"


def test_a_held_record_waits_for_its_release() -> None:
    of = rule("delete")
    kept = person(of.dataset)
    hold_record(kept.uuid, "Contentieux en cours")
    assert (forget(of), held(of, timezone.now())) == (0, 1)
    assert apply_rule(of, kept.pk) is False
    assert (release_record(kept.uuid), release_record(kept.uuid)) == (True, False)
    assert forget(of) == 1
    told = JournalEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(told)[-3:] == ["record.held", "record.released", "record.forgotten"]


def test_what_someone_deleted_is_forgotten_in_its_time() -> None:
    of = rule("anonymise")
    early, late = person(of.dataset), person(of.dataset, contact=_days_ago(30))
    for record in (early, late):
        delete_record(of.dataset, record.uuid, by=SYSTEM)
    assert list(histories(of, timezone.now())) == [early.uuid]


@pytest.mark.parametrize("since", ["created", "updated", "last_activity"])
def test_time_runs_from_what_the_rule_says(since: str) -> None:
    of = rule("delete", since=since, keep="P1Y")
    person(of.dataset)
    assert list(due(of, timezone.now())) == []
    column = "created_at" if since == "created" else "updated_at"
    past = timezone.now() - dt.timedelta(days=400)
    Record.objects.update(**{column: past}, expires_at=past)
    assert len(list(due(of, timezone.now()))) == 1


def test_a_record_without_its_date_is_kept() -> None:
    of = rule("delete")
    person(of.dataset, contact="")
    assert forget(of) == 0


def test_days_end_in_the_zone_of_the_service() -> None:
    here, far = rule("delete"), rule("delete", zone="Pacific/Tahiti")
    person(here.dataset, contact="2020-02-03")
    now = dt.datetime(2022, 2, 3, 6, tzinfo=dt.UTC)  # still the 2nd in Tahiti
    assert len(list(due(here, now))) == 1
    assert list(due(far, now)) == []
    assert len(list(due(far, now + dt.timedelta(hours=4, minutes=1)))) == 1


def test_another_dataset_is_left_alone() -> None:
    of = rule("delete")
    Service.objects.get_or_create(slug="autre")
    other = replace(of.dataset, service_id=Service.objects.get(slug="autre").pk)
    person(other)
    assert forget(of) == 0


def test_lists_lose_their_personal_parts_and_unknown_fields_go() -> None:
    parts = {"nom": {"type": "text", "personal": "identifying"}, "an": {"type": "year"}}
    dataset = make_dataset(fields={"liens": {"type": "list", "of": parts}}, label="", key="")
    data = {"liens": [{"nom": "Zébulonne", "an": 2020}, {"nom": "Seule"}], "ancien": "Zébulonne"}
    assert generalise(dataset, data) == {"liens": [{"an": 2020}]}


def _days_ago(days: int) -> str:
    return (timezone.localdate() - dt.timedelta(days=days)).isoformat()
