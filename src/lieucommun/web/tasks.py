"""The letters of the place itself that nobody waits for before a screen."""

from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import job
from lieucommun.kernel.mail.sending import ATTEMPTS, deliver
from lieucommun.kernel.people.models import Person

from .mail import written


@job(
    "people.tell_change",
    attempts=ATTEMPTS,
    title=_("Tell someone that how they sign in has changed"),
)
def tell_change(context: JobContext, person: str, what: str, address: str, spoken: str) -> None:
    """Send the letter of a change, in the language spoken; to someone who is still here."""
    del context
    if someone := Person.objects.filter(uuid=person).first():
        deliver(someone.email, *written("changed", spoken, what=what, address=address))
