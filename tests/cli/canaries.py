"""A place in which someone's data went everywhere that it may: `python -m tests.cli.canaries ACT`.

Played in processes of their own on the place that the environment tells, as commands are:
`write` puts a canary wherever the code puts what people enter; `night DAYS` does what every night
does, some days later; `rows` counts the tables that hold one, as JSON.
"""

import datetime as dt
import io
import json
import sys
from typing import Any

from lieucommun.cli.place import open_place, prepare_place

#: What a grep would look for, by field.
VALUES = {
    "nom": "Zqcanaryname",
    "courriel": "zqcanary@example.org",
    "telephone": "+33612345678",
    "note": "Zqcanarynote",
    "metier": "Zqcanaryjob",
    "naissance": "1987",
    "arrivee": "2019-05-17T10:11:12Z",
    "position": "45.439695,4.387178",
}
REJECTED = "anaryreject"
CONTENT = "anarycontent"
FILE = "anaryfile"
#: The year alone is in too many other numbers.
CANARIES = ["anaryname", "zqcanary@", "33612345678", "anarynote", "anaryjob", "10:11:12", "439695"]
CANARIES += [FILE, CONTENT, REJECTED]
MANIFEST = """
languages: [fr]
privacy:
  purpose: {fr: Essayer.}
  legal_basis: consent
  sensitivity: personal
  recipients: [{fr: La mission locale}]
  retention: {gens: {keep: P1Y, since: vu, then: THEN}}
roles:
  chef: {title: {fr: Chef}, oversees: true}
pages:
  - {path: '', block: pages, title: {fr: Accueil}, file: accueil.md}
  - {path: gens, block: directory, title: {fr: Les gens}, dataset: gens, for: [chef]}
webhooks:
  suivi: {title: {fr: Suivi}, dataset: gens, on: [record.created, record.updated]}
datasets:
  gens:
    title: {fr: Gens}
    label: "{nom}"
    access: {chef: {read: all, create: true, update: all, delete: all}}
    fields:
      vu: {type: date, title: {fr: Vu le}}
      nom: {type: text, personal: identifying, search: true, sort: true, title: {fr: nom}}
      courriel: {type: email, personal: identifying, title: {fr: courriel}}
      telephone: {type: phone, personal: identifying, title: {fr: telephone}}
      note: {type: longtext, personal: sensitive, search: true, title: {fr: note}}
      metier: {type: text, personal: indirect, sort: true, title: {fr: metier}}
      naissance: {type: year, personal: indirect, sort: true, title: {fr: naissance}}
      arrivee: {type: datetime, personal: indirect, title: {fr: arrivee}}
      position: {type: point, personal: indirect, title: {fr: position}}
      piece: {type: file, personal: identifying, title: {fr: piece}}
"""
CHIEF = "c@example.org"


def write() -> None:
    """Enter the canary on a screen, by the API, in a file; export it, and take it away."""
    from django.utils import timezone

    from lieucommun.kernel.datasets.actions import delete_record, update_record
    from lieucommun.kernel.datasets.models import Record
    from lieucommun.kernel.people.actions import grant_role
    from lieucommun.kernel.people.models import Person
    from lieucommun.kernel.people.queries import viewer_for
    from lieucommun.kernel.services.registry import open_service
    from lieucommun.kernel.webhooks.actions import set_address

    chief = Person.objects.create_user(CHIEF, name="C")
    grant_role(CHIEF, "essai", "chef")
    by = viewer_for(chief, "essai")
    set_address("essai", "suivi", "https://example.org/", by=chief)
    gens = open_service("essai").dataset("gens")
    eve = (timezone.localdate() - dt.timedelta(days=364)).isoformat()
    values = {**VALUES, "vu": eve}
    by_program(chief, values)
    brought(gens, values, by)
    records = list(Record.objects.filter(service__slug="essai").order_by("pk"))
    for record in records:
        held(record)
        update_record(gens, record.uuid, {"note": "Zqcanarynote bis"}, by=by)
    delete_record(gens, records[0].uuid, by=by)
    taken(chief)
    work()


