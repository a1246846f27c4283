"""The jobs of webhooks and tokens: send, and forget in time."""

from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import job, scheduled
from lieucommun.kernel.mail.sending import ATTEMPTS
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.tokens.actions import forget_ended

from .actions import attempt, forget_deliveries
from .letters import paused
from .models import Delivery, Webhook


@job("webhooks.deliver", attempts=3, title=_("Tell another site what was done to a record"))
def deliver(context: JobContext, *, delivery: str) -> None:
    """Send one message; when it fails, another job of the same key tries later."""
    del context
    found = Delivery.objects.select_related("webhook").filter(uuid=delivery).first()
    if found is not None:
        attempt(found)


@job(
    "webhooks.tell_paused",
    attempts=ATTEMPTS,
    title=_("Tell someone that messages to another site are paused"),
)
def tell_paused(context: JobContext, *, webhook: str, person: str) -> None:
    """Send the letter, if the webhook still waits for someone."""
    del context
    found = Webhook.objects.filter(uuid=webhook, gave_up=True).first()
    someone = Person.objects.filter(uuid=person, is_active=True).first()
    if found and someone:
        paused(found, someone)


@scheduled("webhooks.forget", at="03:40", title=_("Forget old messages and ended tokens"))
def forget(context: JobContext) -> None:
    """Delete messages a month old, answers a day old, tokens that ended a year ago."""
    del context
    forget_deliveries()
    forget_ended()
