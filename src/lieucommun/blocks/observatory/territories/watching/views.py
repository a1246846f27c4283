"""Addresses of a watched territory: its feed, and the button that follows it or stops."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lieucommun.blocks.observatory.territories.opening import Looking
from lieucommun.blocks.observatory.territories.standing import named
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.opening import PageRequest
from lieucommun.kernel.territories import Territory

from . import actions
from .feeds import feed as feed_of


@require_safe
def feed(request: PageRequest, level: str, code: str) -> HttpResponse:
    """Give what is loaded from which the figures of a territory come, as an Atom feed."""
    territory, _portrait = _territory(request, level, code)
    return feed_of(request.opened, territory, request.build_absolute_uri("/")[:-1])


@require_POST
def follow(request: PageRequest, level: str, code: str) -> HttpResponseBase:
    """Follow a territory by mail, or stop (`stop=1`); who is not signed in is led there first."""
    territory, portrait = _territory(request, level, code)
    person = request.user
    if not isinstance(person, Person):
        return redirect_to_login(portrait)
    name = {"name": territory.name}
    if request.POST.get("stop"):
        actions.leave(request.opened, territory, by=person)
        messages.success(request, _("You follow %(name)s no more.") % name)
        return redirect(portrait)
    try:
        actions.watch(request.opened, territory, by=person, now=timezone.now())
    except actions.TooManyWatchedError:
        said = _("You follow %(most)s territories here already: stop following one of them first.")
        messages.error(request, said % {"most": actions.MOST})
    else:
        messages.success(request, _("You follow %(name)s: new figures are sent by mail.") % name)
    return redirect(portrait)


def _territory(request: PageRequest, level: str, code: str) -> tuple[Territory, str]:
    """Return a territory and the address of its portrait; raises Http404 where there is none."""
    territory = named(level, code)
    address = Looking(request.opened).portrait_of(territory) if territory else ""
    if territory is None or not address:
        raise Http404(code)
    return territory, address
