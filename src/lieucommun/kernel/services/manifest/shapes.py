"""Shapes: the fields of a published standard, in one word."""

from typing import Any

#: A service of social inclusion, after the schema `data-inclusion` (version 1, Open Licence),
#: with the position and the hours gathered in one field each.
_INCLUSION_SERVICE: dict[str, dict[str, Any]] = {
    "nom": {"type": "text", "title": {"fr": "Nom", "en": "Name"}, "required": True,
            "search": True, "sort": True},
    "description": {"type": "longtext", "title": {"fr": "Description", "en": "Description"},
                    "search": True},
    "structure": {"type": "text", "title": {"fr": "Structure", "en": "Organisation"},
                  "search": True},
    "thematiques": {"type": "choices", "title": {"fr": "Thématiques", "en": "Topics"},
                    "facet": True, "choices": {
        "acces-aux-droits-et-citoyennete": {"fr": "Accès aux droits et citoyenneté",
                                            "en": "Rights and citizenship"},
        "apprendre-francais": {"fr": "Apprendre le français", "en": "Learning French"},
        "creation-activite": {"fr": "Créer son activité", "en": "Starting a business"},
        "equipement-et-alimentation": {"fr": "Équipement et alimentation",
                                       "en": "Equipment and food"},
        "famille": {"fr": "Famille et garde d’enfants", "en": "Family and childcare"},
        "gestion-financiere": {"fr": "Argent et budget", "en": "Money and budget"},
        "handicap": {"fr": "Handicap", "en": "Disability"},
        "illettrisme": {"fr": "Lire et écrire", "en": "Reading and writing"},
        "logement-hebergement": {"fr": "Logement et hébergement", "en": "Housing"},
        "mobilite": {"fr": "Se déplacer", "en": "Getting around"},
        "numerique": {"fr": "Numérique", "en": "Digital skills"},
        "sante": {"fr": "Santé", "en": "Health"},
        "se-former": {"fr": "Se former", "en": "Training"},
        "trouver-un-emploi": {"fr": "Trouver un emploi", "en": "Finding a job"},
    }},
    "publics": {"type": "choices", "title": {"fr": "Publics", "en": "For whom"}, "facet": True,
                "choices": {
        "tous-publics": {"fr": "Tous publics", "en": "Everyone"},
        "jeunes": {"fr": "Jeunes", "en": "Young people"},
        "familles": {"fr": "Familles", "en": "Families"},
        "femmes": {"fr": "Femmes", "en": "Women"},
        "seniors": {"fr": "Personnes âgées", "en": "Older people"},
        "personnes-en-situation-de-handicap": {"fr": "Personnes en situation de handicap",
                                               "en": "People with disabilities"},
        "personnes-exilees": {"fr": "Personnes exilées", "en": "People in exile"},
        "demandeurs-emploi": {"fr": "Personnes en recherche d’emploi", "en": "Job seekers"},
    }},
    "frais": {"type": "choice", "title": {"fr": "Frais", "en": "Cost"}, "facet": True, "choices": {
        "gratuit": {"fr": "Gratuit", "en": "Free"},
        "payant": {"fr": "Payant", "en": "Charged"},
    }},
    "conditions_acces": {"type": "longtext",
                         "title": {"fr": "Conditions d’accès", "en": "Conditions"}},
    "modes_accueil": {"type": "choices", "title": {"fr": "Accueil", "en": "How"}, "choices": {
        "en-presentiel": {"fr": "Sur place", "en": "On site"},
        "a-distance": {"fr": "À distance", "en": "Remotely"},
    }},
    "adresse": {"type": "text", "title": {"fr": "Adresse", "en": "Address"}},
    "commune": {"type": "territory", "level": "commune",
                "title": {"fr": "Commune", "en": "Municipality"}, "facet": True},
    "position": {"type": "point", "title": {"fr": "Position", "en": "Position"}},
    "horaires": {"type": "hours", "title": {"fr": "Horaires", "en": "Opening hours"}},
    "telephone": {"type": "phone", "title": {"fr": "Téléphone", "en": "Phone"}},
    "courriel": {"type": "email", "title": {"fr": "Courriel", "en": "E-mail"}},
    "lien": {"type": "url", "title": {"fr": "Site", "en": "Website"}},
    "date_maj": {"type": "date", "title": {"fr": "Mis à jour le", "en": "Updated on"},
                 "sort": True},
}  # fmt: skip

SHAPES: dict[str, dict[str, dict[str, Any]]] = {"data-inclusion/service": _INCLUSION_SERVICE}
