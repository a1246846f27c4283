"""`lieu export --as`: what it shows of personal fields is in the journal, as a page would be."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.test_check import lieu
from tests.kernel.services.folders import service

MANIFEST = """
languages: [fr]
privacy:
  purpose: {fr: Essayer.}
  legal_basis: consent
  sensitivity: personal
  retention: {gens: {keep: P1Y, since: created, then: delete}}
roles: {chef: {title: {fr: Chef}}}
datasets:
  gens:
    title: {fr: Gens}
    label: "{nom}"
    access: {chef: {read: all}}
    fields: {nom: {type: text, title: {fr: Nom}, personal: identifying}}
"""
WRITE = """
from lieucommun.cli.place import open_place, prepare_place
open_place(); prepare_place(quiet=True)
from lieucommun.kernel.services.registry import open_service, synchronise
from lieucommun.kernel.datasets.actions import SYSTEM, create_record
from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Person
print(synchronise().problems)
create_record(open_service("essai").dataset("gens"), {"nom": "Zoe"}, by=SYSTEM)
print(Person.objects.create_user("amel@example.org", name="Amel").pk)
grant_role("amel@example.org", "essai", "chef")
"""


def test_what_a_person_takes_away_is_journaled(tmp_path: Path) -> None:
    service(tmp_path / "ici" / "services", MANIFEST)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LIEU_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-c", WRITE],
        cwd=tmp_path,
        env={**kept, "LIEU_DATA": str(tmp_path / "ici")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    amel = int(done.stdout.split()[-1])
    told = lieu(
        "export", "essai", "gens", "--as", "amel@example.org", "--data", "ici", here=tmp_path
    )
    assert "Zoe" in told.stdout
    shown = lieu(
        "journal", "show", "--service", "essai", "--last", "1", "--data", "ici", "--format", "json",
        here=tmp_path,
    )  # fmt: skip
    (entry,) = json.loads(shown.stdout)
    assert (entry["action"], entry["person"], entry["object_kind"], entry["count"]) == (
        "records.read",
        amel,
        "gens",
        1,
    )
    assert entry["fields"] == ["nom"]
