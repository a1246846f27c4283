# language: fr
Fonctionnalité: Découvrir « Fab-Challenges »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Fab-Challenges » depuis l’accueil
    Alors il voit le titre « Fab-Challenges »
    Quand il suit « D’après le livret, p. 27 »
    Alors il voit « sport au bureau »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 27 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Fab-Challenges » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
