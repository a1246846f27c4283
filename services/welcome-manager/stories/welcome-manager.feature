# language: fr
Fonctionnalité: Découvrir « Kit Welcome Manager »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Kit Welcome Manager » depuis l’accueil
    Alors il voit le titre « Kit Welcome Manager »
    Quand il suit « D’après le livret, p. 29 »
    Alors il voit « relevé ce qui agace »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 29 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Kit Welcome Manager » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
