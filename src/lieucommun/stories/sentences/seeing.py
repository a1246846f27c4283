"""Sentences about what a person finds on a screen, in a file, or of a page."""

from .acting import PLACE
from .sentence import Sentence

_WHAT = (
    "( (?P<kind>le texte|le lien|le bouton|le champ|l'image|le message|l'erreur|la case|l'option|"
    "la section|l'intertitre|la liste|le tableau|la page|la carte|le filtre|the text|the link|"
    "the button|the field|the image|the message|the error|the box|the option|the section|"
    "the heading|the list|the table|the page|the card|the filter))?"
)
_SEES = "(voi(t|s)|lit|lis|trouve)"
_SEES_EN = "(sees?|reads?|finds?)"
_NOT_FR = "ne (voit|vois|lit|trouve) (pas|plus|ni|jamais)( ni)?"
_CANNOT = "(does not|doesn't|do not|don't|no longer|can no longer|cannot)"
_NOT_EN = f"{_CANNOT} {_SEES_EN}( either)?|sees? neither"
_CHOSEN = "(cochée?|choisie?|sélectionnée?|activée?)( (dans|sous) {group})?"
_CHOSEN_EN = "(ticked|chosen|selected|checked|on)( (in|under) {group})?"
_OBJECT = "(l'envoi|le dossier|la fiche|la demande|le projet|le service|le laboratoire)"
_OBJECT_EN = "the (submission|case|record|sheet|request|project|service|lab)"
_PAGE = "(la page|l'écran|the page|the screen)"

