"""The middleware of a fresh Django project, and what leads its requests to the peer's addresses."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

#: As `django-admin startproject` writes them.
MIDDLEWARE = [
    "benchmarks.peer.middleware.Addresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


class Addresses:
    """Use the peer's URLs, so that both sides run in one process."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = "benchmarks.peer.urls"
        return self.get_response(request)
