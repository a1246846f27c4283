"""The jobs of letters."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lieucommun.kernel.documents.markdown import plain_text
from lieucommun.kernel.forms import following
from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import job
from lieucommun.kernel.mail.sending import ATTEMPTS, absolute, deliver, spoken

from .models import Letter
from .queries import page_of


@job("letters.send", attempts=ATTEMPTS, title=gettext_lazy("Send a letter about a record"))
def send(context: JobContext, letter: str) -> None:
    """Hand a letter to the mail server, while its record is there; once."""
    del context
    found = Letter.objects.filter(uuid=letter, sent_at=None).first()
    if found is None:
        return
    text = plain_text(found.text)
    page = page_of(found)
    if not page and found.person_id is None and found.record:
        page = following.page_of(found.record)
    if page:
        with translation.override(spoken(found.language.partition("-")[0])):
            text += "\n\n" + _("See it on this page of the place: %(page)s") % {
                "page": absolute(page)
            }
    deliver(found.email, found.subject, text)
    Letter.objects.filter(pk=found.pk).update(sent_at=timezone.now())
