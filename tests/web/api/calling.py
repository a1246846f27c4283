"""A program that calls the API: as anyone, or with a token."""

import json
from typing import Any

from django.test import Client

from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.tokens.actions import Scope, create_token


def agent(
    service: str = "epreuve", role: str = "agent", organisation: Organisation | None = None
) -> Person:
    """Return someone who holds a role."""
    count = Person.objects.count()
    person = Person.objects.create_user(f"agent{count}@example.org", None, name=f"A{count}")
    if role:
        RoleGrant.objects.create(
            person=person, service=service, role=role, organisation=organisation
        )
    return person


def token(of: Person | Organisation, **scope: Any) -> str:
    """Return the text of a token that writes, unless told otherwise."""
    scope = {"writes": True} | scope
    maker = of if isinstance(of, Person) else None
    return create_token("essai", of=of, scope=Scope(**scope), days=30, by=maker)[1]


class Caller:
    """Calls with a token, in JSON."""

    def __init__(self, text: str = "") -> None:
        self.client = Client(headers={"Authorization": f"Bearer {text}"} if text else {})

    def get(self, path: str, status: int = 200, **headers: str) -> Any:
        return self._answer(self.client.get(path, headers=named(headers)), status)

    def send(
        self, method: str, path: str, body: object = None, status: int = 200, **headers: str
    ) -> Any:
        content = body if isinstance(body, bytes | str) else json.dumps(body)
        headers = {"content_type": "application/json"} | headers
        answer = self.client.generic(method, path, content, headers=named(headers))
        return self._answer(answer, status)

    def _answer(self, answer: Any, status: int) -> Any:
        assert answer.status_code == status, (answer.status_code, answer.content)
        self.headers = answer.headers
        return answer.json() if getattr(answer, "content", b"") else None


def named(headers: dict[str, str]) -> dict[str, str]:
    """Return headers written `if_match=…` as they are sent."""
    return {name.replace("_", "-"): value for name, value in headers.items()}
