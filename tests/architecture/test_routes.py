"""Every route says who it is open to, and only programs with a token are spared the CSRF check."""

from lieucommun.web.policies import POLICIES, Policy
from tests.routes import routes


def test_every_route_declares_its_policy() -> None:
    silent = [f"{route.pattern} ({route.name})" for route in routes() if route.policy is None]
    assert silent == [], "declare them in lieucommun/web/policies.py"


def test_no_policy_is_left_of_a_route_that_is_gone() -> None:
    names = {route.name for route in routes()}
    gone = [
        name
        for name in POLICIES
        if not any(each == name or each.startswith(name.rstrip("*")) for each in names)
    ]
    assert gone == []


def test_only_programs_with_a_token_are_spared_the_check_of_forms() -> None:
    spared = [
        route.name
        for route in routes()
        if getattr(route.callback, "csrf_exempt", False)
        and route.policy not in {Policy.TOKEN, Policy.DEVICE}
    ]
    assert spared == []
