"""A folder being written: the browser shows each save, and mistakes as a page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from lieucommun.kernel.services.registry import forget, synchronise
from lieucommun.kernel.services.starting import fresh
from tests.screen import screen

pytestmark = pytest.mark.django_db

MANIFEST = """
service: essai
version: 0.1.0
title: {fr: Mon essai}
privacy: none
languages: [fr]
pages:
  - {path: '', block: pages, title: {fr: Accueil}, file: pages/accueil.md}
"""


class Author:
    """Someone who writes a folder in an editor."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def save(self, path: str, text: str | bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)


@pytest.fixture
def author(settings: Settings, tmp_path: Path) -> Iterator[Author]:
    settings.SERVICE_FOLDERS = [tmp_path]
    settings.SERVICE_CACHE_SECONDS = 0
    settings.AUTHORING = True
    writer = Author(tmp_path / "essai")
    writer.save("service.yaml", MANIFEST)
    writer.save("pages/accueil.md", "Bonjour.")
    yield writer
    forget()


def test_new_folder_opens_and_each_save_shows(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.SERVICE_FOLDERS = [tmp_path]
    settings.SERVICE_CACHE_SECONDS = 0
    settings.AUTHORING = True
    assert client.get("/s/essai/").status_code == 404
    author = Author(tmp_path / "essai")
    for path, content in fresh("essai").items():
        author.save(path, content)
    first = screen(client.get("/s/essai/"))
    manifest = (author.root / "service.yaml").read_text("utf-8")
    author.save("service.yaml", manifest.replace("Essai", "Grand essai"))
    second = screen(client.get("/s/essai/"))
    assert first.title != second.title
    assert "Grand essai" in second.title
    forget()


def test_saved_text_is_shown_without_a_restart(client: Client, author: Author) -> None:
    assert "Bonjour." in screen(client.get("/s/essai/")).text
    author.save("pages/accueil.md", "Bonsoir à tous.")
    assert "Bonsoir à tous." in screen(client.get("/s/essai/")).text
    author.save("pages/autre.md", "Une autre page.")
    page = "  - {path: autre, block: pages, title: {fr: Autre}, file: pages/autre.md}\n"
    author.save("service.yaml", MANIFEST + page)
    assert "Une autre page." in screen(client.get("/s/essai/autre/")).text


def test_mistake_is_a_page_with_its_place(client: Client, author: Author) -> None:
    screen(client.get("/s/essai/"))
    author.save("service.yaml", MANIFEST.replace("block: pages", "block: pagse"))
    page = screen(client.get("/s/essai/"), 422)
    assert "service.yaml:8:23" in page.text
    assert "LC070" in page.text
    assert "Vouliez-vous dire « pages »" in page.text


def test_mistakes_are_said_in_english_too(client: Client, author: Author) -> None:
    author.save(
        "service.yaml", MANIFEST.replace("title: {fr: Mon essai}", "titel: {fr: Mon essai}")
    )
    page = screen(client.get("/s/essai/?lang=en"), 422)
    assert "Did you mean “title”?" in page.text


@pytest.mark.parametrize(
    "address", ["/s/essai/", "/s/essai/x/", "/s/essai/_folder/", "/s/essai/_folder/service.yaml"]
)
def test_mistake_shows_wherever_one_enters(client: Client, author: Author, address: str) -> None:
    author.save("service.yaml", "service: [essai")
    page = screen(client.get(address), 422)
    assert "essai" in page.heading


def test_mistake_stays_out_of_the_rest_of_the_place(client: Client, author: Author) -> None:
    screen(client.get("/s/essai/"))
    author.save("service.yaml", "\t- not yaml: [")
    for address in ("/", "/services/", "/search/?q=essai", "/sign-in/", "/design/"):
        screen(client.get(address))


def test_correction_brings_the_page_back(client: Client, author: Author) -> None:
    author.save("service.yaml", "service: [essai")
    screen(client.get("/s/essai/"), 422)
    author.save("service.yaml", MANIFEST)
    assert "Bonjour." in screen(client.get("/s/essai/")).text


def test_hostile_diagnostic_is_shown_as_text(client: Client, author: Author) -> None:
    author.save("service.yaml", MANIFEST + '"<script>alert(1)</script>": 1\n')
    page = screen(client.get("/s/essai/"), 422)
    assert page.all("script") == []


def test_visitors_of_an_open_place_keep_the_last_good_version(
    client: Client, author: Author, settings: Settings
) -> None:
    settings.AUTHORING = False
    synchronise()
    assert "Bonjour." in screen(client.get("/s/essai/")).text
    author.save("service.yaml", "service: [essai")
    author.save("pages/accueil.md", "Cassé.")
    assert synchronise().broken == ("essai",)
    assert "Bonjour." in screen(client.get("/s/essai/")).text
    assert screen(client.get("/s/essai/_folder/pages/accueil.md")).rows() == [["1", "Bonjour."]]


def test_service_that_never_worked_is_unknown_to_visitors(
    client: Client, author: Author, settings: Settings
) -> None:
    settings.AUTHORING = False
    author.save("service.yaml", "service: [essai")
    synchronise()
    screen(client.get("/s/essai/"), 404)


def test_broken_service_leaves_personas_open(
    client: Client, author: Author, settings: Settings
) -> None:
    settings.DEMO = True
    author.save(
        "demo.yaml",
        "persons:\n  - {key: a, name: Ana, email: ana@example.org, roles: [{role: agent}]}\n",
    )
    author.save("service.yaml", MANIFEST + "roles: {agent: {title: {fr: Agente}}}\n")
    screen(client.get("/s/essai/"))
    assert "Mon essai Ana Agente" in screen(client.get("/personas/")).text
    author.save("service.yaml", "service: [essai")
    assert "essai Ana agent" in screen(client.get("/personas/")).text


def test_folder_without_a_home_page_is_still_readable(client: Client, author: Author) -> None:
    author.save("service.yaml", MANIFEST.partition("pages:")[0])
    page = screen(client.get("/s/essai/_folder/"))
    assert "service.yaml" in page.text
    screen(client.get("/s/essai/_folder/service.yaml"))
    screen(client.get("/s/essai/"), 404)


# -- hostile files of a folder


def shown(client: Client, author: Author, path: str, content: bytes) -> str:
    author.save(path, content)
    page = screen(client.get(f"/s/essai/_folder/{path}"))
    return page.text


def test_long_line_of_a_table_is_no_fault(client: Client, author: Author) -> None:
    assert "aaaa" in shown(client, author, "x.csv", b"a,b\n" + b"a" * 200_000 + b",c\n")


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"\n\n,\n", b'"', b'a,"b\nc', b"a\0b,c\n1,2\n", b"\xff\xfe\xfa", b"," * 5000],
)
def test_odd_table_is_no_fault(client: Client, author: Author, content: bytes) -> None:
    shown(client, author, "x.csv", content)


