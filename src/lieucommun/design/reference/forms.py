"""Examples of fields: every type, then the same in error."""

# ruff: noqa: E501 -- sentences in three languages stay on one line each

from dataclasses import replace

from lieucommun.design.fields import Choice, FieldSpec

from .words import say


def _needs() -> tuple[Choice, ...]:
    return (
        Choice("eat", say("Manger", "Eating", "الأكل")),
        Choice("sleep", say("Dormir", "Sleeping", "النوم")),
        Choice("wash", say("Se laver", "Washing", "الاغتسال")),
    )


def _towns() -> tuple[Choice, ...]:
    return tuple(Choice(f"{at:05}", f"Commune {at}") for at in range(1, 36))


def fields() -> list[FieldSpec]:
    """Return one field of each type, filled or not, required or not."""
    return [
        FieldSpec("name", say("Nom", "Name", "الاسم"), required=True, autocomplete="family-name"),
        FieldSpec(
            "story",
            say("Votre projet", "Your project", "مشروعك"),
            "longtext",
            help=say(
                "Quelques lignes suffisent.", "A few lines are enough.", "تكفي بضعة أسطر."
            ),
            required=True,
        ),
        FieldSpec("people", say("Nombre de personnes", "Number of people", "عدد الأشخاص"), "integer", 3),
        FieldSpec("distance", say("Distance", "Distance", "المسافة"), "decimal", unit="km"),
        FieldSpec("cost", say("Coût prévu", "Expected cost", "التكلفة"), "money", unit="€", required=True),
        FieldSpec(
            "birth",
            say("Date de naissance", "Date of birth", "تاريخ الميلاد"),
            "date",
            "1984-02-29",
            say("Par exemple, 29 2 1984", "For example, 29 2 1984", "مثلا: 29 2 1984"),
            required=True,
            autocomplete="bday",
        ),
        FieldSpec("meeting", say("Rendez-vous", "Appointment", "موعد"), "datetime"),
        FieldSpec("hour", say("Heure de passage", "Time of visit", "وقت الزيارة"), "time", "09:30"),
        FieldSpec("since", say("Depuis l’année", "Since the year", "منذ سنة"), "year", 2018),
        FieldSpec(
            "share",
            say("J’accepte le partage entre équipes", "I agree to sharing between teams", "أوافق على المشاركة بين الفرق"),
            "boolean",
            "true",
            say("Vous pourrez changer d’avis.", "You may change your mind.", "يمكنك تغيير رأيك."),
        ),
        FieldSpec("help", say("Avez-vous besoin d’aide ?", "Do you need help?", "هل تحتاج إلى مساعدة؟"), "boolean", widget="radios", required=True),
        FieldSpec("order", say("Rangez ces besoins", "Put these needs in order", "رتب هذه الحاجات"), "rank", ("sleep",), choices=_needs()),
        FieldSpec("first", say("Premier besoin", "First need", "الحاجة الأولى"), "choice", "eat", choices=_needs(), required=True),
        FieldSpec("needs", say("Besoins", "Needs", "الحاجات"), "choices", ["eat", "wash"], choices=_needs()),
        FieldSpec("quarter", say("Commune", "Municipality", "البلدية"), "choice", choices=_towns()[:9]),
        FieldSpec("town", say("Territoire", "Territory", "الإقليم"), "territory", choices=_towns(), help=say("Nom ou code postal", "Name or postcode", "الاسم أو الرمز البريدي")),
        FieldSpec("lab", say("Organisation", "Organisation", "الجهة"), "organisation", choices=_needs()[:2], widget="select"),
        FieldSpec("lead", say("Projet lié", "Linked project", "مشروع مرتبط"), "reference"),
        FieldSpec("where", say("Position", "Position", "الموقع"), "point", {"lat": 48.3, "lon": -0.61}),
        FieldSpec("outline", say("Contour (GeoJSON)", "Outline (GeoJSON)", "الحدود (GeoJSON)"), "area", rows=3, direction="ltr"),
        FieldSpec("phone", say("Téléphone", "Phone", "الهاتف"), "phone"),
        FieldSpec("email", say("Adresse électronique", "E-mail address", "البريد الإلكتروني"), "email", required=True),
        FieldSpec("site", say("Site web", "Website", "الموقع الإلكتروني"), "url"),
        FieldSpec("siren", "SIREN", "siren", help=say("9 chiffres", "9 digits", "9 أرقام")),
        FieldSpec("siret", "SIRET", "siret", help=say("14 chiffres", "14 digits", "14 رقما")),
        FieldSpec("open", say("Horaires d’ouverture", "Opening hours", "مواعيد الفتح"), "hours", "Mo-Fr 09:00-12:00,14:00-17:00", say("Par exemple 9h-12h et 14h-17h ; rien si c’est fermé", "For example 9-12, 14-17; nothing when closed", "مثلا 9-12, 14-17، ولا شيء إذا كان مغلقا")),
        FieldSpec("proof", say("Justificatif", "Proof", "الإثبات"), "file", {"url": "#fields", "text": "domicile.pdf", "size": 182_000}, accept=".pdf,.jpg,.png"),
        FieldSpec("photo", say("Photo", "Photo", "الصورة"), "image"),
        FieldSpec("voice", say("Message parlé", "Spoken message", "رسالة صوتية"), "audio"),
        FieldSpec("children", say("Enfants", "Children", "الأطفال"), "list", items=(_child(0, "Lou"), _child(1, ""))),
        FieldSpec("secret", say("Mot de passe", "Password", "كلمة السر"), "password", required=True),
    ]  # fmt: skip


