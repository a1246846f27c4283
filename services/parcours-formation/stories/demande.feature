# language: fr
Fonctionnalité: Un seul formulaire pour entrer en formation

  Scénario: Un visiteur voit ce qu’un formulaire remplace
    Étant donné un visiteur
    Quand il ouvre « Mon parcours de formation » depuis l’accueil
    Et il ouvre « Ce qu’un formulaire remplace »
    Alors il voit « 175 »
    Quand il ouvre « Quinze formulaires »
    Alors il voit « 249 questions de quinze formulaires »

  Scénario: Leïla commence sa demande, s’arrête et la retrouve
    Étant donné « Leïla », demandeur
    Quand elle ouvre « Ma demande »
    Et elle appuie sur « Commencer »
    Et elle remplit « Votre nom » avec « Exemple »
    Et elle remplit « Votre prénom » avec « Leïla »
    Et elle remplit « Votre date de naissance » avec « 3/2/2001 »
    Et elle choisit « Française » dans « Votre nationalité »
    Et elle appuie sur « Continuer »
    Alors elle voit « Pour vous joindre »
    Quand elle appuie sur « Enregistrer et finir plus tard »
    Alors elle voit « Vos réponses sont gardées »

  Scénario: La conseillère de la mission locale remplit la demande avec Leïla
    Étant donné « Leïla », demandeur, et « Morgane », mission locale de « Mission locale des Abers (exemple) »
    Quand Leïla ouvre « Ma demande »
    Et elle appuie sur « Commencer »
    Et elle remplit « Votre nom » avec « Exemple »
    Et elle appuie sur « Enregistrer et finir plus tard »
    Et elle suit « Demander à quelqu’un de vous aider »
    Et elle remplit « Adresse électronique » avec « morgane@example.org »
    Et elle appuie sur « Inviter »
    Alors elle voit « morgane@example.org »
    Et la page n’a aucun défaut d’accessibilité
    Quand Morgane suit le lien du courriel envoyé à « morgane@example.org »
    Et elle appuie sur « Ouvrir le formulaire »
    Alors le champ « Votre nom » contient « Exemple »
    Quand elle remplit « Votre prénom » avec « Leïla »
    Et elle remplit « Votre date de naissance » avec « 3/2/2001 »
    Et elle choisit « Française » dans « Votre nationalité »
    Et elle appuie sur « Continuer »
    Alors elle voit « Pour vous joindre »
    Quand Leïla ouvre « Ma demande »
    Et elle suit « Reprendre »
    Alors elle voit « Pour vous joindre »
    Quand elle suit « Revenir »
    Alors le champ « Votre prénom » contient « Leïla »
