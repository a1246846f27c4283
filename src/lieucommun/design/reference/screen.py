"""The context of the reference page, in the language of the screen."""

# ruff: noqa: E501 -- sentences in three languages stay on one line each

from typing import Any

from django.utils.safestring import mark_safe

from lieucommun.design import icons
from lieucommun.design.context import Link

from . import forms, lists
from .words import SECTIONS, TEXTS, say

TOKENS = (
    "paper", "surface", "sunk", "ink", "soft", "line", "edge", "accent", "accent-soft",
    "warm", "warm-soft", "sun", "sun-soft", "focus",
)  # fmt: skip
SAMPLE = """service: essai
version: 0.1.0
title: {fr: Un essai}
titel: {fr: Une faute}
languages: [fr, en]"""


def context() -> dict[str, Any]:
    """Return every example that the reference shows."""
    words = {key: say(*words) for key, words in TEXTS.items()}
    sections = {key: say(*words) for key, words in SECTIONS.items()}
    return {
        "title": words["title"],
        "description": words["lead"],
        "words": words,
        "sections": sections,
        "contents": [Link(f"#{key}", text) for key, text in sections.items()],
        "tokens": TOKENS,
        "trail": [Link("/", say("Accueil", "Home", "الرئيسية"))],
        "projects": lists.projects(),
        "facets": lists.facets(),
        "count": lists.count(),
        "table": lists.table(),
        "map": lists.drawing(),
        "events": lists.events(),
        "terms": lists.terms(),
        "values": lists.values(),
        "problems": lists.problems(),
        "figures": _figures(),
        "fields": forms.fields(),
        "failing": forms.failing(),
        "question": forms.question(),
        "sample": SAMPLE,
        "marked": (4,),
        "prose": mark_safe(_prose()),  # noqa: S308 -- written just below
        "icons": icons.names(),
    }


def _figures() -> list[dict[str, Any]]:
    source = say("livret d’exemple, p. 9", "sample booklet, p. 9", "كتيب المثال، ص 9")
    return [
        {"label": say("Subventions", "Subsidies", "الإعانات"), "value": 2.41, "unit": "M€", "period": "2018", "source": "DGCL", "note": say("3e sur 9", "3rd of 9", "الثالث من 9")},
        {"label": say("Par habitant", "Per head", "للفرد"), "value": 63.6, "unit": "€", "period": "2018", "source": "DGCL", "note": say("département 47,80 €", "department €47.80", "الإقليم 47,80 €")},
        {"label": say("Participants", "Participants", "المشاركون"), "value": 3200, "period": "2021", "source": source, "declared": True},
        {"label": say("Effet sur l’emploi", "Effect on jobs", "الأثر على العمل"), "value": None, "source": source},
    ]  # fmt: skip


def _prose() -> str:
    return say(
        "<h3>Ce que fait le service</h3><p>On y note une rencontre, <strong>même sans réseau</strong>. "
        'L’autre équipe la lit <a href="#texts">dès que le réseau revient</a>.</p>'
        "<ul><li>Rien ne se perd.</li><li>Chacun voit ce qu’il a le droit de voir.</li></ul>"
        "<blockquote><p>« On ne repose plus dix fois la même question. »</p></blockquote>",
        "<h3>What the service does</h3><p>An encounter is noted, <strong>even without a network</strong>. "
        'The other team reads it <a href="#texts">as soon as the network is back</a>.</p>'
        "<ul><li>Nothing is lost.</li><li>Each sees what they may see.</li></ul>"
        "<blockquote><p>“We no longer ask the same question ten times.”</p></blockquote>",
        "<h3>ما تفعله الخدمة</h3><p>يُسجَّل اللقاء <strong>حتى من دون شبكة</strong>، "
        'ويقرؤه الفريق الآخر <a href="#texts">حين تعود الشبكة</a>.</p>'
        "<ul><li>لا يضيع شيء.</li><li>كل واحد يرى ما يحق له.</li></ul>"
        "<blockquote><p>«لم نعد نطرح السؤال نفسه عشر مرات.»</p></blockquote>",
    )
