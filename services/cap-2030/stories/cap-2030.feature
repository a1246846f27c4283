# language: fr
Fonctionnalité: Découvrir « CAP 2030 »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « CAP 2030 » depuis l’accueil
    Alors il voit le titre « CAP 2030 »
    Quand il suit « D’après le livret, p. 62 »
    Alors il voit « la réponse commune »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 62 »
    Quand il choisit la langue « Français »
    Quand il ouvre « CAP 2030 » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