def test_table_with_a_mark_of_encoding_has_clean_titles(client: Client, author: Author) -> None:
    author.save("x.csv", b"\xef\xbb\xbfnom,ville\nA,B\n")
    page = screen(client.get("/s/essai/_folder/x.csv"))
    assert page.texts("th", scope="col") == ["nom", "ville"]


def test_rows_of_unequal_length_fill_the_table(client: Client, author: Author) -> None:
    author.save("x.csv", b"a,b\n1\n1,2,3\n")
    assert screen(client.get("/s/essai/_folder/x.csv")).rows() == [["1", "–"], ["1", "2"]]


def test_long_table_shows_its_beginning(client: Client, author: Author) -> None:
    author.save("x.csv", "a\n" + "".join(f"{n}\n" for n in range(1000)))
    page = screen(client.get("/s/essai/_folder/x.csv"))
    assert len(page.rows()) == 200
    assert "200" in page.text
    assert "1000" in page.text.replace("\u202f", "")


@pytest.mark.parametrize("content", [b"x" * 2_000_000, b"x\n" * 500_000])
def test_huge_file_is_cut(client: Client, author: Author, content: bytes) -> None:
    author.save("notes.txt", content)
    answer = client.get("/s/essai/_folder/notes.txt")
    assert len(answer.content) < 1_500_000
    assert "Le fichier continue." in answer.content.decode()


def test_controls_are_shown_as_such(client: Client, author: Author) -> None:
    assert "a\ufffdb" in shown(client, author, "notes.txt", b"a\x00b\x1b[31m")


def test_octets_are_never_shown(client: Client, author: Author) -> None:
    assert "n’est pas du texte" in shown(client, author, "x.bin", bytes(range(256)))


def test_hidden_files_are_not_part_of_the_folder(client: Client, author: Author) -> None:
    author.save(".env", "SECRET=1")
    assert ".env" not in screen(client.get("/s/essai/_folder/")).text
    assert client.get("/s/essai/_folder/.env").status_code == 404


def test_link_out_of_the_folder_is_not_followed(
    client: Client, author: Author, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("zinzolin", "ascii")
    (author.root / "out.txt").symlink_to(tmp_path / "secret.txt")
    answer = client.get("/s/essai/_folder/out.txt")
    assert "zinzolin" not in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.png", "image/png"),
        ("a.JPG", "image/jpeg"),
        ("a.pdf", "application/pdf"),
        ("a.mp3", "audio/mpeg"),
    ],
)
def test_pictures_sounds_and_pdf_are_given_as_they_are(
    client: Client, author: Author, path: str, kind: str
) -> None:
    author.save(path, b"<script>alert(1)</script>")
    answer = client.get(f"/s/essai/_files/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("path", ["a.svg", "a.html", "a.js", "a.yaml", "a.css", "a.xml", "a"])
def test_what_could_run_is_never_given_as_it_is(client: Client, author: Author, path: str) -> None:
    author.save(path, "<svg onload='alert(1)'/>")
    answer = client.get(f"/s/essai/_files/{path}")
    assert (answer.status_code, answer["Location"]) == (302, f"/s/essai/_folder/{path}")
    page = screen(client.get(answer["Location"]))
    assert page.all("svg", onload="alert(1)") == []
