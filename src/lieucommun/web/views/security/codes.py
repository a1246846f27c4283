"""Recovery codes: what one comes in with when the device is lost."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lieucommun.kernel.people.factors.actions import renew_codes
from lieucommun.kernel.people.factors.queries import factors_of, recovery_codes
from lieucommun.web.views.sign_in.arrival import wanted
from lieucommun.web.views.sign_in.factors import confirmed

from .overview import owner
from .telling import tell


@confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Show the codes that are left, and draw others."""
    person = owner(request)
    if not factors_of(person):
        return redirect("my-security")
    if request.method == "POST":
        renew_codes(person)
        tell(request, person, "codes-renewed")
        messages.success(request, _("These codes are new: the former ones are worth nothing."))
        return redirect("my-codes")
    context = {"codes": recovery_codes(person), "next": wanted(request)}
    return render(request, "web/me/security/codes.html", context)


@confirmed
@require_GET
def file(request: HttpRequest) -> HttpResponse:
    """Give the codes that are left as a file to keep or print."""
    text = "\n".join(recovery_codes(owner(request))) + "\n"
    name = 'attachment; filename="codes.txt"'
    return HttpResponse(
        text, content_type="text/plain; charset=utf-8", headers={"Content-Disposition": name}
    )
