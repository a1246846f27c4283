"""What devices sent: what became of it, what is wrong in it, what two devices disagreed on."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lieucommun.design.context import Link
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.datasets.rights import reads_whole
from lieucommun.kernel.devices.queries import viewer_of
from lieucommun.kernel.forms.models import Submission, SubmissionRecord
from lieucommun.kernel.forms.receiving.actions import apply_again
from lieucommun.kernel.forms.receiving.sent import leaves
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.web.views.joining.around import person
from lieucommun.web.views.manage.access import Scope, for_overseers
from lieucommun.web.views.manage.exports import export_links, exported
from lieucommun.web.views.people.paging import paged

Standing = Submission.Standing
STANDINGS = {
    Standing.APPLIED: gettext_lazy("Received and written"),
    Standing.WAITING: gettext_lazy("Written; files are awaited"),
    Standing.HELD: gettext_lazy("Waits for an earlier change"),
    Standing.QUARANTINED: gettext_lazy("Kept aside: the form is not known"),
    Standing.REFUSED: gettext_lazy("Kept: its records could not be written"),
    Standing.CONFLICT: gettext_lazy("Other answers under the same number"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A submission as its line shows it."""

    submission: Submission
    title: str
    standing: str
    url: str

    @property
    def watch(self) -> bool:
        """Whether someone has something to look at."""
        return self.submission.standing != Standing.APPLIED or bool(self.submission.problems)


@for_overseers
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """List what devices sent, the latest first; `?watch=1`: what is to be looked at."""
    watch = request.GET.get("watch") == "1"
    rows = _watched(_sent(scope)) if watch else _sent(scope)
    if kind := request.GET.get("format"):
        return exported(kind, _("Received"), _titles(), _cells(rows, scope), scope)
    page = paged(request, rows)
    context = {
        **scope.context(_("Received from devices"), Link(scope.url("devices"), _("Devices"))),
        "page": page,
        "lines": [_line(each, scope) for each in page.items],
        "watch": watch,
        "choices": (
            Link("?", _("Everything"), current=not watch),
            Link("?watch=1", _("To look at"), current=watch),
        ),
        "exports": export_links("?watch=1" if watch else "?"),
    }
    return render(request, "web/manage/received.html", context)


@for_overseers
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, scope: Scope, uuid: str) -> HttpResponseBase:
    """Show one submission as it was sent; try it again, or say that a conflict was looked at."""
    submission = get_object_or_404(_sent(scope), uuid=uuid)
    if request.method == "POST":
        _acted(request, scope, submission)
        return HttpResponseRedirect(request.path)
    back = Link(scope.url("devices"), _("Devices")), Link(scope.url("received"), _("Received"))
    line = _line(submission, scope)
    open_ = _may_read(request, scope, submission)
    context = {
        **scope.context(line.title, *back),
        "line": line,
        "submission": submission,
        "open": open_,
        "conflicts": _conflicts(submission, scope) if open_ else [],
        "files": list(submission.files.order_by("pk")),
        "answers": leaves(submission.answers) if open_ else [],
        "again": submission.standing in {Standing.HELD, Standing.REFUSED, Standing.QUARANTINED},
    }
    return render(request, "web/manage/received_one.html", context)


def _may_read(request: HttpRequest, scope: Scope, submission: Submission) -> bool:
    """Whether someone reads, whole, every record that answers wrote or would write.

    Who sees to a service is not always let into its records.
    """
    service = scope.service
    assert service is not None  # noqa: S101 - for_overseers opens one
    viewer = viewer_for(person(request), service.slug)
    rows = list(submission.records.filter(version__isnull=False))
    for row in rows:
        dataset = service.dataset(row.dataset)
        try:
            seen = query(dataset, viewer).get(row.record)
        except UnknownRecord:
            return False
        if not set(dataset.fields) <= seen.visible:
            return False
    part = service.manifest.forms.get(submission.form)
    named = [service.dataset(name) for name in part.writes] if part else []
    return bool(rows) or (bool(named) and all(reads_whole(each, viewer) for each in named))


def _acted(request: HttpRequest, scope: Scope, submission: Submission) -> None:
    service = scope.service
    assert service is not None  # noqa: S101 - for_overseers opens one
    if request.POST.get("act") == "again":
        viewer = viewer_of(submission.device, service) if submission.device else ANYONE
        done = apply_again(service, submission, viewer, forced=True)
        if done.standing in {Standing.APPLIED, Standing.WAITING}:
            messages.success(request, _("Its records are written now."))
        else:
            messages.warning(request, _("Its records still cannot be written."))
    else:
        _settle(submission, person(request).pk)
        messages.success(request, _("Noted: someone has looked at it."))


@transaction.atomic
def _settle(submission: Submission, by: int) -> None:
    """Say that a person has looked at what devices disagreed on; the values are forgotten."""
    rows = submission.records.exclude(conflict="").filter(settled_at=None)
    if rows.update(settled_at=timezone.now(), conflicting={}):
        record_entry(
            "submission.settled",
            service=submission.service,
            by=by,
            object_kind=submission.form,
            object_id=submission.uuid,
        )


def _sent(scope: Scope) -> QuerySet[Submission]:
    rows = Submission.objects.filter(service=scope.slug or "").exclude(instance="")
    return rows.select_related("device", "device__organisation").order_by("-pk")


def _watched(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    open_ = SubmissionRecord.objects.filter(
        submission=OuterRef("pk"), conflict="hard", settled_at=None
    )
    return rows.filter(~Q(standing=Standing.APPLIED) | ~Q(problems=[]) | Exists(open_))


def _line(submission: Submission, scope: Scope) -> Line:
    assert scope.service is not None  # noqa: S101 - for_overseers opens one
    form = scope.service.manifest.forms.get(submission.form)
    return Line(
        submission,
        str(form.title) if form else submission.form,
        str(STANDINGS[Standing(submission.standing)]),
        scope.url("received-one", uuid=submission.uuid),
    )


@dataclass(frozen=True, slots=True)
class Clash:
    """One field on which two devices disagreed."""

    title: str
    base: str
    theirs: str
    mine: str


def _conflicts(submission: Submission, scope: Scope) -> list[Clash]:
    assert scope.service is not None  # noqa: S101 - for_overseers opens one
    found = []
    for row in submission.records.filter(settled_at=None).exclude(conflict=""):
        known = scope.service.manifest.datasets.get(row.dataset)
        for name, values in row.conflicting.items():
            field = known.fields.get(name) if known else None
            told = [_plain(each) for each in values]
            found.append(Clash(str(field.title) if field else name, *told))
    return found


def _plain(value: object) -> str:
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value or "")


def _titles() -> list[str]:
    return [_("Received on"), _("Form"), _("Device"), _("Organisation"), _("State"), _("Problems")]


def _cells(rows: QuerySet[Submission], scope: Scope) -> Iterator[list[object]]:
    for each in rows.iterator(chunk_size=500):
        line, device = _line(each, scope), each.device
        home = device.organisation if device else None
        told = "; ".join(f"{one['question']} {one['text']}".strip() for one in each.problems)
        name = device.name if device else ""
        yield [each.sent_at, line.title, name, home.name if home else "", line.standing, told]
