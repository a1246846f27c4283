"""What every screen of the place is given: `place`, and the page that is open."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lieucommun.design.context import EasyToRead, LanguageLink, Link, PersonMenu, PlaceContext
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import coordinates
from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.services.oversight import by_role
from lieucommun.kernel.services.registry import published

from .languages import NAMES, RIGHT_TO_LEFT, content_language, interface_language, is_easy
from .views.sign_in.personas import personas_open

#: What a header holds; a service that asks for a hundred places in it gets what is left.
MOST_LINKS = 9
TEXTS = ("accessibility", "personal-data", "sources")


def place(request: HttpRequest) -> dict[str, Any]:
    """Return `place` (for base.html), `opened` (the page of a service, if any) and its names."""
    opened: OpenPage | None = getattr(request, "opened", None)
    language = str(getattr(request, "language", settings.LANGUAGE_CODE))
    spoken = interface_language(language)
    context = PlaceContext(
        name=settings.PLACE_NAME,
        home=reverse("home"),
        language=spoken,
        direction="rtl" if spoken in RIGHT_TO_LEFT else "ltr",
        demo=settings.DEMO,
        navigation=_navigation(request),
        footer=_footer(request),
        languages=_languages(request, language, opened),
        easy_to_read=_easy(request) if language == "fr" else None,
        person=_person(request),
        sign_in=_sign_in(request),
        search=reverse("search"),
        accent=settings.PLACE_ACCENT,
        canonical=request.build_absolute_uri(request.path),
    )
    answer: dict[str, Any] = {"place": context, "personas_open": personas_open(request)}
    if opened is not None:
        answer["opened"] = opened
        if opened.viewer.withheld:
            query = urlencode({"next": request.get_full_path()})
            answer["second_factor"] = f"{reverse('second-factor')}?{query}"
        answer["service_title"] = opened.service.manifest.title.get(opened.language)
    return answer


def _navigation(request: HttpRequest) -> tuple[Link, ...]:
    language = content_language(request)
    links = [
        Link(reverse("home"), _("Home"), current=request.path == reverse("home")),
        Link(reverse("services"), _("Services"), current=request.path == reverse("services")),
    ]
    for service in published():
        for page in service.manifest.pages:
            opened = OpenPage(service, page, ANYONE, language)
            if page.header and opened.allowed:
                current = request.path.startswith(opened.url())
                links.append(Link(opened.url(), opened.title, current, opened.foreign))
    return tuple(links[:MOST_LINKS])


def _footer(request: HttpRequest) -> tuple[Link, ...]:
    words = {
        "accessibility": _("Accessibility"),
        "personal-data": _("Personal data"),
        "sources": _("Sources"),
    }
    links = [(reverse("about", args=[name]), words[name]) for name in TEXTS]
    links.append((reverse("api-page"), "API"))
    return tuple(Link(url, text, current=request.path == url) for url, text in links)


def _languages(
    request: HttpRequest, language: str, opened: OpenPage | None
) -> tuple[LanguageLink, ...]:
    """Offer the interface's languages, and those of the service that is open."""
    codes = [code for code, _name in settings.LANGUAGES]
    if opened is not None:
        codes += [code for code in opened.service.manifest.languages if code in NAMES]
    return tuple(
        LanguageLink(
            code,
            NAMES[code],
            request.build_absolute_uri(_address(request, lang=code)),
            "rtl" if code in RIGHT_TO_LEFT else "ltr",
            current=code == language,
        )
        for code in dict.fromkeys(codes)
    )


def _easy(request: HttpRequest) -> EasyToRead:
    easy = is_easy(request)
    return EasyToRead(_address(request, easy="0" if easy else "1"), active=easy)


def _address(request: HttpRequest, **changes: str) -> str:
    """Return the address of this screen with some parameters changed."""
    asked = request.GET.copy()
    for name, value in changes.items():
        asked[name] = value
    return f"{escape_uri_path(request.path)}?{asked.urlencode()}"


def _person(request: HttpRequest) -> PersonMenu | None:
    person = request.user
    if not isinstance(person, Person):
        return None
    mine, security = reverse("me"), reverse("my-security")
    links = [
        Link(mine, _("My page"), current=request.path == mine),
        *_overseen(person, getattr(request, "opened", None)),
        Link(reverse("me-journal"), _("My journal"), current=request.path == reverse("me-journal")),
        Link(security, _("Sign-in and security"), current=request.path == security),
    ]
    if personas_open(request):
        links.append(Link(reverse("personas"), _("Become someone else")))
    return PersonMenu(str(person), reverse("sign-out"), tuple(links))


def _overseen(person: Person, opened: OpenPage | None) -> list[Link]:
    """Lead whoever sees to the place, or to the service that is open, to what they see to."""
    links = []
    coordinator = coordinates(person)
    if coordinator:
        links.append(Link(reverse("place"), _("See to the place")))
    if opened and (coordinator or by_role(opened.viewer, opened.service)):
        url = reverse("manage", args=[opened.service.slug])
        links.append(Link(url, _("See to this service")))
    return links


def _sign_in(request: HttpRequest) -> str:
    name = "personas" if personas_open(request) else "sign-in"
    return reverse(name)
