# language: fr
Fonctionnalité: Découvrir « Avant de venir en préfecture »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Avant de venir en préfecture » depuis l’accueil
    Alors il voit le titre « Avant de venir en préfecture »
    Quand il suit « D’après le livret, p. 40 »
    Alors il voit « Ateliers de cadrage »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 40 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Avant de venir en préfecture » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
