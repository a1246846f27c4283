"""Reads about devices: whose key one is, and what it may read."""

from hashlib import sha256

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from lieucommun.kernel.people.models import RoleGrant
from lieucommun.kernel.people.second_factor import needing
from lieucommun.kernel.people.viewer import ANYONE, Grant, Viewer
from lieucommun.kernel.services.loaded import LoadedService

from .models import DeviceKey

MARK = "field"
LONGEST = 200


def digest(text: str) -> str:
    """Return the hash under which a key is kept: drawn from 256 bits, it needs no salt."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def device_with(text: str) -> DeviceKey | None:
    """Return the live device that shows a key; None for anything else. One query or two."""
    mark, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != MARK or not prefix.isalnum() or not secret or len(text) > LONGEST:
        return None
    found = DeviceKey.objects.filter(prefix=prefix).first()
    if found is None or not constant_time_compare(found.hash, digest(text)):
        return None
    return found if found.alive and _stands(found) else None


def viewer_of(device: DeviceKey, service: LoadedService) -> Viewer:
    """Return who looks through a device: its role and organisation, and its person if it has one.

    A device of someone who holds the role no more opens nothing; one query, or none. A role that
    asks for a second factor is never that of a device, which proves none.
    """
    if device.service != service.slug or device.role not in service.manifest.roles:
        return ANYONE
    if device.role in needing(service.slug):
        return ANYONE
    grant = Grant(device.role, device.organisation_id)
    if device.person_id is None:
        return Viewer(None, (grant,))
    held = RoleGrant.objects.filter(
        person=device.person_id,
        service=service.slug,
        role=device.role,
        organisation=device.organisation_id,
    )
    territories = list(held.values_list("territory", flat=True))
    if not territories:
        return ANYONE
    grants = tuple(Grant(device.role, device.organisation_id, each or None) for each in territories)
    return Viewer(device.person_id, grants)


def devices_of(service: str) -> QuerySet[DeviceKey]:
    """Return the devices of a service, the latest first, with whom they are of."""
    found = DeviceKey.objects.filter(service=service)
    return found.select_related("person", "organisation").order_by("-pk")


def device_of_prefix(prefix: str) -> DeviceKey | None:
    """Return the device whose key begins so, alive or not."""
    return DeviceKey.objects.filter(prefix=prefix).first()


def _stands(device: DeviceKey) -> bool:
    person = device.person
    return person is None or (person.is_active and (settings.DEMO or not person.demo))
