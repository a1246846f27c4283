# language: fr
Fonctionnalité: Découvrir « Happy FLE »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Happy FLE » depuis l’accueil
    Alors il voit le titre « Happy FLE »
    Quand il suit « D’après le livret, p. 9 »
    Alors il voit « choisi le nom »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 9 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Happy FLE » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
