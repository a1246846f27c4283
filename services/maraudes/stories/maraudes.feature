# language: fr
Fonctionnalité: Découvrir « Carnet de maraude »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Carnet de maraude » depuis l’accueil
    Alors il voit le titre « Carnet de maraude »
    Quand il suit « D’après le livret, p. 59 »
    Alors il voit « quatre séances de création »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 59 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Carnet de maraude » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
