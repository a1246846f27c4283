"""What django-allauth asks of the place: where to lead, what to say, how to keep secrets."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac

from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.sessions.actions import NO_ADDRESS

from . import arrival


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-in says nothing through allauth's messages, and keeps no address."""

    def get_client_ip(self, request: HttpRequest) -> str:
        del request
        return NO_ADDRESS

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def add_message(self, *arguments: Any, **named: Any) -> None:
        """Say nothing: the screens do."""

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        del request, user
        return HttpResponseRedirect(reverse("account-closed"))

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        arrival.welcome(request, response, user)
        return response


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of second factors are kept encrypted under the place's key."""

    def encrypt(self, text: str) -> str:
        return str(_cipher().encrypt(text.encode()).decode("ascii"))

    def decrypt(self, encrypted_text: str) -> str:
        return str(_cipher().decrypt(encrypted_text.encode("ascii")).decode())

    def get_totp_issuer(self) -> str:
        return str(settings.PLACE_NAME)

    def _get_site_name(self) -> str:
        return str(settings.PLACE_NAME)


def _cipher() -> Any:
    """Return what encrypts; former keys (SECRET_KEY_FALLBACKS) still decrypt."""
    from cryptography.fernet import Fernet, MultiFernet

    return MultiFernet(
        Fernet(
            base64.urlsafe_b64encode(
                salted_hmac("lieucommun.factors", "", secret=key, algorithm="sha256").digest()
            )
        )
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )
