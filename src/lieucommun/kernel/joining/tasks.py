"""The jobs of joining: its letters. Each is written when it leaves, of what is still so then."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import job
from lieucommun.kernel.mail.sending import ATTEMPTS
from lieucommun.kernel.people.models import Person

from . import letters
from .actions import confirm_address, join_address
from .inviting.actions import address_of
from .models import Invitation, RoleRequest

State = RoleRequest.State


@job("joining.confirm", attempts=ATTEMPTS, title=_("Ask someone to confirm their address"))
def confirm(context: JobContext, request: str, site: str) -> None:
    """Send the link that proves an address, while the request waits for it."""
    del context
    if found := _request(request, State.UNVERIFIED):
        letters.confirm_address(found, f"{site}{confirm_address(found)}")


@job("joining.asked", attempts=ATTEMPTS, title=_("Tell someone that a request waits for them"))
def asked(context: JobContext, request: str, site: str, approver: str) -> None:
    """Tell one of those who answer, while nobody has answered."""
    del context
    found = _request(request, State.WAITING)
    reader = Person.objects.filter(uuid=approver, is_active=True).first()
    if found and reader:
        link = reverse("join-requests", kwargs={"slug": found.service})
        letters.asked(found, reader, f"{site}{link}")


@job("joining.answered", attempts=ATTEMPTS, title=_("Tell someone what was answered to them"))
def answered(context: JobContext, request: str, site: str) -> None:
    """Tell who asked what became of it."""
    del context
    if found := _request(request, State.ACCEPTED, State.REFUSED):
        letters.answered(found, f"{site}{join_address(found.service)}")


@job("joining.invited", attempts=ATTEMPTS, title=_("Send an invitation"))
def invited(
    context: JobContext,
    invitation: str,
    round: int,  # noqa: A002 -- as the invitation calls it
    site: str,
    language: str,
) -> None:
    """Send the link of an invitation, unless it was withdrawn, accepted or sent anew meanwhile."""
    del context
    found = Invitation.objects.select_related("organisation", "by").filter(
        uuid=invitation,
        round=round,
        state=Invitation.State.WAITING,
        expires_at__gt=timezone.now(),
    )
    if known := found.first():
        letters.invited(known, f"{site}{address_of(known)}", language)


def _request(uuid: str, *states: str) -> RoleRequest | None:
    found = RoleRequest.objects.select_related("person")
    return found.filter(uuid=uuid, state__in=states, person__is_active=True).first()
