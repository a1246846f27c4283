"""Tell the owner of an account, by e-mail, that the way to sign in has changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.sessions.actions import rotate
from lieucommun.web.views.sign_in.arrival import spoken, wanted


def tell(request: HttpRequest, person: Person, what: str) -> None:
    """Have the e-mail of a change sent; whoever did not make it knows what to do."""
    address = request.build_absolute_uri(reverse("my-security"))
    language = person.language or spoken(request)
    told: dict[str, Any] = {"what": what, "address": address, "spoken": language}
    enqueue("people.tell_change", by=person.pk, person=str(person.uuid), **told)


def after_adding(request: HttpRequest, person: Person, factor: int, kind: str) -> HttpResponse:
    """Take a factor just added as proved, and show the recovery codes before going on."""
    from allauth.account.internal.flows.login import record_authentication

    rotate(request)
    record_authentication(request, person, method="mfa", id=factor, type=kind)
    messages.success(request, _("Done. Keep these recovery codes for the day you lose the device."))
    asked = wanted(request)
    return HttpResponseRedirect(
        reverse("my-codes") + (f"?{urlencode({'next': asked})}" if asked else "")
    )
