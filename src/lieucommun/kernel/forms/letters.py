"""The letters of forms: the link that brings a draft back, and the invitation to write in it.

Each is written by a job when it leaves, with a secret made then: none waits in the queue.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from lieucommun.kernel.mail.sending import deliver

from .following import WORKS_FOR
from .models import Draft, Submission, Writer


def resume(draft: Draft, link: str, title: str, language: str) -> None:
    """Send to the address of a draft the link that brings it back; none of its answers."""
    with translation.override(_spoken(language)):
        subject = _("Go on with your form: %(title)s") % {"title": title}
        text = _(
            "Your answers to “%(title)s” are kept until %(until)s.\n\n"
            "To go on, follow this link. It works until %(link_until)s; whoever has it can read "
            "your answers, so keep it to yourself:\n%(link)s\n\n"
            "If you asked for nothing, do nothing."
        ) % {
            "title": title,
            "until": f"{draft.expires_at:%d/%m/%Y}",
            "link_until": f"{draft.link_until:%d/%m/%Y}",
            "link": link,
        }
    deliver(draft.email, subject, text)


def invitation(writer: Writer, link: str, title: str, by: str, language: str) -> None:
    """Invite someone to write in a draft."""
    with translation.override(_spoken(language)):
        subject = _("You are invited to write in a form: %(title)s") % {"title": title}
        text = _(
            "%(by)s asks for your help to fill in “%(title)s”. You may read and write the "
            "answers; only the person who began can send them.\n\n"
            "This link works until %(until)s:\n%(link)s\n\n"
            "If this does not concern you, do nothing."
        ) % {
            "by": by or _("Someone"),
            "title": title,
            "until": f"{writer.link_until:%d/%m/%Y}",
            "link": link,
        }
    deliver(writer.email, subject, text)


def following(submission: Submission, email: str, link: str, title: str, language: str) -> None:
    """Send to an address the link that follows what was sent; none of its answers."""
    with translation.override(_spoken(language)):
        subject = _("Follow your request: %(title)s") % {"title": title}
        text = _(
            "Your request has the number %(number)s.\n\n"
            "To see where it stands, follow this link. It works for %(days)s days; whoever has it "
            "can read your answers, so keep it to yourself:\n%(link)s\n\n"
            "If you asked for nothing, do nothing."
        ) % {"number": submission.number, "days": WORKS_FOR.days, "link": link}
    deliver(email, subject, text)


def _spoken(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
