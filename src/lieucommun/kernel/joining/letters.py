"""The letters of joining: short, in the language of who reads them, written when they leave."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from lieucommun.kernel.mail.sending import deliver, spoken
from lieucommun.kernel.people.models import Person

from .models import Invitation, RoleRequest
from .named import named


def confirm_address(request: RoleRequest, link: str) -> None:
    """Ask someone to follow a link, so that their address is known to be theirs."""
    with translation.override(spoken(request.person.language)):
        words = named(request.service, request.role)
        subject = _("Confirm your address")
        text = _(
            "You asked for the role “%(role)s” in %(service)s.\n\n"
            "To confirm that this address is yours, follow this link within seven days:\n"
            "%(link)s\n\n"
            "If you asked for nothing, do nothing."
        ) % {"role": words.role, "service": words.service, "link": link}
    deliver(request.person.email, subject, text)


def answered(request: RoleRequest, link: str) -> None:
    """Tell someone what became of their request, with the reason that was given."""
    with translation.override(spoken(request.person.language)):
        words = named(request.service, request.role)
        told = {"role": words.role, "service": words.service, "link": link}
        if request.state == RoleRequest.State.ACCEPTED:
            subject = _("Your request is accepted")
            text = _("You now have the role “%(role)s” in %(service)s.\n%(link)s") % told
        else:
            subject = _("Your request is refused")
            text = _("The role “%(role)s” in %(service)s was refused to you.\n%(link)s") % told
        if request.reason:
            text += "\n\n" + _("Reason: %(reason)s") % {"reason": request.reason}
    deliver(request.person.email, subject, text)


def asked(request: RoleRequest, approver: Person, link: str) -> None:
    """Tell someone who may answer that someone waits; who it is stands on the page, not here."""
    with translation.override(spoken(approver.language)):
        words = named(request.service, request.role)
        subject = _("A request waits for you")
        text = _("Someone asks for the role “%(role)s” in %(service)s. Answer here:\n%(link)s") % {
            "role": words.role,
            "service": words.service,
            "link": link,
        }
    deliver(approver.email, subject, text)


def invited(invitation: Invitation, link: str, language: str) -> None:
    """Offer a role to an address, whether it has an account or not."""
    with translation.override(spoken(language)):
        words = named(invitation.service, invitation.role, invitation.organisation)
        subject = _("You are invited: %(service)s") % {"service": words.service}
        text = _(
            "%(by)s invites you to be “%(role)s” in %(service)s.\n\n"
            "This link works once, until %(until)s:\n%(link)s\n\n"
            "If this does not concern you, do nothing."
        ) % {
            "by": str(invitation.by or settings.PLACE_NAME),
            "role": words.full,
            "service": words.service,
            "until": f"{invitation.expires_at:%d/%m/%Y}",
            "link": link,
        }
    deliver(invitation.email, subject, text)
