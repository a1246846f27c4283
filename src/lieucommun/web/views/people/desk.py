"""Where someone sees to people: a service that they oversee, an organisation they administer.

Both have the same screens; a desk says whose roles they show, and which may be offered there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from lieucommun.design.context import Link
from lieucommun.kernel.joining.inviting import queries as inviting
from lieucommun.kernel.joining.models import Invitation
from lieucommun.kernel.joining.named import Named, named
from lieucommun.kernel.people.holders import holders_for, holders_in, organisations_in
from lieucommun.kernel.people.models import Organisation, RoleGrant
from lieucommun.kernel.people.queries import administered
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.oversight import oversees
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import View, context_of, in_service, person

DeskView = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Desk:
    """The people of a service, or those of an organisation: one of the two is there."""

    language: str
    service: LoadedService | None = None
    organisation: Organisation | None = None
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        if self.organisation:
            return self.organisation.name
        return self.service.manifest.title.get(self.language) if self.service else ""

    def grants(self) -> QuerySet[RoleGrant]:
        """Return the roles held here; for an organisation, nothing of any other."""
        if self.organisation:
            return holders_for(self.organisation)
        return holders_in(self.service.slug if self.service else "")

    def invitations(self) -> QuerySet[Invitation]:
        if self.organisation:
            return inviting.of_organisation(self.organisation)
        return inviting.of_service(self.service.slug if self.service else "")

    def offers(self) -> list[inviting.Offer]:
        if self.organisation:
            return inviting.offers_of_organisation(self.organisation)
        return inviting.offers_of_service(self.service) if self.service else []

    def organisations(self) -> list[Organisation]:
        """Return the organisations that may be chosen in an invitation."""
        return organisations_in([self.service.slug]) if self.service else []

    def address(self, name: str, **captured: Any) -> str:
        """Return the address of a screen of this desk: `people`, `people-invite`…"""
        if self.organisation:
            slug = self.organisation.slug
            return reverse(f"organisation-{name}", kwargs={"slug": slug, **captured})
        slug = self.service.slug if self.service else ""
        return reverse(f"manage-{name}", kwargs={"slug": slug, **captured})

    def named(self, service: str, role: str, organisation: Organisation | None) -> Named:
        """Return the words of a role."""
        return named(service, role, organisation, self.language)

    def words(self, given: RoleGrant | Invitation) -> Named:
        """Return the words of a grant or an invitation, without what this desk says already."""
        held_for = None if self.organisation else given.organisation
        return self.named(given.service, given.role, held_for)

    def trail(self) -> list[Link]:
        if self.organisation:
            return [Link(reverse("me"), _("My page"))]
        slug = self.service.slug if self.service else ""
        return [Link(reverse("manage", args=[slug]), _("See to this service"))]


def at_desk(view: DeskView) -> tuple[View, View]:
    """Return a screen twice: for a service, then for an organisation, each behind its own door."""
    return _of_service(view), of_organisation(view)


def _of_service(view: DeskView) -> View:
    @login_required
    @in_service
    @wraps(view)
    def opened(request: HttpRequest, service: LoadedService, **captured: Any) -> HttpResponseBase:
        if not oversees(person(request), service):
            raise PermissionDenied
        context = context_of(request, service)
        return view(request, Desk(content_language(request), service, None, context), **captured)

    return opened


def of_organisation(view: DeskView) -> View:
    """Return a screen behind the door of an organisation alone."""

    @login_required
    @wraps(view)
    def opened(request: HttpRequest, slug: str, **captured: Any) -> HttpResponseBase:
        known = {each.slug: each for each in administered(person(request))}
        if slug not in known:
            raise Http404(slug)
        context = {"layout": "design/base.html"}
        desk = Desk(content_language(request), None, known[slug], context)
        return view(request, desk, **captured)

    return opened
