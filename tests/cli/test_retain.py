"""A canary person, everywhere before `lieu retain` and nowhere after it."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_check import lieu
from tests.kernel.services.folders import service

KINDS = {
    "nom": ("{type: text, personal: identifying, search: true, sort: true}", "Zqcanaryname"),
    "courriel": ("{type: email, personal: identifying}", "zqcanary@example.org"),
    "telephone": ("{type: phone, personal: identifying}", "+33612345678"),
    "note": ("{type: longtext, personal: sensitive, search: true}", "Zqcanarynote"),
    "metier": ("{type: text, personal: indirect, sort: true}", "Zqcanaryjob"),
    "naissance": ("{type: year, personal: indirect, sort: true}", "1987"),
    "arrivee": ("{type: datetime, personal: indirect}", "2019-05-17T10:11:12Z"),
    "position": ("{type: point, personal: indirect}", "45.439695,4.387178"),
}
#: What a grep would look for; the year alone is in too many other numbers.
CANARIES = ["anaryname", "zqcanary@", "33612345678", "anarynote", "anaryjob", "10:11:12", "439695"]
#: What the record's own file is called and says, in the store.
CANARIES += ["anaryfile", "anarycontent"]
HEAD = """
languages: [fr]
privacy:
  purpose: {fr: Essayer.}
  legal_basis: consent
  sensitivity: personal
  retention:
    gens: {keep: P1Y, since: vu, then: THEN}
roles:
  chef: {title: {fr: Chef}}
datasets:
  gens:
    title: {fr: Gens}
    label: "{nom}"
    access: {chef: {read: all, create: true, update: all, delete: all}}
    fields:
      vu: {type: date, title: {fr: Vu le}}
"""
WRITE = """
import json, sys
from lieucommun.cli.place import open_place, prepare_place
open_place(); prepare_place(quiet=True)
from lieucommun.kernel.services.registry import open_service, synchronise
from lieucommun.kernel.datasets.actions import SYSTEM, create_record, delete_record, update_record
synchronise()
gens = open_service("essai").dataset("gens")
values = json.loads(sys.argv[1])
old = create_record(gens, {**values, "vu": "2020-01-02"}, by=SYSTEM)
update_record(gens, old.uuid, {"note": "Zqcanarynote bis"}, by=SYSTEM)
import io
from lieucommun.kernel.files.actions import claim, keep
for record in (old,):
    file = keep(io.BytesIO(b"nom,note\\na,zqcanarycontent\\n"), name="zqcanaryfile.csv",
                service="essai", purpose="file")
    claim(file.uuid, dataset="gens", record=record.uuid, field="piece")
gone = create_record(gens, {**values, "vu": "2020-01-02"}, by=SYSTEM)
delete_record(gens, gone.uuid, by=SYSTEM)
create_record(gens, {"nom": "Recent", "vu": "2026-01-02"}, by=SYSTEM)
print(old.uuid)
"""


@pytest.fixture
def here(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    fields = "".join(
        f"      {name}: {kind[:-1]}, title: {{fr: {name}}}}}\n" for name, (kind, _) in KINDS.items()
    )
    head = HEAD.replace("THEN", request.param)
    service(tmp_path / "place" / "services", head + fields)
    return tmp_path


def written(here: Path) -> str:
    values = {name: value for name, (_, value) in KINDS.items()}
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LIEU_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-c", WRITE, json.dumps(values)],
        cwd=here,
        env={**kept, "LIEU_DATA": str(here / "place")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def on_disk(here: Path) -> set[str]:
    """The canaries found in any file of the place."""
    files = [path.read_bytes() for path in (here / "place").rglob("*") if path.is_file()]
    return {canary for canary in CANARIES if any(canary.encode() in data for data in files)}


def backed_up(here: Path) -> set[str]:
    """The canaries found in fresh backups of the database, by both ways of SQLite."""
    source = sqlite3.connect(here / "place" / "place.sqlite3")
    copy = sqlite3.connect(here / "copy.sqlite3")
    source.backup(copy)
    source.execute("VACUUM INTO ?", [str(here / "vacuumed.sqlite3")])
    for connection in (source, copy):
        connection.close()
    data = [(here / name).read_bytes() for name in ("copy.sqlite3", "vacuumed.sqlite3")]
    return {canary for canary in CANARIES if any(canary.encode() in each for each in data)}


def exported(here: Path) -> str:
    at = ("--data", "place")
    lieu("person", "add", *at, "--email", "c@example.org", "--name", "C", here=here)
    who = ("--person", "c@example.org", "--service", "essai", "--role", "chef")
    lieu("grant", *at, *who, here=here)
    done = lieu("export", "essai", "gens", *at, "--as", "c@example.org", here=here)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("here", ["delete", "anonymise"], indirect=True)
def test_a_canary_is_everywhere_then_nowhere(here: Path) -> None:
    written(here)
    assert on_disk(here) == set(CANARIES)
    told = lieu("retain", "--data", "place", "--dry-run", "--format", "json", here=here)
    assert told.returncode == 0, told.stderr
    (line,) = json.loads(told.stdout)["lines"]
    assert (line["due"], line["done"], line["histories"]) == (1, 0, 1)
    assert line["oldest"].startswith("2021-01-02")
    assert on_disk(here) == set(CANARIES)

    done = lieu("retain", "essai", "--data", "place", here=here)
    assert done.returncode == 0, done.stderr
    assert "essai gens (P1Y since vu): 1 " in done.stdout
    assert "1 histories of deleted records" in done.stdout
    assert on_disk(here) == set()
    export = exported(here)
    assert "Recent" in export
    assert [canary for canary in CANARIES if canary in export] == []
    assert backed_up(here) == set()

    again = lieu("retain", "--data", "place", "--format", "json", here=here)
    (line,) = json.loads(again.stdout)["lines"]
    assert (line["due"], line["done"], line["histories"]) == (0, 0, 0)


@pytest.mark.parametrize("here", ["delete"], indirect=True)
def test_a_held_canary_stays_until_its_release(here: Path) -> None:
    uuid = written(here)
    at = ("--data", "place")
    refused = lieu("retain", *at, "--hold", uuid, here=here)
    assert (refused.returncode, "--reason" in refused.stderr) == (2, True)
    held = lieu("retain", *at, "--hold", uuid, "--reason", "Contentieux", here=here)
    assert held.stdout == f"{uuid} is held: Contentieux\n"
    done = lieu("retain", *at, here=here)
    assert "0 deleted" in done.stdout
    assert "1 held" in done.stdout
    assert "anaryname" in on_disk(here)
    assert lieu("retain", *at, "--release", uuid, here=here).stdout == f"{uuid} is released.\n"
    lieu("retain", *at, here=here)
    assert on_disk(here) == set()


@pytest.mark.parametrize("here", ["delete"], indirect=True)
def test_unknown_names_are_said(here: Path) -> None:
    unknown = lieu("retain", "autre", "--data", "place", here=here)
    assert (unknown.returncode, "No service `autre`" in unknown.stderr) == (1, True)
    nobody = "00000000-0000-0000-0000-000000000000"
    absent = lieu("retain", "--data", "place", "--release", nobody, here=here)
    assert (absent.returncode, nobody in absent.stderr) == (1, True)
