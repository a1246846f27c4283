"""Examples of lists, figures, tables, maps, times and values."""

from typing import Any

from lieucommun.design.context import Link
from lieucommun.design.shapes import (
    Area,
    Column,
    Event,
    FacetChoice,
    FacetGroup,
    MapFigure,
    Point,
    Problem,
    Row,
    Term,
)

from .words import say

HERE = "#lists"


def projects() -> list[dict[str, str]]:
    return [
        {
            "title": say("Le carnet commun", "The shared notebook", "الدفتر المشترك"),
            "text": say(
                "Trois équipes, un seul carnet, sans réseau. Rien ne se perd.",
                "Three teams, one notebook, no network. Nothing is lost.",
                "ثلاث فرق ودفتر واحد من دون شبكة. لا يضيع شيء.",
            ),
            "state": "runs",
            "lab": say("Laboratoire du port", "Harbour lab", "مختبر الميناء"),
            "page": "59",
        },
        {
            "title": say("Un bus, des droits", "A bus, your rights", "حافلة وحقوق"),
            "text": say(
                "Un bus passe le mardi ; on y fait ses démarches avec quelqu’un.",
                "A bus comes on Tuesdays; someone helps with procedures.",
                "تمر حافلة كل ثلاثاء، وتجد فيها من يساعدك في إجراءاتك.",
            ),
            "state": "partly",
            "lab": say("Laboratoire des collines", "Hills lab", "مختبر التلال"),
            "page": "57",
        },
        {
            "title": say("La maison vide", "The empty house", "البيت الفارغ"),
            "text": say(
                "Un bâtiment vide devient, trois ans durant, un lieu d’accueil.",
                "An empty building becomes, for three years, a place of welcome.",
                "مبنى فارغ يصير مكان استقبال ثلاث سنوات.",
            ),
            "state": "planned",
            "lab": say("Laboratoire de la gare", "Station lab", "مختبر المحطة"),
            "page": "48",
        },
    ]


def facets() -> list[FacetGroup]:
    themes = [
        (say("Accès aux droits", "Access to rights", "الوصول إلى الحقوق"), 5),
        (say("Inclusion", "Inclusion", "الإدماج"), 6),
        (say("Innovation managériale", "Ways of managing", "ابتكار الإدارة"), 7),
        (say("Participation citoyenne", "Citizen participation", "مشاركة المواطنين"), 3),
        (say("Transformation numérique", "Digital change", "التحول الرقمي"), 10),
        (say("Formation", "Training", "التكوين"), 6),
    ]
    choices = tuple(
        FacetChoice(f"t{at}", text, number, checked=at == 1)
        for at, (text, number) in enumerate(themes)
    )
    states = (
        FacetChoice("runs", say("Fonctionne", "Runs", "يعمل"), 9),
        FacetChoice("partly", say("Fonctionne en partie", "Partly runs", "يعمل جزئيا"), 4),
        FacetChoice("planned", say("Prévu", "Planned", "مقرر"), 0),
    )
    return [
        FacetGroup("theme", say("Thème", "Theme", "الموضوع"), choices, shown=4),
        FacetGroup("state", say("État", "State", "الحالة"), states),
    ]


def count() -> dict[str, Any]:
    return {
        "text": say("6 projets", "6 projects", "6 مشاريع"),
        "note": say("thème Inclusion", "theme Inclusion", "موضوع الإدماج"),
        "views": (
            Link(HERE, say("Liste", "List", "قائمة"), current=True),
            Link("#maps", say("Carte", "Map", "خريطة")),
        ),
        "exports": (
            Link(HERE, "CSV", note=say("2 ko", "2 kB", "2 ك.ب")),
            Link(HERE, "ODS"),
            Link(HERE, "GeoJSON"),
        ),
    }


def table() -> dict[str, Any]:
    columns = [
        Column(say("Commune", "Municipality", "البلدية"), sort=HERE),
        Column(say("Projets", "Projects", "المشاريع"), numeric=True, sort=HERE),
        Column(say("Montant (€)", "Amount (€)", "المبلغ (€)"), numeric=True, sorted="descending"),
        Column(say("Par habitant (€)", "Per head (€)", "للفرد (€)"), numeric=True),
    ]
    rows: list[Row] = [
        [Link("#", "Vert-Bocage"), 7, 612_400, 46.9],
        [Link("#", "Sainte-Ondine"), 4, 218_050, 91.2],
        [Link("#", "Lavigne-sur-Mer"), 0, None, None],
    ]
    total: Row = [say("Ensemble", "Total", "المجموع"), 11, 830_450, 54.1]
    return {"columns": columns, "rows": rows, "total": total}


