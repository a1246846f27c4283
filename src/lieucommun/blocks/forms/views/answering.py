"""What every screen of a form does with a refusal: say it on a page, whatever was sent."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lieucommun.engines.xforms import FormError
from lieucommun.kernel.forms.refusals import RefusedForm, UnknownDraft

View = Callable[..., HttpResponse]


def refusing(view: View) -> View:
    """Answer a refusal with a page that says why; what is gone, or never was, is not found."""

    @wraps(view)
    def answered(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RefusedForm as refused:
            context = {"heading": _("This cannot be done"), "refused": refused}
            return render(request, "forms/refused.html", context, status=409)
        except (UnknownDraft, FormError) as unknown:
            raise Http404(str(unknown)) from unknown

    return answered
