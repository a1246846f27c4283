"""Reads about webhooks: those of a service, and what was sent."""

from django.db.models import QuerySet

from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.manifest import Webhook as Declared

from .models import Delivery, Webhook


def webhooks_of(service: LoadedService) -> list[tuple[str, Declared, Webhook | None]]:
    """Return the webhooks that a manifest declares, each with where it goes, if anywhere."""
    known = {each.name: each for each in Webhook.objects.filter(service=service.slug)}
    declared = service.manifest.webhooks.items()
    return [(name, webhook, known.get(name)) for name, webhook in declared]


def webhook_of(service: LoadedService, name: str) -> Webhook | None:
    """Return where a webhook of a service goes."""
    return Webhook.objects.filter(service=service.slug, name=name).first()


def deliveries_of(webhook: Webhook) -> QuerySet[Delivery]:
    """Return what was sent to a webhook, the latest first."""
    return Delivery.objects.filter(webhook=webhook).order_by("-at", "-pk")
