"""The language and the easy-to-read variant of a visit, never in the path.

`?lang=` and `?easy=` set a cookie; interface languages (gettext) and content languages are two
lists: a page may be read in Ukrainian while its buttons stay in French.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

CONTENT_COOKIE = "content-language"
EASY_COOKIE = "easy-to-read"
YEAR = 365 * 24 * 3600
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})
NAMES = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "it": "Italiano",
    "ps": "پښتو",
    "pt": "Português",
    "ru": "Русский",
    "ti": "ትግርኛ",
    "tr": "Türkçe",
    "uk": "Українська",
}


def interface_language(language: str) -> str:
    """Return the catalogue that serves a content language: itself, or the place's first."""
    known = {code for code, _ in settings.LANGUAGES}
    return language if language in known else settings.LANGUAGE_CODE


def content_language(request: HttpRequest) -> str:
    """Return the language chosen for contents (`fr`, `ar`…, or `fr-x-falc` when easy to read)."""
    language = str(getattr(request, "language", settings.LANGUAGE_CODE))
    return "fr-x-falc" if language == "fr" and is_easy(request) else language


def is_easy(request: HttpRequest) -> bool:
    """Whether the visitor asked for easy-to-read texts."""
    return bool(getattr(request, "easy_to_read", False))


def remember(sender: object, request: HttpRequest, user: object, **_kwargs: object) -> None:
    """Have the preferences of whoever signs in follow to this browser (`user_logged_in`)."""
    del sender
    request.signed_in = user  # type: ignore[attr-defined]


class LanguageMiddleware:
    """Choose the language: `?lang=`, then the cookie, then the browser's, then the place's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        chosen = asked if asked in NAMES else request.COOKIES.get(CONTENT_COOKIE, "")
        language = chosen if chosen in NAMES else _browser_language(request)
        easy = request.GET.get("easy", "")
        easy_on = (easy or request.COOKIES.get(EASY_COOKIE, "")) == "1"
        request.language = language  # type: ignore[attr-defined]
        request.easy_to_read = easy_on  # type: ignore[attr-defined]
        with translation.override(interface_language(language)):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if signed_in := getattr(request, "signed_in", None):
            prefer(response, signed_in.language, easy=signed_in.easy_to_read or easy_on)
        if asked in NAMES:
            _keep(response, CONTENT_COOKIE, asked)
        if easy in {"0", "1"}:
            _keep(response, EASY_COOKIE, easy)
        return response


def prefer(response: HttpResponse, language: str, *, easy: bool) -> None:
    """Keep the preferences of an account in the browser that it is used from."""
    if language in NAMES:
        _keep(response, CONTENT_COOKIE, language)
    _keep(response, EASY_COOKIE, "1" if easy else "0")


def _browser_language(request: HttpRequest) -> str:
    wanted = translation.get_language_from_request(request)
    return wanted if wanted in {code for code, _ in settings.LANGUAGES} else settings.LANGUAGE_CODE


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
