"""A standard client: form list, download, submission, media, entity list, integrity."""

import base64
import uuid as uuids

import pytest
from django.utils import timezone

from lieucommun.kernel.datasets.actions import SYSTEM, delete_record
from lieucommun.kernel.devices.actions import revoke_device
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.forms.receiving.receipts import Receipt, is_ours
from lieucommun.kernel.journal.models import JournalEntry
from tests.field.client import Client, changed, with_instance
from tests.field.place import Ground, ask
from tests.forms.place import PIXEL

MET = {
    "/data/qui/nouveau": "Le Breton",
    "/data/qui/besoins": "manger dormir",
    "/data/qui/age": "52",
    "/data/qui/position": "43.1204 5.9312 0 12",
    "/data/qui/accord": "true",
    "/data/recit/texte": "Dort près du quai.",
}


def met(client: Client, **more: str) -> bytes:
    given = {**MET, **{f"/data/qui/{name}": text for name, text in more.items()}}
    return client.filled(client.form("rencontre"), given)


def test_a_client_lists_downloads_fills_in_and_sends(ground: Ground) -> None:
    client = ground.device("port")
    listed = client.forms()
    assert sorted(listed) == ["rencontre", "suivi"]
    assert listed["rencontre"]["name"] == "Rencontre"
    assert listed["rencontre"]["version"] == "1"
    manifest = client.manifest(listed["rencontre"]["manifestUrl"])
    assert [(name, parts["type"]) for name, parts in manifest.items()] == [
        ("personnes.csv", "entityList")
    ]
    assert client.entities("personnes", "rencontre") == {}

    reply = client.send(met(client))
    assert (reply.status, reply.message) == (201, "Reçu.")

    person = ground.records().get()
    assert person.data == {
        "surnom": "Le Breton",
        "age": 52,
        "position": {"lat": 43.1204, "lon": 5.9312},
        "besoins": ["manger", "dormir"],
        "partage": True,
        "dernier_contact": timezone.localdate().isoformat(),
    }
    meeting = ground.records("rencontres").get()
    assert meeting.data["personne"] == str(person.uuid)
    assert meeting.data["texte"] == "Dort près du quai."
    assert person.organisation == ground.organisation("port")
    listed_people = client.entities("personnes", "rencontre")
    assert [(row["label"], row["__version"], row["age"]) for row in listed_people.values()] == [
        ("Le Breton", "1", "52")
    ]


def test_every_answer_carries_the_headers_of_openrosa(ground: Ground) -> None:
    client = ground.device("port")
    for reply in (client.get("formList"), client.get("nothing"), client.send(b"<a/>")):
        assert reply.headers["X-OpenRosa-Version"] == "1.0"
        assert int(reply.headers["X-OpenRosa-Accept-Content-Length"]) > 1_000_000
        assert reply.headers["Cache-Control"] == "no-store"
    head = ask("HEAD", f"{client.base}submission")
    assert head.status == 204
    assert head.headers["Location"].endswith("/submission")


@pytest.mark.parametrize("path", ["formList", "forms/rencontre.xml", "forms/rencontre/manifest"])
def test_what_did_not_change_is_not_sent_again(ground: Ground, path: str) -> None:
    client = ground.device("port")
    first = client.get(path)
    again = client.get(path, **{"If-None-Match": first.headers["ETag"]})
    assert (first.status, again.status, again.body) == (200, 304, b"")


def test_an_entity_list_is_sent_again_only_when_it_changed(ground: Ground) -> None:
    client = ground.device("port")
    path = "forms/rencontre/entities/personnes.csv"
    first = client.get(path)
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get(path, **tag).status == 304
    before = client.manifest("forms/rencontre/manifest")["personnes.csv"]["hash"]
    client.send(met(client))
    assert client.get(path, **tag).status == 200
    assert client.manifest("forms/rencontre/manifest")["personnes.csv"]["hash"] != before


