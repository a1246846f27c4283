# language: fr
Fonctionnalité: Suivre des indicateurs, voir les retards, saisir et corriger

  Scénario: Un partenaire saisit en retard l’indicateur du mois et voit le rappel
    Étant donné « Gaspard », pilote d’action de « Agence des rivières d’exemple »
    Quand il ouvre « Suivi des indicateurs »
    Alors il voit « Vous êtes en retard pour saisir ces valeurs »
    Et il voit « octobre 2026 : en retard, attendu le 10 novembre 2026 »
    Quand il ouvre « Eau prélevée en douze mois »
    Alors il voit « Saisie en retard »
    Quand il choisit « octobre 2026 : en retard, attendu le 10 novembre 2026 » dans « Période »
    Et il remplit « Valeur » avec « 528,4 »
    Et il joint « data/releve-exemple.csv » à « Preuve »
    Et il remplit « Commentaire » avec « Relevé reçu après la crue. »
    Et il appuie sur « Saisir cette valeur »
    Alors il voit « Saisi pour octobre 2026 : 528,4 hm³. »
    Et il voit « Relevé reçu après la crue. »
    Et il voit « releve-exemple.csv »
    Mais il ne voit pas « octobre 2026 : en retard, attendu le 10 novembre 2026 »

  Scénario: Une erreur est dite d’abord, et rien de ce qui est tapé n’est perdu
    Étant donné « Lucile », pilote d’action de « Observatoire de l’air d’exemple »
    Quand elle ouvre « Suivi des indicateurs »
    Et elle ouvre « Appareils de chauffage au bois remplacés »
    Et elle choisit « octobre 2026 : en retard, attendu le 10 novembre 2026 » dans « Période »
    Et elle remplit « Valeur » avec « environ 280 »
    Et elle remplit « Commentaire » avec « Trois installateurs n’ont pas répondu. »
    Et elle appuie sur « Saisir cette valeur »
    Alors elle voit « Il y a un problème dans vos réponses »
    Et le champ « Valeur » contient « environ 280 »
    Et le champ « Commentaire » contient « Trois installateurs n’ont pas répondu. »
    Et la page n’a aucun défaut d’accessibilité
    Quand elle remplit « Valeur » avec « 280 »
    Et elle appuie sur « Saisir cette valeur »
    Alors elle voit « Saisi pour octobre 2026 : 280. »

  Scénario: Une correction dit pourquoi, et l’ancienne valeur reste lisible
    Étant donné « Noé », pilote d’action de « Union des communes d’exemple »
    Quand il ouvre « Suivi des indicateurs »
    Et il ouvre « Friches remises en usage »
    Et il suit « Corriger la valeur de 2025 »
    Et il remplit « Valeur » avec « 43 »
    Et il remplit « Pourquoi cette correction » avec « Deux sites comptés en retard (exemple). »
    Et il appuie sur « Corriger cette valeur »
    Alors il voit « Saisi pour 2025 : 43 sites. »
    Quand il suit « Corriger la valeur de 2025 »
    Alors il voit « Historique de la valeur de 2025 »
    Et il voit « Deux sites comptés en retard (exemple). »
    Et il voit « 41 sites »

  Scénario: Le public lit où l’on en est, sans rien pouvoir saisir
    Étant donné un visiteur sans JavaScript
    Quand il ouvre le service
    Et il ouvre « Suivi des indicateurs »
    Alors il voit « 17 indicateurs »
    Quand il suit « Cible atteinte »
    Alors il voit « 1 indicateur »
    Quand il ouvre « Liaisons cyclables ouvertes »
    Alors il voit « 600 km (2030) » pour « Cible »
    Et il voit « Union des communes d’exemple » pour « Saisi par »
    Mais il ne voit pas « Saisir une valeur »
    Et la page n’a aucun défaut d’accessibilité
    Et la page ne déborde pas

  Scénario: L’animation emporte la liste des retards
    Étant donné « Berthe », animation régionale de « Animation de la stratégie (exemple) »
    Quand elle ouvre « Suivi des indicateurs »
    Et elle suit « Saisie en retard »
    Et elle exporte en « CSV »
    Alors le fichier contient « Zones humides inventoriées »
    Et la colonne « Saisi par » contient « Agence des rivières d’exemple »
    Et le fichier ne contient pas « Liaisons cyclables ouvertes »

  Scénario: Une pilote fait avancer son action
    Étant donné « Perrine », pilote d’action de « Direction des milieux d’exemple »
    Quand elle ouvre « Pilotage des actions »
    Et elle filtre « État » par « À lancer »
    Et elle ouvre « Planter des haies entre routes et écoles »
    Et elle appuie sur « Lancer l’action »
    Alors elle voit « En cours »
