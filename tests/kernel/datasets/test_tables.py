"""Files as people send them: every format, every encoding, columns named as they name them."""

import csv
import io
import json
from collections.abc import Mapping

import pytest
import xlsxwriter
from django.utils import translation
from stream_write_ods import stream_write_ods

from lieucommun.kernel.datasets.actions import SYSTEM, create_record
from lieucommun.kernel.datasets.errors import NotAllowedError
from lieucommun.kernel.datasets.exchange.mapping import map_columns, reasons, rows
from lieucommun.kernel.datasets.exchange.refusals import RefusedFile
from lieucommun.kernel.datasets.exchange.rejects import write_rejects
from lieucommun.kernel.datasets.exchange.tables import read_table
from lieucommun.kernel.datasets.exchange.writers import WRITERS
from lieucommun.kernel.datasets.importing import ImportReport, Sent, import_records
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.viewer import Grant, Viewer
from tests.kernel.datasets.factories import SPEC, make_dataset, workshop

pytestmark = pytest.mark.django_db
CHIEF = Viewer(None, (Grant("chef"),))
TABLE = [
    ["code", "Nom", "Thème", "Année", "cout", "Jour"],
    ["a1", "Été", "sante|toit", 2001, "1 234,50 €", "23/11/2026"],
    ["a2", "=HYPERLINK(1)", "toit", 2002, "-0,5", "2026-11-24"],
]


def dated() -> Dataset:
    day = {"type": "date", "title": {"fr": "Jour", "en": "Day"}}
    return make_dataset(fields={**SPEC["fields"], "jour": day})


def as_csv(delimiter: str, encoding: str) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(TABLE)
    return buffer.getvalue().encode(encoding, errors="replace")


def as_xlsx(table: list[list[object]] = TABLE) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Ateliers")
        for rank, row in enumerate(table):
            sheet.write_row(rank, 0, row)
    return buffer.getvalue()


def as_ods() -> bytes:
    return b"".join(stream_write_ods([("Ateliers", tuple(TABLE[0]), map(tuple, TABLE[1:]))]))


def as_json() -> bytes:
    items = [dict(zip(TABLE[0], row, strict=True)) for row in TABLE[1:]]
    return json.dumps({"items": items}).encode()


def take(
    dataset: Dataset, content: bytes, mapping: Mapping[str, str] | None = None, **options: object
) -> tuple[ImportReport, bytes]:
    table = read_table(content)
    mapped = map_columns(dataset, table, mapping or {})
    options = {"strict": False, "sent": Sent("x", mapped.fields), **options}
    report = import_records(dataset, rows(dataset, table, mapped), **options)  # type: ignore[arg-type]
    return report, b"".join(write_rejects(table, reasons(report.problems, mapped)))


@pytest.mark.parametrize(
    "content",
    [
        as_csv(",", "utf-8"),
        as_csv(";", "utf-8-sig"),
        as_csv("\t", "utf-16"),
        as_csv(";", "cp1252"),
        as_xlsx(),
        as_ods(),
        as_json(),
    ],
    ids=["csv", "csv-bom", "tsv-utf16", "csv-1252", "xlsx", "ods", "json"],
)
def test_the_same_table_in_every_format(content: bytes) -> None:
    dataset = dated()
    report, _ = take(dataset, content)
    assert (report.created, report.problems) == (2, ())
    found = [query(dataset, CHIEF).one(key).data for key in ("a1", "a2")]
    assert [each["nom"] for each in found] == ["Été", "=HYPERLINK(1)"]
    assert [each["cout"] for each in found] == ["1234.50", "-0.50"]
    assert [each["jour"] for each in found] == ["2026-11-23", "2026-11-24"]
    assert found[0]["theme"] == ["sante", "toit"]
    again, _ = take(dataset, content)
    assert (again.unchanged, again.number) == (2, None)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "json", "geojson"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_export_comes_back_unchanged(kind: str, language: str) -> None:
    dataset = make_dataset()
    values = {"position": "45.43, 4.39", "commune": "commune:42218", "nom": "+33"}
    for rank in (1, 2):
        create_record(dataset, workshop(rank, **values), by=SYSTEM)
    with translation.override(language):
        records = query(dataset, CHIEF).iterate()
        content = b"".join(WRITERS[kind].write(dataset, records, language))
        mapping = {"presentation": ""} if b"presentation" in content else {}
        report, _ = take(dataset, content, mapping if kind == "csv" else None)
    assert (report.unchanged, report.problems) == (2, ())


