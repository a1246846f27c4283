"""Where the webhooks of a service go, and what was sent: set, try, pause, send again."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.webhooks import actions, queries
from lieucommun.kernel.webhooks.addresses import RefusedAddress
from lieucommun.kernel.webhooks.models import Delivery, Webhook
from lieucommun.kernel.webhooks.signing import secret_of
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import person

from .access import Scope, for_overseers
from .exports import export_links, exported

MOST = 50
BATCH = 500
SHOWN = "webhook-secret"
TROUBLES = {
    "unreadable": gettext_lazy("A whole address is expected, such as https://example.org/hook."),
    "credentials": gettext_lazy("An address holds neither name nor password."),
    "scheme": gettext_lazy("The address must begin with https://."),
    "unknown": gettext_lazy("This name leads nowhere."),
    "private": gettext_lazy("This address is not of the public internet: nothing is sent there."),
    "timeout": gettext_lazy("The other site did not answer in time."),
    "unreachable": gettext_lazy("The other site could not be reached."),
    "status": gettext_lazy("The other site answered that it did not take the message."),
}
ACTS = {
    "record.created": gettext_lazy("record created"),
    "record.updated": gettext_lazy("record changed"),
    "record.moved": gettext_lazy("record in another state"),
    "record.deleted": gettext_lazy("record deleted"),
    "ping": gettext_lazy("trial message"),
}
STATES = {
    Delivery.Status.WAITING: (gettext_lazy("Waiting"), "planned"),
    Delivery.Status.DELIVERED: (gettext_lazy("Delivered"), "runs"),
    Delivery.Status.FAILED: (gettext_lazy("Failed"), "warm"),
}
Act = Callable[..., object]
DONE: dict[str, tuple[Act, object]] = {
    "ping": (actions.ping, gettext_lazy("A trial message is on its way: look again in a moment.")),
    "pause": (actions.pause, gettext_lazy("Paused: what happens is kept for later.")),
    "resume": (actions.resume, gettext_lazy("Sending again, beginning with what waits.")),
    "secret": (actions.renew_secret, gettext_lazy("The former secret signs nothing any more.")),
}


@for_overseers
def webhooks(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """List the webhooks that the folder of a service declares."""
    service, language = scope.service, content_language(request)
    assert service is not None  # noqa: S101 - for_overseers opens one
    listed = [
        (scope.url("webhook", hook=name), each.title.get(language), _acts(each.on), known)
        for name, each, known in queries.webhooks_of(service)
    ]
    context = {**scope.context(_("Webhooks")), "listed": listed}
    return render(request, "web/manage/webhooks.html", context)


@for_overseers
def webhook(request: HttpRequest, scope: Scope, hook: str) -> HttpResponseBase:
    """Show one webhook: where it goes, its last messages; POST sets it, tries it, pauses it…"""
    service, name = scope.service, hook
    declared = service.manifest.webhooks.get(name) if service else None
    if service is None or declared is None:
        raise Http404(name)
    known = queries.webhook_of(service, name)
    spec = _spec(known.address if known else "")
    if request.method == "POST":
        typed = request.POST.get("address", "").strip()
        try:
            _act(request, service.slug, name, known)
        except RefusedAddress as refused:
            spec = _spec(typed, str(TROUBLES[refused.code]))
        else:
            return redirect(scope.url("webhook", hook=name))
    heading = declared.title.get(content_language(request))
    if kind := request.GET.get("format"):
        return exported(kind, heading, _columns(), _lines(known), scope)
    context = {
        **scope.context(heading),
        "name": name,
        "declared": declared,
        "acts": _acts(declared.on),
        "webhook": known,
        "spec": spec,
        "errors": [spec],
        "secret": request.session.pop(SHOWN, ""),
        "listed": _listed(known) if known else [],
        "exports": export_links("?"),
    }
    return render(request, "web/manage/webhook.html", context, status=422 if spec.error else 200)


def _act(request: HttpRequest, slug: str, name: str, known: Webhook | None) -> None:
    act, by = request.POST.get("act", ""), person(request)
    if act == "address":
        _set(request, slug, name, known, by)
    elif known is None:
        raise Http404(act)
    elif act == "again":
        _send_again(request, known, by)
    elif act in DONE:
        done, said = DONE[act]
        done(known, by=by)
        messages.success(request, str(said))
        if act == "secret":
            request.session[SHOWN] = secret_of(known)
    else:
        raise Http404(act)


def _set(request: HttpRequest, slug: str, name: str, known: Webhook | None, by: Person) -> None:
    webhook = actions.set_address(slug, name, request.POST.get("address", "").strip(), by=by)
    messages.success(request, _("Saved: what happens from now on is sent there."))
    if known is None:
        request.session[SHOWN] = secret_of(webhook)


def _send_again(request: HttpRequest, known: Webhook, by: Person) -> None:
    try:
        found = queries.deliveries_of(known).get(uuid=request.POST.get("delivery", ""))
    except (Delivery.DoesNotExist, ValidationError) as missing:
        raise Http404 from missing
    actions.send_again(found, by=by)
    messages.success(request, _("The message is on its way again."))


def _spec(value: str, error: str = "") -> FieldSpec:
    return FieldSpec(
        name="address",
        label=_("Address that receives"),
        type="url",
        value=value,
        error=error,
        required=True,
        help=_("Of the site that is told, beginning with https://."),
    )


def _acts(names: tuple[str, ...]) -> str:
    return ", ".join(str(ACTS[each]) for each in names)


def _listed(known: Webhook) -> list[tuple[Delivery, str, str, str, str]]:
    found = []
    for delivery in queries.deliveries_of(known)[:MOST]:
        state, kind = STATES[Delivery.Status(delivery.status)]
        found.append((delivery, str(ACTS[delivery.act]), str(state), kind, _trouble(delivery)))
    return found


def _trouble(delivery: Delivery) -> str:
    said = str(TROUBLES.get(delivery.trouble, ""))
    return f"{said} ({delivery.answer})" if delivery.answer and said else said


def _columns() -> list[str]:
    return [
        _("When"), _("Act"), _("Record"), _("Version"), _("State"), _("Attempts"), _("Trouble"),
    ]  # fmt: skip


def _lines(known: Webhook | None) -> Iterator[list[Any]]:
    """Yield every message that is still known, the latest first."""
    for delivery in queries.deliveries_of(known).iterator(BATCH) if known else ():
        state, _kind = STATES[Delivery.Status(delivery.status)]
        yield [
            delivery.at,
            str(ACTS[delivery.act]),
            str(delivery.record or ""),
            delivery.version or None,
            str(state),
            delivery.attempts,
            _trouble(delivery),
        ]
