# language: fr
Fonctionnalité: Découvrir « Mon parcours de formation »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Mon parcours de formation » depuis l’accueil
    Alors il voit le titre « Mon parcours de formation »
    Quand il suit « D’après le livret, p. 15 »
    Alors il voit « une trentaine d’agents »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 15 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Mon parcours de formation » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
