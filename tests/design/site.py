"""A place reduced to its theme: what the tests of this folder show screens in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils import translation

from lieucommun.design.context import EasyToRead, LanguageLink, Link, PersonMenu, PlaceContext
from lieucommun.design.reference import context as examples

LANGUAGES = {"fr": "Français", "en": "English", "ar": "العربية"}
POLICY = "default-src 'none'; " + "; ".join(
    f"{kind}-src 'self'" for kind in ("script", "style", "img", "connect")
)


def speak(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer in the language of `?lang=`, under the policy that forbids anything inline."""

    def answer(request: HttpRequest) -> HttpResponse:
        language = request.GET.get("lang", "fr")
        with translation.override(language if language in LANGUAGES else "fr"):
            response = get_response(request)
        response["Content-Security-Policy"] = POLICY
        return response

    return answer


def place(request: HttpRequest) -> dict[str, Any]:
    language = translation.get_language()
    languages = tuple(
        LanguageLink(
            code,
            name,
            f"http://testserver{request.path}?lang={code}",
            "rtl" if code == "ar" else "ltr",
            code == language,
        )
        for code, name in LANGUAGES.items()
    )
    many = request.GET.get("languages") != "two"
    person = PersonMenu("Amel Exemple", "/out/", (Link("/me/", "Mes droits"),))
    return {
        "place": PlaceContext(
            name="Lieu commun",
            language=language,
            direction="rtl" if language == "ar" else "ltr",
            demo=True,
            navigation=(
                Link("/", "Accueil", current=True),
                Link("/services/", "Services"),
                Link("/labs/", "Laboratoires"),
                Link("/projects/", "Projets"),
            ),
            footer=(
                Link("/accessibility/", "Accessibilité"),
                Link("/data/", "Données personnelles"),
                Link("/sources/", "Sources"),
            ),
            languages=languages if many else languages[:2],
            easy_to_read=EasyToRead("?easy=1", active="easy" in request.GET),
            person=person if "signed" in request.GET else None,
            sign_in="/sign-in/",
            search="/search/",
            accent="#7a2e8e" if "accent" in request.GET else "",
            theme=request.GET.get("theme", ""),
            canonical=f"http://testserver{request.path}",
        )
    }


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", examples())


def listing(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.getlist("theme")
    shown = examples()
    theme, state = shown["facets"]
    choices = tuple(replace(one, checked=one.value in chosen) for one in theme.choices)
    shown["facets"] = [replace(theme, choices=choices), state]
    return render(request, "listing.html", {**shown, "chosen": chosen})


urlpatterns = [
    path("", home),
    path("projects/", listing, name="projects"),
    path("design/", include("lieucommun.design.urls")),
]
