"""Writes about sessions. A session that is ended stays as a note that says why, and no more."""

import datetime as dt
from typing import Any, Literal

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.models import Person

from .queries import ENDED

Reason = Literal["deactivated", "elsewhere", "password"]
#: How long a session that was ended can still say so.
TOLD_FOR = dt.timedelta(days=14)
#: No address is kept with a session: its owner knows a device by its name.
NO_ADDRESS = "0.0.0.0"  # noqa: S104 - an address of no one, where the model asks for one
#: A browser seen this lately may be between two keys of its session.
BETWEEN_KEYS = dt.timedelta(hours=1)


def note_session(request: HttpRequest, person: Person) -> None:
    """Keep which browser has just signed someone in."""
    from allauth.usersessions.models import UserSession

    if not request.session.session_key:
        request.session.save()
    agent = request.META.get("HTTP_USER_AGENT", "")
    kept = {"user": person, "ip": NO_ADDRESS, "user_agent": agent[:200], "data": {}}
    UserSession.objects.update_or_create(session_key=request.session.session_key, defaults=kept)


def see_session(key: str) -> None:
    """Keep that a session was used just now."""
    from allauth.usersessions.models import UserSession

    UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now())


@transaction.atomic
def end_session(person: Person, session: int, *, reason: Reason = "elsewhere") -> bool:
    """End one session of a person by its id; says whether there was one."""
    return bool(_end(person, reason, pk=session))


@transaction.atomic
def end_other_sessions(request: HttpRequest, person: Person, *, reason: Reason) -> int:
    """End every session of a person but the one that asks, and return how many."""
    ended = _end(person, reason, but=request.session.session_key)
    end_generation(person)
    request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    return ended


@transaction.atomic
def end_all_sessions(person: Person, *, reason: Reason) -> int:
    """End every session of a person, those that nothing was noted of as well."""
    ended = _end(person, reason)
    end_generation(person)
    return ended


def end_generation(person: Person) -> None:
    """Make whatever was signed in until now match no longer."""
    Person.objects.filter(pk=person.pk).update(generation=F("generation") + 1)
    person.refresh_from_db(fields=["generation"])


def _end(person: Person, reason: Reason, *, but: str | None = None, **which: Any) -> int:
    from allauth.usersessions.models import UserSession

    rows = UserSession.objects.filter(user=person, **which).exclude(session_key=but)
    keys = list(rows.values_list("session_key", flat=True))
    told = SessionStore().encode({ENDED: reason})
    Session.objects.filter(session_key__in=keys).update(
        session_data=told, expire_date=timezone.now() + TOLD_FOR
    )
    rows.delete()
    if keys:
        record_entry(
            "person.sessions_ended",
            by=person.pk if reason != "deactivated" else None,
            object_kind="person",
            object_id=person.uuid,
            fields=[reason],
        )
    return len(keys)


@transaction.atomic
def forget_expired() -> None:
    """Delete the sessions that expired, and what was noted of browsers that have none left."""
    from allauth.usersessions.models import UserSession

    now = timezone.now()
    Session.objects.filter(expire_date__lte=now).delete()
    idle = UserSession.objects.filter(last_seen_at__lt=now - BETWEEN_KEYS)
    idle.exclude(session_key__in=Session.objects.values("session_key")).delete()


def leave(request: HttpRequest) -> None:
    """Sign out of this session, which its owner then finds no more among the open ones."""
    from allauth.usersessions.models import UserSession
    from django.contrib.auth import logout

    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)


def rotate(request: HttpRequest) -> None:
    """Give a session another key, now that it may do more than before."""
    from allauth.usersessions.models import UserSession

    former = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=former).update(session_key=request.session.session_key)


@transaction.atomic
def change_password(request: HttpRequest, person: Person, password: str | None) -> None:
    """Set the password of someone, or take it away; only this session goes on."""
    person.set_password(password)
    person.save(update_fields=["password"])
    action = "person.password_changed" if password else "person.password_removed"
    record_entry(action, by=person.pk, object_kind="person", object_id=person.uuid)
    end_other_sessions(request, person, reason="password")
