"""Joining a service, its people, its webhooks, one's tokens: the screens as they look."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lieucommun.stories.place import Place

from .pages import in_language
from .test_keyboard import tabbed
from .test_signed_in import become, faults

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

Go = Callable[[str], "Response"]
SERVICE = "/s/maraudes/"
OURS = (
    f"{SERVICE}_join/",
    f"{SERVICE}_manage/people/",
    f"{SERVICE}_manage/webhooks/",
    "/me/tokens/",
    "/me/tokens/new/",
)


def test_people_webhooks_and_tokens_are_sound(go: Go, screen: "Page", place: Place) -> None:
    become(screen, go, "Nadia")
    found = []
    for path in OURS:
        assert go(in_language(path, "fr")).status == 200, path
        found += [f"{path} fr: {fault}" for fault in faults(screen, "fr")]
        found += [f"{path}: {fault}" for fault in tabbed(screen)]
        assert go(in_language(path, "ar")).status == 200, path
        found += [f"{path} ar: {fault}" for fault in faults(screen, "ar")]
    assert found == []
    place.restore()
