"""All the people of the place, for its coordinators: search, filter, take the list away."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.kernel.joining.named import Named, named
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.holders import everyone, organisations_in, roles_held
from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import person
from lieucommun.web.views.manage.access import Scope, for_coordinators
from lieucommun.web.views.manage.exports import export_links, exported

from .paging import paged

LONGEST = 200
BATCH = 500
STATES = {"open": True, "closed": False}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for, as it was typed; `role` reads `service:name`."""

    q: str = ""
    organisation: str = ""
    role: str = ""
    state: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        return cls(**{each.name: query.get(each.name, "")[:LONGEST] for each in fields(cls)})

    @property
    def address(self) -> str:
        """The parameters that ask for the same again."""
        names = [each.name for each in fields(self)]
        return urlencode({name: value for name in names if (value := getattr(self, name))})

    def people(self) -> QuerySet[Person]:
        service, colon, role = self.role.partition(":")
        return everyone(
            self.q,
            active=STATES.get(self.state),
            role=(service, role) if colon else None,
            organisation=self.organisation,
        )

    def fields(self, language: str) -> list[FieldSpec]:
        """Return the fields of the form that are no text."""
        roles = [(f"{each[0]}:{each[1]}", named(*each, None, language)) for each in roles_held()]
        asked = (
            (
                "organisation",
                _("Organisation"),
                self.organisation,
                [Choice(each.slug, each.name) for each in organisations_in()],
            ),
            (
                "role",
                _("Role"),
                self.role,
                [Choice(code, f"{words.service} · {words.role}") for code, words in roles],
            ),
            (
                "state",
                _("Account"),
                self.state,
                [Choice("open", _("Account open")), Choice("closed", _("Account closed"))],
            ),
        )
        every = Choice("", _("All"))
        return [
            FieldSpec(name, title, "choice", value, choices=(every, *choices), widget="select")
            for name, title, value, choices in asked
        ]


@require_safe
@for_coordinators
def place_people(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """List the people of the place with their roles."""
    filters, language = Filters.read(request.GET), content_language(request)
    if kind := request.GET.get("format"):
        return _export(request, scope, kind, filters)
    page = paged(request, filters.people())
    context = {
        **scope.context(_("People of the place")),
        "text": filters.q,
        "fields": filters.fields(language),
        "filtered": bool(filters.organisation or filters.role or filters.state),
        "asked": bool(filters.address),
        "page": page,
        "rows": [
            (each, scope.url("person", uuid=each.uuid), words_of(each, language))
            for each in page.items
        ],
        "exports": export_links(f"?{filters.address}"),
    }
    return render(request, "web/people/everyone.html", context)


def words_of(someone: Person, language: str) -> list[tuple[RoleGrant, Named]]:
    """Return the roles that someone holds, those of the place first, with their words."""
    return [
        (each, named(each.service, each.role, each.organisation, language))
        for each in someone.grants.all()
    ]


def state_of(someone: Person) -> str:
    """Say whether an account is open."""
    return _("Account open") if someone.is_active else _("Account closed")


def _export(request: HttpRequest, scope: Scope, kind: str, filters: Filters) -> HttpResponseBase:
    titles = [
        _("Name"),
        _("E-mail address"),
        _("Account"),
        _("Since"),
        _("Service"),
        _("Role"),
        _("Organisation"),
        _("Territory"),
        _("Given on"),
    ]
    lines = _lines(filters.people(), content_language(request))
    answer = exported(kind, _("People"), titles, lines, scope)
    record_entry("people.exported", by=person(request).pk, object_kind="place")
    return answer


def _lines(people: QuerySet[Person], language: str) -> Iterator[list[object]]:
    """Yield a line for each role, and one for whoever has none."""
    for each in people.iterator(chunk_size=BATCH):
        who = [each.name, each.email, state_of(each), each.created_at.date()]
        for given, words in words_of(each, language):
            what = [words.service, words.role, words.organisation, given.territory]
            yield [*who, *what, given.created_at.date()]
        if not each.grants.all():
            yield [*who, "", "", "", "", None]
