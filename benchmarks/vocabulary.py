"""The words of invented structures: roots, endings, names, themes and kinds."""

_ROOTS = """
service accueil projet public territoire aide lieu formation atelier accompagnement jeune famille
droit santé numérique emploi logement commune habitant enfant association insertion social travail
participation citoyen ressource partenaire réseau innovation usager démarche information écoute
orientation parcours éducation école culture sport mobilité transport énergie climat eau déchet
alimentation agriculture jardin biodiversité forêt sol air rivière paysage patrimoine tourisme
entreprise artisan commerce marché économie finance budget subvention aidant handicap autonomie
vieillesse retraite maison quartier village ville campagne rural urbain centre espace bureau salle
outil méthode guide carte annuaire enquête diagnostic évaluation indicateur donnée logiciel
plateforme site message courrier téléphone rendez-vous horaire matin soir semaine mois année groupe
équipe bénévole salarié agent conseiller médiateur interprète traducteur infirmier médecin
psychologue juriste avocat travailleur étudiant élève apprenti stagiaire parent mère père femme
homme personne public-cible réfugié migrant étranger demandeur langue français alphabétisation
lecture écriture calcul mémoire histoire récit photo vidéo radio journal presse débat réunion forum
assemblée conseil comité bureau vote consultation concertation proposition décision projet-pilote
expérience essai prototype test usage besoin attente difficulté obstacle frein levier solution
réponse question problème enjeu objectif résultat effet impact trace preuve qualité confiance
respect dignité solidarité entraide partage don échange coopération collectif commun bien lien
rencontre repas cuisine cantine épicerie vêtement meuble réparation vélo voiture bus train gare
route chemin pont port mer montagne plage île canal barrage moulin ferme élevage vigne verger
semence récolte abeille oiseau poisson arbre haie prairie zone marais dune falaise grotte source
fontaine bain piscine stade gymnase danse musique théâtre cinéma livre bibliothèque musée archive
exposition festival fête marche course jeu jouet crèche nourrice naissance grossesse vaccin hygiène
sommeil nutrition addiction violence justice police prévention sécurité secours incendie inondation
risque alerte plan programme mission contrat convention charte règlement loi norme dossier
formulaire demande dépôt suivi contrôle inspection visite audit rapport bilan tableau graphique
seuil taux part total moyenne écart rang sexe âge niveau diplôme métier compétence savoir
apprentissage tutorat mentorat parrainage stage emploi-aidé chantier usine atelier-relais pépinière
incubateur laboratoire fabrique recherche université science technique machine robot capteur
réseau-local antenne fibre câble serveur code licence logiciel-libre brevet design service-civique
"""
ROOTS = tuple(_ROOTS.split())

_ENDINGS = """
s ment ation ations eur euse eurs iste istes able ables ique iques al ale ales aux ité ités age ages
isme ier ière iers er é ée és ées ant ante ants if ive ifs
"""
ENDINGS = tuple(_ENDINGS.split())

_EMPTY = """
de la le les des et à un une du en pour dans par sur avec aux qui que au est ce son sa ses leur
l’équipe d’un plus ne pas se nous vous ou où sans sous tout cette ces
"""
EMPTY = tuple(_EMPTY.split())

NAMES = (
    "Maison", "Association", "Centre", "Espace", "Atelier", "Pôle", "Relais", "Point d’accueil",
    "Mission locale", "Tiers-lieu", "Bureau", "Comité", "Collectif", "Antenne", "Permanence",
)  # fmt: skip

THEMES = {
    "acces-aux-droits": "Accès aux droits",
    "inclusion": "Inclusion",
    "innovation-manageriale": "Innovation managériale",
    "participation-citoyenne": "Participation citoyenne",
    "relation-usagers": "Relation aux usagers",
    "formations": "Formations",
    "simplification": "Simplification",
    "transformation-numerique": "Transformation numérique",
    "transition-ecologique": "Transition écologique",
}

KINDS = {
    "accueil": "Accueil", "antenne": "Antenne", "association": "Association",
    "bibliotheque": "Bibliothèque", "ccas": "Centre communal d’action sociale",
    "centre-social": "Centre social", "ecole": "École", "entreprise": "Entreprise",
    "france-services": "Guichet France services", "mairie": "Mairie",
    "mission-locale": "Mission locale", "tiers-lieu": "Tiers-lieu",
}  # fmt: skip
