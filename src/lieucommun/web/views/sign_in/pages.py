"""The screens by which one comes in and goes out."""

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.joining.queries import open_to_newcomers
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.actions import AlreadyKnownError, verify_email, welcome_person
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.sessions.actions import leave
from lieucommun.web.languages import interface_language
from lieucommun.web.mail import send

from . import attempts, codes
from .arrival import arrive, lead, spoken, wanted

NEWCOMER = "newcomer"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address; send it a code, or check the password that came with it."""
    target = wanted(request)
    if request.user.is_authenticated:
        return lead(target)
    if request.method != "POST":
        return sign_in_form(request, target)
    address, password = request.POST.get("username", ""), request.POST.get("password", "")
    if not _is_address(address.strip()):
        wrong = _("This is not an e-mail address. It reads like name@example.org.")
        return sign_in_form(request, target, address, wrong=wrong)
    if password:
        return _by_password(request, address.strip(), password, target)
    return _by_code(request, address.strip(), target)


def _by_password(request: HttpRequest, address: str, password: str, target: str) -> HttpResponse:
    verdict = attempts.PASSWORDS.take(request, address)
    if not verdict.allowed:
        return sign_in_form(
            request, target, address, wait=minutes(verdict.retry_after), unfolded=True
        )
    person = authenticate(request, username=address, password=password)
    if not isinstance(person, Person):
        attempts.failed(_known(address), "password")
        return sign_in_form(request, target, address, mismatch=True, unfolded=True)
    return arrive(request, person, "password", address=address, wanted=target)


def _by_code(request: HttpRequest, address: str, target: str) -> HttpResponse:
    verdict = attempts.CODES.take(request, address)
    if not verdict.allowed:
        return sign_in_form(request, target, address, wait=minutes(verdict.retry_after))
    if not _send(request, address, target):
        wrong = _("The e-mail could not be sent. Try again, or tell whoever runs this place.")
        return sign_in_form(request, target, address, wrong=wrong)
    return redirect("sign-in-code")


def _send(request: HttpRequest, address: str, target: str) -> bool:
    """Send a code to whoever may come in, and to others that they have no account.

    Both take the same time: nobody learns from the screen which addresses are known.
    """
    person = _known(address)
    code = codes.issue(request, "sign-in", address, target)
    newcomers = open_to_newcomers()  # asked for everyone: what it costs would tell
    expected = person is not None or newcomers
    language = (person.language if person else "") or spoken(request)
    template = "code" if expected else "unknown"
    return send(template, address, language, code=code, address=address, host=request.get_host())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that was sent, and let its owner in."""
    asked = codes.pending(request, "sign-in")
    if asked is None:
        return redirect("sign-in")
    if request.method != "POST":
        return _code_form(request, asked)
    if request.POST.get("action") == "again":
        return _by_code(request, asked.address, asked.wanted)
    if codes.check(request, "sign-in", request.POST.get("code", "")):
        return _verified(request, asked)
    attempts.failed(_known(asked.address), "code")
    if codes.pending(request, "sign-in") is None:
        wrong = _("Too many wrong codes: this one is no longer valid. Ask for another.")
        return sign_in_form(request, asked.wanted, asked.address, wrong=wrong)
    return _code_form(request, asked, _("This is not the code. Copy the six digits of the e-mail."))


def _verified(request: HttpRequest, asked: codes.Pending) -> HttpResponse:
    person = _known(asked.address)
    if person is not None:
        verify_email(person)
        return arrive(request, person, "code", address=asked.address, wanted=asked.wanted)
    if not open_to_newcomers():
        return redirect("sign-in")
    request.session[NEWCOMER] = {"address": asked.address, "wanted": asked.wanted}
    return redirect("sign-in-name")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Ask someone who comes for the first time what to call them, and make their account."""
    kept = request.session.get(NEWCOMER)
    if not kept or request.user.is_authenticated:
        return redirect("sign-in")
    given = " ".join(request.POST.get("name", "").replace("\0", "").split())
    wrong = _("Write the name that others will see.") if not given else ""
    if request.method != "POST" or wrong:
        field = FieldSpec(
            "name",
            _("Your name"),
            value=given,
            error=wrong if request.method == "POST" else "",
            required=True,
            autocomplete="name",
            maxlength=150,
            help=_("A first name is enough. You can change it later."),
        )
        context = {"field": field, "fields": (field,), "address": kept["address"]}
        return render(request, "web/sign_in/name.html", context)
    del request.session[NEWCOMER]
    try:
        language = interface_language(spoken(request))
        person = welcome_person(kept["address"], given, language=language)
    except AlreadyKnownError:
        return redirect("sign-in")
    return arrive(request, person, "code", address=kept["address"], wanted=kept["wanted"])


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, here and at the identity provider that opened it."""
    from lieucommun.web.openid.leaving import farewell

    elsewhere = farewell(request)
    if isinstance(request.user, Person):
        record_entry(
            "person.signed_out",
            by=request.user.pk,
            object_kind="person",
            object_id=request.user.uuid,
        )
        leave(request)
    if elsewhere:
        return render(request, "web/sign_in/leaving.html", {"elsewhere": elsewhere})
    return redirect("home")


@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that one has left, on the way back from an identity provider."""
    return render(request, "web/sign_in/signed_out.html")


@require_GET
def closed(request: HttpRequest) -> HttpResponse:
    """Say to someone who proved who they are that their account is closed."""
    return render(request, "web/sign_in/closed.html", status=403)


def sign_in_form(  # noqa: PLR0913 - what the screen may have to say
    request: HttpRequest,
    target: str,
    address: str = "",
    *,
    wrong: str = "",
    mismatch: bool = False,
    wait: int = 0,
    unfolded: bool = False,
) -> HttpResponse:
    field = FieldSpec(
        "username",
        _("E-mail address"),
        "email",
        value=address,
        error=wrong,
        required=True,
        autocomplete="username",
    )
    query = f"?{urlencode({'next': target})}" if target else ""
    context: dict[str, Any] = {
        "field": field,
        "fields": (field,),
        "next": target,
        "mismatch": mismatch,
        "wait": wait,
        "unfolded": unfolded,
        "newcomers": open_to_newcomers(),
        "provider": settings.OIDC_NAME if settings.OIDC_SERVER else "",
        "provider_address": reverse("provider") + query,
    }
    return render(request, "web/sign_in/sign_in.html", context)


def _code_form(request: HttpRequest, asked: codes.Pending, wrong: str = "") -> HttpResponse:
    field = code_field(wrong)
    context = {"field": field, "fields": (field,), "address": asked.address}
    return render(request, "web/sign_in/code.html", context)


def code_field(wrong: str = "") -> FieldSpec:
    """Return the field of a code sent by e-mail."""
    return FieldSpec(
        "code",
        _("Code of six digits"),
        error=wrong,
        required=True,
        inputmode="numeric",
        autocomplete="one-time-code",
        maxlength=20,
    )


def minutes(seconds: int) -> int:
    """Return how many minutes to wait, rounded up."""
    return max(1, -(-seconds // 60))


def _known(address: str) -> Person | None:
    return Person.objects.filter(email__iexact=address).first()


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
