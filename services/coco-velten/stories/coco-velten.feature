# language: fr
Fonctionnalité: Découvrir « Coco Velten »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Coco Velten » depuis l’accueil
    Alors il voit le titre « Coco Velten »
    Quand il suit « D’après le livret, p. 48 »
    Alors il voit « mêle hébergement et activités »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 48 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Coco Velten » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
