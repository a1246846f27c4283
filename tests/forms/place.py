"""The trial service and its forms, opened in the transaction of a test, with a few people."""

import uuid as uuids
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.test.utils import override_settings

from lieucommun.engines.xforms import Answers
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.forms.actions import drafting
from lieucommun.kernel.forms.filling import filled
from lieucommun.kernel.forms.models import Draft
from lieucommun.kernel.forms.queries import Hand, Held, held
from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import forget, open_service, synchronise

SERVICES = Path(__file__).resolve().parent / "services"
SLUG = "demarche"
#: Answers with which the form of the trial service may be sent, but for its files.
WHOLE = {
    "/data/vous/nom": "Amel B.",
    "/data/vous/naissance": "1990-02-03",
    "/data/vous/joindre/moyen": "courriel",
    "/data/vous/joindre/courriel": "amel@example.org",
    "/data/atelier/lieu/quartier": "nord",
    "/data/atelier/lieu/point": "halle",
    "/data/atelier/besoins": "freins roue",
    "/data/atelier/position": "45.43 4.39 0 0",
    "/data/enfants[1]/prenom": "Lina",
    "/data/enfants[1]/ans": "7",
    "/data/accord/charte": "OK",
}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8ffff3f0005fe02fea73581e40000000049454e44ae426082"
)


@contextmanager
def opened(*folders: Path) -> Iterator[LoadedService]:
    """Serve folders, and return the trial service."""
    with override_settings(SERVICE_FOLDERS=list(folders or (SERVICES,)), DEMO=False):
        forget()
        assert synchronise().problems == ()
        yield open_service(SLUG)
    forget()


def person(name: str, role: str = "") -> Person:
    """Return an account, with a role of the trial service."""
    found = Person.objects.create_user(f"{name}@example.org", None, name=name.capitalize())
    if role:
        RoleGrant.objects.create(person=found, service=SLUG, role=role)
    return found


def hand(who: Person | None = None, **session: str) -> Hand:
    """Return whoever writes: an account, or nobody with what their session was given."""
    return Hand(viewer_for(who, SLUG) if who else ANYONE, session)


@dataclass
class Filling:
    """A draft being filled in by whoever began it."""

    service: LoadedService
    hand: Hand = field(default_factory=hand)
    form: str = "demande"
    draft: Draft = field(init=False)

    def __post_init__(self) -> None:
        self.draft = drafting.start(self.service, self.form, self.hand)
        if self.hand.viewer.person is None:
            given = {**self.hand.session, str(self.draft.uuid): "owner"}
            self.hand = Hand(self.hand.viewer, given)

    @property
    def held(self) -> Held:
        return held(self.service, self.form, self.draft.uuid, self.hand)

    @property
    def answers(self) -> Answers:
        return filled(self.service, self.held.draft).answers

    def give(self, texts: Mapping[str, str], **given: Any) -> drafting.Answered:
        """Write answers, whatever screen they are on."""
        sent = drafting.Given(texts=texts, **given)
        paths = [*texts, *sent.files, *sent.removed]
        return drafting.answer(self.service, self.held, paths, sent, self.hand)

    def give_file(self, path: str, kept: Attachment) -> drafting.Answered:
        return self.give({}, files={path: kept})

    def value(self, path: str) -> str:
        return self.answers.value(path)


def uuid_of(text: str) -> uuids.UUID:
    return uuids.UUID(text.partition(".")[0])
