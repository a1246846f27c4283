"""The jobs of letters: each at once, or those of a day together."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lieucommun.kernel.documents.markdown import plain_text
from lieucommun.kernel.forms import following
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import job, scheduled
from lieucommun.kernel.mail.sending import ATTEMPTS, absolute, deliver, spoken
from lieucommun.kernel.people.models import Person

from .models import Letter
from .queries import page_of

#: Letters that come together at most; the others come the next day.
MOST = 100


@job("letters.send", attempts=ATTEMPTS, title=gettext_lazy("Send a letter about a record"))
def send(context: JobContext, letter: str) -> None:
    """Hand a letter to the mail server, while its record is there; once."""
    del context
    found = Letter.objects.filter(uuid=letter, sent_at=None).first()
    if found is None:
        return
    deliver(found.email, found.subject, _told(found))
    Letter.objects.filter(pk=found.pk).update(sent_at=timezone.now())


@scheduled("letters.gather", at="07:00", title=gettext_lazy("Gather the letters of a day"))
def gather(context: JobContext) -> None:
    """Have the letters that wait for each person leave as one."""
    waiting = Letter.objects.filter(held=True, sent_at=None, person__is_active=True)
    for person in waiting.order_by("person").values_list("person", flat=True).distinct():
        enqueue("letters.daily", key=f"letters:{person}", person=person)
    context.finish()


@job("letters.daily", attempts=ATTEMPTS, title=gettext_lazy("Send the letters of a day together"))
def daily(context: JobContext, person: int) -> None:
    """Hand the letters that wait for someone to the mail server, as one; once."""
    del context
    someone = Person.objects.filter(pk=person, is_active=True).first()
    waiting = Letter.objects.filter(person=person, held=True, sent_at=None).order_by("pk")[:MOST]
    letters = list(waiting)
    if someone is None or not letters:
        return
    with translation.override(spoken(someone.language)):
        subject = ngettext(
            "%(n)s letter about your cases", "%(n)s letters about your cases", len(letters)
        ) % {"n": len(letters)}
    deliver(someone.email, subject, _together(letters))
    with transaction.atomic():
        sent = [letter.pk for letter in letters]
        Letter.objects.filter(pk__in=sent).update(sent_at=timezone.now())


def _together(letters: Sequence[Letter]) -> str:
    parts = [f"{letter.subject}\n{'-' * min(len(letter.subject), 70)}\n{_told(letter)}"
             for letter in letters]  # fmt: skip
    return "\n\n\n".join(parts)


def _told(letter: Letter) -> str:
    """Return what a letter says, and where its case is seen."""
    text = plain_text(letter.text)
    page = page_of(letter)
    if not page and letter.person_id is None:
        page = following.page_of(letter.record)
    if not page:
        return text
    with translation.override(spoken(letter.language.partition("-")[0])):
        where = _("See it on this page of the place: %(page)s") % {"page": absolute(page)}
    return f"{text}\n\n{where}"
