"""A story being told: who is on stage, who was named last, and where pictures are kept."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from .actor import LAPTOP, PHONE, VISITOR, Actor
from .failure import StoryFailure

if TYPE_CHECKING:
    from playwright.sync_api import Browser


#: Ways in which every journey can be taken again: what they change for each person on stage.
WAYS: dict[str, dict[str, Any]] = {
    "phone": {"device": PHONE},
    "keyboard": {"keyboard": True},
    "no-javascript": {"script": False},
    "easy-to-read": {"easy": True},
}


class Stage(Protocol):
    """The place in which a story happens: where it answers, and who may be let in."""

    @property
    def address(self) -> str: ...

    def person(self, name: str, service: str, role: str, organisation: str) -> dict[str, str]: ...

    def link(self, address: str) -> str: ...

    def load(self, service: str, source: str, file: Path) -> int: ...


@dataclass
class Scene:
    """One scenario: its persons by name, each with a browser of their own.

    `way` is one of WAYS, for a journey taken again otherwise than it is written.
    """

    stage: Stage
    browser: "Browser"
    service: str
    folder: Path = field(default_factory=Path)
    cast: dict[str, Actor] = field(default_factory=dict)
    last: str = ""
    way: str = ""

    def enter(self, name: str, role: str = "", organisation: str = "") -> Actor:
        """Bring a person on stage, with an account of the role they have, if any."""
        account = self.stage.person(name, self.service, role, organisation) if role else {}
        actor = Actor(name, self.browser, self.stage.address, self.service, account, dict(LAPTOP))
        for condition, value in WAYS.get(self.way, {}).items():
            setattr(actor, condition, value)
        if previous := self.cast.get(name):
            previous.close()
        self.cast[name] = actor
        self.last = name
        return actor

    def actor(self, who: str) -> Actor:
        """Return who acts: the person of that name, or the one named last."""
        if not who and not self.last:
            return self.enter(VISITOR)
        name = who or self.last
        if name not in self.cast:
            if name == VISITOR:
                return self.enter(VISITOR)
            known = ", ".join(self.cast) or "nobody"
            raise StoryFailure(f"who « {name} » is; on stage: {known}")
        self.last = name
        return self.cast[name]

    @property
    def latest(self) -> Actor:
        return self.actor("")

    def close(self) -> None:
        for actor in self.cast.values():
            actor.close()
