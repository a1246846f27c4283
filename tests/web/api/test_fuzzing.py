"""Cases drawn from the description: no failure, and no answer that it does not foresee.

`make fuzz` draws many more (HYPOTHESIS_PROFILE=explore).
"""

import contextlib
import logging
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.web.wsgi import application

from .calling import Caller, token
from .test_reading import site

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    unsupported_method,
]
MANY = os.environ.get("HYPOTHESIS_PROFILE") == "explore"
#: Cases for each of the 40 addresses of the trial.
CASES = 200 if MANY else 12


@pytest.fixture
def everyone(home: Organisation) -> str:
    """The text of a token with every role of the trial."""
    person = Person.objects.create_user("tous@example.org", None, name="Tous")
    for role in ("agent", "lecteur", "statistique", "coordination"):
        RoleGrant.objects.create(person=person, service="epreuve", role=role, organisation=home)
    for rank in range(3):
        site(f"a{rank}", organisation=home.pk, genre="cafe", position="45.43,4.39", surnom="S")
    return token(person, service="epreuve")


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False], ids=["token", "anyone"])
def test_no_case_fails_and_every_answer_is_as_described(everyone: str, *, known: bool) -> None:
    document = Caller().get("/api/services/epreuve/openapi.json?lang=en")
    schema = schemathesis.openapi.from_dict(document)
    schema.app = application
    headers = {"Accept-Encoding": "identity"}
    headers |= {"Authorization": f"Bearer {everyone}"} if known else {}
    seen: Counter[int] = Counter()

    def called(case: schemathesis.Case) -> None:
        seen[case.call_and_validate(headers=headers, checks=CHECKS).status_code] += 1

    calm = settings(
        max_examples=CASES if known else CASES // 4,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    with override_settings(API_CALLS=10**6), _one_connection():
        for found in schema.get_all_operations():
            calm(given(case=_drawn(found.ok()))(called))()
    assert seen[200] > sum(seen.values()) // 10, seen
    assert not [status for status in seen if status >= 500], seen
    logging.getLogger(__name__).info("%s cases: %s", sum(seen.values()), dict(sorted(seen.items())))


@contextlib.contextmanager
def _one_connection() -> Iterator[None]:
    """Keep the test's own connection at the end of each request, as Django's test client does."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    try:
        yield
    finally:
        for end in ends:
            end.connect(close_old_connections)


def _drawn(operation: Any) -> SearchStrategy[Any]:
    """Draw good and bad cases; of addresses of a record, half are of one that exists."""
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    drawn = [operation.as_strategy(generation_mode=mode) for mode in modes]
    named = {"record": "a0"} if "{record}" in operation.path else {}
    if "{transition}" in operation.path:
        named["transition"] = "publier"
    if named:
        match = {"If-Match": "*"} if operation.method != "get" else None
        drawn += [
            operation.as_strategy(generation_mode=mode, path_parameters=named, headers=match)
            for mode in modes
        ]
    return st.one_of(drawn)
