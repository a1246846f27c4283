"""The pages that lead those who see to something; nobody else comes in."""

import pytest
from django.test import Client

from tests.screen import screen

ADDRESSES = ["/place/", "/place/jobs/", "/s/essai/_manage/", "/s/essai/_manage/jobs/"]


def menu(client: Client, address: str) -> list[str]:
    """Return the addresses in the header of a page."""
    (header,) = screen(client.get(address)).root.iter("header")
    return [link.get("href", "") for link in header.iter("a")]


def test_a_coordinator_sees_to_the_place_and_to_each_service(coordinator: Client) -> None:
    page = screen(coordinator.get("/place/"))
    assert page.heading == "S’occuper du lieu"
    assert page.links()["Tâches"] == "/place/jobs/"
    assert "/place/" in menu(coordinator, "/")
    addresses = {link.get("href") for link in page.all("a")}
    assert {"/s/autre/_manage/", "/s/essai/_manage/"} <= addresses
    for address in ADDRESSES:
        assert coordinator.get(address).status_code == 200


def test_a_role_that_oversees_opens_its_service_only(chief: Client) -> None:
    page = screen(chief.get("/s/essai/_manage/"))
    assert page.heading == "S’occuper de ce service"
    assert page.links()["Tâches"] == "/s/essai/_manage/jobs/"
    assert [chief.get(address).status_code for address in ADDRESSES] == [403, 403, 200, 200]
    assert chief.get("/s/autre/_manage/").status_code == 403
    assert "/s/essai/_manage/" in menu(chief, "/s/essai/")
    assert "/s/autre/_manage/" not in menu(chief, "/s/autre/")
    assert "/place/" not in menu(chief, "/")


def test_another_role_opens_nothing(somebody: Client) -> None:
    assert {somebody.get(address).status_code for address in ADDRESSES} == {403}
    assert "/s/essai/_manage/" not in menu(somebody, "/s/essai/")


@pytest.mark.usefixtures("folders")
def test_nobody_is_asked_to_sign_in(client: Client) -> None:
    for address in ADDRESSES:
        assert client.get(address)["Location"] == f"/sign-in/?next={address}"


def test_a_service_that_is_not_there_is_not_found(coordinator: Client) -> None:
    assert coordinator.get("/s/rien/_manage/").status_code == 404
