"""`/me/tokens/`: the tokens by which programs act for a person."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lieucommun.design.context import Link
from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.kernel.people.queries import roles_of
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import published
from lieucommun.kernel.tokens.queries import tokens_of
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import person
from lieucommun.web.views.people.paging import paged

from . import making
from .form import TokenForm
from .lines import lines


@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """List one's own tokens, the latest first."""
    page = paged(request, tokens_of(person(request)))
    rows = [
        replace(line, revoke=reverse("my-token-revoke", args=[line.token.uuid]))
        for line in lines(page.items, content_language(request))
    ]
    context = {
        **_around(_("Your tokens")),
        "page": page,
        "rows": rows,
        "new": reverse("my-token-new"),
        "mine": True,
    }
    return render(request, "web/tokens/list.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for which service (`?service=`, empty for all), then make a token."""
    around = _around(_("Make a token"), Link(reverse("my-tokens"), _("Your tokens")))
    if "service" not in request.GET:
        spec = _where(content_language(request))
        return render(request, "web/tokens/where.html", {**around, "spec": spec})
    service = _chosen(request.GET["service"])
    someone, language = person(request), content_language(request)
    typed = request.POST if request.method == "POST" else None
    roles: tuple[str, ...] = ()
    waiting = not someone.proved
    if service is not None:
        held = {role for role, _of in roles_of({someone.pk}).get((someone.pk, service.slug), [])}
        roles = making.given_roles(service, held, proved=someone.proved)
        waiting = len(roles) < len(held & set(service.manifest.roles))
    form = TokenForm(service, language, roles, typed=typed)
    around |= {
        "opens": service.manifest.title.get(language) if service else _("Every service"),
        "withheld": waiting,
        "next": request.get_full_path(),
    }
    return making.make(request, form, around, reverse("my-tokens"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, uuid: str) -> HttpResponse:
    """End one of one's own tokens, once it is confirmed."""
    token = get_object_or_404(tokens_of(person(request)), uuid=uuid)
    around = _around(_("Revoke a token"), Link(reverse("my-tokens"), _("Your tokens")))
    return making.revoke(request, token, around, reverse("my-tokens"))


def _chosen(slug: str) -> LoadedService | None:
    if not slug:
        return None
    for service in published():
        if service.slug == slug:
            return service
    raise Http404(slug)


def _where(language: str) -> FieldSpec:
    titles = sorted(
        ((each.manifest.title.get(language), each.slug) for each in published()),
        key=lambda one: one[0].casefold(),
    )
    return FieldSpec(
        "service",
        _("Which service it opens"),
        "choice",
        "",
        _("The narrower it is, the less is lost with it."),
        choices=(
            Choice("", _("Every service, with all your roles")),
            *(Choice(slug, title) for title, slug in titles),
        ),
        widget="select",
        required=True,
    )


def _around(heading: str, *more: Link) -> dict[str, object]:
    trail = (Link(reverse("me"), _("My page")), *more)
    return {"layout": "design/base.html", "heading": heading, "trail": trail}