def _child(at: int, name: str) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(f"children.{at}.name", say("Prénom", "First name", "الاسم"), value=name),
        FieldSpec(f"children.{at}.year", say("Année de naissance", "Year of birth", "سنة الميلاد"), "year"),
    )  # fmt: skip


def failing() -> list[FieldSpec]:
    """Return fields as they come back: what was typed is kept, each says what to do."""
    by_name = {spec.name: spec for spec in fields()}
    said = {
        "name": say("Écrivez votre nom.", "Enter your name.", "اكتب اسمك."),
        "cost": say(
            "Écrivez le coût en chiffres, par exemple 1 200.",
            "Enter the cost in digits, for example 1,200.",
            "اكتب التكلفة بالأرقام، مثلا 1200.",
        ),
        "birth": say(
            "Le 31 février n’existe pas : vérifiez le jour et le mois.",
            "31 February does not exist: check the day and the month.",
            "31 فبراير غير موجود: تحقق من اليوم والشهر.",
        ),
        "first": say("Choisissez un besoin.", "Choose a need.", "اختر حاجة."),
        "share": say(
            "Cochez la case pour continuer.", "Tick the box to continue.", "ضع علامة للمتابعة."
        ),
    }
    typed = {"name": "", "cost": "mille", "birth": {"day": "31", "month": "2", "year": "1984"}}
    return [
        replace(
            by_name[name],
            name=f"bad-{name}",
            error=text,
            value=typed.get(name),
        )
        for name, text in said.items()
    ]


def question() -> FieldSpec:
    """Return one large question with pictograms."""
    return FieldSpec(
        "washing",
        say(
            "Pour vous laver, avez-vous besoin d’aide ?",
            "Do you need help to wash?",
            "هل تحتاج إلى مساعدة للاغتسال؟",
        ),
        "choice",
        "no",
        say(
            "Une aide, c’est une personne ou un objet. Par exemple : une chaise dans la douche.",
            "Help is a person or an object. For example: a chair in the shower.",
            "المساعدة شخص أو شيء. مثلا: كرسي في الحمام.",
        ),
        required=True,
        question=True,
        widget="tiles",
        choices=(
            Choice("no", say("Non, je me lave seul", "No, I wash alone", "لا، أغتسل وحدي"), icon="people/person"),
            Choice("some", say("Oui, un peu d’aide", "Yes, some help", "نعم، قليل من المساعدة"), icon="people/people"),
            Choice("always", say("Oui, toujours", "Yes, always", "نعم، دائما"), icon="people/wheelchair"),
            Choice("unknown", say("Je ne sais pas", "I do not know", "لا أعرف"), icon="help-circle"),
        ),
    )  # fmt: skip
