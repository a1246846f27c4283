"""A table of 300,000 rows: paged to its end, sorted and searched, from its loads and its copy."""

import csv
import io

import pytest
from django.test import Client

from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.tables.browsing.copies import copied, make
from lieucommun.kernel.tables.queries import current
from tests.ending import ending
from tests.screen import words

from .conftest import Many
from .test_screens import TABLE, column, foot, get

pytestmark = pytest.mark.django_db
ROWS = 300_000
SIZE = 200_000


def test_many_rows_are_paged_sorted_and_searched(
    client: Client, many: Many, smart: LoadedService
) -> None:
    many(ROWS)
    with ending():
        _read(client)
    (job,) = Job.objects.filter(name="tables.copy")
    assert (job.service, job.arguments) == ("smart", {"table": "subventions"})
    stored, spec = current("smart", "subventions"), smart.manifest.tables["subventions"]
    assert stored is not None
    make(stored, spec)
    assert copied(stored, spec) is not None
    with ending():
        _read(client)


def _read(client: Client) -> None:
    first = get(client)
    assert column(first, 0)[:2] == ["n0000000", "n0000001"]
    assert len(first.rows()) == 50
    assert foot(first)[-1] == "44,999,925,000.00"
    assert first.texts("div", class_="count")[0].startswith("300,000 rows · lines 1 to 50")
    last = get(client, "page=6000")
    assert column(last, 0)[-1] == "n0299999"
    assert [each for each in last.links() if each in {"Previous", "Next"}] == ["Previous"]
    assert column(get(client, "sort=-montant&page=2"), 0)[0] == "n0299949"
    assert column(get(client, "sort=-id"), 0)[0] == "n0299999"
    assert get(client, "page=6001").texts("h2")[0] == "Nothing on this page"
    found = get(client, "q=COMMUNE+ECOLE&beneficiaire.has=12345&annee.max=2018")
    assert len(found.rows()) == 10
    assert len(client.get(f"{TABLE}?rows=100").content) < SIZE


def test_many_rows_are_taken_away_whole(client: Client, many: Many) -> None:
    many(ROWS)
    with ending():
        answer = client.get(f"{TABLE}export.csv?cols=id,montant&sort=-montant")
        content = b"".join(answer)
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert lines[:2] == [["id", "montant"], ["n0299999", "299999.25"]]
    assert len(lines) == ROWS + 1


def test_a_file_that_would_be_cut_says_so(client: Client, many: Many) -> None:
    many(ROWS)
    page = get(client, "cols=id")
    (menu,) = [each for each in page.all("details", class_="menu") if "ODS" in words(each)]
    assert words(menu) == "Export CSV XLSX ODS the first 200,000 PARQUET JSON"
    narrow = get(client, "cols=id&annee.max=2018")
    assert "the first" not in narrow.text
