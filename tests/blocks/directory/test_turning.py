"""Pages of a list: each record once, both ways, at the same price however many there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.blocks.trial import Trial
from tests.screen import screen

from .lines import LIST, titles

pytestmark = pytest.mark.django_db

COUNTED = (
    LIST,
    f"{LIST}?sort=rang",
    f"{LIST}?q=lieu",
    f"{LIST}?genre=cafe&ouvert=true",
    f"{LIST}?view=map",
    f"{LIST}?format=json",
    f"{LIST}?format=csv",
    f"{LIST}?format=xlsx",
    f"{LIST}?format=geojson",
    f"{LIST}feed/",
    "/s/epreuve/coulisses/",
)


def test_pages_forward_then_back_visit_each_record_once(trial: Trial) -> None:
    trial.add_many(200)
    client = trial.client()
    for query in ("?sort=nom", "?sort=-rang", "?q=lieu"):
        forward: list[list[str]] = []
        page = screen(client.get(LIST + query))
        while True:
            forward.append(titles(page))
            following = [link.get("href", "") for link in page.all("a", rel="next")]
            if not following:
                break
            page = screen(client.get(LIST + following[0]))
        backward: list[list[str]] = []
        while True:
            backward.append(titles(page))
            before = [link.get("href", "") for link in page.all("a", rel="prev")]
            if not before:
                break
            page = screen(client.get(LIST + before[0]))
        assert backward == forward[::-1]
        seen = [title for one in forward for title in one]
        assert len(seen) == len(set(seen)) == 200
        assert [len(one) for one in forward] == [20] * 10


def test_json_turns_pages_too(trial: Trial) -> None:
    trial.add_many(230)
    client, url, seen = trial.client(), f"{LIST}?format=json", []
    while url:
        found = client.get(url.removeprefix("http://testserver")).json()
        seen += [item["key"] for item in found["items"]]
        url = found["next"]
    assert len(seen) == len(set(seen)) == 230


def test_record_added_meanwhile_loses_no_other(trial: Trial) -> None:
    trial.add_many(40)
    client = trial.client()
    first = screen(client.get(f"{LIST}?sort=nom"))
    (following,) = [link.get("href", "") for link in first.all("a", rel="next")]
    trial.add(code="intrus", nom="Lieu 0000 bis")
    second = screen(client.get(LIST + following))
    assert titles(first) + titles(second) == [f"Lieu {rank:04}" for rank in range(40)]


def test_one_page_offers_no_other(trial: Trial) -> None:
    trial.add_many(20)
    page = screen(trial.client().get(LIST))
    assert page.all("a", rel="next") == page.all("a", rel="prev") == []


@pytest.mark.parametrize("who", ["anyone", "agent"])
def test_number_of_queries_does_not_grow(trial: Trial, settings: Settings, who: str) -> None:
    settings.SERVICE_CACHE_SECONDS = 3600
    trial.add(dataset="reperes", code="pont", titre="Le pont")
    filled = {"genre": "cafe", "repere": "pont", "porteur": "nord", "ouvert": True}
    client = trial.client(who)

    def asked() -> dict[str, int]:
        found = {}
        for address in COUNTED:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).getvalue()
            found[address] = len(queries)
        return found

    trial.add_many(2, **filled)
    few = asked()
    trial.add_many(200, **filled)
    assert asked() == few
    assert max(few.values()) <= 12
