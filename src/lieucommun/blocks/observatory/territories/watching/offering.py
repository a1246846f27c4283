"""What the foot of a portrait offers: a feed, and a button that follows the territory or stops."""

from dataclasses import dataclass

from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.opening import PageRequest
from lieucommun.kernel.territories import Territory

from .queries import watched


@dataclass(frozen=True, slots=True)
class Offered:
    """Addresses of the feed and of the button; `followed`: the button stops."""

    feed: str
    action: str
    followed: bool


def offered(request: PageRequest, territory: Territory) -> Offered:
    """Return what a visitor may do to hear of new figures; one statement for who is signed in."""
    opened = request.opened
    at = {"level": territory.level, "code": territory.code}
    person = request.user if isinstance(request.user, Person) else None
    return Offered(
        opened.url("territory-feed", **at),
        opened.url("territory-follow", **at),
        person is not None and watched(opened, territory, person),
    )
