"""Sentences about what a person does on a screen."""

from .sentence import Sentence

_KIND = (
    "(le service|la page|la fiche|le dossier|le projet|le laboratoire|la région|le thème|"
    "le fichier|l'onglet|le lien|le menu|the service|the page|the sheet|the folder|the project|"
    "the lab|the region|the theme|the file|the tab|the link|the menu)"
)
_PLACE = (
    "( (dans|sous|parmi|de|in|under|among|of) "
    "((la |le |les |l'|the )?(liste|section|tableau|groupe|encadré|partie|region|list|table|"
    "group|part)( des| de| of)? )?({place}|(?P<landmark>le menu|la navigation|l'en-tête|"
    "le pied de page|le contenu|le fil d'Ariane|the menu|the navigation|the header|the footer|"
    "the content|the breadcrumb)))?"
)
PLACE = _PLACE
_FIELD = "( (le|du) champ|the field)?"

_OPENS = "(ouvre|visite|consulte|va (sur|à|dans|vers))"
_OPENS_EN = "(opens?|visits?|goes to|go to)"
_BACK = "(ouvre|revient (à|sur)|retourne (à|sur)|va (à|sur))"
_LIST = "( la liste| les résultats)?"
_EVERYWHERE = "(?P<everywhere> (partout|dans tout le lieu|sur tout le lieu))?"

