"""Documents: made once, told to who reads what they tell, verified by their code."""

import datetime as dt
import io
import uuid as uuids
from collections.abc import Iterator

import pikepdf
import pytest
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.documents.actions import produce
from lieucommun.kernel.documents.blocks import blocks_of, spans_of
from lieucommun.kernel.documents.codes import new_code, read_code
from lieucommun.kernel.documents.models import Delivered
from lieucommun.kernel.documents.printing import Paper, UnprintablePaper, printed
from lieucommun.kernel.documents.queries import documents_of, verified
from lieucommun.kernel.files.actions import discard_of
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.files.queries import open_attachment
from lieucommun.kernel.journal.models import JournalEntry
from tests.kernel.workflows.place import MONDAY, Desk, at, opened, work

DAY = dt.date(2026, 3, 2)


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    del db
    with at(MONDAY), opened() as service:
        found = Desk(service)
        found.person("amel", "demandeur")
        found.person("bo", "agent")
        yield found


def made(desk: Desk, record: Record) -> Delivered:
    return produce(desk.service, "accord", dataset=desk.dataset, record=record.uuid)


def pdf_of(document: Delivered) -> "pikepdf.Pdf":
    return pikepdf.open(io.BytesIO(b"".join(open_attachment(document.file))))


def test_a_step_delivers_its_document_with_its_code(desk: Desk) -> None:
    record = desk.file()
    desk.move(record, "instruire", "bo")
    desk.move(record, "accepter", "bo")
    work()
    work()
    document = Delivered.objects.get()
    assert (document.title, document.fields, document.specimen) == (
        "Accord",
        ["montant", "nom", "relais"],
        True,
    )
    entry = JournalEntry.objects.get(action="document.delivered")
    assert (entry.object_id, entry.fields) == (str(record.uuid), ["montant", "nom", "relais"])
    assert verified(document.code.replace("-", " ").lower()) == document
    assert document.file.record == record.uuid


def test_a_document_is_tagged_titled_and_archivable(desk: Desk) -> None:
    with pdf_of(made(desk, desk.file())) as pdf:
        told = str(pdf.Root.Metadata.read_bytes(), "utf-8")
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("fr", True)
        assert "<pdfuaid:part>1</pdfuaid:part>" in told
        assert "<pdfaid:part>2</pdfaid:part>" in told
        assert ">Accord<" in told


def test_who_does_not_read_all_it_tells_does_not_open_it(desk: Desk) -> None:
    desk.person("eva", "expert")
    record = desk.file()
    document = made(desk, record)
    Delivered.objects.update(fields=["nom", "sante"])
    for name, titles in (("amel", ["Accord"]), ("bo", ["Accord"]), ("eva", [])):
        seen = query(desk.dataset, desk.viewer(name)).get(record.uuid)
        assert [each.title for each in documents_of(seen)] == titles
        client = Client()
        client.force_login(desk.people[name])
        answer = client.get(reverse("document", args=[document.uuid]))
        assert answer.status_code == (200 if titles else 404)
    assert Client().get(reverse("document", args=[document.uuid])).status_code == 404
    assert Client().get(reverse("document", args=[uuids.uuid4()])).status_code == 404


def test_an_authority_delivers_no_specimen(desk: Desk) -> None:
    with override_settings(DECLARED_AUTHORITY=frozenset({"guichet"})):
        assert made(desk, desk.file()).specimen is False


def test_a_document_goes_with_its_record(desk: Desk) -> None:
    record = desk.file()
    made(desk, record)
    discard_of(record.uuid)
    files = Attachment.objects.filter(purpose="document")
    assert (Delivered.objects.count(), files.count()) == (0, 0)


