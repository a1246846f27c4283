"""Exports too large to be waited for, or asked to be kept: a page offers to prepare them apart."""

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.kernel.datasets.saved.kinds import KINDS, WHOLE

if TYPE_CHECKING:
    from lieucommun.kernel.services.opening import PageRequest

#: What an address says that is no part of the question.
ASIDE = ("format", "save", "cursor", "lang", "easy", "view")


def offered(request: HttpRequest) -> HttpResponse | None:
    """Return a page that offers to prepare an export, where one is due; None: go on.

    It is due on `?save=1`, or for more rows than are given at once. Whoever is not signed in has
    no place to keep anything: they get the file, as a stream.
    """
    opened = cast("PageRequest", request).opened
    kind, asked = request.GET.get("format", ""), request.GET.get("save") == "1"
    if opened.viewer.person is None or opened.block is None or not (asked or kind in WHOLE):
        return None
    found = opened.block.taken(opened, request.GET)
    rows = found.count() if found else 0
    if found is None or (rows <= settings.EXPORTS_DIRECT and not asked):
        return None
    question = request.GET.copy()
    for name in ASIDE:
        question.pop(name, None)
    choices = tuple(Choice(name, words) for name, words in KINDS.items())
    chosen = kind if kind in KINDS else "csv"
    context = {
        "rows": rows,
        "large": rows > settings.EXPORTS_DIRECT,
        "question": question.urlencode(),
        "field": FieldSpec("kind", _("Format"), "choice", chosen, choices=choices, required=True),
        "back": f"?{question.urlencode()}" if question else opened.url(),
    }
    return render(request, "web/take_away.html", context)
