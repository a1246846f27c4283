"""Files are given to whoever follows a link that was made for them, whole or in part."""

import io
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from lieucommun.kernel.files.actions import keep
from lieucommun.kernel.files.links import BadLink, PastLink, read_link, signed_link
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.files.store import store
from lieucommun.kernel.people.models import Person
from tests.kernel.files import making
from tests.screen import screen

pytestmark = pytest.mark.django_db
CONTENT = b"0123456789" * 100


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def file() -> Attachment:
    return keep(io.BytesIO(CONTENT), name="compte rendu – été.txt")


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_link_gives_the_file(client: Client, file: Attachment) -> None:
    answer = client.get(signed_link(file), HTTP_ACCEPT_ENCODING="gzip")
    assert (answer.status_code, body(answer)) == (200, CONTENT)
    headers = {name: answer[name] for name in ("Content-Type", "Content-Length", "ETag")}
    assert headers == {
        "Content-Type": "text/plain",
        "Content-Length": "1000",
        "ETag": f'"{file.sha256[:32]}"',
    }
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''compte%20rendu")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Content-Encoding" not in answer


def test_an_image_is_shown_and_has_a_small_one(client: Client) -> None:
    row = keep(io.BytesIO(making.image("PNG", (900, 600))), name="plan.png")
    answer = client.get(signed_link(row, thumbnail=True))
    assert answer["Content-Disposition"] == 'inline; filename="plan.png"'
    assert len(body(answer)) == int(answer["Content-Length"]) < row.size
    assert answer["ETag"] == f'"{row.thumbnail[:32]}"'


@pytest.mark.parametrize(
    ("asked", "status", "told", "expected"),
    [
        ("bytes=0-0", 206, "bytes 0-0/1000", CONTENT[:1]),
        ("bytes=5-9", 206, "bytes 5-9/1000", CONTENT[5:10]),
        ("bytes=990-", 206, "bytes 990-999/1000", CONTENT[990:]),
        ("bytes=-3", 206, "bytes 997-999/1000", CONTENT[-3:]),
        ("bytes=-5000", 206, "bytes 0-999/1000", CONTENT),
        ("bytes=900-5000", 206, "bytes 900-999/1000", CONTENT[900:]),
        ("bytes=1000-", 416, "bytes */1000", b""),
        ("bytes=5000-6000", 416, "bytes */1000", b""),
        ("bytes=-0", 416, "bytes */1000", b""),
        ("bytes=9-5", 200, None, CONTENT),
        ("bytes=0-1,5-6", 200, None, CONTENT),
        ("bytes=a-b", 200, None, CONTENT),
        ("bytes=-", 200, None, CONTENT),
        ("lines=1-2", 200, None, CONTENT),
    ],
)
def test_parts_of_a_file(
    client: Client, file: Attachment, asked: str, status: int, told: str | None, expected: bytes
) -> None:
    answer = client.get(signed_link(file), HTTP_RANGE=asked)
    assert (answer.status_code, answer.get("Content-Range")) == (status, told)
    if status != 416:
        assert (body(answer), answer["Content-Length"]) == (expected, str(len(expected)))
        assert answer["Accept-Ranges"] == "bytes"


def test_conditions(client: Client, file: Attachment) -> None:
    link, tag = signed_link(file), f'"{file.sha256[:32]}"'
    for known in (tag, f'W/{tag}, "x"', "*"):
        answer = client.get(link, HTTP_IF_NONE_MATCH=known)
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert client.get(link, HTTP_IF_NONE_MATCH='"x"').status_code == 200
    for condition, status in ((tag, 206), ('"x"', 200), ("Wed, 25 Nov 2026 00:00:00 GMT", 200)):
        answer = client.get(link, HTTP_RANGE="bytes=0-1", HTTP_IF_RANGE=condition)
        assert answer.status_code == status


def test_head_gives_what_get_would_without_the_content(client: Client, file: Attachment) -> None:
    answer = client.head(signed_link(file))
    assert (answer.status_code, answer["Content-Length"], answer.content) == (200, "1000", b"")
    part = client.head(signed_link(file), HTTP_RANGE="bytes=0-9")
    assert (part.status_code, part["Content-Length"]) == (206, "10")


def test_nothing_else_than_reading(client: Client, file: Attachment) -> None:
    assert client.post(signed_link(file)).status_code == 405


def test_links_that_this_place_did_not_make_open_nothing(client: Client, file: Attachment) -> None:
    token = signed_link(file).rpartition("/")[2]
    for rank in range(0, len(token), 7):
        sign = "A" if token[rank] != "A" else "B"
        assert client.get(f"/files/{token[:rank]}{sign}{token[rank + 1 :]}").status_code == 404
    for bad in ("x", "a.b.c.d:e", str(file.uuid), token + "x"):
        with pytest.raises(BadLink):
            read_link(bad)
        assert client.get(f"/files/{bad}").status_code == 404
    assert client.get("/files/").status_code == 404


def test_a_link_that_is_over_says_so(client: Client, file: Attachment) -> None:
    link = signed_link(file, seconds=-1)
    with pytest.raises(PastLink):
        read_link(link.rpartition("/")[2])
    page = screen(client.get(link), 410)
    assert page.heading == "Fichier indisponible"


def test_a_personal_file_opens_for_its_person_only(client: Client) -> None:
    ada = Person.objects.create_user("ada@example.org", None, name="Ada")
    bob = Person.objects.create_user("bob@example.org", None, name="Bob")
    row = keep(io.BytesIO(CONTENT), name="notes.txt", by=ada.pk)
    link = signed_link(row)
    assert client.get(link).status_code == 404
    client.force_login(bob)
    assert client.get(link).status_code == 404
    client.force_login(ada)
    answer = client.get(link)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")


def test_a_link_of_a_session_opens_in_this_session_only(client: Client) -> None:
    ada = Person.objects.create_user("ada@example.org", None, name="Ada")
    client.force_login(ada)
    row = keep(io.BytesIO(CONTENT), name="notes.txt")
    link = signed_link(row, session=client.session.session_key or "")
    assert client.get(link).status_code == 200
    elsewhere = Client()
    assert elsewhere.get(link).status_code == 404
    elsewhere.force_login(ada)
    assert elsewhere.get(link).status_code == 404


@pytest.mark.parametrize(("state", "status"), [("waiting", 409), ("refused", 410)])
def test_what_is_not_clean_is_not_given(
    client: Client, file: Attachment, state: str, status: int
) -> None:
    Attachment.objects.update(state=state)
    page = screen(client.get(signed_link(file)), status)
    assert page.heading == "Fichier indisponible"


def test_a_content_that_is_lost_is_said_to_be(client: Client, file: Attachment) -> None:
    store().delete(file.sha256)
    assert screen(client.get(signed_link(file)), 410).heading == "Fichier indisponible"


def test_links_tell_nothing_of_the_file(file: Attachment) -> None:
    link = signed_link(file)
    assert (str(file.uuid) in link, file.sha256[:8] in link, len(link) < 200) == (
        False,
        False,
        True,
    )
    assert read_link(link.rpartition("/")[2]).uuid == file.uuid