ACTING = (
    Sentence(
        "opens",
        (f"{_OPENS}( {_KIND})? {{name}}{_PLACE}",),
        (f"{_OPENS_EN}( {_KIND})? {{name}}{_PLACE}",),
        ("Amel ouvre « Projets »", 'Amel opens "Projects"'),
    ),
    Sentence(
        "opens-from-home",
        (f"{_OPENS}( {_KIND})? {{name}} depuis l'accueil( du lieu)?",),
        (f"{_OPENS_EN}( {_KIND})? {{name}} from the home( page)?",),
        ("il ouvre « Utilo » depuis l'accueil", 'he opens "Utilo" from the home page'),
    ),
    Sentence(
        "opens-home",
        (f"{_BACK} (l'accueil|la page d'accueil)( du lieu)?",),
        ("(opens?|goes? (back )?to|returns? to) the home( page)?( of the place)?",),
        ("il ouvre l'accueil", "he opens the home page"),
    ),
    Sentence(
        "opens-service",
        (f"{_BACK} (le service|l'accueil du service)",),
        ("(opens?|goes? back to|returns? to) (the service|the home (page )?of the service)",),
        ("elle ouvre le service", "she opens the service"),
    ),
    Sentence(
        "opens-address",
        ("(ouvre|va (à|sur)) l'adresse {address}",),
        ("(opens?|goes? to) the address {address}",),
        ("il ouvre l'adresse « /services/ »", 'he opens the address "/services/"'),
    ),
    Sentence(
        "follows-mail",
        ("(suit|ouvre) le lien (du courriel|du courrier)? ?(envoyé|reçu) (à|par) {address}",),
        ("(follows?|opens?) the link in the (letter|e?-?mail) (sent to|received by) {address}",),
        (
            "elle suit le lien du courriel envoyé à « sam@example.org »",
            'she follows the link in the mail sent to "sam@example.org"',
        ),
    ),
    Sentence(
        "follows",
        (f"suit( le lien)? {{name}}{_PLACE}",),
        (f"follows?( the link)? {{name}}{_PLACE}",),
        ("elle suit « Voir son dossier »", 'she follows the link "See its folder"'),
    ),
    Sentence(
        "presses",
        (
            f"(appuie|clique) sur( le bouton| le lien)? {{name}}{_PLACE}",
            f"(déplie|replie) {{name}}{_PLACE}",
        ),
        (f"(presse(s)?|press|clicks?( on)?|unfolds?)( the button| the link)? {{name}}{_PLACE}",),
        ("elle appuie sur « Envoyer »", 'she presses "Send"'),
    ),
    Sentence(
        "fills",
        (
            f"(remplit|complète|remplis){_FIELD} {{field}} (avec|par) {{value}}",
            "(écrit|saisit|tape|indique|note|inscrit) {value} (dans|pour)( le champ)? {field}",
        ),
        (
            f"(fills?( in)?|completes?){_FIELD} {{field}} with {{value}}",
            "(writes?|types?|enters?) {value} (in|into|for)( the field)? {field}",
        ),
        ("elle remplit « Surnom » avec « Le Breton »", 'she fills "Nickname" with "Le Breton"'),
    ),
    Sentence(
        "fills-form",
        ("(remplit|complète|remplis)( le formulaire)? {form} avec",),
        ("(fills?( in)?|completes?)( the form)? {form} with",),
        ("elle remplit « Rencontre » avec", 'she fills in "Encounter" with'),
        table=True,
    ),
    Sentence(
        "empties",
        (f"(vide|efface){_FIELD} {{field}}",),
        (f"(empties|clears?){_FIELD} {{field}}",),
        ("elle vide « Surnom »", 'she clears "Nickname"'),
    ),
    Sentence(
        "attaches",
        ("joint( le fichier)? {file} (à|dans) {field}",),
        ("attaches?( the file)? {file} to {field}",),
        ("elle joint « images/plan.png » à « Photo »", 'she attaches "images/plan.png" to "Photo"'),
    ),
    Sentence(
        "loads",
        ("charge( le fichier)? {file} (comme|dans)( la source)? {source}",),
        ("loads?( the file)? {file} (as|into)( the source)? {source}",),
        (
            "Amel charge « data/2025.csv » comme « annee-2025 »",
            'Amel loads "data/2025.csv" as "year-2025"',
        ),
    ),
    Sentence(
        "chooses",
        ("(choisit|sélectionne|coche|choisis) {options*}( (dans|pour|sous|comme) {group})?",),
        ("(chooses?|selects?|ticks?|checks?|picks?) {options*}( (in|for|under|as) {group})?",),
        ("elle choisit « Inclusion » dans « Thème »", 'she chooses "Inclusion" in "Theme"'),
    ),
    Sentence(
        "unchooses",
        ("(décoche|retire|désélectionne) {options*}( (dans|pour|sous|de) {group})?",),
        ("(unticks?|unchecks?|removes?) {options*}( (in|for|under|from) {group})?",),
        ("elle décoche « Inclusion » dans « Thème »", 'she unticks "Inclusion"'),
    ),
    Sentence(
        "filters",
        (
            f"filtre{_LIST}( sur| par)? {{group}} (:|=|sur|par|avec|à|selon) {{option}}",
            f"filtre{_LIST} (sur|par|selon|avec) {{option}}( (dans|sous) {{group}})?",
        ),
        (
            "filters?( the list| the results)?( by| on)? {group} (:|=|by|on|with|to) {option}",
            "filters?( the list| the results)? (by|on|with) {option}( (in|under) {group})?",
        ),
        ("elle filtre « Thème » par « Inclusion »", 'she filters by "Inclusion"'),
    ),
    Sentence(
        "sorts",
        ("trie( la liste| les résultats)? (par|selon) {name}",),
        ("sorts?( the list| the results)? by {name}",),
        ("il trie la liste par « Nom »", 'he sorts the list by "Name"'),
    ),
    Sentence(
        "searches",
        (f"(re)?cherche {{text}}( (dans|sur|parmi) {{place}})?{_EVERYWHERE}",),
        ("(searches|search|looks?) for {text}( in {place})?(?P<everywhere> everywhere)?",),
        ("elle cherche « réfugiés »", 'she searches for "refugees"'),
    ),
    Sentence(
        "exports",
        ("exporte( {name}| la liste| le tableau)? (en|au format) ({format}|(?P<bare>[\\w]+))",),
        ("exports?( {name}| the list| the table)? (as|to|in) ({format}|(?P<bare>[\\w]+))",),
        ("elle exporte en « CSV »", 'she exports the list as "CSV"'),
    ),
    Sentence(
        "downloads",
        (f"télécharge {{name}}{_PLACE}",),
        (f"downloads? {{name}}{_PLACE}",),
        ("elle télécharge « Dossier »", 'she downloads "Folder"'),
    ),
    Sentence(
        "prints",
        ("imprime( la page| la liste| la fiche)?",),
        ("prints?( the page| the list| the sheet)?",),
        ("elle imprime la page", "she prints the page"),
    ),
    Sentence(
        "back",
        ("revient en arrière", "retourne en arrière"),
        ("goes? back",),
        ("il revient en arrière", "he goes back"),
    ),
    Sentence(
        "reloads",
        ("recharge la page",),
        ("reloads?( the page)?",),
        ("il recharge la page", "he reloads the page"),
    ),
)
