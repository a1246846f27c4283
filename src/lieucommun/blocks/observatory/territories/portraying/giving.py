"""The PDF of a portrait: made once for each state of its figures, then given as it was kept."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from lieucommun.blocks.observatory.territories.portraits import Portrait
from lieucommun.kernel.documents.printing import UnprintablePaper
from lieucommun.kernel.documents.printing.portraits import printed_portrait
from lieucommun.kernel.limits.actions import take
from lieucommun.kernel.limits.addresses import address_of
from lieucommun.kernel.services.opening import PageRequest

from .freshness import stamp
from .keeping import folder_of, is_kept, kept
from .paper import name_of, printable

#: Papers made for one caller: what is kept already is given without counting.
MOST, WITHIN = 20, 60.0


def paper(request: PageRequest, drawn: Portrait, geography: str) -> HttpResponseBase:
    """Answer with a portrait as PDF; says so on its screen where it cannot be printed."""
    slug, name = request.opened.service.slug, name_of(drawn.territory)
    folder = folder_of(slug, stamp(drawn.looking, drawn.spec, drawn.subject.language))
    if (
        not is_kept(folder, name)
        and not take("portrait-paper", address_of(request), most=MOST, within=WITHIN).allowed
    ):
        return _refused(request, drawn, gettext("Too many portraits at once: wait a minute."))
    try:
        content = kept(folder, name, lambda: printed_portrait(printable(drawn, geography)))
    except UnprintablePaper:
        told = gettext("This portrait could not be printed: it is too long.")
        return _refused(request, drawn, told)
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{slug}-{name}.pdf"'
    return answer


def _refused(request: PageRequest, drawn: Portrait, told: str) -> HttpResponseBase:
    messages.error(request, told)
    return redirect(drawn.looking.portrait_of(drawn.territory))