def drawing() -> MapFigure:
    names = ("Vert-Bocage", "Les Collines", "Port-Ondine", "La Plaine", "Grande Lande")
    shapes = (
        "M40 60 L120 20 L170 70 L140 130 L60 120 Z",
        "M170 70 L250 40 L300 90 L260 150 L140 130 Z",
        "M60 120 L140 130 L150 210 L90 240 L30 190 Z",
        "M140 130 L260 150 L270 220 L150 210 Z",
        "M260 150 L300 90 L360 120 L370 200 L270 220 Z",
    )
    centres = ((108, 78), (225, 95), (95, 180), (205, 178), (315, 160))
    lab = say("laboratoires", "labs", "مختبرات")
    areas = tuple(
        Area(path, name, f"{number}" if number else "", "#maps" if number else "", level, x, y)
        for path, name, number, level, (x, y) in zip(
            shapes, names, (3, 1, 2, 0, 5), (3, 1, 2, 0, 5), centres, strict=True
        )
    )
    return MapFigure(
        label=say("Carte des laboratoires", "Map of the labs", "خريطة المختبرات"),
        view_box="0 0 400 260",
        areas=areas,
        points=(
            Point(120, 225, say("Point d’accueil", "Welcome desk", "نقطة الاستقبال"), "#maps"),
            Point(330, 190, say("Vous êtes ici", "You are here", "أنت هنا"), here=True),
        ),
        caption=f"11 {lab}.",
        list_url="#lists",
    )


def events() -> list[Event]:
    team = say("Équipe du port", "Harbour team", "فريق الميناء")
    return [
        Event(say("Demande reçue", "Request received", "استُلم الطلب"), "2026-11-02T09:40:00+01:00"),
        Event(
            say("Pièce demandée", "Document asked for", "طُلبت وثيقة"),
            "2026-11-05",
            say(
                "Il manque un justificatif de domicile.",
                "A proof of address is missing.",
                "ينقص إثبات السكن.",
            ),
            team,
        ),
        Event(say("Réponse", "Answer", "الإجابة"), "2026-12-12", later=True),
    ]


def terms() -> list[Term]:
    return [
        Term(say("Porté par", "Led by", "الجهة"), Link("#values", "Laboratoire du port")),
        Term(
            say("Thèmes", "Themes", "المواضيع"),
            (
                Link("#values", say("Inclusion", "Inclusion", "الإدماج")),
                Link("#values", "Formation"),
            ),
        ),
        Term(say("Soutenu par", "Supported by", "بدعم من"), "Fonds d’exemple"),
    ]


def values() -> list[dict[str, Any]]:
    needs = {"eat": say("manger", "eating", "الأكل"), "sleep": say("dormir", "sleeping", "النوم")}
    return [
        {"type": "date", "value": "2026-11-23"},
        {"type": "datetime", "value": "2026-11-23T18:05:00+01:00"},
        {"type": "year", "value": 1984},
        {"type": "integer", "value": 25_000},
        {"type": "decimal", "value": 12.5, "unit": "km"},
        {"type": "money", "value": 1234.5},
        {"type": "boolean", "value": True},
        {"type": "choices", "value": ["eat", "sleep"], "texts": needs},
        {
            "type": "territory",
            "value": "53147",
            "texts": {"53147": "Vert-Bocage"},
            "url": "#values",
        },
        {"type": "point", "value": {"lat": 48.3, "lon": -0.61}},
        {"type": "phone", "value": "+33199001234"},
        {"type": "email", "value": "accueil@exemple.fr"},
        {"type": "url", "value": "https://exemple.fr", "label": "exemple.fr"},
        {"type": "hours", "value": "Mo-Fr 09:00-12:00,14:00-17:00; Sa 10:00-12:00"},
        {"type": "text", "value": ""},
    ]


def problems() -> list[Problem]:
    return [
        Problem(
            "service.yaml",
            14,
            7,
            "LC012",
            say(
                "Clé inconnue : « titel ».",
                "Unknown key: “titel”.",
                "مفتاح غير معروف: «titel».",
            ),
            say("Vouliez-vous « title » ?", "Did you mean “title”?", "هل تقصد «title»؟"),
        ),
        Problem(
            "pages/accueil.md",
            1,
            1,
            "LC041",
            say(
                "La page publique n’a pas de version facile à lire.",
                "The public page has no easy-to-read version.",
                "ليس للصفحة العامة نسخة سهلة القراءة.",
            ),
            level="warning",
        ),
    ]
