"""Settings that a folder may hold and that make no sense together: a list is still a list."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from lieucommun.kernel.services.registry import forget, synchronise
from tests.kernel.services.folders import service

pytestmark = pytest.mark.django_db

MORE = """\
datasets:
  d:
    label: "{k}"
    fields:
      k: {type: text, required: true, sort: true}
      a: {type: area}
    seed: {file: s.csv, key: k}
    access: {anyone: {read: all}}
pages:
  - {path: '', block: pages, title: A, file: a.md}
  - {path: aire, block: directory, title: X, dataset: d, fields: {place: a}, views: [list, map]}
  - {path: texte, block: directory, title: X, dataset: d, sheet: ''}
  - {path: absente, block: directory, title: X, dataset: d, sheet: nulle-part}
  - {path: soi, block: directory, title: X, dataset: d, sheet: soi}
  - {path: un, block: directory, title: X, dataset: d, sheet: deux}
  - {path: deux, block: directory, title: X, dataset: d, sheet: un}
  - {path: fermee, block: directory, title: X, dataset: d, sheet: reservee}
  - {path: reservee, block: directory, title: X, dataset: d, for: [signed-in]}
"""
SEED = 'k,a\nici,"45 4;46 4;46 5;45 4"\n'
PAGES = ["aire", "texte", "absente", "soi", "un", "deux", "fermee"]


@pytest.fixture(autouse=True)
def odd(tmp_path: Path, settings: Settings) -> Iterator[None]:
    service(tmp_path, MORE, slug="bizarre", **{"s.csv": SEED, "a.md": "# A\n"})
    settings.SERVICE_FOLDERS = [tmp_path]
    settings.AUTHORING = False
    report = synchronise()
    assert report.problems == ()
    yield
    forget()


@pytest.mark.parametrize("page", PAGES)
def test_every_list_answers_in_every_form(client: Client, page: str) -> None:
    for more in ("", "?view=map", "?format=points", "?format=json", "?format=geojson", "feed/"):
        assert client.get(f"/s/bizarre/{page}/{more}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_every_entry_is_shown_somewhere(client: Client, page: str) -> None:
    (item,) = client.get(f"/s/bizarre/{page}/?format=json").json()["items"]
    answer = client.get(item["url"], follow=True)
    assert answer.status_code == 200
    assert len(answer.redirect_chain) <= 1
    assert "ici" in answer.content.decode()