def test_a_list_holds_what_the_role_reads_and_nothing_else(ground: Ground) -> None:
    port, gare = ground.device("port"), ground.device("gare")
    volunteer = ground.device("port", "benevole")
    port.send(met(port, accord="false", nouveau="Discret"))
    port.send(met(port))
    assert [row["label"] for row in gare.entities("personnes", "rencontre").values()] == [
        "Le Breton"
    ]
    (row,) = gare.entities("personnes", "rencontre").values()
    assert (row["note"], row["position"] == "43.1204 5.9312 0 0") == ("", False)
    labels = {row["label"] for row in volunteer.entities("personnes", "rencontre").values()}
    assert labels == {"Discret", "Le Breton"}
    assert {row["position"] for row in volunteer.entities("personnes", "rencontre").values()} == {
        ""
    }


def test_integrity_tells_what_is_gone(ground: Ground) -> None:
    client = ground.device("port")
    client.send(met(client))
    person = ground.records().get()
    stranger = uuids.uuid4()
    address = f"entities/personnes/integrity?id={person.uuid},{stranger}"
    body = client.get(address).body.decode()
    assert f'<entity id="{person.uuid}"><deleted>false</deleted>' in body
    assert f'<entity id="{stranger}"><deleted>true</deleted>' in body
    delete_record(ground.service.dataset("personnes"), person.uuid, by=SYSTEM)
    assert (
        f'<entity id="{person.uuid}"><deleted>true</deleted>' in client.get(address).body.decode()
    )


def test_the_same_content_again_changes_nothing(ground: Ground) -> None:
    client = ground.device("port")
    xml = met(client)
    spaced = xml.replace(b"><", b">\n  <")
    replies = [client.send(each).status for each in (xml, xml, spaced)]
    assert replies == [201, 201, 201]
    assert Submission.objects.count() == 1
    assert [each.version for each in ground.records()] == [1]
    assert [each.version for each in ground.records("rencontres")] == [1]


def test_another_content_under_the_same_instance_is_kept_beside(ground: Ground) -> None:
    client = ground.device("port")
    xml = met(client)
    other = changed(xml, [("nouveau", "Un autre"), ("surnom", "Un autre")])
    assert [client.send(each).status for each in (xml, other, other)] == [201, 409, 409]
    first, rival = Submission.objects.order_by("pk")
    assert (rival.rival_of, rival.standing) == (first, "conflict")
    assert "Un autre" in rival.answers
    assert ground.records().get().data["surnom"] == "Le Breton"


def test_files_come_in_several_posts(ground: Ground) -> None:
    client = ground.device("port")
    xml = met(client, photo="1732.png")
    reply = client.send(xml, Accept="application/json")
    assert reply.status == 202
    assert b'"missing":["1732.png"]' in reply.body
    record = ground.records().get()
    assert "photo" not in record.data
    assert client.send(xml, {"other.png": PIXEL}).status == 202
    assert client.send(xml, {"1732.png": PIXEL}).status == 201
    record.refresh_from_db()
    assert record.data["photo"].startswith("attachment:")
    assert client.send(xml).status == 201
    assert Submission.objects.get().standing == "applied"


def test_files_that_come_at_once_are_in_the_first_version(ground: Ground) -> None:
    client = ground.device("port")
    assert client.send(met(client, photo="1732.png"), {"1732.png": PIXEL}).status == 201
    record = ground.records().get()
    assert record.version == 1
    assert record.data["photo"].startswith("attachment:")


def test_a_hostile_file_is_refused_and_the_answers_kept(ground: Ground) -> None:
    client = ground.device("port")
    reply = client.send(met(client, photo="a.png"), {"a.png": b"MZ\x90\x00not an image"})
    assert reply.status == 201
    kept = Submission.objects.get()
    assert [each["question"] for each in kept.problems] == ["a.png"]
    assert kept.files.get().refusal
    assert ground.records().get().data["surnom"] == "Le Breton"


def test_a_finished_submission_is_never_refused_for_what_it_says(ground: Ground) -> None:
    client = ground.device("port")
    xml = changed(met(client), [("age", "800"), ("besoins", "manger voler")])
    assert client.send(xml).status == 201
    kept = Submission.objects.get()
    assert kept.standing == "applied"
    assert {each["question"] for each in kept.problems} == {"Besoins", "Âge"}
    data = ground.records().get().data
    assert (data["surnom"], "age" in data) == ("Le Breton", False)


