"""Who may come in to send files of records, and which file is theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.sending import queries
from lieucommun.kernel.datasets.sending.models import SentFile
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.oversight import oversees
from lieucommun.web.views.joining.around import context_of, in_service
from lieucommun.web.views.manage.access import Scope

View = Callable[..., HttpResponseBase]


def for_senders(view: View) -> View:
    """Give a view the service, who asks and the datasets that they may import into.

    Whoever sees to the service comes in too, to read what was imported.
    """

    @login_required
    @in_service
    @wraps(view)
    def opened(request: HttpRequest, service: LoadedService, **captured: Any) -> HttpResponseBase:
        viewer = viewer_for(request.user, service.slug)
        datasets = queries.open_to(service, viewer)
        if not datasets and not oversees(request.user, service):
            raise PermissionDenied
        scope = Scope(service, context_of(request, service))
        return view(request, scope, datasets, viewer, **captured)

    return opened


def found_file(
    scope: Scope, datasets: list[Dataset], viewer: Viewer, uuid: UUID
) -> tuple[SentFile, Dataset]:
    service_id = scope.service.service_id if scope.service else 0
    sent = queries.file_of(service_id, viewer.person, uuid)
    names = {each.name: each for each in datasets}
    if sent is None or sent.dataset not in names:
        raise Http404
    return sent, names[sent.dataset]
