# ruff: noqa: E501 - workbooks read better one row a line
"""A form that asks one question of each kind, and the trial in Arabic too."""

from collections.abc import Mapping

from tests.field.making import MANIFEST as TRIAL
from tests.field.making import MEETING, Rows

MANIFEST = (
    TRIAL.replace("languages: [fr, en]", "languages: [fr, en, ar]")
    .replace(
        "title: {fr: Terrain d’essai, en: Trial ground}",
        "title: {fr: Terrain d’essai, en: Trial ground, ar: ميدان التجربة}",
    )
    .replace(
        "title: {fr: Personnes, en: People}", "title: {fr: Personnes, en: People, ar: الأشخاص}"
    )
    .replace("title: {fr: Surnom, en: Nickname}", "title: {fr: Surnom, en: Nickname, ar: اللقب}")
    .replace("title: {fr: Rencontre, en: Meeting}", "title: {fr: Rencontre, en: Meeting, ar: لقاء}")
    .replace("title: {fr: Suivi, en: Follow-up}", "title: {fr: Suivi, en: Follow-up, ar: متابعة}")
    .replace("title: {fr: Tournée, en: Round}", "title: {fr: Tournée, en: Round, ar: الجولة}")
    .replace(
        "  fiche:",
        "  essai: {title: {fr: Toutes les questions, en: Every question, ar: كل الأسئلة}, file: forms/essai.xlsx, for: [maraudeur], offline: true}\n  fiche:",
        1,
    )
    .replace("forms: [rencontre]", "forms: [rencontre, essai]")
)
#: Kind, type, appearance: in the order in which they are asked.
KINDS = (
    ("text", "text", ""),
    ("longtext", "text", "multiline"),
    ("integer", "integer", ""),
    ("decimal", "decimal", ""),
    ("date", "date", ""),
    ("time", "time", ""),
    ("datetime", "dateTime", ""),
    ("choice", "select_one c", ""),
    ("choices", "select_multiple c", ""),
    ("choice", "select_one c", "minimal"),
    ("choice", "select_one long", "autocomplete"),
    ("rank", "rank c", ""),
    ("range", "range", ""),
    ("note", "note", ""),
    ("acknowledge", "acknowledge", ""),
    ("image", "image", ""),
    ("drawing", "image", "signature"),
    ("audio", "audio", ""),
    ("file", "file", ""),
    ("point", "geopoint", ""),
    ("barcode", "barcode", ""),
)
_HEADS = (
    "type",
    "name",
    "label::Français (fr)",
    "label::English (en)",
    "label::العربية (ar)",
    "required",
    "appearance",
    "parameters",
    "constraint",
    "constraint_message::Français (fr)",
)


def _row(index: int, kind: str, asked: str, appearance: str) -> tuple[str, ...]:
    limit = (". < 100", "Écrivez un nombre plus petit que 100.") if kind == "integer" else ("", "")
    scale = "start=0 end=10 step=1" if kind == "range" else ""
    return (
        asked,
        f"q{index}",
        f"Question {index} ({kind})",
        f"Question {index} ({kind})",
        f"سؤال {index}",
        "yes" if index == 1 else "",
        appearance,
        scale,
        *limit,
    )


EVERY_KIND: Mapping[str, Rows] = {
    "survey": (
        _HEADS,
        *(_row(index, *each) for index, each in enumerate(KINDS, 1)),
        ("begin_repeat", "enfants", "Enfant", "Child", "طفل", "", "", "", "", ""),
        ("text", "prenom", "Prénom", "First name", "الاسم", "yes", "", "", "", ""),
        ("integer", "ans", "Âge", "Age", "العمر", "", "", "", "", ""),
        ("end_repeat", *[""] * 9),
    ),
    "choices": (
        ("list_name", "name", "label::Français (fr)", "label::English (en)", "label::العربية (ar)"),
        ("c", "a", "Un toit", "A roof", "سقف"),
        ("c", "b", "Un repas", "A meal", "وجبة"),
        ("c", "z", "Un soin", "Care", "علاج"),
        *(("long", f"l{index}", f"Quai {index}", f"Pier {index}", f"رصيف {index}") for index in range(1, 41)),
    ),
    "settings": (("form_title", "form_id", "version", "default_language"), ("Toutes les questions", "essai", "1", "Français (fr)")),
}  # fmt: skip
_ARABIC = {
    "Who?": "من؟", "Someone known?": "شخص معروف؟", "Nickname": "اللقب", "Needs": "الاحتياجات", "Age": "العمر", "Photo": "صورة",
    "Where?": "أين؟", "Agrees to sharing?": "هل يوافق على المشاركة؟", "Account": "الرواية", "What happened?": "ماذا حدث؟",
    "Eat": "طعام", "Sleep": "نوم", "Yes": "نعم", "No": "لا", "label::English (en)": "label::العربية (ar)",
}  # fmt: skip


def _in_arabic_too(rows: Rows) -> Rows:
    column = rows[0].index("label::English (en)") if "label::English (en)" in rows[0] else None
    if column is None:
        return rows
    return tuple((*row, _ARABIC.get(row[column], "")) for row in rows)


MEETING_IN_THREE = {sheet: _in_arabic_too(rows) for sheet, rows in MEETING.items()}
