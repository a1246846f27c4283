"""The command line keeps to the declared host as the pages do: a sensitive service stays closed."""

from pathlib import Path

from tests.cli.test_check import lieu
from tests.kernel.services.folders import service

MANIFEST = """
languages: [fr]
privacy:
  purpose: {fr: Essayer.}
  legal_basis: public-interest
  sensitivity: social
  retention:
    gens: {keep: P1Y, since: vu, then: delete}
datasets:
  gens:
    title: {fr: Gens}
    label: "{nom}"
    access: {signed-in: {read: all}}
    fields:
      vu: {type: date, title: {fr: Vu le}}
      nom: {type: text, title: {fr: Nom}}
"""


def test_export_waits_for_a_declared_host(tmp_path: Path) -> None:
    service(tmp_path / "place" / "services", MANIFEST)
    refused = lieu("export", "essai", "gens", "--data", "place", here=tmp_path)
    assert refused.returncode == 1
    assert "LIEU_DECLARED_HOST" in refused.stderr
    assert refused.stdout == ""
