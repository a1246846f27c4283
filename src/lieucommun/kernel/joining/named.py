"""How a role is called on screens and in letters: its service, its title, its organisation."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from lieucommun.kernel.people.models import Organisation
from lieucommun.kernel.people.place_roles import PLACE, TITLES
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service


@dataclass(frozen=True, slots=True)
class Named:
    """The words of a role, in one language."""

    service: str
    role: str
    organisation: str = ""

    @property
    def full(self) -> str:
        """The role and the organisation it is held for."""
        return " · ".join(filter(None, (self.role, self.organisation)))


def named(
    service: str, role: str, organisation: Organisation | None = None, language: str = ""
) -> Named:
    """Return the words of a role; its own names where the service is gone or being written."""
    spoken = language or get_language() or settings.LANGUAGE_CODE
    held_for = organisation.name if organisation else ""
    if service == PLACE:
        return Named(settings.PLACE_NAME, str(TITLES.get(role, role)), held_for)
    try:
        manifest = open_service(service).manifest
    except (UnknownService, BrokenService):
        return Named(service, role, held_for)
    known = manifest.roles.get(role)
    return Named(manifest.title.get(spoken), known.title.get(spoken) if known else role, held_for)
