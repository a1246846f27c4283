"""A form filled in through its screens, without a browser: what a page without scripts sends."""

import io
from collections.abc import Mapping
from typing import Any

from django.test import Client

from tests.forms.place import PIXEL
from tests.screen import Screen, screen

HOME = "/s/demarche/demande/"


class Journey:
    """Someone at a form: the address where they are, and the screen that they see."""

    def __init__(self, client: Client | None = None, home: str = HOME) -> None:
        self.client = client or Client()
        self.home = home
        self.path = home
        self.screen = self.open(home)

    def open(self, path: str) -> Screen:
        """Open an address and follow where it leads."""
        answer = self.client.get(path, follow=True)
        self.path = answer.request["PATH_INFO"]
        self.screen = screen(answer)
        return self.screen

    def begin(self, **given: str) -> "Journey":
        """Begin a draft."""
        return self.send(given, path=f"{self.home}start/")

    def send(
        self, given: Mapping[str, Any], *, path: str = "", status: int = 200, button: str = ""
    ) -> "Journey":
        """Send the form of the screen, with what is typed in it."""
        kept = {**self.hidden(), **given, **({button: "1"} if button else {})}
        answer = self.client.post(path or self.path, kept, follow=True)
        self.path = answer.request["PATH_INFO"]
        self.screen = screen(answer, status)
        return self

    def hidden(self) -> dict[str, str]:
        return {
            each.get("name", ""): each.get("value", "")
            for each in self.screen.all("input", type="hidden")
            if each.get("name") not in {"csrfmiddlewaretoken", "shield-work"}
        }

    @property
    def uuid(self) -> str:
        return self.path.removeprefix(self.home).partition("/")[0]


def picture() -> io.BytesIO:
    """Return a picture to send."""
    found = io.BytesIO(PIXEL)
    found.name = "velo.png"
    return found


def fill(journey: Journey) -> Journey:
    """Answer the whole form of the trial service, screen after screen, up to the check."""
    for given in (
        {"q1": "Amel B."},
        {"q1.day": "3", "q1.month": "2", "q1.year": "1990"},
        {"q1": "courriel"},
        {"q2": "amel@example.org"},
        {},
        {"q1": "nord"},
        {"q1": "nord", "q2": "halle"},
        {"q1": ["freins", "roue"]},
        {"q1.1": "soir", "q1.2": "matin", "q1.3": "midi"},
        {"q1": "5"},
        {"q1": "12,5"},
        {"q1": "14:30"},
        {"q1.day": "1", "q1.month": "5", "q1.year": "2026", "q1.time": "09:00"},
        {"q1.lat": "45,43", "q1.lon": "4.39"},
        {"q1": "ABC-123"},
        {"q1": picture()},
        {},
        {"q1": "Un clou.\r\nDeux clous."},
    ):
        journey.send(given)
    return journey
