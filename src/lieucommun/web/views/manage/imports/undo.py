"""Taking an import back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lieucommun.design.context import Link
from lieucommun.kernel.datasets.importing import count_undo
from lieucommun.kernel.datasets.models import Import
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.sending import actions, queries
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.web.views.manage.access import Scope

from .opening import for_senders


@for_senders
def undo(
    request: HttpRequest, scope: Scope, datasets: list[Dataset], viewer: Viewer, number: int
) -> HttpResponseBase:
    """Ask before an import is taken back, then have it done."""
    service_id = scope.service.service_id if scope.service else 0
    found = Import.objects.filter(pk=number, service_id=service_id).first()
    names = {each.name: each for each in datasets}
    if found is None or found.dataset not in names:
        raise Http404
    dataset = names[found.dataset]
    if not queries.may_import(dataset, viewer, delete=True):
        raise PermissionDenied
    if request.method == "POST":
        actions.undo(dataset, number, by=viewer)
        messages.success(request, _("The import is being taken back; this list tells when it is."))
        return redirect(scope.url("imports"))
    touched, changed = count_undo(dataset, number)
    context = {
        **scope.context(_("Take this import back?"), Link(scope.url("imports"), _("Imports"))),
        "found": found,
        "touched": touched,
        "changed": changed,
        "restored": touched - changed,
        "all": scope.url("imports"),
    }
    return render(request, "web/manage/undo.html", context)
