"""Close the account of a member of an organisation, for its administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lieucommun.design.context import Link
from lieucommun.kernel.people.actions import close_member
from lieucommun.kernel.people.holders import belongs_elsewhere, holders_for
from lieucommun.kernel.people.models import Organisation, Person
from lieucommun.web.views.joining.around import person

from .desk import Desk, of_organisation

OWN = gettext_lazy("Another administrator closes your account; you may erase it on your own page.")


@of_organisation
def organisation_close(request: HttpRequest, desk: Desk, uuid: str) -> HttpResponse:
    """Say what closing an account does, or that only its roles here end; POST does it."""
    home = desk.organisation
    assert home is not None  # noqa: S101 - of_organisation opens one
    held = list(holders_for(home).filter(person__uuid=uuid))
    someone = get_object_or_404(Person, pk=held[0].person_id if held else 0)
    own = someone == person(request)
    if request.method == "POST" and not own:
        _close(request, someone, home)
        return redirect(desk.address("people"))
    elsewhere = belongs_elsewhere(someone, home)
    context = {
        **desk.context,
        "desk": desk,
        "heading": _("End roles") if elsewhere else _("Close an account"),
        "trail": [*desk.trail(), Link(desk.address("people"), _("People"))],
        "someone": someone,
        "elsewhere": elsewhere,
        "ending": [desk.words(grant) for grant in held],
        "refused": str(OWN) if own else "",
        "back": desk.address("people"),
    }
    return render(request, "web/people/close.html", context, status=409 if own else 200)


def _close(request: HttpRequest, someone: Person, home: Organisation) -> None:
    told = {"name": someone.name, "organisation": home.name}
    if close_member(someone, home, by=person(request).pk):
        said = _("The account of %(name)s is closed; its sessions have ended.")
    else:
        said = _(
            "%(name)s has roles outside %(organisation)s too: the account stays open, "
            "and their roles for %(organisation)s have ended."
        )
    messages.success(request, said % told)
