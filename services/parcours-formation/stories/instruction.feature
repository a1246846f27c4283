# language: fr
Fonctionnalité: Instruire une demande de formation à plusieurs

  Scénario: Leïla envoie toute sa demande sans JavaScript, la mission locale la lit
    Étant donné « Leïla », demandeur, et « Morgane », mission locale de « Mission locale des Abers (exemple) »
    Quand Leïla désactive JavaScript
    Et elle ouvre « Ma demande »
    Et elle appuie sur « Commencer »
    Et elle remplit « Ma demande » avec
      | Votre nom                                    | Envoi                                   |
      | Votre prénom                                 | Leïla                                   |
      | Votre date de naissance                      | 3/2/2001                                |
      | Votre nationalité                            | Française                               |
      | Votre adresse                                | 1 rue de l’Exemple                      |
      | Code postal et commune                       | 29200 Brest                             |
      | Quelle mission locale vous suit              | Mission locale des Abers (exemple)      |
      | Votre dernier diplôme                        | Baccalauréat                            |
      | Lisez-vous et écrivez-vous le français       | Oui, sans difficulté                    |
      | Avez-vous déjà travaillé                     | Non                                     |
      | Quel métier voulez-vous faire                | Ébéniste                                |
      | Avez-vous déjà choisi une formation          | Oui                                     |
      | Quelle formation                             | CAP ébéniste                            |
      | Chez quel organisme de formation             | L’Atelier du bois (exemple)             |
      | Quand êtes-vous disponible                   | Toute la semaine                        |
      | De quoi vivrez-vous pendant la formation     | Une rémunération de la région           |
      | Comment viendrez-vous                        | À pied ou à vélo                        |
      | Quels sont les autres revenus                | Aucun                                   |
    Et elle appuie sur « Continuer »
    Et elle coche « J’accepte que ma demande soit transmise à l’organisme de formation que je choisis. »
    Et elle coche « Ce que j’ai écrit est exact. »
    Et elle appuie sur « Continuer »
    Alors elle voit « Vérifiez vos réponses »
    Et la page n’a aucun défaut d’accessibilité
    Quand elle appuie sur « Envoyer »
    Alors elle voit « Votre numéro »
    Quand elle télécharge « L’emporter en PDF »
    Et Morgane ouvre « Dossiers »
    Et elle ouvre « Envoi · Ébéniste »
    Alors elle voit « Déposé »
    Et la page n’a aucun défaut d’accessibilité

  Scénario: L’organisme lit sa part, demande l’avis de la région, admet, et l’attestation est dans le dossier
    Étant donné « Morgane », mission locale de « Mission locale des Abers (exemple) », « Théo », organisme de formation de « L’Atelier du bois (exemple) », « Hugo », région de « Région d’exemple », et « Leïla », demandeur
    Quand Morgane ouvre « Dossiers »
    Et elle ouvre « Leïla · Menuisière »
    Alors elle voit « Ce qui peut gêner »
    Quand elle appuie sur « Transmettre »
    Et Théo ouvre « Dossiers »
    Et il ouvre « Leïla · Menuisière »
    Alors il voit « Revenu pendant la formation »
    Mais il ne voit pas « Ce qui peut gêner »
    Quand il appuie sur « Demander : Avis du financeur »
    Et il coche « Hugo »
    Et il remplit « Ce que vous voulez savoir » avec « La région finance-t-elle cette place ? »
    Et il appuie sur « Demander cet avis »
    Alors il voit « En attente : Avis du financeur »
    Quand Hugo ouvre « Dossiers »
    Et il ouvre « Leïla · Menuisière »
    Et il appuie sur « Donner mon avis »
    Alors il voit « Un formulaire est à remplir »
    Quand il appuie sur « Remplir le formulaire »
    Et il choisit « Programme régional de formation » dans « Quel dispositif paierait cette formation »
    Et il appuie sur « Continuer »
    Alors il voit « Écrivez un montant. »
    Quand il remplit « Combien, en euros » avec « 4200 »
    Et il appuie sur « Continuer »
    Et il appuie sur « Envoyer »
    Alors il voit « Vos réponses restent avec le dossier. »
    Quand il choisit « Favorable »
    Et il appuie sur « Donner cet avis »
    Et Théo ouvre « Dossiers »
    Et il ouvre « Leïla · Menuisière »
    Et il appuie sur « Admettre »
    Et il appuie sur « Admettre »
    Alors il voit « Admis »
    Quand Leïla ouvre « Dossiers »
    Et elle ouvre « Leïla · Menuisière »
    Alors elle voit « Documents délivrés »
    Mais elle ne voit pas « Avis du financeur »
    Quand elle télécharge « Admission en formation »

  Scénario: Une correction est demandée, la personne la lit sur son téléphone, en facile à lire
    Étant donné « Morgane », mission locale de « Mission locale des Abers (exemple) », et « Leïla », demandeur
    Quand Morgane ouvre « Dossiers »
    Et elle ouvre « Leïla · Menuisière »
    Et elle appuie sur « Demander une correction »
    Et elle remplit « Motif » avec « Le numéro de téléphone ne répond pas. »
    Et elle coche « Téléphone »
    Et elle appuie sur « Demander une correction »
    Alors elle voit « À corriger »
    Quand Leïla est sur un téléphone
    Et elle choisit le facile à lire
    Et elle ouvre « Dossiers »
    Et elle ouvre « Leïla · Menuisière »
    Alors elle voit « Le numéro de téléphone ne répond pas. »
    Et la page n’a aucun défaut d’accessibilité
    Et la page ne déborde pas
    Quand elle appuie sur « Renvoyer la demande »
    Alors elle voit « Déposé »

  Scénario: Un refus est motivé, au clavier seul
    Étant donné « Irène », organisme de formation de « L’École des cuisines (exemple) », et « Yann », demandeur
    Quand Irène ouvre « Dossiers »
    Et elle ouvre « Yann · Cuisinier »
    Et elle n’utilise que le clavier
    Et elle appuie sur « Refuser »
    Et elle remplit « Motif » avec « Toutes les places sont prises cette année. »
    Et elle appuie sur « Refuser »
    Alors elle voit « Refusé »
    Quand Yann ouvre « Dossiers »
    Et il ouvre « Yann · Cuisinier »
    Alors il voit « Toutes les places sont prises cette année. »
