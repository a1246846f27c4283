"""The screens on which one proves who one is with something more than a mailbox or a password."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.people.factors.queries import factors_of
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.sessions.actions import rotate
from lieucommun.web.mail import send

from . import attempts, codes
from .arrival import lead, proved_recently, spoken, wanted
from .pages import code_field, minutes, sign_in_form
from .proving import NotProvedError, by_passkey, passkey_options, prove, record

View = Callable[..., HttpResponse]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """Let someone in by a passkey alone: give what to ask the browser, check what it answers."""
    from allauth.account.internal.flows.login import perform_login
    from allauth.account.models import Login

    if request.method != "POST":
        return JsonResponse({"options": passkey_options(None)})
    target = wanted(request)
    try:
        factor = by_passkey(request, None)
    except NotProvedError as refused:
        return sign_in_form(request, target, wrong=str(refused))
    record(request, factor, passwordless=True)
    response: HttpResponse = perform_login(
        request, Login(user=factor.user, redirect_url=target or None)
    )
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of someone who is coming in."""
    from allauth.account.stages import LoginStageController

    stage = LoginStageController.enter(request, "mfa_authenticate")
    if stage is None or request.user.is_authenticated:
        return redirect("sign-in")
    person: Person = stage.login.user
    wrong = ""
    if request.method == "POST":
        try:
            record(request, prove(request, person))
        except NotProvedError as refused:
            wrong = str(refused)
        else:
            response: HttpResponse = stage.exit()
            return response
    return _screen(request, person, "web/sign_in/step.html", wrong)


def signed_in(view: View) -> View:
    """Ask whoever is not signed in to do so first."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, Person):
            return redirect_to_login(request.get_full_path(), "sign-in")
        return view(request, *args, **kwargs)

    return asked


def confirmed(view: View) -> View:
    """Ask to prove again who one is before a screen that changes how one signs in."""

    @signed_in
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = request.user
        assert isinstance(person, Person)  # noqa: S101 - signed_in says so
        if not proved_recently(request, person, by_factor=bool(factors_of(person))):
            return redirect_to_login(request.path, "confirm")
        return view(request, *args, **kwargs)

    return never_cache(asked)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Lead someone whose roles ask for a second factor to prove it, or to set one up."""
    person, target = _person(request), wanted(request)
    if person.proved:
        return lead(target)
    if not factors_of(person):
        context = {"next": target}
        return render(request, "web/sign_in/set_up.html", context)
    return _prove(request, person, "web/sign_in/second_factor.html")


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask again who it is: with a second factor, or with a code by e-mail for who has none."""
    person = _person(request)
    if factors_of(person):
        return _prove(request, person, "web/sign_in/confirm.html")
    return _confirm_by_code(request, person)


def _prove(request: HttpRequest, person: Person, template: str) -> HttpResponse:
    wrong = ""
    if request.method == "POST":
        try:
            factor = prove(request, person)
        except NotProvedError as refused:
            wrong = str(refused)
        else:
            rotate(request)
            record(request, factor)
            return lead(wanted(request))
    return _screen(request, person, template, wrong)


def _confirm_by_code(request: HttpRequest, person: Person) -> HttpResponse:
    from allauth.account.internal.flows.login import record_authentication

    target, wrong = wanted(request), ""
    if request.method == "POST" and "code" in request.POST:
        if codes.check(request, "confirm", request.POST["code"]):
            record_authentication(request, person, method="code")
            return lead(target)
        attempts.failed(person, "code")
        wrong = _("This is not the code. Copy the six digits of the e-mail.")
    elif request.method == "POST":
        wrong = _send(request, person)
    asked = codes.pending(request, "confirm")
    field = code_field(wrong if asked else "")
    context = {
        "next": target,
        "asked": asked,
        "address": person.email,
        "field": field,
        "fields": (field,),
        "wrong": "" if asked else wrong,
    }
    return render(request, "web/sign_in/confirm_by_code.html", context)


def _send(request: HttpRequest, person: Person) -> str:
    """Send a code to someone signed in; returns what went wrong."""
    verdict = attempts.CODES.take(request, person.email)
    if not verdict.allowed:
        return _("Too many codes were asked for. Wait %(minutes)d minutes.") % {
            "minutes": minutes(verdict.retry_after)
        }
    code = codes.issue(request, "confirm", person.email)
    language = person.language or spoken(request)
    if send(
        "code", person.email, language, code=code, address=person.email, host=request.get_host()
    ):
        return ""
    return _("The e-mail could not be sent. Try again, or tell whoever runs this place.")


def _screen(request: HttpRequest, person: Person, template: str, wrong: str) -> HttpResponse:
    factors = factors_of(person)
    field = FieldSpec(
        "code",
        _("Code of the app, or recovery code") if factors.app else _("Recovery code"),
        error=wrong,
        required=True,
        autocomplete="one-time-code",
        maxlength=20,
    )
    context = {
        "field": field,
        "fields": (field,),
        "factors": factors,
        "options": passkey_options(person) if factors.passkeys else "",
        "next": wanted(request),
    }
    return render(request, template, context)


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - `signed_in` says so
    return request.user
