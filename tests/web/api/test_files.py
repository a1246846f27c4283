"""Files through the API: a link for each that the caller may see, for a short time."""

import io
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.dateparse import parse_datetime
from pytest_django import Settings

from lieucommun.kernel.datasets.actions import SYSTEM, update_record
from lieucommun.kernel.datasets.attached import value_of
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.files.actions import keep
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.people.models import Organisation, RoleGrant
from lieucommun.kernel.services.registry import open_service
from lieucommun.kernel.tokens.models import Token
from tests.kernel.files import making

from .calling import Caller, agent, token
from .test_reading import SITES, site

pytestmark = pytest.mark.django_db
FILES = f"{SITES}/records/f1/files"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def kept(name: str = "photo.jpg", purpose: str = "image") -> Attachment:
    content = making.photograph() if purpose == "image" else making.pdf()
    return keep(io.BytesIO(content), name=name, service="epreuve", purpose=purpose)


def whole(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_each_file_that_one_may_see_has_a_link() -> None:
    photo, piece = kept(), kept("un.pdf", "file")
    site("f1", photo=value_of(photo), pieces=[value_of(piece)], plan="data/petit.csv")
    before = time.time()
    first, second = Caller().get(FILES)["items"]
    assert {name: first[name] for name in ("field", "value", "name", "type", "size", "state")} == {
        "field": "photo",
        "value": value_of(photo),
        "name": "photo.jpg",
        "type": "image/jpeg",
        "size": photo.size,
        "state": "clean",
    }
    assert (second["field"], second["name"]) == ("pieces", "un.pdf")
    until = parse_datetime(first["expires"])
    assert until is not None
    assert 290 < until.timestamp() - before < 310
    answer = Client().get(first["href"])
    assert (answer.status_code, len(whole(answer))) == (200, photo.size)


def test_a_link_of_a_token_opens_without_it_and_with_its_rights_only(home: Organisation) -> None:
    reader = agent(role="agent", organisation=home)
    text = token(reader, service="epreuve", writes=False)
    photo = kept()
    uuid = site("f1", organisation=home.pk, state="propose", photo=value_of(photo))
    Caller().get(FILES, 404)
    (found,) = Caller(text).get(FILES)["items"]
    link = found["href"]
    assert Client().get(link).status_code == 200
    for change in (
        lambda: Token.objects.update(dataset="reperes"),
        lambda: RoleGrant.objects.filter(person=reader).delete(),
        lambda: Token.objects.update(dataset="", person=None, organisation=home, roles=[]),
    ):
        change()
        assert Client().get(link).status_code == 404
    other = Caller(token(home, service="epreuve", roles=("agent",)))
    (found,) = other.get(FILES)["items"]
    assert Client().get(found["href"]).status_code == 200
    update_record(open_service("epreuve").dataset("lieux"), uuid, {"photo": ""}, by=SYSTEM)
    assert Client().get(found["href"]).status_code == 404
    assert other.get(FILES)["items"] == []


def test_a_link_ends_with_its_token_and_with_its_time(
    home: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = token(agent(role="agent", organisation=home), service="epreuve")
    site("f1", organisation=home.pk, state="propose", photo=value_of(kept()))
    link = Caller(text).get(FILES)["items"][0]["href"]
    now = time.time()
    monkeypatch.setattr("lieucommun.kernel.files.links.time.time", lambda: now + 301)
    assert Client().get(link).status_code == 410
    monkeypatch.undo()
    assert Client().get(link).status_code == 200
    Token.objects.all().delete()
    assert Client().get(link).status_code == 404


def test_a_link_of_a_browser_opens_in_this_browser_only(home: Organisation) -> None:
    person = agent(role="agent", organisation=home)
    site("f1", organisation=home.pk, state="propose", photo=value_of(kept()))
    browser, other = Client(), Client()
    browser.force_login(person)
    other.force_login(person)
    link = browser.get(FILES).json()["items"][0]["href"]
    opened = [client.get(link).status_code for client in (browser, other, Client())]
    assert opened == [200, 404, 404]


def test_what_the_antivirus_has_not_cleared_has_no_link() -> None:
    site("f1", photo=value_of(kept()))
    for state in ("waiting", "refused"):
        Attachment.objects.update(state=state)
        (found,) = Caller().get(FILES)["items"]
        assert (found["state"], found["href"], found["expires"]) == (state, None, None)


def test_a_hidden_file_is_not_told(home: Organisation) -> None:
    site("f1", photo=value_of(kept()))
    reader = Caller(token(agent(role="lecteur", organisation=home), service="epreuve"))
    # Everyone sees the picture of a published site; the reader's view of others leaves it out.
    held = value_of(Attachment.objects.get())
    assert [each["value"] for each in reader.get(FILES)["items"]] == [held]
    Record.objects.update(state="propose")
    assert reader.get(FILES)["items"] == []
