"""A file becomes rows of a table, and takes the place of the one before; nothing is lost."""

import json
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.utils import translation

from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.tables import queries
from lieucommun.kernel.tables.actions import Sent, UnknownSource, load
from lieucommun.kernel.tables.models import TableLoad
from lieucommun.kernel.tables.refusals import RefusedLoad
from lieucommun.kernel.tables.summary import as_text
from lieucommun.kernel.tables.telling import as_json

from .trials import ROWS, SOURCE, TABLE, changed, loaded, rows, service, stray

pytestmark = pytest.mark.django_db


def test_a_csv_becomes_rows_of_the_declared_types(tmp_path: Path) -> None:
    opened = service(tmp_path)
    load_ = loaded(opened, ROWS, tmp_path)
    assert (load_.rows, load_.rejects, load_.vintage, load_.state) == (3, 0, 2018, "current")
    assert rows(opened, "id", "genre", "lieu", "annee", "montant", "jour", "_line") == [
        ("a", "DETR", "commune:44109", 2018, Decimal("10.100000"), None, 2),
        ("b", "DSIL", "commune:44109", 2018, Decimal("20.200000"), None, 3),
        ("c", "DETR", "commune:35238", 2018, Decimal("30.300000"), None, 4),
    ]
    beside = ("published", "commune", "epci", "departement", "region", "why", "vintage")
    assert rows(opened, *(f"lieu__{part}" for part in beside))[0] == (
        "commune:44109", "44109", "244400404", "44", "52", "unchanged", 2018,
    )  # fmt: skip
    assert stray() == []


def test_the_report_adds_up_by_part_and_by_level(tmp_path: Path) -> None:
    told = as_json(loaded(service(tmp_path), ROWS + "d,DSIL,99999,0.405\n", tmp_path))
    assert told["totals"]["montant"] == "61.01"  # 61.005, half up
    assert told["totals"]["exact"] == {"montant": "61.005000"}
    assert told["digits"]["montant"] == {
        "exact": "61.005000", "rounded": "61.01", "row_by_row": "61.01", "gap": "0.00",
        "residues": 1, "cut": 0,
    }  # fmt: skip
    assert [(part["value"], part["rows"], part["montant"]) for part in told["by"]["genre"]] == [
        ("DETR", 2, "40.40"),
        ("DSIL", 2, "20.61"),
    ]
    assert told["unlocated"] == {
        "commune": 1, "epci": 1, "departement": 1, "region": 1, "country": 0,
    }  # fmt: skip
    for level in told["levels"].values():
        assert level["gap"] == {"rows": 0, "montant": "0.000000"}
    assert told["territories"]["changed"] == [
        {
            "published": "commune:99999", "today": None, "why": "unknown", "rows": 1,
            "montant": "0.41",
        }
    ]  # fmt: skip


def test_what_cannot_be_read_is_rejected_with_its_line_and_its_column(tmp_path: Path) -> None:
    text = ROWS + "d,DETR,44109,douze\n,DETR,44109,1\ne,DSIL,44109,\n"
    load_ = loaded(service(tmp_path), text, tmp_path)
    assert (load_.rows, load_.rejects) == (4, 2)
    assert [
        (each["line"], each["column"], each["header"], each["text"])
        for each in as_json(load_)["first_rejects"]
    ] == [(5, "montant", "montant", "douze"), (6, "id", "id", "")]


def test_a_new_file_takes_the_place_of_the_former_one(tmp_path: Path) -> None:
    opened = service(tmp_path)
    first = loaded(opened, ROWS, tmp_path)
    stamp = queries.stamp("essai")
    assert queries.stamp("essai") == stamp
    second = loaded(opened, "id,genre,commune,montant\nz,DETR,75056,1\n", tmp_path)
    assert queries.stamp("essai") != stamp
    assert rows(opened, "id") == [("z",)]
    first.refresh_from_db()
    assert (first.state, second.state) == ("former", "current")
    entries = JournalEntry.objects.filter(action="table.loaded").order_by("pk")
    assert [(each.service, each.object_id, each.count) for each in entries] == [
        ("essai", str(first.uuid), 3),
        ("essai", str(second.uuid), 1),
    ]


def test_a_table_holds_the_rows_of_all_its_sources(tmp_path: Path) -> None:
    other = {**changed(annee={"value": 2019}), "covers": ["region:52"]}
    opened = service(tmp_path, {"s": {**SOURCE, "covers": ["region:52", "region:53"]}, "t": other})
    loaded(opened, ROWS, tmp_path)
    loaded(opened, ROWS, tmp_path, source="t")
    stored = queries.current("essai", "aides")
    assert stored is not None
    assert (stored.rows, stored.covers) == (6, ("region:52",))
    assert rows(opened, "sum(montant)", order="1") == [(Decimal("121.200000"),)]


def test_each_year_of_a_source_stands_beside_the_others(tmp_path: Path) -> None:
    source = changed(annee={"value": "{year}"})
    source["years"] = {
        "2018": {},
        "2019": {"columns": {"montant": "Montant 2019"}, "geography": 2019},
    }
    opened = service(tmp_path, {"s": source})
    first = loaded(opened, ROWS, tmp_path)
    assert (first.year, first.vintage) == ("2018", 2018)
    text = ROWS.replace("montant", "Montant 2019")
    assert loaded(opened, text, tmp_path).year == "2019"
    assert loaded(opened, text, tmp_path, year="2019").year == "2019"
    assert rows(opened, "annee", order="annee") == [(2018,)] * 3 + [(2019,)] * 3
    with pytest.raises(RefusedLoad) as refused:
        loaded(opened, text, tmp_path, year="2018")
    assert refused.value.code == "header"
    assert loaded(opened, ROWS, tmp_path, year="2020").year == "2020"


