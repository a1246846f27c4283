# language: fr
Fonctionnalité: Découvrir « Services aux familles »

  Scénario: Un visiteur lit le projet d’origine, change de langue et ouvre le dossier
    Étant donné un visiteur
    Quand il ouvre « Services aux familles » depuis l’accueil
    Alors il voit le titre « Services aux familles »
    Quand il suit « D’après le livret, p. 58 »
    Alors il voit « la plupart à distance »
    Quand il choisit la langue « English »
    Alors il voit le titre « From the booklet, p. 58 »
    Quand il choisit la langue « Français »
    Quand il ouvre « Services aux familles » depuis l’accueil
    Quand il suit « Voir son dossier »
    Alors il voit « service.yaml »
