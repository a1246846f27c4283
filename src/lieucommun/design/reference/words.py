"""Words of the reference page in French, English and Arabic."""

# ruff: noqa: E501 -- sentences in three languages stay on one line each

import re

from django.utils.translation import get_language

ORDER = ("fr", "en", "ar")
Words = tuple[str, str, str]
_HIGH = re.compile(" ([?!;»])")
_COLON = re.compile(" :")


def say(*words: str) -> str:
    """Return the words of the language of the screen, else the English ones."""
    language = (get_language() or "en")[:2]
    if language == "fr":
        return _HIGH.sub("\u202f\\1", _COLON.sub("\u00a0:", words[0]))
    return words[ORDER.index(language)] if language in ORDER else words[1]


SECTIONS: dict[str, Words] = {
    "grounds": ("Couleurs et lettres", "Colours and letters", "الألوان والحروف"),
    "paths": ("Se repérer, chercher", "Finding one's way", "التنقل والبحث"),
    "actions": ("Agir", "Acting", "الأفعال"),
    "states": ("États et étiquettes", "States and tags", "الحالات والوسوم"),
    "notices": ("Messages", "Notices", "الرسائل"),
    "cards": ("Cartes", "Cards", "البطاقات"),
    "lists": ("Une liste à facettes", "A list with facets", "قائمة مع مرشحات"),
    "figures": ("Chiffres et tableaux", "Figures and tables", "الأرقام والجداول"),
    "maps": ("Carte avec sa liste", "Map with its list", "خريطة مع قائمتها"),
    "texts": ("Textes et fichiers", "Texts and files", "النصوص والملفات"),
    "values": ("Valeurs d’une fiche", "Values of a record", "قيم السجل"),
    "time": ("Temps et étapes", "Time and steps", "الوقت والمراحل"),
    "empty": ("Vide, en panne", "Empty, failed", "فارغ أو معطل"),
    "fields": ("Champs", "Fields", "الحقول"),
    "errors": ("Champs en erreur", "Fields in error", "حقول بها أخطاء"),
    "question": (
        "Une question, facile à lire",
        "One question, easy to read",
        "سؤال واحد سهل القراءة",
    ),
    "icons": ("Pictogrammes", "Icons", "الأيقونات"),
}

TEXTS: dict[str, Words] = {
    "title": ("La charte vivante", "The living reference", "المرجع الحي"),
    "lead": (
        "Chaque élément de l’interface, dans chacun de ses états, tel que les écrans l’emploient. Les exemples sont inventés.",
        "Every part of the interface, in each of its states, as screens use it. Examples are invented.",
        "كل عنصر من الواجهة في كل حالاته كما تستعمله الشاشات. الأمثلة مختلقة.",
    ),
    "heading1": ("Titre de page", "Page title", "عنوان الصفحة"),
    "heading2": ("Titre de partie", "Section title", "عنوان القسم"),
    "heading3": ("Titre d’élément", "Item title", "عنوان العنصر"),
    "lead_example": (
        "Un chapeau dit en une phrase à quoi sert la page.",
        "A lead says in one sentence what the page is for.",
        "جملة تمهيدية تقول في سطر واحد ما فائدة الصفحة.",
    ),
    "text_example": (
        "Le texte courant se lit à 38 rem au plus : une ligne de soixante-quinze signes, un interligne de 1,55. Un lien se voit sans la couleur.",
        "Running text is at most 38 rem wide: lines of seventy-five characters, a line height of 1.55. A link shows without its colour.",
        "لا يتجاوز عرض النص ٣٨ ريم: أسطر من خمسة وسبعين حرفا تقريبا. ويظهر الرابط من دون لونه.",
    ),
    "link": ("un lien", "a link", "رابط"),
    "soft": ("Texte secondaire", "Secondary text", "نص ثانوي"),
    "search": ("Chercher dans le lieu", "Search this place", "ابحث في المكان"),
    "search_hint": ("Un service, un territoire…", "A service, a territory…", "خدمة، إقليم…"),
    "start": ("Commencer ma demande", "Start my request", "ابدأ طلبي"),
    "send": ("Envoyer", "Send", "أرسل"),
    "edit": ("Modifier", "Edit", "عدّل"),
    "delete": ("Supprimer", "Delete", "احذف"),
    "later": ("Enregistrer et finir plus tard", "Save and finish later", "احفظ وأكمل لاحقا"),
    "listen": ("Écouter", "Listen", "استمع"),
    "off": ("Indisponible", "Unavailable", "غير متاح"),
    "kind": ("démarche", "process", "إجراء"),
    "theme": ("Inclusion", "Inclusion", "الإدماج"),
    "refused": ("Refusé", "Refused", "مرفوض"),
    "info": (
        "Le lieu sera fermé mardi de 7 h à 8 h pour une mise à jour.",
        "The place will be closed on Tuesday from 7 to 8 a.m. for an update.",
        "سيغلق المكان يوم الثلاثاء من السابعة إلى الثامنة للتحديث.",
    ),
    "sent": ("Votre demande est envoyée", "Your request is sent", "أُرسل طلبك"),
    "sent_text": (
        "Vous recevrez une réponse avant le 12 décembre. Un reçu est dans votre messagerie.",
        "You will have an answer before 12 December. A receipt is in your mailbox.",
        "ستصلك الإجابة قبل ١٢ ديسمبر. الإيصال في بريدك.",
    ),
    "old": ("Renseignements à confirmer", "To be confirmed", "معلومات تحتاج إلى تأكيد"),
    "old_text": (
        "Personne n’a confirmé ces horaires depuis six mois.",
        "Nobody has confirmed these hours for six months.",
        "لم يؤكد أحد هذه المواعيد منذ ستة أشهر.",
    ),
    "lost": ("L’envoi n’est pas parti", "It was not sent", "لم يُرسل"),
    "lost_text": (
        "Le réseau a manqué. Vos réponses sont gardées sur cet appareil : réessayez.",
        "The network failed. Your answers are kept on this device: try again.",
        "انقطعت الشبكة. إجاباتك محفوظة على هذا الجهاز: حاول مرة أخرى.",
    ),
    "example": ("Exemple", "Example", "مثال"),
    "nothing": ("Aucun projet ne correspond", "No project matches", "لا يوجد مشروع مطابق"),
    "nothing_text": (
        "Deux filtres à la fois ne laissent rien. Retirez-en un, ou cherchez un autre mot.",
        "Two filters together leave nothing. Remove one, or search for another word.",
        "المرشحان معا لا يتركان شيئا. أزل أحدهما أو ابحث بكلمة أخرى.",
    ),
    "nothing_do": ("Voir les 36 projets", "See all 36 projects", "عرض المشاريع الستة والثلاثين"),
    "fold": ("Comment ce chiffre est calculé", "How this figure is made", "كيف يُحسب هذا الرقم"),
    "fold_text": (
        "La somme des montants de l’année, divisée par la population municipale.",
        "The sum of the year’s amounts, divided by the municipal population.",
        "مجموع مبالغ السنة مقسوما على عدد السكان.",
    ),
    "import": ("Import des fiches", "Import of records", "استيراد السجلات"),
    "file": ("Notice de la demande", "Guide to the request", "دليل الطلب"),
    "icons_note": (
        "Un pictogramme accompagne toujours un mot.",
        "An icon always goes with a word.",
        "الأيقونة ترافق دائما كلمة.",
    ),
    "step": ("Votre vie à la maison", "Your life at home", "حياتك في البيت"),
    "continue": ("Continuer", "Continue", "متابعة"),
}