def test_an_unknown_version_is_kept_aside(ground: Ground) -> None:
    client = ground.device("port")
    xml = met(client).replace(b'version="1"', b'version="2031"')
    reply = client.send(xml)
    assert reply.status == 202
    assert Submission.objects.get().standing == "quarantined"
    assert not ground.records().exists()
    unknown = client.send(
        b'<data id="autre"><a>1</a><meta><instanceID>uuid:1</instanceID></meta></data>'
    )
    assert unknown.status == 202


def test_an_edit_replaces_what_came_before_and_both_are_kept(ground: Ground) -> None:
    client = ground.device("port")
    xml = met(client, photo="a.png")
    client.send(xml, {"a.png": PIXEL})
    first = Submission.objects.get()
    edit = with_instance(xml, f"uuid:{uuids.uuid4()}", first.instance)
    edit = changed(edit, [("age", "53")])
    assert client.send(edit).status == 201
    later = Submission.objects.exclude(pk=first.pk).get()
    assert (later.replaces, later.standing) == (first, "applied")
    person = ground.records().get()
    assert (person.version, person.data["age"]) == (2, 53)
    assert person.data["photo"].startswith("attachment:")
    assert later.files.get().attachment == first.files.get().attachment
    assert "<age>52</age>" in Submission.objects.get(pk=first.pk).answers


def test_what_is_no_submission_is_told(ground: Ground) -> None:
    client = ground.device("port")
    told = {client.send(each).status for each in (b"", b"<a", b"<a/>", b"<!DOCTYPE a><a id='x'/>")}
    assert told == {400}
    assert ask("POST", f"{client.base}submission").status == 400
    assert not Submission.objects.exists()


def test_a_form_of_another_role_is_refused(ground: Ground) -> None:
    volunteer = ground.device("port", "benevole")
    xml = b'<data id="suivi" version="1"><meta><instanceID>uuid:7</instanceID></meta></data>'
    assert volunteer.send(xml).status == 403
    assert not Submission.objects.exists()


def test_keys_are_shown_in_the_path_or_in_a_header(ground: Ground) -> None:
    client = ground.device("port")
    key = client.base.split("/")[2]
    base = "/s/terrain/_openrosa/"
    basic = base64.b64encode(f"tablette:{key}".encode()).decode()
    for header in (f"Bearer {key}", f"Basic {basic}"):
        assert ask("GET", f"{base}formList", headers={"Authorization": header}).status == 200
    refused = ask("GET", f"{base}formList")
    assert (refused.status, refused.headers["WWW-Authenticate"][:5]) == (401, "Basic")
    quiet = ask("GET", f"{base}formList", headers={"Accept": "application/json"})
    assert (quiet.status, "WWW-Authenticate" in quiet.headers) == (401, False)


def test_a_revoked_key_opens_nothing_from_that_moment(ground: Ground) -> None:
    client = ground.device("port")
    assert client.get("formList").status == 200
    revoke_device(ground.keys["maraudeur port"], by=None)
    assert client.get("formList").status == 401
    assert client.send(b"<a/>").status == 401


def test_the_device_of_someone_who_left_opens_nothing(ground: Ground) -> None:
    amel = ground.person("amel", "maraudeur", "port")
    client = ground.device("port", person=amel)
    assert client.get("formList").status == 200
    amel.grants.all().delete()
    assert client.get("formList").status == 401


def test_a_receipt_is_signed_and_is_the_same_each_time(ground: Ground) -> None:
    import json

    client = ground.device("port")
    xml = met(client)
    bodies = [json.loads(client.send(xml, Accept="application/json").body) for _ in range(2)]
    assert bodies[0]["receipt"] == bodies[1]["receipt"]
    receipt = Receipt(**bodies[0]["receipt"])
    assert is_ours(receipt, bodies[0]["signature"])
    assert not is_ours(Receipt(**{**bodies[0]["receipt"], "sha256": "0"}), bodies[0]["signature"])
    assert receipt.instance == Submission.objects.get().instance


def test_reading_a_register_and_sending_are_journaled(ground: Ground) -> None:
    client = ground.device("port")
    client.send(met(client))
    client.entities("personnes", "rencontre")
    device = ground.keys["maraudeur port"]
    acts = JournalEntry.objects.order_by("pk").values_list("action", "object_kind")
    assert ("submission.received", "rencontre") in acts
    read = JournalEntry.objects.get(action="records.read")
    assert (read.object_kind, read.object_id) == ("personnes", str(device.uuid))
    assert "surnom" in read.fields
