"""Choose a password, change it, do without."""

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.people.sessions.actions import change_password
from lieucommun.web.views.sign_in.factors import confirmed

from .overview import owner
from .telling import tell


@sensitive_post_parameters("password")
@confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Set a password, which ends the other sessions; or remove the one there is."""
    person, wrong = owner(request), ""
    if request.method == "POST" and request.POST.get("action") == "remove":
        change_password(request, person, None)
        tell(request, person, "password-removed")
        messages.success(request, _("Your account has no password any more."))
        return redirect("my-security")
    if request.method == "POST":
        typed = request.POST.get("password", "")
        try:
            validate_password(typed, person)
        except ValidationError as refused:
            wrong = " ".join(refused.messages)
        else:
            change_password(request, person, typed)
            tell(request, person, "password-changed")
            messages.success(
                request, _("The password is changed, and your other sessions have ended.")
            )
            return redirect("my-security")
    field = FieldSpec(
        "password",
        _("New password"),
        "password",
        error=wrong,
        required=True,
        autocomplete="new-password",
        maxlength=4096,
        help=_(
            "Twelve signs with letters, capitals, digits and punctuation, or a sentence of several "
            "words."
        ),
    )
    context = {"field": field, "fields": (field,), "has_password": person.has_usable_password()}
    return render(request, "web/me/security/password.html", context)