def by_program(chief: Any, values: dict[str, str]) -> None:
    """Create two records by the API, under keys that may be sent again."""
    from django.test import Client

    from lieucommun.kernel.tokens.actions import Scope, create_token

    text = create_token("essai", of=chief, scope=Scope(writes=True), days=30, by=chief)[1]
    client = Client(headers={"Authorization": f"Bearer {text}", "Host": "localhost"})
    records = "/api/services/essai/datasets/gens/records"
    for key in ("a", "b"):
        body = json.dumps({"data": values})
        answer = client.post(
            records, body, content_type="application/json", headers={"Idempotency-Key": key}
        )
        if answer.status_code != 201:
            raise SystemExit(answer.content.decode())


def brought(gens: Any, values: dict[str, str], by: Any) -> None:
    """Send a file of records, one of which is refused, and bring the other in."""
    from lieucommun.kernel.datasets.sending.actions import bring, receive, try_file

    bad = {**values, "naissance": f"Zqc{REJECTED}"}
    lines = [";".join(values), ";".join(values.values()), ";".join(bad.values())]
    sent = receive(gens, ["\n".join(lines).encode()], "gens.csv", by=by)
    try_file(gens, sent, sent.targets, by=by)
    work()
    bring(gens, sent, by=by)
    work()


def held(record: Any) -> None:
    """Give a record a file whose name and content tell something."""
    from lieucommun.kernel.files.actions import claim, keep

    content = f"nom,note\na,zqc{CONTENT}\n".encode()
    file = keep(io.BytesIO(content), name=f"zqc{FILE}.csv", service="essai", purpose="file")
    claim(file.uuid, dataset="gens", record=record.uuid, field="piece")


def taken(chief: Any) -> None:
    """Have exports of the records prepared, in every format."""
    from lieucommun.kernel.datasets.saved.actions import prepare
    from lieucommun.kernel.datasets.saved.kinds import KINDS
    from lieucommun.kernel.datasets.saved.queries import opened_for

    opened = opened_for(chief, "essai", "gens", "fr")
    if opened is None:
        raise SystemExit("the page of the records is closed")
    for kind in KINDS:
        prepare(opened, "q=zqcanaryname", kind, by=chief)


def work() -> None:
    """Do what is in the queue, but what goes to other sites; a job that fails ends this."""
    from lieucommun.kernel.jobs.claiming import claim
    from lieucommun.kernel.jobs.models import Job
    from lieucommun.kernel.jobs.working import execute

    Job.objects.filter(name__startswith="webhooks.").update(state="cancelled")
    while job := claim("canaries"):
        execute(job)
        job.refresh_from_db()
        if job.state != "done":
            raise SystemExit(f"{job.name}: {job.state} {job.failure} {job.reason}")


def night(days: str) -> None:
    """Do what comes back by itself, as if some days had passed."""
    from django.utils import timezone

    ahead = dt.timedelta(days=int(days))
    timezone.now = lambda: dt.datetime.now(dt.UTC) + ahead
    from lieucommun.kernel.jobs.actions import enqueue
    from lieucommun.kernel.jobs.registry import known

    nightly = [each for each in known().values() if each.timing and each.timing.at]
    for each in sorted(nightly, key=lambda each: (each.timing.at, each.name)):
        enqueue(each.name)
        work()
    from lieucommun.kernel.datasets.retention.reclaiming import reclaim

    if not reclaim():
        raise SystemExit("something reads the database")


def rows() -> None:
    """Print how many rows of each table hold a canary."""
    from django.apps import apps

    found: dict[str, int] = {}
    for model in apps.get_models():
        for row in model._base_manager.values_list():
            text = repr(row)
            if any(each in text for each in CANARIES):
                found[model._meta.db_table] = found.get(model._meta.db_table, 0) + 1
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    open_place()
    prepare_place(quiet=True)
    from lieucommun.kernel.services.registry import synchronise

    synchronise()
    globals()[sys.argv[1]](*sys.argv[2:])
