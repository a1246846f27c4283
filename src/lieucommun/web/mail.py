"""E-mails of the place itself: plain text, in the language of who reads them."""

import logging
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from .languages import interface_language

logger = logging.getLogger(__name__)


def written(template: str, language: str, /, **context: Any) -> tuple[str, str]:
    """Return the subject and the text of `web/mail/<template>.txt`, whose first line is the one."""
    with translation.override(interface_language(language)):
        named = {**context, "place_name": settings.PLACE_NAME}
        subject, _, body = render_to_string(f"web/mail/{template}.txt", named).partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def send(template: str, to: str, language: str, /, **context: Any) -> bool:
    """Send a letter at once, for someone who waits for it; says whether it left.

    What fails is logged: whoever asked is told, and nothing else of the request is lost.
    """
    subject, body = written(template, language, **context)
    try:
        EmailMessage(subject, body, to=[to]).send()
    except (smtplib.SMTPException, OSError):
        logger.exception("an e-mail (%s) could not be sent", template)
        return False
    return True
