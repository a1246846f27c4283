"""The letter that tells a webhook was paused: nobody looks at its page while all goes well."""

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from lieucommun.kernel.mail.sending import deliver, spoken
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.place_roles import COORDINATOR, PLACE
from lieucommun.kernel.services.oversight import oversees
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service

from .models import Webhook


def who_is_told(webhook: Webhook) -> list[Person]:
    """Return whoever set a webhook, if they still see to its service; else all those who do."""
    try:
        service = open_service(webhook.service)
    except (BrokenService, UnknownService):
        return []
    if webhook.set_by and webhook.set_by.is_active and oversees(webhook.set_by, service):
        return [webhook.set_by]
    names = [name for name, role in service.manifest.roles.items() if role.oversees]
    seeing = Q(grants__service=service.slug, grants__role__in=names)
    coordinating = Q(grants__service=PLACE, grants__role=COORDINATOR)
    people = Person.objects.filter(seeing | coordinating, is_active=True).distinct()
    return [person for person in people.order_by("pk") if oversees(person, service)]


def paused(webhook: Webhook, person: Person) -> None:
    """Tell someone that nothing is sent any more, and where to see why."""
    service = open_service(webhook.service)
    declared = service.manifest.webhooks.get(webhook.name)
    language = spoken(person.language)
    with translation.override(language):
        told = {
            "title": declared.title.get(language) if declared else webhook.name,
            "service": service.manifest.title.get(language),
            "page": f"/s/{webhook.service}/_manage/webhooks/{webhook.name}/",
        }
        subject = _("Messages to another site are paused")
        text = _(
            "“%(title)s” of %(service)s is paused: too many messages failed in a row.\n\n"
            "What happens meanwhile is kept. See why on this page of the place, then resume:\n"
            "%(page)s"
        )
    deliver(person.email, subject, text % told)