def test_the_page_of_verification_tells_the_title_and_the_day_alone(desk: Desk) -> None:
    document = made(desk, desk.file(nom="Amel Secrète"))
    page = Client().get(reverse("verify"), {"code": document.code.lower()})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Accord" in text
    assert "Guichet d’essai" in text
    assert "2 mars 2026" in text
    assert "Secrète" not in text
    unknown = Client().get(reverse("verify"), {"code": new_code()})
    garbage = Client().get(reverse("verify"), {"code": "<script>"})
    assert [page.status_code for page in (unknown, garbage)] == [404, 404]
    assert "<script>" not in garbage.content.decode().partition("<form")[2].partition("</form")[0]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("4f7k2m9tqx5b", "4F7K-2M9T-QX5B"),
        (" 4F7K – 2M9T - QX5B ", "4F7K-2M9T-QX5B"),
        ("oOiI-lL00-1111", "0011-1100-1111"),
        ("4F7K-2M9T-QX5", ""),
        ("4F7K-2M9T-QX5U", ""),
        ("", ""),
    ],
)
def test_codes_are_read_as_people_copy_them(typed: str, read: str) -> None:
    assert read_code(typed) == read


def test_what_people_wrote_is_never_a_program() -> None:
    hostile = '#panic("x") $ \\ ` ] { } <a> @b "q" // */ #include("/etc/passwd")'
    blocks = [
        {"kind": "text", "spans": spans_of(hostile)},
        *blocks_of(f"# {hostile}\n\n- {hostile}\n\n> {hostile}\n\n|{hostile}|\n|--|\n|b|\n"),
    ]
    paper = Paper(hostile, "fr", DAY, blocks, over=hostile, across=hostile, foot=hostile)
    first = printed(paper)
    assert first.startswith(b"%PDF-")
    assert printed(paper) == first


def test_every_shape_of_markdown_is_printed_in_each_direction() -> None:
    inline = "a\\\nb **c** *d* [e](https://f.example) ![g](h.png)"
    text = f"#### Z\n\n{inline}\n\n1. i\n   - j\n\n---\n\n```\nk\n```\n\nl\n: m\n"
    kinds = [block["kind"] for block in blocks_of(text)]
    assert kinds == ["heading", "text", "list", "rule", "code", "text", "quote"]
    for language in ("fr", "ar"):
        assert printed(Paper("T", language, DAY, blocks_of(text))).startswith(b"%PDF-")


def test_a_table_that_names_its_lines_has_no_head() -> None:
    (table,) = blocks_of("| | |\n|---|---|\n| Nom | Amel |\n")
    assert (table["head"], len(table["rows"])) == (False, 1)
    (table,) = blocks_of("| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert (table["head"], len(table["rows"])) == (True, 2)


def test_a_paper_beyond_the_printer_is_refused() -> None:
    deep = {"kind": "text", "spans": spans_of("x")}
    for _turn in range(400):
        deep = {"kind": "quote", "blocks": [deep]}
    with pytest.raises(UnprintablePaper):
        printed(Paper("T", "fr", DAY, [deep]))


def test_a_picture_of_the_folder_is_printed_with_its_words() -> None:
    blocks = blocks_of("![Le sceau](images/sceau.png)\n\nAvec ![un signe](x.png) dedans.")
    assert [each["kind"] for each in blocks] == ["picture", "text"]
    assert blocks[0]["words"] == "Le sceau"
    drawn = io.BytesIO()
    Image.new("RGB", (40, 20), "#0d5c4b").save(drawn, "PNG")
    paper = Paper("Accord", "fr", DAY, blocks, pictures={"images/sceau.png": drawn.getvalue()})
    with pikepdf.open(io.BytesIO(printed(paper))) as pdf:
        assert len(list(pdf.pages[0].get_images())) == 1
        assert b"Le sceau" in _alternates(pdf)
    without = Paper("Accord", "fr", DAY, blocks)
    with pikepdf.open(io.BytesIO(printed(without))) as pdf:
        assert list(pdf.pages[0].get_images()) == []
    broken = Paper("Accord", "fr", DAY, blocks, pictures={"images/sceau.png": b"rien"})
    with pytest.raises(UnprintablePaper):
        printed(broken)


def _alternates(pdf: "pikepdf.Pdf") -> bytes:
    found = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary))
    return b"|".join(str(each.get("/Alt", "")).encode() for each in found)
