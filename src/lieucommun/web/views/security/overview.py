"""What one signs in with, and where one is signed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lieucommun.kernel.people.factors.queries import factors_of
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.sessions.actions import end_other_sessions, end_session
from lieucommun.kernel.people.sessions.queries import open_sessions
from lieucommun.web.views.sign_in.factors import signed_in


@never_cache
@signed_in
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show passkeys, the app, recovery codes, the password and the open sessions."""
    person = owner(request)
    context = {
        "factors": factors_of(person),
        "has_password": person.has_usable_password(),
        "sessions": open_sessions(person, request.session.session_key or ""),
        "email": person.email,
    }
    return render(request, "web/me/security/overview.html", context)


@never_cache
@signed_in
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End one session, or all the others."""
    person, chosen = owner(request), request.POST.get("session", "")
    if chosen == "others":
        ended = end_other_sessions(request, person, reason="elsewhere")
        told = ngettext("%(count)d session has ended.", "%(count)d sessions have ended.", ended)
        messages.success(request, told % {"count": ended})
    elif chosen.isdecimal() and len(chosen) < len(str(2**63)):
        if end_session(person, int(chosen)):
            messages.success(request, _("This session has ended."))
        else:
            messages.info(request, _("This session had ended already."))
    return redirect("my-security")


def owner(request: HttpRequest) -> Person:
    """Return who is signed in; the decorators of each screen say that someone is."""
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user
