"""Who may open these screens, and what they stand under."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from lieucommun.design.context import Link
from lieucommun.kernel.people.queries import coordinates
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.oversight import oversees
from lieucommun.web.views.joining.around import context_of, in_service


@dataclass(frozen=True, slots=True)
class Scope:
    """What is seen to: a service, or the whole place when there is none."""

    service: LoadedService | None = None
    around: dict[str, object] = field(default_factory=dict)

    @property
    def slug(self) -> str | None:
        return self.service.slug if self.service else None

    def url(self, name: str, **more: object) -> str:
        """Return the address of `place-name` or of `manage-name` of the service."""
        kwargs = {**more, "slug": self.slug} if self.service else more
        prefix = "manage" if self.service else "place"
        return reverse(f"{prefix}-{name}" if name else prefix, kwargs=kwargs)

    def context(self, heading: str, *more: Link) -> dict[str, object]:
        """Return what every one of these screens is given: its heading and the way to it."""
        root = _("See to this service") if self.service else _("See to the place")
        return {
            **self.around,
            "scope": self,
            "heading": heading,
            "trail": (Link(self.url(""), root), *more),
        }


View = Callable[..., HttpResponseBase]


def for_coordinators(view: View) -> View:
    """Give a view the whole place; raises PermissionDenied to whoever does not coordinate it."""

    @login_required
    @wraps(view)
    def opened(request: HttpRequest, **captured: Any) -> HttpResponseBase:
        if not coordinates(request.user):
            raise PermissionDenied
        return view(request, Scope(None, {"layout": "design/base.html"}), **captured)

    return opened


def for_overseers(view: View) -> View:
    """Give a view the service of its slug; raises PermissionDenied to who does not see to it."""

    @login_required
    @in_service
    @wraps(view)
    def opened(request: HttpRequest, service: LoadedService, **captured: Any) -> HttpResponseBase:
        if not oversees(request.user, service):
            raise PermissionDenied
        return view(request, Scope(service, context_of(request, service)), **captured)

    return opened
