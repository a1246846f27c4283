"""Where letters leave. A server that is down delays them: the job comes back, for about a day."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from lieucommun.kernel.jobs.context import DelayedJob, RefusedJob

#: Tries of a letter: by the pauses of the queue, a day in all.
ATTEMPTS = 32
#: Codes from which a server says no for good (RFC 5321).
FOR_GOOD = 500


def spoken(language: str) -> str:
    """Return the language of a letter: the one asked when the place speaks it, else its first."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def absolute(path: str) -> str:
    """Return the address of a page of the place; its path alone when no address was configured."""
    return f"{settings.PUBLIC_URL}{path}"


def deliver(to: str, subject: str, text: str) -> None:
    """Hand a letter to the mail server, once; to be called by a job.

    Raises DelayedJob when it may go later, RefusedJob when the server refuses the address for good.
    """
    title = " ".join(f"{subject} – {settings.PLACE_NAME}".split())
    try:
        EmailMessage(title, text, to=[to]).send()
    except smtplib.SMTPRecipientsRefused as refused:
        if all(code >= FOR_GOOD for code, _said in refused.recipients.values()):
            raise RefusedJob(_("The mail server refuses this address.")) from refused
        raise DelayedJob(_("The mail server does not take this letter now.")) from refused
    except OSError as trouble:  # what smtplib raises, a server that is away, a disk that is full
        raise DelayedJob(_("The mail server does not take letters now.")) from trouble
