"""`lieu load` as an operator runs it, on a place of its own."""

import csv
import json
from pathlib import Path

import pytest

from lieucommun.settings import environment
from tests.cli.test_import import lieu
from tests.place import SERVICES
from tests.requirements import require

MANIFEST = """\
service: essai
version: 1.0.0
title: {fr: Essai}
summary: {fr: Un essai de rien.}
languages: [fr]
privacy: none
tables:
  aides:
    grain: id
    columns: {id: text, lieu: territory, annee: year, montant: money}
sources:
  aides: {file: sources/aides.yaml, into: aides}
pages: []
"""
SOURCE = """\
title: Aides de l’État
provenance: {publisher: État, licence: LO-2.0}
geography: 2026
columns:
  id: id
  lieu: {commune: insee}
  annee: {value: "{year}"}
  montant: {column: [montant, Montant (€)], decimal: ","}
years: {2018: {}, 2019: {columns: {montant: Montant 2019}}}
"""


def place(root: Path) -> None:
    folder = root / "services" / "essai"
    (folder / "sources").mkdir(parents=True)
    (folder / "service.yaml").write_text(MANIFEST, "utf-8")
    (folder / "sources" / "aides.yaml").write_text(SOURCE, "utf-8")


def test_a_file_is_tried_loaded_listed_and_replaced(tmp_path: Path) -> None:
    place(tmp_path)
    file, rejects = tmp_path / "aides.csv", tmp_path / "rejets.csv"
    file.write_text("id;insee;montant\na;44109;12,50\nb;44109;douze\nc;99999;1\n", "utf-8")
    sent = ("load", "essai", "aides", str(file), "--format", "json")
    code, said = lieu(tmp_path, *sent, "--dry-run")
    told = json.loads(said)
    assert (code, told["rows"], told["rejects"], told["load"]) == (0, 2, 1, None)
    assert json.loads(lieu(tmp_path, "load", "essai", "--list", "--format", "json")[1]) == {
        "sources": [
            {
                "source": "aides",
                "table": "aides",
                "title": "Aides de l’État",
                "years": ["2018", "2019"],
                "loads": [],
            }
        ],
        "text": "aides  →  aides  Aides de l’État",
    }
    code, said = lieu(tmp_path, *sent, "--rejects", str(rejects), "--language", "en")
    told = json.loads(said)
    assert (code, told["year"], told["totals"]["montant"]) == (0, "2018", "13.50")
    assert told["unlocated"]["commune"] == 1
    assert [each["reason"] for each in told["first_rejects"]] == [
        "Line 3, column “montant”: “douze” is no amount."
    ]
    with rejects.open(encoding="utf-8-sig", newline="") as lines:
        assert list(csv.DictReader(lines)) == [
            {
                "sheet": "",
                "line": "3",
                "column": "montant",
                "header": "montant",
                "text": "douze",
                "reason": "Line 3, column “montant”: “douze” is no amount.",
            }
        ]
    file.write_text("id;insee;Montant 2019\na;44109;1\n", "utf-8")
    assert json.loads(lieu(tmp_path, *sent)[1])["year"] == "2019"
    listed = json.loads(lieu(tmp_path, "load", "essai", "--list", "--format", "json")[1])
    assert [(each["year"], each["rows"]) for each in listed["sources"][0]["loads"]] == [
        ("2018", 2),
        ("2019", 1),
    ]
    code, said = lieu(tmp_path, "load", "essai", "aides", str(file), "--language", "en")
    assert (code, "1 row loaded, 0 rejected" in said) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("essai",), "--list"),
        (("essai", "aides"), "--list"),
        (("essai", "aides", "absent.csv"), "absent.csv"),
        (("essai", "rien", "absent.csv"), "aides"),
        (("rien", "aides", "absent.csv"), "rien"),
        (("essai", "aides", "aides.csv"), "Montant 2019"),
        (("essai", "aides", "aides.csv", "--year", "1789x"), "montant"),
        (("essai", "aides", "photo.csv"), "PNG"),
        (("essai", "aides", "http://127.0.0.1/aides.csv"), "HTTPS"),
        (("essai", "aides", "https://127.0.0.1/aides.csv"), "HTTPS"),
    ],
)
def test_what_cannot_be_loaded_is_told_in_a_sentence(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    place(tmp_path)
    (tmp_path / "aides.csv").write_text("id;insee;somme\na;44109;1\n", "utf-8")
    (tmp_path / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    code, said = lieu(tmp_path, "load", *arguments, "--language", "en")
    assert code in {1, 2}
    assert words in said
    assert "Traceback" not in said


def test_the_grants_of_2018_are_loaded_from_the_published_file(tmp_path: Path) -> None:
    require("samples")
    folder = tmp_path / "services"
    folder.mkdir()
    (folder / "smart").symlink_to(SERVICES / "smart")
    file = environment.SAMPLES.path() / "territories" / "Projets_DI_2018.ods"
    sent = ("load", "smart", "detr-dsil-2018", str(file), "--format", "json")
    code, said = lieu(tmp_path, *sent)
    told = json.loads(said)
    assert (code, told["rows"], told["rejects"]) == (0, 26_295, 0)
    assert [
        (each["value"], each["rows"], each["montant"]) for each in told["by"]["dispositif"]
    ] == [
        ("DETR", 21_474, "1004584661.50"),
        ("DSIL", 4_821, "621872436.71"),
    ]
    assert (told["digits"]["montant"]["gap"], told["digits"]["montant"]["residues"]) == (
        "0.99",
        984,
    )


def test_figures_are_made_with_the_load(tmp_path: Path) -> None:
    """The first person who opens the page does not wait for them."""
    place(tmp_path)
    manifest = tmp_path / "services" / "essai" / "service.yaml"
    declared = "indicators:\n  total: {title: Total, formula: sum(aides.montant), unit: €}\n"
    manifest.write_text(manifest.read_text("utf-8") + declared, "utf-8")
    file = tmp_path / "aides.csv"
    file.write_text("id;insee;montant\na;44109;12,50\n", "utf-8")
    sent = ("load", "essai", "aides", str(file), "--year", "2018")
    assert lieu(tmp_path, *sent, "--dry-run")[0] == 0
    assert list(tmp_path.rglob("total.parquet")) == []
    assert lieu(tmp_path, *sent)[0] == 0
    assert len(list(tmp_path.rglob("total.parquet"))) == 1
