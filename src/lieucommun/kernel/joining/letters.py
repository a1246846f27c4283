"""The letters of joining: short, in the language of who reads them, sent once all is written.

A letter that cannot be sent is logged and undoes nothing: every screen says where one stands.
"""

import logging
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from lieucommun.kernel.people.models import Person

from .models import Invitation, RoleRequest
from .named import named

logger = logging.getLogger(__name__)


def spoken(language: str) -> str:
    """Return the language of a letter: the one asked when the place speaks it, else its first."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


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
    _post(request.person.email, subject, text)


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
    _post(request.person.email, subject, text)


def asked(request: RoleRequest, approvers: list[Person], link: str) -> None:
    """Tell those who may answer that someone waits; who it is stands on the page, not here."""
    for approver in approvers:
        with translation.override(spoken(approver.language)):
            words = named(request.service, request.role)
            subject = _("A request waits for you")
            text = _(
                "Someone asks for the role “%(role)s” in %(service)s. Answer here:\n%(link)s"
            ) % {"role": words.role, "service": words.service, "link": link}
        _post(approver.email, subject, text)


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
    _post(invitation.email, subject, text)


def _post(to: str, subject: str, text: str) -> None:
    title = " ".join(f"{subject} – {settings.PLACE_NAME}".split())
    transaction.on_commit(partial(_send, to, title, text), robust=True)


def _send(to: str, subject: str, text: str) -> None:
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [to])
    except OSError:  # what smtplib raises, and a disk that is full
        logger.exception("a letter could not be sent")