SEEING = (
    Sentence(
        "sees-title",
        (
            f"{_SEES} le titre {{title}}",
            "(est|arrive|se trouve) (sur|dans)( la page| la fiche)? {title}",
        ),
        (
            f"{_SEES_EN} the title {{title}}",
            "(is|arrives|lands) (on|in|at)( the page| the sheet)? {title}",
        ),
        ("elle voit le titre « Projets »", 'she sees the title "Projects"'),
    ),
    Sentence(
        "sees",
        (
            f"{_SEES}( aussi| encore| bien)?{_WHAT} {{texts*}}{PLACE}",
            f"(est|suis) (averti|prévenu)e? (que|par|de) {{texts*}}{PLACE}",
        ),
        (f"{_SEES_EN}( also| still)?{_WHAT} {{texts*}}{PLACE}",),
        ("elle voit « 36 projets » dans « Résultats »", 'she sees "36 projects" in "Results"'),
    ),
    Sentence(
        "sees-not",
        (
            f"{_NOT_FR}{_WHAT} {{texts*}}{PLACE}",
            f"ne (voit|trouve) (aucun|aucune) (lien|bouton|champ|texte) {{texts*}}{PLACE}",
        ),
        (f"({_NOT_EN}){_WHAT} {{texts*}}{PLACE}",),
        ("Karim ne voit pas « Note »", 'Karim does not see "Note"'),
    ),
    Sentence(
        "sees-number",
        (
            f"{_SEES}( exactement)? {{count#}} (?P<noun>[\\w][\\w' -]*?){PLACE}",
            f"ne (voit|trouve|vois) {{count#}} (?P<noun>[\\w][\\w' -]*?){PLACE}",
        ),
        (f"{_SEES_EN}( exactly)? {{count#}} (?P<noun>[\\w][\\w' -]*?){PLACE}",),
        ("elle voit 36 projets", "she sees 36 projects"),
    ),
    Sentence(
        "sees-before",
        (f"{_SEES} {{first}} (avant|au-dessus de) {{second}}{PLACE}",),
        (f"{_SEES_EN} {{first}} (before|above) {{second}}{PLACE}",),
        ("il voit « Aix » avant « Zuydcoote »", 'he sees "Aix" before "Zuydcoote"'),
    ),
    Sentence(
        "sees-rows",
        (f"{_SEES}( les lignes| la ligne| le tableau| la liste)?{PLACE}",),
        (f"{_SEES_EN}( the rows?| the table| the list)?{PLACE}",),
        ("elle voit les lignes dans « Projets »", 'she sees the rows in "Projects"'),
        table=True,
    ),
    Sentence(
        "sees-pair",
        (f"{_SEES} {{value}} (pour|en face de|à côté de|au-dessous de) {{label}}{PLACE}",),
        (f"{_SEES_EN} {{value}} (for|beside|next to|below) {{label}}{PLACE}",),
        ("elle voit « 42 » pour « Séances »", 'she sees "42" for "Sessions"'),
    ),
    Sentence(
        "holds",
        ("le champ {field} (contient|vaut|porte) {value}",),
        ("the field {field} (holds|contains|is) {value}",),
        ("le champ « Surnom » contient « Le Breton »", 'the field "Nickname" holds "Le Breton"'),
        acted=False,
    ),
    Sentence(
        "chosen",
        ("{option} est " + _CHOSEN,),
        ("{option} is " + _CHOSEN_EN,),
        ("« Inclusion » est coché dans « Thème »", '"Inclusion" is ticked in "Theme"'),
        acted=False,
    ),
    Sentence(
        "not-chosen",
        ("{option} n'est (pas|plus) " + _CHOSEN,),
        ("{option} is (not|no longer) " + _CHOSEN_EN,),
        ("« Inclusion » n'est pas coché", '"Inclusion" is not ticked'),
        acted=False,
    ),
    Sentence(
        "marked",
        (_OBJECT + " est marquée? {text}",),
        (_OBJECT_EN + " is marked {text}",),
        ("l'envoi est marqué « Reçu »", 'the submission is marked "Received"'),
        acted=False,
    ),
    Sentence(
        "refused",
        (
            "l'adresse {address} (lui )?est (refusée|introuvable)",
            "n'a pas accès à l'adresse {address}",
            "ne peut pas ouvrir l'adresse {address}",
        ),
        (
            "the address {address} is (refused|not found)",
            "(cannot|can't) open the address {address}",
        ),
        (
            "elle ne peut pas ouvrir l'adresse « /s/reseau/seances/ »",
            'she cannot open the address "/s/x/"',
        ),
    ),
    Sentence(
        "file-rows",
        ("le fichier (a|compte|contient) {count#} lignes?",),
        ("the file (has|holds|contains) {count#} rows?",),
        ("le fichier a 36 lignes", "the file has 36 rows"),
        acted=False,
    ),
    Sentence(
        "file-column",
        ("(la|sa) colonne {column}( du fichier)? contient {texts*}",),
        ("(the|its) column {column}( of the file)? (contains|holds) {texts*}",),
        ("la colonne « Nom » contient « ETAP »", 'the column "Name" contains "ETAP"'),
        acted=False,
    ),
    Sentence(
        "file-columns",
        ("le fichier (a|contient) (les colonnes|la colonne) {names*}",),
        ("the file (has|contains) the columns? {names*}",),
        ("le fichier a les colonnes « Nom » et « Région »", 'the file has the column "Name"'),
        acted=False,
    ),
    Sentence(
        "file-no-columns",
        ("le fichier n'a (pas|plus) (les colonnes|la colonne|de colonne) {names*}",),
        ("the file (does not have|has no|has not) (the )?columns? {names*}",),
        ("le fichier n'a pas la colonne « Note »", 'the file has no column "Note"'),
        acted=False,
    ),
    Sentence(
        "file-holds",
        ("le fichier contient {texts*}",),
        ("the file (contains|holds) {texts*}",),
        ("le fichier contient « ETAP »", 'the file contains "ETAP"'),
        acted=False,
    ),
    Sentence(
        "file-holds-not",
        ("le fichier ne contient (pas|ni) {texts*}",),
        ("the file (does not contain|doesn't contain) {texts*}",),
        ("le fichier ne contient pas « Note »", 'the file does not contain "Note"'),
        acted=False,
    ),
    Sentence(
        "right-to-left",
        (f"{_PAGE} se lit de droite à gauche",),
        (f"{_PAGE} (is readable|reads) from right to left",),
        ("la page se lit de droite à gauche", "the page reads from right to left"),
        acted=False,
    ),
    Sentence(
        "accessible",
        (f"{_PAGE} (n'a aucun|est sans|ne présente aucun) défaut d'accessibilité",),
        (f"{_PAGE} has no accessibility (fault|violation)s?",),
        ("la page n'a aucun défaut d'accessibilité", "the page has no accessibility fault"),
        acted=False,
    ),
    Sentence(
        "fits",
        (f"{_PAGE} (ne déborde pas|tient dans la largeur de l'écran)",),
        (f"{_PAGE} (does not overflow|fits the width of the screen)",),
        ("la page ne déborde pas", "the page does not overflow"),
        acted=False,
    ),
    Sentence(
        "in-language",
        (f"{_PAGE} est en (?P<language>[\\w]+)",),
        (f"{_PAGE} is in (?P<language>[\\w]+)",),
        ("la page est en anglais", "the page is in English"),
        acted=False,
    ),
)
