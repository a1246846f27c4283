"""Bring a device to a page of field work: its key, and the codes that a camera reads."""

import base64
import io
import json
import zlib
from dataclasses import dataclass

import segno

from lieucommun.kernel.devices.actions import add_device
from lieucommun.kernel.devices.models import DeviceKey
from lieucommun.kernel.people.models import Organisation, Person
from lieucommun.kernel.services.opening import OpenPage


@dataclass(frozen=True, slots=True)
class Way:
    """How someone may open a page on a device: with which role, for which organisation."""

    role: str
    organisation: Organisation | None

    @property
    def value(self) -> str:
        """What the choice is posted as."""
        return f"{self.role}:{self.organisation.pk if self.organisation else ''}"


def ways(opened: OpenPage) -> list[Way]:
    """Return the roles, each for an organisation, that open a page to someone; one query."""
    held = [grant for grant in opened.viewer.grants if grant.role in opened.page.for_]
    homes = Organisation.objects.in_bulk(
        {grant.organisation for grant in held if grant.organisation}
    )
    pairs = dict.fromkeys((grant.role, grant.organisation) for grant in held)
    return [Way(role, homes.get(home) if home else None) for role, home in pairs]


def connect(opened: OpenPage, person: Person, way: Way, name: str) -> tuple[DeviceKey, str]:
    """Make the key of a device that someone carries; return it with its text, shown this once."""
    return add_device(
        name,
        service=opened.service.slug,
        role=way.role,
        organisation=way.organisation,
        person=person,
        by=person,
    )


def app_address(opened: OpenPage, key: str = "") -> str:
    """Return where the app of a service is; the key stands where no server reads it."""
    start = f"{opened.home}_app/"
    return f"{start}#key={key}" if key else start


def collect_settings(base: str, name: str) -> str:
    """Return what configures ODK Collect: settings as JSON, compressed, in base 64.

    As docs.getodk.org/collect-import-export describes it.
    """
    settings = {
        "general": {
            "protocol": "odk_default",
            "server_url": base,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
        },
        "admin": {},
        "project": {"name": name},
    }
    packed = zlib.compress(json.dumps(settings, ensure_ascii=False).encode())
    return base64.b64encode(packed).decode()


def drawn(text: str) -> str:
    """Return a QR code as an SVG picture, in a `data:` address."""
    made = io.BytesIO()
    segno.make(text, error="m").save(made, kind="svg", scale=4, border=4, dark="#000", light="#fff")
    return f"data:image/svg+xml;base64,{base64.b64encode(made.getvalue()).decode()}"
