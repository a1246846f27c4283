"""Name, language and easy-to-read texts: kept with the account, and applied at once."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.kernel.people.actions import LONGEST_PERSON, NamelessError, change_preferences
from lieucommun.web.languages import NAMES, is_easy, prefer
from lieucommun.web.views.joining.around import person


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Change one's name, the language of pages and letters, and easy-to-read texts."""
    if request.method != "POST":
        return _form(request)
    someone = person(request)
    language = request.POST.get("language", "")
    try:
        change_preferences(
            someone,
            name=request.POST.get("name", ""),
            language=language if language in NAMES else "",
            easy_to_read=request.POST.get("easy") == "true",
            daily_letters=request.POST.get("daily") == "true",
        )
    except NamelessError:
        return _form(request, _("Write the name by which colleagues will know you."))
    messages.success(request, _("Your preferences are kept."))
    answer = redirect("me")
    prefer(answer, someone.language, easy=someone.easy_to_read)
    return answer


def _form(request: HttpRequest, error: str = "") -> HttpResponse:
    someone = person(request)
    typed = request.POST if error else None
    language = str(getattr(request, "language", settings.LANGUAGE_CODE))
    easy = someone.easy_to_read or is_easy(request)
    fields = [
        FieldSpec(
            "name",
            _("Your name"),
            "text",
            typed.get("name", "") if typed is not None else someone.name,
            _("Colleagues see it beside what you write."),
            error,
            required=True,
            maxlength=LONGEST_PERSON,
            autocomplete="name",
        ),
        FieldSpec(
            "language",
            _("Language of pages and letters"),
            "choice",
            typed.get("language", "") if typed is not None else someone.language or language,
            choices=tuple(Choice(code, NAMES[code]) for code, _name in settings.LANGUAGES),
            widget="radios",
            required=True,
        ),
        FieldSpec(
            "easy",
            _("Show easy-to-read texts where there are some"),
            "boolean",
            typed.get("easy") == "true" if typed is not None else easy,
        ),
        FieldSpec(
            "daily",
            _("Receive letters about cases together, once a day"),
            "boolean",
            typed.get("daily") == "true" if typed is not None else someone.daily_letters,
        ),
    ]
    context = {"fields": fields, "heading": _("Your preferences")}
    return render(request, "web/me/preferences.html", context, status=422 if error else 200)
