"""Each route holds to the policy it declares: walked as nobody, then as somebody without a role."""

import pytest
from django.test import Client

from lieucommun.kernel.people.models import Person
from lieucommun.web.policies import Policy
from lieucommun.web.security import POLICY
from tests.routes import Route, routes

pytestmark = pytest.mark.django_db
ROUTES = routes()
KEPT_FROM_ANYONE = {Policy.SIGNED_IN, Policy.OVERSEER, Policy.COORDINATOR, Policy.DEMONSTRATION}
KEPT_FROM_MOST = {Policy.OVERSEER, Policy.COORDINATOR, Policy.DEMONSTRATION}
REFUSALS = {401, 403, 404, 405}


def _named(route: Route) -> str:
    return route.name


@pytest.mark.parametrize("route", ROUTES, ids=_named)
def test_whatever_a_route_answers_has_the_headers(client: Client, route: Route) -> None:
    answer = client.get(route.address, REMOTE_ADDR="203.0.113.9")
    assert answer.status_code < 500
    if route.name != "folder-raw":  # a picture of a folder is boxed even further
        assert answer["Content-Security-Policy"] == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=(self)" in answer["Permissions-Policy"]


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.policy in KEPT_FROM_ANYONE], ids=_named
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_enters_where_one_must_sign_in(client: Client, route: Route, method: str) -> None:
    answer = getattr(client, method)(route.address, REMOTE_ADDR="203.0.113.9")
    sent_to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
    assert sent_to_sign_in or answer.status_code in REFUSALS, answer.status_code


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.policy in KEPT_FROM_MOST], ids=_named
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_without_a_role_enters_no_more(client: Client, route: Route, method: str) -> None:
    client.force_login(Person.objects.create_user("sans@example.org", None, name="Sans"))
    answer = getattr(client, method)(route.address, REMOTE_ADDR="203.0.113.9")
    assert answer.status_code in REFUSALS


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.policy not in {Policy.TOKEN, Policy.DEVICE}],
    ids=_named,
)
def test_form_without_its_token_is_refused(route: Route) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.create_user("sans@example.org", None, name="Sans"))
    assert client.post(route.address, {"a": "1"}).status_code == 403
