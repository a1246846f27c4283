# language: fr
Fonctionnalité: Découvrir « Inspections sur tablette »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Inspections sur tablette » depuis l’accueil
    Alors il voit le titre « Inspections sur tablette »
    Quand il suit « D’après le livret, p. 52 »
    Alors il voit « habitudes de métier bien ancrées »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 52 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Inspections sur tablette » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
