# language: fr
Fonctionnalité: Découvrir « Stade de la réussite »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Stade de la réussite » depuis l’accueil
    Alors il voit le titre « Stade de la réussite »
    Quand il suit « D’après le livret, p. 8 »
    Alors il voit « un jeu sérieux du même nom »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 8 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Stade de la réussite » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
