"""Reads about sessions."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from lieucommun.kernel.people.models import Person

from .devices import device

#: What stands in a session that was ended from elsewhere: why, for its next request to say.
ENDED = "ended"
#: Ways of proving who one is that count as a second factor, as allauth writes them.
SECOND = "mfa"


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser in which someone is signed in."""

    id: int
    browser: str
    system: str
    since: dt.datetime
    seen: dt.datetime
    current: bool


def open_sessions(person: Person, current: str) -> list[OpenSession]:
    """Return a person's sessions, the last seen first; `current` is the key of the one asking."""
    from allauth.usersessions.models import UserSession

    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=person, session_key__in=alive)
    return [
        OpenSession(
            row.pk,
            *device(row.user_agent),
            since=row.created_at,
            seen=row.last_seen_at,
            current=row.session_key == current,
        )
        for row in rows.order_by("-last_seen_at", "-pk")
    ]


def second_factor_passed(request: HttpRequest, person: Person) -> bool:
    """Whether a session passed a passkey, a one-time code or one of the recovery codes."""
    from allauth.account.authentication import get_authentication_records

    return any(record["method"] == SECOND for record in get_authentication_records(request, person))
