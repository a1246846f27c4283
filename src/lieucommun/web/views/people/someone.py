"""One person of the place, for its coordinators: their roles, those of the place, their account."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lieucommun.design.context import Link
from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.kernel.people.actions import (
    deactivate_person,
    ensure_organisation,
    give_role,
    reactivate_person,
    take_role,
)
from lieucommun.kernel.people.holders import organisations_in
from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.people.place_roles import (
    ADMINISTRATOR,
    COORDINATOR,
    PLACE,
    LastCoordinatorError,
)
from lieucommun.kernel.people.queries import is_last_coordinator
from lieucommun.kernel.services.registry import published
from lieucommun.web.languages import NAMES, content_language
from lieucommun.web.views.joining.around import person
from lieucommun.web.views.manage.access import Scope, for_coordinators

from .everyone import words_of

LAST = gettext_lazy("This is the last coordinator of the place: name another one first.")
OWN = gettext_lazy("Another coordinator closes your account; you may erase it on your own page.")


class RefusedGift(Exception):  # noqa: N818 - reads as what it is where it is caught
    """A role of the place cannot be given so: the question at fault, and a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


@for_coordinators
def place_person(request: HttpRequest, scope: Scope, uuid: str) -> HttpResponseBase:
    """Show someone; POST gives them a role of the place, takes one away, opens their account."""
    someone = _found(uuid)
    if request.method != "POST":
        return _page(request, scope, someone)
    here, by = redirect(scope.url("person", uuid=uuid)), person(request).pk
    match request.POST.get("act"):
        case "give":
            try:
                _give(request, someone, by)
            except RefusedGift as refused:
                return _page(request, scope, someone, refused)
            messages.success(request, _("%(name)s now has this role.") % {"name": someone.name})
        case "take":
            _take(request, someone, by)
        case "reopen":
            reactivate_person(someone, by=by)
            messages.success(request, _("The account is open again; they sign in anew."))
        case _:
            raise Http404
    return here


@for_coordinators
def place_close(request: HttpRequest, scope: Scope, uuid: str) -> HttpResponseBase:
    """Say what closing an account does; POST closes it, and ends its sessions at once."""
    someone, me = _found(uuid), person(request)
    here = scope.url("person", uuid=uuid)
    refused = ""
    if someone.pk == me.pk:
        refused = str(OWN)
    elif is_last_coordinator(someone):
        refused = str(LAST)
    if request.method == "POST" and not refused:
        try:
            deactivate_person(someone, by=me.pk)
        except LastCoordinatorError:
            refused = str(LAST)
        else:
            messages.success(request, _("The account is closed; its sessions have ended."))
            return redirect(here)
    way = (Link(scope.url("people"), _("People")), Link(here, someone.name))
    context = {
        **scope.context(_("Close an account"), *way),
        "someone": someone,
        "refused": refused,
        "back": here,
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "web/people/close.html", context, status=status)


def _found(uuid: str) -> Person:
    grants = RoleGrant.objects.select_related("organisation").order_by("service", "pk")
    people = Person.objects.prefetch_related(Prefetch("grants", queryset=grants))
    return get_object_or_404(people, uuid=uuid)


def _take(request: HttpRequest, someone: Person, by: int) -> None:
    asked = request.POST.get("grant", "")
    of_place = RoleGrant.objects.filter(person=someone, service=PLACE)
    held = get_object_or_404(of_place, pk=int(asked) if asked.isdecimal() else 0)
    try:
        take_role(held, by=by)
    except LastCoordinatorError:
        messages.error(request, str(LAST))
    else:
        messages.success(request, _("%(name)s no longer has this role.") % {"name": someone.name})


@transaction.atomic
def _give(request: HttpRequest, someone: Person, by: int) -> None:
    """Give a role of the place; an organisation that is new comes with it, or not at all."""
    role = request.POST.get("role", "")
    if role not in {COORDINATOR, ADMINISTRATOR}:
        raise RefusedGift("role", _("Choose a role."))
    if not someone.is_active:
        raise RefusedGift("", _("This account is closed: open it first."))
    held_for = _organisation(request) if role == ADMINISTRATOR else None
    if role == ADMINISTRATOR and held_for is None:
        raise RefusedGift("organisation", _("Choose the organisation whose people they see to."))
    give_role(someone, PLACE, role, organisation=held_for, by=by)


def _organisation(request: HttpRequest) -> Organisation | None:
    if name := request.POST.get("other", "").strip():
        try:
            return ensure_organisation(name)
        except ValueError as wrong:
            raise RefusedGift("other", _("Write the name of the organisation.")) from wrong
    known = {each.slug: each for each in organisations_in()}
    return known.get(request.POST.get("organisation", ""))


def _page(
    request: HttpRequest, scope: Scope, someone: Person, refused: RefusedGift | None = None
) -> HttpResponseBase:
    language = content_language(request)
    roles = words_of(someone, language)
    served = {each.slug for each in published()}
    fields = _fields(request, {refused.field: refused.sentence} if refused else {})
    last = is_last_coordinator(someone)
    context = {
        **scope.context(someone.name, Link(scope.url("people"), _("People"))),
        "someone": someone,
        "language": NAMES.get(someone.language, ""),
        "own": someone.pk == person(request).pk,
        "of_place": [
            (given, words, last and given.role == COORDINATOR)
            for given, words in roles
            if given.service == PLACE
        ],
        "elsewhere": [
            (given, words, given.service in served) for given, words in roles if given.service
        ],
        "fields": fields,
        "wrong": [field for field in fields if field.error],
        "others": [refused.sentence] if refused and not refused.field else [],
    }
    return render(request, "web/people/someone.html", context, status=422 if refused else 200)


def _fields(request: HttpRequest, errors: dict[str, str]) -> list[FieldSpec]:
    typed = request.POST if errors else {}
    known = tuple(Choice(each.slug, each.name) for each in organisations_in())
    offered = (
        Choice(COORDINATOR, _("Coordinator of the place"), _("Sees to everything, for everyone.")),
        Choice(
            ADMINISTRATOR,
            _("Administrator of an organisation"),
            _("Sees to the people of one organisation."),
        ),
    )
    role = FieldSpec(
        "role",
        _("Role"),
        "choice",
        typed.get("role", ""),
        error=errors.get("role", ""),
        required=True,
        choices=offered,
    )
    other = FieldSpec(
        "other",
        _("Another organisation") if known else _("Organisation"),
        "text",
        typed.get("other", ""),
        _("Its name, if it is not here yet. For an administrator only."),
        errors.get("other", "") or ("" if known else errors.get("organisation", "")),
        maxlength=200,
    )
    if not known:
        return [role, other]
    chosen = FieldSpec(
        "organisation",
        _("Organisation"),
        "choice",
        typed.get("organisation", ""),
        _("For an administrator only."),
        errors.get("organisation", ""),
        choices=known,
        widget="select",
    )
    return [role, chosen, other]
