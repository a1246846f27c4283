"""What is known about oneself: see it, take it away, erase the account."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.datasets.personal import Concerned, concerned
from lieucommun.kernel.limits.actions import take
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.place_roles import LastCoordinatorError
from lieucommun.kernel.people.queries import is_last_coordinator
from lieucommun.kernel.personal.actions import erase_account, note_export
from lieucommun.kernel.personal.archive import archive, kept_until
from lieucommun.kernel.personal.queries import known
from lieucommun.web.languages import content_language, interface_language
from lieucommun.web.views.joining.around import person
from lieucommun.web.views.stopped import too_many

#: Archives that one person may take in an hour.
MOST_ARCHIVES = 10


@login_required
def data(request: HttpRequest) -> HttpResponse:
    """Say what the place knows about the visitor: what, why, until when, how much."""
    someone, language = person(request), content_language(request)
    context = {
        "heading": _("What is known about you"),
        "known": [each for each in known(someone) if each.own or each.acts],
        "records": _records(someone, language),
    }
    return render(request, "web/me/data.html", context)


@require_POST
@login_required
def export(request: HttpRequest) -> HttpResponseBase:
    """Give everything as one archive."""
    someone = person(request)
    verdict = take("personal.export", someone.pk, most=MOST_ARCHIVES, within=3600)
    if not verdict.allowed:
        return too_many(request, verdict.retry_after)
    note_export(someone)
    language = interface_language(content_language(request).partition("-")[0])
    name = f"{timezone.localdate().isoformat()}-{someone.uuid}.zip"
    return StreamingHttpResponse(
        archive(someone, language),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


@login_required
def erase(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays; erase the account once its address is typed."""
    someone = person(request)
    if request.method != "POST":
        return _confirm(request, someone)
    if request.POST.get("email", "").strip().lower() != someone.email.lower():
        return _confirm(request, someone, _("Type the address of this account to erase it."))
    try:
        erase_account(someone)
    except LastCoordinatorError:
        return _confirm(request, someone)
    logout(request)
    messages.success(request, _("Your account is erased."))
    return redirect("home")


def _confirm(request: HttpRequest, someone: Person, error: str = "") -> HttpResponse:
    field = FieldSpec(
        "email",
        _("Your e-mail address, to confirm"),
        "email",
        request.POST.get("email", ""),
        error=error,
        required=True,
        autocomplete="off",
    )
    context = {
        "heading": _("Erase your account"),
        "records": _records(someone, content_language(request)),
        "last": is_last_coordinator(someone),
        "fields": [field],
    }
    return render(request, "web/me/erase.html", context, status=422 if error else 200)


def _records(someone: Person, language: str) -> list[dict[str, object]]:
    by_address = someone.email_verified_at is not None
    return [_shown(each, language) for each in concerned(someone, by_address=by_address)]


def _shown(each: Concerned, language: str) -> dict[str, object]:
    privacy = each.service.manifest.privacy
    return {
        "service": each.service.manifest.title.get(language),
        "dataset": each.dataset.title.get(language),
        "foreign": each.service.foreign(language),
        "purpose": privacy.purpose.get(language) if privacy else "",
        "kept": kept_until(each, language),
        "total": each.total,
        "open": each.open,
        "closed": each.total - each.open,
    }
