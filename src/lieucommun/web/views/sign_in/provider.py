"""Sign in through the identity provider that the operator chose."""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lieucommun.kernel.joining.queries import open_to_newcomers
from lieucommun.kernel.people.actions import AlreadyKnownError, verify_email, welcome_person
from lieucommun.kernel.people.identities import recognise
from lieucommun.kernel.people.models import Identity, Person
from lieucommun.web.languages import interface_language
from lieucommun.web.openid.coming import come_back, leave_for
from lieucommun.web.openid.exchange import ProviderError
from lieucommun.web.openid.tokens import Claims

from .arrival import arrive, lead, spoken, wanted

logger = logging.getLogger(__name__)


@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the provider."""
    _only_with_provider()
    if request.user.is_authenticated:
        return lead(wanted(request))
    try:
        return HttpResponseRedirect(leave_for(request, wanted(request)))
    except ProviderError:
        logger.exception("sign-in by the provider could not start")
        return _refused(
            request, _("It does not answer. Try again in a moment, or come in another way.")
        )


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Let in whoever the provider vouches for."""
    _only_with_provider()
    if request.user.is_authenticated:
        return lead("")
    try:
        claims, target = come_back(request)
    except ProviderError as refused:
        logger.warning("sign-in by the provider refused: %s", refused)
        return _refused(request, _("What it sent back could not be verified. Start again."))
    person = _person(request, claims)
    if person is None:
        return _refused(
            request,
            _(
                "It knows you, but this place cannot tell which account is yours. Sign in with a "
                "code by e-mail, or ask whoever runs this place for an account."
            ),
        )
    recognise(person, claims.issuer, claims.subject, siret=claims.siret)
    return arrive(request, person, "openid", address=person.email, wanted=target)


def _person(request: HttpRequest, claims: Claims) -> Person | None:
    """Return who this is: known already, or by an address that the provider verified, or new."""
    known = Identity.objects.filter(issuer=claims.issuer, subject=claims.subject)
    if found := known.select_related("person").first():
        return found.person
    if not claims.verified:
        return None
    if person := Person.objects.filter(email__iexact=claims.email).first():
        verify_email(person)
        return person
    if not (settings.OIDC_NEWCOMERS or open_to_newcomers()):
        return None
    try:
        language = interface_language(spoken(request))
        return welcome_person(claims.email, claims.name, language=language)
    except (AlreadyKnownError, ValidationError):
        return None


def _refused(request: HttpRequest, reason: str) -> HttpResponse:
    context = {"provider": settings.OIDC_NAME, "reason": reason}
    return render(request, "web/sign_in/refused.html", context, status=403)


def _only_with_provider() -> None:
    if not settings.OIDC_SERVER:
        raise Http404