def test_a_file_that_fits_several_years_must_be_told(tmp_path: Path) -> None:
    source = {**changed(annee={"value": "{year}"}), "years": {"2018": {}, "2019": {}}}
    opened = service(tmp_path, {"s": source})
    with pytest.raises(RefusedLoad) as refused:
        loaded(opened, ROWS, tmp_path)
    assert (refused.value.code, refused.value.params["choices"]) == ("years", ["2018", "2019"])
    assert loaded(opened, ROWS, tmp_path, file="aides-2019.csv").year == "2019"


def test_a_trial_keeps_nothing(tmp_path: Path) -> None:
    opened = service(tmp_path)
    assert loaded(opened, ROWS, tmp_path, trial=True).rows == 3
    with pytest.raises(RefusedLoad):
        loaded(opened, "rien\n", tmp_path, trial=True)
    assert (queries.current("essai", "aides"), TableLoad.objects.count()) == (None, 0)
    assert stray() == []


def test_a_refused_file_leaves_what_was_there_and_is_remembered(tmp_path: Path) -> None:
    opened = service(tmp_path)
    loaded(opened, ROWS, tmp_path)
    stamp = queries.stamp("essai")
    with pytest.raises(RefusedLoad) as refused:
        loaded(opened, ROWS.replace("montant", "Montants"), tmp_path)
    said = str(refused.value)
    assert ("montant" in said, "Montants" in said, "1" in said) == (True, True, True)
    assert queries.stamp("essai") == stamp
    assert [each.state for each in queries.loads_of("essai")] == ["failed", "current"]
    assert queries.loads_of("essai")[0].told["refused"] == "header"
    assert stray() == []


def test_a_source_about_another_file_loads_nothing(tmp_path: Path) -> None:
    opened = service(tmp_path)
    loaded(opened, ROWS, tmp_path)
    half = ROWS + "".join(f"{rank},DETR,44109,?\n" for rank in range(4))
    with pytest.raises(RefusedLoad) as refused:
        loaded(opened, half, tmp_path)
    assert (refused.value.code, refused.value.rejects[0][:2]) == ("mostly rejected", [5, "montant"])
    with pytest.raises(RefusedLoad) as refused:
        loaded(opened, ROWS.replace(".", "!"), tmp_path)
    assert (refused.value.code, len(refused.value.rejects)) == ("rejected", 3)
    assert "10!10" in str(refused.value)
    assert len(rows(opened, "id")) == 3


def test_rows_remain_when_the_table_is_declared_otherwise(tmp_path: Path) -> None:
    opened = service(tmp_path)
    loaded(opened, ROWS, tmp_path)
    columns = {**TABLE["columns"], "genre": "integer", "nouveau": "money", "annee": "text"}
    del columns["montant"]
    source = changed()
    del source["columns"]["montant"]
    other = service(tmp_path, {"s": source}, table={**TABLE, "columns": columns})
    assert rows(other, "id", "genre", "nouveau", "annee")[0] == ("a", None, None, "2018")


def test_an_unknown_source_or_year_is_told(tmp_path: Path) -> None:
    opened = service(tmp_path)
    with pytest.raises(UnknownSource) as unknown:
        load(opened, "x", Sent(tmp_path / "x.csv"))
    assert unknown.value.known == ("s",)
    with pytest.raises(RefusedLoad) as refused:
        loaded(opened, ROWS, tmp_path, year="1999")
    assert refused.value.code == "unknown year"
    with pytest.raises(RefusedLoad) as refused:
        load(opened, "s", Sent(tmp_path / "absent.csv"))
    assert refused.value.code == "missing"
    with pytest.raises(RefusedLoad) as refused:
        load(opened, "s", Sent(tmp_path))
    assert refused.value.code == "folder"


def test_stored_rows_say_where_they_come_from(tmp_path: Path) -> None:
    opened = service(tmp_path)
    loaded(opened, ROWS, tmp_path)
    stored = queries.current("essai", "aides")
    assert stored is not None
    (path,) = queries.paths(stored)
    kept = pq.read_schema(path).metadata[b"about"]
    told = json.loads(kept)
    assert (told["file"], told["licence"], told["publisher"]) == (
        "aides.csv", "LO-2.0", {"fr": "État"},
    )  # fmt: skip


def test_rows_that_cannot_be_told_apart_are_kept_and_told(tmp_path: Path) -> None:
    opened = service(tmp_path)
    load_ = loaded(opened, ROWS + "a,DSIL,44109,1\na,DSIL,44109,2\nd,DETR,44109,1\n", tmp_path)
    assert (load_.rows, load_.rejects) == (6, 0)
    assert as_json(load_)["repeated"] == {
        "looked": True, "rows": 2, "first": [{"grain": ["a"], "lines": [2, 5, 6]}],
    }  # fmt: skip
    with translation.override("en"):
        said = as_text(load_, opened.manifest.tables["aides"])
    assert "2 rows have the same values" in said
    assert "a : 2, 5, 6" in said
