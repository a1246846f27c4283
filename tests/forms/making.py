"""Write the workbook of the trial form, and the XForm that pyxform makes of it.

Run by hand when a question changes: `python -m tests.forms.making`.
"""

from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).resolve().parent / "services" / "demarche" / "forms"
LANGUAGES = ("Français (fr)", "English (en)", "Facile à lire (fr-x-falc)", "العربية (ar)")
Row = dict[str, object]


def said(column: str, *texts: str) -> Row:
    """Return a text in each language, in their order; what is missing stays empty."""
    return {f"{column}::{lang}": text for lang, text in zip(LANGUAGES, texts, strict=False) if text}


def label(*texts: str) -> Row:
    return said("label", *texts)


def hint(*texts: str) -> Row:
    return said("hint", *texts)


def question(kind: str, name: str, *parts: Row, **cells: object) -> Row:
    found: Row = {"type": kind, "name": name, **cells}
    for part in parts:
        found |= part
    return found


SURVEY = [
    question("begin_group", "vous", label("Vous", "You", "Vous", "أنتم")),
    question(
        "text",
        "nom",
        label(
            "Comment vous appelez-vous ?", "What is your name?", "Quel est votre nom ?", "ما اسمكم؟"
        ),
        hint(
            "Prénom et nom, comme sur vos papiers.",
            "First name and surname, as on your papers.",
            "Écrivez votre prénom et votre nom.",
            "الاسم واللقب.",
        ),
        {
            "media::image::Facile à lire (fr-x-falc)": "personne.png",
            "media::audio::Facile à lire (fr-x-falc)": "nom.wav",
        },
        required="yes",
        save_to="nom",
        **said("required_message", "Écrivez votre nom.", "Write your name.", "Écrivez votre nom."),
    ),
    question(
        "date",
        "naissance",
        label(
            "Quelle est votre date de naissance ?",
            "What is your date of birth?",
            "Quel jour êtes-vous né ?",
            "ما تاريخ ميلادكم؟",
        ),
        required="yes",
        constraint=". <= today()",
        **said(
            "constraint_message", "Cette date est dans le futur.", "This date is in the future."
        ),
    ),
    question("calculate", "age", calculation="int((today() - ${naissance}) div 365.25)"),
    question(
        "text",
        "tuteur",
        label(
            "Qui est votre représentant légal ?",
            "Who is your legal guardian?",
            "Qui est l’adulte responsable de vous ?",
        ),
        relevant="${naissance} != '' and ${age} < 18",
        required="yes",
    ),
    question(
        "begin_group",
        "joindre",
        label(
            "Comment vous joindre ?",
            "How can we reach you?",
            "Comment vous parler ?",
            "كيف نتصل بكم؟",
        ),
        appearance="field-list",
    ),
    question(
        "select_one moyen",
        "moyen",
        label("Par quel moyen ?", "By which means?", "Comment ?", "بأي وسيلة؟"),
        required="yes",
    ),
    question(
        "text",
        "courriel",
        label("Adresse de courriel", "E-mail address", "Adresse de courriel"),
        relevant="${moyen} = 'courriel'",
        required="yes",
        save_to="courriel",
        constraint="regex(., '^[^@ ]+@[^@ ]+$')",
        **said(
            "constraint_message",
            "Une adresse de courriel s’écrit nom@exemple.fr.",
            "An e-mail address is written name@example.org.",
        ),
    ),
    question(
        "text",
        "telephone",
        label("Téléphone", "Telephone", "Numéro de téléphone"),
        relevant="${moyen} = 'telephone'",
        required="yes",
        appearance="numbers",
    ),
    question("end_group", ""),
    question("end_group", ""),
    question("begin_group", "atelier", label("L’atelier", "The workshop", "L’atelier")),
    question(
        "note",
        "presentation",
        label(
            "L’atelier répare des vélos **gratuitement**, le samedi.",
            "The workshop mends bicycles **free of charge**, on Saturdays.",
            "L’atelier répare les vélos. C’est **gratuit**.",
        ),
    ),
    question("begin_group", "lieu", label("Où venir ?", "Where?", "Où ?"), appearance="field-list"),
    question(
        "select_one quartier",
        "quartier",
        label("Quartier", "District", "Quartier"),
        required="yes",
        save_to="quartier",
    ),
    question(
        "select_one point",
        "point",
        label("Lieu de l’atelier", "Workshop", "Lieu de l’atelier"),
        required="yes",
        choice_filter="quartier = ${quartier}",
        appearance="minimal",
    ),
    question("end_group", ""),
    question(
        "select_multiple besoin",
        "besoins",
        label("Que faut-il réparer ?", "What needs mending?", "Qu’est-ce qui est cassé ?"),
        required="yes",
        save_to="besoins",
    ),
    question(
        "rank jour",
        "jours",
        label(
            "Quels jours préférez-vous ?", "Which days do you prefer?", "Quel jour préférez-vous ?"
        ),
    ),
    question(
        "range",
        "usage",
        label(
            "Combien de jours par semaine roulez-vous ?",
            "How many days a week do you ride?",
            "Combien de jours par semaine faites-vous du vélo ?",
        ),
        parameters="start=0 end=7 step=1",
    ),
    question(
        "decimal",
        "poids",
        label("Combien pèse le vélo, en kilos ?", "How heavy is the bicycle, in kilos?"),
        constraint=". > 0",
    ),
    question("time", "heure", label("À quelle heure venez-vous ?", "At what time will you come?")),
    question(
        "dateTime", "panne", label("Quand la panne est-elle arrivée ?", "When did it break down?")
    ),
    question(
        "geopoint",
        "position",
        label("Où est le vélo ?", "Where is the bicycle?"),
        save_to="position",
    ),
    question(
        "barcode", "marquage", label("Numéro gravé sur le cadre", "Number engraved on the frame")
    ),
    question(
        "image", "photo", label("Une photo du vélo", "A picture of the bicycle"), save_to="photo"
    ),
    question("file", "facture", label("La facture, si vous l’avez", "The invoice, if you have it")),
    question(
        "text",
        "detail",
        label("Racontez ce qui s’est passé", "Tell what happened"),
        appearance="multiline",
    ),
    question("end_group", ""),
    question(
        "begin_repeat",
        "enfants",
        label(
            "Les enfants qui viennent avec vous",
            "Children who come with you",
            "Les enfants avec vous",
            "الأطفال",
        ),
    ),
    question("text", "prenom", label("Prénom", "First name", "Prénom", "الاسم"), required="yes"),
    question(
        "integer",
        "ans",
        label("Âge", "Age", "Âge", "العمر"),
        required="yes",
        constraint=". >= 0 and . < 18",
        **said("constraint_message", "Un enfant a moins de 18 ans.", "A child is under 18."),
    ),
    question("end_repeat", ""),
    question("begin_group", "accord", label("Votre accord", "Your consent", "Votre accord")),
    question(
        "acknowledge",
        "charte",
        label(
            "J’ai lu la charte de l’atelier.",
            "I have read the rules of the workshop.",
            "J’ai compris les règles de l’atelier.",
        ),
        required="yes",
    ),
    question(
        "image",
        "signature",
        label("Votre signature", "Your signature", "Votre signature"),
        appearance="signature",
        required="yes",
    ),
    question("end_group", ""),
]
CHOICES = [
    {
        "list_name": "moyen",
        "name": "courriel",
        **label("Par courriel", "By e-mail", "Par courriel", "بالبريد"),
        "media::image::Facile à lire (fr-x-falc)": "lettre.png",
    },
    {
        "list_name": "moyen",
        "name": "telephone",
        **label("Par téléphone", "By telephone", "Par téléphone", "بالهاتف"),
        "media::image::Facile à lire (fr-x-falc)": "telephone.png",
    },
    {
        "list_name": "moyen",
        "name": "aucun",
        **label("Ne pas me joindre", "Do not contact me", "Ne m’appelez pas", "لا تتصلوا بي"),
    },
    *(
        {"list_name": "quartier", "name": name, **label(fr, en)}
        for name, fr, en in (("nord", "Quartier nord", "North"), ("sud", "Quartier sud", "South"))
    ),
    *(
        {"list_name": "point", "name": name, "quartier": quartier, **label(fr, en)}
        for name, quartier, fr, en in (
            ("gare", "nord", "Place de la Gare", "Station Square"),
            ("halle", "nord", "La Halle", "The Hall"),
            ("port", "sud", "Le Port", "The Harbour"),
        )
    ),
    *(
        {"list_name": "besoin", "name": name, **label(fr, en, falc)}
        for name, fr, en, falc in (
            ("freins", "Les freins", "The brakes", "Les freins"),
            ("roue", "Une roue", "A wheel", "Une roue"),
            ("lumiere", "L’éclairage", "The lights", "Les lumières"),
        )
    ),
    *(
        {"list_name": "jour", "name": name, **label(fr, en)}
        for name, fr, en in (
            ("matin", "Samedi matin", "Saturday morning"),
            ("midi", "Samedi midi", "Saturday noon"),
            ("soir", "Samedi soir", "Saturday evening"),
        )
    ),
]
ENTITIES = [{"list_name": "demandes", "label": "${nom}"}]
SETTINGS = [
    {
        "form_title": "Atelier vélo",
        "form_id": "atelier",
        "version": "1",
        "default_language": LANGUAGES[0],
    }
]


def workbook() -> Workbook:
    """Return the workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {"survey": SURVEY, "choices": CHOICES, "entities": ENTITIES, "settings": SETTINGS}
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(key for row in rows for key in row))
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) for column in columns])
    return book


def main() -> None:
    """Write both files."""
    from pyxform.xls2xform import convert

    path = HERE / "demande.xlsx"
    workbook().save(path)
    (HERE / "demande.xml").write_text(convert(path).xform, "utf-8")


if __name__ == "__main__":
    main()