def test_rejects_are_corrected_and_sent_again() -> None:
    dataset = make_dataset()
    content = b"code;nom;annee\na1;Un;2001\na2;=Deux;hier\n;Trois;2003\n"
    report, rejects = take(dataset, content)
    assert (report.created, [each.line for each in report.problems]) == (1, [3, 4])
    text = rejects.decode("utf-8-sig")
    assert text.splitlines()[0] == "code;nom;annee;reason"
    assert "a2;'=Deux;hier;annee: " in text
    again, _ = take(dataset, text.replace("hier", "2002").replace("\n;", "\na3;").encode())
    assert (again.created, again.problems) == (2, ())
    assert query(dataset, CHIEF).one("a2").data["nom"] == "=Deux"


@pytest.mark.parametrize(
    ("header", "mapping", "code"),
    [
        ("code;prenom", {}, "unknown columns"),
        ("code;anée", {}, "unknown columns"),
        ("nom;annee", {}, "no key"),
        ("code;Nom;Name", {}, "both"),
        ("code;nom", {"nome": "nom"}, "mapping"),
        ("code;x", {"x": "prenom"}, "field"),
        ("code;nom;code", {}, "heading"),
        ("code;;nom", {}, "heading"),
    ],
)
def test_columns_that_fill_no_field_are_said(
    header: str, mapping: dict[str, str], code: str
) -> None:
    with pytest.raises(RefusedFile) as refused:
        take(make_dataset(), f"{header}\n1;2\n".encode(), mapping)
    assert refused.value.code == code


def test_a_near_name_is_suggested_and_a_mapping_settles_it() -> None:
    dataset = make_dataset()
    content = "code;Nom;Anée;x\na1;Un;2001;rien\n".encode()
    with translation.override("fr"), pytest.raises(RefusedFile, match="annee"):
        take(dataset, content)
    report, _ = take(dataset, content, {"Anée": "annee", "x": ""})
    assert (report.created, query(dataset, CHIEF).one("a1").data["annee"]) == (1, 2001)


def test_a_sheet_is_chosen_by_name() -> None:
    with pytest.raises(RefusedFile, match="Ateliers"):
        read_table(as_xlsx(), sheet="Autre")
    assert read_table(as_xlsx(), sheet="Ateliers").count == 2


def test_hidden_fields_are_not_written_by_a_file() -> None:
    access = {"chef": {"read": "all", "create": True, "update": "all", "hide": ["note"]}}
    dataset = make_dataset(access=access)
    report, _ = take(dataset, b"code;nom;note\na1;Un;x\n", by=CHIEF)
    assert (report.created, [each.code for each in report.problems]) == (0, ["hidden"])
    report, _ = take(dataset, b"code;nom\na1;Un\n", by=CHIEF)
    assert report.created == 1
    with pytest.raises(NotAllowedError):
        take(dataset, b"code;nom\na1;Un\n", by=CHIEF, replace_all=True)


def test_values_that_others_hold_and_unknown_records_are_rejected() -> None:
    fields = {
        "code": {"type": "text", "title": "Code", "required": True},
        "badge": {"type": "text", "title": "Badge", "unique": True},
        "suite": {"type": "reference", "target": "ateliers", "title": "Suite"},
        "maison": {"type": "organisation", "title": "Maison"},
    }
    dataset = make_dataset(fields=fields, label="{code}")
    take(dataset, b"code;badge\na1;x\n")
    content = b"code;badge;suite;maison\nb1;x;;\nb2;;zz;\nb3;;b4;\nb4;;a1;\nb5;;;nulle\n"
    report, _ = take(dataset, content)
    assert report.created == 2
    assert [(each.line, each.code) for each in report.problems] == [
        (2, "unique"),
        (3, "missing"),
        (6, "organisation"),
    ]
